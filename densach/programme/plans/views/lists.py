"""The list of plans, and a new paper coming in."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.organisations import queries as organisations
from densach.people import queries as people
from densach.people.access import require, staff_required
from densach.programme.plans import actions, export, queries
from densach.programme.plans.forms.rows import UploadForm
from densach.programme.plans.models import Plan, PlanState
from densach.programme.plans.queries import family, succession
from densach.programme.plans.rules.refusals import AlreadyLoaded
from densach.ui.http import Request
from densach.ui.wording import sentence

PAGE = 50
WAITING = "cho-noi-tiep"
WHOSE, EVERY = "cua", "tat-ca"


def _today() -> date:
    return today(timezone.now())


@staff_required
@require_safe
def plans(request: Request) -> HttpResponse:
    """Plans that the person may see, filtered, newest first; `?xuat=xlsx` or `csv` takes all of them away."""
    if (form := request.GET.get("xuat", "")) in export.FORMS:
        return export.plans(_wanted(request).order_by("-pk"), form)
    state, text, before, whose = (
        request.GET.get(name, "").strip() for name in ("state", "q", "before", WHOSE)
    )
    asked = {"state": state, "q": text, WHOSE: whose}
    rows, following = queries.page_of(_wanted(request), before, PAGE)
    counted = queries.counters_of(plan.pk for plan in rows)
    context = {
        "plans": [(plan, counted[plan.pk]) for plan in rows],
        "names": organisations.names_of({plan.organisation_id for plan in rows}, _today()),
        "states": [*PlanState.choices, (WAITING, _("waits for its successor"))],
        "state": state,
        "q": text,
        "whose": whose,
        "children": family.numbers_of([plan.pk for plan in rows]),
        "query": urlencode(asked),
        "next_url": f"?{urlencode({**asked, 'before': following})}" if following else "",
        "may_load": request.actor.may("plan.manage", None),
        "waiting": succession.waiting_for_successor(queries.plans_for(request.actor), _today()).count(),
        "waits": {plan.pk for plan in rows if succession.is_waiting(plan, _today())},
    }
    return render(request, "plans/list.html", context)


def _wanted(request: Request) -> QuerySet[Plan]:
    found = queries.plans_for(request.actor)
    if (state := request.GET.get("state", "")) in PlanState.values:
        found = found.filter(state=state)
    elif state == WAITING:
        found = succession.waiting_for_successor(found, _today())
    if text := request.GET.get("q", "").strip():
        found = queries.titled(found, text)
    elif request.GET.get(WHOSE, "") != EVERY:
        found = family.heads_only(request.actor, found)
    return found


@staff_required
def load(request: Request) -> HttpResponse:
    """Load a paper: kept, read, and on to the review of what was read."""
    require(request.actor, "plan.manage", None)
    form = UploadForm(request.POST or None, request.FILES or None, places=_places(request))
    first = None
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["paper"]
        try:
            plan = actions.load(
                at=timezone.now(),
                actor=request.actor,
                organisation=organisations.by_code(form.cleaned_data["organisation"]),
                name=upload.name,
                data=upload.read(),
            )
        except Refusal as refusal:
            form.add_error("paper", sentence(refusal))
            first = refusal.params["code"] if isinstance(refusal, AlreadyLoaded) else None
        else:
            if plan.text:
                messages.success(request, _("The paper was read. Look at each row beside its words."))
            else:
                messages.warning(request, _("The file is kept, but no text could be read from it yet."))
            return redirect("plans:review", plan.code)
    status = 409 if first else 422 if form.errors else 200
    return render(request, "plans/load.html", {"form": form, "first": first}, status=status)


def _places(request: Request) -> list[tuple[str, str]]:
    """Organisations for which the person may load a plan: agencies first, the person's own place above all."""
    on = _today()
    home = people.home_organisation(request.actor, on)
    allowed = people.organisations_where(request.actor, "plan.manage", on)
    named = organisations.all_named(allowed.values_list("pk", flat=True), on)
    issuing = [one for one in named.values() if one.kind in queries.ISSUING_KINDS]
    issuing.sort(key=lambda one: (one.id != getattr(home, "pk", None), one.name))
    return [(one.code, one.name) for one in issuing]
