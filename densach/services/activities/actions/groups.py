"""Groups come: a class of a school, an association; by number, and by name where the names are told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.errors import Conflict, NotAllowed, Refusal
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation
from densach.people.models import Person
from densach.people.rules.staffing import PersonData
from densach.services.activities.actions.admitting import Wish, admit
from densach.services.activities.actions.learners import known_or_new
from densach.services.activities.actions.seating import lapse, lock, pass_on, places_left, step
from densach.services.activities.models import Activity, Enrolment, Group, Session
from densach.services.activities.queries.places import courses, is_over
from densach.services.activities.rules.enrolling import (
    ChooseASession,
    ForTheWhole,
    GroupIsFull,
    GroupNeedsAName,
    GroupTooLarge,
    NobodyInGroup,
    NoSuchGroup,
    SeenAnOldEnrolment,
    SessionIsOver,
    against,
)
from densach.services.activities.rules.verbs import MANAGE


@dataclass(frozen=True)
class GroupData:
    """All that is told of a group. `people` are all who come, `adults` among them; `school`: a class of pupils."""

    name: str
    people: int
    adults: int = 0
    school: bool = True
    organisation: Organisation | None = None
    contact: str = ""
    needs: str = ""


@transaction.atomic
def add_group(
    *,
    at: datetime,
    actor: Actor,
    activity: Activity,
    data: GroupData,
    session: Session | None = None,
    pending: bool = False,
) -> Group:
    """A group with places for all its people; `pending`: it asked, and takes none yet.

    Raises NotAllowed, GroupNeedsAName, NobodyInGroup, GroupTooLarge, ChooseASession, ForTheWhole, SessionIsOver,
    OverOrCalledOff, NobodyEnrols.
    """
    held = lock(activity)
    _require(actor, held)
    _checked(data)
    _check_time(at, held, session)
    lapse(at, held)
    if not pending:
        _room(held, session, data.people)
    group = Group(activity=held, session=session, state="pending" if pending else "confirmed", made_at=at)
    group.made_by_name = actor.name
    _write(group, data)
    _tell(at, actor, group, "activity.group_added")
    return group


def _require(actor: Actor, activity: Activity) -> None:
    if not actor.may(MANAGE, activity.organisation_id):
        raise NotAllowed(verb=MANAGE)


def _checked(data: GroupData) -> None:
    if not clean_text(data.name):
        raise GroupNeedsAName
    if data.people < 1 or not 0 <= data.adults <= data.people:
        raise NobodyInGroup(people=data.people, adults=data.adults)


def _check_time(at: datetime, activity: Activity, session: Session | None) -> None:
    course = courses([activity.pk]).get(activity.pk)
    refusal: Refusal | None = against(activity, at, course.last if course else None, own=False, late=True)
    if refusal is not None:
        raise refusal
    if activity.enrol_each and session is None:
        raise ChooseASession
    if session is not None and (not activity.enrol_each or session.activity_id != activity.pk):
        raise ForTheWhole
    if session is not None and is_over(session, at):
        raise SessionIsOver(on=session.on)


def _room(activity: Activity, session: Session | None, people: int) -> None:
    left = places_left(activity, session)
    if left is not None and people > left:
        raise GroupTooLarge(people=people, free=max(left, 0))


def _write(group: Group, data: GroupData) -> None:
    group.name, group.school = clean_text(data.name)[:150], data.school
    group.people, group.adults, group.organisation = data.people, data.adults, data.organisation
    group.contact, group.needs = clean_text(data.contact)[:200], clean_text(data.needs)[:300]
    group.save()


def _tell(at: datetime, actor: Actor, group: Group, act: str, **more: object) -> None:
    journal.write(
        at=at, actor=actor, act=act, organisation=group.activity.organisation, subject=f"activity:{group.activity_id}",
        title=group.activity.title, group=group.name, people=group.people, **more,
    )  # fmt: skip


def _locked(actor: Actor, group: Group, seen: int | None, states: Collection[str]) -> Group:
    held = lock(group.activity_id)
    _require(actor, held)
    found = Group.objects.select_related("session").filter(pk=group.pk, state__in=states).first()
    if found is None:
        raise NoSuchGroup
    if seen is not None and found.revision != seen:
        raise SeenAnOldEnrolment
    found.activity = held
    found.revision += 1
    return found


@transaction.atomic
def change_group(*, at: datetime, actor: Actor, group: Group, data: GroupData, seen: int) -> Group:
    """More or fewer come; fewer than the names written in is refused. Raises as `add_group`, and GroupIsFull."""
    found = _locked(actor, group, seen, ("pending", "confirmed"))
    _checked(data)
    names = _named(found)
    if data.people < names:
        raise GroupIsFull(people=data.people, names=names)
    if found.state == "confirmed":
        _room(found.activity, found.session, data.people - found.people)
    _write(found, data)
    _tell(at, actor, found, "activity.group_changed")
    pass_on(at, found.activity, [found.session])
    return found


def _named(group: Group) -> int:
    return Enrolment.objects.filter(group=group, ended_at__isnull=True).count()


@transaction.atomic
def decide_group(*, at: datetime, actor: Actor, group: Group, approved: bool) -> Group:
    """A group that asked gets its places or is declined. Raises NotAllowed, NoSuchGroup, GroupTooLarge."""
    found = _locked(actor, group, None, ("pending",))
    if approved:
        _room(found.activity, found.session, found.people)
    found.state = "confirmed" if approved else "declined"
    found.save()
    _tell(at, actor, found, "activity.group_approved" if approved else "activity.group_declined")
    return found


@transaction.atomic
def group_leaves(*, at: datetime, actor: Actor, group: Group, why: str = "") -> Group:
    """The group does not come: its names end, its places go to who waits."""
    found = _locked(actor, group, None, ("pending", "confirmed"))
    for one in Enrolment.objects.filter(group=found, ended_at__isnull=True):
        step(at, actor.name, one, "leave", why)
    found.state = "left"
    found.save()
    _tell(at, actor, found, "activity.group_left")
    pass_on(at, found.activity, [found.session])
    return found


@dataclass
class WrittenIn:
    """What became of names: enrolments made, and line → why not."""

    made: list[Enrolment] = field(default_factory=list)
    refused: dict[int, Refusal] = field(default_factory=dict)


@transaction.atomic
def write_people_in(
    *,
    at: datetime,
    actor: Actor,
    group: Group,
    people: Sequence[Person | PersonData],
    sure: Collection[str] = (),
) -> WrittenIn:
    """The names of a group, each by itself: told anew, or somebody known. A school answers for its pupils.

    Raises NotAllowed, NoSuchGroup; what speaks against one name is told with its place in the list.
    """
    found = _locked(actor, group, None, ("confirmed",))
    found.save(update_fields=["revision"])
    outcome = WrittenIn()
    answers = clean_text(found.contact) or found.name
    for number, one in enumerate(people):
        try:
            with transaction.atomic():
                person = known_or_new(at=at, organisation=found.activity.organisation, data=one, sure=sure)
                wish = Wish(
                    person=person, session=found.session, group=found, agreed_by=answers,
                    sure=frozenset({*sure, "age", "area", "late"}),
                )  # fmt: skip
                outcome.made.append(admit(at, actor, found.activity, wish))
        except (Refusal, Conflict) as refusal:
            outcome.refused[number] = refusal
    return outcome
