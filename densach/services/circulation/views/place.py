"""At which library's desk a person stands: chosen once, remembered by the browser, and told by every form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from densach.facts.measures import LIBRARIES
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotFound
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import Named
from densach.people.access import only_with
from densach.services.circulation.access import SERVE, guest_for, is_own, libraries_for, library_for
from densach.services.circulation.models import Patron
from densach.services.circulation.pages.reader import Shown, shown
from densach.ui.http import Request
from densach.ui.nav import NavItem

COOKIE: Final = "densach_desk"
_YEAR: Final = 365 * 24 * 60 * 60
_KEPT: Final = 600
# Libraries without a name of their own in the list of a large province are found by typing.
MANY: Final = 12
# What a small library needs every day, and what stands in the line of a large one.
EVERY_DAY: Final = ("desk", "patrons", "visits")
OFTEN: Final = (*EVERY_DAY, "holds", "transfers", "overdue")
# What a reading point's desk has: three screens.
POINTS: Final = ("reading_room", "post_office_point", "community_library", "private_library")


@dataclass(frozen=True)
class Desk:
    """Where and when the person acts; the clock is read once."""

    actor: Actor
    library: Organisation
    at: datetime

    @property
    def on(self) -> date:
        return today(self.at)

    @property
    def may_override(self) -> bool:
        return self.actor.may("desk.override", self.library)

    def place(self) -> Named:
        return organisations.named(self.library, self.on)


Given = ParamSpec("Given")
DeskView = Callable[Concatenate[Request, Desk, Given], HttpResponse]


def at_desk(view: DeskView[Given]) -> Callable[Concatenate[Request, Given], HttpResponse]:
    """For whoever serves at a desk: finds the library, or asks once which it is."""

    @wraps(view)
    def guarded(request: Request, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        at = timezone.now()
        library = _library(request, today(at))
        if library is None:
            onward = request.get_full_path() if request.method == "GET" else reverse("circulation:desk")
            return redirect(f"{reverse('circulation:choose')}?{urlencode({'tiep': onward})}")
        response = view(request, Desk(request.actor, library, at), *args, **kwargs)
        if request.COOKIES.get(COOKIE) != library.code and "library" not in request.POST:
            _remember(response, library.code)
        return response

    return only_with(SERVE)(guarded)


def _library(request: Request, on: date) -> Organisation | None:
    """As the form says, else as remembered, else the only one. Raises NotFound for a form of a foreign library."""
    told = request.POST.get("library", "")
    if told:
        return library_for(request.actor, told)
    kept = request.GET.get("thu_vien", "") or request.COOKIES.get(COOKIE, "")
    if kept:
        try:
            return library_for(request.actor, kept)
        except NotFound:
            pass
    found = libraries_for(request.actor, on)
    if not found:
        raise NotFound()
    return organisations.by_code(found[0].code) if len(found) == 1 else None


def _remember(response: HttpResponse, code: str) -> None:
    response.set_cookie(COOKIE, code, max_age=_YEAR, httponly=True, samesite="Lax")


@only_with(SERVE)
def choose(request: Request) -> HttpResponse:
    """Which library's desk this is."""
    on = today(timezone.now())
    onward = request.POST.get("tiep") or request.GET.get("tiep", "")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        onward = reverse("circulation:desk")
    if request.method == "POST":
        library = library_for(request.actor, request.POST.get("code", ""))
        response = redirect(onward)
        _remember(response, library.code)
        return response
    found = libraries_for(request.actor, on)
    context = {
        "libraries": found,
        "onward": onward,
        "many": len(found) > MANY,
        "now": request.COOKIES.get(COOKIE),
    }
    return render(request, "circulation/desk/choose.html", context)


def _is_small(place: Named) -> bool:
    """A reading point, or a commune's library: three screens do there."""
    return place.kind in POINTS or place.level == "commune"


def _every_way() -> list[tuple[str, str, str, str]]:
    return [
        ("desk", _("Lend and take back"), "circulation:desk", "upc-scan"),
        ("patrons", pgettext("desk", "Readers"), "circulation:patrons", "person-vcard"),
        ("visits", pgettext("desk", "Visits"), "circulation:visits", "people"),
        ("holds", pgettext("desk", "Holds"), "circulation:holds", "bookmark"),
        ("transfers", pgettext("desk", "On the way"), "circulation:transfers", "truck"),
        ("overdue", pgettext("desk", "Late"), "circulation:overdue", "clock-history"),
        ("notices", pgettext("desk", "Letters"), "circulation:notices", "envelope"),
        ("acts", pgettext("desk", "Today"), "circulation:acts", "list-check"),
        ("overrides", _("Against a rule"), "circulation:overrides", "shield-check"),
        ("policies", _("Lending rules"), "circulation:policies", "sliders"),
    ]


@dataclass(frozen=True)
class Ways:
    """The parts of the desk: those that stand in the line, each with whether a phone has room for it too, and what
    the menu at its end holds.
    """

    line: list[tuple[NavItem, bool]]
    menu: list[NavItem]


def ways(desk: Desk, here: str, place: Named) -> Ways:
    """One line: those of every day, where one is, and a menu of the others; for a small library a page of them."""
    every = {code: (label, name, icon) for code, label, name, icon in _every_way()}
    small = _is_small(place)
    chosen = [code for code in every if code in (EVERY_DAY if small else OFTEN) or code == here]
    narrow = {"desk", "patrons" if here in ("desk", "patrons") else here}
    if small:
        every["more"] = (pgettext("desk", "More"), "circulation:more", "three-dots")
        chosen.append("more")
        narrow = set(chosen)

    def way(code: str) -> NavItem:
        label, name, icon = every[code]
        return NavItem(label, reverse(name), icon, active=code == here)

    rest = [] if small else [code for code in every if code not in chosen]
    return Ways([(way(code), code in narrow) for code in chosen], [way(code) for code in rest])


@at_desk
def more(request: Request, desk: Desk) -> HttpResponse:
    """What a small library needs now and then."""
    rest = [
        NavItem(label, reverse(name), icon)
        for code, label, name, icon in _every_way()
        if code not in EVERY_DAY
    ]
    books = NavItem(_("Books and copies"), reverse("catalogue:home"), "book")
    return render(request, "circulation/more.html", page(desk, "more", rest=[books, *rest]))


def neighbours(desk: Desk) -> list[Named]:
    """The libraries of the desk's province, which share its cards; kept for a while, as the register rests."""
    key = f"desk.province:{desk.library.pk}:{desk.on}"
    found: list[Named] | None = cache.get(key)
    if found is None:
        around = organisations.ancestors_of_area(desk.place().area_id, desk.on)
        province = around[-2] if len(around) > 1 else around[-1]
        within = organisations.area_ids_within(province, desk.on)
        found = organisations.alive(desk.on, kinds=LIBRARIES, area_ids=within)
        cache.set(key, found, _KEPT)
    return found


def served(desk: Desk) -> list[int]:
    """The libraries whose readers this person finds by name."""
    return [one.id for one in libraries_for(desk.actor, desk.on)]


def guest_of(desk: Desk, patron: Patron) -> int | None:
    """This library for a reader of another one, of whom it sees little; None for its own."""
    return None if is_own(desk.actor, patron) else desk.library.pk


def seen(desk: Desk, patron: Patron) -> Shown:
    """The reader's panel, as far as this desk may see it."""
    return shown(patron, desk.on, guest_of(desk, patron))


def reader_for(request: Request, pk: int) -> Patron:
    """A reader of this desk's libraries; another's by the whole card (`?the=`) or by what is open here."""
    return guest_for(request.actor, pk, request.GET.get("the", ""))


def pickups(desk: Desk) -> list[Named]:
    """Where a hold of this desk can be picked up: the libraries that the person serves, the desk's own first."""
    found = libraries_for(desk.actor, desk.on)
    return sorted(found, key=lambda one: one.id != desk.library.pk)


def page(desk: Desk, here: str, **more_: Any) -> dict[str, Any]:
    """What every page of the desk shows around itself."""
    place = desk.place()
    return {
        "library": desk.library,
        "place": place,
        "on": desk.on,
        "ways": ways(desk, here, place),
        **more_,
    }


__all__ = [
    "COOKIE",
    "Desk",
    "at_desk",
    "choose",
    "guest_of",
    "more",
    "neighbours",
    "page",
    "pickups",
    "reader_for",
    "seen",
    "served",
    "ways",
]
