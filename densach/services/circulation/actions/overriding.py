"""Going on against a rule: with the right, and a reason that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation
from densach.services.catalogue.models import Item
from densach.services.circulation.models import Loan, Override
from densach.services.circulation.rules.actors import OVERRIDE
from densach.services.circulation.rules.reasons import ReasonTooShort, in_words
from densach.services.circulation.rules.refusals import AtTheDesk


def go_on(actor: Actor, library: Organisation, against: Sequence[AtTheDesk], reason: str) -> None:
    """Raises the first refusal that no reason helps against, else the first one, unless a reason is given;
    ReasonTooShort where it says nothing.
    """
    if not against:
        return
    for refusal in against:
        if not refusal.overridable:
            raise refusal
    if not clean_text(reason):
        raise against[0]
    if not actor.may(OVERRIDE, library):
        raise NotAllowed(verb=OVERRIDE)
    if not in_words(reason):
        raise ReasonTooShort


def keep(
    *,
    at: datetime,
    actor: Actor,
    library: Organisation,
    act: str,
    against: Sequence[AtTheDesk],
    reason: str,
    loan: Loan | None = None,
    item: Item | None = None,
) -> tuple[str, ...]:
    """Writes down each rule that was gone against; gives their names."""
    Override.objects.bulk_create(
        Override(
            library=library,
            act=act,
            refusal=refusal.message_id,
            reason=clean_text(reason)[:200],
            loan=loan,
            item=item,
            at=at,
            by_id=actor.id,
            by_name=actor.name,
        )
        for refusal in against
    )
    return tuple(refusal.message_id for refusal in against)
