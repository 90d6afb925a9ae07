"""What a target wants, and what was reached, in words and figures of a language."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from densach.kernel.numbers import format_number
from densach.kernel.vietnamese import fold
from densach.programme.plans.rules.values import TargetValues
from densach.programme.plans.rules.vocabulary import STANDING

NO_BREAK = "\u00a0"


def planned_text(values: TargetValues, lang: str) -> str:
    """The wanted value: "70%", "77/85", "8.000–9.000 lượt/năm", "ít nhất 5 cuộc/năm", "1 lần trong 2 năm"."""
    if values.kind == "ratio":
        return f"{_number(values.value_min, lang)}/{_number(values.value_max, lang)}"
    if values.kind in {"pct_institutions", "pct_coverage"}:
        return f"{_range(values, lang)}%"
    if values.kind == "growth_avg":
        return _("%(percent)s%% a year") % {"percent": _range(values, lang)}
    if values.kind == "cadence":
        return _cadence(values, lang)
    if values.kind == "capability":
        return (
            _("to have") if values.value_min in (None, 1) else _with_unit(_range(values, lang), values.unit)
        )
    if values.kind == "continuous":
        return _("all the time")
    text = _with_unit(_range(values, lang), values.unit)
    if values.kind == "at_least":
        text = _("at least %(value)s") % {"value": text}
    # "200 bản/năm/thư viện" says already that it is meant for each.
    told = unit_together(values.unit, values.per) != values.unit
    return _("%(value)s each") % {"value": text} if values.per == "each" and not told else text


def when_text(values: TargetValues) -> str:
    """The years of a target: "2019", "2019–2020", "đến năm 2025"."""
    first, last = values.year_from, values.year_to or values.milestone
    if last and (values.kind in STANDING or not first):
        return _("by %(year)s") % {"year": last}
    if first and last:
        return str(first) if first == last else f"{first}–{last}"
    return _("from %(year)s") % {"year": first} if first else ""


def unit_together(unit: str, per: str) -> str:
    """The unit of a sum over all of a target for each: "bản/năm" of "bản/năm/thư viện"."""
    before, _slash, last = unit.rpartition("/")
    return before if per == "each" and before and fold(last).strip() != "nam" else unit


def amount_text(value: Fraction | int | None, unit: str, lang: str) -> str:
    """A figure with its unit; nothing known is empty."""
    return "" if value is None else _with_unit(format_number(value, lang), unit)


def share_text(yes: int, whole: int, lang: str) -> str:
    """ "75% (6/8)": the share with what it is made of."""
    if not whole:
        return ""
    percent = format_number(Fraction(yes * 100, whole), lang, 1).rstrip("0").rstrip(",.")
    return f"{percent}% ({format_number(yes, lang)}/{format_number(whole, lang)})"


def _range(values: TargetValues, lang: str) -> str:
    low, high = values.value_min, values.value_max
    if low is None or high is None or low == high:
        return _number(low if low is not None else high, lang)
    return f"{_number(low, lang)}–{_number(high, lang)}"


def _number(value: Decimal | None, lang: str) -> str:
    return "…" if value is None else format_number(value, lang)


def _with_unit(text: str, unit: str) -> str:
    return f"{text}{NO_BREAK}{unit}" if unit else text


def _cadence(values: TargetValues, lang: str) -> str:
    years = values.every_years or 1
    times = _number(values.value_min or Decimal(1), lang)
    if years == 1:
        return _("%(times)s× a year") % {"times": times}
    said = ngettext("%(times)s× in %(years)s year", "%(times)s× in %(years)s years", years)
    return said % {"times": times, "years": years}
