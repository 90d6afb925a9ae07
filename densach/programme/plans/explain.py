"""Why a target stands so, as its page tells it: the formula in words, what was put into it, the limits of the day,
who is silent, and what would make it green.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from densach.kernel.numbers import format_number, format_percent
from densach.organisations import queries as organisations
from densach.programme.indicators.rules import Part
from densach.programme.plans.judging.reaching import Reaching, reaching
from densach.programme.plans.page import step_words
from densach.programme.plans.queries import JudgedTarget
from densach.programme.plans.rules.figures import amount_text, unit_together
from densach.programme.plans.status import (
    Cadence,
    Capability,
    Continuous,
    Coverage,
    Growth,
    Ratio,
    Share,
    Status,
    Total,
    Yearly,
)
from densach.ui.figures import day_text, language

FEW: Final = 10_000
FORMULAS: Final[dict[type, Promise]] = {
    Share: gettext_lazy(
        "Needed = percentage × institutions of the kind alive on the day, rounded up to whole ones. Expected lies on a "
        "straight line from the number at the start to the number needed. r = (reached − start) / (expected − start)."
    ),
    Coverage: gettext_lazy(
        "Needed = percentage × the whole that was declared, rounded up. Expected lies on a straight line from the "
        "start to it. r = (reached − start) / (expected − start)."
    ),
    Ratio: gettext_lazy(
        "Needed = so many of so many; where the whole has changed, in proportion. Expected lies on a straight line "
        "from the start to it. r = (reached − start) / (expected − start)."
    ),
    Yearly: gettext_lazy(
        "Expected = wanted in a year × the share of the year that earlier years had reached by this day (without "
        "earlier years: the share of its days). r = reached / expected."
    ),
    Total: gettext_lazy(
        "Expected lies on a straight line from the start to the number wanted at the milestone. "
        "r = (reached − start) / (expected − start)."
    ),
    Growth: gettext_lazy(
        "Expected = value of the base year × (1 + growth) once for each closed year. Only closed years are judged; "
        "the running one is shown as an estimate."
    ),
    Cadence: gettext_lazy(
        "Needed = times × units obliged in the window. Expected = needed × the share of the window gone by; for a "
        "dated event nothing before its day. r = done / expected."
    ),
    Capability: gettext_lazy(
        "Stages: agreed in principle ¼, approved with its money ½, under way ¾, accepted 1. Expected = the share of "
        "the term gone by. It is reached only once the evidence is verified one level up."
    ),
    Continuous: gettext_lazy(
        "Each month gone by needs at least one record. r = months with a record / months gone by."
    ),
}


@dataclass(frozen=True)
class UnitLine:
    """An institution that failed or is silent, and the page that opens it."""

    name: str
    place: str
    url: str


@dataclass(frozen=True)
class Band:
    """From which value on a status holds, in words."""

    status: str
    text: str
    is_here: bool


@dataclass(frozen=True)
class Explanation:
    """Everything the target's page tells beside the steps; what does not apply is empty. `question` names the form
    that is shown: denominator, base, start, trigger, indicator or values; `gap` says what the base year lacks.
    """

    formula: str
    numbers: tuple[tuple[str, str], ...]
    bands: tuple[Band, ...]
    reach: tuple[str, ...]
    question: str
    low: str = ""
    high: str = ""
    gap: str = ""


def explanation(row: JudgedTarget) -> Explanation:
    """What stands behind the verdict, in words and figures of the page's language."""
    verdict, inputs = row.verdict, row.inputs
    parts = row.value.parts if row.value else ()
    told = reaching(verdict, inputs, len(parts), sum(1 for part in parts if part.answered))
    differs = verdict.low is not verdict.high
    return Explanation(
        formula=str(FORMULAS.get(type(inputs), "")),
        numbers=tuple(_numbers(row)),
        bands=tuple(_bands(row)),
        reach=tuple(_reach(row, told)),
        question=_question(row),
        low=verdict.low.value if differs else "",
        high=verdict.high.value if differs else "",
        gap=next((step_words(step) for step in verdict.explanation if step.message_id == _GAP), ""),
    )


_GAP: Final = "judging.base_gap"
_QUESTIONS: Final = {
    "judging.ask.denominator": "denominator",
    "judging.ask.base_year": "base",
    _GAP: "base",
    "judging.status.no_base": "start",
    "judging.waiting": "trigger",
    "plans.ask.indicator": "indicator",
    "plans.ask.values": "values",
}


def _question(row: JudgedTarget) -> str:
    waits = isinstance(row.inputs, Capability) and not row.inputs.triggered
    if waits and row.target.trigger_on is None:
        return "trigger"
    asked = (_QUESTIONS.get(step.message_id, "") for step in row.verdict.explanation)
    return next((name for name in asked if name), "")


def _numbers(row: JudgedTarget) -> list[tuple[str, str]]:
    """What was put into the formula, name by name."""
    if row.inputs is None:
        return []
    find: dict[type, Callable[[JudgedTarget, Any], list[tuple[str, object]]]] = {
        Share: _of_share,
        Coverage: _of_coverage,
        Ratio: _of_ratio,
        Yearly: _of_year,
        Total: _of_total,
        Growth: _of_growth,
        Cadence: _of_cadence,
        Capability: _of_capability,
        Continuous: _of_continuous,
    }
    told = find[type(row.inputs)](row, row.inputs)
    if row.start and row.end and not isinstance(row.inputs, Yearly | Growth | Cadence):
        term = f"{day_text(row.start, language())} – {day_text(row.end, language())}"
        told.append((_("Term"), term))
    return [(name, words) for name, value in told if (words := _words(value))]


def _words(value: object) -> str:
    if value is None or value == "":
        return ""
    return value if isinstance(value, str) else figure(value)


def figure(value: Any) -> str:
    """A number as a page shows it: large ones rounded, for a tenth of a visit is no visit."""
    number = Fraction(value)
    return format_number(number if abs(number) < FEW else round(number), language())


def _percent(value: Any) -> str:
    return format_percent(Fraction(value), language())


def _of_share(row: JudgedTarget, told: Share) -> list[tuple[str, object]]:
    return [
        (_("Institutions that answered yes"), told.yes),
        (_("Institutions that answered no"), told.no),
        (_("Have not answered"), told.unknown),
        (_("Wanted"), _percent(Fraction(told.percent) / 100)),
        (_("At the start"), told.base),
    ]


def _of_coverage(row: JudgedTarget, told: Coverage) -> list[tuple[str, object]]:
    return [
        (_("Reached"), told.covered),
        (_("Of how many"), told.denominator),
        (_("Wanted"), _percent(Fraction(told.percent) / 100)),
        (_("At the start"), told.base),
    ]


def _of_ratio(row: JudgedTarget, told: Ratio) -> list[tuple[str, object]]:
    return [
        (_("Reached"), told.actual),
        (_("Wanted"), f"{figure(told.need)}/{figure(told.of)}"),
        (_("Have not answered"), told.unknown),
        (_("At the start"), told.base),
    ]


def _of_year(row: JudgedTarget, told: Yearly) -> list[tuple[str, object]]:
    return [
        (_("Counted in the period"), told.actual),
        (_("Wanted in a year"), told.minimum),
        (_("Upper mark"), told.maximum),
        (_("Share of the year due by this day"), "" if told.closed else _percent(told.expected_share)),
        (_("Whole year, estimated"), told.estimate),
        (_("Known"), "" if told.known == 1 else _percent(told.known)),
    ]


def _of_total(row: JudgedTarget, told: Total) -> list[tuple[str, object]]:
    return [
        (_("Reached"), told.actual),
        (_("Wanted"), told.minimum),
        (_("Upper mark"), told.maximum),
        (_("At the start"), told.base),
        (_("Known"), "" if told.known == 1 else _percent(told.known)),
    ]


def _of_growth(row: JudgedTarget, told: Growth) -> list[tuple[str, object]]:
    reached = None
    if told.value is not None and told.base and told.closed_years:
        reached = _percent(Fraction(told.value) / Fraction(told.base) - 1)
    return [
        (_("Base year"), str(told.base_year or "")),
        (_("Value of the base year"), told.base),
        (_("Closed years since"), str(told.closed_years)),
        (_("Value of the last closed year"), told.value if told.closed_years else None),
        (_("Grown in all since the base year"), reached),
        (_("Wanted growth a year"), _percent(Fraction(told.percent) / 100)),
        (_("Running year, estimated"), told.estimate),
        (_("Known"), "" if told.known == 1 else _percent(told.known)),
    ]


def _of_cadence(row: JudgedTarget, told: Cadence) -> list[tuple[str, object]]:
    window = row.period.label(language()) if row.period else ""
    passed = {None: "", True: _("its day has gone by"), False: _("its day is still to come")}
    return [
        (_("Done"), told.done),
        (_("Units obliged"), told.obligated),
        (_("Times each"), told.times),
        (_("Window"), window),
        (_("Share of the window gone by"), _percent(told.window_elapsed)),
        (_("Dated event"), passed[told.event_passed]),
        (_("Have not answered"), told.unknown),
    ]


def _of_capability(row: JudgedTarget, told: Capability) -> list[tuple[str, object]]:
    began = row.target.trigger_on
    return [
        (_("Stage reached"), None if told.stage is None else _percent(told.stage)),
        (_("Evidence verified one level up"), _("yes") if told.verified else _("not yet")),
        (_("Share of the term gone by"), _percent(told.term_elapsed) if told.triggered else ""),
        (_("The event that starts it"), day_text(began, language()) if began else ""),
    ]


def _of_continuous(row: JudgedTarget, told: Continuous) -> list[tuple[str, object]]:
    return [
        (_("Months gone by"), told.periods),
        (_("Months with a record"), told.recorded),
        (_("Months nobody answered for"), told.unknown),
    ]


def _unit(row: JudgedTarget) -> str:
    if isinstance(row.inputs, Share):
        return _("institutions")
    if isinstance(row.inputs, Cadence):
        return _("times")
    if isinstance(row.inputs, Continuous):
        return _("months")
    if isinstance(row.inputs, Capability | Coverage | Ratio):
        return ""
    if isinstance(row.inputs, Growth):
        return row.target.indicator.unit if row.target.indicator else ""
    return unit_together(row.unit_text, row.target.per).split("/")[0]


def _amount(row: JudgedTarget, value: Fraction, parts: int = 1) -> str:
    """Rounded up to whole units, or to so many parts of one: nothing is told lower than it is."""
    if isinstance(row.inputs, Capability):
        return _percent(value)
    return amount_text(Fraction(ceil(value * parts), parts), _unit(row), language())


def _limit(row: JudgedTarget, value: Fraction) -> str:
    """As exact as the figures beside it: 104,42 and 105 are two limits."""
    return _amount(row, value, 1 if abs(value) >= FEW else 100)


def _bands(row: JudgedTarget) -> list[Band]:
    """The limits of this day; nothing where there is no line to compare with."""
    verdict = row.verdict
    if verdict.need is None or verdict.expected is None:
        return []
    limits = [
        (Status.ACHIEVED, verdict.need),
        (Status.ON_TRACK, verdict.on_track_from),
        (Status.AT_RISK, verdict.at_risk_from),
    ]
    told = [
        Band(status.value, _("from %(value)s") % {"value": _limit(row, value)}, status is verdict.status)
        for status, value in limits
        if value is not None
    ]
    if row.end and row.on >= row.end:
        return told[:1]
    if verdict.at_risk_from:
        under = _("below %(value)s") % {"value": _limit(row, verdict.at_risk_from)}
        told.append(Band(Status.OFF_TRACK.value, under, verdict.status is Status.OFF_TRACK))
    return told


def _reach(row: JudgedTarget, told: Reaching) -> list[str]:
    """What would make it green, in sentences."""
    found: list[str] = []
    if told.answers:
        words = ngettext(
            "One more answer is needed before the target can be judged: four fifths must be known.",
            "%(count)s more answers are needed before the target can be judged: four fifths must be known.",
            told.answers,
        )
        found.append(words % {"count": told.answers})
    if row.status is Status.ACHIEVED:
        return [*found, _("Nothing more: what is asked is reached. It has to be kept.")]
    if told.to_on_track and not (row.end and row.on >= row.end):
        found.append(
            _("%(count)s more by today would put it on track.") % {"count": _amount(row, told.to_on_track)}
        )
    if told.to_achieve and not isinstance(row.inputs, Growth):
        found.append(_by_its_end(row, told.to_achieve))
    if told.year_end is not None and isinstance(row.inputs, Growth):
        year = str((row.inputs.base_year or 0) + row.inputs.closed_years + 1)
        found.append(
            _("The year %(year)s must end at %(value)s or more to keep the pace.")
            % {"year": year, "value": _amount(row, told.year_end)}
        )
    return found


def _by_its_end(row: JudgedTarget, short: Fraction) -> str:
    ends = row.end
    if isinstance(row.inputs, Yearly | Cadence) and row.period is not None:
        ends = row.period.end
    if ends is None or row.on >= ends:
        return _("%(count)s were missing at its end.") % {"count": _amount(row, short)}
    return _("%(count)s more by %(day)s would reach it.") % {
        "count": _amount(row, short),
        "day": day_text(ends, language()),
    }


def unit_lines(row: JudgedTarget, wanted: Callable[[Part], bool]) -> list[UnitLine]:
    """The institutions behind the figure that fit, each with its page; two queries however many."""
    parts = [part for part in row.value.parts if wanted(part)] if row.value else []
    return _lines(parts, row)


def _lines(parts: Sequence[Part], row: JudgedTarget) -> list[UnitLine]:
    known = organisations.all_named(_ids(parts), row.on)
    areas = organisations.area_names({part.area_id for part in parts if part.area_id}, row.on)
    lines = []
    for part in parts:
        code = known[part.organisation_id].code
        capability = row.target.indicator.capability if row.target.indicator else None
        if capability is not None:
            url = reverse("capabilities:history", args=[capability.code, code])
        else:
            url = reverse("organisations:organisation", args=[code])
        lines.append(UnitLine(part.name, areas.get(part.area_id or 0, ""), url))
    return lines


def _ids(parts: Iterable[Part]) -> list[int]:
    return [part.organisation_id for part in parts]
