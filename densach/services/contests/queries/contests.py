"""Contests, their rounds as a tree, entries, prizes: what pages list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from densach.kernel.actor import Actor
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.organisations.models import Level, Organisation
from densach.organisations.rules import Named
from densach.people.models import Person
from densach.people.queries import organisations_where
from densach.services.activities.models import ActivityKind, Family
from densach.services.activities.rules.kinds import family_of
from densach.services.certificates.models import Certificate
from densach.services.contests.models import (
    Award,
    Contest,
    Entry,
    EntryState,
    Prize,
    Round,
    RoundState,
)
from densach.services.contests.rules.verbs import VIEW

LIVE = (RoundState.PLANNED, RoundState.OPEN, RoundState.JUDGING, RoundState.RANKED)
_DEEPEST = 6


def contests_for(actor: Actor, on: date) -> QuerySet[Contest]:
    """Contests of the units whose activities the actor sees, and those in which such a unit has a round."""
    units = organisations_where(actor, VIEW, on).values("pk")
    mine = Round.objects.filter(contest=OuterRef("pk"), organisation__in=units)
    rows = Contest.objects.select_related("organisation", "kind")
    return rows.filter(Q(organisation__in=units) | Exists(mine))


def narrowed(
    rows: QuerySet[Contest], *, text: str = "", year: int | None = None, state: str = "", level: str = ""
) -> QuerySet[Contest]:
    """`state`: of any of its rounds, or `live` for all that are not over."""
    if year is not None:
        rows = rows.filter(year=year)
    rounds = Round.objects.filter(contest=OuterRef("pk"))
    if state == "live":
        rows = rows.filter(Exists(rounds.filter(state__in=LIVE)))
    elif state in RoundState.values:
        rows = rows.filter(Exists(rounds.filter(state=state)))
    if level in Level.values:
        rows = rows.filter(Exists(rounds.filter(above__isnull=True, level=level)))
    if words := fold(text).split():
        told = rows.values_list("pk", "title", "theme", "organisation_id")
        names = organisations.names_of({row[3] for row in told}, date.max)
        keys = [
            row[0]
            for row in told
            if all(word in fold(f"{row[1]} {row[2]} {names.get(row[3], '')}") for word in words)
        ]
        rows = rows.filter(pk__in=keys)
    return rows


@dataclass(frozen=True)
class Summary:
    """A contest in one line: its rounds by state, its entries."""

    contest: Contest
    rounds: int
    closed: int
    entries: int
    first: Round | None


def summaries(contests: Sequence[Contest]) -> list[Summary]:
    """Two queries for all of them."""
    keys = [one.pk for one in contests]
    rounds: dict[int, list[Round]] = {}
    for one in Round.objects.filter(contest__in=keys).order_by("pk"):
        rounds.setdefault(one.contest_id, []).append(one)
    entries = Entry.objects.filter(round__contest__in=keys, state=EntryState.ENTERED, origin__isnull=True)
    numbers = dict(entries.values_list("round__contest").annotate(n=Count("pk")).order_by())
    return [
        Summary(
            contest=one,
            rounds=len(rounds.get(one.pk, [])),
            closed=sum(each.state == RoundState.CLOSED for each in rounds.get(one.pk, [])),
            entries=numbers.get(one.pk, 0),
            first=next((each for each in rounds.get(one.pk, []) if each.above_id is None), None),
        )
        for one in contests
    ]


@dataclass
class Branch:
    """A round in the tree; `depth` 0 is the highest."""

    round: Round
    unit: str
    depth: int
    entries: int
    risen: int
    opens: bool
    below: list[Branch] = field(default_factory=list)


def tree_of(contest: Contest, actor: Actor, on: date) -> list[Branch]:
    """The rounds from the highest down, each above those that lead to it. Where the actor does not see the organiser's
    activities, only own rounds and those above them open.
    """
    every = list(contest.rounds.select_related("organisation").order_by("pk"))
    all_ = actor.may(VIEW, contest.organisation_id)
    own = {one.pk for one in every if all_ or actor.may(VIEW, one.organisation_id)}
    shown = own | _above(every, own)
    entries = dict(
        Entry.objects.filter(round__in=shown, state=EntryState.ENTERED)
        .values_list("round").annotate(n=Count("pk")).order_by()
    )  # fmt: skip
    risen = dict(
        Entry.objects.filter(origin__round__in=shown)
        .values_list("origin__round")
        .annotate(n=Count("pk"))
        .order_by()
    )
    names = organisations.names_of({one.organisation_id for one in every}, on)
    by_above: dict[int | None, list[Round]] = {}
    for one in every:
        if one.pk in shown:
            by_above.setdefault(one.above_id, []).append(one)

    def grow(above: int | None, depth: int) -> list[Branch]:
        if depth > _DEEPEST:
            return []
        return [
            Branch(
                one, names.get(one.organisation_id, ""), depth, entries.get(one.pk, 0), risen.get(one.pk, 0),
                one.pk in own, grow(one.pk, depth + 1),
            )
            for one in by_above.get(above, [])
        ]  # fmt: skip

    return _flat(grow(None, 0))


def _above(every: Sequence[Round], keys: set[int]) -> set[int]:
    up = {one.pk: one.above_id for one in every}
    found: set[int] = set()
    for key in keys:
        above = up.get(key)
        while above is not None and above not in found:
            found.add(above)
            above = up.get(above)
    return found


def _flat(branches: Sequence[Branch]) -> list[Branch]:
    return [one for branch in branches for one in (branch, *_flat(branch.below))]


def festival_kinds(on: date) -> list[ActivityKind]:
    """Kinds of activity that are festivals and contests, and no others: their rounds are counted as such."""
    rows = ActivityKind.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on), family=Family.FESTIVAL)
    return list(rows.order_by("position", "code"))


def units_below(round_: Round, on: date) -> list[tuple[Named, str, bool]]:
    """Units that could hold a round below: in the communes of the round's area, one line for each, with the name of
    the place and whether they hold one already.
    """
    there = set(round_.below.exclude(state=RoundState.CANCELLED).values_list("organisation_id", flat=True))
    inside = organisations.area_ids_within(round_.area_id or 0, on)
    every = organisations.alive(on, area_ids=inside, levels=[Level.COMMUNE, Level.HAMLET])
    fitting = [one for one in every if family_of(one.kind) and one.id != round_.organisation_id]
    names = organisations.area_names({one.area_id for one in fitting}, on)
    found = [(one, names.get(one.area_id, ""), one.id in there) for one in fitting]
    return sorted(found, key=lambda row: (fold(row[1]), fold(row[0].name)))


def units_by_id(keys: Sequence[int]) -> list[Organisation]:
    return list(Organisation.objects.filter(pk__in=keys).order_by("pk"))


def entries_of(round_: Round, *, text: str = "", state: str = "", kind: str = "") -> QuerySet[Entry]:
    rows = round_.entries.select_related("organisation", "person", "origin__round", "file")
    if state in EntryState.values:
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(kind=kind)
    if words := fold(text).split():
        told = list(round_.entries.values_list("pk", "number", "name", "title", "genre", "organisation_id"))
        names = organisations.names_of({row[5] for row in told if row[5]}, date.max)
        keys = [
            row[0]
            for row in told
            if all(
                word in fold(f"{row[1]} {row[2]} {row[3]} {row[4]} {names.get(row[5] or 0, '')}")
                for word in words
            )
        ]
        rows = rows.filter(pk__in=keys)
    return rows.order_by("number")


def entry_counts(round_: Round) -> dict[str, int]:
    """State → number, with `people` who take part in those that compete."""
    found: dict[str, int] = dict.fromkeys(EntryState.values, 0)
    found["people"] = 0
    for state, members in round_.entries.values_list("state", "members"):
        found[state] += 1
        if state == EntryState.ENTERED:
            found["people"] += members
    return found


def ranking_of(round_: Round) -> list[Entry]:
    """Who competed, as ranked, then by number."""
    rows = round_.entries.filter(state=EntryState.ENTERED).select_related(
        "organisation", "origin__round", "person"
    )
    return list(rows.order_by("rank", "number"))


def prizes_of(round_: Round) -> list[Prize]:
    return list(round_.prizes.order_by("position", "pk"))


def awards_of(round_: Round, *, with_past: bool = False) -> list[Award]:
    rows = Award.objects.filter(prize__round=round_).select_related(
        "prize__round__contest", "entry__person", "entry__organisation"
    )
    if not with_past:
        rows = rows.filter(taken_back_at__isnull=True)
    return list(rows.order_by("prize__position", "entry__rank", "entry__number"))


def award_in(round_: Round, pk: int) -> Award | None:
    return next((one for one in awards_of(round_) if one.pk == pk), None)


def certificates_of(awards: Sequence[Award]) -> dict[int, Certificate]:
    """Award → the certificate that holds for it."""
    sources = {f"award:{one.pk}": one.pk for one in awards}
    rows = Certificate.objects.filter(source__in=sources, revoked_at__isnull=True)
    return {sources[one.source]: one for one in rows}


def suggested(round_: Round, entries: Sequence[Entry]) -> dict[int, int]:
    """Entry → prize, by rank: the first prizes to the first ranks, as far as they reach and were not given."""
    awards = awards_of(round_)
    has = {one.entry_id for one in awards}
    slots = []
    for prize in prizes_of(round_):
        free = prize.number - sum(one.prize_id == prize.pk for one in awards)
        slots += [prize.pk] * max(free, 0)
    waiting = [one for one in entries if one.rank is not None and one.pk not in has]
    return {entry.pk: slot for entry, slot in zip(waiting, slots, strict=False)}


def risen_from(round_: Round) -> dict[int, Entry]:
    """Entry of the round → the entry above that grew out of it."""
    rows = Entry.objects.filter(origin__round=round_).select_related("round")
    return {one.origin_id: one for one in rows if one.origin_id is not None}


def enrolled_person(round_: Round, key: int | None) -> Person | None:
    """One of `people_of`, or None."""
    if key is None or key not in {one for one, _name in people_of(round_)}:
        return None
    return Person.objects.get(pk=key)


def people_of(round_: Round) -> list[tuple[int, str]]:
    """Persons who are enrolled with the round's activity: an entry may be one of them."""
    activity: Any = round_.activity
    if activity is None:
        return []
    rows = activity.enrolments.filter(ended_at__isnull=True, person__erased_at__isnull=True)
    told = rows.values_list("person_id", "person__name", "person__sort_key").distinct()
    return [(key, name) for key, name, _order in sorted(told, key=lambda row: row[2])]
