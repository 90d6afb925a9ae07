"""What the house knows of a unit over a period, frozen: figures with the year before, models, tasks, what was asked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import translation

from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.programme.indicators import queries as indicators
from densach.programme.indicators.models import Formula, Indicator
from densach.programme.indicators.rules import Scope, Value
from densach.programme.oversight.models import (
    Nomination,
    Practice,
    PracticeState,
    PracticeUse,
    Recommendation,
)
from densach.programme.oversight.rules.outline import seal
from densach.programme.plans.models import RowState, TaskUnit


def gather(organisation: Organisation, period: Period, at: datetime, on: date) -> dict[str, Any]:
    """A sheet of plain values: the figures of the unit and what stands under it, each with the address of its records
    as the book stood; `seal` over the rest.
    """
    mark = indicators.book_mark()
    level = organisations.named(organisation, on).level
    # How many units there are says nothing of one unit.
    catalogue = [
        one
        for one in indicators.catalogue()
        if one.formula != Formula.INSTITUTIONS and (not one.levels or level in one.levels)
    ]
    scope = Scope(root_id=organisation.pk)
    before = period.year_earlier()
    asked = [(one, scope, span) for one in catalogue for span in (period, before)]
    values = indicators.evaluate_all(asked, on, as_="now", until_fact=mark, known_at=at)
    with translation.override("vi"):
        urls = [
            indicators.evidence_url(one, scope, period, on, as_="now", until_fact=mark, known_at=at)
            for one in catalogue
        ]
    figures = [
        {
            **_called(one),
            **_told(values[2 * place], ""),
            **_told(values[2 * place + 1], "before_"),
            "url": url,
        }
        for place, (one, url) in enumerate(zip(catalogue, urls, strict=True))
        if values[2 * place].numerator
    ]
    sheet: dict[str, Any] = {
        "from": period.start.isoformat(),
        "to": period.end.isoformat(),
        "on": on.isoformat(),
        "book_mark": mark,
        "figures": figures,
        **_registers(organisation, period),
    }
    return {**sheet, "seal": seal(sheet)}


def _called(indicator: Indicator) -> dict[str, object]:
    names = ("code", "name_vi", "name_en", "unit_vi", "unit_en")
    return {name: getattr(indicator, name) for name in names}


def _told(value: Value, prefix: str) -> dict[str, object]:
    return {
        f"{prefix}numerator": value.numerator,
        f"{prefix}denominator": value.denominator,
        f"{prefix}unknown": value.unknown,
    }


def _registers(organisation: Organisation, period: Period) -> dict[str, Any]:
    models = Practice.objects.filter(organisation=organisation, state=PracticeState.RECOGNISED).order_by("pk")
    used = PracticeUse.objects.filter(organisation=organisation).select_related("practice").order_by("pk")
    tasks = TaskUnit.objects.filter(organisation=organisation, task__state=RowState.ACCEPTED)
    asked = Recommendation.objects.filter(organisation=organisation, due__lte=period.end)
    return {
        "practices": [{"id": one.pk, "title": one.title} for one in models],
        "uses": [{"id": one.practice_id, "title": one.practice.title} for one in used],
        "tasks": list(dict.fromkeys(tasks.order_by("task__position").values_list("task__title", flat=True))),
        "recommendations": asked.count(),
        "recommendations_open": asked.filter(state__in=("open", "answered")).count(),
    }


def sheet_holds(nomination: Nomination) -> bool:
    """Whether the frozen sheet is what was sealed."""
    told = {name: value for name, value in nomination.evidence.items() if name != "seal"}
    return not told or seal(told) == nomination.evidence.get("seal")
