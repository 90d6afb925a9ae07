"""Months that stand far from the same months of earlier years: what they are compared with, and what was asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import F, Q, QuerySet, Sum

from densach.facts.models import Count, Fact, Oddity, OddityState
from densach.facts.queries.book import in_slice
from densach.kernel.numbers import whole_number
from densach.kernel.period import Period
from densach.organisations import queries as organisations

# So many years back a month is compared with; older ones belong to another time.
YEARS: Final = 10
PAGE: Final = 50


@dataclass(frozen=True)
class OdditiesWanted:
    """What a list of questions shows; empty words ask for all."""

    organisation_ids: Collection[int]
    state: str = ""
    measure: str = ""
    year: int | None = None


def of_months(measure: str, organisation_id: int, month: int, until_year: int) -> dict[int, int]:
    """What was counted in this month of each of the last years, the year told included, with what became part of the
    unit. A number for more than the month says nothing of the month, and is left out. Two queries.
    """
    rows = Fact.objects.filter(
        in_slice(""),
        measure=measure,
        organisation_id__in=organisations.as_now_organisation_ids(organisation_id),
        on__month=month,
        since__month=month,
        since__year=F("on__year"),
        on__gte=date(until_year - YEARS, 1, 1),
        on__lte=Period.month(until_year, month).end,
    )
    grouped = rows.values("on__year").annotate(sum=Sum(F("sign") * F("quantity"))).order_by("on__year")
    return {row["on__year"]: int(row["sum"]) for row in grouped}


def oddities(wanted: OdditiesWanted) -> QuerySet[Oddity]:
    """The questions, newest month first."""
    rows = Oddity.objects.filter(organisation_id__in=list(wanted.organisation_ids))
    if wanted.state in OddityState.values:
        rows = rows.filter(state=wanted.state)
    if wanted.measure:
        rows = rows.filter(measure=wanted.measure)
    if wanted.year:
        rows = rows.filter(year=wanted.year)
    return rows.select_related("organisation").order_by("-year", "-month", "-pk")


def oddities_page(rows: QuerySet[Oddity], before: str) -> tuple[list[Oddity], str]:
    """A page by key ("year-month-number") and the key after which the next one begins; empty at the end."""
    parts = [whole_number(part) for part in before.split("-")]
    if len(parts) == 3 and None not in parts:
        year, month, key = parts
        rows = rows.filter(
            Q(year__lt=year) | Q(year=year, month__lt=month) | Q(year=year, month=month, pk__lt=key)
        )
    found = list(rows[: PAGE + 1])
    if len(found) <= PAGE:
        return found, ""
    last = found[PAGE - 1]
    return found[:PAGE], f"{last.year}-{last.month}-{last.pk}"


def oddity_by_id(pk: int) -> Oddity | None:
    return Oddity.objects.filter(pk=pk).select_related("organisation").first()


def open_oddity(count: Count) -> Oddity | None:
    """The open question about the month of a hand count."""
    return Oddity.objects.filter(
        organisation_id=count.organisation_id,
        measure=count.measure,
        year=count.until.year,
        month=count.until.month,
        state=OddityState.ASKED,
    ).first()


def open_oddities(organisation_ids: Collection[int]) -> int:
    """How many questions wait for an answer."""
    return Oddity.objects.filter(organisation_id__in=list(organisation_ids), state=OddityState.ASKED).count()


def counts_of_month(oddity: Oddity) -> list[Count]:
    """The hand counts that make the month's number."""
    month = Period.month(oddity.year, oddity.month)
    rows = Count.objects.filter(
        organisation_id=oddity.organisation_id,
        measure=oddity.measure,
        reversed=False,
        until__gte=month.start,
        until__lte=month.end,
    )
    return list(rows.order_by("until", "pk"))


def pairs_counted(organisation_ids: Collection[int], month: Period) -> list[tuple[int, str]]:
    """(unit, measure) of everything counted in the month."""
    rows = Fact.objects.filter(
        organisation_id__in=list(organisation_ids), on__gte=month.start, on__lte=month.end
    )
    return list(
        rows.values_list("organisation_id", "measure").distinct().order_by("organisation_id", "measure")
    )
