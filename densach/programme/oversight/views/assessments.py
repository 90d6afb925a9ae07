"""External assessments: what partners found, beside our own figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from densach.people.access import only_with, staff_required
from densach.programme.oversight import pages, queries
from densach.programme.oversight.actions import assessments as actions
from densach.programme.oversight.actions.stepping import Doing
from densach.programme.oversight.forms.acts import ActForm, ExplainedForm, PlainForm
from densach.programme.oversight.forms.practices import AssessmentForm, CompareForm
from densach.programme.oversight.models import AssessmentState, ExternalAssessment
from densach.programme.oversight.pages import Button
from densach.programme.oversight.queries.doors import entry_for
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

ACTS = {
    "compare": Act(
        gettext_lazy("Add a target"),
        gettext_lazy("Their figure stands beside ours."),
        actions.compare_target,
        CompareForm,
        "plus-lg",
        lamp=True,
        lead=gettext_lazy("Our own figure of the same day is put beside theirs."),
    ),
    "answer": Act(
        gettext_lazy("Answer"),
        gettext_lazy("Answered."),
        actions.answer_assessment,
        ExplainedForm,
        "reply",
        lead=gettext_lazy("What is done about what they found."),
    ),
    "withdraw": Act(
        gettext_lazy("Withdraw"),
        gettext_lazy("Withdrawn."),
        actions.withdraw_assessment,
        ExplainedForm,
        "x-circle",
    ),
    "reopen": Act(
        gettext_lazy("Reopen"),
        gettext_lazy("Opened again."),
        actions.reopen_assessment,
        PlainForm,
        "arrow-counterclockwise",
    ),
}


def _title(thing: Any, on: date) -> str:
    return str(thing.title)


KIND = Kind(ExternalAssessment, "oversight:assessment", "oversight:assessment_step", ACTS, _title)


def _lines(rows: Sequence[ExternalAssessment], on: date) -> list[Line]:
    names = pages.names([one.organisation_id for one in rows], on)
    return [
        Line(
            reverse("oversight:assessment", args=[one.pk]),
            one.title,
            one.plan.title if one.plan else "",
            [one.partner, one.on, names.get(one.organisation_id, "")],
            one.get_state_display(),
            waits=one.state == AssessmentState.RECORDED,
        )
        for one in rows
    ]


REGISTER = Register(
    "assessments",
    gettext_lazy("External assessments"),
    gettext_lazy("What partners found of the programme, beside our own figures of the same day."),
    (
        pgettext_lazy("head", "Assessment"),
        gettext_lazy("Who assessed"),
        pgettext_lazy("assessment", "Day"),
        gettext_lazy("Who keeps it"),
        gettext_lazy("State"),
        gettext_lazy("Plan"),
    ),
    gettext_lazy("No partner has assessed the programme yet"),
    gettext_lazy("A study, a survey or an audit by others is recorded here with its file and its figures."),
    _lines,
    ("title", "partner", "judgement"),
    states=AssessmentState.choices,
    open_states=(AssessmentState.RECORDED,),
    year="on__year",
    file_name="danh-gia-ngoai",
)


@staff_required
@require_safe
def assessments(request: Request) -> HttpResponse:
    new = Button(reverse("oversight:assess"), gettext_lazy("Record an assessment"), "plus-lg", lamp=True)
    rows = queries.assessments_for(request.actor, day())
    return show(request, REGISTER, rows, [new] if request.actor.may(MANAGE, None) else [])


def _record(doing: Doing, form: ActForm) -> ExternalAssessment:
    return actions.record_assessment(doing, form.unit(), cast("AssessmentForm", form).said())


@only_with(MANAGE)
def assess(request: Request) -> HttpResponse:
    one = Beginning(
        MANAGE,
        AssessmentForm,
        _record,
        _("Record an assessment"),
        _(
            "Who assessed, when, how, and what they say; their figures are added afterwards, target by target."
        ),
        _("Record"),
        _("Recorded. Add the targets on which they give a figure."),
        "oversight:assessment",
        "oversight:assessments",
    )
    return begin(request, one)


@only_with(VIEW)
@require_safe
def assessment(request: Request, pk: int) -> HttpResponse:
    on = day()
    thing = cast("ExternalAssessment", entry_for(ExternalAssessment, request.actor, pk, on))
    context = {
        **context_of(request.actor, KIND, thing),
        "targets": list(thing.targets.select_related("target").order_by("pk")),
        "names": pages.names([thing.organisation_id], on),
    }
    return render(request, "oversight/assessment.html", context)


@only_with(VIEW)
def step(request: Request, pk: int, act: str) -> HttpResponse:
    return take_step(request, KIND, pk, act)
