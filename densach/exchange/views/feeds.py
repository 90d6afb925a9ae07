"""Calendar feeds: the public days of the programme, and one unit's days under a secret address."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from densach.formats import ical
from densach.kernel.dates import today
from densach.kernel.errors import NotFound
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.programme.calendar import queries
from densach.programme.calendar.rules import Item

# Deadlines ring three days before.
ALARM_DAYS = 3


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


def _answer(request: HttpRequest, name: str, items: list[Item]) -> HttpResponse:
    base = f"{request.scheme}://{request.get_host()}"
    data = ical.write(name, [_event(item, base) for item in items], at=timezone.now())
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="lich.ics"'
    return response


@require_safe
def public_feed(request: HttpRequest) -> HttpResponse:
    """Days of the year that everybody may know; `?dia-ban=` asks for those of a province or commune too."""
    on = today(timezone.now())
    area = request.GET.get("dia-ban", "")
    area_id = organisations.area_by_code(area).pk if area else None
    with translation.override(_language(request)):
        items = queries.public_items(_around(on), area_id, on)
        return _answer(request, "Đèn Sách", items)


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
        response = _answer(request, name, items)
    response["Cache-Control"] = "private, max-age=900"
    return response


def _language(request: HttpRequest) -> str:
    return "en" if request.GET.get("lang") == "en" else "vi"
