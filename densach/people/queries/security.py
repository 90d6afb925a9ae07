"""Second factors, who demands them, where somebody is signed in, and who is locked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from densach.kernel.actor import Actor
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.models import (
    FactorKind,
    Identity,
    RecoveryCode,
    SecondFactor,
    SecondFactorDemand,
    SignIn,
    User,
)
from densach.people.queries.actor import MANAGE, StaffActor, memberships_of
from densach.people.queries.care import in_care
from densach.people.rules import MOST_WRONG, SHUT_FOR, UnknownDemand, UnknownFactor, UnknownSignIn


@dataclass(frozen=True)
class Demand:
    """What a unit asks of whoever works in it: the place's name, the first day, and whether that day has come."""

    place: str
    since: date
    holds: bool
    legal_basis: str


@dataclass(frozen=True)
class LockedOut:
    """An account whose door is shut for a while after wrong passwords. `until` is when it opens by itself."""

    user: User
    failures: int
    last: datetime
    until: datetime


def factors_of(user: User) -> list[SecondFactor]:
    return list(user.second_factors.order_by("added_at", "pk"))


def has_second_factor(user: User) -> bool:
    return user.second_factors.exists()


def app_of(user: User) -> SecondFactor | None:
    """The app that makes this account's codes."""
    return user.second_factors.filter(kind=FactorKind.TOTP).first()


def passkeys_of(user: User) -> list[SecondFactor]:
    return list(user.second_factors.filter(kind=FactorKind.PASSKEY).order_by("added_at", "pk"))


def factor_of(user: User, pk: int) -> SecondFactor:
    found = user.second_factors.filter(pk=pk).first()
    if found is None:
        raise UnknownFactor()
    return found


def recovery_codes_left(user: User) -> int:
    return user.recovery_codes.filter(used_at__isnull=True).count()


def unused_code(user: User, digest: str) -> RecoveryCode | None:
    """Locked until the transaction ends, so that two browsers do not use it at once."""
    rows = user.recovery_codes.select_for_update().filter(digest=digest, used_at__isnull=True)
    return rows.first()


# demands --------------------------------------------------------------------------------------------------


def _lasting(on: date) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gte=on)


def demand_on(user: User, on: date) -> Demand | None:
    """The demand that reaches the person first, today's or a coming one: by the units in which they work."""
    rows = {
        row.organisation_id: row
        for row in SecondFactorDemand.objects.filter(_lasting(on)).order_by("-valid_from")
    }
    if not rows:
        return None
    above: set[int] = set()
    for membership in memberships_of(user, on):
        above.update(organisations.ancestor_ids(membership.organisation_id, on))
    found = sorted((rows[key] for key in above & rows.keys()), key=lambda row: (row.valid_from, row.pk))
    if not found:
        return None
    first = found[0]
    place = organisations.named(first.organisation_id, on).name
    return Demand(place, first.valid_from, first.valid_from <= on, first.legal_basis)


def owes_second_factor(actor: Actor) -> bool:
    """Whether a unit demands a second factor of the actor today, and there is none.

    The memberships tell whether there is any demand at all, so that a page without one asks nothing more.
    """
    if not isinstance(actor, StaffActor) or not actor.any_demand:
        return False
    if has_second_factor(actor.user):
        return False
    demand = demand_on(actor.user, actor.on)
    return demand is not None and demand.holds


def demands_for(actor: Actor, on: date) -> list[tuple[SecondFactorDemand, str]]:
    """Demands of today and to come in the units that the actor looks after, with the units' names."""
    rows = (
        SecondFactorDemand.objects.filter(_lasting(on)).select_related("organisation").order_by("valid_from")
    )
    if isinstance(actor, StaffActor):
        rows = rows.filter(organisation_id__in=actor.places(MANAGE))
    found = list(rows)
    names = organisations.names_of([row.organisation_id for row in found], on)
    return [(row, names[row.organisation_id]) for row in found]


def demand_for(actor: Actor, pk: int) -> SecondFactorDemand:
    found = SecondFactorDemand.objects.filter(pk=pk).select_related("organisation").first()
    if found is None or not actor.may(MANAGE, found.organisation):
        raise UnknownDemand()
    return found


def demanded_there(organisation: Organisation, on: date) -> bool:
    return SecondFactorDemand.objects.filter(_lasting(on), organisation=organisation).exists()


def with_and_without(actor: Actor) -> tuple[int, int]:
    """How many open accounts in the actor's care have a second factor, and how many have none."""
    open_ones = in_care(actor).filter(is_active=True)
    having = open_ones.filter(Exists(SecondFactor.objects.filter(user=OuterRef("pk")))).count()
    return having, open_ones.count() - having


def have_second_factor(users: Sequence[User]) -> set[int]:
    """The numbers of those who have one; one query for any number of people."""
    rows = SecondFactor.objects.filter(user__in=users).values_list("user_id", flat=True)
    return set(rows)


# where somebody is signed in ------------------------------------------------------------------------------


def _open_sign_ins(at: datetime) -> QuerySet[SignIn]:
    """A sign-in whose browser was not seen for as long as a session lasts is over by itself."""
    oldest = at - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return SignIn.objects.filter(ended_at__isnull=True, seen_at__gte=oldest)


def sign_ins_of(user: User, at: datetime) -> list[SignIn]:
    return list(_open_sign_ins(at).filter(user=user).order_by("-seen_at", "-pk"))


def sign_in_of(user: User, pk: int, at: datetime) -> SignIn:
    found = _open_sign_ins(at).filter(user=user, pk=pk).first()
    if found is None:
        raise UnknownSignIn()
    return found


def identities_of(user: User) -> list[Identity]:
    return list(user.identities.order_by("linked_at"))


def identity(issuer: str, subject: str) -> Identity | None:
    return Identity.objects.filter(issuer=issuer, subject=subject).select_related("user").first()


# locked out -----------------------------------------------------------------------------------------------


def _locked(user: User, told: tuple[int, datetime] | None, lasts: timedelta, at: datetime) -> LockedOut:
    """By the longer of the two: the account's own hundred, or the attempts from one address."""
    last = user.wrong_at
    if user.wrong_in_a_row >= MOST_WRONG and last is not None and last > at - SHUT_FOR:
        return LockedOut(user, user.wrong_in_a_row, last, until=last + SHUT_FOR)
    failures, last = told or (0, at)
    return LockedOut(user, failures, last, until=last + lasts)


def _shut_everywhere(at: datetime) -> Q:
    return Q(wrong_in_a_row__gte=MOST_WRONG, wrong_at__gt=at - SHUT_FOR)


def is_shut_everywhere(email: str, at: datetime) -> bool:
    """Whether the account with this address had so many wrong attempts in a row that it opens from nowhere."""
    return User.objects.filter(_shut_everywhere(at), email__iexact=email.strip()).exists()


def locked_out(actor: Actor, at: datetime, users: QuerySet[User] | None = None) -> list[LockedOut]:
    """Those in the actor's care whose sign-in is shut from some address or from everywhere, newest first."""
    lasts = timedelta(hours=settings.AXES_COOLOFF_TIME)
    rows = AccessAttempt.objects.filter(attempt_time__gt=at - lasts).order_by("attempt_time")
    worst: dict[tuple[str, str], tuple[int, datetime]] = {}
    for row in rows:
        key = (str(row.username or "").lower(), str(row.ip_address))
        failures, last = worst.get(key, (0, row.attempt_time))
        worst[key] = (failures + row.failures_since_start, max(last, row.attempt_time))
    shut = {email: told for (email, _where), told in worst.items() if told[0] >= settings.AXES_FAILURE_LIMIT}
    cared = (users if users is not None else in_care(actor)).annotate(small=Lower("email"))
    found = [
        _locked(user, shut.get(user.email.lower()), lasts, at)
        for user in cared.filter(Q(small__in=shut) | _shut_everywhere(at))
    ]
    return sorted(found, key=lambda one: one.last, reverse=True)
