"""Sets `request.actor`: who acts, as every action wants to know."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from densach.kernel.actor import VISITOR, Actor
from densach.kernel.dates import today
from densach.people.queries import StaffActor
from densach.ui.http import Request


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.actor = _actor(request)
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    user = request.user
    if user.is_authenticated:
        return StaffActor(user=user, on=today(timezone.now()))
    return VISITOR
