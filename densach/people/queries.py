"""Who someone is in this house, and how far each role reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from densach.kernel.actor import Actor
from densach.kernel.numbers import whole_number
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation, OrganisationKind
from densach.organisations.rules import Named
from densach.people.models import Membership, User
from densach.people.rules import ADMINISTRATOR, ROLES, Role, UnknownPerson

MANAGE = "people.manage"
_BY_FIELD = {
    OrganisationKind.DEPARTMENT.value,
    OrganisationKind.OFFICE.value,
    OrganisationKind.PEOPLES_COMMITTEE.value,
}


@dataclass
class StaffActor:
    """A signed-in person on a day. The reach of each role is looked up once, when first asked for."""

    user: User
    on: date
    _memberships: list[Membership] | None = field(default=None, repr=False)
    _reach: dict[int, frozenset[int]] = field(default_factory=dict, repr=False)
    _ids: dict[str, int] = field(default_factory=dict, repr=False)

    @property
    def id(self) -> int | None:
        return self.user.pk

    @property
    def name(self) -> str:
        return self.user.name

    @property
    def memberships(self) -> list[Membership]:
        if self._memberships is None:
            self._memberships = memberships_of(self.user, self.on)
        return self._memberships

    def may(self, verb: str, organisation: object | None) -> bool:
        """Whether a role grants the verb in the organisation (an object, its number or code), or anywhere for None."""
        granting = [m for m in self.memberships if m.role in ROLES and verb in ROLES[m.role].verbs]
        if organisation is None or not granting:
            return bool(granting)
        key = self._key(organisation)
        return any(key in self.reach(membership) for membership in granting)

    def _key(self, organisation: object) -> int:
        if isinstance(organisation, int):
            return organisation
        if isinstance(organisation, str):
            if organisation not in self._ids:
                found = Organisation.objects.filter(code=organisation).values_list("pk", flat=True).first()
                self._ids[organisation] = found or 0
            return self._ids[organisation]
        return int(getattr(organisation, "id", 0) or 0)

    def reach(self, membership: Membership) -> frozenset[int]:
        if membership.pk not in self._reach:
            self._reach[membership.pk] = frozenset(_reach(membership, self.on))
        return self._reach[membership.pk]

    def places(self, verb: str) -> frozenset[int]:
        """Every organisation in which the verb is granted."""
        granting = [m for m in self.memberships if m.role in ROLES and verb in ROLES[m.role].verbs]
        return frozenset().union(*(self.reach(membership) for membership in granting))


def _reach(membership: Membership, on: date) -> set[int]:
    """The unit and what stands under it; for a role over a field also all institutions of the unit's territory.

    A province's department stands beside the communes, not above them; over libraries, museums and culture houses
    it has authority by field. The committee that it serves is not below it.
    """
    found = set(organisations.subtree_ids(membership.organisation_id, on))
    if not ROLES[membership.role].by_field:
        return found
    own = organisations.named(membership.organisation_id, on)
    if own.kind not in _BY_FIELD:
        return found
    area_ids = organisations.area_ids_within(own.area_id, on)
    for one in organisations.alive(on, area_ids=area_ids):
        above = one.kind == OrganisationKind.PEOPLES_COMMITTEE and one.area_id == own.area_id
        if not above:
            found.add(one.id)
    return found


def _holds(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def memberships_of(user: User, on: date) -> list[Membership]:
    return list(
        user.memberships.filter(_holds(on)).select_related("organisation").order_by("valid_from", "pk")
    )


def organisations_where(actor: Actor, verb: str, on: date) -> QuerySet[Organisation]:
    """All organisations in which the actor may do the verb."""
    if isinstance(actor, StaffActor):
        return Organisation.objects.filter(pk__in=actor.places(verb))
    every = Organisation.objects.all()
    return every if actor.may(verb, None) else every.none()


def home_organisation(actor: Actor, on: date) -> Organisation | None:
    """Where the person works: the organisation of the oldest role that holds."""
    if isinstance(actor, StaffActor) and actor.memberships:
        return actor.memberships[0].organisation
    return None


def roles_of(actor: Actor) -> list[tuple[str, Organisation]]:
    """Each role's code with the place where it holds."""
    if not isinstance(actor, StaffActor):
        return []
    return [(m.role, m.organisation) for m in actor.memberships if m.role in ROLES]


def user_by_email(email: str) -> User | None:
    return User.objects.filter(email__iexact=email).first()


def staff_of(organisation: Organisation, on: date) -> list[tuple[str, str]]:
    """Name and role code of the people who work in the organisation on the day."""
    rows = Membership.objects.filter(
        _holds(on), organisation=organisation, user__is_active=True
    ).select_related("user")
    return [(row.user.name, row.role) for row in rows.order_by("user__name")]


def own_account(actor: Actor) -> User:
    """The account behind the actor. LookupError for one that has none."""
    if not isinstance(actor, StaffActor):
        raise LookupError(actor.name)
    return User.objects.get(pk=actor.user.pk)


def any_account() -> bool:
    """Whether anybody has an account here."""
    return User.objects.exists()


def must_change_password(actor: Actor) -> bool:
    """Whether somebody else knows the password: only the page where it is changed is open then."""
    return isinstance(actor, StaffActor) and actor.user.must_change


# those whom somebody looks after --------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """What the list of people is narrowed to. `state` is open, waiting (for an own password) or closed."""

    text: str = ""
    role: str = ""
    state: str = ""
    after: str = ""


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


def in_care(actor: Actor) -> QuerySet[User]:
    """Everybody who has or had a role in a unit in which the actor looks after people."""
    rows = Membership.objects.filter(user=OuterRef("pk"))
    if isinstance(actor, StaffActor):
        rows = rows.filter(organisation_id__in=actor.places(MANAGE))
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
            Exists(Membership.objects.filter(_holds(on), user=OuterRef("pk"), role=wanted.role))
        )
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


def could_give(actor: Actor, role: str, organisation: Organisation) -> bool:
    """Whether the actor looks after people there and may do, wherever the role reaches, all that the role may."""
    verbs = ROLES[role].verbs if role in ROLES else ()
    if not isinstance(actor, StaffActor):
        return all(actor.may(verb, organisation) for verb in (MANAGE, *verbs))
    if not actor.may(MANAGE, organisation) or not all(actor.may(verb, organisation) for verb in verbs):
        return False
    reach = _reach(Membership(organisation=organisation, role=role), actor.on) if verbs else set()
    return all(reach <= actor.places(verb) for verb in verbs)


def governs(actor: Actor, user: User, on: date) -> bool:
    """Whether the actor could give every role that the person has or will have; or once looked after them."""
    rows = list(user.memberships.select_related("organisation"))
    lasting = [row for row in rows if row.valid_to is None or row.valid_to >= on]
    if lasting:
        return all(could_give(actor, row.role, row.organisation) for row in lasting)
    return any(actor.may(MANAGE, row.organisation) for row in rows)


def is_administered_without(user: User, organisation: Organisation, on: date) -> bool:
    """Whether an open account of somebody else administers the place for good.

    Locks the roles of administrators until the transaction ends, so that two do not end each other at once.
    """
    rows = Membership.objects.select_for_update(of=("self",)).filter(
        role=ADMINISTRATOR, valid_to__isnull=True
    )
    others = rows.filter(valid_from__lte=on, user__is_active=True).exclude(user=user)
    return any(organisation.pk in _reach(row, on) for row in others)


def overlapping_role(user: User, organisation: Organisation, role: str, since: date) -> bool:
    """Whether the person has the role there on that day or later."""
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=since)
    return Membership.objects.filter(lasting, user=user, organisation=organisation, role=role).exists()


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
