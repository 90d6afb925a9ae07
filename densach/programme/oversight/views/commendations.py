"""Commendations: rounds, proposals with their evidence, the decision, the honour roll."""

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
from densach.programme.oversight.actions import commendations as actions
from densach.programme.oversight.actions.stepping import Doing
from densach.programme.oversight.forms.acts import ActForm, ExplainedForm, PlainForm
from densach.programme.oversight.forms.commendations import (
    AgreeForm,
    AwardAllForm,
    AwardForm,
    ProposalForm,
    RoundForm,
)
from densach.programme.oversight.models import (
    CommendationRound,
    Nomination,
    RoundState,
)
from densach.programme.oversight.pages import Button
from densach.programme.oversight.queries.doors import entry_for
from densach.programme.oversight.queries.evidence import sheet_holds
from densach.programme.oversight.rules.lifecycle import DECIDE, MANAGE, RAISE, VIEW
from densach.programme.oversight.rules.refusals import UnknownEntry
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


def _award_all(doing: Doing, round_: CommendationRound, chosen: list[tuple[int, int]], **given: Any) -> int:
    wanted = dict(chosen)
    rows = queries.nominations_for(doing.actor, day()).filter(round=round_, pk__in=wanted)
    return actions.award_all(doing, [(one, wanted[one.pk]) for one in rows], given["decision"])


class _DecideForm(AwardAllForm):
    def given(self) -> dict[str, Any]:
        return {**super().given(), "chosen": self.cleaned_data["chosen"]}


ROUND_ACTS = {
    "change": Act(gettext_lazy("Change"), gettext_lazy("Changed."), actions.change_round, RoundForm),
    "close": Act(
        gettext_lazy("Close the round"),
        gettext_lazy("Closed."),
        actions.close_round,
        PlainForm,
        "check-circle",
    ),
    "reopen": Act(
        gettext_lazy("Reopen"),
        gettext_lazy("It takes proposals again."),
        actions.reopen_round,
        ExplainedForm,
        "arrow-counterclockwise",
    ),
}
DECIDE_ALL = Act(
    gettext_lazy("Decide"),
    gettext_lazy("Commended. They stand on the honour roll."),
    _award_all,
    _DecideForm,
    "pen",
    lamp=True,
    lead=gettext_lazy("One decision for all that are ticked; the others wait on."),
)
ACTS = {
    "agree": Act(
        gettext_lazy("Agree"),
        gettext_lazy("Agreed. It waits for the leader's decision."),
        actions.agree_nomination,
        AgreeForm,
        "check-circle",
        lamp=True,
    ),
    "return": Act(
        gettext_lazy("Return"),
        gettext_lazy("Returned with your remark."),
        actions.return_nomination,
        ExplainedForm,
        "reply",
    ),
    "propose": Act(
        gettext_lazy("Propose again"),
        gettext_lazy("Proposed again, with the evidence of today."),
        actions.propose_again,
        ProposalForm,
        "send",
        lamp=True,
    ),
    "award": Act(
        gettext_lazy("Commend"),
        gettext_lazy("Commended."),
        actions.award,
        AwardForm,
        "award",
        lamp=True,
        lead=gettext_lazy("By a signed decision."),
    ),
    "refuse": Act(
        gettext_lazy("Do not commend"),
        gettext_lazy("Written down with the reason."),
        actions.refuse_nomination,
        ExplainedForm,
        "x-circle",
    ),
    "take_up": Act(
        gettext_lazy("Take up again"),
        gettext_lazy("It waits for the decision again."),
        actions.take_up_nomination,
        ExplainedForm,
        "arrow-counterclockwise",
    ),
    "revoke": Act(
        gettext_lazy("Revoke the commendation"),
        gettext_lazy("Revoked. It has left the honour roll and stays in the register."),
        actions.revoke_commendation,
        ExplainedForm,
        "x-circle",
        lead=gettext_lazy("Say why and by which decision; its paper may come along."),
    ),
    "withdraw": Act(
        gettext_lazy("Withdraw"),
        gettext_lazy("Withdrawn."),
        actions.withdraw_nomination,
        icon="x-circle",
    ),
}


def _round_title(thing: Any, on: date) -> str:
    return str(thing.title)


def _title(thing: Any, on: date) -> str:
    return str(thing.person or pages.names([thing.organisation_id], on)[thing.organisation_id])


ROUND_KIND = Kind(CommendationRound, "oversight:round", "oversight:round_step", {**ROUND_ACTS}, _round_title)
KIND = Kind(Nomination, "oversight:nomination", "oversight:nomination_step", ACTS, _title)


def _round_lines(rows: Sequence[CommendationRound], on: date) -> list[Line]:
    names = pages.names([one.organisation_id for one in rows], on)
    numbers = queries.round_numbers([one.pk for one in rows])
    return [
        Line(
            reverse("oversight:round", args=[one.pk]),
            one.title,
            "",
            [names.get(one.organisation_id, ""), str(one.year), one.propose_by, *numbers.get(one.pk, (0, 0))],
            one.get_state_display(),
            waits=one.state == RoundState.OPEN,
        )
        for one in rows
    ]


ROUNDS = Register(
    "rounds",
    gettext_lazy("Commendations"),
    gettext_lazy("Rounds: who is honoured for what, proposals with their evidence, the decision."),
    (
        pgettext_lazy("head", "Round"),
        gettext_lazy("Who commends"),
        gettext_lazy("Year"),
        gettext_lazy("Proposals by"),
        gettext_lazy("Proposals"),
        gettext_lazy("Commended"),
        gettext_lazy("State"),
    ),
    gettext_lazy("No round of commendation yet"),
    gettext_lazy("A department calls for proposals with criteria and a last day; units then propose here."),
    _round_lines,
    ("title", "criteria"),
    states=RoundState.choices,
    open_states=(RoundState.OPEN,),
    year="year",
    file_name="khen-thuong",
)


def _honour_lines(rows: Sequence[Nomination], on: date) -> list[Line]:
    names = pages.names([one.organisation_id for one in rows], on)
    return [
        Line(
            reverse("oversight:honour", args=[one.pk]),
            one.person or names.get(one.organisation_id, ""),
            ", ".join(part for part in (one.post, names.get(one.organisation_id, "")) if part)
            if one.person
            else "",
            [one.get_whom_display(), one.award, one.decision_number, one.decided_on],
            one.round.title,
        )
        for one in rows
    ]


HONOURS = Register(
    "honours",
    gettext_lazy("Honour roll"),
    gettext_lazy("Units, people and supporters whom a decision has commended."),
    (
        pgettext_lazy("head", "Honoured"),
        gettext_lazy("Whom"),
        gettext_lazy("Form of commendation"),
        gettext_lazy("Decision"),
        gettext_lazy("Signed on"),
        pgettext_lazy("head", "Round"),
        gettext_lazy("Unit"),
    ),
    gettext_lazy("Nobody stands on the honour roll yet"),
    gettext_lazy("As soon as a decision commends somebody, the name stands here."),
    _honour_lines,
    ("person", "award", "decision_number"),
    year="decided_on__year",
    file_name="danh-sach-vinh-danh",
)


@staff_required
@require_safe
def rounds(request: Request) -> HttpResponse:
    new = Button(reverse("oversight:call"), gettext_lazy("Call for proposals"), "plus-lg", lamp=True)
    rows = queries.rounds_for(request.actor, day())
    return show(request, ROUNDS, rows, [new] if request.actor.may(MANAGE, None) else [])


@staff_required
@require_safe
def honours(request: Request) -> HttpResponse:
    return show(request, HONOURS, queries.honoured_for(request.actor, day()))


def _call(doing: Doing, form: ActForm) -> CommendationRound:
    return actions.call_round(doing, form.unit(), **form.given())


@only_with(MANAGE)
def call(request: Request) -> HttpResponse:
    one = Beginning(
        MANAGE,
        RoundForm,
        _call,
        _("Call for proposals"),
        _("Units see the round at once and propose until its last day."),
        _("Call"),
        _("Called."),
        "oversight:round",
        "oversight:rounds",
    )
    return begin(request, one)


@only_with(VIEW)
@require_safe
def round_(request: Request, pk: int) -> HttpResponse:
    on, actor = day(), request.actor
    thing = cast("CommendationRound", entry_for(CommendationRound, actor, pk, on))
    rows = list(queries.nominations_for(actor, on).filter(round=thing).order_by("state", "-points", "pk"))
    takes = thing.state == RoundState.OPEN and thing.propose_by >= on and actor.may(RAISE, None)
    decides = actor.may(DECIDE, thing.organisation_id) and any(one.state == "agreed" for one in rows)
    context = {
        **context_of(actor, ROUND_KIND, thing),
        "nominations": rows,
        "names": pages.names([thing.organisation_id, *(one.organisation_id for one in rows)], on),
        "takes": takes,
        "decides": decides,
        "criteria": thing.criteria.splitlines(),
    }
    return render(request, "oversight/round.html", context)


@only_with(VIEW)
def round_step(request: Request, pk: int, act: str) -> HttpResponse:
    return take_step(request, ROUND_KIND, pk, act)


@only_with(RAISE)
def nominate(request: Request, pk: int) -> HttpResponse:
    """A proposal in the round."""
    round_row = cast("CommendationRound", entry_for(CommendationRound, request.actor, pk, day()))

    def propose(doing: Doing, form: ActForm) -> Nomination:
        return actions.nominate(doing, round_row, form.unit(), **form.given())

    one = Beginning(
        RAISE,
        ProposalForm,
        propose,
        _("Propose a commendation"),
        round_row.title,
        _("Propose"),
        _("Proposed. What the house knows of the unit was gathered beside it."),
        "oversight:nomination",
        "oversight:rounds",
    )
    return begin(request, one)


@only_with(DECIDE)
def decide(request: Request, pk: int) -> HttpResponse:
    """One decision for many proposals of the round."""
    thing = entry_for(CommendationRound, request.actor, pk, day())
    if not request.actor.may(DECIDE, thing.organisation_id):
        raise UnknownEntry
    kind = Kind(CommendationRound, ROUND_KIND.page, ROUND_KIND.step, {"decide": DECIDE_ALL}, _round_title)
    return take_step(request, kind, pk, "decide", always=True)


@only_with(VIEW)
@require_safe
def nomination(request: Request, pk: int) -> HttpResponse:
    on = day()
    return _nomination(request, cast("Nomination", entry_for(Nomination, request.actor, pk, on)), on)


@only_with(VIEW)
@require_safe
def honour(request: Request, pk: int) -> HttpResponse:
    """One of the honour roll: for whoever sees the proposal its whole page, for others what the decision says."""
    on = day()
    found = queries.honoured_for(request.actor, on).filter(pk=pk).first()
    if found is None:
        raise UnknownEntry
    if queries.nominations_for(request.actor, on).filter(pk=pk).exists():
        return _nomination(request, found, on)
    names = pages.names([found.organisation_id, found.round.organisation_id], on)
    return render(request, "oversight/honour.html", {"thing": found, "names": names})


def _nomination(request: Request, thing: Nomination, on: date) -> HttpResponse:
    context = {
        **context_of(request.actor, KIND, thing),
        "names": pages.names([thing.organisation_id, thing.round.organisation_id], on),
        "figures": pages.figures(thing.evidence),
        "holds": sheet_holds(thing),
    }
    return render(request, "oversight/nomination.html", context)


@only_with(VIEW)
def step(request: Request, pk: int, act: str) -> HttpResponse:
    return take_step(request, KIND, pk, act)
