"""Attempts to sign in, as django-axes counts them, and a ceiling of our own for each account."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db.models import Sum
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils import timezone

from densach.people import actions, queries
from densach.people.models import User


def tried_address(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str:
    """The address that somebody tries, in small letters."""
    told = credentials.get("username") if credentials else None
    if told is None and request is not None:
        told = request.POST.get("username")
    return str(told or "").strip().lower()


def client_address(request: HttpRequest) -> str:
    """The browser's network address: the one that the outermost of our own proxies was asked from.

    Each proxy adds an entry on the right, so what stands further left was written by whoever asks, and is not believed.
    """
    nearest: str = request.META.get("REMOTE_ADDR", "")
    proxies: int = settings.DENSACH_TRUSTED_PROXIES
    told = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if not proxies or len(told) < proxies:
        return nearest
    for text in (told[-proxies], split_domain_port(told[-proxies])[0].strip("[]")):
        try:
            return str(ipaddress.ip_address(text))
        except ValueError:
            continue
    return nearest


class Door(AxesDatabaseHandler):  # type: ignore[misc]  # axes is not typed
    """Shut from one address after five wrong attempts (axes), and from everywhere after a hundred in a row.

    The hundred are NIST SP 800-63B, 5.2.2: whoever tries from many addresses comes no further than that.
    """

    def is_locked(self, request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> bool:
        if super().is_locked(request, credentials):
            return True
        return queries.is_shut_everywhere(tried_address(request, credentials), timezone.now())

    def user_login_failed(
        self,
        sender: object,
        credentials: Mapping[str, Any],
        request: HttpRequest | None = None,
        **kwargs: Any,
    ) -> None:
        is_shut = bool(getattr(request, "axes_locked_out", False))
        super().user_login_failed(sender, credentials, request, **kwargs)
        if request is None or is_shut:
            return
        email, at = tried_address(request, credentials), timezone.now()
        actions.count_wrong(at=at, email=email)
        if queries.is_shut_everywhere(email, at):
            request.axes_locked_out = True  # type: ignore[attr-defined]  # read by the middleware of axes
            request.axes_credentials = credentials  # type: ignore[attr-defined]

    def user_logged_in(self, sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
        super().user_logged_in(sender, request, user, **kwargs)
        actions.forget_wrong(user=user)


def count_wrong_code(request: HttpRequest, user: User) -> bool:
    """A wrong second factor weighs as much as a wrong password. Returns whether the door is shut now."""
    user_login_failed.send(sender=__name__, credentials={"username": user.email}, request=request)
    return bool(getattr(request, "axes_locked_out", False))


# Wrong cards or PINs from one address, whatever the card, before it has to wait.
CARDS_FROM_ONE_PLACE: Final = 30
CARDS_MINUTES: Final = 15
_CARD: Final = "card:"


def count_wrong_card(request: HttpRequest, card: str) -> None:
    """A wrong card or PIN of a reader, written beside the wrong passwords: one PIN on many cards is seen."""
    user_login_failed.send(sender=__name__, credentials={"username": f"{_CARD}{card[:60]}"}, request=request)
    # The card has a lock of its own; the page of a shut account would be wrong here.
    request.axes_locked_out = False  # type: ignore[attr-defined]  # read by the middleware of axes


def is_shut_for_cards(request: HttpRequest, at: datetime) -> bool:
    """Whether too many wrong cards or PINs came from this address in the last minutes."""
    tried = AccessAttempt.objects.filter(
        ip_address=client_address(request),
        username__startswith=_CARD,
        attempt_time__gt=at - timedelta(minutes=CARDS_MINUTES),
    )
    wrong: int | None = tried.aggregate(total=Sum("failures_since_start"))["total"]
    return (wrong or 0) >= CARDS_FROM_ONE_PLACE
