"""One work: how its parts stand, what shows it, saying and taking back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Conflict, Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people.access import staff_required
from densach.programme.indicators import queries as indicators
from densach.programme.plans.models import PlanState
from densach.programme.plans.rules.vocabulary import TASK_GROUPS, label
from densach.programme.tasks import actions, page, queries
from densach.programme.tasks.access import may_manage
from densach.programme.tasks.forms.saying import SayForm
from densach.programme.tasks.models import Part, Stage, Update, Work
from densach.programme.tasks.rules.lifecycle import CLOSED, OPEN, step
from densach.programme.tasks.rules.phases import phases_in
from densach.programme.tasks.rules.times import days_late, soonness, waits_for_event
from densach.ui.http import Request
from densach.ui.wording import sentence


def _today() -> date:
    return today(timezone.now())


@staff_required
@require_safe
def work(request: Request, pk: int) -> HttpResponse:
    """What is to be done by whom until when; each part with its history and its evidence; pieces and phases."""
    on = _today()
    found = queries.work_for(request.actor, pk, on)
    running = found.plan.state == PlanState.RUNNING
    parts = queries.parts_of(found)
    shown = _shown_parts(request, found, parts, on, is_running=running)
    pieces = list(queries.pieces_of(found))
    manages = running and may_manage(request.actor, found)
    context = {
        **shown,
        "work": found,
        "on": on,
        "owner_name": organisations.named(found.owner, on).name,
        "field": label(TASK_GROUPS, found.group) if found.group else "",
        "late": days_late(found.due_on, on) if found.stage in OPEN else 0,
        "soon": soonness(found.due_on, on) if found.stage in OPEN else None,
        "waits": waits_for_event(found.time_kind, found.declared_on),
        "percent": page.percent(parts, found),
        "counted": sum(part.counted or 0 for part in parts if part.reports),
        "pieces": pieces,
        "rollouts": list(found.rollouts.all()) if found.phase == "pilot" else [],
        "manages": manages,
        "is_open": found.stage not in CLOSED,
        "proposed": _proposed(found, pieces) if manages else None,
        "may_withdraw": manages and found.parent_id is not None and not shown["has_said"] and not pieces,
    }
    return render(request, "tasks/work.html", context)


def _shown_parts(
    request: Request, work: Work, parts: list[Part], on: date, *, is_running: bool
) -> dict[str, Any]:
    """Fifty parts at a time: a task of all communes has a part for each."""
    start = whole_number(request.GET.get("sau", "")) or 0
    names = organisations.all_named({one.organisation_id for one in parts if one.organisation_id}, on)
    said = queries.said_of(work, on)
    lines = []
    for part in parts[start : start + queries.PAGE]:
        named = names.get(part.organisation_id or 0)
        line = page.part_line(
            part,
            work,
            request.actor,
            named.name if named else part.name,
            named.code if named else "",
            is_running=is_running,
        )
        mine = said.get(part.pk, [])
        own = next((one for one in mine if not one.is_taken_back and not one.update.takes_back_id), None)
        lines.append((line, mine, is_running and _is_own(request, own.update if own else None)))
    following = start + queries.PAGE
    tally = [(stage, sum(one.reports and one.stage == stage for one in parts)) for stage in Stage.values]
    return {
        "lines": lines,
        "has_said": bool(said),
        "tally": [(stage, number) for stage, number in tally if number],
        "number": len(parts),
        "next_url": f"?sau={following}" if following < len(parts) else "",
        "previous_url": f"?sau={max(start - queries.PAGE, 0)}" if start else "",
    }


def _is_own(request: Request, last: Update | None) -> bool:
    """Whether the last word is the actor's own; the action asks again."""
    return (
        last is not None
        and last.act != "round"
        and last.by_id == request.actor.id
        and last.by_name == request.actor.name
    )


def _proposed(work: Work, pieces: list[Work]) -> object:
    """Phases that the paper's words ask for, where it is not divided yet."""
    if pieces or work.phase:
        return None
    return phases_in(f"{work.title}. {work.content}")


@staff_required
def say(request: Request, pk: int, act: str) -> HttpResponse:
    """One act on a part: at once from a button, or with words and evidence from a form. Nobody else reads the form,
    which shows the last word of a colleague.
    """
    on = _today()
    part = queries.part_for(request.actor, pk, on)
    actions.check_allowed(request.actor, part, step(part.stage, act) if part.reports else None)
    form = SayForm(
        request.POST or None,
        request.FILES or None,
        part=part,
        work=part.work,
        catalogue=indicators.catalogue(),
        periods=queries.periods_told(part.work, on),
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            refusal = _refused(request, form, part, act)
            if refusal is None:
                messages.success(request, _said_words(act))
                return redirect(_back(request, part.work))
            form.add_error(None, sentence(refusal))
            if isinstance(refusal, Conflict):
                status = 409
                form = _seen_anew(request, form, part)
    return render(request, "tasks/say.html", _say_page(request, part, act, form, on), status=status)


def _refused(request: Request, form: SayForm, part: Part, act: str) -> Refusal | None:
    """Does the act; what speaks against it, or none."""
    try:
        actions.say(
            at=timezone.now(),
            actor=request.actor,
            part=part,
            act=act,
            seen_revision=form.cleaned_data["revision"],
            saying=form.saying(),
        )
    except Refusal as refusal:
        return refusal
    return None


def _say_page(request: Request, part: Part, act: str, form: SayForm, on: date) -> dict[str, Any]:
    tied = part.organisation_id
    return {
        "work": part.work,
        "part": part,
        "act": act,
        "form": form,
        "step": step(part.stage, act) if part.reports else None,
        "unit_name": organisations.named(tied, on).name if tied else part.name,
        "last": part.updates.order_by("-number").first(),
        "back": request.POST.get("ve") or request.GET.get("ve", ""),
    }


def _seen_anew(request: Request, form: SayForm, part: Part) -> SayForm:
    """What was typed stays; the form now names the revision that its page shows."""
    data = request.POST.copy()
    data["revision"] = str(part.revision)
    errors = list(form.non_field_errors())
    form.data = data
    form.full_clean()
    for error in errors:
        form.add_error(None, error)
    return form


def _said_words(act: str) -> str:
    told = {
        "begin": _("Begun."),
        "note": _("Written down."),
        "wait": _("Written down. Whoever handed it out sees what holds it up."),
        "finish": _("Told as done. Whoever handed it out confirms or returns it."),
        "confirm": _("Confirmed."),
        "return": _("Returned. The unit sees your words beside its part."),
        "stop": _("Stopped. It asks for nothing any more, and can go on again."),
    }
    return told.get(act, _("It goes on."))


def _back(request: Request, work: Work) -> str:
    """To the board from where it was pressed, else to the work."""
    wanted = request.POST.get("ve", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return reverse("tasks:work", args=[work.pk])


@staff_required
@require_POST
def take_back(request: Request, pk: int) -> HttpResponse:
    """Undo one's own last word."""
    part = queries.part_for(request.actor, pk, _today())
    seen = whole_number(request.POST.get("revision", "")) or 0
    try:
        actions.take_back(at=timezone.now(), actor=request.actor, part=part, seen_revision=seen)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Taken back. Both lines stay in the history."))
    return redirect("tasks:work", part.work_id)
