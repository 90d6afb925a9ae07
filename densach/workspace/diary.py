"""The journal as one person may read it: which lines, called how, leading where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from densach.journal import queries as journal
from densach.journal.rules import kinds_of_acts
from densach.kernel.actor import Actor
from densach.kernel.dates import parse_date
from densach.kernel.errors import InvalidDate
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people.queries import organisations_where

PAGE: Final = 50
ROOMS: Final[dict[str, Promise]] = {
    "capabilities": _("What units can do"),
    "facts": _("Counting book"),
    "intake": _("Incoming files"),
    "organisations": _("Register of institutions"),
    "people": _("Accounts and roles"),
    "plans": _("Plans"),
    "reports": _("Reports"),
}
# Kinds of things that have a page of their own, with the page's name.
PAGES: Final = {
    "count": "facts:count",
    "organisation": "organisations:organisation",
    "plan": "plans:plan",
    "report": "reports:report",
}


@dataclass(frozen=True)
class Wanted:
    """The filter as the address says it; `first` and `last` are days as written."""

    room: str = ""
    who: str = ""
    unit: str = ""
    first: str = ""
    last: str = ""
    subject: str = ""
    before: str = ""

    def query(self, **other: str) -> str:
        told = {
            "phan": self.room,
            "ai": self.who,
            "don-vi": self.unit,
            "tu": self.first,
            "den": self.last,
            "viec": self.subject,
            **other,
        }
        return urlencode({name: value for name, value in told.items() if value})


def wanted_from(query: QueryDict) -> Wanted:
    names = ("phan", "ai", "don-vi", "tu", "den", "viec", "truoc")
    return Wanted(*(query.get(name, "").strip()[:200] for name in names))


@dataclass(frozen=True)
class Line:
    """One act: who, what in words, where, and the page of the thing, where it has one."""

    id: int
    at: datetime
    who: str
    words: str
    place: str
    url: str
    subject: str


@dataclass(frozen=True)
class Diary:
    """What the actor may read: the lines of these units (code → name), and all that the actor did."""

    actor: Actor
    units: dict[str, str]

    def page(self, wanted: Wanted, limit: int = PAGE) -> tuple[list[Line], str]:
        """A page, newest first, and the number before which the next one begins; empty at the end."""
        before = whole_number(wanted.before)
        rows = journal.lines(self._asked(wanted), before_id=before, limit=limit + 1)
        following = str(rows[limit - 1].id) if len(rows) > limit else ""
        return [self._line(row) for row in rows[:limit]], following

    def all_lines(self, wanted: Wanted) -> Iterator[Line]:
        """Every line that the filter lets through."""
        wanted = replace(wanted, before="")
        while True:
            lines, following = self.page(wanted, 500)
            yield from lines
            if not following:
                return
            wanted = replace(wanted, before=following)

    def _asked(self, wanted: Wanted) -> journal.Wanted:
        one = wanted.unit
        return journal.Wanted(
            organisations=([one] if one in self.units else []) if one else list(self.units),
            # Narrowed to a unit, the actor's own acts elsewhere are not asked for.
            actor_id=None if one else self.actor.id,
            who=wanted.who,
            room=wanted.room if wanted.room in kinds_of_acts() else "",
            subject=wanted.subject,
            first_day=day_of(wanted.first),
            last_day=day_of(wanted.last),
        )

    def _line(self, row: journal.Line) -> Line:
        place = self.units.get(row.organisation_code, row.organisation_code)
        return Line(row.id, row.at, row.actor_name, row.words, place, _page_url(row.subject), row.subject)


def diary_for(actor: Actor, on: date) -> Diary:
    """Two queries: the units in which the actor may read the journal, and their names."""
    ids = organisations_where(actor, "journal.view", on).values_list("pk", flat=True)
    named = organisations.all_named(ids, on).values()
    return Diary(actor, {one.code: one.name for one in named})


def rooms() -> list[tuple[str, str]]:
    """The parts of the house that write here, by their names."""
    return [(code, str(ROOMS.get(code, code))) for code in kinds_of_acts()]


def day_of(text: str) -> date | None:
    """The day as written, or none when it cannot be read."""
    try:
        return parse_date(text) if text else None
    except InvalidDate:
        return None


def _page_url(subject: str) -> str:
    kind, _, key = subject.partition(":")
    return reverse(PAGES[kind], args=[key]) if kind in PAGES and key else ""
