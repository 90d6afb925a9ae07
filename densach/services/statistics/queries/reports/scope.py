"""What a report is asked for and what it gives: a table with its drawing. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils.functional import Promise

from densach.kernel.period import Period
from densach.ui.charts import Chart

Words = str | Promise
Cell = str | int | float | date | None
MOST_SHOWN: Final = 50
MOST_TAKEN: Final = 5000


@dataclass(frozen=True)
class Scope:
    """Which libraries, which days, as of which day, in which language; `whole`: not only the first fifty rows."""

    ids: Collection[int]
    period: Period
    on: date
    lang: str = "vi"
    whole: bool = False

    @property
    def most(self) -> int:
        return MOST_TAKEN if self.whole else MOST_SHOWN


@dataclass(frozen=True)
class Result:
    """Rows under a head; `told` says of how many, and what is left out. Numbers stand in columns from `number_from`."""

    head: Sequence[Words]
    rows: Sequence[Sequence[Cell]]
    told: str = ""
    chart: Chart | None = None
    number_from: int = 1
    more: int = 0


@dataclass(frozen=True)
class Report:
    """One report of the page; `dated`: it looks at a period, else at today."""

    slug: str
    group: str
    title: Words
    lead: Words
    build: Callable[[Scope], Result] = field(repr=False)
    dated: bool = True
