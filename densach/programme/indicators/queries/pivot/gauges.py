"""What a table can measure: the measures of the book, and the indicators that are shares, ratios or restricted sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from densach.facts import measures
from densach.facts.measures import Measure, UnknownMeasure
from densach.programme.indicators.models import Formula, Indicator
from densach.programme.indicators.queries.catalogue import catalogue
from densach.programme.indicators.rules_pivot import Nature, NothingToMeasure

FIRST: Final = "library.visits"
_SHARES: Final = {Formula.SHARE.value, Formula.STAGE.value, Formula.INSTITUTIONS.value}


@dataclass(frozen=True)
class Gauge:
    """One thing that a table shows. `measure` is read from the book, `indicator` is evaluated; `kinds` and `levels`
    narrow who counts (none: everyone that counts it).
    """

    code: str
    name: str
    unit: str
    nature: Nature
    measure: Measure | None = None
    indicator: Indicator | None = None
    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()


def gauges_of(codes: Sequence[str]) -> list[Gauge]:
    """In the order asked; without any the first measure of the book. Raises NothingToMeasure."""
    known: dict[str, Indicator] = {}
    if any(code not in measures.REGISTRY for code in codes):
        known = {one.code: one for one in catalogue()}
    return [_gauge(code, known) for code in codes or (FIRST,)]


def offered() -> tuple[list[Gauge], list[Gauge]]:
    """Measures of the book, and indicators that say more than a measure does."""
    counted = [_of_measure(one) for one in measures.REGISTRY.values()]
    return counted, [_of_indicator(one) for one in catalogue() if _says_more(one)]


def _says_more(indicator: Indicator) -> bool:
    return indicator.formula == Formula.RATIO or (
        indicator.formula in _SHARES and indicator.capability is not None
    )


def _gauge(code: str, known: dict[str, Indicator]) -> Gauge:
    try:
        return _of_measure(measures.get(code))
    except UnknownMeasure:
        indicator = known.get(code)
    if indicator is None or (indicator.formula in _SHARES and indicator.capability is None):
        raise NothingToMeasure(code=code)
    return _of_indicator(indicator)


def _of_measure(one: Measure) -> Gauge:
    return Gauge(one.code, one.name, one.unit, "flow" if one.is_flow else "stock", measure=one)


def _of_indicator(one: Indicator) -> Gauge:
    kinds, levels = tuple(one.kinds), tuple(one.levels)
    if one.formula in (Formula.TOTAL, Formula.AT_DATE):
        measure = measures.get(one.measure)
        nature: Nature = "flow" if measure.is_flow else "stock"
        return Gauge(one.code, one.name, one.unit, nature, measure, None, kinds, levels)
    nature = "share"
    if one.formula == Formula.RATIO and measures.get(one.over_measure).is_flow:
        nature = "ratio"
    return Gauge(one.code, one.name, one.unit, nature, None, one, kinds, levels)
