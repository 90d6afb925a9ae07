"""Recommendations of all inspections: what units still have to do, what inspectors have to look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from densach.people.access import only_with, staff_required
from densach.programme.oversight import pages, queries
from densach.programme.oversight.actions import visits as actions
from densach.programme.oversight.forms.acts import ExplainedForm, PlainForm, UntilForm
from densach.programme.oversight.models import Recommendation, RecommendationState
from densach.programme.oversight.queries.doors import entry_for
from densach.programme.oversight.rules.lifecycle import VIEW
from densach.programme.oversight.views.listing import Line, Register, show
from densach.programme.oversight.views.stepping import Act, Kind, context_of, day, take_step
from densach.ui.http import Request

_OPEN = (RecommendationState.OPEN, RecommendationState.ANSWERED)
ACTS = {
    "answer": Act(
        gettext_lazy("Say what was done"),
        gettext_lazy("Sent. The inspector looks at it."),
        actions.answer_recommendation,
        ExplainedForm,
        "reply",
        lamp=True,
        lead=gettext_lazy("What your unit did, with a paper or photo that shows it."),
    ),
    "close": Act(
        gettext_lazy("Carried out"),
        gettext_lazy("Closed."),
        actions.close_recommendation,
        PlainForm,
        "check-circle",
        lamp=True,
    ),
    "return": Act(
        gettext_lazy("Return"),
        gettext_lazy("Returned with your remark."),
        actions.return_recommendation,
        UntilForm,
        "reply",
        lead=gettext_lazy("Say what is missing, and by when it has to be done."),
    ),
    "prolong": Act(
        gettext_lazy("Give more time"),
        gettext_lazy("The day is moved."),
        actions.prolong_recommendation,
        UntilForm,
        "calendar-event",
    ),
    "reopen": Act(
        gettext_lazy("Ask it again"),
        gettext_lazy("It is to be carried out again."),
        actions.reopen_recommendation,
        UntilForm,
        "arrow-counterclockwise",
    ),
    "drop": Act(
        gettext_lazy("Drop"),
        gettext_lazy("Dropped; it stays in the register."),
        actions.drop_recommendation,
        ExplainedForm,
        "x-circle",
    ),
}


def _title(thing: Any, on: date) -> str:
    return str(thing)


KIND = Kind(Recommendation, "oversight:recommendation", "oversight:recommendation_step", ACTS, _title)


def _late(on: date) -> Q:
    return Q(state=RecommendationState.OPEN, due__lt=on)


def _lines(rows: Sequence[Recommendation], on: date) -> list[Line]:
    names = pages.names([one.organisation_id for one in rows], on)
    return [
        Line(
            reverse("oversight:recommendation", args=[one.pk]),
            str(one),
            one.visit.inspection.title,
            [names.get(one.organisation_id, ""), one.visit.visited_on, one.due],
            one.get_state_display(),
            waits=one.state in _OPEN,
            late=one.state == RecommendationState.OPEN and one.due < on,
        )
        for one in rows
    ]


REGISTER = Register(
    "recommendations",
    gettext_lazy("Recommendations"),
    gettext_lazy("What inspections asked of units, and whether it is done."),
    (
        pgettext_lazy("head", "Recommendation"),
        gettext_lazy("By whom"),
        gettext_lazy("Visit"),
        gettext_lazy("To be done by"),
        gettext_lazy("State"),
        gettext_lazy("Inspection"),
    ),
    gettext_lazy("Nothing was recommended"),
    gettext_lazy("Recommendations are made in the record of a visit, under Inspections."),
    _lines,
    ("text",),
    states=RecommendationState.choices,
    open_states=_OPEN,
    late=_late,
    year="due__year",
    file_name="kien-nghi-kiem-tra",
)


@staff_required
@require_safe
def recommendations(request: Request) -> HttpResponse:
    return show(request, REGISTER, queries.recommendations_for(request.actor, day()))


@only_with(VIEW)
@require_safe
def recommendation(request: Request, pk: int) -> HttpResponse:
    on = day()
    thing = cast("Recommendation", entry_for(Recommendation, request.actor, pk, on))
    context = {
        **context_of(request.actor, KIND, thing),
        "names": pages.names([thing.organisation_id, thing.visit.organisation_id], on),
        "late": thing.state == RecommendationState.OPEN and thing.due < on,
    }
    return render(request, "oversight/recommendation.html", context)


@only_with(VIEW)
def step(request: Request, pk: int, act: str) -> HttpResponse:
    return take_step(request, KIND, pk, act)
