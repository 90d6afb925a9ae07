"""What readers say of themselves: how they are reached, in which language; and the photo on the card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from densach.files import actions as files
from densach.files.actions import Upload
from densach.files.rules import content_type
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation
from densach.people.actions.readers import change_served
from densach.people.rules.staffing import PersonData
from densach.services.circulation.actions.patrons import NewReader, ReaderData, change, locked, register
from densach.services.circulation.models import Patron
from densach.services.circulation.rules.actors import SERVE, is_own
from densach.services.circulation.rules.readers import folded_of
from densach.services.circulation.rules.refusals import NotAPhoto, PatronClosed

LARGEST: Final = 3
_PHOTOS: Final = frozenset({"image/jpeg", "image/png", "image/webp"})
LANGUAGES: Final = ("", "vi", "en")
WAYS: Final = ("email", "print", "gateway")


@dataclass(frozen=True)
class Contact:
    """How a reader is reached; `language` empty: Vietnamese, or as the account says."""

    phone: str = ""
    email: str = ""
    address: str = ""
    notify_by: str = "email"
    language: str = ""


@transaction.atomic
def enter_reader(
    *, at: datetime, actor: Actor, library: Organisation, reader: NewReader, upload: Upload | None
) -> Patron:
    """A new reader with a photo, if there is one: both or neither. Raises what `register` and `set_photo` raise."""
    found = register(at=at, actor=actor, library=library, reader=reader)
    if upload is None:
        return found
    return set_photo(at=at, actor=actor, library=library, patron=found, upload=upload)


@transaction.atomic
def put_right(
    *, at: datetime, actor: Actor, library: Organisation, patron: Patron, seen: int, data: ReaderData,
    upload: Upload | None,
) -> Patron:  # fmt: skip
    """What is told of the reader, and the photo where another was sent: both or neither."""
    found = change(at=at, actor=actor, patron=patron, seen=seen, data=data)
    if upload is None:
        return found
    return set_photo(at=at, actor=actor, library=library, patron=found, upload=upload)


@transaction.atomic
def change_contact(*, at: datetime, actor: Actor, patron: Patron, contact: Contact, seen: int) -> Patron:
    """The reader puts right how he or she is reached. Name and day of birth are put right at a desk.

    Raises NotAllowed, SeenAnOldReader, PatronClosed.
    """
    found = locked(patron.pk, seen)
    if not is_own(actor, found.pk) and not actor.may(SERVE, found.home):
        raise NotAllowed(verb=SERVE)
    if found.closed_on is not None:
        raise PatronClosed(on=found.closed_on)
    person = found.person
    data = PersonData(
        name=person.name,
        birth_date=person.birth_date,
        sex=person.sex,
        is_ethnic_minority=person.is_ethnic_minority,
        email=contact.email,
        phone=contact.phone,
    )
    change_served(at=at, person=person, data=data)
    found.address = clean_text(contact.address)[:200]
    found.notify_by = contact.notify_by if contact.notify_by in WAYS else "email"
    found.language = contact.language if contact.language in LANGUAGES else ""
    _keep(found)
    _journal("desk.reader_changed", at, actor, found)
    return found


def _keep(patron: Patron) -> None:
    cards = [patron.card, *patron.cards.exclude(number=patron.card).values_list("number", flat=True)]
    patron.folded = folded_of(patron.person.name, cards, patron.person.phone)
    patron.revision += 1
    patron.save()


@transaction.atomic
def set_photo(
    *, at: datetime, actor: Actor, library: Organisation, patron: Patron, upload: Upload | None
) -> Patron:
    """The photo on the card; None takes it off. Whoever sends it has asked the reader, or who answers for a child.

    Raises NotAllowed, NotAPhoto and the refusals of `files`.
    """
    if not actor.may(SERVE, library):
        raise NotAllowed(verb=SERVE)
    found = locked(patron.pk)
    if upload is None:
        found.photo = None
    else:
        is_photo = content_type(upload.name, upload.data) in _PHOTOS
        if len(upload.data) > LARGEST * 2**20 or not is_photo:
            raise NotAPhoto(limit=LARGEST)
        found.photo = files.keep(at=at, actor=actor, name=upload.name, data=upload.data, organisation=library)
    found.revision += 1
    found.save(update_fields=["photo", "revision"])
    _journal("desk.photo", at, actor, found)
    return found


def _journal(act: str, at: datetime, actor: Actor, patron: Patron) -> None:
    journal.write(
        at=at, actor=actor, act=act, organisation=patron.home, subject=f"patron:{patron.pk}", number=patron.pk
    )  # fmt: skip


def cards_printed(*, at: datetime, actor: Actor, library: Organisation, number: int) -> None:
    """Cards were printed: who, where, how many. A card number opens a reader at any desk."""
    journal.write(
        at=at, actor=actor, act="desk.cards_printed", organisation=library, subject="cards", quantity=number
    )
