"""Inspections and their visits: register, plan, record, minutes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from densach.files import queries as files
from densach.people.access import only_with, staff_required
from densach.programme.oversight import pages, queries
from densach.programme.oversight.actions import inspections as actions
from densach.programme.oversight.actions import visits as visiting
from densach.programme.oversight.actions.stepping import Doing
from densach.programme.oversight.forms.acts import ActForm, ExplainedForm, PlainForm, SilentForm
from densach.programme.oversight.forms.inspections import (
    FindingForm,
    InspectionForm,
    IssueForm,
    MoveForm,
    RecommendForm,
    RecordForm,
    VisitsForm,
)
from densach.programme.oversight.models import Inspection, InspectionState, Visit, VisitState
from densach.programme.oversight.pages import Button
from densach.programme.oversight.queries.doors import entry_for
from densach.programme.oversight.queries.papers import visit_docx, visit_file_name
from densach.programme.oversight.rules.lifecycle import MANAGE, VIEW
from densach.programme.oversight.views.listing import Line, Register, show
from densach.programme.oversight.views.stepping import (
    Act,
    Beginning,
    Kind,
    begin,
    context_of,
    day,
    take_step,
)
from densach.ui.http import Request

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ACTS = {
    "issue": Act(
        gettext_lazy("Issue"),
        gettext_lazy("Issued. The units see when they are visited."),
        actions.issue_inspection,
        IssueForm,
        "send",
        lamp=True,
        lead=gettext_lazy("By the signed decision; from then on the units see their visits."),
    ),
    "plan_visits": Act(
        gettext_lazy("Add visits"),
        gettext_lazy("The visits are planned."),
        actions.plan_visits,
        VisitsForm,
        "plus-lg",
    ),
    "change": Act(
        gettext_lazy("Change"), gettext_lazy("Changed."), actions.change_inspection, InspectionForm
    ),
    "close": Act(
        gettext_lazy("Close"),
        gettext_lazy("Closed."),
        actions.close_inspection,
        PlainForm,
        "check-circle",
        lead=gettext_lazy("Every visit is concluded or cancelled. A closing report may come along."),
    ),
    "reopen": Act(
        gettext_lazy("Reopen"),
        gettext_lazy("Under way again."),
        actions.reopen_inspection,
        ExplainedForm,
        "arrow-counterclockwise",
    ),
}
VISIT_ACTS = {
    "hold": Act(
        gettext_lazy("Write the record"),
        gettext_lazy("The record is begun. Add what was found and what is recommended."),
        visiting.hold_visit,
        RecordForm,
        "clipboard-check",
        lamp=True,
    ),
    "find": Act(
        gettext_lazy("Add a finding"),
        gettext_lazy("Written down."),
        visiting.add_finding,
        FindingForm,
        "plus-lg",
        lamp=True,
    ),
    "recommend": Act(
        gettext_lazy("Recommend"),
        gettext_lazy("Recommended. It stands on the desk of whoever has to do it."),
        visiting.recommend,
        RecommendForm,
        "list-check",
    ),
    "change": Act(
        gettext_lazy("Change the record"), gettext_lazy("Changed."), visiting.change_visit, RecordForm
    ),
    "conclude": Act(
        gettext_lazy("Conclude the minutes"),
        gettext_lazy("The minutes stand still now."),
        visiting.conclude_visit,
        PlainForm,
        "pen",
        lead=gettext_lazy(
            "Both sides have signed. The scan may come along; nothing in the record changes after."
        ),
    ),
    "move": Act(
        gettext_lazy("Move"), gettext_lazy("Moved."), visiting.move_visit, MoveForm, "calendar-event"
    ),
    "cancel": Act(
        gettext_lazy("Cancel"), gettext_lazy("Cancelled."), visiting.cancel_visit, ExplainedForm, "x-circle"
    ),
    "restore": Act(
        gettext_lazy("Restore"),
        gettext_lazy("The visit is planned again."),
        visiting.restore_visit,
        SilentForm,
        "arrow-counterclockwise",
    ),
}


def _title(thing: Any, on: date) -> str:
    return str(thing.title)


def _visit_title(thing: Any, on: date) -> str:
    return pages.names([thing.organisation_id], on)[thing.organisation_id]


KIND = Kind(Inspection, "oversight:inspection", "oversight:inspection_step", ACTS, _title)
VISIT_KIND = Kind(Visit, "oversight:visit", "oversight:visit_step", VISIT_ACTS, _visit_title)


def _late(on: date) -> Q:
    overdue = Visit.objects.filter(state=VisitState.PLANNED, planned_on__lt=on).values("inspection_id")
    return Q(state=InspectionState.RUNNING, pk__in=overdue)


def _lines(rows: Sequence[Inspection], on: date) -> list[Line]:
    names = pages.names([one.organisation_id for one in rows], on)
    numbers = queries.inspection_numbers([one.pk for one in rows])
    return [
        Line(
            reverse("oversight:inspection", args=[one.pk]),
            one.title,
            one.paper_number,
            [
                names.get(one.organisation_id, ""),
                str(one.year),
                "{1}/{0}".format(*numbers[one.pk]),
                "{3}/{2}".format(*numbers[one.pk]),
            ],
            one.get_state_display(),
            waits=one.state != InspectionState.CLOSED,
        )
        for one in rows
    ]


REGISTER = Register(
    "inspections",
    gettext_lazy("Inspections"),
    gettext_lazy("Whom a team visits, what it found, and what became of its recommendations."),
    (
        pgettext_lazy("head", "Inspection"),
        gettext_lazy("Who inspects"),
        gettext_lazy("Year"),
        gettext_lazy("Visits concluded"),
        gettext_lazy("Recommendations carried out"),
        gettext_lazy("State"),
        gettext_lazy("Decision"),
    ),
    gettext_lazy("No inspection yet"),
    gettext_lazy("An inspection begins with its plan: who goes, to whom, on which days, by which decision."),
    _lines,
    ("title", "subject", "members", "paper_number"),
    states=InspectionState.choices,
    open_states=(InspectionState.DRAFT, InspectionState.RUNNING),
    late=_late,
    year="year",
    file_name="kiem-tra",
)


@staff_required
@require_safe
def inspections(request: Request) -> HttpResponse:
    new = Button(reverse("oversight:inspect"), gettext_lazy("Prepare an inspection"), "plus-lg", lamp=True)
    rows = queries.inspections_for(request.actor, day())
    return show(request, REGISTER, rows, [new] if request.actor.may(MANAGE, None) else [])


def _prepare(doing: Doing, form: ActForm) -> Inspection:
    return actions.prepare_inspection(doing, form.unit(), **form.given())


@only_with(MANAGE)
def inspect(request: Request) -> HttpResponse:
    one = Beginning(
        MANAGE,
        InspectionForm,
        _prepare,
        _("Prepare an inspection"),
        _("Nobody else sees it until its decision is issued."),
        _("Prepare"),
        _("Prepared. Add the visits, then issue it."),
        "oversight:inspection",
        "oversight:inspections",
    )
    return begin(request, one)


@only_with(VIEW)
@require_safe
def inspection(request: Request, pk: int) -> HttpResponse:
    on = day()
    thing = cast("Inspection", entry_for(Inspection, request.actor, pk, on))
    seen = queries.visits_for(request.actor, on).filter(inspection=thing).order_by("planned_on", "pk")
    visits = list(seen)
    context = {
        **context_of(request.actor, KIND, thing),
        "visits": [(one, one.state == VisitState.PLANNED and one.planned_on < on) for one in visits],
        "names": pages.names([thing.organisation_id, *(one.organisation_id for one in visits)], on),
        "numbers": queries.inspection_numbers([thing.pk])[thing.pk],
    }
    return render(request, "oversight/inspection.html", context)


@only_with(VIEW)
def step(request: Request, pk: int, act: str) -> HttpResponse:
    return take_step(request, KIND, pk, act)


@only_with(VIEW)
@require_safe
def visit(request: Request, pk: int) -> HttpResponse:
    on = day()
    thing = cast("Visit", entry_for(Visit, request.actor, pk, on))
    asked = list(thing.recommendations.order_by("pk"))
    keys = [thing.organisation_id, thing.inspection.organisation_id, *(one.organisation_id for one in asked)]
    context = {
        **context_of(request.actor, VISIT_KIND, thing),
        "findings": list(thing.findings.select_related("target", "file").order_by("pk")),
        "recommendations": asked,
        "names": pages.names(keys, on),
        "on": on,
    }
    return render(request, "oversight/visit.html", context)


@only_with(VIEW)
def visit_step(request: Request, pk: int, act: str) -> HttpResponse:
    return take_step(request, VISIT_KIND, pk, act)


@only_with(VIEW)
@require_safe
def minutes(request: Request, pk: int) -> HttpResponse:
    """The minutes as .docx; the signed scan where one was kept."""
    thing = cast("Visit", entry_for(Visit, request.actor, pk, day()))
    if thing.minutes is not None and request.GET.get("ban") == "ky":
        response = HttpResponse(files.read(thing.minutes), content_type=thing.minutes.content_type)
        name = thing.minutes.name
    else:
        response = HttpResponse(visit_docx(thing), content_type=DOCX)
        name = visit_file_name(thing)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
