"""Clubs, groups and teams are founded, entered in the short form, changed, and grow out of the short form."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from densach.files.actions import keep_sent
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.rules.staffing import PersonData
from densach.services.activities.rules.bands import CODES
from densach.services.clubs.actions.counting import restate
from densach.services.clubs.actions.holding import going_on, require_manage, require_past, step, tell, touch
from densach.services.clubs.actions.members import enrol_members, head_of_new
from densach.services.clubs.actions.spine import follow_club, plan_meetings
from densach.services.clubs.models import Club, ClubKind, ClubState
from densach.services.clubs.rules.given import ClubData, GrowData, LightData, Who
from densach.services.clubs.rules.refusals import NameNeeded, NameTaken, NotLight, RenewedBackwards, TooEarly


@transaction.atomic
def found_club(
    *, at: datetime, actor: Actor, organisation: Organisation, data: ClubData, head: Who | None = None
) -> Club:
    """The club with its founding paper, its head and the activity of its meetings; counted from now on.

    Raises NotAllowed, NameNeeded, NameTaken, InTheFuture, RenewedBackwards, NoKind and what planning and files refuse.
    """
    require_manage(actor, organisation)
    require_past(at, data.founded_on)
    _renewal_ahead(data.founded_on, data.renewed_until)
    club = Club(
        organisation=organisation, kind=ClubKind(data.kind), founded_on=data.founded_on,
        renewed_until=data.renewed_until, state_since=data.founded_on, made_at=at, made_by_name=actor.name,
    )  # fmt: skip
    _fill(club, data)
    _name_free(club)
    club.paper = keep_sent(at=at, actor=actor, upload=data.upload, organisation=organisation)
    _begin(at, actor, club, contact=data.contact)
    if head is not None:
        head_of_new(at, actor, club, head)
    tell(at, actor, club, "founded", kind=club.kind)
    return club


@transaction.atomic
def add_light_group(
    *, at: datetime, actor: Actor, organisation: Organisation, data: LightData, on: date | None = None
) -> Club:
    """A hamlet's interest group as it is told on the spot: members by number, one name to call. Raises as
    `found_club`.
    """
    require_manage(actor, organisation)
    founded = on or today(at)
    require_past(at, founded)
    club = Club(
        organisation=organisation, kind=ClubKind.GROUP, name=data.name, hamlet=clean_text(data.hamlet)[:120],
        interest=data.interest, area=data.area, light=True, members_told=data.members, founded_on=founded,
        state_since=founded, made_at=at, made_by_name=actor.name,
    )  # fmt: skip
    _name(club, data.name)
    _name_free(club)
    _begin(at, actor, club)
    if clean_text(data.head_name):
        head_of_new(at, actor, club, PersonData(name=data.head_name, phone=data.head_phone))
    tell(at, actor, club, "noted", number=data.members or 0)
    return club


def _begin(at: datetime, actor: Actor, club: Club, contact: str = "") -> None:
    """The row, its first step, its activity, its reading."""
    if club.area is None:
        # Where nothing else is told it belongs where its unit stands.
        club.area_id = organisations.named(club.organisation_id, today(at)).area_id
    club.activity = plan_meetings(at, actor, club, contact)
    club.save(force_insert=True)
    step(
        at, actor, club, "found", club.founded_on, until=club.renewed_until, paper_number=club.paper_number,
        paper=club.paper,
    )  # fmt: skip
    restate(at, actor, club, club.founded_on)


@transaction.atomic
def change_club(*, at: datetime, actor: Actor, club: Club, data: ClubData, seen: int) -> Club:
    """What is told of it; its kind stays, and its renewal is an act of its own. The day of founding may be put right.

    Raises NotAllowed, ChangedSince, NotNow, NameNeeded, NameTaken, InTheFuture, TooEarly.
    """
    held = going_on(actor, club, seen)
    require_past(at, data.founded_on)
    _fill(held, data)
    _name_free(held)
    if data.upload is not None:
        held.paper = keep_sent(at=at, actor=actor, upload=data.upload, organisation=held.organisation)
    before = held.founded_on
    if data.founded_on != before:
        _move_founding(held, data.founded_on)
    follow_club(at, actor, held, data.contact)
    touch(
        held, "name", "folded_name", "about", "interest", "audience", "area", "hamlet", "paper_number", "paper",
        "public", "founded_on", "state_since",
    )  # fmt: skip
    if data.founded_on != before:
        restate(at, actor, held, min(before, data.founded_on))
    tell(at, actor, held, "changed")
    return held


def _move_founding(club: Club, on: date) -> None:
    steps = club.steps.exclude(act="found").order_by("on")
    first = steps.first()
    since = club.memberships.order_by("since").first()
    limit = min(
        [one for one in (first.on if first else None, since.since if since else None) if one], default=on
    )
    if on > limit:
        raise TooEarly(on=limit, since=on)
    club.steps.filter(act="found").update(on=on)
    if club.state == ClubState.ACTIVE and not steps.filter(act="resume").exists():
        club.state_since = on
    club.founded_on = on


@transaction.atomic
def grow(*, at: datetime, actor: Actor, club: Club, data: GrowData, seen: int) -> Club:
    """A group in the short form becomes a full club or group, with its paper; its head stands on its sheets now.

    Raises NotAllowed, ChangedSince, NotNow, NotLight, NameTaken, InTheFuture, TooEarly, RenewedBackwards.
    """
    held = going_on(actor, club, seen)
    if not held.light:
        raise NotLight(name=held.name)
    require_past(at, data.on)
    if data.on < held.founded_on:
        raise TooEarly(on=data.on, since=held.founded_on)
    _renewal_ahead(data.on, data.renewed_until)
    held.kind, held.light, held.members_told = ClubKind(data.kind), False, None
    held.about = data.about.strip()[:2000] or held.about
    held.paper_number, held.renewed_until = clean_text(data.paper_number)[:100], data.renewed_until
    held.paper = keep_sent(at=at, actor=actor, upload=data.upload, organisation=held.organisation)
    _name(held, data.name)
    _name_free(held)
    follow_club(at, actor, held)
    touch(
        held,
        "kind",
        "light",
        "members_told",
        "name",
        "folded_name",
        "about",
        "paper_number",
        "paper",
        "renewed_until",
    )
    step(
        at,
        actor,
        held,
        "grow",
        data.on,
        until=held.renewed_until,
        paper_number=held.paper_number,
        paper=held.paper,
    )
    enrol_members(at, actor, held)
    restate(at, actor, held, held.founded_on)
    tell(at, actor, held, "grown", kind=held.kind)
    return held


def _renewal_ahead(on: date, until: date | None) -> None:
    if until is not None and until < on:
        raise RenewedBackwards(on=on, until=until)


def _fill(club: Club, data: ClubData) -> None:
    _name(club, data.name)
    club.about = data.about.strip()[:2000]
    club.interest, club.audience = data.interest, [code for code in CODES if code in data.audience]
    club.area, club.hamlet = data.area or club.area, clean_text(data.hamlet)[:120]
    club.paper_number, club.public = clean_text(data.paper_number)[:100], data.public


def _name(club: Club, name: str) -> None:
    club.name = " ".join(clean_text(name).split())[:200]
    if not club.name:
        raise NameNeeded
    club.folded_name = fold(club.name)[:200]


def _name_free(club: Club) -> None:
    rows = Club.objects.filter(organisation=club.organisation, folded_name=club.folded_name)
    taken = rows.exclude(state=ClubState.CLOSED).exclude(pk=club.pk).first()
    if taken is not None:
        raise NameTaken(name=taken.name, state=str(taken.get_state_display()))
