"""Taking in what a file of entries says, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from densach.intake.sheets import Given, Made, Sending, Told, Verdict, told
from densach.organisations import queries as organisations
from densach.services.contests.actions.entries import enter, remove_entered
from densach.services.contests.incoming import NewEntry
from densach.services.contests.models import Award, Entry, EntryState, Round, RoundState, Score
from densach.services.contests.rules.given import EntryData


def take_in(sending: Sending, rows: Sequence[tuple[Given, Verdict]]) -> Mapping[int, Made]:
    """Writes the rows in their order, in a transaction that the caller holds."""
    made: dict[int, Made] = {}
    for given, verdict in rows:
        plan = verdict.plan
        if isinstance(plan, NewEntry):
            made[given.number] = _enter(sending, plan)
    return made


def _enter(sending: Sending, plan: NewEntry) -> Made:
    data = EntryData(
        kind=plan.kind,
        name=plan.name,
        title=plan.title,
        genre=plan.genre,
        organisation=organisations.by_code(plan.unit_code) if plan.unit_code else None,
        members=plan.members,
        named=plan.named,
    )
    entry = enter(at=sending.at, actor=sending.actor, round_=Round(pk=plan.round_id), data=data)
    return {"entry": entry.pk, "number": entry.number}


def hindrances(sending: Sending, made: Mapping[int, Made]) -> dict[int, Told]:
    """Row → why it cannot be taken back: the entry was changed, withdrawn, judged or has gone up since."""
    keys = [one["entry"] for one in made.values()]
    entries = Entry.objects.select_related("round").in_bulk(keys)
    used = set(Score.objects.filter(entry__in=keys).values_list("entry_id", flat=True))
    used |= set(Award.objects.filter(entry__in=keys).values_list("entry_id", flat=True))
    used |= set(Entry.objects.filter(origin__in=keys).values_list("origin_id", flat=True))
    found: dict[int, Told] = {}
    for number, one in made.items():
        entry = entries.get(one["entry"])
        if entry is None or entry.revision != 1 or entry.state != EntryState.ENTERED:
            found[number] = told("sheets.changed_again")
        elif entry.pk in used or entry.round.state != RoundState.OPEN:
            found[number] = told("contests.sheet_used_since", number=entry.number)
    return found


def undo(sending: Sending, made: Mapping[int, Made]) -> None:
    """Takes all of it back, in a transaction that the caller holds, after nothing was found to hinder it."""
    entries = Entry.objects.select_related("round__organisation").in_bulk(
        [one["entry"] for one in made.values()]
    )
    for entry in entries.values():
        remove_entered(at=sending.at, actor=sending.actor, entry=entry)
