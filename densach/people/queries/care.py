"""Those whom somebody looks after: the list, a person, the roles of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from densach.kernel.actor import Actor
from densach.kernel.numbers import whole_number
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.organisations.rules import Named
from densach.people.models import Membership, SecondFactor, User
from densach.people.queries.actor import MANAGE, StaffActor, ended_in_care, holds
from densach.people.rules import ROLES, Role, UnknownPerson


@dataclass(frozen=True)
class Wanted:
    """What the list of people is narrowed to.

    `state` is open, waiting (for an own password) or closed; `factor` is co or chua: with a second factor or without.
    """

    text: str = ""
    role: str = ""
    state: str = ""
    after: str = ""
    factor: str = ""


@dataclass(frozen=True)
class Held:
    """A role of somebody, with the name that its place has on the day asked for."""

    membership: Membership
    place: str
    holds: bool
    coming: bool


_STATES = {
    "open": Q(is_active=True),
    "waiting": Q(is_active=True, must_change=True),
    "closed": Q(is_active=False),
}


_FACTORS = {"co": True, "chua": False}


def in_care(actor: Actor) -> QuerySet[User]:
    """Everybody who has or had a role in a unit in which the actor looks after people."""
    rows = Membership.objects.filter(user=OuterRef("pk"))
    if isinstance(actor, StaffActor):
        rows = rows.filter(organisation_id__in=actor.places(MANAGE) | ended_in_care(actor))
    elif not actor.may(MANAGE, None):
        return User.objects.none()
    return User.objects.filter(Exists(rows))


def person_for(actor: Actor, pk: int) -> User:
    """Raises UnknownPerson for whoever is nobody's, or somebody else's, to look after."""
    found = in_care(actor).filter(pk=pk).first()
    if found is None:
        raise UnknownPerson()
    return found


def people_page(actor: Actor, on: date, wanted: Wanted, limit: int = 50) -> list[tuple[User, list[Held]]]:
    """A page in the order of Vietnamese lists of people (given name first), each with the roles of the day."""
    rows = in_care(actor).filter(_STATES.get(wanted.state, Q()))
    if text := fold(wanted.text).strip():
        rows = rows.filter(Q(folded_name__contains=text) | Q(email__icontains=text))
    if wanted.role in ROLES:
        rows = rows.filter(
            Exists(Membership.objects.filter(holds(on), user=OuterRef("pk"), role=wanted.role))
        )
    if wanted.factor in _FACTORS:
        having = Exists(SecondFactor.objects.filter(user=OuterRef("pk")))
        rows = rows.filter(having if _FACTORS[wanted.factor] else ~having)
    key, _tilde, last = wanted.after.rpartition("~")
    number = whole_number(last)
    if key and number is not None:
        rows = rows.filter(Q(sort_key__gt=key) | Q(sort_key=key, pk__gt=number))
    users = list(rows.order_by("sort_key", "pk")[:limit])
    roles = roles_held(users, on)
    return [(user, [held for held in roles.get(user.pk, []) if held.holds]) for user in users]


def roles_held(users: Sequence[User], on: date) -> dict[int, list[Held]]:
    """Every role that each has, had or will have, newest first; two queries for any number of people."""
    rows = list(
        Membership.objects.filter(user__in=users)
        .select_related("organisation")
        .order_by("-valid_from", "-pk")
    )
    names = organisations.names_of({row.organisation_id for row in rows}, on)
    found: dict[int, list[Held]] = {}
    for row in rows:
        ended, coming = row.valid_to is not None and row.valid_to < on, row.valid_from > on
        held = Held(row, names.get(row.organisation_id, ""), not ended and not coming, coming)
        found.setdefault(row.user_id, []).append(held)
    return found


def membership_of(user: User, pk: int) -> Membership:
    """One of the person's roles. Raises UnknownPerson when it is nobody's or somebody else's."""
    found = user.memberships.filter(pk=pk).select_related("organisation").first()
    if found is None:
        raise UnknownPerson()
    return found


def units_of(actor: Actor, on: date) -> list[Named]:
    """The units in which the actor looks after people."""
    return [one for one in organisations.alive(on) if actor.may(MANAGE, one.id)]


def roles_to_give(actor: Actor) -> list[Role]:
    """Roles that go beyond the actor's own nowhere in particular; the place decides."""
    return [role for role in ROLES.values() if all(actor.may(verb, None) for verb in role.verbs)]


def holders_by_role(actor: Actor, on: date) -> dict[str, int]:
    """How many people with open accounts have each role on the day, where the actor looks after people."""
    rows = Membership.objects.filter(holds(on), user__is_active=True)
    if isinstance(actor, StaffActor):
        rows = rows.filter(organisation_id__in=actor.places(MANAGE))
    elif not actor.may(MANAGE, None):
        return {}
    return dict(rows.values_list("role").annotate(number=Count("user", distinct=True)).order_by())
