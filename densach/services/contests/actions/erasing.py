"""A person is erased: the name goes from entries and juries, marks and ranks stay."""

from __future__ import annotations

from django.db.models import F

from densach.people.models import Person
from densach.services.contests.models import Entry, Judge


def forget(person: Person) -> tuple[int, int]:
    """Inside the caller's transaction; gives how many entries and how many seats lost their name."""
    entries = Entry.objects.filter(person=person).exclude(name="")
    entries_gone = entries.update(name="", named=False, file=None, revision=F("revision") + 1)
    seats_gone = Judge.objects.filter(person=person).exclude(name="").update(name="", about="", user=None)
    return entries_gone, seats_gone
