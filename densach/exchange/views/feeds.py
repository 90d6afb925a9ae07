"""Calendar feeds: the public days and sessions, those of a unit, a room, an activity, and under secret addresses one's
own, all of a unit's, and a unit's days of the programme.

An unchanged feed is answered without being written again.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from densach.formats import ical
from densach.kernel.dates import VIETNAM, today
from densach.kernel.errors import NotFound
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.programme.calendar import queries
from densach.programme.calendar.rules import Item
from densach.services.activities.queries import calendars, public

# Deadlines ring three days before.
ALARM_DAYS = 3
_PUBLIC = "public, max-age=900"
_PRIVATE = "private, max-age=900"


def _around(on: date) -> Period:
    """A year back and two ahead: what a calendar program keeps."""
    return Period(on - timedelta(days=365), on + timedelta(days=730))


def _event(item: Item, base: str) -> ical.Event:
    is_deadline = item.kind not in {"occasion", "plan"} and not item.done
    title = f"{item.title} ({item.number})" if item.number > 1 else item.title
    return ical.Event(
        uid=item.uid,
        first=item.first,
        last=item.last,
        title=title,
        url=f"{base}{item.url}" if item.url and not item.public else "",
        note=item.note,
        place=item.place,
        alarm_days=ALARM_DAYS if is_deadline else None,
    )


def _base(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _file(data: bytes, name: str = "lich") -> HttpResponse:
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response


def _sessions(
    request: HttpRequest,
    name: str,
    rows: QuerySet[public.Session],
    on: date,
    *,
    days: list[Item] | None = None,
    keep: str = _PUBLIC,
) -> HttpResponse:
    """The feed, or 304 when the asking program has it already: then two queries are all that it costs."""
    base = _base(request)
    events = [_event(item, base) for item in days or ()]
    stamp = calendars.stamp_of(rows, name, base, on, translation.get_language(), *events)
    tag = quote_etag(hashlib.sha256(stamp.tag.encode()).hexdigest()[:32])
    # The day counts too: with it the window moves on.
    moved = datetime.combine(on, time(), VIETNAM)
    # No time tells of every change: a title or a room is changed without moving a session. The tag alone does.
    response = get_conditional_response(request, etag=tag)
    if response is None:
        told = calendars.events_of(rows, base, on)
        data = ical.write_timed(name, told, at=moved, days=events)
        response = _file(data)
    response["ETag"] = tag
    response["Cache-Control"] = keep
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def public_feed(request: HttpRequest) -> HttpResponse:
    """Days of the year and sessions that everybody may know, from a month back to three ahead.

    `?dia-ban=` narrows them to a province or commune, and adds its own days.
    """
    on = today(timezone.now())
    code = request.GET.get("dia-ban", "")
    area = organisations.area_by_code(code) if code else None
    units = None
    if area is not None:
        inside = organisations.area_ids_within(area, on)
        units = [one.id for one in organisations.alive(on, area_ids=inside)]
    with translation.override(_language(request)):
        items = queries.public_items(_around(on), area.pk if area else None, on)
        return _sessions(request, "Đèn Sách", calendars.all_public(on, units), on, days=items)


@require_safe
def organisation_feed(request: HttpRequest, code: str) -> HttpResponse:
    """The public sessions of one institution, from a year back to two ahead."""
    on = today(timezone.now())
    unit = organisations.by_code(code)
    with translation.override(_language(request)):
        name = organisations.named(unit, on).name
        return _sessions(request, name, calendars.of_unit(unit.pk, on), on)


@require_safe
def activity_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """All sessions of one public activity."""
    on = today(timezone.now())
    activity = public.public_activity(pk)
    with translation.override(_language(request)):
        return _sessions(request, activity.title, calendars.of_activity(activity.pk), on)


@require_safe
def venue_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """The public sessions in one room."""
    on = today(timezone.now())
    venue = public.public_venue(pk)
    with translation.override(_language(request)):
        name = f"{venue.name}, {organisations.named(venue.organisation_id, on).name}"
        return _sessions(request, name, calendars.of_venue(venue.pk, on), on)


@require_safe
def secret_feed(request: HttpRequest, token: str) -> HttpResponse:
    """A person's own sessions, or all of a unit's with what is not public; whoever has the address reads it."""
    on = today(timezone.now())
    key = calendars.key_of(token, on)
    with translation.override(_language(request)):
        unit: Organisation | None = key.organisation
        name = _("My activities") if unit is None else organisations.named(unit, on).name
        response = _sessions(request, name, calendars.of_key(key, on), on, keep=_PRIVATE)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def unit_feed(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """One unit's days as the person who made the link may see them today."""
    at = timezone.now()
    on = today(at)
    link, actor = queries.feed_actor(token, at)
    if link.organisation.code != code:
        raise NotFound
    name = organisations.named(link.organisation, on).name
    with translation.override(_language(request)):
        items = queries.gathered(actor, _around(on), on, unit=link.organisation)
        base = _base(request)
        response = _file(ical.write(name, [_event(item, base) for item in items], at=timezone.now()))
    response["Cache-Control"] = _PRIVATE
    return response


def _language(request: HttpRequest) -> str:
    return "en" if request.GET.get("lang") == "en" else "vi"
