"""Acts on one reader's card: renewed, replaced, blocked, closed; a PIN, the history, two registrations made one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from densach.kernel.errors import NotFound, Refusal
from densach.services.circulation.access import guest_for, is_own, patron_for
from densach.services.circulation.actions import merging as joining
from densach.services.circulation.actions import patrons, personal, pins
from densach.services.circulation.forms import readers as reader_forms
from densach.services.circulation.models import Patron
from densach.services.circulation.pages.person import ACTS, lead_of
from densach.services.circulation.queries import counter, register
from densach.services.circulation.rules.refusals import NoSuchCard, SamePatron
from densach.services.circulation.rules.scanning import scanned
from densach.services.circulation.views.place import Desk, at_desk, page
from densach.ui.http import Request
from densach.ui.wording import sentence

Told = Mapping[str, Any]
Doing = Callable[[Desk, Patron, Told], object]
FORMS: Final[dict[str, type[forms.Form]]] = {
    "gia-han-the": reader_forms.RenewForm,
    "cap-lai-the": reader_forms.ReplaceForm,
    "ma-pin": reader_forms.PinForm,
    "khoa-the": reader_forms.WhyForm,
    "mo-khoa": reader_forms.PlainForm,
    "giu-lich-su": reader_forms.HistoryForm,
    "thoi-lich-su": reader_forms.PlainForm,
    "bo-anh": reader_forms.PlainForm,
    "thoi-la-ban-doc": reader_forms.LeaveForm,
    "lai-la-ban-doc": reader_forms.PlainForm,
}


def _renew(desk: Desk, patron: Patron, told: Told) -> None:
    patrons.renew_card(at=desk.at, actor=desk.actor, patron=patron, until=told["until"], library=desk.library)


def _replace(desk: Desk, patron: Patron, told: Told) -> None:
    patrons.replace_card(at=desk.at, actor=desk.actor, patron=patron, why=told["why"], card=told["card"])


def _pin(desk: Desk, patron: Patron, told: Told) -> None:
    pins.set_pin(
        at=desk.at, actor=desk.actor, library=desk.library, patron=patron, pin=told["pin"], once=True
    )


def _block(desk: Desk, patron: Patron, told: Told) -> None:
    patrons.block(at=desk.at, actor=desk.actor, patron=patron, why=told["why"])


def _unblock(desk: Desk, patron: Patron, told: Told) -> None:
    patrons.unblock(at=desk.at, actor=desk.actor, patron=patron)


def _keep(desk: Desk, patron: Patron, told: Told) -> None:
    pins.keep_history(at=desk.at, actor=desk.actor, library=desk.library, patron=patron, keeps=True)


def _forget(desk: Desk, patron: Patron, told: Told) -> None:
    pins.keep_history(at=desk.at, actor=desk.actor, library=desk.library, patron=patron, keeps=False)


def _no_photo(desk: Desk, patron: Patron, told: Told) -> None:
    personal.set_photo(at=desk.at, actor=desk.actor, library=desk.library, patron=patron, upload=None)


def _close(desk: Desk, patron: Patron, told: Told) -> None:
    patrons.close(at=desk.at, actor=desk.actor, patron=patron, why=told["why"])


def _reopen(desk: Desk, patron: Patron, told: Told) -> None:
    patrons.reopen(at=desk.at, actor=desk.actor, patron=patron)


DOING: Final[dict[str, Doing]] = {
    "gia-han-the": _renew,
    "cap-lai-the": _replace,
    "ma-pin": _pin,
    "khoa-the": _block,
    "mo-khoa": _unblock,
    "giu-lich-su": _keep,
    "thoi-lich-su": _forget,
    "bo-anh": _no_photo,
    "thoi-la-ban-doc": _close,
    "lai-la-ban-doc": _reopen,
}


@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: Request, desk: Desk, pk: int, act: str) -> HttpResponse:
    """One of the acts: asked for in words, then done."""
    patron = patron_for(request.actor, pk)
    chosen = next((one for one in ACTS if one.code == act), None)
    if chosen is None:
        raise NotFound()
    form = FORMS[act](request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            DOING[act](desk, patron, form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, str(chosen.done))
            return redirect("circulation:patron", pk)
    context = page(desk, "patrons", patron=patron, act=chosen, lead=lead_of(chosen), form=form)
    return render(request, "circulation/readers/act.html", context, status=422 if form.errors else 200)


@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def merging(request: Request, desk: Desk, pk: int) -> HttpResponse:
    """Registered twice: the other registration is looked for by its card, both are shown, one stays. Since nothing
    takes this back, the card that ends is typed once more.
    """
    patron = patron_for(request.actor, pk)
    given = request.POST or request.GET
    form = reader_forms.OtherForm(given if "card" in given else None)
    other, wrong = None, ""
    if form.is_valid():
        try:
            other = _other(request, patron, form.cleaned_data["card"])
            if request.method == "POST":
                kept, gone = (other, patron) if request.POST.get("kept") == str(other.pk) else (patron, other)
                if scanned(request.POST.get("ends", "")) == gone.card:
                    return _merged(request, desk, kept, gone)
                wrong = _("Nothing was merged: type %(card)s, the card that ends.") % {"card": gone.card}
        except Refusal as refusal:
            form.add_error("card", sentence(refusal))
    both = [_side(desk, one) for one in (patron, other)] if other is not None else []
    told = {"both": both, "wrong": wrong, "kept": request.POST.get("kept")}
    context = page(desk, "patrons", patron=patron, other=other, form=form, **told)
    status = 422 if form.errors or wrong else 200
    return render(request, "circulation/readers/merge.html", context, status=status)


def _other(request: Request, patron: Patron, card: str) -> Patron:
    found = counter.patron_by_card(scanned(card))
    if found is None:
        raise NoSuchCard(card=card)
    if found.pk == patron.pk:
        raise SamePatron
    return guest_for(request.actor, found.pk, found.card)


def _side(desk: Desk, patron: Patron) -> tuple[Patron, register.Told | None]:
    """Of another library's reader only the name and the card are shown."""
    return patron, register.told_of(patron) if is_own(desk.actor, patron) else None


def _merged(request: Request, desk: Desk, kept: Patron, gone: Patron) -> HttpResponse:
    joining.merge(at=desk.at, actor=desk.actor, library=desk.library, kept=kept, gone=gone)
    messages.success(request, _("The two registrations are one now."))
    return redirect(f"{reverse('circulation:patron', args=[kept.pk])}?{urlencode({'the': kept.card})}")
