"""Doors of the register for staff. It stands below the room of people, so it asks the actor alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse

from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.organisations import queries
from densach.organisations.models import Area, Organisation
from densach.organisations.rules import Named
from densach.ui.http import Request

Given = ParamSpec("Given")
View = Callable[Concatenate[Request, Given], HttpResponse]

MANAGE = "organisation.manage"
KEEP_AREAS = "area.manage"
# What a unit says of itself: contacts, building, opening, posts.
PROFILE = "organisation.profile"
# Every role sees the counting book, and whoever counts must find units in the register.
READ = "count.view"


def readers_only(view: View[Given]) -> View[Given]:
    """Visitors go to the sign-in page; people without any role are told so."""

    @wraps(view)
    def guarded(request: Request, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        if request.actor.id is None:
            return redirect_to_login(request.get_full_path())
        if not request.actor.may(READ, None):
            raise NotAllowed(verb="staff")
        return view(request, *args, **kwargs)

    return guarded


def require_manage(actor: Actor, organisation: Organisation | None) -> None:
    """Raises NotAllowed unless the actor keeps the register there (anywhere for None)."""
    if not actor.may(MANAGE, organisation):
        raise NotAllowed(verb=MANAGE)


def may_name(actor: Actor, area: Area, on: date) -> bool:
    """Whether the actor may say what the area is called: who keeps the areas of its province or of the nation."""
    return any(actor.may(KEEP_AREAS, one) for one in queries.authorities_over(area, on))


def require_naming(actor: Actor, area: Area, on: date) -> None:
    if not may_name(actor, area, on):
        raise NotAllowed(verb=KEEP_AREAS)


def manageable(actor: Actor, on: date, area: Area | None) -> list[Named]:
    """Who of the area the actor may change, and so may found something under."""
    return [one for one in queries.alive(on, area=area) if actor.may(MANAGE, one.id)]


def provinces_of(actor: Actor, on: date) -> list[tuple[Area, str]]:
    """The provinces in which the actor keeps the register, told by their provincial agencies."""
    every = queries.provinces(on)
    mine = _kept_areas(actor, on)
    found = [(area, name) for area, name in every if area.pk in mine]
    # Whoever keeps the register of the nation keeps that of every province.
    return found if mine <= {area.pk for area, _name in every} else every


def communes_kept(actor: Actor, on: date) -> list[tuple[str, str]]:
    """Code and name of the communes in which the actor keeps the register, told by their committees."""
    committees = queries.alive(on, kinds=("peoples_committee",), levels=("commune",))
    kept = {one.area_id for one in committees if actor.may(MANAGE, one.id)}
    return queries.areas_named(kept, on)


def profile_for(actor: Actor, code: str) -> Organisation:
    """An organisation whose profile the actor may write, for NotAllowed otherwise."""
    found = queries.by_code(code)
    if not (actor.may(PROFILE, found) or actor.may(MANAGE, found)):
        raise NotAllowed(verb=PROFILE)
    return found


def keeps_province(actor: Actor, on: date) -> bool:
    """Whether the actor keeps the register of a province or the nation, not of a commune alone."""
    return bool(_kept_areas(actor, on))


def keeps_nation(actor: Actor, on: date) -> bool:
    """Whether the actor may found what stands under nobody: the first agency of a province."""
    return not _kept_areas(actor, on) <= {area.pk for area, _name in queries.provinces(on)}


def _kept_areas(actor: Actor, on: date) -> set[int]:
    agencies = queries.alive(
        on, levels=("nation", "province"), kinds=("peoples_committee", "department", "office")
    )
    return {one.area_id for one in agencies if actor.may(MANAGE, one.id)}
