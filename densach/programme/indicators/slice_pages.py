"""Slices of a figure in words: labels, shares of the whole, a chart and rows for a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from densach.facts.measures import DIMENSION_WORDS, VALUE_WORDS
from densach.kernel.collation import sort_key
from densach.kernel.numbers import format_percent
from densach.organisations import queries as organisations
from densach.programme.indicators import pages
from densach.programme.indicators.models import Indicator, PriorityKind
from densach.programme.indicators.queries.slices import BY_UNIT, OTHER, UNKNOWN, Slice, Sliced
from densach.programme.indicators.rules import Question
from densach.ui.charts import Chart, Point, rank_chart
from densach.ui.figures import language

MOST_DRAWN = 24


@dataclass(frozen=True)
class SliceLine:
    """One slice; `share` is its part of the whole, empty where it is a share already."""

    label: str
    text: str
    share: str
    units: int | None
    unknown: int
    of_which: bool
    slice: Slice


def dimension_words(name: str) -> str:
    """What an indicator is taken apart by, in words."""
    known = {
        "area": _("Place"),
        "kind": _("Kind of institution"),
        "level": _("Level"),
        "priority": _("Priority places"),
    }
    return known[name] if name in BY_UNIT else _(DIMENSION_WORDS[name])


def lines_of(indicator: Indicator, told: Sliced, by: str, question: Question) -> list[SliceLine]:
    """The slices in the order of the alphabet for places, else as they are kept; what is unknown last."""
    names = _names(told, by, question)
    whole = told.whole.numerator
    lines = [
        SliceLine(
            names.get(one.key, one.key),
            pages.figure_text(indicator, one.numerator, one.denominator),
            _share(indicator, one, whole),
            one.units,
            one.unknown,
            one.of_which,
            one,
        )
        for one in told.slices
    ]
    return sorted(lines, key=lambda line: sort_key(line.label)) if by == "area" else lines


def _share(indicator: Indicator, one: Slice, whole: int | None) -> str:
    if indicator.formula in pages.SHARES or not whole or one.numerator is None:
        return ""
    return format_percent(Fraction(one.numerator, whole), language())


def _names(told: Sliced, by: str, question: Question) -> dict[str, str]:
    keys = [one.key for one in told.slices]
    if by == "area":
        found = organisations.area_names([int(key) for key in keys], question.on)
        return {str(key): name for key, name in found.items()}
    if by == "kind":
        return {key: pages.kind_words([key]) for key in keys}
    if by == "level":
        return {key: pages.level_words([key]) for key in keys}
    if by == "priority":
        lists = {kind.value: str(kind.label) for kind in PriorityKind}
        return {**lists, "listed": _("on a list of priority places"), OTHER: _("on no list")}
    return {**{key: _(VALUE_WORDS[key]) for key in keys if key in VALUE_WORDS}, UNKNOWN: _("not told apart")}


def chart_of(indicator: Indicator, lines: Sequence[SliceLine]) -> Chart | None:
    """Lying bars, the largest first; nothing where no slice has a figure."""
    percent = indicator.formula in pages.SHARES
    points = [Point(line.label, _height(line.slice, percent)) for line in lines if not line.of_which]
    known = sorted(
        (one for one in points if one.value is not None), key=lambda one: -Fraction(one.value or 0)
    )
    if not known:
        return None
    unit = "%" if percent else indicator.unit
    return rank_chart(indicator.name, known[:MOST_DRAWN], unit=unit, lang=language())


def _height(one: Slice, percent: bool) -> Fraction | None:
    if one.numerator is None:
        return None
    if one.denominator:
        return Fraction(one.numerator, one.denominator) * (100 if percent else 1)
    return None if percent else Fraction(one.numerator)


def export(indicator: Indicator, lines: Sequence[SliceLine], by: str) -> tuple[list[str], list[list[object]]]:
    """Head and rows of the same table for a workbook."""
    head = [
        dimension_words(by),
        _("Figure"),
        _("Of"),
        _("Institutions"),
        _("Not answered"),
        _("Part of the whole"),
    ]
    rows: list[list[object]] = [
        [
            line.label,
            line.slice.numerator,
            line.slice.denominator,
            line.units,
            line.unknown,
            line.share,
        ]
        for line in lines
    ]
    return head, rows
