"""The marks of a round as a sheet: who judges what, what is missing, and the ballots that are ranked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from densach.services.contests.models import (
    Conflict,
    Criterion,
    Entry,
    EntryState,
    Judge,
    Round,
    Score,
    ScoreChange,
)
from densach.services.contests.rules.ranking import Terms, Weighed


@dataclass(frozen=True)
class Gap:
    """A mark that is not there."""

    judge: Judge
    entry: Entry
    criterion: Criterion


@dataclass(frozen=True)
class Sheet:
    """All of a round's marks. `against`: (judge, entry) → why the judge may not score it. Only for who competes."""

    round: Round
    criteria: list[Criterion]
    judges: list[Judge]
    entries: list[Entry]
    against: Mapping[tuple[int, int], str]
    marks: Mapping[tuple[int, int, int], Decimal] = field(repr=False)

    @cached_property
    def terms(self) -> Terms:
        head = next((one.pk for one in self.judges if one.head), None)
        known = {one.pk for one in self.criteria}
        return Terms(
            criteria=tuple(Weighed(one.pk, one.weight) for one in self.criteria),
            drops=self.round.drops,
            tie_by=tuple(key for key in self.round.tie_by if key in known),
            head=head,
        )

    @cached_property
    def ballots(self) -> dict[int, dict[int, dict[int, Decimal]]]:
        """Entry → judge → criterion → mark; only whole ballots of judges without conflict."""
        found: dict[int, dict[int, dict[int, Decimal]]] = {}
        for entry in self.entries:
            for judge in self.judges:
                told = self.ballot(entry, judge)
                if (judge.pk, entry.pk) not in self.against and len(told) == len(self.criteria):
                    found.setdefault(entry.pk, {})[judge.pk] = told
        return found

    def ballot(self, entry: Entry, judge: Judge) -> dict[int, Decimal]:
        """Criterion → mark, as far as given."""
        return {
            one.pk: mark
            for one in self.criteria
            if (mark := self.marks.get((entry.pk, judge.pk, one.pk))) is not None
        }

    @cached_property
    def missing(self) -> list[Gap]:
        return [
            Gap(judge, entry, criterion)
            for judge in self.judges
            for entry in self.entries
            if (judge.pk, entry.pk) not in self.against
            for criterion in self.criteria
            if (entry.pk, judge.pk, criterion.pk) not in self.marks
        ]

    @cached_property
    def unjudged(self) -> list[Entry]:
        """Entries that all judges are in conflict with."""
        return [
            entry
            for entry in self.entries
            if all((judge.pk, entry.pk) in self.against for judge in self.judges)
        ]

    @property
    def expected(self) -> int:
        """How many marks make the sheet whole."""
        seats = len(self.judges) * len(self.entries) - len(self.against)
        return seats * len(self.criteria)

    @property
    def given(self) -> int:
        return self.expected - len(self.missing)

    def done_by(self, judge: Judge) -> tuple[int, int]:
        """How many entries the judge has scored whole, of how many."""
        mine = [one for one in self.entries if (judge.pk, one.pk) not in self.against]
        return sum(len(self.ballot(one, judge)) == len(self.criteria) for one in mine), len(mine)


def sheet_of(round_: Round, judge: Judge | None = None) -> Sheet:
    """The sheet of all judges who sit, or of one alone. Five queries for any number of marks."""
    judges = [judge] if judge is not None else sitting(round_)
    entries = list(
        round_.entries.filter(state=EntryState.ENTERED).select_related("organisation").order_by("number")
    )
    keys, seats = {one.pk for one in entries}, {one.pk for one in judges}
    conflicts = Conflict.objects.filter(judge__in=seats).values_list("judge_id", "entry_id", "why")
    scores = Score.objects.filter(judge__in=seats).values_list(
        "entry_id", "judge_id", "criterion_id", "value"
    )
    return Sheet(
        round=round_,
        criteria=criteria_of(round_),
        judges=judges,
        entries=entries,
        against={(one, entry): why for one, entry, why in conflicts if entry in keys},
        marks={(entry, one, criterion): value for entry, one, criterion, value in scores if entry in keys},
    )


def criteria_of(round_: Round) -> list[Criterion]:
    return list(round_.criteria.order_by("position", "pk"))


def sitting(round_: Round) -> list[Judge]:
    """The jury: its head first, the others as they were seated."""
    rows = round_.judges.filter(removed_at__isnull=True).select_related("user")
    return list(rows.order_by("-head", "pk"))


def all_judges(round_: Round) -> list[Judge]:
    """Those who left too, last."""
    rows = round_.judges.select_related("user")
    return sorted(rows.order_by("-head", "pk"), key=lambda one: one.removed_at is not None)


def conflicts_of(round_: Round) -> list[Conflict]:
    rows = Conflict.objects.filter(judge__round=round_).select_related("judge", "entry")
    return list(rows.order_by("entry__number", "judge__pk"))


def seats_of(user_id: int | None) -> list[Judge]:
    """The juries in which an account sits, newest first."""
    if user_id is None:
        return []
    rows = Judge.objects.filter(user=user_id, removed_at__isnull=True)
    return list(rows.select_related("round__contest", "round__organisation").order_by("-pk")[:100])


def changes_of(entry: Entry) -> list[ScoreChange]:
    """Marks that were changed, newest first."""
    rows = ScoreChange.objects.filter(score__entry=entry).select_related("score__judge", "score__criterion")
    return list(rows.order_by("-pk"))
