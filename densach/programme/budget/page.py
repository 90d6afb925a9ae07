"""What the pages of estimates show, made from rows: no writing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from densach.kernel.actor import Actor
from densach.organisations import queries as organisations
from densach.programme.budget import access, queries
from densach.programme.budget.models import Estimate, EstimateRound, EstimateState, ExpenditureKind, Source
from densach.programme.budget.queries import AskedUnit, Priced, UnitsWanted
from densach.programme.budget.rules.amounts import short_amount
from densach.programme.budget.rules.lifecycle import ESTIMATE, REVIEW, WRITE, WRITTEN_IN
from densach.programme.budget.rules.totals import Money, Sum, by, total
from densach.ui import charts
from densach.ui.figures import language
from densach.ui.nav import NavItem

CUTS: Final = ("don-vi", "nhiem-vu", "nguon", "loai")


def tabs(active: str) -> list[NavItem]:
    """The two halves of the room."""
    return [
        NavItem(_("Estimates"), reverse("budget:home"), "cash-stack", active == "rounds"),
        NavItem(_("Investment projects"), reverse("budget:projects"), "bricks", active == "projects"),
    ]


def done_words(act: str) -> str:
    """What is said after a step."""
    words = {
        "submit": _("The estimate is sent in. It can be taken back until it is reviewed."),
        "take_back": _("The estimate is yours again: write, then send it in."),
        "return": _("The estimate goes back to the unit with your word."),
        "review": _("The review is closed; the leader can approve."),
        "reopen": _("The review is open again."),
        "approve": _("The estimate is approved. The unit can enter what it spends."),
    }
    return words[act]


@dataclass(frozen=True)
class RoundCard:
    """A round as the list shows it; sums are of what the person may see."""

    round: EstimateRound
    sums: Sum
    sent: int
    asked: int
    late: bool

    @property
    def money(self) -> tuple[str, str, str]:
        lang = language()
        return (
            short_amount(self.sums.asked, lang),
            short_amount(self.sums.allotted, lang),
            short_amount(self.sums.spent, lang),
        )


def round_cards(actor: Actor, on: date) -> list[RoundCard]:
    """Rounds with their sums; one query for all lines of all rounds."""
    rounds = queries.rounds_for(actor, on)
    seen = {one.pk: list(queries.estimates_seen(actor, one, on)) for one in rounds}
    money = queries.money_of([row.pk for rows in seen.values() for row in rows])
    sums = by(money, lambda line: line.estimate_id)
    return [_card(one, seen[one.pk], sums, on) for one in rounds]


def _card(one: EstimateRound, rows: list[Estimate], sums: dict[Any, Sum], on: date) -> RoundCard:
    sent = sum(row.state not in WRITTEN_IN for row in rows)
    own = [sums.get(row.pk, Sum()) for row in rows]
    told = Sum(
        sum(part.asked for part in own),
        sum(part.allotted for part in own),
        sum(part.spent for part in own),
        sum(part.lines for part in own),
        sum(part.unreviewed for part in own),
    )
    return RoundCard(one, told, sent, len(rows), one.due < on and sent < len(rows))


def years_chart(cards: Sequence[RoundCard]) -> charts.Chart | None:
    """Asked, allotted and spent by year, in million đồng."""
    years = sorted({card.round.year for card in cards})
    if not any(card.sums.lines for card in cards):
        return None
    points = []
    for year in years:
        own = [card.sums for card in cards if card.round.year == year]
        for label, amount in (
            (_("asked"), sum(part.asked for part in own)),
            (_("allotted"), sum(part.allotted for part in own)),
            (_("spent"), sum(part.spent for part in own)),
        ):
            points.append(charts.Point(f"{year} · {label}", amount // 10**6))
    title, unit = _("Money by year"), _("million đồng")
    return charts.rank_chart(f"{title}, {unit}", points, unit=unit, lang=language())


def own_estimates(actor: Actor, on: date) -> list[tuple[Estimate, str, bool]]:
    """Estimates that the person can still write, with the unit's name and whether the day has gone."""
    rows = queries.estimates_to_write(actor, on)[:20]
    named = organisations.all_named({row.organisation_id for row in rows}, on)
    return [
        (row, named[row.organisation_id].name, row.round.due < on)
        for row in rows
        if row.organisation_id in named
    ]


def state_choices() -> list[tuple[str, str]]:
    every = [(code, str(label)) for code, label in EstimateState.choices]
    return [("unsent", _("not sent in")), ("late", _("late")), *every]


@dataclass(frozen=True)
class Part:
    """One row of a round cut by task, source or kind; `share` is its part of what is asked, in percent."""

    label: str
    sums: Sum
    share: int


def _cut_of(code: str) -> str:
    return code if code in CUTS else CUTS[0]


def _parts(round_: EstimateRound, money: Sequence[Money], cut: str) -> list[Part]:
    labels, key = _labels(round_, cut)
    whole = total(money).asked or 1
    found = sorted(by(money, key).items(), key=lambda pair: -pair[1].asked)
    return [
        Part(labels.get(code, _("no task of the plan")), sums, sums.asked * 100 // whole)
        for code, sums in found
    ]


def _labels(round_: EstimateRound, cut: str) -> tuple[dict[Any, str], Callable[[Money], int | str | None]]:
    if cut == "nguon":
        return {code: str(label) for code, label in Source.choices}, lambda line: line.source
    if cut == "loai":
        return {code: str(label) for code, label in ExpenditureKind.choices}, lambda line: line.kind
    return dict(queries.tasks_to_choose(round_.plan)), lambda line: line.task_id


def round_head(actor: Actor, round_: EstimateRound, on: date, wanted_cut: str) -> dict[str, Any]:
    """Sums, who has not sent, and the round cut as asked."""
    cut = _cut_of(wanted_cut)
    rows = list(queries.estimates_seen(actor, round_, on))
    money = queries.money_of([row.pk for row in rows])
    unsent = [row for row in rows if row.state in WRITTEN_IN]
    parts = _parts(round_, money, cut) if cut != CUTS[0] else []
    return {
        "round": round_,
        "cut": cut,
        "sums": total(money),
        "open_sums": total(line for line in money if line.estimate_id in {row.pk for row in unsent}),
        "asked_units": len(rows),
        "sent_units": len(rows) - len(unsent),
        "unsent": len(unsent),
        "is_late": bool(unsent) and round_.due < on,
        "parts": parts,
        "parts_chart": _parts_chart(parts),
        "cuts": _cut_tabs(round_, cut),
    }


def _parts_chart(parts: Sequence[Part]) -> charts.Chart | None:
    if not parts:
        return None
    points = [charts.Point(part.label, part.sums.asked // 10**6) for part in parts[:12]]
    title, unit = _("Asked, the largest first"), _("million đồng")
    return charts.rank_chart(f"{title}, {unit}", points, unit=unit, lang=language())


def _cut_tabs(round_: EstimateRound, cut: str) -> list[NavItem]:
    base = reverse("budget:round", args=[round_.pk])
    names = {
        "don-vi": _("By unit"),
        "nhiem-vu": _("By task"),
        "nguon": _("By source"),
        "loai": _("By kind of spending"),
    }
    return [NavItem(label, f"{base}?xem={code}", "", code == cut) for code, label in names.items()]


def round_table(
    actor: Actor, round_: EstimateRound, on: date, wanted_cut: str, wanted: UnitsWanted
) -> tuple[list[str], list[list[object]]]:
    """The round as a file: units, or the parts of the cut."""
    cut = _cut_of(wanted_cut)
    head = [_("Asked (đồng)"), _("Allotted (đồng)"), _("Spent (đồng)"), _("Lines")]
    if cut == CUTS[0]:
        units = queries.estimates_of(actor, round_, on, wanted)
        return [_("Unit"), _("Place"), _("State"), *head], [_unit_row(one) for one in units]
    money = queries.money_of([row.pk for row in queries.estimates_seen(actor, round_, on)])
    return [_("Part"), *head], [[part.label, *_amounts(part.sums)] for part in _parts(round_, money, cut)]


def _unit_row(one: AskedUnit) -> list[object]:
    return [one.name, one.place, str(one.estimate.get_state_display()), *_amounts(one.sums)]


def _amounts(sums: Sum) -> list[object]:
    return [sums.asked, sums.allotted, sums.spent, sums.lines]


def estimate_head(actor: Actor, found: Estimate, lines: Sequence[Priced], on: date) -> dict[str, Any]:
    """The unit, its lines with sums, and the acts that are open to the person."""
    acts = {step.act for step in ESTIMATE[found.state] if access.may_take(actor, found, step)}
    writes = found.state in WRITTEN_IN and actor.may(WRITE, found.organisation)
    return {
        "estimate": found,
        "round": found.round,
        "unit": organisations.named(found.organisation_id, on),
        "lines": lines,
        "sums": total(queries.money_of([found.pk])),
        "acts": acts,
        "may_write": writes,
        "may_allot": found.state == EstimateState.SUBMITTED and actor.may(REVIEW, found.round.organisation),
        "is_late": found.state in WRITTEN_IN and found.round.due < on,
        "on": on,
    }


def line_head(found: Estimate, on: date) -> dict[str, Any]:
    """Above the form of a line."""
    unit = organisations.named(found.organisation_id, on)
    return {"estimate": found, "round": found.round, "unit": unit}


def line_page(actor: Actor, row: Priced, on: date) -> dict[str, Any]:
    """One line with everything that was paid and adjusted."""
    estimate = row.line.estimate
    is_approved = estimate.state == EstimateState.APPROVED
    return {
        **line_head(estimate, on),
        "row": row,
        "line": row.line,
        "spendings": queries.spendings_of(row.line),
        "adjustments": queries.adjustments_of(row.line),
        "may_spend": is_approved and actor.may(WRITE, estimate.organisation),
        "may_adjust": is_approved and actor.may("budget.approve", estimate.round.organisation),
        "may_write": estimate.state in WRITTEN_IN and actor.may(WRITE, estimate.organisation),
        "is_approved": is_approved,
    }


def lines_table(lines: Sequence[Priced], found: Estimate) -> tuple[list[str], list[list[object]]]:
    """The lines as a file; its columns are those of the file that can be sent in, and what became of each."""
    head = [
        _("Year"),
        _("What is to be paid"),
        _("Task of the plan"),
        _("Source of money"),
        _("Kind of spending"),
        _("Quantity"),
        _("Unit of quantity"),
        _("Price of one"),
        _("Amount asked"),
        _("Allotted (đồng)"),
        _("Spent (đồng)"),
        _("Remark"),
    ]
    return head, [_line_row(row, found) for row in lines]


def _line_row(row: Priced, found: Estimate) -> list[object]:
    line = row.line
    return [
        found.round.year,
        line.content,
        line.task.title if line.task else "",
        str(line.get_source_display()),
        str(line.get_kind_display()),
        line.quantity,
        line.unit,
        line.price,
        line.asked,
        row.allotted,
        row.spent,
        line.remark,
    ]
