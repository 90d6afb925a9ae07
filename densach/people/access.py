"""Doors for staff: sign in first, then the right to the act in the place."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse

from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.people.queries import MANAGE, StaffActor
from densach.ui.http import Request

Given = ParamSpec("Given")
View = Callable[Concatenate[Request, Given], HttpResponse]


def staff_required(view: View[Given]) -> View[Given]:
    """Anonymous visitors go to the sign-in page; people without any role are told so."""

    @wraps(view)
    def guarded(request: Request, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        if not isinstance(request.actor, StaffActor):
            return redirect_to_login(request.get_full_path())
        if not request.actor.memberships:
            raise NotAllowed(verb="staff")
        return view(request, *args, **kwargs)

    return guarded


def require(actor: Actor, verb: str, organisation: object | None) -> None:
    """Raises NotAllowed unless the actor may do the verb there (anywhere for None)."""
    if not actor.may(verb, organisation):
        raise NotAllowed(verb=verb)


def account_required(view: View[Given]) -> View[Given]:
    """Anonymous visitors go to the sign-in page; whoever has an account may enter."""

    @wraps(view)
    def guarded(request: Request, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        if not isinstance(request.actor, StaffActor):
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def carers_only(view: View[Given]) -> View[Given]:
    """For whoever looks after the people of some unit."""

    @wraps(view)
    def guarded(request: Request, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        require(request.actor, MANAGE, None)
        return view(request, *args, **kwargs)

    return staff_required(guarded)


def only_with(verb: str) -> Callable[[View[Given]], View[Given]]:
    """For whoever may do the verb somewhere; which things, the queries say."""

    def guard(view: View[Given]) -> View[Given]:
        @wraps(view)
        def guarded(request: Request, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
            require(request.actor, verb, None)
            return view(request, *args, **kwargs)

        return staff_required(guarded)

    return guard
