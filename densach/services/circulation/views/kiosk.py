"""The self-service screen: staff start it and are signed out with it; readers lend and take back by card and PIN.

The session then holds nothing but the library and who started it: whoever stands before the screen is nobody's account.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from densach.kernel.dates import today
from densach.kernel.errors import NotFound, Refusal
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.services.catalogue.rules.refusals import NoSuchItem
from densach.services.circulation.actions.lending import check_out
from densach.services.circulation.actions.pins import enter_pin
from densach.services.circulation.actions.renewing import renew
from densach.services.circulation.actions.returning import check_in
from densach.services.circulation.forms.kiosk import EnterForm, LeaveForm
from densach.services.circulation.models import Channel, Patron
from densach.services.circulation.pages.answers import Answer
from densach.services.circulation.queries import counter
from densach.services.circulation.rules.actors import SERVE
from densach.services.circulation.rules.readers import PIN_ATTEMPTS, PIN_MINUTES
from densach.services.circulation.rules.refusals import NoSuchLoan, TooManyFromHere
from densach.services.circulation.rules.scanning import scanned
from densach.services.circulation.views.place import Desk, at_desk
from densach.ui.figures import day_text, language
from densach.ui.http import Request
from densach.ui.wording import sentence

KIOSK, READER, SEEN = "kiosk", "kiosk_reader", "kiosk_seen"
# A reader who walks away is signed out after so many seconds; the screen itself runs for a working day.
IDLE: Final = 60
RUNS: Final = 16 * 60 * 60


@dataclass(frozen=True)
class SelfService:
    """The screen acts for its library, and there only."""

    library_id: int
    id: int | None = None
    name: str = "Tự phục vụ"

    def may(self, verb: str, organisation: object | None) -> bool:
        """Lending and taking back here; nothing else, nowhere else."""
        key = organisation if isinstance(organisation, int) else getattr(organisation, "id", None)
        return verb == SERVE and key == self.library_id


@dataclass(frozen=True)
class Screen:
    """The self-service screen at an instant: where, and who stands before it."""

    library: Organisation
    patron: Patron | None
    at: datetime

    @property
    def actor(self) -> SelfService:
        return SelfService(self.library.pk)


ScreenView = Callable[[Request, Screen], HttpResponse]


def at_screen(view: ScreenView) -> Callable[[Request], HttpResponse]:
    """For a browser in which staff have started the screen; anybody else finds nothing."""

    @wraps(view)
    def guarded(request: Request) -> HttpResponse:
        told = request.session.get(KIOSK)
        if not isinstance(told, dict):
            raise NotFound()
        at = timezone.now()
        library = organisations.by_code(str(told.get("library", "")))
        return view(request, Screen(library, _patron(request, at), at))

    return guarded


def _patron(request: Request, at: datetime) -> Patron | None:
    """The reader who signed in, unless they have been away too long."""
    card, seen = request.session.get(READER), request.session.get(SEEN)
    if not card or not seen or at - datetime.fromisoformat(seen) > timedelta(seconds=IDLE + 30):
        request.session.pop(READER, None)
        return None
    return counter.patron_by_card(card)


@at_desk
def start(request: Request, desk: Desk) -> HttpResponse:
    """Staff start the screen: their own sign-in ends here."""
    if request.method != "POST":
        context = {"library": desk.library, "place": desk.place()}
        return render(request, "circulation/kiosk/start.html", context)
    code, name = desk.library.code, request.user.get_username()
    request.session.flush()
    request.session[KIOSK] = {"library": code, "name": name}
    request.session.set_expiry(RUNS)
    return redirect("circulation:kiosk")


@at_screen
def kiosk(request: Request, screen: Screen) -> HttpResponse:
    """Sign in by card and PIN; then lend, take back, look."""
    return _page(request, screen)


def _page(
    request: Request, screen: Screen, answer: Answer | None = None, form: EnterForm | None = None
) -> HttpResponse:
    on = today(screen.at)
    patron = screen.patron
    context: dict[str, Any] = {
        "library": screen.library,
        "place": organisations.named(screen.library, on),
        "patron": patron,
        "answer": answer,
        "idle": IDLE,
        "form": form or EnterForm(),
    }
    if patron is not None:
        panel = counter.panel_of(patron, on)
        context |= {"panel": panel, "key": timezone.now().strftime("%H%M%S%f") + patron.card}
    wrong = bool(form and form.errors) or bool(answer and answer.refused)
    response = render(request, "circulation/kiosk/screen.html", context, status=422 if wrong else 200)
    response["Cache-Control"] = "no-store"
    return response


def _seen(request: Request, patron: Patron, at: datetime) -> None:
    request.session[READER], request.session[SEEN] = patron.card, at.isoformat()


@require_POST
@at_screen
def enter(request: Request, screen: Screen) -> HttpResponse:
    """Card and PIN."""
    form = EnterForm(request.POST)
    if not form.is_valid():
        return _page(request, screen, form=form)
    try:
        patron = enter_pin(at=screen.at, card=form.cleaned_data["card"], pin=form.cleaned_data["pin"])
    except Refusal as refusal:
        form.add_error("pin", sentence(refusal))
        return _page(request, screen, form=form)
    _seen(request, patron, screen.at)
    return redirect("circulation:kiosk")


@require_POST
@at_screen
def scan(request: Request, screen: Screen) -> HttpResponse:
    """An item is lent to the reader, renewed or taken back; without a reader only taken back."""
    code = scanned(request.POST.get("code", ""))
    if not code:
        return redirect("circulation:kiosk")
    if screen.patron is not None:
        _seen(request, screen.patron, screen.at)
    try:
        answer = _done(screen, code, request.POST.get("act", ""), request.POST.get("key", ""))
    except Refusal as refusal:
        help_ = "" if isinstance(refusal, NoSuchItem) else _("Please ask at the desk.")
        answer = Answer("no", sentence(refusal), detail=help_)
    return _page(request, screen, answer)


def _done(screen: Screen, code: str, act: str, key: str) -> Answer:
    if act == "return" or screen.patron is None:
        back = check_in(
            at=screen.at, actor=screen.actor, library=screen.library, barcode=code, channel=Channel.SELF,
            reader=screen.patron,
        )  # fmt: skip
        where = {
            "shelve": _("Please lay it on the returns shelf."),
            "keep": _("Another reader waits for it: please lay it on the returns shelf."),
        }.get(back.to_do, _("Please hand it to the staff."))
        words = _("Taken back. Thank you.") if back.loan is not None else _("Nothing was taken back.")
        return Answer("yes" if back.loan else "info", words, item=back.item.record.title, detail=where)
    if act == "renew":
        return _renewed(screen, screen.patron, code)
    lent = check_out(
        at=screen.at, actor=screen.actor, library=screen.library, barcode=code, card=screen.patron.card,
        channel=Channel.SELF, key=key or None,
    )  # fmt: skip
    due = _("Bring it back by %(day)s") % {"day": day_text(lent.loan.due_on, language())}
    return Answer("yes", due, item=lent.item.record.title)


def _renewed(screen: Screen, patron: Patron, code: str) -> Answer:
    """The reader's own loan, by the rules; what they refuse the desk may decide."""
    loan = counter.open_loan_of(code)
    if loan is None or loan.patron_id != patron.pk:
        raise NoSuchLoan
    result = renew(at=screen.at, actor=screen.actor, library=screen.library, loan=loan, channel=Channel.SELF)
    due = _("Bring it back by %(day)s") % {"day": day_text(result.loan.due_on, language())}
    return Answer("yes", due, item=loan.item.record.title, detail=_("Renewed"))


@require_POST
@at_screen
def done(request: Request, screen: Screen) -> HttpResponse:
    """The reader has finished."""
    request.session.pop(READER, None)
    return redirect("circulation:kiosk")


def _is_starter(request: Request, password: str, at: datetime) -> bool:
    """Whether it is the password of whoever started the screen. Wrong ones are counted on this screen alone: readers
    before it must not lock a librarian out elsewhere. Raises TooManyFromHere.
    """
    told = dict(request.session[KIOSK])
    since = datetime.fromisoformat(told["wrong_at"]) if told.get("wrong_at") else at
    left = since + timedelta(minutes=PIN_MINUTES) - at
    if told.get("wrong", 0) >= PIN_ATTEMPTS and left > timedelta(0):
        raise TooManyFromHere(minutes=math.ceil(left.total_seconds() / 60))
    starter = get_user_model().objects.filter(
        **{get_user_model().USERNAME_FIELD: told.get("name", "")}, is_active=True
    )
    user = starter.first()
    if user is not None and user.check_password(password):
        return True
    wrong = told.get("wrong", 0) if left > timedelta(0) else 0
    request.session[KIOSK] = {**told, "wrong": wrong + 1, "wrong_at": at.isoformat()}
    return False


@at_screen
def leave(request: Request, screen: Screen) -> HttpResponse:
    """Only the password of whoever started the screen leaves it; then staff sign in anew."""
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if _is_starter(request, form.cleaned_data["password"], screen.at):
                request.session.flush()
                return redirect("people:login")
            form.add_error("password", _("The password is wrong."))
        except TooManyFromHere as refusal:
            form.add_error("password", sentence(refusal))
    request.session.pop(READER, None)
    context = {"form": form, "place": organisations.named(screen.library, today(screen.at))}
    return render(request, "circulation/kiosk/leave.html", context, status=422 if form.errors else 200)
