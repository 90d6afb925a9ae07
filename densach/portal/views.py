"""The citizens' roof: institutions of a place, what the province promised, and what machines ask of the site."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from densach.kernel.dates import today
from densach.organisations import queries as organisations
from densach.organisations.models import Area
from densach.portal import progress
from densach.portal.agenda.centre import busiest, on_this_week, running_of, with_week
from densach.portal.agenda.lines import by_day, grouped
from densach.portal.agenda.sharing import picture_of
from densach.portal.book import book
from densach.portal.institutions import (
    EVERY,
    GROUPS,
    PUBLIC,
    kinds_in,
    leading,
    page_of,
    places_of,
    wanted_from,
)
from densach.portal.linked import linked_data
from densach.portal.portrait import Portrait, portrait_of
from densach.portal.searching import answer, asked_by, first_page, page_title
from densach.portal.shelves import shelves_of
from densach.services.activities.queries import public as activities
from densach.services.catalogue.queries import finding
from densach.ui.charts import status_line
from densach.ui.http import Request
from densach.ui.languages import in_language
from densach.ui.status import STATUSES

_COMING = 6


def _today() -> date:
    return today(timezone.now())


@require_safe
def home(request: Request) -> HttpResponse:
    """What there is, where it is, and how far the province has come with what it promised."""
    on = _today()
    running = progress.running(on)
    first = running[0] if running else None
    counted = organisations.tally_by_kind(on)
    context = {
        "plan": first,
        "coming": by_day(grouped(activities.sessions_from(on, activities.Asked(), limit=_COMING)), on),
        "others": running[1:],
        "provinces": organisations.provinces(on),
        "leading": leading(timezone.now(), Area(pk=first.territory_id) if first else None),
        "groups": [(group, sum(counted.get(kind, 0) for kind in group.kinds)) for group in GROUPS],
        "has_institutions": any(counted.get(kind) for kind in PUBLIC),
    }
    return render(request, "portal/home.html", context)


@require_safe
def institutions(request: Request, name: str) -> HttpResponse:
    """A group of institutions, by name and place."""
    at = timezone.now()
    on = today(at)
    group = next((one for one in GROUPS if one.name == name), EVERY)
    wanted = wanted_from(request.GET)
    places = places_of(wanted, on)
    is_lost = bool(places.suggestions) or places.unknown
    running = on_this_week(on) if group.name == "culture" else {}
    among = running.keys() if wanted.this_week and group.name == "culture" else None
    cards, following = ([], "") if is_lost else page_of(wanted, group, places.area, at, among=among)
    is_first = not wanted.query() and not wanted.after
    context = {
        "group": group,
        "groups": GROUPS,
        "wanted": wanted,
        "places": places,
        "kinds": kinds_in(group, on),
        "cards": with_week(cards, running),
        "asks_week": group.name == "culture",
        "busiest": busiest(group.kinds, running, at) if running and is_first else [],
        "is_narrowed": bool(wanted.query()),
        "next_url": f"?{wanted.query(after=following)}" if following else "",
        "here": reverse(f"portal:{group.name}"),
    }
    return render(request, "portal/institutions.html", context)


@require_safe
def institution(request: Request, code: str) -> HttpResponse:
    """What it is, where, what it counted this year, and who stands beside it; of a library, its shelves too."""
    at = timezone.now()
    found = portrait_of(code, at)
    if found.group.name == "libraries":
        return _library(request, found, at)
    if found.group.name == "culture":
        return _centre(request, found, at)
    context = {
        **_shared(request, found, "institution"),
        "on": today(at),
        "running": running_of(found.one, at),
    }
    return render(request, "portal/centre.html", context)


@require_safe
def library(request: Request, code: str) -> HttpResponse:
    """A library as readers want it: its door and hours, its new books, what was borrowed most."""
    at = timezone.now()
    found = portrait_of(code, at)
    if found.group.name != "libraries":
        return redirect("portal:institution", code=code)
    return _library(request, found, at)


@require_safe
def centre(request: Request, code: str) -> HttpResponse:
    """A culture centre as people want it: what runs this week, classes to join, clubs, rooms."""
    at = timezone.now()
    found = portrait_of(code, at)
    if found.group.name != "culture":
        return redirect("portal:institution", code=code)
    return _centre(request, found, at)


def _centre(request: Request, found: Portrait, at: datetime) -> HttpResponse:
    """One page under two addresses, of which search engines should know one."""
    context = {**_shared(request, found, "centre"), "on": today(at), "running": running_of(found.one, at)}
    return render(request, "portal/centre.html", context)


def _library(request: Request, found: Portrait, at: datetime) -> HttpResponse:
    """One page under two addresses, of which search engines should know one."""
    context = {
        **_shared(request, found, "library"),
        "on": today(at),
        "shelves": shelves_of(found.one, at),
        "running": running_of(found.one, at),
    }
    return render(request, "portal/library.html", context)


def _shared(request: Request, found: Portrait, name: str) -> dict[str, object]:
    """What the page of an institution tells of itself to programs; `name` of the address that they should know."""
    url = request.build_absolute_uri(reverse(f"portal:{name}", args=[found.one.code]))
    about = " ".join(found.profile.about.split()) if found.profile else ""
    first = f"{found.kind[:1].upper()}{found.kind[1:]}, {', '.join(found.places)}"
    return {
        "found": found,
        "linked": linked_data(found, url),
        "canonical": url,
        "description": ". ".join(part for part in (first, about) if part)[:280],
        "picture": picture_of(found.group.drawing, url),
    }


@require_safe
def search(request: Request) -> HttpResponse:
    """Books of all libraries: one box, what it may be narrowed to, where each can be had now."""
    on = _today()
    asked = asked_by(request.GET)
    if asked.is_empty:
        return render(request, "portal/search.html", {"asked": asked, "first": first_page(on), "on": on})
    found = answer(asked, on)
    if asked.page > 1 and not found.hits:
        return redirect(asked.address())
    canonical = request.build_absolute_uri(asked.address(trang=asked.page if asked.page > 1 else None))
    context = {
        "asked": asked,
        "answer": found,
        "canonical": canonical,
        "title": page_title(asked, found.found),
    }
    return render(request, "portal/search.html", context)


@require_safe
def record(request: Request, pk: int) -> HttpResponse:
    """One book: where it can be had now, what it is, what is near it."""
    shown = finding.public_record(pk)
    if shown.pk != pk:
        return redirect("portal:record", pk=shown.pk, permanent=True)
    url = request.build_absolute_uri(request.path)
    return render(request, "portal/record.html", {"book": book(pk, timezone.now(), url), "canonical": url})


@require_safe
def cover(request: Request, pk: int) -> HttpResponse:
    """The picture of a cover; it changes when the record does."""
    found = finding.cover_of(finding.public_record(pk))
    response = HttpResponse(found.data, content_type=found.content_type)
    response["Cache-Control"] = "public, max-age=86400"
    response["ETag"] = f'"{found.tag}"'
    response["X-Content-Type-Options"] = "nosniff"
    # A made cover is an SVG: opened by itself it may not run or load anything.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return response


@require_safe
def slashed(request: Request, way: str) -> HttpResponse:
    """An address typed with a slash at its end leads to the page, which has none. Raises Resolver404 (404)."""
    page = request.path.rstrip("/")
    if resolve(page).namespace != "portal":
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{page}?{query}" if query else page, permanent=True)


@require_safe
def plans(request: Request) -> HttpResponse:
    """All running plans with how their targets stand."""
    return render(request, "portal/plans.html", {"plans": progress.running(_today())})


@require_safe
def plan(request: Request, code: str) -> HttpResponse:
    """The public progress of a running plan, all of it or the targets of one status."""
    found = progress.running_plan(code, _today())
    status = request.GET.get("tinh-trang", "")
    status = status if status in STATUSES else ""
    groups = [
        (group, [one for one in group.targets if not status or one.status == status])
        for group in found.groups
    ]
    context = {
        "plan": found,
        "groups": [(group, targets) for group, targets in groups if targets],
        "strip": status_line(_("Targets by status"), found.tally),
        "status": status,
        "statuses": [(one, found.tally.get(one, 0)) for one in STATUSES if found.tally.get(one, 0)],
    }
    return render(request, "portal/plan.html", context)


@require_safe
def healthz(request: Request) -> HttpResponse:
    """200 and `{"ok": true}` when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})


@require_safe
def robots(request: Request) -> HttpResponse:
    """Staff's pages, accounts and readers' own pages are nothing for search engines."""
    lines = ["User-agent: *"]
    for path in ("/lam-viec/", "/tai-khoan/", "/cua-toi"):
        lines += [f"Disallow: {path}", f"Disallow: {in_language(path, 'en')}"]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
