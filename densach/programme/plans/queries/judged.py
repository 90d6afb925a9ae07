"""A target that was judged: its verdict and figure, with words and addresses made when somebody asks for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from densach.kernel.period import Period
from densach.programme.indicators.models import IndicatorGroup
from densach.programme.indicators.rules import Scope, Value
from densach.programme.plans.models import Target
from densach.programme.plans.queries.fates import Standing
from densach.programme.plans.queries.figures import evidence_url
from densach.programme.plans.queries.review import target_values
from densach.programme.plans.queries.telling import actual_text, unit_text
from densach.programme.plans.rules.figures import planned_text, when_text
from densach.programme.plans.status import Inputs, Status, Verdict
from densach.ui.figures import language

_GROUP_OF_PREFIX = {
    "thu_vien": IndicatorGroup.LIBRARY,
    "diem_": IndicatorGroup.LIBRARY,
    "bao_tang": IndicatorGroup.MUSEUM,
    "nha_luu_niem": IndicatorGroup.MUSEUM,
    "nha_truyen_thong": IndicatorGroup.MUSEUM,
    "trung_tam": IndicatorGroup.CULTURE,
    "thiet_che": IndicatorGroup.CULTURE,
    "nha_van_hoa": IndicatorGroup.CULTURE,
    "cau_lac_bo": IndicatorGroup.CULTURE,
}


@dataclass(frozen=True)
class JudgedTarget:
    """A target as it stands on a day.

    `value` and `period` are the figure that the verdict rests on. `inputs` is what the judge was told, `start` and
    `end` the target's term; `standing` is told where it outlived its territory or the level of its units, and `instead`
    where another target took its place and gives its figures. Texts and the address are made when they are asked for,
    in the language of that moment: most judged targets are only counted.
    """

    target: Target
    value: Value | None
    verdict: Verdict
    period: Period | None
    scope: Scope
    on: date
    inputs: Inputs | None = None
    start: date | None = None
    end: date | None = None
    standing: Standing | None = None
    until_fact: int | None = None
    known_at: datetime | None = None
    instead: JudgedTarget | None = None

    @property
    def status(self) -> Status:
        return self.verdict.status

    @property
    def planned_text(self) -> str:
        """What was promised."""
        return planned_text(target_values(self.target), language())

    @property
    def when_text(self) -> str:
        """By when, or in which years."""
        return when_text(target_values(self.target))

    @property
    def actual_text(self) -> str:
        """What was reached; empty where nothing is known."""
        if self.instead is not None:
            return self.instead.actual_text
        return actual_text(self.target, self.value, self.verdict, language())

    @property
    def unit_text(self) -> str:
        """What the figure is counted in."""
        return unit_text(self.instead.target if self.instead else self.target)

    @property
    def group(self) -> str:
        """The field of the programme."""
        return group_of(self.target)

    @property
    def evidence_url(self) -> str:
        """The page that opens what made the figure; empty where there is none."""
        indicator = (self.instead or self).target.indicator
        if self.value is None or self.period is None or indicator is None:
            return ""
        period = self.value.period or self.period
        return evidence_url(indicator, self.scope, period, self.on, self.until_fact, self.known_at)

    @property
    def is_counted(self) -> bool:
        """Whether it counts among the targets of its plan: not once it was ended, or replaced by another one."""
        return self.standing is None or self.standing.is_counted


@dataclass(frozen=True)
class Group:
    """The targets of one field of the programme, in the order of the paper."""

    code: str
    label: str
    targets: tuple[JudgedTarget, ...]


def groups(rows: Iterable[JudgedTarget]) -> list[Group]:
    """The judged targets by field, in the catalogue's order of fields; empty fields are left out."""
    found: dict[str, list[JudgedTarget]] = {code: [] for code in IndicatorGroup.values}
    for row in rows:
        found[row.group].append(row)
    return [Group(code, str(IndicatorGroup(code).label), tuple(rows)) for code, rows in found.items() if rows]


def tally(rows: Iterable[JudgedTarget]) -> dict[str, int]:
    """How many targets have each status, all statuses named; those ended or replaced count no more."""
    found = {status.value: 0 for status in Status}
    for row in rows:
        if row.is_counted:
            found[row.status.value] += 1
    return found


def group_of(target: Target) -> str:
    """The field of a target: its indicator's, else that of the institutions it names."""
    if target.indicator is not None:
        return target.indicator.group
    for code in target.institution_types:
        for prefix, group in _GROUP_OF_PREFIX.items():
            if code.startswith(prefix):
                return group.value
    return IndicatorGroup.PROGRAMME.value
