"""The shared catalogue of indicators, and what they say of a place and a period."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Router, Schema
from pydantic import Field

from densach.exchange import access
from densach.exchange.rules import Ambiguous
from densach.exchange.views.api.answers import (
    LIMIT,
    Asking,
    AsWhen,
    Day,
    Key,
    Limit,
    Page,
    Text,
    Year,
    answers,
    number,
    page,
)
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.programme.indicators import queries as indicators
from densach.programme.indicators.access import Reach
from densach.programme.indicators.rules import Question, Scope

router = Router(tags=["Indicators"])


class Indicator(Schema):
    code: str
    name_vi: str
    name_en: str
    group: str
    formula: str
    unit_vi: str
    unit_en: str
    measure: str
    over_measure: str
    capability: str | None
    kinds: list[str]
    levels: list[str]


def _indicator(one: Any) -> dict[str, Any]:
    fields = (
        "code",
        "name_vi",
        "name_en",
        "group",
        "formula",
        "unit_vi",
        "unit_en",
        "measure",
        "over_measure",
    )
    return {
        **{name: getattr(one, name) for name in fields},
        "capability": one.capability.code if one.capability else None,
        "kinds": one.kinds,
        "levels": one.levels,
    }


@router.get("/indicators", response=answers(Page[Indicator]), url_name="indicators", summary="The catalogue")
def catalogue(
    request: Asking,
    text: Text = "",
    group: Text = "",
    formula: Text = "",
    after: Key = 0,
    limit: Limit = LIMIT,
) -> Any:
    """What plans and reports ask for: each indicator, how it is made and from what, in the catalogue's order."""
    access.require_some(request.auth, access.PLANS)
    rows = indicators.catalogue_page(text=text, group=group, formula=formula, after=after, limit=limit + 1)
    return page(request, rows, limit, lambda one: one.position, _indicator)


@router.get("/indicators/{code}", response=answers(Indicator), url_name="indicator", summary="One indicator")
def indicator(request: Asking, code: Text) -> Any:
    """What it is and how it is made."""
    access.require_some(request.auth, access.PLANS)
    return _indicator(indicators.by_code(code))


class Share(Schema):
    """One institution's share in a figure; null is "not answered", which is not nought."""

    organisation: str
    name: str
    numerator: int | None
    denominator: int | None
    answer: bool | None


class Value(Schema):
    indicator: str
    period: str
    since: date
    until: date
    on: date
    as_when: AsWhen
    area: str | None
    organisation: str | None
    numerator: int | None
    denominator: int | None
    ratio: float | None
    yes: int
    no: int
    unknown: int
    unit: str
    complete: bool = Field(description="Whether everybody who should have answered has.")


class ValueOfParts(Value):
    parts: list[Share]


class Series(Schema):
    results: list[Value]
    next: str | None


def _question(request: Asking, area: str, organisation: str, period: str, on: date, as_: AsWhen) -> Question:
    if area and organisation:
        raise Ambiguous(names="area, organisation")
    access.require_some(request.auth, access.PLANS)
    reach = Reach(request.auth, on)
    if organisation:
        scope = Scope(root_id=organisations.by_code(organisation).pk)
    else:
        scope = Scope(area_id=organisations.area_by_code(area).pk if area else reach.area_id)
    question = Question(
        scope=scope, period=Period.parse(period) if period else Period.year(on.year), on=on, as_=as_
    )
    reach.check(question)
    return question


def _value(value: Any, question: Question, area: str, organisation: str) -> dict[str, Any]:
    period = value.period or question.period
    fields = ("numerator", "denominator", "yes", "no", "unknown", "unit", "complete", "on")
    return {
        **{name: getattr(value, name) for name in fields},
        "indicator": value.indicator_code,
        "period": period.code,
        "since": period.start,
        "until": period.end,
        "as_when": question.as_,
        "area": area or None,
        "organisation": organisation or None,
        "ratio": number(value.ratio),
    }


@router.get(
    "/indicators/{code}/value", response=answers(ValueOfParts), url_name="value", summary="One figure"
)
def value(
    request: Asking,
    code: Text,
    area: Text = "",
    organisation: Text = "",
    period: Text = "",
    on: Day | None = None,
    as_when: AsWhen = "was",
) -> Any:
    """What the indicator says of an area, or of an organisation and all under it, in a period, as of a day.

    Without a place, of the token's own territory; without a period, of the running year. `as_when=now` reads the past
    in the borders of today, `was` in those of each day. `parts` tells every institution behind the figure.
    """
    day = on or request.auth.on
    question = _question(request, area, organisation, period, day, as_when)
    found = indicators.evaluate(indicators.by_code(code), question.scope, question.period, day, as_=as_when)
    codes = organisations.all_named([part.organisation_id for part in found.parts], day)
    parts = [
        {
            "organisation": codes[part.organisation_id].code,
            "name": part.name,
            "numerator": part.numerator,
            "denominator": part.denominator,
            "answer": part.answer,
        }
        for part in found.parts
    ]
    return {**_value(found, question, area, organisation), "parts": parts}


@router.get(
    "/indicators/{code}/series",
    response=answers(Series),
    url_name="series",
    summary="A figure month by month",
)
def series(
    request: Asking,
    code: Text,
    area: Text = "",
    organisation: Text = "",
    year: Year | None = None,
    on: Day | None = None,
    as_when: AsWhen = "was",
) -> Any:
    """The figure of each month of a year."""
    day = on or request.auth.on
    question = _question(request, area, organisation, f"{year:04d}" if year else "", day, as_when)
    periods = [Period.month(question.period.start.year, month) for month in range(1, 13)]
    values = indicators.series(indicators.by_code(code), question.scope, periods, day, as_=as_when)
    return {"results": [_value(one, question, area, organisation) for one in values], "next": None}
