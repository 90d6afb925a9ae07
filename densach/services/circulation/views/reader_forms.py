"""A reader is registered, or what is told of one is put right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from densach.kernel.dates import parse_date
from densach.kernel.errors import InvalidDate, Refusal
from densach.people.rules.staffing import BornInFuture, PersonData
from densach.services.circulation.access import patron_for
from densach.services.circulation.actions import personal
from densach.services.circulation.forms.readers import ReaderForm
from densach.services.circulation.models import Patron
from densach.services.circulation.queries import readers, register
from densach.services.circulation.rules import refusals
from densach.services.circulation.views.place import Desk, at_desk, page, served
from densach.ui.http import Request
from densach.ui.wording import sentence

# At which field a refusal is told.
AT: dict[type[Refusal], str] = {
    refusals.NeedsGuardian: "guardian",
    refusals.CardTaken: "card",
    refusals.BadCard: "card",
    refusals.ExemptionNeedsPaper: "exemption_paper",
    refusals.ReaderAlike: "even_if_alike",
    refusals.NotAPhoto: "photo",
    BornInFuture: "birth_date",
}


def _categories() -> list[tuple[str, str]]:
    english = (get_language() or "vi").startswith("en")
    return [(one.code, one.name_en if english else one.name_vi) for one in register.categories()]


def _told(form: ReaderForm, refusal: Refusal) -> None:
    field = AT.get(type(refusal))
    form.add_error(field if field in form.fields else None, sentence(refusal))


@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, desk: Desk) -> HttpResponse:
    """A new reader; whoever is alike is shown while the name is typed."""
    sent = request.method == "POST"
    form = ReaderForm(
        request.POST if sent else None, request.FILES if sent else None, categories=_categories()
    )
    if sent and form.is_valid():
        try:
            found = personal.enter_reader(
                at=desk.at, actor=desk.actor, library=desk.library, reader=form.reader(), upload=form.upload()
            )
        except Refusal as refusal:
            _told(form, refusal)
        else:
            messages.success(request, _("Registered with card %(card)s") % {"card": found.card})
            return redirect("circulation:patron", found.pk)
    context = page(desk, "patrons", form=form, alike=_alike_of(desk, form) if form.errors else [])
    return render(request, "circulation/readers/form.html", context, status=422 if form.errors else 200)


def _alike_of(desk: Desk, form: ReaderForm) -> list[Patron]:
    told = getattr(form, "cleaned_data", {})
    if not told.get("name"):
        return []
    data = PersonData(name=told["name"], birth_date=told.get("birth_date"), phone=told.get("phone") or "")
    return readers.alike(data, served(desk))


@at_desk
@require_safe
def alike(request: Request, desk: Desk) -> HttpResponse:
    """A part of the page: readers of the name that is being typed, with the same day of birth or telephone."""
    name = request.GET.get("name", "")[:150]
    try:
        born = parse_date(request.GET.get("birth_date", ""))
    except InvalidDate:
        born = None
    found = []
    if len(name.split()) > 1:
        data = PersonData(name=name, birth_date=born, phone=request.GET.get("phone", "")[:40])
        found = readers.alike(data, served(desk))
    return render(request, "circulation/readers/parts/alike.html", {"alike": found})


@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, desk: Desk, pk: int) -> HttpResponse:
    """What is told of a reader is put right. Who comes second is told what stands now, and keeps what was typed."""
    patron = patron_for(request.actor, pk)
    sent = request.method == "POST"
    form = ReaderForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        categories=_categories(),
        patron=patron,
    )
    more: dict[str, Any] = {}
    if sent and form.is_valid():
        try:
            personal.put_right(
                at=desk.at, actor=desk.actor, library=desk.library, patron=patron,
                seen=form.cleaned_data["revision"] or 0, data=form.data_told(), upload=form.upload(),
            )  # fmt: skip
        except refusals.SeenAnOldReader as refusal:
            form.add_error(None, sentence(refusal))
            more["differing"] = form.differing(patron)
            typed = request.POST.copy()
            typed["revision"] = str(patron.revision)
            form.data = typed
        except Refusal as refusal:
            _told(form, refusal)
        else:
            messages.success(request, _("Put right."))
            return redirect("circulation:patron", pk)
    context = page(desk, "patrons", patron=patron, form=form, **more)
    return render(request, "circulation/readers/form.html", context, status=422 if form.errors else 200)
