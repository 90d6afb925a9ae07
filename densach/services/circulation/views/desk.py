"""The desk: one screen, one box. A scan is answered with a part of the page, or the whole where no script runs."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.errors import Refusal
from densach.services.circulation.actions import patrons
from densach.services.circulation.actions.undoing import UNDO_WITHIN
from densach.services.circulation.forms.desk import RegisterForm, ScanForm
from densach.services.circulation.pages.answers import Act, Answer
from densach.services.circulation.queries import counter, lists
from densach.services.circulation.rules.refusals import ReaderAlike
from densach.services.circulation.views import holding
from densach.services.circulation.views.place import Desk, at_desk, page, pickups
from densach.services.circulation.views.scanning import answered, idle, open_reader
from densach.ui.http import Request
from densach.ui.wording import sentence

# How many of the last acts the screen shows when it is opened.
LAST: Final = 8


@dataclass(frozen=True)
class Mode:
    """What the next scan does."""

    code: str
    label: str | Promise
    key: str
    icon: str
    hint: str | Promise


MODES: Final = (
    Mode("lend", pgettext_lazy("desk", "Lend"), "F2", "upc-scan", gettext_lazy("A card, then items")),
    Mode(
        "return",
        pgettext_lazy("desk", "Take back"),
        "F3",
        "arrow-return-left",
        gettext_lazy("Items that come back"),
    ),
    Mode(
        "renew", pgettext_lazy("desk", "Renew"), "F4", "arrow-clockwise", gettext_lazy("Items to keep longer")
    ),
    Mode(
        "room", gettext_lazy("In the room"), "F6", "book-half", gettext_lazy("Items read here, or a number")
    ),
    Mode(
        "hold",
        pgettext_lazy("desk", "Hold"),
        "F7",
        "bookmark",
        gettext_lazy("A card, then a title, an ISBN or a copy"),
    ),
)


@at_desk
@require_safe
def desk(request: Request, desk: Desk) -> HttpResponse:
    """The screen; `?ban_doc=` opens a reader, `?che_do=` another mode."""
    patron = counter.patron_by_card(request.GET["ban_doc"]) if request.GET.get("ban_doc") else None
    answer = open_reader(desk, patron) if patron is not None else idle()
    return _whole(request, desk, answer, request.GET.get("che_do", "lend"))


@at_desk
@require_POST
def scan(request: Request, desk: Desk) -> HttpResponse:
    """One scan."""
    said = ScanForm(request.POST).said()
    return _reply(request, desk, answered(desk, said), said.mode)


@at_desk
@require_POST
def renew_all(request: Request, desk: Desk) -> HttpResponse:
    """All loans of the open reader."""
    said = ScanForm(request.POST).said()
    return _reply(request, desk, holding.renew_all(desk, said.reader), "lend")


@at_desk
@require_POST
def register(request: Request, desk: Desk) -> HttpResponse:
    """A new reader, who stands at the desk at once."""
    form = RegisterForm(request.POST)
    if not form.is_valid():
        wrong = [f"{form[name].label}: {error}" for name, errors in form.errors.items() for error in errors]
        answer = Answer(
            "no", _("The reader is not registered yet"), detail=" ".join(wrong), opens="new-reader"
        )
        return _reply(request, desk, answer, "lend", form)
    try:
        patron = patrons.register(at=desk.at, actor=desk.actor, library=desk.library, reader=form.reader())
    except Refusal as refusal:
        advice = _("Tick “another person” if it is one.") if isinstance(refusal, ReaderAlike) else ""
        answer = Answer("no", sentence(refusal), detail=advice, opens="new-reader")
        return _reply(request, desk, answer, "lend", form)
    found = counter.patron_by_card(patron.card) or patron
    act = Act(desk.at, "person-plus", _("Registered"), f"{found.person.name} · {found.card}")
    told = _("Registered with card %(card)s") % {"card": found.card}
    return _reply(request, desk, replace(open_reader(desk, found), detail=told, act=act), "lend")


@at_desk
@require_POST
def undo(request: Request, desk: Desk) -> HttpResponse:
    """A loan, a hold or a use in the room that was just noted is taken back."""
    said = ScanForm(request.POST).said()
    answer = holding.taken_back(desk, request.POST.get("what", ""), said)
    return _reply(request, desk, answer, said.mode)


def _reply(
    request: Request, desk: Desk, answer: Answer, mode: str, form: RegisterForm | None = None
) -> HttpResponse:
    status = 422 if answer.refused else 200
    if request.headers.get("X-Desk") != "part":
        return _whole(request, desk, answer, answer.mode or mode, form, status)
    context = {"answer": answer, "library": desk.library}
    response = render(request, "circulation/desk/answer.html", context, status=status)
    response["X-Desk"] = "answer"
    return response


def _whole(
    request: Request,
    desk: Desk,
    answer: Answer,
    mode: str,
    form: RegisterForm | None = None,
    status: int = 200,
) -> HttpResponse:
    if answer.reader and answer.shown is None:
        patron = counter.patron_by_card(answer.reader)
        answer = replace(answer, shown=open_reader(desk, patron).shown if patron else None)
    known = {one.code for one in MODES}
    mode = mode if mode in known else "lend"
    places = pickups(desk)
    context = page(
        desk,
        "desk",
        answer=answer,
        mode=mode,
        modes=MODES,
        hint=next(one.hint for one in MODES if one.code == mode),
        key=secrets.token_hex(12),
        acts=last_acts(desk),
        new_reader=form or RegisterForm(),
        open_new=answer.opens == "new-reader",
        pickups=places if len(places) > 1 else [],
        may_choose=len(places) > 1,
    )
    return render(request, "circulation/desk/desk.html", context, status=status)


def last_acts(desk: Desk) -> list[Act]:
    """The last loans and returns of the day, the latest first."""
    lent = [
        (one.out_at, "book", pgettext("desk", "Lent"), one)
        for one in lists.last_lent(desk.library.pk, desk.on, LAST)
    ]
    back = [
        (one.returned_at or desk.at, "arrow-return-left", pgettext("desk", "Taken back"), one)
        for one in lists.last_returned(desk.library.pk, desk.on, LAST)
    ]
    every = sorted([*lent, *back], key=lambda one: one[0], reverse=True)[:LAST]
    return [Act(at, icon, words, _what(loan), **_undo(desk, words, loan)) for at, icon, words, loan in every]


def _what(loan: Any) -> str:
    name = f" · {loan.patron.person.name}" if loan.patron is not None else ""
    return f"{loan.item.record.title}{name}"


def _undo(desk: Desk, words: str, loan: Any) -> dict[str, Any]:
    if loan.returned_at is not None or words != pgettext("desk", "Lent"):
        return {}
    if loan.renewals == 0 and desk.at - loan.out_at <= UNDO_WITHIN:
        card = loan.patron.card if loan.patron is not None else ""
        return {
            "undo_url": reverse("circulation:undo"),
            "undo_label": _("Undo"),
            "undo_hidden": holding.undoing_loan(desk, loan, loan.item.barcode, card),
        }
    fields = (("library", desk.library.code), ("mode", "return"), ("code", loan.item.barcode))
    return {
        "undo_url": reverse("circulation:scan"),
        "undo_label": pgettext("desk", "Take back"),
        "undo_hidden": fields,
    }
