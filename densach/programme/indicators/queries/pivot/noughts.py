"""Cells in which somebody counted nothing: the kept totals do not tell them from cells in which nobody counted."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from densach.facts import queries as facts
from densach.facts.queries import Nought
from densach.kernel.period import Period
from densach.organisations.models import OrganisationVersion
from densach.programme.indicators.queries.pivot.flows import Sums, Wanted
from densach.programme.indicators.queries.pivot.places import Place
from densach.programme.indicators.queries.territory import Member


class _Stay(NamedTuple):
    """An institution in an area from a day on; its first one holds for earlier days too."""

    since: date
    area: int


def in_members(wanted: Wanted, members: Collection[Member]) -> Sums:
    """Noughts of institutions on the days on which they belonged to the territory."""
    known = {one.id: one for one in members}
    return {
        (one.organisation, one.measure, one.slice, slot): 0
        for one, slot in _told(wanted, list(known))
        if any(one.on in window for window in known[one.organisation].windows)
    }


def in_places(wanted: Wanted, places: Sequence[Place], sums: Sums, on: date) -> Sums:
    """Noughts of the institutions that stood in places with an empty cell. Two queries, none where all is full."""
    lacking = [place for place in places if _lacks(place, wanted, sums, on)]
    areas = {key: place for place in lacking for key in place.ids}
    if not areas:
        return {}
    rows = OrganisationVersion.objects.filter(area_id__in=list(areas)).order_by("valid_from")
    inside = dict.fromkeys(rows.values_list("organisation_id", flat=True))
    told = list(_told(wanted, list(inside)))
    if not told:
        return {}
    stays: defaultdict[int, list[_Stay]] = defaultdict(list)
    every = OrganisationVersion.objects.filter(organisation_id__in={one.organisation for one, _slot in told})
    for key, since, area in every.order_by("valid_from").values_list(
        "organisation_id", "valid_from", "area_id"
    ):
        stays[key].append(_Stay(since, area))
    found: Sums = {}
    for one, slot in told:
        place = areas.get(_area_on(stays[one.organisation], one.on))
        if place is not None and (place.within is None or any(one.on in window for window in place.within)):
            found[place.id, one.measure, one.slice, slot] = 0
    return found


def _area_on(stays: Sequence[_Stay], on: date) -> int:
    held = [stay.area for stay in stays if stay.since <= on]
    return held[-1] if held else stays[0].area


def _lacks(place: Place, wanted: Wanted, sums: Sums, on: date) -> bool:
    """Whether a cell of a time that has come is empty."""
    return any(
        (place.id, measure, slice_, slot) not in sums
        for slot, period in enumerate(wanted.slots)
        if period.start <= on
        for measure in wanted.measures
        for slice_ in wanted.slices
    )


def _told(wanted: Wanted, organisation_ids: Collection[int]) -> Iterator[tuple[Nought, int]]:
    """Noughts that the table asks for, each with its slot."""
    if not organisation_ids:
        return
    ends = [slot.end for slot in wanted.slots]
    span = Period(wanted.slots[0].start, ends[-1])
    slices = set(wanted.slices)
    for one in facts.noughts(wanted.measures, organisation_ids, span):
        slot = bisect_left(ends, one.on)
        if one.slice in slices and one.on in wanted.slots[slot]:
            yield one, slot
