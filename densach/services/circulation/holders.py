"""What the desk keeps of a person, told part by part and registered when the program starts."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from densach.people.models import Person
from densach.people.privacy import Holder, Section, hold
from densach.services.circulation.actions.erasing import erase_reader
from densach.services.circulation.models import Hold, Loan, Patron, Suspension

_CARD = ("card", gettext_noop("Card"))
_AT = ("at", gettext_noop("When"))


def of_reader(person: Person) -> list[Section]:
    """The reader's card, what is borrowed and waited for. Closed loans are there while they remember who it was."""
    patron = Patron.objects.filter(person=person).select_related("category", "home").first()
    if patron is None:
        return []
    columns = (
        _CARD,
        ("category", gettext_noop("Category")),
        ("registered_on", gettext_noop("Registered on")),
        ("valid_until", gettext_noop("Holds until")),
        ("address", gettext_noop("Address")),
        ("note", gettext_noop("Note")),
    )
    row = (
        patron.card, str(patron.category), patron.registered_on, patron.valid_until, patron.address, patron.note,
    )  # fmt: skip
    return [
        Section("reader", gettext_noop("Reader of the libraries"), columns, [row]),
        _loans(patron),
        _holds(patron),
        _suspensions(patron),
    ]


def _loans(patron: Patron) -> Section:
    columns = (
        ("on", gettext_noop("Lent on")),
        ("due", gettext_noop("Due on")),
        ("returned", gettext_noop("Returned")),
        ("title", gettext_noop("Title of the book")),
    )
    found = Loan.objects.filter(patron=patron).select_related("item__record").order_by("-out_at")
    rows = [(one.on, one.due_on, one.returned_at, one.item.record.title) for one in found]
    return Section("loans", gettext_noop("Loans"), columns, rows)


def _holds(patron: Patron) -> Section:
    columns = (_AT, ("title", gettext_noop("Title of the book")), ("state", gettext_noop("State")))
    found = Hold.objects.filter(patron=patron).select_related("record").order_by("-placed_at")
    rows = [(one.placed_at, one.record.title, one.get_state_display()) for one in found]
    return Section("holds", gettext_noop("Titles waited for"), columns, rows)


def _suspensions(patron: Patron) -> Section:
    columns = (("since", gettext_noop("First day")), ("until", gettext_noop("Until")))
    rows = list(Suspension.objects.filter(patron=patron).order_by("-since").values_list("since", "until"))
    return Section("suspensions", gettext_noop("Days without borrowing"), columns, rows)


def register() -> None:
    """Called once, when the program starts."""
    hold(Holder("circulation.reader", of_reader, erase_reader, 15))
