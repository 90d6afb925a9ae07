"""Sets `request.actor`: who acts, as every action wants to know; and holds back whoever has a one-time password."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from densach.kernel.actor import VISITOR, Actor
from densach.kernel.dates import today
from densach.people.queries import StaffActor, must_change_password
from densach.ui.http import Request

# Until the one-time password is changed, only the page for that is open, the way out, and what machines ask.
_OPEN = {"people:account", "people:login", "people:logout", "healthz", "robots", "sitemap"}


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.actor = _actor(request)
        return self.get_response(request)

    def process_view(
        self, request: Request, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        if not must_change_password(request.actor) or (match is not None and match.view_name in _OPEN):
            return None
        return redirect("people:account")


def _actor(request: HttpRequest) -> Actor:
    user = request.user
    if user.is_authenticated:
        return StaffActor(user=user, on=today(timezone.now()))
    return VISITOR
