"""How many clubs and teams of a unit were active: a reading for each day on which that changed.

Activities' own openings say since when the register counts, never on days that are counted by hand. Where nobody
counted by hand it counts from the day on which the unit's first club was entered; where somebody did, a register that
is only half entered would let the number fall, so it counts once the unit says that it is complete.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.db import connection, transaction

from densach.facts.measures import REGISTRY
from densach.facts.queries.readings import last_by_hand
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.services.activities.actions.counting import book_stated
from densach.services.activities.actions.openings import counting_on
from densach.services.activities.measures import CLUBS, TEAMS
from densach.services.activities.models import ServiceOpening, Stated
from densach.services.clubs.actions.holding import require_manage
from densach.services.clubs.models import Club, ClubState, ClubStep
from densach.services.clubs.rules.lifecycle import Step, state_on
from densach.services.clubs.rules.refusals import ChangedSince, CountsAlready
from densach.services.clubs.rules.spine import COUNTED, kinds_of

READINGS: Final = (CLUBS, TEAMS)


def restate(at: datetime, actor: Actor, club: Club, on: date) -> None:
    """The reading of the day on which something changed, and those after it. Inside the caller's transaction."""
    measure = COUNTED.get(club.kind)
    if measure is None:
        return
    if connection.features.has_select_for_update:
        # Two clubs of the unit change at once: the second counts the first; SQLite's writers stand in a queue anyway.
        Organisation.objects.select_for_update(no_key=True).get(pk=club.organisation_id)
    now = today(at)
    if organisations.named(club.organisation_id, now).kind not in REGISTRY[measure].kinds:
        return
    since = _since(at, actor, club.organisation_id, measure, now)
    first = max(on, since or now)
    if since is not None and first <= now:
        _state(at, club.organisation_id, measure, first)


@transaction.atomic
def count_by_register(
    *, at: datetime, actor: Actor, organisation: Organisation, measure: str, seen: int
) -> date:
    """The unit says that its register is complete: from the day that is returned on it counts, no more by hand.

    `seen`: how many active ones of the register the page showed. Raises NotAllowed, CountsAlready, ChangedSince.
    """
    require_manage(actor, organisation)
    if connection.features.has_select_for_update:
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if _opened(organisation.pk, measure) is not None:
        raise CountsAlready
    now = today(at)
    number = _number(_lives(organisation.pk, measure), now)
    if number != seen:
        raise ChangedSince
    counting_on(at=at, actor=actor, organisation_id=organisation.pk, measures=[measure], on=now)
    since = _opened(organisation.pk, measure) or now
    if since <= now:
        _state(at, organisation.pk, measure, since)
    journal.write(
        at=at, actor=actor, act="clubs.counting", organisation=organisation, number=number, on=since,
        subject=f"organisation:{organisation.pk}",
    )  # fmt: skip
    return since


def _since(at: datetime, actor: Actor, organisation_id: int, measure: str, now: date) -> date | None:
    """From when the register counts here; opened today where nobody counted by hand, None where somebody does."""
    found = _opened(organisation_id, measure)
    if found is None and not last_by_hand(organisation_id, [measure]):
        counting_on(at=at, actor=actor, organisation_id=organisation_id, measures=[measure], on=now)
        found = _opened(organisation_id, measure)
    return found


def _opened(organisation_id: int, measure: str) -> date | None:
    rows = ServiceOpening.objects.filter(organisation_id=organisation_id, measure=measure, until__isnull=True)
    return rows.values_list("since", flat=True).first()


def _number(lives: Mapping[int, list[Step]], day: date) -> int:
    return sum(1 for steps in lives.values() if state_on(steps, day) == ClubState.ACTIVE)


def _state(at: datetime, organisation_id: int, measure: str, first: date) -> None:
    """States `first` and every day after it that has a reading."""
    standing = {
        row.on: row
        for row in Stated.objects.filter(organisation_id=organisation_id, measure=measure, on__gte=first)
    }
    lives = _lives(organisation_id, measure)
    for day in sorted({first, *standing}):
        number = _number(lives, day)
        row = standing.get(day) or Stated(
            organisation_id=organisation_id, measure=measure, on=day, made_at=at
        )
        if day not in standing or row.quantity != number:
            row.quantity = number
            row.save()
            book_stated(at, row)


def _lives(organisation_id: int, measure: str) -> Mapping[int, list[Step]]:
    """Club → its steps in the order in which they were written; one query."""
    rows = ClubStep.objects.filter(
        club__organisation_id=organisation_id, club__kind__in=kinds_of(measure)
    ).order_by("pk")
    found: defaultdict[int, list[Step]] = defaultdict(list)
    for club, act, on in rows.values_list("club_id", "act", "on"):
        found[club].append(Step(act, on))
    return found


def state_missing(at: datetime) -> Mapping[str, int]:
    """Registers that begin to count after the last day counted by hand get their first reading on that day."""
    now = today(at)
    number = 0
    rows = ServiceOpening.objects.filter(measure__in=READINGS, until__isnull=True, since__lte=now)
    told = set(Stated.objects.filter(measure__in=READINGS).values_list("organisation_id", "measure"))
    for organisation, measure, since in rows.values_list("organisation_id", "measure", "since"):
        if (organisation, measure) not in told:
            with transaction.atomic():
                _state(at, organisation, measure, since)
            number += 1
    return {"clubs_stated": number}
