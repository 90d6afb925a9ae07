"""How a figure is taken, added and read: which days it covers, what it is worth against the plan, how it prints.

A figure is a numerator and, where it is a percentage, a ratio or a growth, a denominator. Sums add numerators and
denominators apart; nothing here ever adds percentages. A paper is Vietnamese, a screen may be English: `lang`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, Protocol

from densach.kernel.numbers import format_number, format_percent
from densach.kernel.period import Period
from densach.programme.reports.models import Shape

# Kinds of target that look at a state on a day, not at a year's sum: their year is the one they end in.
_STANDING: Final = frozenset(
    {
        "pct_institutions",
        "pct_coverage",
        "ratio",
        "capability",
        "at_least",
        "count_total",
        "range_total",
        "money",
    }
)
# Kinds that add up from the beginning of their term, not from the beginning of the year.
_WHOLE_TERM: Final = frozenset({"count_total", "range_total", "money"})
# Kinds whose value is asked of a count; a percentage cannot be held against it.
_COUNTED: Final = frozenset(
    {"count_per_year", "range_per_year", "count_total", "range_total", "at_least", "money"}
)
_WHOLE_PLAN: Final = {"vi": "chỉ tiêu chung của kế hoạch", "en": "target of the whole plan"}
_PER_YEAR: Final = {"vi": "/năm", "en": " a year"}
_TWO: Final = 2
NO_FIGURE: Final = "–"
_YES_NO: Final = {
    "vi": ("Đạt", "Chưa đạt", "Chưa trả lời"),
    "en": ("Reached", "Not reached", "Not answered"),
}


class Asked(Protocol):
    """What of a target decides how its figure is taken and how its plan prints."""

    kind: str
    per: str
    value_min: Decimal | None
    value_max: Decimal | None
    unit: str
    every_years: int | None
    year_from: int | None
    year_to: int | None
    milestone: int | None


@dataclass(frozen=True)
class Sum:
    """Numerator, denominator and how many institutions have not answered; None where nobody has.

    Where units that reached their minimum are counted, `total` is what they all counted together. `alike` is
    false where the year before is not known for the same days: such a growth has no percentage.
    """

    numerator: int | None = None
    denominator: int | None = None
    unknown: int = 0
    total: int | None = None
    alike: bool = True


def total(parts: Iterable[Sum]) -> Sum:
    """The parts added up, each column for itself; a column that nobody answered stays None."""
    listed = list(parts)
    return Sum(
        numerator=_added(part.numerator for part in listed),
        denominator=_added(part.denominator for part in listed),
        unknown=sum(part.unknown for part in listed),
        total=_added(part.total for part in listed),
        alike=all(part.alike for part in listed),
    )


def _added(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def shape_of(target: Asked, formula: str, units: int = 1) -> Shape:
    """How the target's figure is read; `formula` is the indicator's, empty where none is tied; `units` are asked.

    What each of several units owes is read by how many have reached it, never by their sum.
    """
    if target.kind == "growth_avg":
        return Shape.GROWTH
    if target.kind == "capability":
        return Shape.ANSWER
    if target.kind == "ratio":
        return Shape.RATIO
    by_answer = formula in {"share", "institutions", "stage"}
    if target.kind == "cadence" and formula != "ratio":
        return Shape.EACH if by_answer or units > 1 else Shape.ACTS
    if target.kind in {"pct_institutions", "pct_coverage"} or formula in {"share", "ratio"}:
        return Shape.SHARE
    if target.per == "each" and target.kind in _COUNTED and target.value_min and units > 1:
        return Shape.EACH
    return Shape.NUMBER


def owed_by_each(target: Asked) -> Decimal:
    """What one unit must count to have reached the target."""
    return target.value_min or Decimal(1)


def unit_sum(target: Asked, counted: Sum) -> Sum:
    """A unit's own count as one of N: whether it has reached what each of them owes."""
    if counted.numerator is None:
        return Sum(0, 1, max(counted.unknown, 1))
    return Sum(int(counted.numerator >= owed_by_each(target)), 1, counted.unknown, counted.numerator)


def concerns(target: Asked, period: Period) -> bool:
    """Whether a report on the period still has this target to tell of."""
    last = target.milestone or target.year_to
    if last is not None and last < period.end.year:
        return False
    if target.kind in _STANDING or target.year_from is None:
        return True
    return target.year_from <= period.end.year


def days_of(target: Asked, period: Period, cutoff: date, plan_from: int) -> Period:
    """The days that the figure adds up: of the reported period, or of the whole term so far."""
    start = period.start
    years = target.every_years or 1
    if target.kind in _WHOLE_TERM:
        start = date(target.year_from or plan_from, 1, 1)
    elif target.kind == "cadence" and years > 1:
        first = target.year_from or plan_from
        passed = max(0, period.end.year - first) // years * years
        start = date(first + passed, 1, 1)
    return Period.between(min(start, cutoff), cutoff)


def year_before(days: Period) -> Period:
    """The same days a year earlier."""
    return Period.between(_back(days.start), _back(days.end))


def _back(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


def worth(shape: str, figure: Sum) -> Fraction | None:
    """The value that compares with the plan's: a count as it is, a percentage in percent."""
    if figure.numerator is None or not figure.alike:
        return None
    if shape in {Shape.NUMBER, Shape.ACTS}:
        return Fraction(figure.numerator)
    if not figure.denominator or _nobody(shape, figure):
        return None
    if shape == Shape.GROWTH:
        return Fraction(figure.numerator - figure.denominator, figure.denominator) * 100
    return Fraction(figure.numerator, figure.denominator) * 100


def _nobody(shape: str, figure: Sum) -> bool:
    """Whether a share of institutions has not one answer behind it."""
    return shape != Shape.GROWTH and bool(figure.denominator) and figure.unknown >= (figure.denominator or 0)


def planned_worth(target: Asked, shape: str = Shape.NUMBER) -> Decimal | None:
    """The plan's value in the same terms as `worth`; None where the plan names none that could be held against it."""
    if shape == Shape.EACH:
        return Decimal(100)
    if shape == Shape.SHARE and target.kind in _COUNTED and "%" not in target.unit:
        return None
    if target.kind in {"continuous", "cadence"}:
        return None if target.kind == "continuous" else (target.value_min or Decimal(1))
    if target.kind == "capability":
        return Decimal(100)
    if target.kind == "ratio" and target.value_min is not None and target.value_max:
        return (target.value_min / target.value_max * 100).quantize(Decimal("0.0001"))
    return target.value_min


def reached(shape: str, figure: Sum, planned: Decimal | None) -> Fraction | None:
    """Share of the plan that is reached; none for growth, answers and acts, where a share says nothing."""
    value = worth(shape, figure)
    if value is None or not planned or shape in {Shape.GROWTH, Shape.ANSWER, Shape.ACTS}:
        return None
    return value / Fraction(planned)


def reached_text(shape: str, figure: Sum, planned: Decimal | None, lang: str = "vi") -> str:
    """The share reached as it prints; of an act that must be done so many times, whether it was."""
    if shape == Shape.ACTS and figure.numerator is not None and planned:
        return _YES_NO[lang][0 if figure.numerator >= planned else 1]
    share = reached(shape, figure, planned)
    return NO_FIGURE if share is None else format_percent(share, lang)


def actual_text(shape: str, figure: Sum, lang: str = "vi") -> str:
    """The figure as it prints; a dash where nobody answered."""
    if shape == Shape.ANSWER:
        return _answer_text(figure, lang)
    if figure.numerator is None or _nobody(shape, figure):
        return NO_FIGURE
    if shape == Shape.RATIO and figure.denominator is not None:
        return f"{format_number(figure.numerator, lang)}/{format_number(figure.denominator, lang)}"
    if shape == Shape.EACH and figure.denominator is not None:
        upper, lower = format_number(figure.numerator, lang), format_number(figure.denominator, lang)
        return f"{upper}/{lower} đơn vị đạt" if lang == "vi" else f"{upper}/{lower} units reached it"
    if shape in {Shape.NUMBER, Shape.ACTS}:
        return format_number(figure.numerator, lang)
    value = worth(shape, figure)
    if value is None:
        return NO_FIGURE
    return ("+" if shape == Shape.GROWTH and value > 0 else "") + format_percent(value / 100, lang)


def _answer_text(figure: Sum, lang: str) -> str:
    words = _YES_NO[lang]
    if not figure.denominator or figure.unknown >= figure.denominator:
        return words[2]
    if figure.denominator == 1:
        return words[0] if figure.numerator else words[1]
    return f"{format_number(figure.numerator or 0, lang)}/{format_number(figure.denominator, lang)}"


def unit_reached_text(figure: Sum, lang: str = "vi") -> str:
    """Of one unit: whether it reached what each owes; of several, how many did."""
    if not figure.denominator or _nobody(Shape.EACH, figure):
        return NO_FIGURE
    return _answer_text(figure, lang)


def planned_text(target: Asked, lang: str = "vi", shape: str = Shape.NUMBER) -> str:
    """What the plan asks, short enough for a table: "70% (năm 2030)", "3–5", "77/85", "1 lần/2 năm".

    What each of several units owes names them: "ít nhất 200 bản/thư viện".
    """
    text = _asked_text(target, lang)
    if shape == Shape.EACH and target.kind in _COUNTED:
        text = f"{text} {each_unit(target.unit, lang)}"
    year = target.milestone if target.kind in _STANDING else None
    if not year:
        return text
    return f"{text} (năm {year})" if lang == "vi" else f"{text} (in {year})"


def _asked_text(target: Asked, lang: str) -> str:
    if target.kind == "capability":
        return "Đạt" if lang == "vi" else "Reached"
    if target.kind == "continuous":
        return "Thường xuyên" if lang == "vi" else "Continuous"
    low = _plain(target.value_min, lang)
    if target.kind == "cadence":
        return _cadence_text(low or "1", target.every_years or 1, lang)
    if not low:
        return NO_FIGURE
    high = _plain(target.value_max, lang)
    if target.kind == "ratio" and high:
        return f"{low}/{high}"
    if target.kind == "at_least" and high in {"", low}:
        return f"ít nhất {low}" if lang == "vi" else f"at least {low}"
    ranged = f"{low}–{high}" if high and high != low else low
    if target.kind == "growth_avg":
        return f"+{ranged}%{_PER_YEAR[lang]}"
    return f"{ranged}%" if target.kind in {"pct_institutions", "pct_coverage"} else ranged


def each_unit(unit: str, lang: str = "vi") -> str:
    """The unit of a target for each, without its year: "bản/thư viện" of "bản/năm/thư viện"."""
    words = [word.strip() for word in unit.split("/") if word.strip() and word.strip().lower() != "năm"]
    if len(words) < _TWO:
        words.append("đơn vị" if lang == "vi" else "unit")
    return "/".join(words)


def _cadence_text(times: str, years: int, lang: str) -> str:
    if lang == "vi":
        return f"{times} lần/năm" if years == 1 else f"{times} lần/{years} năm"
    return f"{times} a year" if years == 1 else f"{times} in {years} years"


def _plain(value: Decimal | None, lang: str) -> str:
    return "" if value is None else format_number(value, lang)


def whole_plan_text(lang: str = "vi") -> str:
    """What stands in the plan's column of a unit whose part of the target is not set apart."""
    return _WHOLE_PLAN[lang]


def unit_text(shape: str, indicator_unit: str, target_unit: str) -> str:
    """The unit of the table's second column."""
    own = target_unit.split("/")[0].strip()
    if shape == Shape.GROWTH or (shape == Shape.SHARE and (not own or "%" in own)):
        return "%"
    if shape == Shape.SHARE or (shape == Shape.EACH and indicator_unit in {"", "%"}):
        return own or "đơn vị"
    return indicator_unit or own or "–"


def year_estimate(figure: Sum, share: Fraction | None) -> int | None:
    """The whole year as the figures to the cut-off foretell it, rounded; none where the share is unknown."""
    if figure.numerator is None or not share:
        return None
    return round(Fraction(figure.numerator) / share)
