"""Doors of contests. A stranger finds nothing.

A unit manages its own rounds only. Whoever sees activities of the contest's organiser sees all its rounds; whoever sees
those of a round's organiser sees this round and the contest it belongs to. A judge with an account sees the own sheet.
"""

from __future__ import annotations

from datetime import date

from densach.kernel.actor import Actor
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import Named
from densach.people.queries import organisations_where
from densach.services.activities.rules.kinds import family_of
from densach.services.contests.models import Conflict, Contest, Entry, Judge, Round, RoundCount
from densach.services.contests.rules.refusals import NoSuchContest
from densach.services.contests.rules.verbs import MANAGE, NAMES, READS, VIEW


def units_for(actor: Actor, on: date, verb: str = MANAGE) -> list[Named]:
    """The units of the day that hold contests and in which the actor may do the verb, in the order of the register."""
    ids = set(organisations_where(actor, verb, on).values_list("pk", flat=True))
    return [one for one in organisations.alive(on) if one.id in ids and family_of(one.kind)]


def unit_for(actor: Actor, code: str) -> Organisation:
    """The unit by its code, for whoever holds contests there. Raises NoSuchContest."""
    unit = organisations.by_code(code)
    if not actor.may(MANAGE, unit):
        raise NoSuchContest
    return unit


def sees_all(actor: Actor, contest: Contest) -> bool:
    """Whether all rounds of the contest are open to the actor."""
    return actor.may(VIEW, contest.organisation_id)


def contest_for(actor: Actor, pk: int, verb: str = VIEW) -> Contest:
    """Raises NoSuchContest. To look, a round of it is enough; to manage, the contest itself."""
    found = Contest.objects.select_related("organisation", "kind").filter(pk=pk).first()
    if found is None:
        raise NoSuchContest
    if actor.may(verb, found.organisation_id):
        return found
    own = Round.objects.filter(contest=found).values_list("organisation_id", flat=True)
    if verb == VIEW and any(actor.may(VIEW, key) for key in own):
        return found
    raise NoSuchContest


def _sees(actor: Actor, round_: Round, verb: str) -> bool:
    if actor.may(verb, round_.organisation_id):
        return True
    return verb == VIEW and sees_all(actor, round_.contest)


def round_for(actor: Actor, pk: int, verb: str = VIEW) -> Round:
    """Raises NoSuchContest."""
    rows = Round.objects.select_related("contest__kind", "contest__organisation", "organisation", "activity")
    found = rows.filter(pk=pk).first()
    if found is None or not _sees(actor, found, verb):
        raise NoSuchContest
    return found


def reads_names(actor: Actor, round_: Round) -> bool:
    """Whether the actor knows contestants by name: who holds the round or the contest, or marks who came there. Others
    who may look, an office above, read what the public reads.
    """
    units = (round_.organisation_id, round_.contest.organisation_id)
    return any(actor.may(verb, unit) for unit in units for verb in NAMES)


def entry_for(actor: Actor, pk: int, verb: str = VIEW) -> Entry:
    """Raises NoSuchContest."""
    rows = Entry.objects.select_related(
        "round__contest", "round__organisation", "person", "group", "organisation", "file", "origin__round"
    )
    found = rows.filter(pk=pk).first()
    if found is None or not _sees(actor, found.round, verb):
        raise NoSuchContest
    return found


def judge_in(round_: Round, pk: int) -> Judge:
    """A judge of the round that the actor has been let into. Raises NoSuchContest."""
    found = Judge.objects.select_related("user", "person").filter(round=round_, pk=pk).first()
    if found is None:
        raise NoSuchContest
    return found


def conflict_in(round_: Round, pk: int) -> Conflict:
    """Raises NoSuchContest."""
    found = Conflict.objects.select_related("judge", "entry").filter(judge__round=round_, pk=pk).first()
    if found is None:
        raise NoSuchContest
    return found


def own_judge(actor: Actor, pk: int) -> Judge:
    """The actor's own seat in a jury. Raises NoSuchContest, for the seats of others too."""
    rows = Judge.objects.select_related("round__contest", "round__organisation", "user", "person")
    found = rows.filter(pk=pk, removed_at__isnull=True).first()
    if found is None or actor.id is None or found.user_id != actor.id:
        raise NoSuchContest
    return found


def count_for(actor: Actor, pk: int) -> RoundCount:
    """What a closed round counted, for whoever reads the unit's figures. Raises NoSuchContest."""
    found = RoundCount.objects.select_related("round__contest").filter(pk=pk).first()
    if found is None or not any(actor.may(verb, found.organisation_id) for verb in READS):
        raise NoSuchContest
    return found
