"""Questions about months that stand far from earlier years: asked, confirmed with a word, or gone by a correction.

They never hinder a count: the number stands in the book whether or not anybody answers.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from densach.facts.measures import get
from densach.facts.models import Oddity, OddityState
from densach.facts.queries.outliers import of_months, pairs_counted
from densach.facts.rules import NoteMissing, OddityAnswered
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.outliers import Odd, odd
from densach.kernel.period import Period
from densach.kernel.vietnamese import clean_text


@transaction.atomic
def look_at(*, at: datetime, by_name: str, measure: str, organisation_id: int, on: date) -> Oddity | None:
    """Looks at the month of the day after something in it changed: the question that is open now, or None. An open
    question about a number that is odd no more is answered by the correction.
    """
    if not get(measure).is_flow:
        return None
    told = of_months(measure, organisation_id, on.month, on.year)
    now = told.pop(on.year, 0)
    earlier = sorted(told.items(), reverse=True)
    found = odd(now, [value for _year, value in earlier])
    month = Period.month(on.year, on.month)
    if found is not None and found.value < found.median and month.end >= today(at):
        found = None  # a month that still runs may well be behind
    rows = Oddity.objects.select_for_update()
    kept = rows.filter(organisation_id=organisation_id, measure=measure, year=on.year, month=on.month).first()
    if found is None:
        _correct(at, by_name, kept, now)
        return None
    if kept is not None and kept.quantity == now:
        return kept if kept.state == OddityState.ASKED else None
    kept = kept or Oddity(organisation_id=organisation_id, measure=measure, year=on.year, month=on.month)
    return _ask(at, kept, found, earlier)


def _ask(at: datetime, kept: Oddity, found: Odd, earlier: list[tuple[int, int]]) -> Oddity:
    kept.quantity = found.value
    kept.median = Decimal(round(found.median * 10)) / 10
    kept.score = None if found.score is None else Decimal(round(found.score * 100)) / 100
    kept.earlier = [list(pair) for pair in earlier]
    kept.state = OddityState.ASKED
    kept.note, kept.asked_at = "", at
    kept.answered_by_name, kept.answered_at = "", None
    kept.save()
    return kept


def _correct(at: datetime, by_name: str, kept: Oddity | None, now: int) -> None:
    if kept is None or kept.state == OddityState.CORRECTED:
        return
    kept.state, kept.quantity = OddityState.CORRECTED, now
    kept.answered_by_name, kept.answered_at = by_name, at
    kept.save()


@transaction.atomic
def confirm_oddity(*, at: datetime, actor: Actor, oddity: Oddity, note: str) -> Oddity:
    """The number is right; `note` says why it is so high or low. Raises NotAllowed, OddityAnswered, NoteMissing."""
    kept = _open(actor, oddity, OddityState.ASKED)
    told = clean_text(note)[:500]
    if not told:
        raise NoteMissing
    kept.state, kept.note = OddityState.CONFIRMED, told
    kept.answered_by_name, kept.answered_at = actor.name, at
    kept.save()
    _tell(at, actor, kept, "facts.oddity_confirmed", note=told)
    return kept


@transaction.atomic
def reopen_oddity(*, at: datetime, actor: Actor, oddity: Oddity) -> Oddity:
    """The confirmation was a mistake: the question stands again. Raises NotAllowed, OddityAnswered."""
    kept = _open(actor, oddity, OddityState.CONFIRMED)
    kept.state, kept.note, kept.answered_by_name, kept.answered_at = OddityState.ASKED, "", "", None
    kept.save()
    _tell(at, actor, kept, "facts.oddity_reopened")
    return kept


@transaction.atomic
def look_through(*, at: datetime, actor: Actor, month: Period, organisation_ids: Collection[int]) -> int:
    """Looks at all that these units counted in the month, whoever brought it in; how many questions are open. Only
    units for which the actor may count are looked at.
    """
    mine = [key for key in organisation_ids if actor.may("count.enter", key)]
    found = 0
    for organisation_id, measure in pairs_counted(mine, month):
        asked = look_at(
            at=at, by_name=actor.name, measure=measure, organisation_id=organisation_id, on=month.end
        )
        found += asked is not None
    return found


def _open(actor: Actor, oddity: Oddity, state: OddityState) -> Oddity:
    kept = Oddity.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=oddity.pk)
    if not actor.may("count.enter", kept.organisation_id):
        raise NotAllowed(verb="count.enter")
    if kept.state != state:
        raise OddityAnswered(who=kept.answered_by_name, state=kept.get_state_display())
    return kept


def _tell(at: datetime, actor: Actor, oddity: Oddity, act: str, **params: object) -> None:
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=oddity.organisation,
        subject=f"oddity:{oddity.pk}",
        measure=get(oddity.measure).name_vi,
        month=f"{oddity.month:02d}/{oddity.year}",
        quantity=oddity.quantity,
        **params,
    )
