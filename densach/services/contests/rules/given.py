"""What a person types of a contest, a round, an entry, a judge, a prize; and the checks that ask no table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Final

from densach.files.actions import Upload
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations.models import Organisation
from densach.people.models import Person
from densach.services.activities.models import ActivityKind, Group, Venue
from densach.services.contests.models import EntryKind
from densach.services.contests.rules.refusals import (
    DaysBackwards,
    MarksOutOfReach,
    TitleNeeded,
    TwiceNamed,
)

# So that the largest total fits its column: 20 criteria of 100 points, weighed a hundred times.
MOST_CRITERIA: Final = 20
MOST_MARK: Final = Decimal(100)
MOST_WEIGHT: Final = Decimal(100)


@dataclass(frozen=True)
class ContestData:
    title: str
    year: int
    kind: ActivityKind
    theme: str = ""
    rules: str = ""
    entry_kinds: tuple[str, ...] = tuple(EntryKind.values)
    paper_number: str = ""
    public: bool = True
    upload: Upload | None = None


@dataclass(frozen=True)
class RoundData:
    """Entries come from `opens` to `closes`; it is held on a day from a clock time to another, at a place or room."""

    name: str
    opens: date
    closes: date
    held_on: date | None = None
    starts: time = time(8, 0)
    ends: time = time(11, 0)
    place: str = ""
    venue: Venue | None = None
    promotes: int = 0
    drops: bool = False
    tie_by: tuple[int, ...] = ()


@dataclass(frozen=True)
class CriterionData:
    name: str
    most: Decimal = Decimal(10)
    weight: Decimal = Decimal(1)


@dataclass(frozen=True)
class PrizeData:
    name: str
    number: int = 1
    amount: int = 0


@dataclass(frozen=True)
class JudgeData:
    """`email`: of the account with which they score themselves; without one the secretary enters their sheet."""

    name: str
    about: str = ""
    email: str = ""
    head: bool = False


@dataclass(frozen=True)
class EntryData:
    """`named`: the person, or who answers for the child, agrees that the name is published with the result."""

    kind: str
    name: str
    title: str = ""
    genre: str = ""
    person: Person | None = None
    group: Group | None = None
    organisation: Organisation | None = None
    members: int = 1
    named: bool = False
    upload: Upload | None = None


def need_name(text: str) -> str:
    """The text cleaned. Raises TitleNeeded."""
    found = " ".join(clean_text(text).split())
    if not found:
        raise TitleNeeded
    return found


def check_days(data: RoundData) -> None:
    """Raises DaysBackwards."""
    if data.closes < data.opens:
        raise DaysBackwards(first=data.opens, last=data.closes)
    if data.held_on is not None and data.held_on < data.opens:
        raise DaysBackwards(first=data.opens, last=data.held_on)


def once(names: Iterable[str]) -> None:
    """Raises TwiceNamed; letter case and accents tell no two names apart."""
    seen: set[str] = set()
    for name in names:
        if fold(name) in seen:
            raise TwiceNamed(name=name)
        seen.add(fold(name))


def check_criteria(criteria: Sequence[CriterionData]) -> list[CriterionData]:
    """Cleaned. Raises TitleNeeded, TwiceNamed, MarksOutOfReach."""
    found = [CriterionData(need_name(one.name)[:150], one.most, one.weight) for one in criteria]
    once(one.name for one in found)
    for place, one in enumerate(found):
        within = 0 < one.most <= MOST_MARK and 0 < one.weight <= MOST_WEIGHT
        if not within or place >= MOST_CRITERIA:
            raise MarksOutOfReach(name=one.name, most=int(MOST_MARK), criteria=MOST_CRITERIA)
    return found
