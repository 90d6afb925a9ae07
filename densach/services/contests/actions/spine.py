"""A round is an activity of its unit: its sessions and who came are planned, marked and counted there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from densach.kernel.actor import SYSTEM, Actor
from densach.services.activities.actions.planning import (
    back_to_draft,
    call_off,
    change_activity,
    plan_activity,
    publish,
)
from densach.services.activities.actions.reviving import take_up
from densach.services.activities.actions.sessions import add_session, move_session
from densach.services.activities.models import Activity, ActivityState, Session, SessionState
from densach.services.activities.queries.activities import data_of_activity
from densach.services.activities.rules.activity import ActivityData, When, instant
from densach.services.activities.rules.verbs import MANAGE
from densach.services.contests.models import Round
from densach.services.contests.rules.given import RoundData


def plan_round(at: datetime, actor: Actor, round_: Round, data: RoundData | None = None) -> Activity | None:
    """The round's activity, with a session on its day; None where the actor plans no activities of the unit."""
    contest = round_.contest
    if round_.activity_id is not None:
        return round_.activity
    if contest.kind is None or not actor.may(MANAGE, round_.organisation_id):
        return None
    told = ActivityData(
        kind=contest.kind,
        title=title_of(round_),
        summary=contest.theme,
        public=contest.public,
        extra={"theme": contest.theme} if contest.theme else {},
        paper_number=contest.paper_number,
    )
    activity = plan_activity(at=at, actor=actor, organisation=round_.organisation, data=told)
    round_.activity = activity
    round_.save(update_fields=["activity"])
    if round_.held_on is not None:
        given = data or RoundData(round_.name, round_.opens, round_.closes, round_.held_on)
        add_session(at=at, actor=actor, activity=activity, when=_when(round_.held_on, given))
    return activity


def title_of(round_: Round) -> str:
    """What the round's activity is called."""
    title = round_.contest.title
    return title if round_.name == title else f"{title}: {round_.name}"[:200]


def follow_words(
    at: datetime,
    actor: Actor,
    round_: Round,
    *,
    before: str,
    theme: str | None = None,
    public: bool | None = None,
) -> None:
    """The activity is called as the round is, unless somebody has named it otherwise; `before`, `theme`: the title and
    theme up to now; `public`: whether citizens see it from now on, None for as it was.

    What the holder of the contest says of it holds for every round, also where others hold the round.
    """
    activity, contest = round_.activity, round_.contest
    if activity is None or activity.state == ActivityState.CANCELLED:
        return
    now = data_of_activity(activity)
    data = replace(
        now,
        title=title_of(round_) if now.title == before else now.title,
        summary=contest.theme if theme is not None and now.summary == theme else now.summary,
        public=now.public if public is None else public,
    )
    if data != now:
        by = actor if actor.may(MANAGE, round_.organisation_id) else SYSTEM
        change_activity(at=at, actor=by, activity=activity, data=data, seen_revision=activity.revision)


def _when(on: date, data: RoundData) -> When:
    starts, ends = instant(on, data.starts), instant(on, data.ends)
    if ends <= starts:
        # A night that ends after midnight.
        ends += timedelta(days=1)
    return When(starts=starts, ends=ends, venue=data.venue, place=data.place)


def _sessions(activity: Activity) -> list[Session]:
    return list(
        Session.objects.filter(activity=activity).exclude(state=SessionState.CANCELLED).order_by("pk")
    )


def follow_round(at: datetime, actor: Actor, round_: Round, data: RoundData, before: date | None) -> None:
    """The day changed: the only session moves to it, and where there is none it is added. More than one are moved in
    the calendar, one by one.
    """
    activity = round_.activity
    if activity is None or round_.held_on is None or round_.held_on == before:
        return
    if not actor.may(MANAGE, round_.organisation_id):
        return
    sessions = _sessions(activity)
    if not sessions:
        add_session(at=at, actor=actor, activity=activity, when=_when(round_.held_on, data))
    elif len(sessions) == 1 and sessions[0].state == SessionState.PLANNED and sessions[0].on == before:
        only = sessions[0]
        days = round_.held_on - only.on
        when = When(
            starts=only.starts + days, ends=only.ends + days, venue=only.venue, place=only.place,
            channel=only.channel, topic=only.topic, all_day=only.all_day,
        )  # fmt: skip
        move_session(at=at, actor=actor, session=only, when=when, reach="one", seen_revision=only.revision)


def announce(at: datetime, actor: Actor, round_: Round) -> None:
    """When a round opens its activity is shown. Raises what announcing refuses."""
    activity = plan_round(at, actor, round_)
    if activity is None or not actor.may(MANAGE, round_.organisation_id):
        return
    if activity.state == ActivityState.DRAFT:
        publish(at=at, actor=actor, activity=activity)


def call_off_round(at: datetime, actor: Actor, round_: Round, why: str) -> None:
    activity = round_.activity
    if activity is None or not actor.may(MANAGE, round_.organisation_id):
        return
    if activity.state in (ActivityState.DRAFT, ActivityState.PUBLISHED):
        call_off(at=at, actor=actor, activity=activity, why=why)


def take_up_round(at: datetime, actor: Actor, round_: Round) -> None:
    """Its sessions to come are planned again; it is a draft until the round opens, unless one was counted already."""
    activity = round_.activity
    if activity is None or not actor.may(MANAGE, round_.organisation_id):
        return
    if activity.state == ActivityState.CANCELLED:
        taken_up = take_up(at=at, actor=actor, activity=activity).activity
        counted = taken_up.sessions.filter(state=SessionState.HELD).exists()
        if taken_up.state == ActivityState.PUBLISHED and not counted:
            taken_up = back_to_draft(at=at, actor=actor, activity=taken_up)
        round_.activity = taken_up
