"""The catalogue, one indicator over time and place, and the evidence behind a figure."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from densach.facts import measures
from densach.kernel.dates import today
from densach.kernel.errors import NotFound
from densach.people.access import staff_required
from densach.programme.indicators import evidence_page, pages, queries
from densach.programme.indicators.access import Reach
from densach.programme.indicators.forms.figures import CatalogueFilter, FigureFilter
from densach.programme.indicators.models import Indicator, IndicatorGroup
from densach.programme.indicators.queries import evidence as trails
from densach.programme.indicators.rules import Question, Scope, Value, from_query, key_of
from densach.ui.figures import language
from densach.ui.http import Request
from densach.ui.nav import NavItem
from densach.ui.tables import download

EXPORTS = {"xlsx", "csv"}


def _today() -> date:
    return today(timezone.now())


@staff_required
@require_safe
def index(request: Request) -> HttpResponse:
    """The shared catalogue, by words, group and formula."""
    chosen = CatalogueFilter(request.GET)
    chosen.is_valid()
    told = chosen.cleaned_data
    find = partial(
        queries.catalogue_page,
        text=told.get("q") or "",
        group=told.get("group") or "",
        formula=told.get("formula") or "",
    )
    if request.GET.get("as") in EXPORTS:
        return _catalogue_download(find(limit=10_000), request.GET["as"])
    rows = find(after=key_of(request.GET, "after"), limit=pages.PAGE + 1)
    page = rows[: pages.PAGE]
    kept = {name: request.GET[name] for name in ("q", "group", "formula") if request.GET.get(name)}
    following = urlencode({**kept, "after": page[-1].position}) if len(rows) > pages.PAGE else ""
    context = {
        "filter": chosen,
        "lines": [(one, pages.formula_text(one), pages.source_texts(one)) for one in page],
        "groups": _group_tabs(told.get("group") or ""),
        "query": urlencode(kept),
        "next_url": f"?{following}" if following else "",
    }
    return render(request, "indicators/index.html", context)


def _group_tabs(group: str) -> list[NavItem]:
    every = [("", _("All")), *((code, str(label)) for code, label in IndicatorGroup.choices)]
    return [NavItem(label, f"?group={code}" if code else "?", "", code == group) for code, label in every]


def _catalogue_download(rows: list[Indicator], form: str) -> HttpResponse:
    head = [_("Code"), _("Name"), _("Group"), _("Formula"), _("Made from"), _("Unit of measurement")]
    lines = [
        [
            one.code,
            one.name,
            str(one.get_group_display()),
            pages.formula_text(one),
            "; ".join(pages.source_texts(one)),
            one.unit,
        ]
        for one in rows
    ]
    return download("chi-tieu", head, lines, form)


@staff_required
@require_safe
def indicator(request: Request, code: str) -> HttpResponse:
    """What it is, how it is made, its figure over time and by place."""
    on = _today()
    known = queries.by_code(code)
    reach = Reach(request.actor, on)
    chosen = FigureFilter(request.GET, areas=reach.places(), years=range(on.year, on.year - 6, -1))
    chosen.is_valid()
    told = chosen.cleaned_data
    year, by = int(told.get("year") or on.year), told.get("by") or "month"
    administrative = bool(told.get("lich"))
    question = Question(
        scope=Scope(area_id=told.get("area") or reach.area_id),
        period=pages.year_of(year, administrative=administrative),
        on=on,
        as_="now" if told.get("view") == "now" else "was",
    )
    periods = pages.periods_of(by, year, administrative=administrative)
    values = queries.series(known, question.scope, [*periods, question.period], on, as_=question.as_)
    if request.GET.get("as") in EXPORTS:
        return _series_download(known, values[:-1], request.GET["as"])
    context = {
        "indicator": known,
        "filter": chosen,
        "formula": pages.formula_text(known),
        "sources": pages.source_texts(known),
        "kinds": pages.kind_words(known.kinds),
        "year_value": values[-1],
        "year_text": pages.value_text(known, values[-1]),
        "year_address": _address(known, question),
        "year": year,
        "begun_before": queries.begun_before(known, values[-1]),
        "year_label": question.period.label(language()),
        "estimate": queries.year_estimate(
            known, question.scope, question.period, values[-1], on, as_=question.as_
        ),
        "chart": pages.chart_of(known, values[:-1], [pages.short_label(one, by) for one in periods], on),
        "over_time": _over_time(known, values[:-1], question),
        **_by_area(request, known, values[-1], question),
    }
    return render(request, "indicators/indicator.html", context)


def _address(known: Indicator, question: Question) -> str:
    return queries.evidence_url(
        known,
        question.scope,
        question.period,
        question.on,
        as_=question.as_,
        until_fact=question.until_fact,
        known_at=question.known_at,
    )


def _over_time(known: Indicator, values: list[Value], question: Question) -> list[pages.Line]:
    lines = []
    for value in values:
        if value.period is None or value.period.start > question.on:
            continue
        asked = Question(question.scope, value.period, question.on, question.as_)
        text = pages.value_text(known, value)
        lines.append(pages.Line(pages.label_of(value), text, value.unknown, _address(known, asked)))
    return lines


def _by_area(request: Request, known: Indicator, value: Value, question: Question) -> dict[str, Any]:
    """A page of the places, and the choices of the page without its place in the list."""
    lines = pages.by_area(known, value, question, reverse("indicators:evidence", args=[known.code]))
    page, following = pages.lines_after(lines, key_of(request.GET, "after"))
    kept = {name: text for name, text in request.GET.items() if name not in {"as", "after"}}
    next_url = f"?{urlencode({**kept, 'after': following})}#by-place" if following else ""
    return {"by_area": page, "next_url": next_url, "query": urlencode(kept)}


def _series_download(known: Indicator, values: list[Value], form: str) -> HttpResponse:
    head = [_("Period"), _("Figure"), _("Of"), _("Not answered"), _("Unit of measurement")]
    rows = [
        [pages.label_of(value), value.numerator, value.denominator, value.unknown, value.unit]
        for value in values
    ]
    return download(f"chi-tieu-{known.code}", head, rows, form)


def _asked(request: Request, code: str) -> tuple[Indicator, Question, Reach]:
    """The indicator and the question of an evidence page, for someone who may ask it."""
    known = queries.by_code(code)
    reach = Reach(request.actor, _today())
    question = from_query(request.GET.dict(), on=reach.on, area_id=reach.area_id, root_id=None)
    reach.check(question)
    return known, question, reach


@staff_required
@require_safe
def evidence(request: Request, code: str) -> HttpResponse:
    """The institutions behind a figure, whose rows add up to it."""
    known, question, _reach = _asked(request, code)
    value = trails.reading_for(question).value(known, question.scope, question.period)
    place = key_of(request.GET, "noi")
    parts = [part for part in value.parts if not place or part.area_id == place]
    if request.GET.get("as") in EXPORTS:
        listed = evidence_page.only_those(parts, request.GET.get("chi", ""))
        rows = pages.export_rows(known, listed, question.on)
        return download(f"bang-chung-{known.code}", pages.export_head(known), rows, request.GET["as"])
    context = {"indicator": known, **evidence_page.context(known, question, value, parts, request.GET)}
    return render(request, "indicators/evidence.html", context)


@staff_required
@require_safe
def trail(request: Request, code: str, unit: int) -> HttpResponse:
    """The facts behind one institution's share, each opening onto its record."""
    known, question, reach = _asked(request, code)
    if not known.measure or not reach.may_open(unit):
        raise NotFound
    member = trails.member_for(known, question, unit)
    told = [one for one in (known.measure, known.over_measure) if one]
    wanted = request.GET.get("so_do", told[0])
    measure = measures.get(wanted if wanted in told else told[0])
    if request.GET.get("as") in EXPORTS:
        every = trails.trail(known, measure.code, question, member, limit=1_000_000)
        head = [_("Day"), _("From"), measure.name, _("Source"), _("Recorded")]
        rows = [[row.on, row.since, row.quantity, row.source, row.recorded_at] for row in every.rows]
        return download(f"but-toan-{known.code}-{unit}", head, rows, request.GET["as"])
    found = trails.trail(known, measure.code, question, member, after=key_of(request.GET, "after"))
    query = {**question.as_query(), "so_do": measure.code}
    context = {
        "indicator": known,
        "measure": measure,
        "member": member,
        "question": question,
        "trail": found,
        "words": pages.question_words(question),
        "back": _address(known, question),
        "query": urlencode(query),
        "next_url": f"?{urlencode({**query, 'after': found.next_after})}" if found.next_after else "",
        "tabs": pages.measure_tabs(told, measure.code, query),
    }
    return render(request, "indicators/trail.html", context)
