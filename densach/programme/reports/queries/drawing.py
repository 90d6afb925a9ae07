"""Taking a report's figures from the book: which targets a unit tells of, over which days, with which value.

Nothing is written here. `mark` and `known_at` hold the reading still: the same mark gives the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation, OrganisationKind
from densach.organisations.rules import Named
from densach.programme.indicators import queries as indicators
from densach.programme.indicators.models import Formula, Indicator
from densach.programme.indicators.queries.reading import Reading, asked_scope
from densach.programme.indicators.rules import Part, Scope, Value
from densach.programme.plans import queries as plans
from densach.programme.plans.models import Plan, RowState, Target
from densach.programme.plans.queries.scopes import scopes_of
from densach.programme.reports.models import Shape
from densach.programme.reports.rules import figures, outline
from densach.programme.reports.rules.figures import Sum

# Formulas that ask each institution for yes or no.
_ANSWERED: Final = frozenset({Formula.SHARE.value, Formula.INSTITUTIONS.value, Formula.STAGE.value})
_JUNE: Final = 6
# What a target is read with.
_ALONG: Final = ("indicator__capability", "indicator__also_capability")


@dataclass(frozen=True)
class Moment:
    """The reading of the book that a report stands on: up to which fact, and which answers were known by then."""

    cutoff: date
    mark: int | None = None
    known_at: datetime | None = None

    def known_mark(self) -> int | None:
        """The mark; none where nothing was counted since, for then the kept totals say the same, and faster."""
        return None if self.mark is None or self.mark >= indicators.book_mark() else self.mark

    def reading(self) -> Reading:
        """The book held still at the moment; the year before includes whoever went into a unit or an area since."""
        return Reading(self.cutoff, plans.READ_AS, self.known_mark(), self.known_at)


@dataclass(frozen=True)
class Contribution:
    """What one institution adds to a figure."""

    organisation_id: int
    name: str
    sum: Sum


@dataclass(frozen=True)
class Base:
    """What the year before counted over more days than the same ones, where it is known no closer."""

    days: Period
    counted: int | None


@dataclass(frozen=True)
class Drawn:
    """One line as the book gives it."""

    target: Target
    shape: Shape
    scope: Scope
    days: Period
    own: bool
    figure: Sum
    contributions: tuple[Contribution, ...]
    estimate: int | None = None
    base: Base | None = None

    @property
    def planned_value(self) -> Decimal | None:
        return figures.planned_worth(self.target, self.shape) if self.own else None

    @property
    def label(self) -> str:
        return outline.row_label(self.target.subject)

    @property
    def unit(self) -> str:
        indicator = self.target.indicator
        return figures.unit_text(self.shape, indicator.unit_vi if indicator else "", self.target.unit)


def targets_for(plan: Plan, period: Period) -> list[Target]:
    """The accepted targets that a report on the period tells of; all of them where none is of its years."""
    rows = plan.targets.filter(state=RowState.ACCEPTED).select_related(*_ALONG).order_by("position")
    accepted = list(rows)
    return [target for target in accepted if figures.concerns(target, period)] or accepted


def draw(plan: Plan, root: Organisation | None, period: Period, moment: Moment) -> list[Drawn]:
    """The lines of a unit's report (`root`), or of the whole territory's (None).

    A unit's report leaves out targets that touch none of its institutions; every report those that were ended, or
    replaced by a target that tells of the same.
    """
    reading = moment.reading()
    there = _There(moment.cutoff)
    everyone = there.within(plan.territory_id)
    inside = None if root is None else set(organisations.subtree_ids(root, moment.cutoff))
    targets = targets_for(plan, period)
    taken = scopes_of(plan, targets, moment.cutoff, root.pk if root else None, moment.known_at)
    told = []
    for target in (one for one in targets if taken[one.pk].is_counted):
        scope = taken[target.pk].scope
        # Who carries a target on may stand outside the plan's own territory.
        around = there.within(scope.area_id or plan.territory_id)
        asked = {one.id for one in _asked(around, target.indicator, scope)}
        if inside is None or asked & inside:
            told.append((target, scope, inside is None or target.per == "each" or asked <= inside))
    _read_together(reading, plan, [(target, scope) for target, scope, _own in told], period)
    return [
        _draw_one(plan, target, scope, period, reading, own, everyone if root is None else None)
        for target, scope, own in told
    ]


def _read_together(
    reading: Reading, plan: Plan, told: Sequence[tuple[Target, Scope]], period: Period
) -> None:
    """Every line's figure, and for growth that of the year before, in a few queries for all lines."""
    with reading.collecting():
        for target, scope in told:
            if target.indicator is not None:
                days = figures.days_of(target, period, reading.on, plan.year_from)
                reading.value(target.indicator, scope, days)
                reading.value(target.indicator, scope, figures.year_before(days))


def asked_of(plan: Plan, targets: Sequence[Target], everyone: Sequence[Named], on: date) -> set[int]:
    """Of everyone in the territory, those whose figures the targets take on the day."""
    taken = scopes_of(plan, targets, on)
    return {
        one.id
        for target in targets
        if taken[target.pk].is_counted
        for one in _asked(everyone, target.indicator, taken[target.pk].scope)
    }


@dataclass
class _There:
    """Who is there on a day: of each area read once."""

    on: date
    _known: dict[int, list[Named]] = field(default_factory=dict)

    def within(self, area_id: int) -> list[Named]:
        if area_id not in self._known:
            inside = organisations.area_ids_within(area_id, self.on)
            self._known[area_id] = organisations.alive(self.on, area_ids=inside)
        return self._known[area_id]


def _asked(everyone: Sequence[Named], indicator: Indicator | None, scope: Scope) -> list[Named]:
    """The institutions of the territory whose figures the indicator takes."""
    asked = asked_scope(indicator, scope) if indicator is not None else scope
    return [
        one
        for one in everyone
        if (not asked.kinds or one.kind in asked.kinds)
        and (not asked.levels or one.level in asked.levels)
        and (not asked.unit_ids or one.id in asked.unit_ids)
    ]


def _draw_one(
    plan: Plan,
    target: Target,
    scope: Scope,
    period: Period,
    reading: Reading,
    own: bool,
    everyone: Sequence[Named] | None,
) -> Drawn:
    indicator = target.indicator
    days = figures.days_of(target, period, reading.on, plan.year_from)
    shape, figure = figures.shape_of(target, ""), Sum()
    parts: tuple[Contribution, ...] = ()
    base: Base | None = None
    if indicator is not None:
        now = reading.value(indicator, scope, days)
        shape = figures.shape_of(target, indicator.formula, len(now.parts))
        read = _read(reading, target, indicator, scope, shape, now)
        figure, base = read.sum, read.base
        # Who gathers needs to know what each institution adds; a unit's own report needs its figure only.
        parts = () if everyone is None else _contributions(read, indicator, scope, everyone)
    return Drawn(
        target=target,
        shape=shape,
        scope=scope,
        days=days,
        own=own,
        figure=figure,
        contributions=parts,
        estimate=_estimate(indicator, scope, shape, figure, period, days),
        base=base,
    )


@dataclass(frozen=True)
class _Read:
    """What the book says of the days and, for growth, of the same days a year before; `each` owes the target."""

    now: Value
    before: Value | None = None
    base: Base | None = None
    each: Target | None = None

    @property
    def sum(self) -> Sum:
        if self.before is not None:
            alike = self.base is None
            return Sum(self.now.numerator, self.before.numerator, self.now.unknown, alike=alike)
        if self.each is not None:
            return figures.total(one.sum for one in _eaches(self.now, self.each))
        return Sum(self.now.numerator, self.now.denominator, self.now.unknown)


def _read(
    reading: Reading, target: Target, indicator: Indicator, scope: Scope, shape: str, now: Value
) -> _Read:
    if shape == Shape.EACH and indicator.formula not in _ANSWERED:
        return _Read(now, each=target)
    if shape != Shape.GROWTH or now.period is None:
        return _Read(now)
    before = reading.value(indicator, scope, figures.year_before(now.period))
    return _Read(now, before, _base_of(reading, indicator, scope, now, before))


def _base_of(reading: Reading, indicator: Indicator, scope: Scope, now: Value, before: Value) -> Base | None:
    """The shortest quarter, half or year in which the year before was counted as one number that runs past the same
    day, while this year was counted closer; none where the same days can be compared.
    """
    if before.period is None or now.period is None or now.numerator is None:
        return None
    for whole in _around(before.period.end):
        same = Period.between(max(whole.start, before.period.start), before.period.end)
        known = _answering(reading.value(indicator, scope, same))
        if _answering(reading.value(indicator, scope, whole)) <= known:
            continue
        this_year = Period.between(max(_year_later(same.start), now.period.start), now.period.end)
        if _answering(reading.value(indicator, scope, this_year)):
            days = Period.between(before.period.start, whole.end)
            return Base(days, reading.value(indicator, scope, days).numerator)
    return None


def _around(day: date) -> tuple[Period, ...]:
    """The quarter, the half and the year that hold the day, without those that end on it."""
    quarter, half = (day.month + 2) // 3, 1 if day.month <= _JUNE else 2
    holding = (Period.quarter(day.year, quarter), Period.half(day.year, half), Period.year(day.year))
    return tuple(period for period in holding if period.end > day)


def _year_later(day: date) -> date:
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _answering(value: Value) -> set[int]:
    return {part.organisation_id for part in value.parts if part.answered}


def figure_of(
    reading: Reading, target: Target, indicator: Indicator, scope: Scope, shape: str, days: Period
) -> Sum:
    """The figure that the book gives for the scope over the days."""
    return _read(reading, target, indicator, scope, shape, reading.value(indicator, scope, days)).sum


def _contributions(
    read: _Read, indicator: Indicator, scope: Scope, everyone: Sequence[Named]
) -> tuple[Contribution, ...]:
    """What each institution of the scope adds; their sum is the figure."""
    if read.before is not None:
        return _growths(read.now, read.before)
    if read.each is not None:
        return _eaches(read.now, read.each)
    if indicator.formula == Formula.INSTITUTIONS and indicator.capability_id is None:
        return _places(read.now, asked_scope(indicator, scope), everyone)
    by_answer = indicator.formula in _ANSWERED
    return tuple(_answered(part) if by_answer else _counted(part) for part in read.now.parts)


def _eaches(now: Value, target: Target) -> tuple[Contribution, ...]:
    """Each institution as one of N: it has reached what it owes, or not."""
    return tuple(
        Contribution(
            part.organisation_id,
            part.name,
            figures.unit_sum(target, Sum(part.numerator, None, 0 if part.answered else 1)),
        )
        for part in now.parts
    )


def _answered(part: Part) -> Contribution:
    # An institution that has not answered is still one of N.
    unknown = 1 if part.answer is None else 0
    return Contribution(part.organisation_id, part.name, Sum(1 if part.answer else 0, 1, unknown))


def _counted(part: Part) -> Contribution:
    if part.numerator is None:
        return Contribution(part.organisation_id, part.name, Sum(None, None, 1))
    return Contribution(part.organisation_id, part.name, Sum(part.numerator, part.denominator))


def _growths(now: Value, before: Value) -> tuple[Contribution, ...]:
    earlier = {part.organisation_id: part.numerator for part in before.parts}
    found = [
        Contribution(
            part.organisation_id,
            part.name,
            Sum(part.numerator, earlier.pop(part.organisation_id, None), 0 if part.answered else 1),
        )
        for part in now.parts
    ]
    # An institution that was there a year ago and is no more still counts in the year before.
    gone = {part.organisation_id: part.name for part in before.parts if part.organisation_id in earlier}
    found.extend(Contribution(key, name, Sum(None, earlier[key])) for key, name in gone.items())
    return tuple(found)


def _places(now: Value, asked: Scope, everyone: Sequence[Named]) -> tuple[Contribution, ...]:
    """Places that have such an institution: it stands for its place; a place without stands by its committee."""
    found = [
        Contribution(part.organisation_id, part.name, Sum(part.numerator, part.numerator))
        for part in now.parts
    ]
    have = {part.area_id for part in now.parts}
    for one in everyone:
        inside = not asked.levels or one.level in asked.levels
        if one.kind == OrganisationKind.PEOPLES_COMMITTEE and inside and one.area_id not in have:
            found.append(Contribution(one.id, one.name, Sum(0, 1)))
            have.add(one.area_id)
    return tuple(found)


def _estimate(
    indicator: Indicator | None, scope: Scope, shape: str, figure: Sum, period: Period, days: Period
) -> int | None:
    """The whole year as the figures foretell it ("ước cả năm"): only for a year's sum that is cut off early."""
    if indicator is None or indicator.formula != "total" or shape != Shape.NUMBER:
        return None
    if period != Period.year(period.end.year) or days.start != period.start or days.end >= period.end:
        return None
    # Without an earlier year whose course is known, the days passed stand for the course.
    share = indicators.share_elapsed(indicator, scope, days.end) or period.elapsed(days.end)
    return figures.year_estimate(figure, share)


def scope_from(saved: dict[str, object]) -> Scope:
    """A scope as a line keeps it."""
    return Scope(
        kinds=_texts(saved.get("kinds")),
        levels=_texts(saved.get("levels")),
        area_id=_number(saved.get("area_id")),
        root_id=_number(saved.get("root_id")),
        unit_ids=tuple(int(one) for one in _texts(saved.get("unit_ids"))),
    )


def scope_as_saved(scope: Scope) -> dict[str, object]:
    return {
        "kinds": list(scope.kinds),
        "levels": list(scope.levels),
        "area_id": scope.area_id,
        "root_id": scope.root_id,
        "unit_ids": list(scope.unit_ids),
    }


def _texts(value: object) -> tuple[str, ...]:
    return (
        tuple(str(one) for one in value) if isinstance(value, Sequence) and not isinstance(value, str) else ()
    )


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def book_mark() -> int:
    """The last fact of the counting book now."""
    return indicators.book_mark()
