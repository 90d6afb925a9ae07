"""The citizens' calendar: what is held, by day, place, kind and age."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from densach.files import queries as files
from densach.kernel.dates import english_month, format_date, today
from densach.portal.agenda import asked, lines
from densach.portal.agenda.asked import DAY, LIST, MONTH, WEEK, Narrowed, Wish
from densach.portal.agenda.event import event_of, standing_of
from densach.portal.agenda.sharing import picture_of
from densach.services.activities.queries import public, showing
from densach.ui.figures import language
from densach.ui.http import Request
from densach.ui.nav import NavItem

_PAGE = 50
_WEEK_A_DAY = 12


@require_safe
def calendar(request: Request) -> HttpResponse:
    """A month, a week, a day, or a list from a day on."""
    on = today(timezone.now())
    wish = asked.wish_of(request.GET, on)
    found = asked.narrowed(wish, on)
    context = {
        "wish": wish,
        "on": on,
        "title": _title(wish),
        "places": found.places,
        "unit": found.unit,
        "families": public.families_held(),
        "bands": public.age_bands(),
        "tabs": _tabs(wish),
        "before_url": wish.at(wish.moved(False)),
        "after_url": wish.at(wish.moved(True)),
        "today_url": wish.at(on),
        "here": reverse("portal:calendar"),
        "feed": _feed(request, found),
        "canonical": request.build_absolute_uri(_plain(wish, on)),
        "picture": picture_of("boat", request.build_absolute_uri(request.path)),
        "page_url": request.build_absolute_uri(f"{request.path}?{wish.query()}"),
        "lost": found.lost,
        **({} if found.lost else _SHOWN[wish.view](wish, found, on)),
    }
    return render(request, "portal/agenda/calendar.html", context)


@require_safe
def activity(request: Request, pk: int) -> HttpResponse:
    """One activity: what, when, where, for whom, whether there is a place, and what to share."""
    url = request.build_absolute_uri(request.path)
    found = event_of(pk, timezone.now(), url)
    context = {
        "event": found,
        "url": url,
        "standing": standing_of(request, found.activity),
        "feed": feed_of(request, reverse("exchange:activity_feed", args=[pk])),
    }
    return render(request, "portal/agenda/event.html", context)


@require_safe
def activity_cover(request: Request, pk: int) -> HttpResponse:
    """The picture of an announced activity."""
    found = public.public_activity(pk)
    if found.cover is None:
        raise Http404
    return _picture(files.read(found.cover), found.cover.content_type)


@require_safe
def activity_photo(request: Request, pk: int, photo: int) -> HttpResponse:
    """A picture that may be shown to everyone. Nobody keeps it beyond the consent: it is asked for anew each time."""
    stored = showing.public_photo(pk, photo)
    response = _picture(files.read(stored), stored.content_type)
    response["Cache-Control"] = "private, no-cache"
    return response


def _picture(data: bytes, content_type: str) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    response["Cache-Control"] = "public, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _plain(wish: Wish, on: date) -> str:
    """The address under which search engines should know what is shown: without what narrows it."""
    path = reverse("portal:calendar")
    return path if wish.view == MONTH and wish.day == on else f"{path}?xem={wish.view}&ngay={wish.day}"


def _title(wish: Wish) -> str:
    first, last = wish.span
    if wish.view == MONTH:
        if language() == "en":
            return f"{english_month(wish.day.month)} {wish.day.year}"
        return f"Tháng {wish.day.month} năm {wish.day.year}"
    if wish.view == DAY:
        return lines.day_title(wish.day)
    if wish.view == LIST:
        return _("From %(day)s on") % {"day": format_date(wish.day, language())}
    return _("%(first)s to %(last)s") % {
        "first": format_date(first, language()),
        "last": format_date(last, language()),
    }


def _tabs(wish: Wish) -> list[NavItem]:
    labels = {MONTH: _("Month"), WEEK: _("Week"), DAY: _("Day"), LIST: pgettext("calendar", "List")}
    return [NavItem(labels[view], wish.at(wish.day, view), active=view == wish.view) for view in asked.VIEWS]


def _month(wish: Wish, found: Narrowed, on: date) -> dict[str, Any]:
    first, last = wish.span
    days = public.days_between(first, last, found.asked)
    weeks = lines.squares(first, last, wish.day.month, days, on=on, address=lambda day: wish.at(day, DAY))
    inside = [square for week in weeks for square in week if square.inside]
    number = sum(square.number for square in inside)
    return {"weeks": weeks, "number": number, "next_day": None if number else _next(wish, found, on)}


def _week(wish: Wish, found: Narrowed, on: date) -> dict[str, Any]:
    first, last = wish.span
    rows = public.sessions_by_day(first, last, found.asked, most=_WEEK_A_DAY + 1)
    full = {day: told for day, told in rows.items() if len(told) > _WEEK_A_DAY}
    every = [first + timedelta(days=number) for number in range(7)]
    days = lines.by_day({day: told[:_WEEK_A_DAY] for day, told in rows.items()}, on, every=every)
    number = sum(len(one.lines) for one in days)
    return {
        "days": days,
        "full": set(full),
        "number": number,
        "day_urls": {one.day: wish.at(one.day, DAY) for one in days},
        "next_day": None if number else _next(wish, found, on),
    }


def _day(wish: Wish, found: Narrowed, on: date) -> dict[str, Any]:
    rows = public.sessions_by_day(wish.day, wish.day, found.asked)
    days = lines.by_day(rows, on, every=[wish.day])
    number = sum(len(one.lines) for one in days)
    return {"days": days, "number": number, "next_day": None if number else _next(wish, found, on)}


def _list(wish: Wish, found: Narrowed, on: date) -> dict[str, Any]:
    rows = public.sessions_from(wish.day, found.asked, after=wish.after, limit=_PAGE + 1)
    shown = rows[:_PAGE]
    following = f"?{wish.query(after=public.key_of(shown[-1]))}" if len(rows) > _PAGE else ""
    return {
        "days": lines.by_day(lines.grouped(shown), on),
        "number": len(shown),
        "next_url": following,
        "next_day": None,
    }


def _next(wish: Wish, found: Narrowed, on: date) -> tuple[str, str] | None:
    """Where nothing is: the next day on which something is, as text and address."""
    day = public.any_after(max(wish.span[0], on), found.asked)
    return None if day is None else (lines.day_title(day), wish.at(day))


def _feed(request: Request, found: Narrowed) -> dict[str, str]:
    """The feed of what is shown: of the unit, of the place, of all."""
    if found.unit is not None:
        path = reverse("exchange:organisation_feed", args=[found.unit.code])
    elif found.places.area is not None:
        path = f"{reverse('exchange:public_feed')}?dia-ban={found.places.area.code}"
    else:
        path = reverse("exchange:public_feed")
    return feed_of(request, path)


def feed_of(request: Request, path: str) -> dict[str, str]:
    """Addresses of a feed: for a program on this device, as a file, and spelt out to copy."""
    url = request.build_absolute_uri(path)
    return {"webcal": f"webcal://{url.partition('://')[2]}", "url": url, "path": path}


_SHOWN = {MONTH: _month, WEEK: _week, DAY: _day, LIST: _list}
