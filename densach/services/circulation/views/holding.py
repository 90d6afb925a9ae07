"""Scans in the other modes: renewing, use in the room, holds."""

from __future__ import annotations

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from densach.kernel.errors import Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.services.catalogue.models import Record
from densach.services.catalogue.rules.refusals import NoSuchItem
from densach.services.circulation.access import hold_for, library_for, loan_for
from densach.services.circulation.actions.holding import cancel_hold, place_hold
from densach.services.circulation.actions.renewing import renew
from densach.services.circulation.actions.undoing import undo_loan
from densach.services.circulation.actions.visits import cancel_use, use_in_room
from densach.services.circulation.forms.desk import Said
from densach.services.circulation.models import Loan, Patron
from densach.services.circulation.pages.answers import Act, Answer, Choice, Hidden
from densach.services.circulation.pages.returns import returned
from densach.services.circulation.queries import counter
from densach.services.circulation.queries.visits import use_by_id
from densach.services.circulation.rules.refusals import AtTheDesk, NothingToTakeBack
from densach.services.circulation.rules.returns import StandsElsewhere
from densach.services.circulation.rules.scanning import scanned
from densach.services.circulation.views.place import Desk, guest_of, seen
from densach.services.circulation.views.refusing import hidden, refused
from densach.ui.figures import day_text, language
from densach.ui.wording import sentence

# A number of this many figures or fewer, typed where items are scanned, is how many items were used.
FIGURES = 3


# renewing -------------------------------------------------------------------------------------------------


def renewed(desk: Desk, said: Said) -> Answer | None:
    """The loan of the scanned item becomes longer; None where no item has the barcode."""
    number = scanned(said.code)
    loan = counter.open_loan_of(number)
    if loan is None:
        item = counter.item_by_barcode(number)
        if item is None:
            return None
        words = _("This copy is not on loan")
        return Answer("no", words, item=item.record.title, detail=_("Lend it with F2."), reader=said.reader)
    try:
        result = renew(at=desk.at, actor=desk.actor, library=desk.library, loan=loan, override=said.override)
    except AtTheDesk as refusal:
        return replace(refused(desk, said, refusal), item=loan.item.record.title)
    due = _("Now due %(day)s") % {"day": day_text(result.loan.due_on, language())}
    patron = _reader(said, loan)
    act = Act(desk.at, "arrow-clockwise", _("Renewed"), loan.item.record.title)
    panel = seen(desk, patron) if patron is not None else None
    return Answer("yes", due, item=loan.item.record.title, reader=said.reader, shown=panel, act=act)


def _reader(said: Said, loan: Loan) -> Patron | None:
    """The open reader, if the loan is theirs."""
    if loan.patron is None or loan.patron.card != said.reader:
        return None
    return counter.patron_by_card(said.reader)


def renew_all(desk: Desk, card: str) -> Answer:
    """Each loan of the reader by itself: what cannot be renewed says why."""
    patron = counter.patron_by_card(scanned(card))
    if patron is None:
        return Answer("no", _("No reader is open"), detail=_("Scan a card first."))
    done, told = 0, []
    for loan in counter.open_loans_of(patron, guest_of(desk, patron)):
        try:
            renew(at=desk.at, actor=desk.actor, library=desk.library, loan=loan)
        except Refusal as refusal:
            told.append(f"{loan.item.record.title[:40]}: {sentence(refusal)}")
        else:
            done += 1
    words = ngettext("%(n)s loan renewed", "%(n)s loans renewed", done) % {"n": done}
    act = Act(desk.at, "arrow-clockwise", words, patron.person.name) if done else None
    tone = "ask" if told and done else "no" if told else "yes"
    panel = seen(desk, patron)
    return Answer(tone, words, detail=" · ".join(told), reader=patron.card, shown=panel, act=act)


def asked_where(desk: Desk, said: Said, refusal: StandsElsewhere) -> Answer:
    """A copy that should stand elsewhere: is it here? Yes does what the scan meant."""
    fields = hidden(desk, replace(said, here=True))
    choice = Choice(_("Yes, it is here"), said.code, reverse("circulation:scan"), fields)
    return replace(refused(desk, said, refusal), tone="ask", choices=(choice,))


# use in the room ------------------------------------------------------------------------------------------


def used(desk: Desk, said: Said) -> Answer | None:
    """An item that was read here is put back, or so many were; None where no item has the barcode."""
    number = scanned(said.code)
    quantity = whole_number(number) if number.isdigit() and len(number) <= FIGURES else None
    item = counter.item_by_barcode(number)
    try:
        if item is None and quantity:
            use = use_in_room(
                at=desk.at, actor=desk.actor, library=desk.library, quantity=quantity, key=said.key or None
            )
        else:
            use = use_in_room(
                at=desk.at, actor=desk.actor, library=desk.library, barcode=number, key=said.key or None,
                here=said.here,
            )  # fmt: skip
    except NoSuchItem:
        return None
    except StandsElsewhere as refusal:
        return asked_where(desk, said, refusal)
    except Refusal as refusal:
        return refused(desk, said, refusal)
    words = ngettext("%(n)s use in the room", "%(n)s uses in the room", use.quantity) % {"n": use.quantity}
    title = item.record.title if item is not None else ""
    act = Act(
        desk.at, "book-half", words, title, undo_url=reverse("circulation:undo"),
        undo_label=_("Undo"), undo_hidden=_undoing(desk, "use", use.pk, "room"),
    )  # fmt: skip
    return Answer("yes", words, item=title, reader=said.reader, act=act)


# holds ----------------------------------------------------------------------------------------------------


def held(desk: Desk, said: Said) -> Answer:
    """The open reader waits for a title: by a copy's barcode, or chosen among those that fit the words."""
    record = _title(said)
    if record is not None:
        return _place(desk, said, record)
    found = counter.titles_like(said.code)
    if not found:
        words = _("No title fits “%(words)s”") % {"words": said.code[:60]}
        return Answer("no", words, detail=_("Try fewer words, or the ISBN."), reader=said.reader)
    url = reverse("circulation:scan")
    choices = tuple(
        Choice(
            one.title,
            " · ".join(filter(None, (one.author, str(one.year or ""), one.publisher))),
            url,
            hidden(desk, replace(said, code="", record=one.pk)),
        )
        for one in found
    )
    return Answer("ask", _("Which title?"), choices=choices, reader=said.reader)


def _title(said: Said) -> Record | None:
    if said.record:
        return counter.record_by_id(said.record)
    item = counter.item_by_barcode(scanned(said.code))
    return item.record if item is not None else None


def _place(desk: Desk, said: Said, record: Record) -> Answer:
    patron = counter.patron_by_card(scanned(said.reader))
    if patron is None:
        return Answer("no", _("No reader is open"), detail=_("Scan a card first."))
    pickup = library_for(desk.actor, said.pickup) if said.pickup else desk.library
    try:
        hold = place_hold(at=desk.at, actor=desk.actor, pickup=pickup, record=record, patron=patron)
    except AtTheDesk as refusal:
        return replace(refused(desk, said, refusal), item=record.title)
    name = organisations.named(pickup, desk.on).name
    act = Act(
        desk.at, "bookmark", _("Hold placed"), f"{record.title} · {patron.person.name}",
        undo_url=reverse("circulation:undo"), undo_label=_("Undo"),
        undo_hidden=_undoing(desk, "hold", hold.pk, "hold"),
    )  # fmt: skip
    words = _("Hold placed")
    told = _("To be picked up at %(library)s.") % {"library": name}
    return Answer(
        "yes",
        words,
        item=record.title,
        detail=told,
        reader=patron.card,
        shown=seen(desk, patron),
        act=act,
    )


# taking back what was just noted --------------------------------------------------------------------------


def _undoing(desk: Desk, what: str, pk: int, mode: str) -> Hidden:
    return (("library", desk.library.code), ("what", what), ("record", str(pk)), ("mode", mode))


def undoing_loan(desk: Desk, loan: Loan, barcode: str, card: str) -> Hidden:
    """`code` is the barcode: a return of the copy takes the offer away."""
    return (*_undoing(desk, "loan", loan.pk, "lend"), ("code", barcode), ("reader", card))


def _loan_undone(desk: Desk, said: Said) -> Answer:
    result = undo_loan(
        at=desk.at, actor=desk.actor, library=desk.library, loan=loan_for(desk.actor, said.record)
    )
    patron = counter.patron_by_card(said.reader) if said.reader else None
    panel = seen(desk, patron) if patron is not None else None
    title = result.item.record.title
    words = _("Loan undone: it does not count")
    act = Act(desk.at, "arrow-counterclockwise", words, title, back=result.item.barcode)
    place = returned(result, desk.on, desk.at)
    return replace(place, big=words, detail=place.big, reader=said.reader, shown=panel, act=act)


def taken_back(desk: Desk, what: str, said: Said) -> Answer:
    """`what` is a loan, a use in the room or a hold, by its number."""
    try:
        if what == "loan":
            return _loan_undone(desk, said)
        if what == "hold":
            found = hold_for(desk.actor, said.record)
            cancel_hold(at=desk.at, actor=desk.actor, hold=found, why=_("taken back at once"))
        else:
            use = use_by_id(said.record, desk.library.pk)
            if use is None:
                raise NothingToTakeBack
            cancel_use(at=desk.at, actor=desk.actor, library=desk.library, use=use)
    except Refusal as refusal:
        return Answer("no", sentence(refusal), reader=said.reader)
    patron = counter.patron_by_card(said.reader) if said.reader else None
    panel = seen(desk, patron) if patron is not None else None
    act = Act(desk.at, "arrow-counterclockwise", _("Taken back."), "")
    return Answer("info", _("Taken back."), reader=said.reader, shown=panel, act=act)
