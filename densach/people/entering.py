"""Coming in: who has proven a password or a sign-on waits half-way until the second factor is proven too."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Final

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import login
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from densach.kernel.dates import today
from densach.people import actions, queries
from densach.people.attempts import client_address
from densach.people.models import User
from densach.ui.languages import in_language

_KEY: Final = "halfway"
_LASTS: Final = timedelta(minutes=10)
_BACKEND: Final = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class Halfway:
    """Kept in the session: whose, since when, by which way, and where they were going."""

    user: int
    proof: str
    since: str
    way: str
    onward: str


def enter(request: HttpRequest, user: User, way: str, at: datetime) -> None:
    """Signed in from here on, in this browser."""
    request.session.pop(_KEY, None)
    login(request, user, backend=_BACKEND)
    if request.session.session_key is None:
        request.session.save()
    sign_in = actions.begin_sign_in(
        at=at,
        user=user,
        session_key=request.session.session_key or "",
        agent=request.headers.get("User-Agent", ""),
        address=client_address(request),
        way=way,
    )
    request.session["sign_in"] = sign_in.pk


def come_in(request: HttpRequest, user: User, way: str, at: datetime, onward: str) -> str:
    """Where to go next: to the second step, or in."""
    if queries.has_second_factor(user):
        request.session[_KEY] = asdict(
            Halfway(user.pk, user.get_session_auth_hash(), at.isoformat(), way, onward)
        )
        request.session.cycle_key()
        return reverse("people:second_step")
    enter(request, user, way, at)
    return onward or first_page_of(user, today(at))


def first_page_of(user: User, on: date) -> str:
    """What the person comes for, in the person's language: the leader's own page for whoever leads, the desk for other
    staff, and for a citizen, who has no role, what oneself and one's children are enrolled for.
    """
    roles = queries.memberships_of(user, on)
    if not roles:
        return in_language(reverse("portal:my_activities"), user.language)
    return in_language(
        reverse("workspace:leader" if roles[0].role == "leader" else "workspace:home"), user.language
    )


def halfway(request: HttpRequest, at: datetime) -> tuple[User, Halfway] | None:
    """Who waits at the second step; nobody after ten minutes, a new password or a closed account."""
    told = request.session.get(_KEY)
    if not isinstance(told, dict):
        return None
    kept = Halfway(**told)
    user = User.objects.filter(pk=kept.user, is_active=True).first()
    if user is None or at - datetime.fromisoformat(kept.since) > _LASTS:
        return None
    if not constant_time_compare(user.get_session_auth_hash(), kept.proof):
        return None
    return user, kept


def turn_back(request: HttpRequest) -> None:
    request.session.pop(_KEY, None)


def is_shut(request: HttpRequest, user: User) -> bool:
    """Whether too many wrong attempts have shut this account's door from here."""
    return not AxesProxyHandler.is_allowed(request, {"username": user.email})
