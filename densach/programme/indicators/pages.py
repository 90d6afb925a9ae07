"""What the screens show: figures in words, a chart over time, places, and the question of an evidence page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from densach.facts import measures
from densach.kernel.collation import sort_key
from densach.kernel.numbers import format_number, format_percent
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.organisations.models import Level, OrganisationKind
from densach.programme.capabilities.rules import How
from densach.programme.indicators.models import Formula, Indicator
from densach.programme.indicators.rules import Part, Question, Value
from densach.ui.charts import Chart, Point, bar_chart
from densach.ui.figures import UNKNOWN, language
from densach.ui.nav import NavItem

PAGE = 50
SHARES = {Formula.SHARE.value, Formula.STAGE.value, Formula.INSTITUTIONS.value}


@dataclass(frozen=True)
class Line:
    """One period's or one place's figure, with the address of what made it."""

    label: str
    text: str
    unknown: int
    address: str
    key: int = 0


def figure_text(indicator: Indicator, numerator: int | None, denominator: int | None) -> str:
    """1.234, or 6/8 (75%) for a share, or 2,5 for a ratio; a dash where nothing is known."""
    lang = language()
    if numerator is None:
        return UNKNOWN
    if indicator.formula in SHARES:
        if not denominator:
            return UNKNOWN
        part = f"{format_number(numerator, lang)}/{format_number(denominator, lang)}"
        return f"{part} ({format_percent(Fraction(numerator, denominator), lang)})"
    if indicator.formula == Formula.RATIO:
        return format_number(Fraction(numerator, denominator), lang) if denominator else UNKNOWN
    return format_number(numerator, lang)


def value_text(indicator: Indicator, value: Value) -> str:
    """The figure of a value in words; where nobody was asked or nobody answered, a dash."""
    if indicator.formula in SHARES and not value.answered:
        return UNKNOWN
    return figure_text(indicator, value.numerator, value.denominator)


def label_of(value: Value) -> str:
    """The period of a value in words."""
    return value.period.label(language()) if value.period else ""


def measure_tabs(codes: Iterable[str], here: str, query: dict[str, str]) -> list[NavItem]:
    """One tab for each measure that a figure is made from."""
    return [
        NavItem(measures.get(code).name, f"?{urlencode({**query, 'so_do': code})}", "", code == here)
        for code in codes
    ]


def chart_of(indicator: Indicator, values: Sequence[Value], labels: Sequence[str], on: date) -> Chart:
    """Bars over the periods; the running one is drawn as provisional."""
    percent = indicator.formula in SHARES
    points = [
        Point(
            label,
            _height(indicator, value, on),
            value.period is not None and value.period.start <= on < value.period.end,
        )
        for label, value in zip(labels, values, strict=True)
    ]
    return bar_chart(indicator.name, points, unit="%" if percent else indicator.unit, lang=language())


def _height(indicator: Indicator, value: Value, on: date) -> Fraction | int | None:
    if value.period is not None and value.period.start > on:
        return None
    if indicator.formula in SHARES:
        return value.ratio * 100 if value.ratio is not None and value.answered else None
    return value.ratio if indicator.formula == Formula.RATIO else value.numerator


def year_of(year: int, *, administrative: bool = False) -> Period:
    """The calendar year, or the one from 15/12 to 14/12 (Decree 09/2019/NĐ-CP)."""
    return Period.admin_year(year) if administrative else Period.year(year)


def periods_of(by: str, year: int, *, administrative: bool = False) -> list[Period]:
    """The months of the year, or the year with the four before it, in one of the two calendars."""
    if by == "year":
        return [year_of(number, administrative=administrative) for number in range(year - 4, year + 1)]
    month_of = Period.admin_month if administrative else Period.month
    return [month_of(year, month) for month in range(1, 13)]


def short_label(period: Period, by: str) -> str:
    """2026, or the month as T3 in Vietnamese and Mar in English."""
    if by == "year":
        return str(period.end.year)
    # An administrative month is named after the one in which it ends.
    month = Period.month(period.end.year, period.end.month)
    return f"T{period.end.month}" if language() == "vi" else month.label("en")[:3]


def formula_text(indicator: Indicator) -> str:
    """How the figure is made, in one sentence."""
    if indicator.formula == Formula.RATIO:
        top, bottom = measures.get(indicator.measure).name, measures.get(indicator.over_measure).name
        return _("%(top)s divided by %(bottom)s, both summed over the institutions first") % {
            "top": top,
            "bottom": bottom,
        }
    if indicator.formula == Formula.INSTITUTIONS and indicator.capability is None:
        return _("Places that have at least one such institution, of all places of the level")
    told = {
        Formula.TOTAL.value: _("The sum of what the institutions counted in the period"),
        Formula.AT_DATE.value: _("The sum of the institutions' latest readings on the last day"),
        Formula.SHARE.value: _("Institutions that answered yes, of all institutions asked"),
        Formula.STAGE.value: _("Institutions that finished the work, of all institutions asked"),
        Formula.INSTITUTIONS.value: _("Institutions that answered yes, of all institutions asked"),
    }
    return told[indicator.formula]


def source_texts(indicator: Indicator) -> list[str]:
    """The measures or questions that the figure is made from."""
    if indicator.measure:
        codes = [code for code in (indicator.measure, indicator.over_measure) if code]
        return [f"{measures.get(code).name} ({measures.get(code).unit})" for code in codes]
    asked = [one for one in (indicator.capability, indicator.also_capability) if one is not None]
    return [one.name for one in asked]


def kind_words(kinds: Iterable[str]) -> str:
    """Kinds of institutions in words, parted by commas."""
    return ", ".join(str(OrganisationKind(kind).label) for kind in kinds if kind in OrganisationKind.values)


def level_words(levels: Iterable[str]) -> str:
    return ", ".join(str(Level(level).label) for level in levels if level in Level.values)


def by_area(indicator: Indicator, value: Value, question: Question, address: str) -> list[Line]:
    """The figure taken apart by the place of each institution, in alphabetical order."""
    groups: dict[int, list[Part]] = {}
    for part in value.parts:
        groups.setdefault(part.area_id or 0, []).append(part)
    names = organisations.area_names(groups, question.on)
    lines = []
    for key, parts in groups.items():
        told = [part.numerator for part in parts if part.numerator is not None]
        below = [part.denominator for part in parts if part.denominator is not None]
        numerator = sum(told) if told else None
        share = indicator.formula in SHARES
        denominator = len(parts) if share else sum(below) if below else None
        lines.append(
            Line(
                label=names.get(key, ""),
                text=figure_text(indicator, numerator, denominator),
                unknown=sum(1 for part in parts if not part.answered),
                address=f"{address}?{urlencode({**question.as_query(), 'noi': str(key)})}",
                key=key,
            )
        )
    return sorted(lines, key=lambda line: sort_key(line.label))


def question_words(question: Question) -> list[tuple[str, str]]:
    """What was asked, term by term: the heads of an evidence page."""
    scope, lang = question.scope, language()
    told = [(_("Period"), question.period.label(lang))]
    if scope.area_id is not None:
        told.append((_("Place"), organisations.area_name(scope.area_id, question.on)))
    if scope.root_id is not None:
        told.append((_("Unit"), organisations.named(scope.root_id, question.on).name))
    if scope.unit_ids:
        told.append(
            (_("Units"), ", ".join(organisations.names_of(set(scope.unit_ids), question.on).values()))
        )
    if scope.kinds:
        told.append((_("Kinds of institutions"), kind_words(scope.kinds)))
    if scope.levels:
        told.append((_("Levels"), level_words(scope.levels)))
    told.append((_("Territory"), _("as it is now") if question.as_ == "now" else _("as it was on each day")))
    return told


def lines_after(lines: Sequence[Line], after: int) -> tuple[list[Line], int]:
    """The 50 places after the one with this number, and the key of the next page (0 for none)."""
    start = next((place + 1 for place, line in enumerate(lines) if line.key == after), 0)
    page = list(lines[start : start + PAGE])
    return page, page[-1].key if len(lines) > start + PAGE else 0


def page_of(parts: Sequence[Part], after: int) -> tuple[list[Part], int]:
    """The 50 parts after the institution with this number, and the key of the next page (0 for none)."""
    start = next((place + 1 for place, part in enumerate(parts) if part.organisation_id == after), 0)
    page = list(parts[start : start + PAGE])
    return page, page[-1].organisation_id if len(parts) > start + PAGE else 0


def how_word(part: Part) -> str:
    """By what an institution's answer is known; nothing where there is none."""
    if part.answer is None:
        return ""
    if part.how == How.FACTS:
        return _("proven by counted facts")
    if part.how == How.CHECKLIST:
        return _("by a verified checklist")
    return _("verified") if part.verified else _("own answer only")


def export_head(indicator: Indicator) -> list[str]:
    head = [_("Code of the institution"), _("Institution"), _("Place")]
    if indicator.formula in SHARES:
        return [*head, _("Answer"), _("Verified"), _("How it is known"), _("Counts as")]
    return (
        [*head, _("Figure"), _("Divided by")] if indicator.formula == Formula.RATIO else [*head, _("Figure")]
    )


def export_rows(indicator: Indicator, parts: Sequence[Part], on: date) -> Iterator[list[object]]:
    """Every institution behind the figure; an empty cell is "not answered"."""
    known = organisations.all_named([part.organisation_id for part in parts], on)
    names = organisations.area_names({part.area_id for part in parts if part.area_id}, on)
    words = {True: pgettext("capability", "yes"), False: pgettext("capability", "no"), None: ""}
    for part in parts:
        place: list[object] = [known[part.organisation_id].code, part.name, names.get(part.area_id or 0, "")]
        if indicator.formula in SHARES:
            yield [
                *place,
                words[part.answer],
                pgettext("capability", "yes") if part.verified else "",
                how_word(part),
                part.numerator,
            ]
        elif indicator.formula == Formula.RATIO:
            yield [*place, part.numerator, part.denominator]
        else:
            yield [*place, part.numerator]
