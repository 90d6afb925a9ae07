"""Who held a festival or contest when, and who is overdue.

Held is: a round that was closed; an activity with a closed session; both of a kind that counts as a festival
(liên hoan, hội diễn, ngày hội: not a football cup, a book quiz or the yearly rite of a village); or a day for which the
unit counted festivals by hand. A unit that only counts is thereby not called overdue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from densach.facts.queries import counted_days, totals_of_organisations
from densach.kernel.actor import Actor
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.organisations.models import Level
from densach.organisations.rules import Named
from densach.people.queries import organisations_where
from densach.services.activities.measures import FESTIVALS
from densach.services.activities.models import Session, SessionState
from densach.services.contests.models import Cadence, Round, RoundState
from densach.services.contests.rules.cadence import Rule, Standing, due_by, standing
from densach.services.contests.rules.verbs import VIEW

ROUND, ACTIVITY, COUNT = "round", "activity", "count"
# How many years of history the page shows, and how far back it looks for the last one.
YEARS_SHOWN = 3
_YEARS_BACK = 12


@dataclass(frozen=True)
class Held:
    """One festival. `pk`: of the round or the activity, 0 for a number counted by hand."""

    on: date
    what: str
    title: str
    unit: int
    pk: int = 0


@dataclass(frozen=True)
class Place:
    """A place that is asked, with the units that may hold one there and what they held."""

    area_id: int
    area: str
    level: str
    units: tuple[Named, ...]
    held: tuple[Held, ...]
    rule: Rule
    due: date
    standing: Standing

    @property
    def last(self) -> Held | None:
        return self.held[0] if self.held else None

    def in_year(self, year: int) -> int:
        return sum(one.on.year == year for one in self.held)


def rule_rows(*, with_past: bool = True) -> list[Cadence]:
    """The rules, the present ones first."""
    rows = Cadence.objects.all() if with_past else Cadence.objects.filter(valid_to__isnull=True)
    order = {level: place for place, level in enumerate(Level.values)}
    return sorted(
        rows, key=lambda one: (one.valid_to is not None, order[one.level], -one.valid_from.toordinal())
    )


def rules_on(on: date) -> list[Cadence]:
    rows = Cadence.objects.filter(valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    return list(rows.order_by("level"))


def places_for(actor: Actor, on: date, *, level: str = "") -> list[Place]:
    """Every place of the levels with a rule in which the actor sees activities, alphabetically within its level.

    Seven queries for any number of places and years.
    """
    rules = [one for one in rules_on(on) if not level or one.level == level]
    if not rules:
        return []
    seen = set(organisations_where(actor, VIEW, on).values_list("pk", flat=True))
    by_place: dict[tuple[str, int], list[Named]] = defaultdict(list)
    asked: dict[str, Cadence] = {one.level: one for one in rules}
    every = [one for one in organisations.alive(on, levels=asked) if one.id in seen]
    for one in every:
        by_place[one.level, one.area_id].append(one)
    held = _held({one.id for one in every}, on)
    names = organisations.area_names({key for _level, key in by_place}, on)
    found = [
        _place(asked[key[0]], key[1], names.get(key[1], ""), units, held, on)
        for key, units in by_place.items()
        if any(one.kind in asked[key[0]].kinds for one in units)
    ]
    order = {name: place for place, name in enumerate(Level.values)}
    return sorted(found, key=lambda one: (order[one.level], one.area))


def _place(
    row: Cadence, area_id: int, area: str, units: list[Named], held: dict[int, list[Held]], on: date
) -> Place:
    rule = Rule(row.level, row.every_years, row.valid_from)
    mine = sorted(
        (one for unit in units for one in held.get(unit.id, ())),
        key=lambda one: (one.on, one.pk),
        reverse=True,
    )
    last = mine[0].on if mine else None
    return Place(
        area_id=area_id,
        area=area,
        level=row.level,
        units=tuple(one for one in units if one.kind in row.kinds),
        held=tuple(mine),
        rule=rule,
        due=due_by(rule, last),
        standing=standing(rule, last, on),
    )


def _held(units: Collection[int], on: date) -> dict[int, list[Held]]:
    """Unit → what it held up to the day. A round's own activity is told once, as the round."""
    found: dict[int, list[Held]] = defaultdict(list)
    since = date(on.year - _YEARS_BACK, 1, 1)
    for one in (*_rounds(units, since, on), *_activities(units, since, on)):
        found[one.unit].append(one)
    counted = {(key, one.on.year) for key, rows in found.items() for one in rows}
    for one in _counts(units, since, on):
        # A number by hand says nothing more of a year in which something is on record.
        if (one.unit, one.on.year) not in counted:
            found[one.unit].append(one)
    return found


def _rounds(units: Collection[int], since: date, on: date) -> Iterable[Held]:
    rows = Round.objects.filter(
        organisation__in=units, state=RoundState.CLOSED, held_on__gte=since, held_on__lte=on,
        contest__kind__once_centre=FESTIVALS,
    )  # fmt: skip
    told = rows.values_list("held_on", "contest__title", "name", "organisation_id", "pk")
    for day, title, name, unit, pk in told:
        if day is not None:
            yield Held(day, ROUND, title if name == title else f"{title}: {name}", unit, pk)


def _activities(units: Collection[int], since: date, on: date) -> Iterable[Held]:
    """Activities of kinds that count as such a festival: a football cup is none."""
    rows = Session.objects.filter(
        organisation__in=units, state=SessionState.HELD, on__gte=since, on__lte=on,
        activity__kind__once_centre=FESTIVALS, activity__round__isnull=True,
    )  # fmt: skip
    told = rows.values_list("activity_id", "activity__title", "organisation_id").annotate(last=Max("on"))
    for pk, title, unit, day in told.order_by():
        yield Held(day, ACTIVITY, title, unit, pk)


def _counts(units: Collection[int], since: date, on: date) -> Iterable[Held]:
    """Units that counted festivals by hand, each with the last day of a year for which the number is above nought."""
    days: dict[tuple[int, int], date] = {}
    for unit, _first, last in counted_days(FESTIVALS, units, Period.between(since, on)):
        key = (unit, last.year)
        days[key] = max(days.get(key, last), last)
    for year in {year for _unit, year in days}:
        asked = [unit for unit, each in days if each == year]
        sums = totals_of_organisations(FESTIVALS, asked, Period.year(year))
        for unit, number in sums.items():
            if number > 0:
                yield Held(days[unit, year], COUNT, str(number), unit)
