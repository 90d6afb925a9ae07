"""A person is erased: memberships end, and the number of them stays."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from django.db.models.functions import Greatest

from densach.kernel.dates import today
from densach.people.models import Person
from densach.services.clubs.models import Membership


def forget(person: Person, at: datetime) -> int:
    """Inside the caller's transaction; how many memberships went on until now."""
    rows = Membership.objects.filter(person=person, until__isnull=True)
    return rows.update(until=Greatest(F("since"), today(at)), role="member")
