"""A plan on a day as plain values: judged once, then kept until somebody acts or counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from django.core.cache import cache
from django.urls import reverse

from densach.journal import queries as journal
from densach.organisations import queries as organisations
from densach.programme.indicators import queries as indicators
from densach.programme.plans import queries as plans
from densach.programme.plans.queries import JudgedTarget
from densach.ui.figures import UNKNOWN, language
from densach.ui.status import STATUSES
from densach.workspace.leader.areas import Subject, subjects_of
from densach.workspace.leader.moves import Move, expected_text, moves
from densach.workspace.leader.naming import as_adjusted, subject_of
from densach.workspace.leader.trends import Trend, trends_of

AsWhen = Literal["was", "now"]
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Line:
    """A target as the page lists it."""

    number: int
    subject: str
    group: str
    status: str
    provisional: bool
    planned: str
    reached: str
    expected: str
    when: str
    url: str
    evidence_url: str


@dataclass(frozen=True)
class GroupLine:
    """A field of the programme: how many of its targets stand how, in the order of STATUSES."""

    code: str
    label: str
    tally: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.tally.values())

    @property
    def counts(self) -> list[tuple[str, int]]:
        return [(status, self.tally.get(status, 0)) for status in STATUSES]


@dataclass(frozen=True)
class Overview:
    """Everything of the page that is the same for whoever may see the plan."""

    code: str
    title: str
    territory_id: int
    territory: str
    on: date
    since: date
    tally: dict[str, int]
    earlier: dict[str, int]
    groups: tuple[GroupLine, ...]
    lines: tuple[Line, ...]
    changed: tuple[Move, ...]
    nudged: tuple[Move, ...]
    subjects: tuple[Subject, ...]
    trends: tuple[Trend, ...]

    @property
    def total(self) -> int:
        return sum(self.tally.values())

    @property
    def well(self) -> int:
        """How many are reached or on their way."""
        return self.tally.get("achieved", 0) + self.tally.get("on_track", 0)

    @property
    def worst(self) -> list[Line]:
        """Targets that ask for something to be done: off track, then at risk."""
        order = ("off_track", "at_risk")
        return sorted(
            (line for line in self.lines if line.status in order), key=lambda line: order.index(line.status)
        )

    def of(self, status: str, group: str = "") -> list[Line]:
        """The targets of a status, of one field where it is named."""
        return [line for line in self.lines if line.status == status and group in ("", line.group)]


def kept(key: str, find: Callable[[], Kept]) -> Kept:
    """What was found before, while nobody has acted or counted since, in the language of the reply."""
    marked = f"workspace.leader.{key}.{language()}.{journal.state()}.{indicators.book_mark()}"
    found: Kept | None = cache.get(marked)
    if found is None:
        found = find()
        cache.set(marked, found)
    return found


def overview_of(code: str, on: date, since: date, as_: AsWhen = "was") -> Overview:
    """The plan as of `on`, compared with `since`, in the language of the reply; for whoever checked access already."""
    return kept(f"plan.{code}.{on}.{since}.{as_}", lambda: _overview(code, on, since, as_))


def _overview(code: str, on: date, since: date, as_: AsWhen) -> Overview:
    plan = plans.by_code(code)
    rows, earlier = as_adjusted(plans.judged_today(plan, on, as_)), plans.judged(plan, since, as_)
    changed, nudged = moves(earlier, rows)
    territory = plans.territory_of(plan, on, as_)
    groups = tuple(GroupLine(one.code, one.label, plans.tally(one.targets)) for one in plans.groups(rows))
    return Overview(
        code=plan.code,
        title=plan.title,
        territory_id=territory,
        territory=organisations.area_name(territory, on),
        on=on,
        since=since,
        tally=plans.tally(rows),
        earlier=plans.tally(earlier),
        groups=groups,
        lines=tuple(_lines(code, rows)),
        changed=tuple(changed),
        nudged=tuple(nudged),
        subjects=tuple(subjects_of(rows)),
        trends=tuple(trends_of(rows, on)),
    )


def _lines(code: str, rows: Sequence[JudgedTarget]) -> list[Line]:
    return [
        Line(
            number=row.target.pk,
            subject=subject_of(row),
            group=row.group,
            status=row.status.value,
            provisional=row.verdict.provisional,
            planned=row.planned_text,
            reached=row.actual_text or UNKNOWN,
            expected=expected_text(row),
            when=row.when_text,
            url=reverse("plans:target", args=[code, row.target.pk]),
            evidence_url=row.evidence_url,
        )
        for row in rows
    ]
