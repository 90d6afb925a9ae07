"""Writing the journal. Called by actions of every room, inside their transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from densach.journal.models import Entry
from densach.journal.plain import put
from densach.kernel.actor import Actor


class Place(Protocol):
    """What the journal wants to know of an organisation: it stands below that room and cannot import it."""

    code: str


def write(
    *,
    at: datetime,
    actor: Actor,
    act: str,
    organisation: Place | None = None,
    subject: str = "",
    **params: object,
) -> None:
    """One line: `act` is a key of some room's `journal_sentences`, `params` fill its named places."""
    put(
        Entry(
            at=at,
            actor_id=actor.id,
            actor_name=actor.name,
            organisation_code=organisation.code if organisation else "",
            act=act,
            subject=subject,
            params={name: _plain(value) for name, value in params.items()},
        )
    )


def forget(act: str, before: datetime) -> int:
    """Lines of one act that are older than the instant go, where their kind has a period; gives how many.

    Only for acts that are themselves personal data, such as who looked at whose file; what was done is never forgotten.
    """
    return Entry.objects.filter(act=act, at__lt=before).delete()[0]


def forget_name(actor_id: int, instead: str) -> int:
    """The name of somebody who never held an office goes from the lines under their account; gives how many.

    What was done, and under which number, stays. Whoever held an office answers for it by name.
    """
    return Entry.objects.filter(actor_id=actor_id).update(actor_name=instead)


@dataclass(frozen=True)
class Line:
    """A line to be written together with others; see `write`."""

    act: str
    organisation: Place | None = None
    subject: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


def write_many(lines: Iterable[Line], *, at: datetime, actor: Actor) -> None:
    """Many lines of one act, in few statements: a file of thousands of rows is told row by row."""
    Entry.objects.bulk_create(
        [
            Entry(
                at=at,
                actor_id=actor.id,
                actor_name=actor.name,
                organisation_code=line.organisation.code if line.organisation else "",
                act=line.act,
                subject=line.subject,
                params={name: _plain(value) for name, value in line.params.items()},
            )
            for line in lines
        ],
        batch_size=500,
    )


def _plain(value: object) -> object:
    if isinstance(value, date | Decimal):
        return str(value)
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    return str(value)
