"""My library: what I have and wait for, my card, what is kept of me; and asking for a book to be kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from densach.kernel.errors import Refusal
from densach.portal.mine import entering
from densach.portal.mine.entering import Reader, for_readers
from densach.portal.mine.forms import ContactForm, EnterForm, HoldForm, PickupForm, PinForm
from densach.services.activities.queries import mine as enrolled
from densach.services.catalogue.queries import finding
from densach.services.circulation.actions import (
    cancel_hold,
    change_pickup,
    enter_pin,
    keep_history,
    personal,
    place_hold,
    renew,
    set_pin,
)
from densach.services.circulation.queries import own
from densach.ui.figures import day_text, language
from densach.ui.http import Request
from densach.ui.wording import sentence

_BOTH = ["GET", "HEAD", "POST"]


@sensitive_post_parameters("pin")
@require_http_methods(_BOTH)
def enter(request: Request) -> HttpResponse:
    """Card and PIN; wrong ones are counted, by card and by address."""
    at = timezone.now()
    going = entering.onward(request)
    if request.method != "POST" and entering.reader_of(request, at) is not None:
        return redirect(going or "portal:mine")
    form = EnterForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            entering.come_in(request, told["card"], told["pin"], at)
        except Refusal as refusal:
            form.add_error("pin", sentence(refusal))
        else:
            return redirect(going or "portal:mine")
    context = {"form": form, "onward": going}
    response = render(request, "portal/mine/enter.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def leave(request: Request) -> HttpResponse:
    """Signed out as a reader; an account stays signed in."""
    entering.leave(request)
    messages.success(request, _("You are signed out."))
    return redirect("portal:search")


@for_readers
@require_safe
def mine(request: Request, reader: Reader) -> HttpResponse:
    """Loans, what is kept and waited for, what stands in the way, the card."""
    patron = reader.patron
    told = own.mine(patron, reader.on)
    words, stops = own.history_words()
    english = (get_language() or "vi").startswith("en")
    activities = enrolled.mine(request.user, reader.at) if request.user.is_authenticated else []
    context = {
        "reader": reader,
        "patron": patron,
        "told": told,
        "home": told.names.get(patron.home_id, ""),
        "category": patron.category.name_en if english else patron.category.name_vi,
        "loans": [(line, told.names.get(line.loan.library_id, "")) for line in told.loans],
        "holds": [(wait, told.names.get(wait.hold.pickup_id, "")) for wait in told.holds],
        "ends_in": (patron.valid_until - reader.on).days,
        "bars": mark_safe(own.card_bars(patron)),
        "history_words": _(words),
        "history_stops": _(stops),
        "activities": activities,
        "to_answer": any(one.to_answer for one in activities),
        "speaks": own.speaks_for_itself(patron, reader.on),
    }
    return render(request, "portal/mine/mine.html", context)


# loans ----------------------------------------------------------------------------------------------------


@require_POST
@for_readers
def renew_one(request: Request, reader: Reader, pk: int) -> HttpResponse:
    """The loan becomes longer, by the same rules as at the desk."""
    loan = own.loan_of(reader.patron, pk)
    try:
        done = renew(at=reader.at, actor=reader.actor, library=loan.library, loan=loan, channel="self")
    except Refusal as refusal:
        messages.warning(request, f"{loan.item.record.title}: {sentence(refusal)}")
    else:
        told = {"title": loan.item.record.title, "day": day_text(done.due_on, language())}
        messages.success(request, _("“%(title)s” is yours until %(day)s now.") % told)
    return redirect("portal:mine")


@require_POST
@for_readers
def renew_all(request: Request, reader: Reader) -> HttpResponse:
    """Each loan by itself; what cannot be renewed says why."""
    done = 0
    for line in own.mine(reader.patron, reader.on).loans:
        loan = own.loan_of(reader.patron, line.loan.pk)
        try:
            renew(at=reader.at, actor=reader.actor, library=loan.library, loan=loan, channel="self")
        except Refusal as refusal:
            messages.warning(request, f"{line.title}: {sentence(refusal)}")
        else:
            done += 1
    if done:
        told = ngettext("%(n)s loan is renewed.", "%(n)s loans are renewed.", done)
        messages.success(request, told % {"n": done})
    return redirect("portal:mine")


# holds ----------------------------------------------------------------------------------------------------


@for_readers
@require_http_methods(_BOTH)
def hold(request: Request, reader: Reader, pk: int) -> HttpResponse:
    """A book is asked for: where it is picked up is chosen, a refusal says why."""
    record = finding.public_record(pk)
    if record.pk != pk:
        return redirect("portal:hold", pk=record.pk)
    found = own.pickups(reader.patron, record.pk, reader.on)
    places = [(one.one.code, _place(one)) for one in found]
    form = HoldForm(request.POST if request.method == "POST" else None, places=places)
    if form.is_bound and form.is_valid():
        pickup = own.pickup_by_code(reader.patron, record.pk, form.cleaned_data["pickup"], reader.on)
        try:
            if pickup is not None:
                place_hold(
                    at=reader.at, actor=reader.actor, pickup=pickup, record=record, patron=reader.patron,
                    channel="self", wanted_until=form.cleaned_data["wanted_until"],
                )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("You are in the queue for “%(title)s”.") % {"title": record.title})
            return redirect(f"{reverse('portal:mine')}#dat-cho")
    context = {"record": record, "form": form, "available": sum(one.available for one in found)}
    return render(request, "portal/mine/hold.html", context, status=422 if form.errors else 200)


def _place(one: own.Pickup) -> str:
    if not one.available:
        return one.one.name
    told = ngettext("%(n)s copy on the shelf there", "%(n)s copies on the shelf there", one.available)
    return f"{one.one.name} ({told % {'n': one.available}})"


@require_POST
@for_readers
def cancel(request: Request, reader: Reader, pk: int) -> HttpResponse:
    """The reader waits no more."""
    found = own.hold_of(reader.patron, pk)
    cancel_hold(at=reader.at, actor=reader.actor, hold=found, why="")
    messages.success(request, _("You wait no more for “%(title)s”.") % {"title": found.record.title})
    return redirect("portal:mine")


@for_readers
@require_http_methods(_BOTH)
def pickup(request: Request, reader: Reader, pk: int) -> HttpResponse:
    """Picked up elsewhere, while nothing is on its way yet."""
    found = own.hold_of(reader.patron, pk)
    places = [(one.one.code, _place(one)) for one in own.pickups(reader.patron, found.record_id, reader.on)]
    initial = {"pickup": found.pickup.code}
    form = PickupForm(request.POST if request.method == "POST" else None, places=places, initial=initial)
    if form.is_bound and form.is_valid():
        chosen = own.pickup_by_code(reader.patron, found.record_id, form.cleaned_data["pickup"], reader.on)
        if chosen is not None:
            change_pickup(at=reader.at, actor=reader.actor, hold=found, pickup=chosen)
            messages.success(request, _("The place is changed."))
        return redirect("portal:mine")
    context = {"record": found.record, "form": form, "heading": _("Pick it up elsewhere")}
    return render(request, "portal/mine/form.html", context, status=422 if form.errors else 200)


# about me -------------------------------------------------------------------------------------------------


@sensitive_post_parameters("now", "new", "again")
@for_readers
@require_http_methods(_BOTH)
def pin(request: Request, reader: Reader) -> HttpResponse:
    """Another PIN; whoever came by account and has none yet sets the first."""
    patron = reader.patron
    first = not patron.pin and not reader.by_card
    form = PinForm(request.POST if request.method == "POST" else None, first=first)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            if not first:
                enter_pin(at=reader.at, card=patron.card, pin=told["now"])
            changed = set_pin(
                at=reader.at, actor=reader.actor, library=patron.home, patron=patron, pin=told["new"]
            )
        except Refusal as refusal:
            form.add_error("now" if "now" in form.fields else "new", sentence(refusal))
        else:
            if reader.by_card:
                entering.remember(request, changed, reader.at)
            messages.success(request, _("Your PIN is changed."))
            return redirect("portal:mine")
    lead = _("The desk gave you this PIN: choose one of your own first.") if patron.pin_must_change else ""
    context: dict[str, Any] = {"form": form, "heading": _("Change my PIN"), "lead": lead}
    return render(request, "portal/mine/form.html", context, status=422 if form.errors else 200)


@for_readers
@require_http_methods(_BOTH)
def contact(request: Request, reader: Reader) -> HttpResponse:
    """How I am reached, and in which language."""
    form = ContactForm.of(reader.patron, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            personal.change_contact(
                at=reader.at, actor=reader.actor, patron=reader.patron, contact=form.contact(),
                seen=form.cleaned_data["revision"],
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Kept."))
            return redirect("portal:mine")
    lead = _("Name and day of birth are put right at a desk.")
    context = {"form": form, "heading": _("How I am reached"), "lead": lead}
    return render(request, "portal/mine/form.html", context, status=422 if form.errors else 200)


@require_POST
@for_readers
def history(request: Request, reader: Reader) -> HttpResponse:
    """The list of what I borrowed: kept from now on, by consent, or erased at once."""
    keeps = request.POST.get("giu") == "1"
    try:
        keep_history(
            at=reader.at, actor=reader.actor, library=reader.patron.home, patron=reader.patron, keeps=keeps
        )
    except Refusal as refusal:
        messages.warning(request, sentence(refusal))
    else:
        messages.success(request, _("Your list is kept from now on.") if keeps else _("Your list is erased."))
    return redirect("portal:mine")
