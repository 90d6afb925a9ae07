"""Difficulties: the register, two fields to raise one, its page, its acts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from densach.kernel.numbers import whole_number
from densach.people.access import only_with, staff_required
from densach.programme.oversight import pages, queries
from densach.programme.oversight.actions import difficulties as actions
from densach.programme.oversight.actions.stepping import Doing
from densach.programme.oversight.forms.acts import ActForm, ExplainedForm, SilentForm
from densach.programme.oversight.forms.difficulties import ChangeForm, ForwardForm, RaiseForm
from densach.programme.oversight.models import Difficulty, DifficultyState
from densach.programme.oversight.pages import Button
from densach.programme.oversight.queries.doors import entry_for
from densach.programme.oversight.rules.lifecycle import RAISE, UNANSWERED, UNSETTLED, VIEW
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
    "answer": Act(
        gettext_lazy("Answer"),
        gettext_lazy("Answered. The unit is asked whether that settles it."),
        actions.answer_difficulty,
        ExplainedForm,
        "reply",
        lamp=True,
        lead=gettext_lazy("Say what is done about it, by whom and by when; a paper may come along."),
    ),
    "forward": Act(
        gettext_lazy("Forward up"),
        gettext_lazy("Forwarded. You still see it, and may write down the answer from above."),
        actions.forward_difficulty,
        ForwardForm,
        "arrow-up",
        lead=gettext_lazy("When it is not yours to settle: to whom, and why."),
    ),
    "take_back": Act(
        gettext_lazy("Take back from above"),
        gettext_lazy("It waits for your answer again."),
        actions.take_back_difficulty,
        SilentForm,
        "arrow-counterclockwise",
    ),
    "settle": Act(
        gettext_lazy("It is settled"),
        gettext_lazy("Settled."),
        actions.settle_difficulty,
        icon="check-circle",
        lamp=True,
    ),
    "reopen": Act(
        gettext_lazy("Not settled: open it again"),
        gettext_lazy("Opened again. Whoever answered has to answer anew."),
        actions.reopen_difficulty,
        ExplainedForm,
        "arrow-counterclockwise",
        lead=gettext_lazy("Say what is still in the way."),
    ),
    "change": Act(
        gettext_lazy("Change the words"), gettext_lazy("Changed."), actions.change_difficulty, ChangeForm
    ),
    "withdraw": Act(
        gettext_lazy("Withdraw"),
        gettext_lazy("Withdrawn. It can be opened again."),
        actions.withdraw_difficulty,
        icon="x-circle",
    ),
}


def _title(thing: Any, on: date) -> str:
    return str(thing)


KIND = Kind(Difficulty, "oversight:difficulty", "oversight:difficulty_step", ACTS, _title)


def _late(on: date) -> Q:
    return Q(state__in=UNANSWERED, due__lt=on)


def _lines(rows: Sequence[Difficulty], on: date) -> list[Line]:
    names = pages.names([key for one in rows for key in (one.organisation_id, one.addressee_id)], on)
    return [
        Line(
            reverse("oversight:difficulty", args=[one.pk]),
            str(one),
            "; ".join(part for part in _belongs_to(one) if part),
            [
                names.get(one.organisation_id, ""),
                one.raised_on,
                names.get(one.addressee_id, ""),
                one.due if one.state in UNANSWERED else "",
            ],
            one.get_state_display(),
            waits=one.state in UNSETTLED,
            late=one.state in UNANSWERED and one.due < on,
        )
        for one in rows
    ]


def _belongs_to(one: Difficulty) -> tuple[str, str]:
    return one.task.title if one.task else "", one.target.subject if one.target else ""


REGISTER = Register(
    "difficulties",
    gettext_lazy("Difficulties"),
    gettext_lazy("What hinders units, who has to answer by when, and whether it is settled."),
    (
        pgettext_lazy("head", "Difficulty"),
        gettext_lazy("Unit"),
        gettext_lazy("Raised"),
        gettext_lazy("Who answers"),
        gettext_lazy("Answer by"),
        gettext_lazy("State"),
        gettext_lazy("Belongs to"),
    ),
    gettext_lazy("No difficulty was raised"),
    gettext_lazy(
        "When something hinders your unit, say it here in two fields; whoever leads has to answer in 15 days."
    ),
    _lines,
    ("text", "wish"),
    ("organisation_id", "addressee_id"),
    DifficultyState.choices,
    tuple(UNANSWERED),
    _late,
    "raised_on__year",
    "kho-khan-vuong-mac",
    extra=("target", "task", "plan"),
)


@staff_required
@require_safe
def difficulties(request: Request) -> HttpResponse:
    told = {name: whole_number(request.GET.get(name, "")) for name in ("target", "task")}
    query = urlencode({name: key for name, key in told.items() if key})
    address = reverse("oversight:raise") + (f"?{query}" if query else "")
    new = Button(address, gettext_lazy("Raise a difficulty"), "plus-lg", lamp=True)
    rows = queries.difficulties_for(request.actor, day())
    return show(request, REGISTER, rows, [new] if request.actor.may(RAISE, None) else [])


def _raise(doing: Doing, form: ActForm) -> Difficulty:
    return actions.raise_difficulty(doing, form.unit(), **form.given())


@only_with(RAISE)
def raise_(request: Request) -> HttpResponse:
    """Two fields on a phone; `?target=` and `?task=` tie it to what the person came from."""
    one = Beginning(
        RAISE,
        RaiseForm,
        _raise,
        _("Raise a difficulty"),
        _("Say it in your own words. Whoever leads sees it at once and has to answer."),
        _("Send"),
        _("Sent. The answer comes to your desk."),
        "oversight:difficulty",
        "oversight:difficulties",
        "oversight/raise.html",
    )
    return begin(request, one, {name: request.GET.get(name, "") for name in ("target", "task")})


@only_with(VIEW)
@require_safe
def difficulty(request: Request, pk: int) -> HttpResponse:
    on = day()
    thing = cast("Difficulty", entry_for(Difficulty, request.actor, pk, on))
    context = {
        **context_of(request.actor, KIND, thing),
        "names": pages.names([thing.organisation_id, thing.addressee_id, thing.forwarded_by_id], on),
        "late": thing.state in UNANSWERED and thing.due < on,
        "waits": thing.state in UNANSWERED,
    }
    return render(request, "oversight/difficulty.html", context)


@only_with(VIEW)
def step(request: Request, pk: int, act: str) -> HttpResponse:
    return take_step(request, KIND, pk, act)
