"""What persons agreed to and asked; who looked at whose data; what has been kept long enough."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from densach.journal import queries as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.organisations.models import Organisation
from densach.people.models import (
    Consent,
    DataRequest,
    Employment,
    Invitation,
    InvitationState,
    Membership,
    Person,
    RequestState,
    SignIn,
)
from densach.people.queries.persons import lasting, persons_for, places_of, responsible_unit
from densach.people.rules.purposes import PURPOSES, Purpose
from densach.people.rules.retention import ARCHIVES, DUTY, KEPT, before, days_kept, due_at
from densach.people.rules.staffing import ERASE, MANAGE, VIEW, NoSuchPerson

SEEN = "people.data_seen"


# consents --------------------------------------------------------------------------------------------------


def has_consent(person: Person | int, purpose: str, *, at: datetime) -> bool:
    """Whether the person, or the guardian, had agreed to the purpose at that instant. Silence is no consent."""
    rows = Consent.objects.filter(person=person, purpose=purpose, given_at__lte=at)
    return rows.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=at)).exists()


def consents_of(person: Person) -> list[Consent]:
    """Given and withdrawn ones, newest first."""
    return list(person.consents.select_related("guardian").order_by("-given_at", "-pk"))


def consent_of(person: Person, pk: int) -> Consent:
    found = person.consents.filter(pk=pk).first()
    if found is None:
        raise NoSuchPerson()
    return found


def open_consent(person: Person, purpose: str) -> Consent | None:
    return person.consents.filter(purpose=purpose, withdrawn_at__isnull=True).first()


@dataclass(frozen=True)
class Choice:
    """A purpose with what the person has said to it: an open consent or nothing."""

    purpose: Purpose
    consent: Consent | None


def choices_of(person: Person | None, concerns: Collection[str] = ()) -> list[Choice]:
    """Every purpose of the groups (all where none is named), with the consent that holds."""
    held = {}
    if person is not None:
        held = {one.purpose: one for one in person.consents.filter(withdrawn_at__isnull=True)}
    return [
        Choice(purpose, held.get(purpose.code))
        for purpose in PURPOSES.values()
        if not concerns or set(concerns) & set(purpose.concerns) or purpose.code in held
    ]


def consent_counts(actor: Actor, on: date) -> dict[str, tuple[int, int]]:
    """Purpose → how many have agreed now, and how many have withdrawn, among the persons in reach."""
    rows = Consent.objects.filter(person__in=persons_for(actor, VIEW, on)).values_list("purpose")
    told = rows.annotate(
        given=Count("pk", filter=Q(withdrawn_at__isnull=True)),
        withdrawn=Count("pk", filter=Q(withdrawn_at__isnull=False)),
    ).order_by()
    return {purpose: (given, withdrawn) for purpose, given, withdrawn in told}


# requests --------------------------------------------------------------------------------------------------


def _requests_for(actor: Actor, on: date) -> QuerySet[DataRequest]:
    """About persons in reach; and what the actor's units answered, of whomever nothing is left to reach by."""
    rows = DataRequest.objects.select_related("person", "person__user")
    mine = Q(person__in=persons_for(actor, ERASE, on))
    if places := places_of(actor, ERASE):
        mine |= Q(decided_in__in=places)
    return rows.filter(mine)


def deciding_place(actor: Actor, person: Person, on: date) -> Organisation | None:
    """The unit in whose name the actor answers: where the person worked last, has a role, or the one for all others."""
    places = places_of(actor, ERASE)
    jobs = person.employments.order_by("-valid_from", "-pk").values_list("organisation_id", flat=True)
    roles = Membership.objects.filter(user__person=person).order_by("-valid_from", "-pk")
    wards = Employment.objects.filter(person__guardian=person).order_by("-valid_from", "-pk")
    found: list[int | None] = [*jobs, *roles.values_list("organisation_id", flat=True)]
    found += [*wards.values_list("organisation_id", flat=True), responsible_unit(on)]
    mine = [one for one in found if one is not None and (places is None or one in places)]
    return Organisation.objects.get(pk=mine[0]) if mine else None


def requests_page(
    actor: Actor, on: date, state: str = "", before_id: int | None = None, limit: int = 50
) -> list[DataRequest]:
    """Requests about persons in reach, open ones of all kinds or by state, newest first."""
    rows = _requests_for(actor, on)
    if state in RequestState.values:
        rows = rows.filter(state=state)
    if before_id is not None:
        rows = rows.filter(pk__lt=before_id)
    return list(rows.order_by("-pk")[:limit])


def request_for(actor: Actor, pk: int, on: date) -> DataRequest:
    found = _requests_for(actor, on).filter(pk=pk).first()
    if found is None:
        raise NoSuchPerson()
    return found


def requests_of(person: Person) -> list[DataRequest]:
    return list(person.data_requests.order_by("-pk"))


def open_requests(actor: Actor, on: date) -> tuple[int, int]:
    """How many requests wait for the actor's answer, and how many of them are past their last day."""
    told = _requests_for(actor, on).filter(state=RequestState.OPEN).values_list("kind", "asked_at")
    days = [due_at(kind, asked) for kind, asked in told]
    return len(days), sum(today(day) < on for day in days)


# who looked, and what must stay ----------------------------------------------------------------------------


def looks_at(person: Person, limit: int = 50) -> list[journal.Line]:
    """Who looked at the person's data, when: newest first."""
    found = journal.lines(journal.Wanted(subject=f"person:{person.pk}", room="people"), limit=500)
    return [line for line in found if line.act == SEEN][:limit]


@dataclass(frozen=True)
class Keeping:
    """Why a person's name must stay, and until which day; without a law nothing holds it."""

    law: str
    until: date | None


def keeping_of(person: Person, at: datetime) -> Keeping:
    """While somebody works here the file is kept by duty; for years after the last day, by the law on archives."""
    on = today(at)
    holding_roles = Membership.objects.filter(lasting(on), user__person=person)
    if person.employments.filter(lasting(on)).exists() or holding_roles.exists():
        return Keeping(DUTY, None)
    last = person.employments.aggregate(last=Max("valid_to"))["last"]
    until = last + timedelta(days=days_kept("staff_left")) if last else None
    if until is not None and until >= on:
        return Keeping(ARCHIVES, until)
    return Keeping("", None)


# what has been kept long enough ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Due:
    """A kind of data with how much of it has been kept past its period."""

    code: str
    number: int
    days: int
    here: bool


def left_long_ago(at: datetime, actor: Actor | None = None) -> QuerySet[Person]:
    """Former staff whose last day lies past the period, without any account role that holds."""
    on, last = today(at), today(before("staff_left", at))
    jobs = Employment.objects.filter(person=OuterRef("pk"))
    roles = Membership.objects.filter(lasting(on), user__person=OuterRef("pk"))
    rows = Person.objects if actor is None else persons_for(actor, ERASE, on)
    recent = jobs.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=last))
    return rows.filter(Exists(jobs), ~Exists(recent), ~Exists(roles), erased_at__isnull=True)


def old_invitations(at: datetime, actor: Actor | None = None) -> QuerySet[Invitation]:
    last = before("invitations", at)
    over = ~Q(state=InvitationState.OPEN) & Q(answered_at__lt=last)
    rows = Invitation.objects.filter(over | Q(state=InvitationState.OPEN, expires_at__lt=last))
    places = None if actor is None else places_of(actor, ERASE)
    return rows if places is None else rows.filter(organisation__in=places)


def old_requests(at: datetime, actor: Actor | None = None) -> QuerySet[DataRequest]:
    """Answered requests whose words are still there past the period."""
    rows = DataRequest.objects.filter(answered_at__lt=before("requests", at))
    rows = rows.exclude(words="", asked_by_name="")
    return rows if actor is None else rows.filter(person__in=persons_for(actor, ERASE, today(at)))


def old_sign_ins(at: datetime) -> list[QuerySet[Any]]:
    """Ended sign-ins, sessions that have expired, and attempts to sign in: all that tells whence somebody came."""
    last = before("sign_ins", at)
    attempts = [
        model.objects.filter(attempt_time__lt=last) for model in (AccessAttempt, AccessLog, AccessFailureLog)
    ]
    ended = SignIn.objects.filter(ended_at__lt=last)
    return [ended, Session.objects.filter(expire_date__lt=last), *attempts]


def due_for_erasure(at: datetime, actor: Actor | None = None) -> list[Due]:
    """Each kind with what is past its period: in the units where the actor may erase, else in the whole house.

    Journal and sign-ins belong to no unit: they are the house's own to clear (`densach retention`).
    """
    numbers = {
        "staff_left": left_long_ago(at, actor).count(),
        "invitations": old_invitations(at, actor).count(),
        "requests": old_requests(at, actor).count(),
    }
    if actor is None:
        numbers["seen"] = journal.number_before(SEEN, before("seen", at))
        numbers["sign_ins"] = sum(rows.count() for rows in old_sign_ins(at))
    return [Due(code, numbers.get(code, 0), days_kept(code), code in numbers) for code in KEPT]


def may_manage(actor: Actor, person: Person, on: date) -> bool:
    """Whether the actor keeps the file of this person."""
    return persons_for(actor, MANAGE, on).filter(pk=person.pk).exists()


def may_answer(actor: Actor, person: Person, on: date) -> bool:
    """Whether the actor answers requests about this person's data."""
    return actor.may(ERASE, None) and persons_for(actor, ERASE, on).filter(pk=person.pk).exists()
