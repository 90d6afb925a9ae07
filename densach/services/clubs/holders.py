"""What clubs keep of a person, and what an erasure leaves: that somebody belonged, from a day to a day."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop

from densach.people.models import Person
from densach.people.privacy import Holder, Outcome, Section, hold
from densach.services.clubs.actions.erasing import forget
from densach.services.clubs.models import ClubState, Membership

MEMBERSHIPS = gettext_noop("Memberships of clubs and teams")


def _told(person: Person) -> list[Section]:
    columns = (
        ("club", gettext_noop("Club or team")),
        ("role", gettext_noop("Part in it")),
        ("since", gettext_noop("Since")),
        ("until", gettext_noop("Until")),
    )
    found = Membership.objects.filter(person=person).select_related("club").order_by("-since", "-pk")
    rows = [(one.club.name, one.get_role_display(), one.since, one.until or _closed_on(one)) for one in found]
    return [Section("club_memberships", MEMBERSHIPS, columns, rows)]


def _closed_on(member: Membership) -> object:
    """A club that is closed has no members, though they may come back with it."""
    return member.club.state_since if member.club.state == ClubState.CLOSED else None


def _erase(person: Person, at: datetime) -> list[Outcome]:
    return [Outcome(MEMBERSHIPS, erased=True)] if forget(person, at) else []


def register() -> None:
    """Called once, when the program starts."""
    hold(Holder("clubs", _told, _erase, 61))
