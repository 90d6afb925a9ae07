"""Certificates of a class: who came often enough, who has one, and all of them at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from densach.kernel.errors import Refusal
from densach.people.access import only_with
from densach.services.activities.access import activity_for
from densach.services.activities.actions.certifying import certify
from densach.services.activities.forms.certifying import CertifyForm
from densach.services.activities.pages.activity import tabs_of
from densach.services.activities.queries.certifying import candidates_of
from densach.services.activities.rules.certifying import ENOUGH_PERCENT, ISSUE
from densach.services.activities.views.enrolment_trail import enrolment_trail
from densach.ui.http import Request
from densach.ui.wording import sentence


@only_with(ISSUE)
def certificates(request: Request, pk: int) -> HttpResponse:
    activity = activity_for(request.actor, pk, ISSUE)
    candidates = candidates_of(activity)
    form = CertifyForm(request.POST or None, candidates=candidates)
    if request.method == "POST" and form.is_valid():
        try:
            made = certify(
                at=timezone.now(), actor=request.actor, activity=activity,
                enrolments=form.cleaned_data["chosen"], kind=form.cleaned_data["kind"],
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            told = ngettext("%(number)s certificate issued.", "%(number)s certificates issued.", len(made))
            messages.success(request, told % {"number": len(made)})
            return redirect("activities:certificates", activity.pk)
    chosen = set(request.POST.getlist("chosen")) if form.is_bound else None
    context = {
        "activity": activity,
        "rows": [
            (one, str(one.enrolment) in chosen if chosen is not None else one.enough) for one in candidates
        ],
        "form": form,
        "held": candidates[0].held if candidates else 0,
        "percent": ENOUGH_PERCENT,
        "to_print": [one.certificate.pk for one in candidates if one.certificate],
        "tabs": tabs_of(request.actor, activity, "certificates"),
        "trail": enrolment_trail(activity, _("Certificates of a class")),
    }
    return render(request, "activities/certificates.html", context, status=422 if form.errors else 200)
