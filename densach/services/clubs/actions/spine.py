"""A club meets as an activity of its unit: planned when it is founded, told anew when it changes, ended with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db.models import QuerySet

from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.organisations import queries as organisations
from densach.services.activities.actions.kinds import seed_kinds
from densach.services.activities.actions.planning import (
    change_activity,
    finish,
    plan_activity,
    publish,
    reopen,
)
from densach.services.activities.actions.sessions import cancel_session
from densach.services.activities.models import (
    Activity,
    ActivityKind,
    ActivityState,
    Channel,
    CountMode,
    EnrolMode,
    Session,
    SessionState,
)
from densach.services.activities.queries.activities import data_of_activity
from densach.services.activities.rules.activity import ActivityData
from densach.services.activities.rules.kinds import family_of
from densach.services.clubs.models import Club, Trip
from densach.services.clubs.rules.refusals import NoKind, StaysHome
from densach.services.clubs.rules.spine import meeting_kind, trip_kind


def kind_by_code(at: datetime, code: str) -> ActivityKind:
    """Raises NoKind where the province ended it."""
    rows = ActivityKind.objects.filter(code=code)
    found = rows.first()
    if found is None:
        # An installation older than the kind.
        seed_kinds(at=at)
        found = rows.first()
    if found is None or (found.ended_on is not None and found.ended_on < today(at)):
        raise NoKind(code=code)
    return found


def _meeting_kind(at: datetime, club: Club) -> ActivityKind:
    family = family_of(organisations.named(club.organisation_id, today(at)).kind)
    return kind_by_code(at, meeting_kind(club.kind, club.interest, family))


def plan_meetings(at: datetime, actor: Actor, club: Club, contact: str = "") -> Activity:
    """The club's activity, announced: who belongs to it stands on the sheets of its sessions."""
    data = ActivityData(
        kind=_meeting_kind(at, club), title=club.name, summary=club.about, interest=club.interest,
        audience=tuple(club.audience), public=club.public, enrol_mode=EnrolMode.INVITATION,
        count_mode=CountMode.TALLY if club.light else CountMode.BOTH, contact=contact,
        paper_number=club.paper_number,
    )  # fmt: skip
    activity = plan_activity(at=at, actor=actor, organisation=club.organisation, data=data)
    return publish(at=at, actor=actor, activity=activity)


def activity_of(at: datetime, actor: Actor, club: Club) -> Activity:
    """The activity of its meetings, planned where there is none yet."""
    if club.activity is None:
        club.activity = plan_meetings(at, actor, club)
        club.save(update_fields=["activity"])
    return club.activity


def follow_club(at: datetime, actor: Actor, club: Club, contact: str | None = None) -> None:
    """The activity says what the club says now; what was written to the activity alone stays."""
    activity = activity_of(at, actor, club)
    before = data_of_activity(activity)
    data = replace(
        before, kind=_meeting_kind(at, club), title=club.name, summary=club.about, interest=club.interest,
        audience=tuple(club.audience), public=club.public, paper_number=club.paper_number,
        count_mode=CountMode.TALLY if club.light else CountMode.BOTH,
        contact=before.contact if contact is None else contact,
    )  # fmt: skip
    if data != before and activity.state != ActivityState.CANCELLED:
        club.activity = change_activity(
            at=at, actor=actor, activity=activity, data=data, seen_revision=activity.revision
        )


def activities_of(club: Club) -> list[Activity]:
    """The activity of its meetings, and those of its trips."""
    found = list(Activity.objects.filter(sessions__trip__club=club).distinct().order_by("pk"))
    return [*([club.activity] if club.activity is not None else []), *found]


def _to_come(club: Club, at: datetime) -> QuerySet[Session]:
    keys = [one.pk for one in activities_of(club)]
    rows = Session.objects.filter(activity__in=keys, state=SessionState.PLANNED, starts__gt=at)
    return rows.select_related("activity__organisation").order_by("starts")


def end_with_club(at: datetime, actor: Actor, club: Club, why: str) -> None:
    """What is still planned is called off, and the activities are over."""
    for session in _to_come(club, at):
        cancel_session(at=at, actor=actor, session=session, why=why)
    for activity in activities_of(club):
        if activity.state == ActivityState.PUBLISHED:
            finish(at=at, actor=actor, activity=activity)


def take_up_with_club(at: datetime, actor: Actor, club: Club) -> None:
    """The activities go on; what was called off is planned anew in the calendar."""
    for activity in activities_of(club):
        if activity.state == ActivityState.DONE:
            reopen(at=at, actor=actor, activity=activity)


def trips_of_year(at: datetime, actor: Actor, club: Club, on: date) -> Activity:
    """The activity in which the team's trips of the year stand, planned with the first of them. Raises StaysHome."""
    code = trip_kind(club.kind)
    if not code:
        raise StaysHome(name=club.name)
    standing = Trip.objects.filter(
        club=club, session__on__year=on.year, session__activity__state=ActivityState.PUBLISHED
    )
    found = standing.select_related("session__activity__organisation").order_by("pk").first()
    if found is not None:
        return found.session.activity
    data = ActivityData(
        kind=kind_by_code(at, code), title=f"{club.name}: {_TRIPS} {on.year}"[:200], interest=club.interest,
        audience=tuple(club.audience), channel=Channel.MOBILE, public=club.public, count_mode=CountMode.TALLY,
    )  # fmt: skip
    activity = plan_activity(at=at, actor=actor, organisation=club.organisation, data=data)
    return publish(at=at, actor=actor, activity=activity)


# Part of a title that is kept, as titles are: in Vietnamese.
_TRIPS = "các chuyến lưu động năm"
