"""What must be said beside a figure so that it misleads nobody: what it is made of, and what it lacks.

A paper is Vietnamese, a screen may be English: `lang`. The paper, the screens and the page of a line all take these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from densach.kernel.dates import format_date
from densach.kernel.numbers import format_number
from densach.kernel.period import Period
from densach.programme.reports.models import Shape
from densach.programme.reports.rules.figures import NO_FIGURE, Sum, actual_text

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "vi": {
        "growth": "{now} so với {before} cùng kỳ",
        "all": "cả hệ thống {total}",
        "own": "cộng {total}",
        "none_before": "{now}; chưa có số liệu cùng kỳ năm {year} để so sánh",
        "not_alike": "{now} đến {day}; {period}: {whole}, không tách được cùng kỳ để so sánh",
        "estimate": "ước cả năm {value}",
        "provisional": "tạm tính",
        "unknown": "{count} đơn vị chưa có số liệu",
        "untied": "chưa gắn với chỉ tiêu thống kê",
    },
    "en": {
        "growth": "{now} against {before} a year before",
        "all": "{total} in the whole system",
        "own": "{total} together",
        "none_before": "{now}; no figure for the same days of {year} to compare with",
        "not_alike": "{now} by {day}; {period}: {whole}, not known for the same days",
        "estimate": "whole year est. {value}",
        "provisional": "provisional",
        "unknown": "without a figure: {count}",
        "untied": "tied to no indicator",
    },
}


@dataclass(frozen=True)
class Beside:
    """What is known of a figure besides its numerator and denominator.

    `unit` of the count, `until` the last day counted, `whole` whether it is the whole territory's. Where the year
    before is known only to a later day than the same one, `base` is what it counted in `base_days`.
    """

    unit: str = ""
    until: date | None = None
    whole: bool = True
    base_days: Period | None = None
    base: int | None = None


def makeup_text(shape: str, figure: Sum, lang: str = "vi", beside: Beside | None = None) -> str:
    """What a figure is made of: "31/124", "42.310 so với 37.600 cùng kỳ"; empty for plain numbers."""
    told = beside or Beside()
    if shape == Shape.GROWTH:
        return _growth_text(figure, lang, told)
    if shape == Shape.EACH:
        return _together(figure, lang, told)
    if shape != Shape.SHARE or figure.denominator is None or actual_text(shape, figure) == NO_FIGURE:
        return ""
    return f"{_number(figure.numerator, lang)}/{_number(figure.denominator, lang)}"


def _together(figure: Sum, lang: str, beside: Beside) -> str:
    if figure.total is None:
        return ""
    total = _amount(figure.total, beside.unit, lang)
    return _WORDS[lang]["all" if beside.whole else "own"].format(total=total)


def _growth_text(figure: Sum, lang: str, beside: Beside) -> str:
    if figure.numerator is None:
        return ""
    words = _WORDS[lang]
    now = _number(figure.numerator, lang)
    if beside.base_days is not None:
        return words["not_alike"].format(
            now=now,
            day=format_date(beside.until, lang) if beside.until else "",
            period=beside.base_days.label(lang),
            whole=_number(beside.base, lang),
        )
    if not figure.denominator:
        year = beside.until.year - 1 if beside.until else ""
        return words["none_before"].format(now=now, year=year)
    return words["growth"].format(now=now, before=_number(figure.denominator, lang))


def estimate_text(value: int | None, lang: str = "vi") -> str:
    return "" if value is None else _WORDS[lang]["estimate"].format(value=_number(value, lang))


def unknown_text(count: int, lang: str = "vi") -> str:
    return _WORDS[lang]["unknown"].format(count=_number(count, lang)) if count else ""


def provisional_text(lang: str = "vi") -> str:
    return _WORDS[lang]["provisional"]


def untied_text(lang: str = "vi") -> str:
    """Of a target that no indicator measures."""
    return _WORDS[lang]["untied"]


def _amount(value: int, unit: str, lang: str) -> str:
    return f"{_number(value, lang)} {unit}".strip()


def _number(value: int | None, lang: str) -> str:
    return NO_FIGURE if value is None else format_number(value, lang)
