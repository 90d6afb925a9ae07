"""Reviews of a plan: begun, written, decided; the paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

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
from densach.programme.oversight.actions import reviews as actions
from densach.programme.oversight.actions.stepping import Doing
from densach.programme.oversight.forms.acts import ActForm, ExplainedForm, PlainForm
from densach.programme.oversight.forms.reviews import BeginForm, DecideForm, RefreshForm, WriteForm
from densach.programme.oversight.models import Review, ReviewState
from densach.programme.oversight.pages import Button
from densach.programme.oversight.queries.doors import entry_for
from densach.programme.oversight.queries.papers import review_docx, review_file_name
from densach.programme.oversight.queries.reviewing import differences, seal_holds, tally
from densach.programme.oversight.rules.lifecycle import MANAGE, VIEW
from densach.programme.oversight.rules.outline import SECTIONS
from densach.programme.oversight.views.inspections import DOCX
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
from densach.programme.plans import queries as plans
from densach.ui.figures import language
from densach.ui.http import Request

ACTS = {
    "write": Act(
        gettext_lazy("Write the words"),
        gettext_lazy("Saved."),
        actions.write_review,
        WriteForm,
        "pencil",
        lamp=True,
        lead=gettext_lazy(
            "What the figures say is laid out already; write on from there. A dash begins an item of a list."
        ),
    ),
    "refresh": Act(
        gettext_lazy("Take the figures anew"),
        gettext_lazy("The figures are those of now; what you wrote stayed."),
        actions.refresh_review,
        RefreshForm,
        "arrow-counterclockwise",
    ),
    "submit": Act(
        gettext_lazy("Hand in for decision"),
        gettext_lazy("It waits for the leader's decision."),
        actions.submit_review,
        PlainForm,
        "send",
    ),
    "return": Act(
        gettext_lazy("Return"),
        gettext_lazy("Returned with your remark."),
        actions.return_review,
        ExplainedForm,
        "reply",
    ),
    "decide": Act(
        gettext_lazy("Decide and seal"),
        gettext_lazy("Decided. Figures, words and paper stand still from now on."),
        actions.decide_review,
        DecideForm,
        "pen",
        lamp=True,
        lead=gettext_lazy(
            "After this nothing in the review changes; what the book says differently is shown beside it."
        ),
    ),
}


def _title(thing: Any, on: date) -> str:
    words = f"{thing.get_kind_display()} {thing.year}"
    return words[0].upper() + words[1:]


KIND = Kind(Review, "oversight:review", "oversight:review_step", ACTS, _title)


def _lines(rows: Sequence[Review], on: date) -> list[Line]:
    names = pages.names([one.organisation_id for one in rows], on)
    return [
        Line(
            reverse("oversight:review", args=[one.pk]),
            _title(one, on),
            one.plan.title,
            [names.get(one.organisation_id, ""), one.on, _reached(one), _paper(one)],
            one.get_state_display(),
            waits=one.state != ReviewState.DECIDED,
        )
        for one in rows
    ]


def _reached(review: Review) -> str:
    return f"{tally(review.lines)['achieved']}/{len(review.lines)}"


def _paper(review: Review) -> str:
    return f"{review.number}/{review.symbol}" if review.number else ""


REGISTER = Register(
    "reviews",
    gettext_lazy("Reviews"),
    gettext_lazy("A plan looked back on: each year, mid-term, at its end, with figures that stand still."),
    (
        pgettext_lazy("head", "Review"),
        gettext_lazy("Who reviews"),
        gettext_lazy("Figures to the day"),
        gettext_lazy("Targets reached"),
        gettext_lazy("Number of the paper"),
        gettext_lazy("State"),
        gettext_lazy("Plan"),
    ),
    gettext_lazy("No review yet"),
    gettext_lazy(
        "Choose a plan and a day: the review is laid out from its judged targets, with words to write on."
    ),
    _lines,
    ("plan__title", "number", "symbol"),
    states=ReviewState.choices,
    open_states=(ReviewState.DRAFT, ReviewState.SUBMITTED),
    year="year",
    file_name="so-ket-tong-ket",
)


@staff_required
@require_safe
def reviews(request: Request) -> HttpResponse:
    new = Button(reverse("oversight:review_new"), gettext_lazy("Begin a review"), "plus-lg", lamp=True)
    rows = queries.reviews_for(request.actor, day())
    return show(request, REGISTER, rows, [new] if request.actor.may(MANAGE, None) else [])


def _begin(doing: Doing, form: ActForm) -> Review:
    told = form.cleaned_data
    plan = plans.plan_for(doing.actor, told["plan"])
    return actions.begin_review(
        doing, form.unit(), plan, kind=told["kind"], year=told["year"], on=told["on_day"]
    )


@only_with(MANAGE)
def new(request: Request) -> HttpResponse:
    one = Beginning(
        MANAGE,
        BeginForm,
        _begin,
        _("Begin a review"),
        _("Every target of the plan is judged on the day, and the words are laid out from what was found."),
        _("Take the figures"),
        _("The figures are taken. Write on from the words laid out."),
        "oversight:review",
        "oversight:reviews",
    )
    return begin(request, one)


@only_with(VIEW)
@require_safe
def review(request: Request, pk: int) -> HttpResponse:
    on = day()
    thing = cast("Review", entry_for(Review, request.actor, pk, on))
    context = {
        **context_of(request.actor, KIND, thing),
        "title": _title(thing, on),
        "names": pages.names([thing.organisation_id], on),
        "tally": tally(thing.lines),
        "sections": [
            (one.title if language() == "vi" else one.label, thing.sections.get(one.code, ""))
            for one in SECTIONS
        ],
        "holds": seal_holds(thing),
        "sealed": thing.state == ReviewState.DECIDED,
        "differences": differences(thing) if thing.state == ReviewState.DECIDED else [],
    }
    return render(request, "oversight/review.html", context)


@only_with(VIEW)
def step(request: Request, pk: int, act: str) -> HttpResponse:
    return take_step(request, KIND, pk, act)


@only_with(VIEW)
@require_safe
def paper(request: Request, pk: int) -> HttpResponse:
    """The review as .docx: what was sealed, byte for byte; a draft as it stands."""
    thing = cast("Review", entry_for(Review, request.actor, pk, day()))
    data = files.read(thing.docx) if thing.docx is not None else review_docx(thing)
    response = HttpResponse(data, content_type=DOCX)
    response["Content-Disposition"] = (
        content_disposition_header(True, review_file_name(thing)) or "attachment"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
