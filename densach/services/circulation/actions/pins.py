"""PINs, and the choice to keep a reading history: what readers decide for themselves."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.organisations.models import Organisation
from densach.people.actions.consents import record_served
from densach.people.actions.readers import withdraw_served
from densach.people.queries import privacy
from densach.people.rules.purposes import PURPOSES, NotTheirOwnWord, is_child
from densach.services.circulation.actions.erasing import HISTORY, cut_traces
from densach.services.circulation.actions.patrons import locked
from densach.services.circulation.models import Loan, Patron
from densach.services.circulation.rules.actors import SERVE, is_own
from densach.services.circulation.rules.readers import PIN_ATTEMPTS, PIN_MINUTES, check_pin
from densach.services.circulation.rules.refusals import PatronClosed, PinLocked, WrongPin
from densach.services.circulation.rules.scanning import scanned


@transaction.atomic
def set_pin(
    *, at: datetime, actor: Actor, library: Organisation, patron: Patron, pin: str, once: bool = False
) -> Patron:
    """A new PIN; `once`: set by staff, to be changed by the reader. Raises BadPin."""
    found = locked(patron.pk)
    own = is_own(actor, found.pk)
    if not own and not actor.may(SERVE, library):
        raise NotAllowed(verb=SERVE)
    found.pin, found.pin_must_change = make_password(check_pin(pin)), once and not own
    found.pin_failures, found.pin_locked_until = 0, None
    found.revision += 1
    found.save(update_fields=["pin", "pin_must_change", "pin_failures", "pin_locked_until", "revision"])
    journal.write(
        at=at, actor=actor, act="desk.pin_set", organisation=found.home, subject=f"patron:{found.pk}",
        number=found.pk,
    )  # fmt: skip
    return found


def enter_pin(*, at: datetime, card: str, pin: str) -> Patron:
    """The reader with this card and PIN. A wrong one is counted; after five the card's PIN is locked for a while.

    Raises WrongPin (which of the two, is not told), PinLocked, PatronClosed.
    """
    found = Patron.objects.select_related("person", "category", "home").filter(card=scanned(card)).first()
    if found is None or not found.pin:
        # As slow as a real comparison, so that nobody learns which cards there are.
        make_password(pin)
        raise WrongPin
    if found.pin_locked_until is not None and found.pin_locked_until > at:
        raise PinLocked(minutes=math.ceil((found.pin_locked_until - at).total_seconds() / 60))
    if not check_password(pin, found.pin):
        _wrong(at, found.pk)
        raise WrongPin
    if found.closed_on is not None:
        raise PatronClosed(on=found.closed_on)
    if found.pin_failures:
        Patron.objects.filter(pk=found.pk).update(pin_failures=0, pin_locked_until=None)
    return found


@transaction.atomic
def _wrong(at: datetime, pk: int) -> None:
    """Kept although the act is refused: it is its own transaction."""
    found = Patron.objects.select_for_update().get(pk=pk)
    found.pin_failures += 1
    if found.pin_failures >= PIN_ATTEMPTS:
        found.pin_failures, found.pin_locked_until = 0, at + timedelta(minutes=PIN_MINUTES)
    found.save(update_fields=["pin_failures", "pin_locked_until"])


@transaction.atomic
def keep_history(*, at: datetime, actor: Actor, library: Organisation, patron: Patron, keeps: bool) -> Patron:
    """The reader asks to keep a list of what was borrowed, by consent, or no longer wants it: then it is forgotten.

    Raises NotAllowed; NotTheirOwnWord for a child by its own card: who answers for it agrees at a desk.
    """
    found = locked(patron.pk)
    if not is_own(actor, found.pk) and not actor.may(SERVE, library):
        raise NotAllowed(verb=SERVE)
    person = found.person
    if (
        keeps
        and is_own(actor, found.pk)
        and is_child(person.birth_date, person.guardian_id is not None, today(at))
    ):
        raise NotTheirOwnWord(purpose=gettext(PURPOSES[HISTORY].name))
    if keeps and privacy.open_consent(person, HISTORY) is None:
        record_served(at=at, actor=actor, person=person, purpose=HISTORY)
    if not keeps:
        withdraw_served(at=at, person=person, purpose=HISTORY, taken_by=actor.name)
        Loan.objects.filter(patron=found, returned_at__isnull=False).update(patron=None)
        cut_traces(found)
    found.keeps_history = keeps
    found.revision += 1
    found.save(update_fields=["keeps_history", "revision"])
    journal.write(
        at=at, actor=actor, act="desk.history", organisation=found.home, subject=f"patron:{found.pk}",
        number=found.pk,
    )  # fmt: skip
    return found
