"""The records behind the figures of activities, for everybody who may read the figures: nobody's name among them.

Three kinds make facts: a closed session, what an activity counts once, a unit's reading at the end of a month.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from densach.facts.queries import FactRow, facts_by_source
from densach.services.activities.models import Activity, Closing, CountedOnce, Session, Stated
from densach.services.activities.queries.attending import closings_of

Lines = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Trace:
    """One record as counted. `lines`: measure → slice → number, as it should stand in the book; `measures` all that it
    ever counted. `closings` of a session, the first one first; `at` when a reading was made.
    """

    kind: str
    pk: int
    organisation_id: int
    on: date
    lines: Lines
    measures: list[str]
    activity: Activity | None = None
    session: Session | None = None
    closings: list[Closing] = field(default_factory=list)
    at: datetime | None = None
    cancelled_at: datetime | None = None

    def facts(self) -> list[tuple[str, FactRow]]:
        """What the book holds from it, reversals too: (measure, fact) in the order in which they were written."""
        source = f"{self.kind}:{self.pk}"
        found = [(measure, fact) for measure in self.measures for fact in facts_by_source(measure, source)]
        return sorted(found, key=lambda one: one[1].id)


def _session(pk: int) -> Trace | None:
    rows = Session.objects.select_related("activity__kind", "venue")
    one = rows.filter(pk=pk).first()
    if one is None:
        return None
    closings = closings_of(one)
    measures = list(dict.fromkeys(code for closing in closings for code in closing.lines))
    lines = closings[-1].lines if closings else {}
    return Trace(
        "session", pk, one.organisation_id, one.on, lines, measures, one.activity, one, closings
    )  # fmt: skip


def _once(pk: int) -> Trace | None:
    one = CountedOnce.objects.select_related("activity__kind").filter(pk=pk).first()
    if one is None:
        return None
    lines = {} if one.cancelled_at else {one.measure: {one.slice: one.quantity}}
    return Trace(
        "once", pk, one.organisation_id, one.on, lines, [one.measure], one.activity,
        cancelled_at=one.cancelled_at,
    )  # fmt: skip


def _stated(pk: int) -> Trace | None:
    one = Stated.objects.filter(pk=pk).first()
    if one is None:
        return None
    lines = {one.measure: {"": one.quantity}}
    return Trace("stated", pk, one.organisation_id, one.on, lines, [one.measure], at=one.made_at)


_FOUND: Final[dict[str, Callable[[int], Trace | None]]] = {
    "session": _session,
    "once": _once,
    "stated": _stated,
}
KINDS: Final = tuple(_FOUND)


def trace(kind: str, pk: int) -> Trace | None:
    """The record behind a fact whose source is `kind:pk`; None where there is none."""
    find = _FOUND.get(kind)
    return find(pk) if find is not None else None
