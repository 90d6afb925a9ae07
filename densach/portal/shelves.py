"""What a library has on its shelves, for its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from densach.kernel.dates import today
from densach.organisations.rules import Named
from densach.portal.searching import Asked, Hit, hits_of
from densach.services.catalogue.queries import finding


@dataclass(frozen=True)
class Shelves:
    """Titles and copies that are there now, what came last, what was borrowed most; `all_url` searches them."""

    titles: int
    copies: int
    newest: list[Hit]
    most_borrowed: list[Hit]
    code: str

    @property
    def all_url(self) -> str:
        return Asked(library=self.code).address()


def shelves_of(one: Named, at: datetime) -> Shelves:
    """Seven questions for any library."""
    on = today(at)
    newest, most = finding.newest(one.id, limit=6), finding.most_borrowed(one.id, limit=6)
    hits = {hit.record.pk: hit for hit in hits_of([*newest, *most], on)}
    titles, copies = finding.held_by(one.id)
    return Shelves(
        titles=titles,
        copies=copies,
        newest=[hits[record.pk] for record in newest],
        most_borrowed=[hits[record.pk] for record in most],
        code=one.code,
    )
