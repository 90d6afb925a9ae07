"""How often each level holds a festival: a rule is changed by ending it and beginning another."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import SYSTEM, Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.services.activities.queries.keeping import keeps_for_all
from densach.services.contests.models import Cadence
from densach.services.contests.rules.cadence import BASIS, KINDS, MOST_YEARS, SEEDS, SINCE
from densach.services.contests.rules.refusals import RuleTooEarly, YearsOutOfReach
from densach.services.contests.rules.verbs import RULE


@transaction.atomic
def seed_cadences(*, at: datetime) -> int:
    """The rules that plans bring with them, for levels that have none; gives how many. Safe to run again."""
    have = set(Cadence.objects.values_list("level", flat=True))
    rows = [
        Cadence(
            level=level, kinds=list(KINDS), every_years=years, valid_from=SINCE, legal_basis=BASIS[:300], made_at=at,
            made_by_name=SYSTEM.name,
        )
        for level, years in SEEDS
        if level not in have
    ]  # fmt: skip
    Cadence.objects.bulk_create(rows)
    return len(rows)


@transaction.atomic
def change_cadence(
    *, at: datetime, actor: Actor, level: str, every_years: int, since: date, legal_basis: str
) -> Cadence:
    """Every so many years from the day on; the rule before ends the day before. Raises NotAllowed, YearsOutOfReach,
    RuleTooEarly.
    """
    if not keeps_for_all(actor, RULE, today(at)):
        raise NotAllowed(verb=RULE)
    if not 1 <= every_years <= MOST_YEARS:
        raise YearsOutOfReach(years=every_years)
    now = Cadence.objects.select_for_update().filter(level=level, valid_to__isnull=True).first()
    if now is not None:
        if since <= now.valid_from:
            raise RuleTooEarly(day=since, since=now.valid_from)
        now.valid_to = since - timedelta(days=1)
        now.save(update_fields=["valid_to"])
    made = Cadence(
        level=level, kinds=list(now.kinds if now is not None else KINDS), every_years=every_years, valid_from=since,
        legal_basis=clean_text(legal_basis)[:300], made_at=at, made_by_name=actor.name,
    )  # fmt: skip
    made.save(force_insert=True)
    journal.write(
        at=at, actor=actor, act="contests.cadence", subject=f"cadence:{made.pk}", level=level, years=every_years,
        day=since,
    )  # fmt: skip
    return made
