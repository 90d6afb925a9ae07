"""What was reached, in the terms in which a target was stated."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from densach.kernel.numbers import format_number
from densach.programme.indicators.models import Formula, Indicator
from densach.programme.indicators.rules import Value
from densach.programme.plans.models import Target
from densach.programme.plans.rules.figures import amount_text, share_text, unit_together
from densach.programme.plans.status import Verdict


def unit_text(target: Target) -> str:
    """What it is counted in, as the paper says; else as its indicator does."""
    if target.unit:
        return target.unit
    return target.indicator.unit if target.indicator else ""


def actual_text(target: Target, value: Value | None, verdict: Verdict, lang: str) -> str:
    """What was reached, in the terms in which the target was stated."""
    actual = verdict.actual
    if value is None or actual is None:
        return ""
    if target.kind in {"pct_institutions", "cadence"} and value.parts:
        whole = len(value.parts)
        return (
            share_text(value.yes, whole, lang) if _by_answer(target.indicator) else _of(actual, verdict, lang)
        )
    if target.kind == "pct_coverage" and target.denominator:
        return share_text(int(actual), target.denominator, lang)
    if target.kind == "ratio" and target.value_max is not None:
        return f"{amount_text(actual, '', lang)}/{amount_text(Fraction(target.value_max), '', lang)}"
    if target.kind == "continuous":
        return _of(actual, verdict, lang)
    if target.kind == "capability":
        return amount_text(actual * 100, "%", lang).replace("\u00a0", "")
    if target.kind == "growth_avg":
        return amount_text(actual, target.indicator.unit if target.indicator else "", lang)
    if target.per == "each" and target.value_min and len(value.parts) > 1:
        return _units_text(target.value_min, value, lang)
    return amount_text(actual, unit_together(unit_text(target), target.per), lang)


def _units_text(owed: Decimal, value: Value, lang: str) -> str:
    """How many of the units asked have reached what each of them owes: a sum would say nothing of that."""
    reached = sum(1 for part in value.parts if (part.numerator or 0) >= owed)
    told = {"reached": format_number(reached, lang), "asked": format_number(len(value.parts), lang)}
    return _("%(reached)s/%(asked)s units reached it") % told


def _by_answer(indicator: Indicator | None) -> bool:
    return indicator is not None and indicator.formula == Formula.SHARE


def _of(actual: Fraction, verdict: Verdict, lang: str) -> str:
    need = verdict.need
    return amount_text(actual, "", lang) + (f"/{amount_text(need, '', lang)}" if need is not None else "")
