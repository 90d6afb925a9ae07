"""Reading the counting book: kept totals first, facts where totals cannot answer.

`until_fact` reads the book as it stood when that fact was the last one, so that a frozen figure always opens onto
exactly the facts that made it. `slice` is "" or one `dimension=value`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db.models import Count as Tally
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Sum

from densach.facts import opening
from densach.facts.ledger import Places, kept_cells
from densach.facts.models import Count, CountRevision, Fact, Total
from densach.facts.origin import Origin
from densach.facts.rules import OF_WHICH, cover
from densach.kernel.period import Period


def mark() -> int:
    """The number of the last fact: what a report freezes."""
    return Fact.objects.aggregate(last=Max("pk"))["last"] or 0


def in_slice(slice: str) -> Q:
    """The facts that make up a slice: all but "of which" parts for the whole, else every fact told apart this way."""
    if not slice:
        return ~Q(slice__startswith=OF_WHICH)
    return (
        Q(slice=OF_WHICH + slice)
        | Q(slice=slice)
        | (
            ~Q(slice__startswith=OF_WHICH)
            & (Q(slice__startswith=f"{slice};") | Q(slice__endswith=f";{slice}"))
        )
        | Q(slice__contains=f";{slice};")
    )


def _facts(
    measure: str,
    period: Period,
    slice: str,
    until_fact: int | None,
    organisation_ids: Collection[int] | None = None,
) -> QuerySet[Fact]:
    rows = Fact.objects.filter(in_slice(slice), measure=measure, on__gte=period.start, on__lte=period.end)
    if organisation_ids is not None:
        rows = rows.filter(organisation_id__in=list(organisation_ids))
    if until_fact is not None:
        rows = rows.filter(pk__lte=until_fact)
    return rows


def in_cells(keys: Sequence[int]) -> Q:
    """The cells; a gapless run inside one year as a range, which the key of the totals reads in one stretch."""
    if len(keys) > 2 and keys[0] % 10_000 and keys[0] // 10_000 == keys[-1] // 10_000:
        # January to December in half months: 101, 102, 201 … 1202.
        months = [2 * (key % 10_000 // 100) + key % 100 for key in keys]
        if months == list(range(months[0], months[0] + len(months))):
            return Q(period__range=(keys[0], keys[-1]))
    return Q(period__in=list(keys))


def _kept(
    kind: str, unit_ids: Collection[int], measure: str, slice: str, keys: Sequence[int]
) -> QuerySet[Total]:
    return Total.objects.filter(
        in_cells(keys), unit_kind=kind, unit_id__in=list(unit_ids), measure=measure, slice=slice
    )


def total_of_areas(measure: str, area_ids: Collection[int], period: Period, slice: str = "") -> int:
    """The sum over areas as they were on each day. The areas must not lie inside one another."""
    keys, edges = cover(period)
    total = _kept("a", area_ids, measure, slice, keys).aggregate(sum=Sum("quantity"))["sum"] or 0
    if edges:
        # Odd days have no kept total: they are summed from the facts, each where its institution stood that day.
        places = Places.of_all()
        total += sum(_area_edge(measure, area_ids, edge, slice, places) for edge in edges)
    return int(total)


def _area_edge(measure: str, area_ids: Collection[int], edge: Period, slice: str, places: Places) -> int:
    rows = _facts(measure, edge, slice, None, places.ever_inside(area_ids))
    by_day = rows.values("organisation_id", "on").annotate(sum=Sum(F("sign") * F("quantity"))).order_by()
    wanted = set(area_ids)
    return sum(
        int(row["sum"])
        for row in by_day
        if not wanted.isdisjoint(places.areas(row["organisation_id"], row["on"]))
    )


def totals_of_organisations(
    measure: str,
    organisation_ids: Collection[int],
    period: Period,
    slice: str = "",
    until_fact: int | None = None,
) -> dict[int, int]:
    """Each organisation's sum; those without any fact are left out."""
    if until_fact is not None:
        return _sums(_facts(measure, period, slice, until_fact, organisation_ids))
    keys, edges = cover(period)
    kept = _kept("o", organisation_ids, measure, slice, keys).values("unit_id").annotate(sum=Sum("quantity"))
    found = {row["unit_id"]: int(row["sum"]) for row in kept}
    for edge in edges:
        for key, amount in _sums(_facts(measure, edge, slice, None, organisation_ids)).items():
            found[key] = found.get(key, 0) + amount
    return found


def _sums(rows: QuerySet[Fact]) -> dict[int, int]:
    grouped = rows.values("organisation_id").annotate(sum=Sum(F("sign") * F("quantity")))
    return {row["organisation_id"]: int(row["sum"]) for row in grouped.order_by()}


def sums_by_measure(organisation_id: int, period: Period) -> dict[str, int]:
    """All FLOW measures of one organisation over the whole cells of the period, in one query."""
    keys, _edges = cover(period)
    rows = Total.objects.filter(unit_kind="o", unit_id=organisation_id, slice="", period__in=keys)
    grouped = rows.values("measure").annotate(sum=Sum("quantity"))
    return {row["measure"]: int(row["sum"]) for row in grouped}


def months_of(organisation_id: int, first_year: int, last_year: int) -> dict[tuple[str, int, int], int]:
    """(measure, year, month) → sum, of every FLOW that one organisation has counted in these years. One query."""
    span = (first_year * 10_000 + 101, last_year * 10_000 + 1299)
    rows = Total.objects.filter(unit_kind="o", unit_id=organisation_id, slice="", period__range=span)
    found: dict[tuple[str, int, int], int] = {}
    for measure, cell, quantity in rows.values_list("measure", "period", "quantity"):
        year, rest = divmod(cell, 10_000)
        # Nought is the whole year, which its half months make up.
        if rest:
            key = (measure, year, rest // 100)
            found[key] = found.get(key, 0) + quantity
    return found


def totals_by_cell(
    measure: str, organisation_ids: Collection[int], keys: Sequence[int], slice: str = ""
) -> dict[int, int]:
    """Kept sums of many organisations together, by cell key: what a chart over many periods reads in one query."""
    rows = _kept("o", organisation_ids, measure, slice, keys).values("period").annotate(sum=Sum("quantity"))
    return {row["period"]: int(row["sum"]) for row in rows}


def area_totals_by_cell(
    measure: str, area_ids: Collection[int], keys: Sequence[int], slice: str = ""
) -> dict[int, int]:
    rows = _kept("a", area_ids, measure, slice, keys).values("period").annotate(sum=Sum("quantity"))
    return {row["period"]: int(row["sum"]) for row in rows}


def area_cells(
    measures: Collection[str], area_ids: Collection[int], keys: Sequence[int], slice: str = ""
) -> list[tuple[int, str, int, int]]:
    """(area, measure, cell key, quantity) of every kept cell asked for: a table or a map of many in one query."""
    if not (measures and area_ids and keys):
        return []
    return kept_cells("a", list(area_ids), list(measures), sorted(keys), slice)


def areas_by_total(
    measure: str, area_ids: Collection[int], period: Period, slice: str = ""
) -> dict[int, int]:
    """Each area's sum over the whole cells of the period: for maps and comparisons."""
    keys, _edges = cover(period)
    rows = _kept("a", area_ids, measure, slice, keys).values("unit_id").annotate(sum=Sum("quantity"))
    return {row["unit_id"]: int(row["sum"]) for row in rows}


def standing_facts(rows: QuerySet[Fact]) -> QuerySet[Fact]:
    """Facts that were not reversed."""
    taken_back = Fact.objects.filter(
        measure=OuterRef("measure"),
        source=OuterRef("source"),
        slice=OuterRef("slice"),
        revision=OuterRef("revision"),
        sign=-1,
    )
    return rows.filter(~Exists(taken_back), sign=1)


def begun_before(measure: str, organisation_ids: Collection[int], period: Period) -> tuple[int, int]:
    """How many counts of the period began before it, and what they hold together: they stand whole on their last
    day (decision 0003), so that a part of them belongs to the days before.
    """
    rows = Fact.objects.filter(
        in_slice(""),
        measure=measure,
        organisation_id__in=list(organisation_ids),
        on__range=(period.start, period.end),
        since__lt=period.start,
    )
    told = standing_facts(rows).aggregate(number=Tally("pk"), sum=Sum("quantity"))
    return told["number"], int(told["sum"] or 0)


def counted_days(
    measure: str, organisation_ids: Collection[int], period: Period
) -> list[tuple[int, date, date]]:
    """For what days of the period there are standing counts: organisation, first and last day, each once."""
    rows = Fact.objects.filter(
        in_slice(""),
        measure=measure,
        organisation_id__in=list(organisation_ids),
        on__gte=period.start,
        since__lte=period.end,
    )
    found = standing_facts(rows).values_list("organisation_id", "since", "on").distinct()
    return [(key, max(since, period.start), min(on, period.end)) for key, since, on in found]


def readings_of_organisations(
    measure: str, organisation_ids: Collection[int], on: date, slice: str = "", until_fact: int | None = None
) -> dict[int, int]:
    """STOCK: each organisation's latest reading on or before the day; those without one are left out."""
    return {
        row.organisation_id: row.quantity for row in _latest(measure, organisation_ids, on, slice, until_fact)
    }


def _latest(
    measure: str, organisation_ids: Collection[int], on: date, slice: str, until_fact: int | None
) -> Iterable[Fact]:
    rows = Fact.objects.filter(
        in_slice(slice), measure=measure, organisation_id__in=list(organisation_ids), on__lte=on
    )
    if until_fact is not None:
        later = Fact.objects.filter(
            pk__lte=until_fact,
            measure=OuterRef("measure"),
            source=OuterRef("source"),
            slice=OuterRef("slice"),
            revision=OuterRef("revision"),
            sign=-1,
        )
        rows = rows.filter(~Exists(later), sign=1, pk__lte=until_fact)
    else:
        rows = standing_facts(rows)
    found: dict[int, Fact] = {}
    for row in rows.order_by("organisation_id", "on", "pk"):
        found[row.organisation_id] = row
    return found.values()


def answered(
    measure: str, organisation_ids: Collection[int], period: Period, until_fact: int | None = None
) -> set[int]:
    """Which of them have at least one standing fact in the period; zero counts as an answer."""
    rows = _facts(measure, period, "", until_fact, organisation_ids)
    if until_fact is None:
        rows = standing_facts(rows)
    else:
        net = rows.values("organisation_id").annotate(net=Sum("sign")).filter(net__gt=0)
        return set(net.order_by().values_list("organisation_id", flat=True))
    return set(rows.values_list("organisation_id", flat=True).distinct())


def counting(organisation_ids: Collection[int], measures: Collection[str], period: Period) -> set[int]:
    """Which of them counted any of the measures in the period; zero counts as counted. One query."""
    rows = standing_facts(
        Fact.objects.filter(
            organisation_id__in=list(organisation_ids),
            measure__in=list(measures),
            on__gte=period.start,
            on__lte=period.end,
        )
    )
    return set(rows.values_list("organisation_id", flat=True).distinct())


@dataclass(frozen=True)
class FactRow:
    """A fact as evidence. `quantity` carries the sign; `record_url` opens the record that made it."""

    id: int
    organisation_id: int
    on: date
    since: date
    slice: str
    quantity: int
    source: str
    origin: str
    revision: int
    recorded_at: datetime
    record_url: str | None


def record_url(source: str) -> str | None:
    """Where the record behind a fact is looked at; None where no room opens such records."""
    return opening.address_of(source)


def _row(fact: Fact) -> FactRow:
    return FactRow(
        id=fact.pk,
        organisation_id=fact.organisation_id,
        on=fact.on,
        since=fact.since,
        slice=fact.slice,
        quantity=fact.sign * fact.quantity,
        source=fact.source,
        origin=fact.origin,
        revision=fact.revision,
        recorded_at=fact.recorded_at,
        record_url=record_url(fact.source),
    )


def facts_of(
    measure: str,
    organisation_id: int,
    period: Period,
    slice: str = "",
    until_fact: int | None = None,
    after_id: int = 0,
    limit: int = 50,
) -> list[FactRow]:
    """A page of the facts of one organisation in the period, oldest first. Their sum over all pages is the figure."""
    rows = _facts(measure, period, slice, until_fact, [organisation_id]).filter(pk__gt=after_id)
    return [_row(fact) for fact in rows.order_by("pk")[:limit]]


def reading_of(
    measure: str, organisation_id: int, on: date, slice: str = "", until_fact: int | None = None
) -> FactRow | None:
    """STOCK: the fact that is the organisation's reading on the day."""
    return next((_row(fact) for fact in _latest(measure, [organisation_id], on, slice, until_fact)), None)


def facts_by_source(measure: str, source: str) -> list[FactRow]:
    return [_row(fact) for fact in Fact.objects.filter(measure=measure, source=source).order_by("pk")]


def share_elapsed(measure: str, area_ids: Collection[int], on: date, years: int = 3) -> Fraction | None:
    """Mean share of the year that was reached by this day, over up to `years` complete earlier years.

    A year is complete when each of its months has something counted; a year known only as one reported figure says
    nothing of its course. None when there is no such year.
    """
    shares: list[Fraction] = []
    for year in range(on.year - 1, on.year - 1 - years, -1):
        whole = Period.year(year)
        cells = area_totals_by_cell(measure, area_ids, list(whole.cells().full))
        months = {key // 100 for key, amount in cells.items() if amount}
        total = sum(cells.values())
        if len(months) < 12 or total <= 0:
            continue
        last = on.replace(year=year, day=28) if (on.month, on.day) == (2, 29) else on.replace(year=year)
        shares.append(
            Fraction(total_of_areas(measure, area_ids, Period.between(date(year, 1, 1), last)), total)
        )
    return sum(shares, Fraction(0)) / len(shares) if shares else None


def counts_of(
    organisation_id: int, *, measure: str = "", before: int | None = None, limit: int = 50
) -> list[tuple[Count, CountRevision]]:
    """A page of hand counts with their last revision, newest first."""
    rows = Count.objects.filter(organisation_id=organisation_id)
    if measure:
        rows = rows.filter(measure=measure)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    page = list(rows.order_by("-pk")[:limit])
    last = CountRevision.objects.filter(count__in=page, number=F("count__revision")).select_related(
        "evidence"
    )
    by_count = {revision.count_id: revision for revision in last}
    return [(count, by_count[count.pk]) for count in page]


def count_by_id(pk: int) -> Count | None:
    return Count.objects.filter(pk=pk).select_related("organisation").first()


def revisions_of(count: Count) -> list[CountRevision]:
    return list(count.revisions.select_related("evidence").order_by("-number"))


def origins() -> dict[str, str]:
    return {origin.value: str(origin.label) for origin in Origin}
