"""Key measures month by month: what has come together this year and the year before, against what is promised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from densach.kernel.period import Period
from densach.programme.indicators import queries as indicators
from densach.programme.indicators.rules import Value
from densach.programme.plans.queries import READ_AS, JudgedTarget
from densach.ui.charts import Chart, Series, line_chart
from densach.ui.figures import language
from densach.workspace.leader.naming import subject_of

_KINDS: Final = frozenset({"count_per_year", "range_per_year", "at_least", "growth_avg"})
_MOST: Final = 4
_MONTHS: Final = 12


@dataclass(frozen=True)
class Trend:
    """One small drawing: `number` is the target whose page it opens."""

    number: int
    status: str
    chart: Chart


def trends_of(rows: Iterable[JudgedTarget], on: date) -> list[Trend]:
    """Up to four yearly sums of the plan, each measure once, the largest first; all read together."""
    shown = _key(rows)
    months = [Period.month(year, month) for year in (on.year - 1, on.year) for month in range(1, _MONTHS + 1)]
    asked = [
        (row.target.indicator, row.scope, period)
        for row in shown
        if row.target.indicator is not None
        for period in months
    ]
    values = indicators.evaluate_all(asked, on, as_=READ_AS)
    return [
        Trend(
            row.target.pk,
            row.status.value,
            _chart(row, values[place * 2 * _MONTHS : (place + 1) * 2 * _MONTHS], on),
        )
        for place, row in enumerate(shown)
    ]


def _key(rows: Iterable[JudgedTarget]) -> list[JudgedTarget]:
    """Sums only: what each institution owes is no line to be drawn."""
    found: dict[str, JudgedTarget] = {}
    for row in rows:
        indicator = row.target.indicator
        if indicator is None or row.value is None or row.target.per == "each":
            continue
        if row.target.kind in _KINDS and indicator.formula == "total":
            known = found.get(indicator.measure)
            if known is None or _size(row) > _size(known):
                found[indicator.measure] = row
    return sorted(found.values(), key=_size, reverse=True)[:_MOST]


def _size(row: JudgedTarget) -> Fraction:
    return row.verdict.actual if row.verdict.actual is not None else Fraction(0)


def _chart(row: JudgedTarget, values: Sequence[Value], on: date) -> Chart:
    """Sums from January on; months to come stay empty."""
    lang = language()
    labels = [f"T{month}" if lang == "vi" else str(month) for month in range(1, _MONTHS + 1)]
    before, now = _running(values[:_MONTHS], on), _running(values[_MONTHS:], on)
    series = [
        Series(_begun(_("%(year)d so far") % {"year": on.year}, now), now),
        Series(_begun(str(on.year - 1), before), before),
    ]
    target = row.target.value_min if row.target.kind != "growth_avg" else None
    unit = row.target.indicator.unit if row.target.indicator else ""
    promised = Fraction(target) if target is not None else None
    return line_chart(subject_of(row), labels, series, unit=unit, lang=lang, target=promised)


def _begun(label: str, sums: Sequence[int | None]) -> str:
    """The year; one whose first months have no figures says from which month on its line is added up."""
    first = next((month for month, sum_ in enumerate(sums, 1) if sum_ is not None), 1)
    return (
        label
        if first == 1
        else _("%(year)s (figures from month %(month)d)") % {"year": label, "month": first}
    )


def _running(values: Sequence[Value], on: date) -> list[int | None]:
    told: list[int | None] = []
    sum_: int | None = None
    for value in values:
        if value.period is None or value.period.start > on:
            told.append(None)
            continue
        if value.numerator is not None:
            sum_ = (sum_ or 0) + value.numerator
        told.append(sum_)
    return told
