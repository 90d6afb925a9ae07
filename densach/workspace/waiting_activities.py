"""Sessions of a person's units that are over and wait to be closed: until then they count nowhere."""

from __future__ import annotations

from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from densach.kernel.actor import Actor
from densach.kernel.dates import VIETNAM
from densach.services.activities.access import units_for
from densach.services.activities.queries.attending import to_close
from densach.services.activities.rules.verbs import ATTEND
from densach.workspace.waiting_library import Waiting

# Whoever has more units in care than these marks nobody's attendance.
MOST = 5
# A session that is over for so many days is late.
LATE_DAYS = 3


def of(actor: Actor, on: date) -> list[Waiting]:
    """One line with their number; three queries, none for whoever may nowhere."""
    if not actor.may(ATTEND, None):
        return []
    units = units_for(actor, on, ATTEND)
    if not 0 < len(units) <= MOST:
        return []
    # Of today those that are over by now, of a former day all of them.
    at = min(timezone.now(), datetime.combine(on, time.max, VIETNAM))
    rows = list(to_close(units, at).values_list("on", flat=True))
    if not rows:
        return []
    number = len(rows)
    text = ngettext("session that is over and not closed", "sessions that are over and not closed", number)
    return [
        Waiting("list-check", number, text, reverse("activities:to_close"), (on - min(rows)).days > LATE_DAYS)
    ]
