"""Who has a part in an activity, and which institutions take part."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from densach.kernel.dates import today
from densach.kernel.errors import NotFound, Refusal
from densach.people.access import only_with
from densach.services.activities.access import activity_for
from densach.services.activities.actions import planning
from densach.services.activities.forms.kinds import RolesForm
from densach.services.activities.pages.activity import tabs_of
from densach.services.activities.queries.activities import partners_of, roles_of, staff_by_name
from densach.services.activities.rules.kinds import ROLES
from densach.services.activities.rules.verbs import MANAGE, VIEW
from densach.services.activities.views.planning import METHODS, trail
from densach.ui.http import Request
from densach.ui.wording import sentence


@only_with(VIEW)
@require_http_methods(METHODS)
def roles(request: Request, pk: int) -> HttpResponse:
    """Seen by whoever sees the activity, written by whoever plans it."""
    activity = activity_for(request.actor, pk, VIEW)
    may = request.actor.may(MANAGE, activity.organisation)
    if request.method == "POST" and not may:
        raise NotFound()
    standing, partners = roles_of(activity), partners_of(activity)
    form = RolesForm(
        request.POST if request.method == "POST" else None, kind=activity.kind, roles=standing,
        partners=partners, colleagues=staff_by_name(activity.organisation_id, today(timezone.now())),
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            planning.write_parts(
                at=timezone.now(), actor=request.actor, activity=activity, roles=form.roles_typed(),
                partners=form.partners_typed(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("It is written down who has a part."))
            return redirect("activities:roles", pk)
    told = {
        "activity": activity, "form": form, "may": may,
        "roles": [(_(ROLES.get(one.role, one.role)), one) for one in standing], "partners": partners,
        "tabs": tabs_of(request.actor, activity, "people"), "trail": trail(_("Who has a part"), activity),
    }  # fmt: skip
    return render(request, "activities/plan/roles.html", told, status=422 if form.errors else 200)
