"""Sessions of activities that everybody may know."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal

from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import AfterValidator, Field

from densach.exchange.rules import TooManyPeriods
from densach.exchange.views.api.answers import LIMIT, Asking, Day, Limit, Page, Text, address, answers
from densach.kernel.dates import VIETNAM
from densach.organisations import queries as organisations
from densach.services.activities.queries import calendars, public
from densach.services.activities.queries.public import Asked

router = Router(tags=["Activities"])
_LONGEST = 800  # days in one answer
_COMING = timedelta(days=30)


def _known_key(written: str) -> str:
    """A key that none was given would begin the list anew, for ever."""
    if written and public.read_key(written) is None:
        raise ValueError("the `after` of the address told as `next`")
    return written


Key = Annotated[Text, AfterValidator(_known_key)]


class Session(Schema):
    """One occurrence of an activity."""

    uid: str = Field(description="The UID of its event in the feeds.")
    title: str
    start: datetime
    end: datetime
    status: Literal["planned", "held", "cancelled"]
    ics: list[str] = Field(description="Feeds that hold the event.")
    all_day: bool
    place: str
    organisation: str = Field(description="Code of the institution that holds it.")
    activity: int
    page: str


@router.get(
    "/sessions", response=answers(Page[Session]), url_name="sessions", summary="Sessions of activities"
)
def sessions(
    request: Asking,
    since: Annotated[Day | None, Query(alias="from", description="First day; without it, today.")] = None,
    until: Annotated[
        Day | None, Query(alias="to", description="Last day; without it, thirty days after the first.")
    ] = None,
    organisation: Text = "",
    area: Text = "",
    family: Text = "",
    after: Key = "",
    limit: Limit = LIMIT,
) -> Any:
    """Public sessions from one day to another, both inside, in order of time: those that begin then, and whole-day
    events that go on then. Any token opens it.

    `status`: `held` once who came was counted. `area` is that area and all inside it; `family` one of class, club,
    event, festival, outreach, training, visit, meeting. Times are told with the offset of Viet Nam.
    """
    on = request.auth.on
    first = since or on
    last = until or first + _COMING
    if (last - first).days > _LONGEST:
        raise TooManyPeriods(limit=_LONGEST)
    asked = Asked(units=_units(organisation, area, on), family=family)
    found = public.sessions_from(first, asked, until=last, after=after, limit=limit + 1)
    shown = found[:limit]
    codes = {key: one.code for key, one in _named(shown, on).items()}
    following = address(request, public.key_of(shown[-1])) if len(found) > limit else None
    return {"results": [_told(request, one, codes, on) for one in shown], "next": following}


def _units(organisation: str, area: str, on: date) -> frozenset[int] | None:
    if not organisation and not area:
        return None
    found: set[int] | None = None
    if area:
        inside = organisations.area_ids_within(organisations.area_by_code(area), on)
        found = {one.id for one in organisations.alive(on, area_ids=inside)}
    if organisation:
        unit = organisations.by_code(organisation).pk
        found = {unit} if found is None else found & {unit}
    return frozenset(found or ())


def _named(rows: list[public.Session], on: date) -> dict[int, Any]:
    return organisations.all_named({one.organisation_id for one in rows}, on)


def _told(request: Asking, one: public.Session, codes: dict[int, str], on: date) -> dict[str, Any]:
    code = codes.get(one.organisation_id, "")
    activity = one.activity
    feeds = [reverse("exchange:activity_feed", args=[activity.pk])]
    if on - calendars.BACK <= one.on <= on + calendars.AHEAD:
        feeds.append(reverse("exchange:organisation_feed", args=[code]))
    return {
        "uid": one.uid,
        "title": f"{activity.title}: {one.topic}" if one.topic else activity.title,
        "start": one.starts.astimezone(VIETNAM),
        "end": one.ends.astimezone(VIETNAM),
        "status": public.status_of(one),
        "ics": [request.build_absolute_uri(path) for path in feeds],
        "all_day": one.all_day,
        "place": calendars.place_of(one),
        "organisation": code,
        "activity": activity.pk,
        "page": request.build_absolute_uri(f"/hoat-dong/{activity.pk}"),
    }
