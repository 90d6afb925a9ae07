"""One reading of the book: a day, a way of looking at the map, and how much of the book is known.

Everything that several figures share is asked for once: the map, the members of a scope, what was said of a capability.
Many figures are read in two rounds: while the reading collects, each question only notes what it needs; then all of it
is read together, and the same questions find their answers. A whole plan costs a dozen queries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import repeat

from densach.facts import measures
from densach.facts import queries as facts
from densach.kernel.period import Period
from densach.programme.capabilities import queries as capabilities
from densach.programme.capabilities.models import Capability
from densach.programme.capabilities.rules import Answer
from densach.programme.indicators.models import Formula, Indicator
from densach.programme.indicators.queries.gathering import Candidates, Roll, Together
from densach.programme.indicators.queries.territory import (
    Member,
    Row,
    Windows,
    area_windows,
    members,
    rows_by_area,
    rows_of,
    subtree_windows,
    windows_of_areas,
)
from densach.programme.indicators.rules import (
    AsWhen,
    Frame,
    Part,
    Parts,
    Scope,
    Value,
    both,
    divided,
    shared,
    summed,
)

_COMMITTEE = "peoples_committee"
_NOBODY: frozenset[int] = frozenset()
_NOTHING_HEARD = capabilities.Heard({}, {}, {}, None)
Told = dict[int, int]


@dataclass
class Reading:
    """Evaluates indicators as of `on`; `until_fact` and `known_at` look at the book as it was known then."""

    on: date
    as_: AsWhen = "was"
    until_fact: int | None = None
    known_at: datetime | None = None
    _areas: dict[int, Windows] = field(default_factory=dict, repr=False)
    _units: dict[int, Windows] = field(default_factory=dict, repr=False)
    _rows: dict[int | None, list[Row]] = field(default_factory=dict, repr=False)
    _members: dict[Scope, tuple[Member, ...]] = field(default_factory=dict, repr=False)
    _answers: dict[tuple[str, Scope, date], capabilities.Heard] = field(default_factory=dict, repr=False)
    _alive_then: dict[tuple[Scope, date], Sequence[Member]] = field(default_factory=dict, repr=False)
    _scopes: dict[tuple[str, Scope], Scope] = field(default_factory=dict, repr=False)
    _rolls: dict[Scope, Roll] = field(default_factory=dict, repr=False)
    _found: dict[tuple[Scope, Period], Candidates] = field(default_factory=dict, repr=False)
    _together: Together | None = field(default=None, repr=False)

    @property
    def _is_collecting(self) -> bool:
        return self._together is not None and self._together.is_collecting

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """What is asked inside is only noted and its values say nothing; at the end all of it is read together."""
        noted = self._together = Together(is_collecting=True)
        yield
        noted.is_collecting = False
        noted.read(self.until_fact, self.known_at)

    def value(self, indicator: Indicator, scope: Scope, period: Period) -> Value:
        """The indicator's figure for the scope over the period, as far as the period has come by `on`."""
        frame = Frame(indicator.code, indicator.unit, period, self.on)
        asked = self._asked_scope(indicator, scope)
        if indicator.formula == Formula.TOTAL:
            return self._total(frame, indicator, asked, period)
        if indicator.formula == Formula.RATIO:
            return self._ratio(frame, indicator, asked, period)
        if indicator.formula == Formula.AT_DATE:
            return self._at_date(frame, indicator, asked, period)
        if indicator.formula == Formula.INSTITUTIONS and indicator.capability is None:
            return self._places(frame, indicator, asked, period)
        return self._share(frame, indicator, asked, period)

    def amount(self, indicator: Indicator, scope: Scope, period: Period) -> int | None:
        """The numerator of `value` alone: of a total that was read together it is added up without its parts."""
        if indicator.formula != Formula.TOTAL or self._together is None:
            return self.value(indicator, scope, period).numerator
        found = self._candidates(self._asked_scope(indicator, scope), period)
        measure, counted = indicator.measure, self._together.counted
        windows = [(window, ids) for windows, ids in found.groups.items() for window in windows]
        if self._together.is_collecting:
            for window, ids in windows:
                self._together.note_whole(measure, window, ids)
            return None
        if not all(counted.has_whole(measure, window, ids) for window, ids in windows):
            return self.value(indicator, scope, period).numerator
        whole = sum(counted.whole(measure, window, ids) for window, ids in windows)
        # Nothing is counted below nought: a whole of nought is nought for each.
        if whole or any(counted.answered(measure, window, ids) for window, ids in windows):
            return whole
        return None

    def tellers(self, indicator: Indicator, scope: Scope, period: Period) -> int:
        """How many institutions told something of the indicator in the period; nought is told too."""
        if indicator.formula != Formula.TOTAL:
            return sum(1 for part in self.value(indicator, scope, period).parts if part.numerator is not None)
        found = self._candidates(self._asked_scope(indicator, scope), period)
        return sum(
            len(
                set().union(*(self._counted(indicator.measure, ids, window)[1] for window in windows))
                & set(ids)
            )
            if len(windows) > 1
            else len(self._counted(indicator.measure, ids, windows[0])[1].intersection(ids))
            for windows, ids in found.groups.items()
        )

    def members_of(self, scope: Scope) -> tuple[Member, ...]:
        """The institutions of the scope over all time."""
        if scope not in self._members:
            areas = units = None
            if scope.area_id is not None:
                areas = self._areas.setdefault(scope.area_id, {}) or area_windows(scope.area_id, self.as_)
                self._areas[scope.area_id] = areas
            if scope.root_id is not None:
                units = self._units.setdefault(scope.root_id, {}) or subtree_windows(scope.root_id, self.as_)
                self._units[scope.root_id] = units
            found = members(self._rows_of(scope, areas, units), scope, areas, units)
            named = scope.unit_ids
            self._members[scope] = tuple(one for one in found if one.id in named) if named else found
        return self._members[scope]

    def know_areas(self, area_ids: Iterable[int]) -> None:
        """Reads the map of many areas, and everyone in them, at once, where questions about all of them will come."""
        told = windows_of_areas(set(area_ids) - self._areas.keys(), self.as_)
        self._areas.update(told)
        for area, rows in rows_by_area(told).items():
            self._rows[area] = rows

    def _rows_of(self, scope: Scope, areas: Windows | None, units: Windows | None) -> list[Row]:
        """For one question what it asks; for many together everyone of the place once."""
        if units is None and scope.area_id in self._rows:
            return self._rows[scope.area_id]
        if self._together is None or (areas is None and units is None):
            return rows_of(scope, areas, units)
        key, known = (scope.area_id, scope.root_id), self._together.rows
        if key not in known:
            known[key] = rows_of(Scope(), areas, units)
        return known[key]

    # flows ------------------------------------------------------------------------------------------------

    def _total(self, frame: Frame, indicator: Indicator, scope: Scope, period: Period) -> Value:
        found = self._candidates(scope, period)
        told = self._sums(indicator.measure, found)
        asked = self._asked(indicator.measure, found, told)
        parts = Parts(len(asked), lambda: (_part(one, told.get(one.id)) for one in asked))
        # Whoever told something is among those asked.
        return frame.counted(parts, sum(told.values()) if told else None, None, len(asked) - len(told))

    def _ratio(self, frame: Frame, indicator: Indicator, scope: Scope, period: Period) -> Value:
        found = self._candidates(scope, period)
        top = self._sums_or_readings(indicator.measure, found, period)
        bottom = self._sums_or_readings(indicator.over_measure, found, period)
        asked = self._asked(indicator.measure, found, top)
        return divided(frame, [_part(member, top.get(member.id), bottom.get(member.id)) for member in asked])

    def _candidates(self, scope: Scope, period: Period) -> Candidates:
        """Everyone whose facts of the period could count, those that had ended or not yet begun included."""
        reached = self._reached(period)
        key = (scope, reached or period)
        found = self._found.get(key)
        if found is None:
            if scope not in self._rolls:
                self._rolls[scope] = Roll.of(self.members_of(scope))
            found = self._found[key] = Candidates.of(self._rolls[scope], key[1], reached is not None)
        return found

    def _asked(self, measure: str, found: Candidates, told: Told) -> Sequence[Member]:
        """Who told something, and who should have: alive in the period and of a kind that counts the measure."""
        if self._is_collecting:
            return ()
        due = found.due(measures.get(measure).kinds)
        if told.keys() <= due.keys():
            return tuple(due.values())
        return [one for one in found.members if one.id in told or one.id in due]

    def _sums(self, measure: str, found: Candidates) -> Told:
        """What each candidate counted; who told nothing is missing. Nought is told only by a fact of nought."""
        told: Told = {}
        for windows, ids in found.groups.items():
            for window in windows:
                sums, heard = self._counted(measure, ids, window)
                keys = heard.intersection(ids)
                amounts = zip(keys, map(sums.get, keys, repeat(0)), strict=True)
                if told.keys().isdisjoint(keys):
                    told.update(amounts)
                else:
                    told.update([(key, told.get(key, 0) + amount) for key, amount in amounts])
        return told

    def _counted(
        self, measure: str, ids: Sequence[int], window: Period
    ) -> tuple[Told, set[int] | frozenset[int]]:
        """The sums over the window, and who has told something in it."""
        if self._together is not None and self._together.is_collecting:
            self._together.note_sums(measure, window, ids)
            return {}, _NOBODY
        if self._together is not None and self._together.counted.has(measure, window, ids):
            known = self._together.counted
            return known.sums[measure, window], known.told[measure, window]
        sums = facts.totals_of_organisations(measure, ids, window, until_fact=self.until_fact)
        # A sum above nought has facts behind it; only the rest must be looked up among the facts.
        silent = [key for key in ids if not sums.get(key)]
        heard = facts.answered(measure, silent, window, until_fact=self.until_fact) if silent else set()
        return sums, heard.union(key for key, amount in sums.items() if amount)

    def _sums_or_readings(self, measure: str, found: Candidates, period: Period) -> Told:
        if measures.get(measure).is_flow:
            return self._sums(measure, found)
        return self._readings(measure, found.members, period)

    # stocks -----------------------------------------------------------------------------------------------

    def _at_date(self, frame: Frame, indicator: Indicator, scope: Scope, period: Period) -> Value:
        day = self.day_of(period)
        kinds = measures.get(indicator.measure).kinds
        asked = [one for one in self.members_of(scope) if one.alive_on(day) and one.kind in kinds]
        told = self._readings(indicator.measure, asked, period)
        return summed(frame, [_part(member, told.get(member.id)) for member in asked])

    def _readings(self, measure: str, asked: Sequence[Member], period: Period) -> Told:
        ids, day, together = [member.id for member in asked], self.day_of(period), self._together
        if together is not None and together.is_collecting:
            together.note_readings(measure, day, ids)
            return {}
        if together is not None and together.stocks.get((measure, day), _NOBODY).issuperset(ids):
            known = together.readings[measure, day]
            return {key: known[key] for key in ids if key in known}
        return facts.readings_of_organisations(measure, ids, day, until_fact=self.until_fact)

    # institutions -----------------------------------------------------------------------------------------

    def _share(self, frame: Frame, indicator: Indicator, scope: Scope, period: Period) -> Value:
        day = self.day_of(period)
        asked = self._alive(scope, day)
        given = self._given(indicator.capability, scope, asked, day)
        also = self._given(indicator.also_capability, scope, asked, day)
        if self._is_collecting:
            return frame.value((), None, None)
        if indicator.also_capability is not None:
            return shared(
                frame, [_answered_both(member, given.get(member.id), also.get(member.id)) for member in asked]
            )
        (yes, no), many = given.tally(), len(asked)
        parts = Parts(many, lambda: (_answered(member, given.get(member.id)) for member in asked))
        return frame.counted(parts, yes, many, many - yes - no, yes, no)

    def _alive(self, scope: Scope, day: date) -> Sequence[Member]:
        if (scope, day) not in self._alive_then:
            self._alive_then[scope, day] = [one for one in self.members_of(scope) if one.alive_on(day)]
        return self._alive_then[scope, day]

    def _given(
        self, capability: Capability | None, scope: Scope, asked: Sequence[Member], day: date
    ) -> capabilities.Heard:
        if capability is None:
            return _NOTHING_HEARD
        together, key = self._together, (capability.code, scope, day)
        if together is not None and together.is_collecting:
            together.note_answers(capability.pk, day, [member.id for member in asked])
            return _NOTHING_HEARD
        if key not in self._answers:
            ids = [member.id for member in asked]
            if together is not None and together.answers.get((capability.pk, day), _NOBODY).issuperset(ids):
                material, counted = together.material[capability.pk], together.months
                self._answers[key] = capabilities.heard_among(material, ids, day, counted, self.known_at)
            else:
                known = (self.known_at, self.until_fact)
                self._answers[key] = capabilities.answers_to(capability.pk, ids, day, *known)
        return self._answers[key]

    def _places(self, frame: Frame, indicator: Indicator, scope: Scope, period: Period) -> Value:
        """Places that have at least one such institution, of all places of the level: each has its own committee.

        The first institution of a place counts for it, the others count nought, so that the rows add up.
        """
        day = self.day_of(period)
        have: set[int] = set()
        parts = []
        for member in self.members_of(scope):
            if member.alive_on(day):
                parts.append(_part(member, 0 if member.area_id in have else 1))
                have.add(member.area_id)
        committees = self.members_of(replace(scope, kinds=(_COMMITTEE,), unit_ids=()))
        places = {member.area_id for member in committees if member.alive_on(day)} | have
        return frame.value(parts, len(have), len(places))

    def _asked_scope(self, indicator: Indicator, scope: Scope) -> Scope:
        key = (indicator.code, scope)
        found = self._scopes.get(key)
        if found is None:
            found = self._scopes[key] = asked_scope(indicator, scope)
        return found

    # days -------------------------------------------------------------------------------------------------

    def day_of(self, period: Period) -> date:
        """The day on which a state is read: the period's last, or `on` while it runs."""
        return min(period.end, self.on)

    def _reached(self, period: Period) -> Period | None:
        """The part of the period that has come by `on`."""
        return Period(period.start, self.day_of(period)) if period.start <= self.on else None


def asked_scope(indicator: Indicator, scope: Scope) -> Scope:
    """The scope with the kinds that can answer: those asked for, else the indicator's, else the measure's.

    A plan may oblige who does not count (a People's Committee holds a festival that its culture centre counts): then
    those who count answer, at the same level.
    """
    able: tuple[str, ...] = ()
    if indicator.measure:
        able = measures.get(indicator.measure).kinds
    elif indicator.capability is not None:
        able = tuple(indicator.capability.kinds)
    own = tuple(indicator.kinds)
    kinds = scope.kinds or own or able
    if indicator.formula == Formula.INSTITUTIONS and indicator.capability is None:
        kinds = own
    elif able:
        kinds = tuple(kind for kind in kinds if kind in able) or own or able
    # Units that are named stand at whatever level took over.
    levels = scope.levels or (() if scope.unit_ids else tuple(indicator.levels))
    return replace(scope, kinds=kinds, levels=levels)


def _part(member: Member, numerator: int | None, denominator: int | None = None) -> Part:
    return Part(member.id, member.name, numerator, denominator, area_id=member.area_id)


def _answered(member: Member, given: Answer | None) -> Part:
    if given is None:
        return Part(member.id, member.name, area_id=member.area_id)
    return Part(
        member.id,
        member.name,
        numerator=1 if given.answer else 0,
        answer=given.answer,
        verified=given.verified,
        stage=given.stage,
        claim_id=given.claim_id,
        how=given.how,
        area_id=member.area_id,
    )


def _answered_both(member: Member, first: Answer | None, second: Answer | None) -> Part:
    answer = both(first.answer if first else None, second.answer if second else None)
    if answer is None:
        return Part(member.id, member.name, area_id=member.area_id)
    told = [one for one in (first, second) if one is not None]
    return Part(
        member.id,
        member.name,
        numerator=1 if answer else 0,
        answer=answer,
        verified=len(told) == 2 and all(one.verified for one in told),
        stage=min(one.stage for one in told),
        claim_id=told[0].claim_id,
        how=told[0].how if len({one.how for one in told}) == 1 else "",
        area_id=member.area_id,
    )
