"""Who reads: by card and PIN for a while, in this browser only, or by the account that the person has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Concatenate, Final, ParamSpec
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from densach.kernel.dates import today
from densach.people.attempts import CARDS_MINUTES, count_wrong_card, is_shut_for_cards
from densach.services.circulation.actions import enter_pin
from densach.services.circulation.queries import Patron, own
from densach.services.circulation.rules.actors import ReaderActor
from densach.services.circulation.rules.refusals import TooManyFromHere, WrongPin
from densach.ui.http import Request

_KEY: Final = "reader"
# Whoever leaves a shared computer without signing out is signed out by itself.
IDLE: Final = timedelta(minutes=20)
_WRITTEN_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class Reader:
    """Who reads, when; the clock is read once. `by_card`: signed in by card and PIN, so that there is a way out."""

    patron: Patron
    at: datetime
    by_card: bool

    @property
    def on(self) -> date:
        return today(self.at)

    @property
    def actor(self) -> ReaderActor:
        return own.actor_of(self.patron)


def come_in(request: Request, card: str, pin: str, at: datetime) -> Patron:
    """Raises TooManyFromHere, WrongPin, PinLocked, PatronClosed."""
    if is_shut_for_cards(request, at):
        raise TooManyFromHere(minutes=CARDS_MINUTES)
    try:
        patron = enter_pin(at=at, card=card, pin=pin)
    except WrongPin:
        count_wrong_card(request, card)
        raise
    request.session.cycle_key()
    remember(request, patron, at)
    return patron


def remember(request: Request, patron: Patron, at: datetime) -> None:
    """In the session: whose, by which card and PIN, since when."""
    request.session[_KEY] = {"pk": patron.pk, "proof": own.proof_of(patron), "seen": at.isoformat()}


def leave(request: Request) -> None:
    request.session.pop(_KEY, None)


def reader_of(request: Request, at: datetime) -> Reader | None:
    """Whoever is signed in by card, else by account."""
    told = request.session.get(_KEY)
    if isinstance(told, dict):
        patron = own.reader_by_id(int(told["pk"]))
        seen = datetime.fromisoformat(told["seen"])
        if (
            patron is not None
            and at - seen <= IDLE
            and constant_time_compare(told["proof"], own.proof_of(patron))
        ):
            if at - seen > _WRITTEN_EVERY:
                remember(request, patron, at)
            return Reader(patron, at, by_card=True)
        leave(request)
    if request.user.is_authenticated:
        patron = own.reader_of_account(request.user)
        if patron is not None:
            return Reader(patron, at, by_card=False)
    return None


def onward(request: Request) -> str:
    """Where the person was going, inside this site only."""
    told = request.POST.get("tiep") or request.GET.get("tiep", "")
    if url_has_allowed_host_and_scheme(told, {request.get_host()}, require_https=request.is_secure()):
        return told
    return ""


Given = ParamSpec("Given")
ReaderView = Callable[Concatenate[Request, Reader, Given], HttpResponse]


def for_readers(view: ReaderView[Given]) -> Callable[Concatenate[Request, Given], HttpResponse]:
    """For whoever is signed in as a reader; others give card and PIN. A PIN given by staff is changed first."""

    @wraps(view)
    def guarded(request: Request, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        reader = reader_of(request, timezone.now())
        if reader is None and request.user.is_authenticated and request.path == reverse("portal:mine"):
            # An account without a card: what is one's own are activities; the way to the card stands there too.
            return redirect("portal:my_activities")
        if reader is None:
            going = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
            query = f"?{urlencode({'tiep': going})}" if going else ""
            return redirect(f"{reverse('portal:mine_enter')}{query}")
        own_pin = reverse("portal:mine_pin")
        if reader.by_card and reader.patron.pin_must_change and request.path != own_pin:
            return redirect(own_pin)
        response = view(request, reader, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return guarded
