"""Activities are planned, changed, announced, finished and called off; who has a part in them is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.services.activities.actions.fitting import (
    counts_otherwise,
    recount_closed,
    require_room,
    require_same_places,
)
from densach.services.activities.actions.letters import activity_off
from densach.services.activities.actions.seating import pass_on_all
from densach.services.activities.actions.twice import made_before
from densach.services.activities.models import (
    Activity,
    ActivityKind,
    ActivityPartner,
    ActivityRole,
    ActivityState,
    Session,
    SessionState,
)
from densach.services.activities.rules.activity import (
    ACTS,
    ActivityData,
    AgesBackwards,
    EnrolmentBackwards,
    HoldsNoActivities,
    KindEnded,
    KindOfOthers,
    NobodyNamed,
    NoPlaces,
    NotInThisState,
    NoTitle,
    PartnerData,
    RoleData,
    RoleLacks,
    SeenAnOldActivity,
    SessionsCounted,
    SessionsLeft,
    WhyLacks,
)
from densach.services.activities.rules.bands import CODES
from densach.services.activities.rules.kinds import ASKS, ROLES, family_of
from densach.services.activities.rules.verbs import MANAGE

_TEXTS = {
    "title": 200,
    "summary": 4000,
    "fee_note": 200,
    "contact": 200,
    "paper_number": 100,
    "cover_alt": 200,
}


def require_manage(actor: Actor, organisation: Organisation | int) -> None:
    """Raises NotAllowed."""
    if not actor.may(MANAGE, organisation):
        raise NotAllowed(verb=MANAGE)


def locked(activity: Activity) -> Activity:
    """The row as it is now, held until the transaction ends."""
    rows = Activity.objects.select_for_update(of=("self",)).select_related("kind", "organisation")
    return rows.get(pk=activity.pk)


def _checked(
    at: datetime, organisation: Organisation, data: ActivityData, of: ActivityKind | None = None
) -> None:
    """`of`: the kind that it already has, which may have ended since."""
    on = today(at)
    if not clean_text(data.title):
        raise NoTitle
    family = family_of(organisations.named(organisation, on).kind)
    if not family:
        raise HoldsNoActivities(unit=organisations.named(organisation, on).name)
    if data.kind != of and data.kind.ended_on is not None and data.kind.ended_on < on:
        raise KindEnded(kind=data.kind.name)
    if data.kind != of and data.kind.families and family not in data.kind.families:
        raise KindOfOthers(kind=data.kind.name)
    if data.min_age is not None and data.max_age is not None and data.min_age > data.max_age:
        raise AgesBackwards(lowest=data.min_age, highest=data.max_age)
    if data.enrol_from and data.enrol_until and data.enrol_from >= data.enrol_until:
        raise EnrolmentBackwards
    if data.capacity is not None and data.capacity < 1:
        raise NoPlaces


def _values(data: ActivityData) -> dict[str, object]:
    """Column → value, as it is kept."""
    values = {one.name: getattr(data, one.name) for one in fields(data)}
    for name, length in _TEXTS.items():
        values[name] = clean_text(values[name])[:length]
    values["audience"] = [code for code in CODES if code in data.audience]
    values["fee_free"] = list(data.fee_free)
    values["extra"] = {
        name: text for name in ASKS if (text := clean_text(str(data.extra.get(name, "")))[:2000])
    }
    values["count_mode"] = data.count_mode or data.kind.count_mode
    values["folded"] = fold(f"{values['title']} {data.kind.name_vi}")[:400]
    return values


@transaction.atomic
def plan_activity(
    *, at: datetime, actor: Actor, organisation: Organisation, data: ActivityData, key: str = ""
) -> Activity:
    """A draft of the unit; sessions are added to it. `key`: the same words sent again under it make nothing more.

    Raises NotAllowed, NoTitle, HoldsNoActivities, KindEnded, KindOfOthers, AgesBackwards, EnrolmentBackwards, NoPlaces.
    """
    require_manage(actor, organisation)
    _checked(at, organisation, data)
    if key and connection.features.has_select_for_update:
        # Where writers do not stand in a queue, two taps at once do here.
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    values = {"organisation": organisation, **_values(data)}
    earlier, key_now = made_before(Activity.objects.all(), key, values)
    if earlier is not None:
        return earlier
    activity = Activity(key=key_now, made_at=at, made_by_name=actor.name)
    for name, value in values.items():
        setattr(activity, name, value)
    activity.save()
    _tell(at, actor, activity, "activity.planned", kind=data.kind.name_vi)
    return activity


@transaction.atomic
def change_activity(
    *, at: datetime, actor: Actor, activity: Activity, data: ActivityData, seen_revision: int
) -> Activity:
    """What was counted of it follows its kind, interest and occasion; places that it gains go to who waits.

    Raises as `plan_activity`, and SeenAnOldActivity, FewerPlacesThanTaken, PeopleEnrolled, NotInThisState for one
    called off.
    """
    found = locked(activity)
    require_manage(actor, found.organisation)
    if found.revision != seen_revision:
        raise SeenAnOldActivity(title=found.title)
    if found.state == ActivityState.CANCELLED:
        raise _forbidden(found)
    _checked(at, found.organisation, data, of=found.kind)
    require_room(at, found, data.capacity)
    require_same_places(found, data)
    otherwise = counts_otherwise(found, data)
    for name, value in _values(data).items():
        setattr(found, name, value)
    found.revision += 1
    found.save()
    if otherwise:
        recount_closed(at, actor, found)
    pass_on_all(at, found)
    _tell(at, actor, found, "activity.changed")
    return found


def _forbidden(activity: Activity) -> NotInThisState:
    return NotInThisState(title=activity.title, state=str(ActivityState(activity.state).label))


def turned(actor: Actor, activity: Activity, act: str, seen_revision: int | None) -> Activity:
    """The locked row in its next state, not yet saved."""
    found = locked(activity)
    require_manage(actor, found.organisation)
    if seen_revision is not None and found.revision != seen_revision:
        raise SeenAnOldActivity(title=found.title)
    following = ACTS[found.state].get(act)
    if following is None:
        raise _forbidden(found)
    found.state = following
    found.revision += 1
    return found


@transaction.atomic
def publish(*, at: datetime, actor: Actor, activity: Activity, seen_revision: int | None = None) -> Activity:
    """Announced: whoever may see it sees it, and people can enrol. Raises NotInThisState, RoleLacks."""
    found = turned(actor, activity, "publish", seen_revision)
    needed = found.kind.needs_role
    if needed and not found.roles.filter(role=needed, ended_on__isnull=True).exists():
        raise RoleLacks(kind=found.kind.name, role=gettext(ROLES[needed]))
    found.published_at, found.ended_why = found.published_at or at, ""
    found.save()
    _tell(at, actor, found, "activity.published")
    return found


@transaction.atomic
def back_to_draft(
    *, at: datetime, actor: Actor, activity: Activity, seen_revision: int | None = None
) -> Activity:
    """No longer shown. Raises NotInThisState, SessionsCounted when a session is closed already."""
    found = turned(actor, activity, "back_to_draft", seen_revision)
    if number := found.sessions.filter(state=SessionState.HELD).count():
        raise SessionsCounted(number=number)
    found.published_at, found.ended_why = None, ""
    found.save()
    _tell(at, actor, found, "activity.drafted")
    return found


@transaction.atomic
def finish(*, at: datetime, actor: Actor, activity: Activity, seen_revision: int | None = None) -> Activity:
    """Over: no session is to come. Raises NotInThisState, SessionsLeft."""
    found = turned(actor, activity, "finish", seen_revision)
    if number := found.sessions.filter(state=SessionState.PLANNED, starts__gt=at).count():
        raise SessionsLeft(number=number)
    found.save()
    _tell(at, actor, found, "activity.finished")
    return found


@transaction.atomic
def reopen(*, at: datetime, actor: Actor, activity: Activity, seen_revision: int | None = None) -> Activity:
    """A finished one goes on."""
    found = turned(actor, activity, "reopen", seen_revision)
    found.save()
    _tell(at, actor, found, "activity.reopened")
    return found


@transaction.atomic
def call_off(
    *, at: datetime, actor: Actor, activity: Activity, why: str, seen_revision: int | None = None
) -> Activity:
    """Called off as a whole, with the sessions to come; what was held stays and counts. Raises WhyLacks."""
    why = clean_text(why)[:300]
    if not why:
        raise WhyLacks
    found = turned(actor, activity, "call_off", seen_revision)
    found.ended_why, found.called_off_at = why, at
    found.save()
    Session.objects.filter(activity=found, state=SessionState.PLANNED, ends__gt=at).update(
        state=SessionState.CANCELLED, cancelled_why=why, sequence=F("sequence") + 1,
        revision=F("revision") + 1, changed_at=at,
    )  # fmt: skip
    activity_off(at, found)
    _tell(at, actor, found, "activity.called_off", why=why)
    return found


@transaction.atomic
def write_roles(
    *, at: datetime, actor: Actor, activity: Activity, roles: Sequence[RoleData]
) -> list[ActivityRole]:
    """Who has a part from now on: those no longer named end today, the same ones stay. Raises NobodyNamed."""
    found = locked(activity)
    require_manage(actor, found.organisation)
    standing = {_role_key(row): row for row in found.roles.filter(ended_on__isnull=True)}
    kept: list[ActivityRole] = []
    told: set[tuple[str, int | None, str]] = set()
    for data in roles:
        name, about = clean_text(data.name)[:150], clean_text(data.about)[:200]
        if data.role not in ROLES or (data.person is None and not name):
            raise NobodyNamed
        key = (data.role, data.person.pk if data.person else None, "" if data.person else name)
        if key in told:
            continue
        told.add(key)
        row = standing.pop(key, None)
        if row is None:
            row = ActivityRole(
                activity=found, role=data.role, person=data.person, name="" if data.person else name
            )
        row.about = about
        row.save()
        kept.append(row)
    for row in standing.values():
        row.ended_on = today(at)
        row.save(update_fields=["ended_on"])
    _tell(at, actor, found, "activity.roles", number=len(kept))
    return kept


def _role_key(row: ActivityRole) -> tuple[str, int | None, str]:
    return row.role, row.person_id, row.name


@transaction.atomic
def write_partners(
    *, at: datetime, actor: Actor, activity: Activity, partners: Sequence[PartnerData]
) -> list[ActivityPartner]:
    """Which institutions take part. Raises NobodyNamed."""
    found = locked(activity)
    require_manage(actor, found.organisation)
    rows = []
    for data in partners:
        name = clean_text(data.name)[:200]
        if data.organisation is None and not name:
            raise NobodyNamed
        rows.append(
            ActivityPartner(
                activity=found, organisation=data.organisation, name=name, part=clean_text(data.part)[:200]
            )
        )
    found.partners.all().delete()
    made = ActivityPartner.objects.bulk_create(rows)
    _tell(at, actor, found, "activity.partners", number=len(made))
    return made


@transaction.atomic
def write_parts(
    *,
    at: datetime,
    actor: Actor,
    activity: Activity,
    roles: Sequence[RoleData],
    partners: Sequence[PartnerData],
) -> None:
    """Both, as one page writes them."""
    write_roles(at=at, actor=actor, activity=activity, roles=roles)
    write_partners(at=at, actor=actor, activity=activity, partners=partners)


def _tell(at: datetime, actor: Actor, activity: Activity, act: str, **params: object) -> None:
    journal.write(
        at=at, actor=actor, act=act, organisation=activity.organisation, subject=f"activity:{activity.pk}",
        title=activity.title, **params,
    )  # fmt: skip
