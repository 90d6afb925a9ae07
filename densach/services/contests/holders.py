"""What contests keep of a person, and what an erasure leaves: that there was an entry, with its number and marks."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop

from densach.people.models import Person
from densach.people.privacy import Holder, Outcome, Section, hold
from densach.services.contests.actions import erasing
from densach.services.contests.models import Entry, Judge

ENTRIES = gettext_noop("Entries in contests and festivals")
SEATS = gettext_noop("Seats in juries")


def _told(person: Person) -> list[Section]:
    entries = Entry.objects.filter(person=person).select_related("round__contest").order_by("pk")
    seats = Judge.objects.filter(person=person).select_related("round__contest").order_by("pk")
    return [
        Section(
            "contest_entries",
            ENTRIES,
            (
                ("contest", gettext_noop("Contest")),
                ("round", gettext_noop("Round")),
                ("entry", gettext_noop("Entry")),
                ("rank", gettext_noop("Rank")),
                ("at", gettext_noop("When")),
            ),
            [
                (one.round.contest.title, one.round.name, f"{one.number}. {one.name} {one.title}".strip(), one.rank,
                 one.made_at)
                for one in entries
            ],
        ),
        Section(
            "contest_juries",
            SEATS,
            (("contest", gettext_noop("Contest")), ("round", gettext_noop("Round"))),
            [(one.round.contest.title, one.round.name) for one in seats],
        ),
    ]  # fmt: skip


def _erase(person: Person, at: datetime) -> list[Outcome]:
    entries, seats = erasing.forget(person)
    found = []
    if entries:
        found.append(Outcome(ENTRIES, erased=True))
    if seats:
        found.append(Outcome(SEATS, erased=True))
    return found


def register() -> None:
    """Called once, when the program starts."""
    hold(Holder("contests", _told, _erase, 60))
