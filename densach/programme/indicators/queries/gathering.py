"""What a reading gathers before it answers: who belongs to a scope on which days, and what many questions need.

Members with the same days are looked at together; everything that several figures need of the book, and of what was
said of capabilities, is noted first and then read at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from densach.facts import queries as facts
from densach.facts.queries import Wanted, Windowed
from densach.kernel.period import Period
from densach.programme.capabilities import queries as capabilities
from densach.programme.indicators.queries.territory import Member, Row


@dataclass(frozen=True)
class Roll:
    """The members of a scope, told apart by the days whose facts count: most of them have the same ones."""

    members: tuple[Member, ...]
    alike: Mapping[tuple[Period, ...], tuple[int, ...]]

    @classmethod
    def of(cls, members: tuple[Member, ...]) -> Roll:
        alike: dict[tuple[Period, ...], list[int]] = {}
        for one in members:
            alike.setdefault(one.windows, []).append(one.id)
        return cls(members, {windows: tuple(ids) for windows, ids in alike.items()})


@dataclass
class Candidates:
    """Whose facts of some days could count: all, those alive in them, and the same days' candidates together."""

    roll: Roll
    period: Period
    groups: Mapping[tuple[Period, ...], tuple[int, ...]]
    _due: dict[tuple[str, ...], dict[int, Member]] = field(default_factory=dict)

    @classmethod
    def of(cls, roll: Roll, period: Period, reached: bool) -> Candidates:
        groups: dict[tuple[Period, ...], tuple[int, ...]] = {}
        for windows, ids in roll.alike.items() if reached else ():
            if inside := tuple(part for window in windows if (part := window.overlap(period))):
                groups[inside] = (*groups.get(inside, ()), *ids)
        return cls(roll, period, groups)

    @cached_property
    def members(self) -> tuple[Member, ...]:
        known: dict[tuple[Period, ...], bool] = {
            windows: any(window.overlap(self.period) for window in windows) for windows in self.roll.alike
        }
        return tuple(one for one in self.roll.members if known[one.windows])

    @cached_property
    def alive(self) -> frozenset[int]:
        known: dict[tuple[Period, ...], bool] = {}
        for one in self.members:
            if one.alive not in known:
                known[one.alive] = one.alive_in(self.period)
        return frozenset(one.id for one in self.members if known[one.alive])

    def due(self, kinds: tuple[str, ...]) -> dict[int, Member]:
        """Those of these kinds alive in the days, by number: who should have told something."""
        if kinds not in self._due:
            self._due[kinds] = {
                one.id: one for one in self.members if one.kind in kinds and one.id in self.alive
            }
        return self._due[kinds]


@dataclass
class Together:
    """What many questions need, noted first and then read at once; shared by the readings of neighbouring days."""

    is_collecting: bool = False
    sums: defaultdict[str, Wanted] = field(default_factory=lambda: defaultdict(Wanted))
    answers: dict[tuple[int, date], set[int]] = field(default_factory=dict)
    stocks: dict[tuple[str, date], set[int]] = field(default_factory=dict)
    readings: dict[tuple[str, date], dict[int, int]] = field(default_factory=dict)
    rows: dict[tuple[int | None, int | None], list[Row]] = field(default_factory=dict)
    counted: Windowed = field(default_factory=lambda: Windowed({}))
    material: dict[int, capabilities.Material] = field(default_factory=dict)
    months: capabilities.Counted = field(default_factory=dict)

    def note_sums(self, measure: str, window: Period, ids: Sequence[int]) -> None:
        wanted = self.sums[measure]
        wanted.windows.add(window)
        wanted.organisations.update(ids)

    def note_whole(self, measure: str, window: Period, ids: Sequence[int]) -> None:
        """Of these only what they counted together is asked."""
        wanted = self.sums[measure]
        wanted.wholes.add(window)
        wanted.organisations.update(ids)

    def note_readings(self, measure: str, day: date, ids: Sequence[int]) -> None:
        self.stocks.setdefault((measure, day), set()).update(ids)

    def note_answers(self, capability: int, day: date, ids: Sequence[int]) -> None:
        self.answers.setdefault((capability, day), set()).update(ids)

    def read(self, until_fact: int | None, known_at: datetime | None) -> None:
        """Reads all that was noted; what rules look at is known only when they have been read."""
        if self.sums:
            self.counted = facts.read_windows(self.sums, until_fact)
        if self.stocks:
            self.readings = facts.readings_by_day(self.stocks, until_fact)
        if not self.answers:
            return
        every = set().union(*self.answers.values())
        self.material = capabilities.material_on(
            {capability for capability, _day in self.answers}, every, instants=known_at is not None
        )
        months: set[tuple[str, Period]] = set()
        asked: set[int] = set()
        for (capability, day), ids in self.answers.items():
            if found := self.material[capability].months_on(day, known_at):
                months |= found
                asked |= self._open(capability, day, ids, known_at)
        if months:
            self.months = capabilities.sums_of(months, asked, until_fact)

    def _open(self, capability: int, day: date, ids: set[int], known_at: datetime | None) -> set[int]:
        """Whom what was counted can still prove: not those whose own answer is verified, which holds before it."""
        said = capabilities.answers_among(
            self.material[capability], ids, day, capabilities.NOTHING_COUNTED, known_at
        )
        return {one for one in ids if one not in said or not said[one].verified}
