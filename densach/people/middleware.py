"""Sets `request.actor`: who acts, as every action wants to know; and holds back whoever has something to do first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from densach.kernel.actor import VISITOR, Actor
from densach.kernel.dates import today
from densach.people import actions
from densach.people.queries import StaffActor, has_left, must_change_password, owes_second_factor
from densach.ui.http import Request

_MACHINES = {"healthz", "robots", "sitemap", "sitemap_pages", "sitemap_books"}
# Until the one-time password is changed, only the page for that is open, the way out, and what machines ask.
_OPEN = {"people:account", "people:login", "people:logout", *_MACHINES}
# Until a demanded second factor is set up, the pages where that is done.
_OPEN_WITHOUT_FACTOR = _OPEN | {
    "people:security",
    "people:add_app",
    "people:add_passkey",
    "people:renew_codes",
    "people:end_own_sign_in",
    "people:end_own_sign_ins",
}
_SEEN_EVERY = 300  # seconds


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.actor = _actor(request)
        response = self.get_response(request)
        # Pages of people at work tell of people: neither this browser after signing out nor a proxy keeps them.
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(
        self, request: Request, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match is not None else ""
        if must_change_password(request.actor):
            return None if name in _OPEN else redirect("people:account")
        if name not in _OPEN_WITHOUT_FACTOR and owes_second_factor(request.actor):
            return redirect("people:security")
        return None


def _actor(request: HttpRequest) -> Actor:
    user = request.user
    if not user.is_authenticated:
        return VISITOR
    at = timezone.now()
    if has_left(user, today(at)):
        logout(request)
        return VISITOR
    key = request.session.session_key
    # One line in five minutes tells well enough when a browser was seen, and costs pages nothing.
    if "sign_in" in request.session and key and cache.add(f"seen:{key}", True, _SEEN_EVERY):
        actions.saw(at=at, session_key=key)
    return StaffActor(user=user, on=today(at))
