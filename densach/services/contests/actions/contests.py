"""Contests are called with their first round; rounds below are made in one act for the places chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from densach.files import actions as files
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.services.activities.rules.kinds import family_of
from densach.services.contests.actions.holding import require_manage, taken, tell, touch
from densach.services.contests.actions.spine import follow_round, follow_words, plan_round, title_of
from densach.services.contests.models import Contest, Criterion, EntryKind, Round, RoundState
from densach.services.contests.rules.given import ContestData, RoundData, check_days, need_name
from densach.services.contests.rules.refusals import (
    ChangedSince,
    HasRoundThere,
    HoldsNoContests,
    NobodyChosen,
    NotBelow,
)


@transaction.atomic
def hold_contest(
    *, at: datetime, actor: Actor, organisation: Organisation, data: ContestData, first: RoundData
) -> Contest:
    """A contest with its highest round, which is an activity of the unit.

    Raises NotAllowed, HoldsNoContests, TitleNeeded, DaysBackwards, and what planning an activity refuses.
    """
    require_manage(actor, organisation)
    contest = Contest(organisation=organisation, made_at=at, made_by_name=actor.name)
    _write(at, actor, contest, data)
    contest.save(force_insert=True)
    made = _new_round(at, contest, organisation, first)
    plan_round(at, actor, made, first)
    _tell(at, actor, contest, "called")
    return contest


@transaction.atomic
def change_contest(*, at: datetime, actor: Actor, contest: Contest, data: ContestData, seen: int) -> Contest:
    """Its rounds' activities are called and shown accordingly. Raises NotAllowed, ChangedSince, TitleNeeded."""
    held = Contest.objects.select_for_update().get(pk=contest.pk)
    require_manage(actor, held.organisation_id)
    if held.revision != seen:
        raise ChangedSince
    rounds = list(held.rounds.select_related("activity__kind", "activity__organisation"))
    for one in rounds:
        one.contest = held
    before, theme, public = {one.pk: title_of(one) for one in rounds}, held.theme, held.public
    _write(at, actor, held, data)
    held.revision += 1
    held.save()
    shown = held.public if held.public != public else None
    for one in rounds:
        follow_words(at, actor, one, before=before[one.pk], theme=theme, public=shown)
    _tell(at, actor, held, "changed")
    return held


def _write(at: datetime, actor: Actor, held: Contest, data: ContestData) -> None:
    held.title, held.year, held.kind = need_name(data.title)[:200], data.year, data.kind
    held.theme, held.rules = clean_text(data.theme)[:300], clean_text(data.rules)[:6000]
    held.entry_kinds = [one for one in EntryKind.values if one in data.entry_kinds]
    held.paper_number, held.public = clean_text(data.paper_number)[:100], data.public
    if data.upload is not None:
        held.paper = files.keep_sent(at=at, actor=actor, upload=data.upload, organisation=held.organisation)


def _tell(at: datetime, actor: Actor, contest: Contest, act: str) -> None:
    journal.write(
        at=at, actor=actor, act=f"contests.{act}", organisation=contest.organisation,
        subject=f"contest:{contest.pk}", name=contest.title,
    )  # fmt: skip


def _new_round(
    at: datetime, contest: Contest, organisation: Organisation, data: RoundData, above: Round | None = None
) -> Round:
    check_days(data)
    place = organisations.named(organisation, today(at))
    if not family_of(place.kind):
        raise HoldsNoContests(unit=place.name)
    made = Round(
        contest=contest, organisation=organisation, level=place.level, area_id=place.area_id, above=above,
    )  # fmt: skip
    _write_round(made, data)
    made.full_clean(exclude=["contest", "organisation", "area", "above", "activity"], validate_unique=False)
    made.save(force_insert=True)
    return made


def _write_round(held: Round, data: RoundData) -> None:
    held.name = need_name(data.name)[:200]
    held.opens, held.closes, held.held_on = data.opens, data.closes, data.held_on
    held.promotes, held.drops = data.promotes, data.drops
    held.tie_by = list(data.tie_by)


@transaction.atomic
def add_rounds_below(
    *,
    at: datetime,
    actor: Actor,
    above: Round,
    seen: int,
    units: Sequence[Organisation],
    data: RoundData,
) -> list[Round]:
    """A round below for each of the units, named after its place, with the criteria of the round above.

    Where the actor plans no activities, the unit's own staff lays the activity when it opens its round. Raises
    NotAllowed, NotNow, ChangedSince, NobodyChosen, HasRoundThere, NotBelow, HoldsNoContests, DaysBackwards.
    """
    held = taken(actor, above, "below", seen)
    if not units:
        raise NobodyChosen
    on = today(at)
    inside = set(organisations.area_ids_within(held.area_id or 0, on))
    there = set(held.below.exclude(state=RoundState.CANCELLED).values_list("organisation_id", flat=True))
    criteria = list(held.criteria.order_by("position", "pk"))
    made = []
    for unit in units:
        place = organisations.named(unit, on)
        if unit.pk in there:
            raise HasRoundThere(unit=place.name)
        if place.area_id not in inside or unit.pk == held.organisation_id:
            raise NotBelow(unit=place.name, area=organisations.area_name(held.area_id or 0, on))
        area = organisations.area_name(place.area_id, on)
        one = _new_round(at, held.contest, unit, replace(data, name=f"{need_name(data.name)} – {area}"), held)
        _copy_criteria(criteria, one)
        plan_round(at, actor, one, data)
        made.append(one)
    touch(held)
    tell(at, actor, held, "rounds_below", number=len(made))
    return made


def _copy_criteria(criteria: Sequence[Criterion], round_: Round) -> None:
    Criterion.objects.bulk_create(
        Criterion(round=round_, name=one.name, most=one.most, weight=one.weight, position=one.position)
        for one in criteria
    )


@transaction.atomic
def change_round(*, at: datetime, actor: Actor, round_: Round, seen: int, data: RoundData) -> Round:
    """Its only session moves along with the day. Raises NotAllowed, NotNow, ChangedSince, DaysBackwards."""
    held = taken(actor, round_, "change", seen)
    check_days(data)
    known = set(held.criteria.values_list("pk", flat=True))
    before, title = held.held_on, title_of(held)
    _write_round(held, replace(data, tie_by=tuple(key for key in data.tie_by if key in known)))
    touch(held, "name", "opens", "closes", "held_on", "promotes", "drops", "tie_by")
    follow_words(at, actor, held, before=title)
    follow_round(at, actor, held, data, before)
    tell(at, actor, held, "round_changed")
    return held
