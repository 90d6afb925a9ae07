"""One reader's page: what is shown, and the acts that may be done, each with its form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from densach.organisations import queries as organisations
from densach.people.rules.purposes import PURPOSES, age_on
from densach.people.rules.staffing import PersonData
from densach.services.circulation.actions.erasing import HISTORY
from densach.services.circulation.models import Patron
from densach.services.circulation.pages.reader import shown
from densach.services.circulation.queries import readers, register

Words = str | Promise


@dataclass(frozen=True)
class CardAct:
    """What may be done with a reader's card, in words; `fits` says for whom it is offered."""

    code: str
    label: Words
    lead: Words
    icon: str
    done: Words
    fits: Callable[[Patron], bool]
    grave: bool = False


def _open(patron: Patron) -> bool:
    return patron.closed_on is None


ACTS: Final = (
    CardAct("gia-han-the", gettext_lazy("Renew the card"),
            gettext_lazy("It holds as long as the category gives, from today or from its last day."),
            "calendar-check", gettext_lazy("The card is renewed."), _open),
    CardAct("cap-lai-the", gettext_lazy("Card lost or spoilt: another one"),
            gettext_lazy("The old number ends at once and stays taken; loans and holds stay with the reader."),
            "person-vcard", gettext_lazy("The reader has another card."), _open),
    CardAct("ma-pin", gettext_lazy("Give a PIN"),
            gettext_lazy("For the self-service screen and “My library” on the web. Tell it to the reader alone."),
            "key", gettext_lazy("The PIN is set."), _open),
    CardAct("khoa-the", gettext_lazy("Block"),
            gettext_lazy("The reader borrows nothing until unblocked; the reason is told at the desk."),
            "slash-circle", gettext_lazy("The reader is blocked."),
            lambda patron: _open(patron) and patron.blocked_since is None),
    CardAct("mo-khoa", gettext_lazy("Unblock"), gettext_lazy("The reader may borrow again."),
            "check-circle", gettext_lazy("The reader may borrow again."),
            lambda patron: patron.blocked_since is not None),
    CardAct("giu-lich-su", gettext_lazy("Keep a list of what was borrowed"), "",
            "clock-history", gettext_lazy("Noted: the list is kept from now on."),
            lambda patron: _open(patron) and not patron.keeps_history),
    CardAct("thoi-lich-su", gettext_lazy("Keep the list no longer"),
            gettext_lazy("What was kept of loans that are over is forgotten at once; it does not come back."),
            "eraser", gettext_lazy("The list is erased."), lambda patron: patron.keeps_history),
    CardAct("bo-anh", gettext_lazy("Take the photo off"),
            gettext_lazy("It is seen no more, neither at the desk nor on a new card."),
            "eraser", gettext_lazy("The photo is taken off."), lambda patron: patron.photo_id is not None),
    CardAct("thoi-la-ban-doc", gettext_lazy("Reader no more"),
            gettext_lazy("The card ends and holds are cancelled. What is still borrowed or owed is settled first."),
            "box-arrow-right", gettext_lazy("The card is closed."), _open, grave=True),
    CardAct("lai-la-ban-doc", gettext_lazy("Reader again"),
            gettext_lazy("The same card holds again, until the day on it."),
            "arrow-counterclockwise", gettext_lazy("The card holds again."), lambda patron: not _open(patron)),
)  # fmt: skip


def lead_of(act: CardAct) -> str:
    """What the act does; for the history it is what the person agrees to."""
    if act.code != "giu-lich-su":
        return str(act.lead)
    words = PURPOSES[HISTORY].words
    return _(words)


def person_page(patron: Patron, on: date, category: str) -> dict[str, Any]:
    """About fifteen queries, however much the reader has."""
    told = register.told_of(patron)
    likely = readers.alike(_data(patron), [patron.home_id], without=patron.pk)
    panel = shown(patron, on)
    person = patron.person
    names = organisations.names_of(
        {patron.home_id, patron.registered_in_id or patron.home_id, *(one.pickup_id for one in told.holds)},
        on,
    )
    return {
        "patron": patron,
        "person": person,
        "category": category,
        "age": age_on(person.birth_date, on) if person.birth_date else None,
        "panel": panel.panel,
        "warnings": panel.warnings,
        "home": names.get(patron.home_id, ""),
        "registered_in": names.get(patron.registered_in_id or patron.home_id, ""),
        "waits": [(one, names.get(one.hold.pickup_id, "")) for one in register.with_places(told.holds)],
        "told": told,
        "alike": [one for one in likely if one.closed_on is None],
        "acts": [(act, lead_of(act)) for act in ACTS if act.fits(patron)],
    }


def _data(patron: Patron) -> PersonData:
    person = patron.person
    return PersonData(name=person.name, birth_date=person.birth_date, phone=person.phone)
