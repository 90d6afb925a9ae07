"""Changing a work, cutting pieces, phases, the event, the paper, the units."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from densach.files.actions import Upload
from densach.kernel.dates import today
from densach.kernel.errors import Conflict, Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people.access import staff_required
from densach.programme.tasks import actions, queries
from densach.programme.tasks.access import part_to_divide, work_to_manage
from densach.programme.tasks.forms.changing import (
    DeclareForm,
    PaperForm,
    PhasesForm,
    PieceForm,
    ResultForm,
    SeenForm,
    WorkForm,
)
from densach.programme.tasks.models import Work
from densach.programme.tasks.rules.phases import phases_in
from densach.ui.http import Request
from densach.ui.wording import sentence


def _today() -> date:
    return today(timezone.now())


def _handled(
    request: Request, work: Work, form: SeenForm, do: Callable[[dict[str, Any]], object], **told: str
) -> HttpResponse:
    """Do what the form asks for, or show it again with what was typed and what speaks against it."""
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
            status = 422
            if isinstance(refusal, Conflict):
                status = 409
                _see_anew(request, form, work)
        else:
            messages.success(request, told["done"])
            return redirect("tasks:work", work.pk)
    elif request.method == "POST":
        status = 422
    return render(request, "tasks/change.html", {"work": work, "form": form, **told}, status=status)


def _see_anew(request: Request, form: SeenForm, work: Work) -> None:
    """What was typed stays; sent again, it names the revision that the person sees now."""
    work.refresh_from_db()
    data = request.POST.copy()
    data["revision"] = str(work.revision)
    form.data = data


def _seen(told: dict[str, Any]) -> int:
    seen: int = told["revision"]
    return seen


@staff_required
def change(request: Request, pk: int) -> HttpResponse:
    """Its words, times and leader."""
    work = work_to_manage(request.actor, pk, _today())
    form = WorkForm(request.POST or None, work=work, values=actions.values_of(work))

    def do(told: dict[str, Any]) -> None:
        values = form.values(work.time_text if told["time_kind"] == work.time_kind else "")
        actions.change_work(
            at=timezone.now(), actor=request.actor, work=work, seen_revision=_seen(told), values=values
        )

    return _handled(request, work, form, do, title=_("Change the task"), done=_("Kept."), button=_("Keep"))


@staff_required
def divide(request: Request, pk: int) -> HttpResponse:
    """Cut a piece from a part and hand it to units below."""
    on = _today()
    part = part_to_divide(request.actor, pk, on)
    work = part.work
    owner = part.organisation or work.owner
    below = organisations.all_named(organisations.subtree_ids(owner, on), on)
    choices = sorted(((one.code, one.name) for one in below.values()), key=lambda pair: pair[1])
    form = PieceForm(request.POST or None, work=work, choices=choices)

    def do(told: dict[str, Any]) -> None:
        given = tuple(organisations.by_code(code) for code in told["units"])
        actions.divide(
            at=timezone.now(), actor=request.actor, part=part, values=form.values(), organisations_given=given
        )

    lead = _("A piece of the part of %(unit)s.") % {"unit": organisations.named(owner, on).name}
    return _handled(
        request,
        work,
        form,
        do,
        title=_("Cut a piece"),
        lead=lead,
        done=_("Handed out."),
        button=_("Hand it out"),
    )


@staff_required
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Undo a dividing."""
    work = work_to_manage(request.actor, pk, _today())
    seen = whole_number(request.POST.get("revision", "")) or 0
    try:
        whole = actions.withdraw(at=timezone.now(), actor=request.actor, work=work, seen_revision=seen)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("tasks:work", pk)
    messages.success(request, _("Taken away again."))
    return redirect("tasks:work", whole.pk)


@staff_required
def phases(request: Request, pk: int) -> HttpResponse:
    """Divide it into a pilot and its roll-out; places are proposed from the paper's words."""
    work = work_to_manage(request.actor, pk, _today())
    read = phases_in(f"{work.title}. {work.content}")
    proposed = {"pilot_places": read.pilot, "rollout_places": read.rollout} if read else {}
    form = PhasesForm(request.POST or None, work=work, initial=proposed)

    def do(told: dict[str, Any]) -> None:
        actions.divide_into_phases(
            at=timezone.now(),
            actor=request.actor,
            work=work,
            seen_revision=_seen(told),
            pilot_places=told["pilot_places"],
            rollout_places=told["rollout_places"],
            pilot_whole=told["pilot_whole"],
        )

    return _handled(
        request,
        work,
        form,
        do,
        title=_("Pilot and roll-out"),
        lead=_("The roll-out opens once the result of the pilot is written."),
        done=_("Divided into its phases."),
        button=_("Divide into phases"),
    )


@staff_required
def result(request: Request, pk: int) -> HttpResponse:
    """What the pilot has shown."""
    work = work_to_manage(request.actor, pk, _today())
    form = ResultForm(request.POST or None, work=work, initial={"result": work.result})

    def do(told: dict[str, Any]) -> None:
        actions.write_result(
            at=timezone.now(),
            actor=request.actor,
            work=work,
            seen_revision=_seen(told),
            result=told["result"],
        )

    return _handled(
        request,
        work,
        form,
        do,
        title=_("Result of the pilot"),
        done=_("Written. The roll-out is open."),
        button=_("Keep"),
    )


@staff_required
def declare(request: Request, pk: int) -> HttpResponse:
    """The event for which it waits has happened."""
    work = work_to_manage(request.actor, pk, _today())
    form = DeclareForm(request.POST or None, request.FILES or None, work=work)

    def do(told: dict[str, Any]) -> None:
        actions.declare(
            at=timezone.now(),
            actor=request.actor,
            work=work,
            seen_revision=_seen(told),
            day=told["day"],
            paper=told["paper"],
            upload=Upload.sent(told.get("upload")),
        )

    return _handled(
        request,
        work,
        form,
        do,
        title=_("Declare that it happened"),
        lead=work.condition,
        done=_("Declared. The clock runs from that day."),
        button=_("Declare"),
    )


@staff_required
@require_POST
def undeclare(request: Request, pk: int) -> HttpResponse:
    """Take the declaration back."""
    work = work_to_manage(request.actor, pk, _today())
    seen = whole_number(request.POST.get("revision", "")) or 0
    try:
        actions.undeclare(at=timezone.now(), actor=request.actor, work=work, seen_revision=seen)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Taken back. It waits for its event again."))
    return redirect("tasks:work", pk)


@staff_required
def paper(request: Request, pk: int) -> HttpResponse:
    """Name the paper in which it ends."""
    work = work_to_manage(request.actor, pk, _today())
    documents = queries.papers_for(work)
    chosen = {"document": str(work.document_id or ""), "paper": "" if work.document_id else work.paper_text}
    form = PaperForm(
        request.POST or None,
        request.FILES or None,
        work=work,
        documents=[(str(one.pk), queries.paper_label(one)) for one in documents],
        initial=chosen,
    )

    def do(told: dict[str, Any]) -> None:
        actions.close_by_paper(
            at=timezone.now(),
            actor=request.actor,
            work=work,
            seen_revision=_seen(told),
            document=next((one for one in documents if str(one.pk) == told["document"]), None),
            paper=told["paper"],
            issued_on=told["issued_on"],
            upload=Upload.sent(told.get("upload")),
        )

    return _handled(
        request,
        work,
        form,
        do,
        title=_("The paper in which it ends"),
        done=_("Named. The units can say that it is done."),
        button=_("Name the paper"),
    )
