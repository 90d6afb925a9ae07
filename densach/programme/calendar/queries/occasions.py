"""Occasions and their dates: the nearest place's word holds, the province's before the nation's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.programme.calendar.models import Occasion, OccasionDates
from densach.programme.calendar.rules import Span, UnknownOccasion, spans


@dataclass(frozen=True)
class Dated:
    """An occasion in a year: its span, or none where it is cancelled or its dates are not set. `told` is whose word."""

    occasion: Occasion
    year: int
    span: Span | None
    told: OccasionDates | None = None

    @property
    def is_cancelled(self) -> bool:
        return self.told is not None and self.told.cancelled


def areas_around(area_id: int | None, on: date) -> list[int]:
    """The area and all around it, the nearest first."""
    if area_id is None:
        return []
    return [area_id, *organisations.ancestors_of_area(area_id, on)]


def occasion_by_code(code: str) -> Occasion:
    """Raises UnknownOccasion."""
    found = Occasion.objects.filter(code=code).first()
    if found is None:
        raise UnknownOccasion
    return found


def occasions_of(area_ids: Sequence[int]) -> list[Occasion]:
    """The nation's and those of these areas."""
    rows = Occasion.objects.filter(Q(area__isnull=True) | Q(area_id__in=list(area_ids)))
    return list(rows.order_by("area_id", "month", "day", "pk"))


def dates_in(period: Period, area_ids: Sequence[int]) -> list[Dated]:
    """What falls into the period in a place; two queries, however many occasions. `area_ids` nearest first."""
    years = range(period.start.year, period.end.year + 1)
    found = [dated for year in years for dated in dates_of_year(year, area_ids)]
    return [one for one in found if one.span is not None and one.span.meets(period)]


def dates_of_year(year: int, area_ids: Sequence[int]) -> list[Dated]:
    """Every occasion of a place in a year, those without dates too."""
    told = _words(year, area_ids)
    return [one for occasion in occasions_of(area_ids) for one in _dated(occasion, year, told)]


def dates_of(occasion: Occasion, years: Iterable[int], area_ids: Sequence[int]) -> list[Dated]:
    """One occasion in each of these years."""
    return [one for year in years for one in _dated(occasion, year, _words(year, area_ids, occasion.pk))]


def _words(year: int, area_ids: Sequence[int], occasion_id: int | None = None) -> dict[int, OccasionDates]:
    """Occasion → the word that holds: the nearest place's last one."""
    rows = OccasionDates.objects.filter(Q(area__isnull=True) | Q(area_id__in=list(area_ids)), year=year)
    if occasion_id is not None:
        rows = rows.filter(occasion_id=occasion_id)
    order = {key: place for place, key in enumerate(area_ids)}
    found: dict[int, OccasionDates] = {}
    for row in sorted(rows, key=lambda one: (-order.get(one.area_id or 0, len(order)), one.pk)):
        found[row.occasion_id] = row
    return found


def _dated(occasion: Occasion, year: int, told: dict[int, OccasionDates]) -> Iterable[Dated]:
    if (occasion.year_from or year) > year or (occasion.year_to or year) < year:
        return []
    word = told.get(occasion.pk)
    if word is not None:
        span = None
        if not word.cancelled and word.first_day and word.last_day:
            span = Span(word.first_day, word.last_day)
        return [Dated(occasion, year, span, word)]
    own = spans(occasion.rule, occasion.month, occasion.day, occasion.leap, occasion.days, year)
    return [Dated(occasion, year, span) for span in own] or [Dated(occasion, year, None)]
