"""Readings, shares and ratios of institutions for a table: nothing of these is kept, each is read for its days."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from densach.facts import queries as facts
from densach.programme.indicators.queries.pivot.gauges import Gauge
from densach.programme.indicators.queries.reading import Reading, asked_scope
from densach.programme.indicators.queries.territory import Member
from densach.programme.indicators.rules import Scope
from densach.programme.indicators.rules_pivot import Figure, Slot

# (institution, slot) → figure
Told = dict[tuple[int, int], Figure]


def members_of(gauge: Gauge, scope: Scope, reading: Reading) -> tuple[Member, ...]:
    """The institutions of the territory whose word counts, over all time."""
    return reading.members_of(_narrowed(gauge, scope))


def _narrowed(gauge: Gauge, scope: Scope) -> Scope:
    """What was asked for, within what the gauge is about."""
    if gauge.indicator is not None:
        return asked_scope(gauge.indicator, scope)
    able = gauge.measure.kinds if gauge.measure else ()
    kinds = scope.kinds or gauge.kinds
    kinds = tuple(kind for kind in kinds if kind in able) or (() if scope.kinds else able)
    return replace(scope, kinds=kinds or ("",), levels=scope.levels or gauge.levels)


def readings(gauge: Gauge, members: Collection[Member], slots: Sequence[Slot], on: date, slice_: str) -> Told:
    """STOCK: the latest reading of each institution alive on the last day of the slot; the others are unknown."""
    if gauge.measure is None:
        return {}
    days = [min(slot.period.end, on) for slot in slots]
    found = facts.readings_on_days(gauge.measure.code, [one.id for one in members], days, slice_)
    return {
        (one.id, place): Figure(known) if known is not None else Figure(0, None, 1, 0)
        for one in members
        for place, day in enumerate(days)
        if slots[place].period.start <= on and one.alive_on(day)
        for known in [found.get((one.id, place))]
    }


def shares(gauge: Gauge, scope: Scope, slots: Sequence[Slot], reading: Reading) -> Told:
    """Shares and ratios: each institution's part of numerator and denominator, all slots read together."""
    if gauge.indicator is None:
        return {}
    asked = [(place, slot.named) for place, slot in enumerate(slots) if slot.period.start <= reading.on]
    with reading.collecting():
        for _place, period in asked:
            reading.value(gauge.indicator, scope, period)
    told: Told = {}
    for place, period in asked:
        for part in reading.value(gauge.indicator, scope, period).parts:
            if gauge.indicator.measure:
                if part.numerator is not None and part.denominator is not None:
                    told[part.organisation_id, place] = Figure(part.numerator, part.denominator)
            else:
                told[part.organisation_id, place] = Figure(
                    part.numerator or 0, 1, int(not part.answered), int(part.answered)
                )
    return told
