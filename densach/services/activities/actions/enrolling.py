"""Staff enrol people, approve and decline, take offers back to life and let people go; offers lapse by themselves."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from densach.kernel.actor import SYSTEM, Actor
from densach.kernel.errors import NotAllowed, Refusal
from densach.kernel.vietnamese import clean_text
from densach.people.models import Person
from densach.people.rules.staffing import PersonData
from densach.services.activities.actions.admitting import Wish, admit, tell
from densach.services.activities.actions.learners import known_or_new
from densach.services.activities.actions.letters import letter_to
from densach.services.activities.actions.seating import (
    lapse,
    lock,
    locked,
    next_start,
    pass_on,
    pass_on_all,
    places_left,
    seat_in,
    step,
)
from densach.services.activities.models import (
    Activity,
    ActivityState,
    Enrolment,
    EnrolmentState,
    Group,
    LetterKind,
    Session,
)
from densach.services.activities.rules import fees
from densach.services.activities.rules.activity import clock_text
from densach.services.activities.rules.enrolling import (
    LIFE,
    NoPlaceNow,
    NotFree,
    OfferLapsed,
    OverOrCalledOff,
    Unfit,
    WhyDeclined,
    offered_until,
)
from densach.services.activities.rules.verbs import MANAGE


@transaction.atomic
def enrol(
    *,
    at: datetime,
    actor: Actor,
    activity: Activity,
    person: Person,
    session: Session | None = None,
    group: Group | None = None,
    key: str = "",
    agreed_by: str = "",
    free: str = "",
    invited: bool = False,
    approved: bool = False,
    sure: Collection[str] = (),
    consents: Sequence[str] = (),
    note: str = "",
) -> Enrolment:
    """Staff enrol somebody: a place, or the waiting list in order; in an activity by approval it waits for the word
    unless `approved`; `invited` keeps a place until the person answers. `sure` answers the questions of refusals that
    have one (`question`: age, area, alike, late). The same `key` gives the same enrolment.

    Raises NotAllowed, AlreadyEnrolled, Full, NoPlaceNow, TooYoung, TooOld, GuardianMissing, GuardianMustAgree, NotFree,
    ChooseASession, ForTheWhole, SessionIsOver, OverOrCalledOff, NobodyEnrols, PersonErased and the questions.
    """
    _require(actor, activity)
    wish = Wish(
        person=person, session=session, group=group, key=key, agreed_by=agreed_by, free=free, invited=invited,
        approved=approved, sure=frozenset(sure), consents=tuple(consents), note=note,
    )  # fmt: skip
    return admit(at, actor, activity, wish)


@transaction.atomic
def enrol_new(
    *,
    at: datetime,
    actor: Actor,
    activity: Activity,
    data: PersonData,
    guardian: PersonData | None = None,
    relation: str = "",
    sure: Collection[str] = (),
    **wish: Any,
) -> Enrolment:
    """Somebody told anew is entered and enrolled in one act; `wish` as `enrol` takes it. Raises AlikeKnown besides, and
    BornLater, NameWithoutLetter, NotAPhone.
    """
    _require(actor, activity)
    key = wish.get("key") or ""
    if key and (found := Enrolment.objects.filter(activity=activity, key=key).first()):
        return found
    person = known_or_new(
        at=at, organisation=activity.organisation, data=data, guardian=guardian, relation=relation, sure=sure
    )
    return enrol(at=at, actor=actor, activity=activity, person=person, sure=sure, **wish)


def _require(actor: Actor, activity: Activity) -> None:
    if not actor.may(MANAGE, activity.organisation_id):
        raise NotAllowed(verb=MANAGE)


def _held(actor: Actor, enrolment: Enrolment, seen: int | None) -> Enrolment:
    found = locked(enrolment, seen)
    _require(actor, found.activity)
    return found


@transaction.atomic
def approve(*, at: datetime, actor: Actor, enrolment: Enrolment, seen: int | None = None) -> Enrolment:
    """Whoever asked gets a place, or the waiting list where none is free; whoever waits gets a place that is free.

    Raises NotAllowed, Unfit, SeenAnOldEnrolment, NoPlaceNow, OverOrCalledOff.
    """
    found = _held(actor, enrolment, seen)
    lapse(at, found.activity)
    found = locked(found)
    return _approve(at, actor, found)


def _approve(at: datetime, actor: Actor, found: Enrolment) -> Enrolment:
    if "approve" not in LIFE[found.state]:
        raise Unfit(state=str(EnrolmentState(found.state).label))
    _require_on(found)
    if next_start(at, found.activity, found.session)[1]:
        raise OverOrCalledOff
    left = places_left(found.activity, found.session)
    if left is not None and left <= 0:
        if found.state != EnrolmentState.PENDING or not found.activity.waiting_list:
            raise NoPlaceNow(capacity=found.activity.capacity)
        step(at, actor.name, found, "queue")
        tell(at, actor, found, "activity.enrolment_queued")
        return found
    found.seat = seat_in(found.activity, found.session)
    step(at, actor.name, found, "approve")
    letter_to(at, found, LetterKind.APPROVED)
    tell(at, actor, found, "activity.enrolment_approved")
    return found


@transaction.atomic
def decline(
    *, at: datetime, actor: Actor, enrolment: Enrolment, why: str, seen: int | None = None
) -> Enrolment:
    """The unit cannot take the person, and says why. Raises NotAllowed, WhyDeclined, Unfit, SeenAnOldEnrolment."""
    found = _held(actor, enrolment, seen)
    if not clean_text(why):
        raise WhyDeclined
    step(at, actor.name, found, "decline", why)
    letter_to(at, found, LetterKind.DECLINED)
    tell(at, actor, found, "activity.enrolment_declined")
    pass_on(at, found.activity, [found.session])
    return found


def _require_on(found: Enrolment) -> None:
    """Nobody gets a place in what does not take place."""
    if found.activity.state in {ActivityState.CANCELLED, ActivityState.DONE}:
        raise OverOrCalledOff


@dataclass
class Outcome:
    """What became of many: ids done, and id → why not."""

    done: list[int] = field(default_factory=list)
    refused: dict[int, Refusal] = field(default_factory=dict)


@transaction.atomic
def decide_many(
    *, at: datetime, actor: Actor, activity: Activity, ids: Collection[int], act: str, why: str = ""
) -> Outcome:
    """Approve (in the order of arrival), decline, accept or end many at once; each by itself, told apart.

    `act` is approve, decline, accept or leave. Raises NotAllowed, WhyDeclined.
    """
    _require(actor, activity)
    if act == "decline" and not clean_text(why):
        raise WhyDeclined
    acts: dict[str, Callable[[Enrolment], Enrolment]] = {
        "approve": lambda one: approve(at=at, actor=actor, enrolment=one),
        "decline": lambda one: decline(at=at, actor=actor, enrolment=one, why=why),
        "accept": lambda one: accept(at=at, actor=actor, enrolment=one),
        "leave": lambda one: leave(at=at, actor=actor, enrolment=one, why=why),
    }
    outcome = Outcome()
    lock(activity)
    for one in Enrolment.objects.filter(activity=activity, pk__in=list(ids)).order_by("position"):
        try:
            with transaction.atomic():
                acts[act](one)
        except Refusal as refusal:
            outcome.refused[one.pk] = refusal
        else:
            outcome.done.append(one.pk)
    return outcome


@transaction.atomic
def accept(*, at: datetime, actor: Actor, enrolment: Enrolment, seen: int | None = None) -> Enrolment:
    """The person said yes to an offer or an invitation.

    Raises NotAllowed, Unfit, OfferLapsed, OverOrCalledOff, SeenAnOldEnrolment.
    """
    return accepted(at, actor, _held(actor, enrolment, seen))


def accepted(at: datetime, actor: Actor, found: Enrolment) -> Enrolment:
    """The step itself, of a locked enrolment; the right is the caller's affair."""
    _require_on(found)
    if found.offered_until is not None and found.offered_until <= at:
        raise OfferLapsed(until=clock_text(found.offered_until))
    step(at, actor.name, found, "accept")
    tell(at, actor, found, "activity.enrolment_accepted")
    return found


@transaction.atomic
def offer_again(*, at: datetime, actor: Actor, enrolment: Enrolment, hours: int) -> Enrolment:
    """An offer holds for so many hours from now: who was reached late gets the time. Never past the start."""
    found = _held(actor, enrolment, None)
    if found.state != EnrolmentState.OFFERED:
        raise Unfit(state=str(EnrolmentState(found.state).label))
    starts, over = next_start(at, found.activity, found.session)
    if over:
        raise OverOrCalledOff
    found.offered_until = offered_until(at, max(1, min(hours, 24 * 14)), starts)
    found.revision += 1
    found.save(update_fields=["offered_until", "revision"])
    tell(at, actor, found, "activity.offer_prolonged", until=clock_text(found.offered_until))
    return found


@transaction.atomic
def leave(
    *, at: datetime, actor: Actor, enrolment: Enrolment, why: str = "", seen: int | None = None
) -> Enrolment:
    """The person takes part no more; the place goes to the next. Raises NotAllowed, Unfit, SeenAnOldEnrolment."""
    return left(at, actor, _held(actor, enrolment, seen), why)


def left(at: datetime, actor: Actor, found: Enrolment, why: str = "") -> Enrolment:
    """The step itself, of a locked enrolment; the right is the caller's affair."""
    step(at, actor.name, found, "refuse" if found.state == EnrolmentState.INVITED else "leave", why)
    tell(at, actor, found, "activity.enrolment_left")
    pass_on(at, found.activity, [found.session])
    return found


@transaction.atomic
def settle(
    *, at: datetime, actor: Actor, enrolment: Enrolment, free: str, fee_settled: bool, note: str, seen: int
) -> Enrolment:
    """What is noted of the fee, and of the person's needs. Raises NotAllowed, NotFree, SeenAnOldEnrolment."""
    found = _held(actor, enrolment, seen)
    if free and not fees.frees(free, found.activity.fee_free):
        raise NotFree(free=free)
    found.free, found.fee_settled = free, fee_settled
    found.fee = fees.due(found.activity.fee, free)
    found.note = clean_text(note)[:300]
    found.revision += 1
    found.save(update_fields=["free", "fee_settled", "fee", "note", "revision"])
    tell(at, actor, found, "activity.enrolment_settled")
    return found


def lapse_offers(*, at: datetime, actor: Actor = SYSTEM) -> int:
    """Offers and invitations past their time end, and places that are free for whatever reason go to who waits; gives
    how many lapsed. An activity at a time, so that nobody waits long.
    """
    late = Enrolment.objects.filter(
        state__in=[EnrolmentState.OFFERED, EnrolmentState.INVITED], offered_until__lte=at
    )
    waiting = Enrolment.objects.filter(state=EnrolmentState.WAITING)
    ids = {*late.values_list("activity_id", flat=True), *waiting.values_list("activity_id", flat=True)}
    return sum(_lapse_one(at, pk) for pk in sorted(ids))


@transaction.atomic
def _lapse_one(at: datetime, pk: int) -> int:
    held = lock(pk)
    number = lapse(at, held)
    pass_on_all(at, held)
    return number
