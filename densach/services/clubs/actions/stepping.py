"""A club pauses, goes on, is renewed, is closed; a closing by mistake is taken back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from densach.files.actions import keep_sent
from densach.kernel.actor import Actor
from densach.kernel.vietnamese import clean_text
from densach.services.clubs.actions.counting import restate
from densach.services.clubs.actions.holding import forbidden, locked, require_past, step, tell, touch
from densach.services.clubs.actions.spine import end_with_club, take_up_with_club
from densach.services.clubs.models import Club, ClubState
from densach.services.clubs.rules.given import StepData
from densach.services.clubs.rules.lifecycle import LIFE, WITH_WHY, may
from densach.services.clubs.rules.refusals import NameTaken, RenewedBackwards, TooEarly, WhyNeeded


@transaction.atomic
def step_club(*, at: datetime, actor: Actor, club: Club, act: str, data: StepData, seen: int) -> Club:
    """One act of its life: `renew` until a day, `pause`, `resume`, `close` with the reason, `reopen` what was closed by
    mistake: then it was never closed, and its readings are put right.

    Raises NotAllowed, ChangedSince, NotNow, InTheFuture, TooEarly, WhyNeeded, RenewedBackwards, NameTaken.
    """
    held = locked(actor, club, seen)
    if not may(held.state, act):
        raise forbidden(held)
    note = clean_text(data.note)[:300]
    if act in WITH_WHY and not note:
        raise WhyNeeded
    on = held.state_since if act == "reopen" else data.on
    _check_day(at, held, act, on)
    if act == "renew" and (data.until is None or data.until < on):
        raise RenewedBackwards(on=on, until=data.until or on)
    paper = keep_sent(at=at, actor=actor, upload=data.upload, organisation=held.organisation)
    before = held.state
    _turn(held, act, on, data.until, note)
    step(
        at, actor, held, act, on, until=data.until if act == "renew" else None, paper_number=data.paper_number,
        paper=paper, note=note,
    )  # fmt: skip
    touch(held, "state", "state_since", "closed_why", "renewed_until")
    if act == "close":
        end_with_club(at, actor, held, note)
    elif act == "reopen":
        take_up_with_club(at, actor, held)
    if held.state != before:
        restate(at, actor, held, on)
    tell(at, actor, held, act, on=on, **({"why": note} if note else {}))
    return held


def _check_day(at: datetime, club: Club, act: str, on: date) -> None:
    require_past(at, on)
    since = club.founded_on if act == "renew" else club.state_since
    if on < since:
        raise TooEarly(on=on, since=since)


def _turn(club: Club, act: str, on: date, until: date | None, note: str) -> None:
    if act == "renew":
        club.renewed_until = until
        return
    if act == "reopen":
        _reopen(club)
        return
    club.state, club.state_since = LIFE[club.state][act], on
    club.closed_why = note if act == "close" else ""


def _reopen(club: Club) -> None:
    """Back to what it was before it was closed, since then."""
    rows = Club.objects.filter(organisation=club.organisation_id, folded_name=club.folded_name)
    taken = rows.exclude(state=ClubState.CLOSED).exclude(pk=club.pk).first()
    if taken is not None:
        raise NameTaken(name=taken.name, state=str(taken.get_state_display()))
    earlier = club.steps.filter(act__in=("found", "pause", "resume")).order_by("-on", "-pk").first()
    club.state = ClubState.PAUSED if earlier is not None and earlier.act == "pause" else ClubState.ACTIVE
    club.state_since = earlier.on if earlier is not None else club.founded_on
    club.closed_why = ""
