"""The calendar of the programme."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ninja import Router, Schema

from densach.exchange import access
from densach.exchange.rules import TooManyPeriods
from densach.exchange.views.api.answers import LIMIT, Asking, Day, Limit, Page, Text, answers, page_after
from densach.kernel.period import Period
from densach.programme.calendar import queries as calendar

router = Router(tags=["Calendar"])
_LONGEST = 800  # days in one answer


class CalendarDay(Schema):
    uid: str
    kind: str
    title: str
    place: str
    note: str
    first: date
    last: date
    done: bool
    page: str | None


@router.get(
    "/calendar", response=answers(Page[CalendarDay]), url_name="calendar", summary="Days of the programme"
)
def days(
    request: Asking,
    since: Day | None = None,
    until: Day | None = None,
    organisation: Text = "",
    kind: Text = "",
    after: Text = "",
    limit: Limit = LIMIT,
) -> Any:
    """Occasions, deadlines, visits and reviews, of one unit or of all that the token sees; by day. Without a span, the
    coming ninety days. `uid` is the event's in the feeds; `kind` takes several, separated by commas.
    """
    access.require_some(request.auth, access.PLANS)
    first = since or request.auth.on
    period = Period(first, until or first + timedelta(days=90))
    if period.days > _LONGEST:
        raise TooManyPeriods(limit=_LONGEST)
    unit = access.unit_for(request.auth, organisation, access.PLANS) if organisation else None
    kinds = [one for one in kind.split(",") if one]
    rows = calendar.gathered(request.auth, period, request.auth.on, unit=unit, kinds=kinds)

    def told(one: Any) -> dict[str, Any]:
        fields = ("uid", "kind", "title", "place", "note", "first", "last", "done")
        told = {name: getattr(one, name) for name in fields}
        return {**told, "page": request.build_absolute_uri(one.url) if one.url else None}

    return page_after(
        request, rows, after or None, limit, lambda one: f"{one.first.isoformat()}~{one.kind}~{one.uid}", told
    )
