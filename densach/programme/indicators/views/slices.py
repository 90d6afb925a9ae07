"""An indicator taken apart, and the lists of priority places that it may be taken apart by."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.people.access import require, staff_required
from densach.people.queries import home_organisation
from densach.programme.indicators import actions, pages, queries, slice_pages
from densach.programme.indicators.access import Reach
from densach.programme.indicators.forms.slices import EndForm, PlaceFilter, PlaceForm, SliceFilter
from densach.programme.indicators.queries import places as place_queries
from densach.programme.indicators.queries.slices import dimensions, sliced
from densach.programme.indicators.rules import Question, Scope, key_of
from densach.ui.http import Request
from densach.ui.tables import download
from densach.ui.wording import sentence

EXPORTS = {"xlsx", "csv"}


def _today() -> date:
    return today(timezone.now())


@staff_required
@require_safe
def slices(request: Request, code: str) -> HttpResponse:
    """The figure of a year by one dimension: a chart, a table, XLSX and CSV."""
    on, known = _today(), queries.by_code(code)
    reach = Reach(request.actor, on)
    choices = [(name, slice_pages.dimension_words(name)) for name in dimensions(known)]
    years = range(on.year, on.year - 6, -1)
    chosen = SliceFilter(request.GET, areas=reach.places(), years=years, dimensions=choices)
    chosen.is_valid()
    told = chosen.cleaned_data
    by, year = told.get("theo") or choices[0][0], int(told.get("year") or on.year)
    question = Question(
        scope=Scope(area_id=told.get("area") or reach.area_id),
        period=Period.admin_year(year) if told.get("lich") else Period.year(year),
        on=on,
        as_="now" if told.get("view") == "now" else "was",
    )
    found = sliced(known, question, by)
    lines = slice_pages.lines_of(known, found, by, question)
    if request.GET.get("as") in EXPORTS:
        head, rows = slice_pages.export(known, lines, by)
        return download(f"phan-to-{known.code}-{by}", head, rows, request.GET["as"])
    kept = {name: text for name, text in request.GET.items() if name not in {"as", "after"}}
    page, following = _page(lines, key_of(request.GET, "after"))
    context = {
        "indicator": known,
        "filter": chosen,
        "by": by,
        "by_words": slice_pages.dimension_words(by),
        "period": question.period,
        "whole": found.whole,
        "whole_text": pages.value_text(known, found.whole),
        "chart": slice_pages.chart_of(known, lines),
        "lines": page,
        "with_units": by in {"area", "kind", "level", "priority"},
        "query": urlencode(kept),
        "next_url": f"?{urlencode({**kept, 'after': following})}" if following else "",
        "evidence_url": queries.evidence_url(
            known, question.scope, question.period, question.on, as_=question.as_
        ),
    }
    return render(request, "indicators/slices.html", context)


def _page(lines: list[slice_pages.SliceLine], after: int) -> tuple[list[slice_pages.SliceLine], int]:
    """Fifty lines after the one with this place in the list, and the place of the last (0 at the end)."""
    page = lines[after : after + pages.PAGE]
    return page, after + pages.PAGE if len(lines) > after + pages.PAGE else 0


@staff_required
def places(request: Request) -> HttpResponse:
    """The lists of priority places of one's territory: who stands on them since when, by which paper."""
    on = _today()
    reach = Reach(request.actor, on)
    home = home_organisation(request.actor, on)
    may_keep = home is not None and request.actor.may("plan.manage", home)
    form = PlaceForm(request.POST or None, areas=reach.places(), initial={"since": on})
    if request.method == "POST" and home is not None:
        require(request.actor, "plan.manage", home)
        if form.is_valid():
            try:
                actions.list_place(
                    at=timezone.now(),
                    actor=request.actor,
                    organisation=home,
                    area_id=form.cleaned_data["area"],
                    kind=form.cleaned_data["kind"],
                    since=form.cleaned_data["since"],
                    legal_basis=form.cleaned_data["legal_basis"],
                )
            except Refusal as refusal:
                form.add_error(None, sentence(refusal))
            else:
                messages.success(request, _("Kept."))
                return redirect("indicators:places")
    return _places_page(request, reach, form, may_keep=may_keep)


def _places_page(request: Request, reach: Reach, form: PlaceForm, *, may_keep: bool) -> HttpResponse:
    chosen = PlaceFilter(request.GET)
    chosen.is_valid()
    told = chosen.cleaned_data
    kind, former = told.get("danh_muc") or "", told.get("con") or ""
    rows = place_queries.priority_places(reach.area_ids, kind, None if former else reach.on)
    if request.GET.get("as") in EXPORTS:
        names = organisations.area_names([row.area_id for row in rows], reach.on)
        head = [_("Code"), _("Place"), _("List"), _("From"), _("Holds until"), _("Paper"), _("Added by")]
        lines = [
            [
                row.area.code,
                names.get(row.area_id, ""),
                str(row.get_kind_display()),
                row.valid_from,
                row.valid_to,
                row.legal_basis,
                row.added_by_name,
            ]
            for row in rows
        ]
        return download("dia-ban-uu-tien", head, lines, request.GET["as"])
    page, following = place_queries.places_page(rows, request.GET.get("truoc", ""))
    names = organisations.area_names([row.area_id for row in page], reach.on)
    kept = {name: text for name, text in (("danh_muc", kind), ("con", former)) if text}
    context: dict[str, Any] = {
        "filter": chosen,
        "form": form,
        "may_keep": may_keep,
        "lines": [(row, names.get(row.area_id, row.area.code)) for row in page],
        "query": urlencode(kept),
        "is_filtered": bool(kept),
        "next_url": f"?{urlencode({**kept, 'truoc': following})}" if following else "",
        "today": reach.on,
    }
    return render(request, "indicators/places.html", context, status=422 if form.errors else 200)


@staff_required
@require_POST
def end_place(request: Request, pk: int) -> HttpResponse:
    """The place leaves the list after a day; without a day it stands on it again."""
    on = _today()
    reach = Reach(request.actor, on)
    home = home_organisation(request.actor, on)
    found = place_queries.priority_place(pk, reach.area_ids)
    form = EndForm(request.POST)
    if home is None or not form.is_valid():
        messages.error(request, _("This day cannot be read: write it as day, month and year."))
        return redirect("indicators:places")
    try:
        actions.end_place(
            at=timezone.now(),
            actor=request.actor,
            organisation=home,
            place=found,
            until=form.cleaned_data["until"],
        )
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Kept."))
    return redirect("indicators:places")
