"""The counting book: what can be counted, totals, facts, and the counts behind them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from ninja import Router, Schema
from pydantic import Field

from densach.exchange import access
from densach.exchange.rules import Ambiguous, TooManyPeriods
from densach.exchange.views.api.answers import (
    LIMIT,
    Asking,
    Day,
    Key,
    Limit,
    Page,
    Text,
    answers,
    page,
    page_after,
)
from densach.facts import measures as book
from densach.facts import queries as facts
from densach.facts.access import count_for
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.programme.indicators.access import Reach
from densach.programme.indicators.rules import Question, Scope

router = Router(tags=["Counting book"])
_MOST_PERIODS = 120


class Measure(Schema):
    code: str
    name_vi: str
    name_en: str
    unit_vi: str
    unit_en: str
    nature: Literal["flow", "stock"] = Field(
        description="A flow is summed; of a stock the latest reading holds."
    )
    kinds: list[str]
    slices: dict[str, list[str]]


@router.get("/measures", response=answers(Page[Measure]), url_name="measures", summary="What can be counted")
def measures(request: Asking, kind: Text = "", after: Text = "", limit: Limit = LIMIT) -> Any:
    """Every measure with the kinds of organisation that count it and the parts that can be told apart, by code."""
    rows = book.of_kind(kind) if kind else book.REGISTRY.values()

    def told(one: Any) -> dict[str, Any]:
        fields = ("code", "name_vi", "name_en", "unit_vi", "unit_en", "nature")
        return {
            **{name: str(getattr(one, name)) for name in fields},
            "kinds": list(one.kinds),
            "slices": {name: list(values) for name, values in one.hand_slices.items()},
        }

    return page_after(request, rows, after or None, limit, lambda one: one.code, told)


class Total(Schema):
    period: str
    since: date
    until: date
    quantity: int | None = Field(description="Null where nothing was counted: that is not nought.")


class Totals(Schema):
    measure: str
    slice: str
    organisation: str | None
    area: str | None
    results: list[Total]
    next: str | None


def _periods(since: date, until: date, by: str) -> list[Period]:
    """The whole periods of that length that touch the span."""
    parts = {"month": 12, "quarter": 4, "half": 2, "year": 1}[by]
    number = (until.year - since.year + 1) * parts
    if number > _MOST_PERIODS:
        raise TooManyPeriods(limit=_MOST_PERIODS)
    make = {"month": Period.month, "quarter": Period.quarter, "half": Period.half}.get(by)
    found = []
    for year in range(since.year, until.year + 1):
        found += [make(year, part) for part in range(1, parts + 1)] if make else [Period.year(year)]
    return [one for one in found if one.end >= since and one.start <= until]


def _readings(measure: str, unit_id: int, periods: list[Period], slice_: str, on: date) -> list[int | None]:
    days = [min(one.end, on) for one in periods]
    found = facts.readings_on_days(measure, [unit_id], days, slice_)
    return [found.get((unit_id, place)) for place in range(len(days))]


def _sums(cells: dict[int, int], periods: list[Period]) -> list[int | None]:
    told: list[int | None] = []
    for one in periods:
        kept = [cells[key] for key in one.cells().full if key in cells]
        told.append(sum(kept) if kept else None)
    return told


@router.get("/totals", response=answers(Totals), url_name="totals", summary="Totals by period")
def totals(
    request: Asking,
    measure: Text,
    since: Day,
    until: Day,
    organisation: Text = "",
    area: Text = "",
    slice: Text = "",
    by: Literal["month", "quarter", "half", "year"] = "month",
) -> Any:
    """One measure of one organisation, or of an area as it was on each day, period by period; 120 periods at most.

    `slice` asks for a part, such as `age=child`. Give `organisation` or `area`. Stocks are told of organisations.
    """
    known = book.get(measure)
    if bool(organisation) == bool(area) or (area and not known.is_flow):
        raise Ambiguous(names="organisation" if area and not organisation else "organisation, area")
    periods = _periods(since, until, by)
    keys = sorted({key for one in periods for key in one.cells().full})
    if organisation:
        unit = access.unit_for(request.auth, organisation, access.REGISTER)
        found = (
            _sums(facts.totals_by_cell(measure, [unit.pk], keys, slice), periods)
            if known.is_flow
            else _readings(measure, unit.pk, periods, slice, request.auth.on)
        )
    else:
        access.require_some(request.auth, access.REGISTER)
        place = organisations.area_by_code(area)
        question = Question(
            scope=Scope(area_id=place.pk), period=Period(since, max(since, until)), on=request.auth.on
        )
        Reach(request.auth, request.auth.on).check(question)
        found = _sums(facts.area_totals_by_cell(measure, [place.pk], keys, slice), periods)
    rows = [
        {"period": one.code, "since": one.start, "until": one.end, "quantity": quantity}
        for one, quantity in zip(periods, found, strict=True)
    ]
    asked = {"measure": measure, "slice": slice, "organisation": organisation or None, "area": area or None}
    return {**asked, "results": rows, "next": None}


class Fact(Schema):
    id: int
    on: date
    since: date
    slice: str
    quantity: int
    source: str
    origin: str
    revision: int
    recorded_at: datetime


@router.get("/facts", response=answers(Page[Fact]), url_name="facts", summary="Facts behind a total")
def fact_rows(
    request: Asking,
    measure: Text,
    organisation: Text,
    since: Day,
    until: Day,
    slice: Text = "",
    after: Key = 0,
    limit: Limit = LIMIT,
) -> Any:
    """Every fact of one organisation in the period, reversals too: their sum over all pages is the total."""
    book.get(measure)
    unit = access.unit_for(request.auth, organisation, access.REGISTER)
    rows = facts.facts_of(measure, unit.pk, Period(since, until), slice, after_id=after, limit=limit + 1)
    fields = Fact.model_fields

    def told(row: Any) -> dict[str, Any]:
        return {name: getattr(row, name) for name in fields}

    return page(request, rows, limit, lambda row: row.id, told)


class Count(Schema):
    id: int
    organisation: str
    measure: str
    since: date
    until: date
    origin: str
    key: str = Field(description="The source's own key, where another program sent it in.")
    revision: int
    taken_back: bool
    quantities: dict[str, int] | None = Field(description='"" is the whole; "age=child" a part of it.')
    note: str
    entered_by: str
    entered_at: datetime


class CountRevision(Schema):
    number: int
    quantities: dict[str, int] | None
    note: str
    entered_by: str
    entered_at: datetime


class CountHistory(Schema):
    id: int
    organisation: str
    measure: str
    since: date
    until: date
    key: str
    taken_back: bool
    revisions: list[CountRevision]


def _said(revision: Any) -> dict[str, Any]:
    return {
        "quantities": revision.quantities,
        "note": revision.note,
        "entered_by": revision.entered_by_name,
        "entered_at": revision.entered_at,
    }


@router.get("/counts", response=answers(Page[Count]), url_name="counts", summary="Counts of an organisation")
def counts(
    request: Asking, organisation: Text, measure: Text = "", after: Key | None = None, limit: Limit = LIMIT
) -> Any:
    """What was entered or sent in, with the revision that holds, newest first."""
    unit = access.unit_for(request.auth, organisation, access.REGISTER)
    rows = facts.counts_of(unit.pk, measure=measure, before=after, limit=limit + 1)

    def told(row: Any) -> dict[str, Any]:
        count, revision = row
        fields = ("id", "measure", "since", "until", "origin", "revision")
        return {
            **{name: getattr(count, name) for name in fields},
            "organisation": unit.code,
            "key": count.source_key,
            "taken_back": count.reversed,
            **_said(revision),
        }

    return page(request, rows, limit, lambda row: row[0].pk, told)


@router.get(
    "/counts/{int:pk}", response=answers(CountHistory), url_name="count", summary="One count through time"
)
def count(request: Asking, pk: Key) -> Any:
    """A count with every revision, newest first: who said what when."""
    found = count_for(request.auth, pk)
    return {
        **{name: getattr(found, name) for name in ("id", "measure", "since", "until")},
        "organisation": found.organisation.code,
        "key": found.source_key,
        "taken_back": found.reversed,
        "revisions": [{"number": one.number, **_said(one)} for one in facts.revisions_of(found)],
    }
