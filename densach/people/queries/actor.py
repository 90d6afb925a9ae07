"""Who acts: a signed-in person on a day, and how far each role reaches."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache

from django.db import connection
from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet

from densach.journal.plain import instance, select, table, width
from densach.kernel.actor import Actor
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation, OrganisationKind, OrganisationVersion
from densach.people.models import Membership, SecondFactorDemand, User
from densach.people.rules import ROLES

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
    _reach: dict[tuple[int, bool], frozenset[int]] = field(default_factory=dict, repr=False)
    _ids: dict[str, int] = field(default_factory=dict, repr=False)
    _coming: dict[int, date] | None = field(default=None, repr=False)
    _then: dict[date, dict[tuple[int, bool], frozenset[int]]] = field(default_factory=dict, repr=False)
    ended: frozenset[int] | None = field(default=None, repr=False)

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

    @property
    def any_demand(self) -> bool:
        """Whether any unit of the house demands a second factor now; read together with the roles."""
        return any(getattr(membership, "any_demand", False) for membership in self.memberships)

    def may(self, verb: str, organisation: object | None) -> bool:
        """Whether a role grants the verb in the organisation (an object, its number or code), or anywhere for None."""
        granting = [m for m in self.memberships if m.role in ROLES and verb in ROLES[m.role].verbs]
        if organisation is None or not granting:
            return bool(granting)
        key = self._key(organisation)
        # One's own unit is always within reach: most questions end here, before any tree is read.
        if any(key == membership.organisation_id for membership in granting):
            return True
        reached = any(key in self.reach(membership, verb) for membership in granting)
        return reached or self._will(key, granting, verb)

    def _will(self, key: int, granting: list[Membership], verb: str) -> bool:
        """What is founded for a coming day stands in no tree of today: it is asked in the tree of its first day."""
        if self._coming is None:
            self._coming = _first_days_after(self.on)
        if key not in self._coming:
            return False
        first = self._coming[key]
        if first not in self._then:
            self._then[first] = {
                (one.pk, near): frozenset(reach_of(one, first, near=near))
                for one in self.memberships
                for near in {_is_near(one, verb) for verb in ROLES[one.role].verbs}
            }
        return any(
            key in self._then[first][membership.pk, _is_near(membership, verb)] for membership in granting
        )

    def _key(self, organisation: object) -> int:
        if isinstance(organisation, int):
            return organisation
        if isinstance(organisation, str):
            if organisation not in self._ids:
                found = Organisation.objects.filter(code=organisation).values_list("pk", flat=True).first()
                self._ids[organisation] = found or 0
            return self._ids[organisation]
        return int(getattr(organisation, "id", 0) or 0)

    def reach(self, membership: Membership, verb: str = "") -> frozenset[int]:
        """Where the role's verb holds; without a verb, where those hold that reach farthest."""
        key = membership.pk, _is_near(membership, verb)
        if key not in self._reach:
            self._reach[key] = frozenset(reach_of(membership, self.on, near=key[1]))
        return self._reach[key]

    def places(self, verb: str) -> frozenset[int]:
        """Every organisation in which the verb is granted."""
        granting = [m for m in self.memberships if m.role in ROLES and verb in ROLES[m.role].verbs]
        return frozenset().union(*(self.reach(membership, verb) for membership in granting))


def _is_near(membership: Membership, verb: str) -> bool:
    return membership.role in ROLES and verb in ROLES[membership.role].near


def reach_of(membership: Membership, on: date, *, near: bool = False) -> set[int]:
    """The unit and what stands under it; for a role over a field also all institutions of the unit's territory, unless
    the verb is one that stays `near`.

    A province's department stands beside the communes, not above them; over libraries, museums and culture houses
    it has authority by field. The committee that it serves is not below it.
    """
    found = set(organisations.subtree_ids(membership.organisation_id, on))
    if near or not ROLES[membership.role].by_field:
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


def _first_days_after(on: date) -> dict[int, date]:
    """The first days of those that have not begun."""
    begun = OrganisationVersion.objects.filter(
        organisation_id=OuterRef("organisation_id"), valid_from__lte=on
    )
    coming = OrganisationVersion.objects.filter(~Exists(begun), valid_from__gt=on)
    rows = coming.values_list("organisation_id").annotate(first=Min("valid_from"))
    return dict(rows.order_by())


def holds(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def memberships_of(user: User, on: date) -> list[Membership]:
    """Roles of the day, oldest first; each says whether any second factor is demanded in the house that day."""
    day = connection.ops.adapt_datefield_value(on)
    with connection.cursor() as cursor:
        cursor.execute(_memberships_statement(), [day, day, user.pk, day, day])
        rows = cursor.fetchall()
    first = width(Membership)
    found = []
    for row in rows:
        held = instance(Membership, row[:first])
        held.user, held.organisation = user, instance(Organisation, row[first:-1])
        held.any_demand = bool(row[-1])  # type: ignore[attr-defined]  # told beside the columns
        found.append(held)
    return found


@cache
def _memberships_statement() -> str:
    # Whoever asks for anything comes by here.
    return (
        f"SELECT {select(Membership, 'm')}, {select(Organisation, 'o')}, "  # noqa: S608  # names of our tables
        f"EXISTS(SELECT 1 FROM {table(SecondFactorDemand)} d WHERE d.valid_from <= %s "
        "AND (d.valid_to IS NULL OR d.valid_to >= %s)) "
        f"FROM {table(Membership)} m JOIN {table(Organisation)} o ON o.id = m.organisation_id "
        "WHERE m.user_id = %s AND m.valid_from <= %s AND (m.valid_to IS NULL OR m.valid_to >= %s) "
        "ORDER BY m.valid_from, m.id"
    )


def ended_in_care(actor: StaffActor) -> frozenset[int]:
    """Units that have ended, and stood in the actor's care on their last day: somebody must end the roles there.

    The tree of today does not hold them; the actor's roles of today are asked in the tree of that day.
    """
    if actor.ended is None:
        granting = [one for one in actor.memberships if one.role in ROLES and MANAGE in ROLES[one.role].verbs]
        found: set[int] = set()
        for key, day in (_ended_with_roles(actor.on) if granting else {}).items():
            if any(key in reach_of(membership, day) for membership in granting):
                found.add(key)
        actor.ended = frozenset(found)
    return actor.ended


def _ended_with_roles(on: date) -> dict[int, date]:
    """Units in which somebody has or had a role and that were over by the day, with their last days."""
    rows = (
        Organisation.objects.filter(memberships__isnull=False)
        .annotate(last_day=Max("versions__valid_to"))
        .exclude(versions__valid_to__isnull=True)
        .filter(last_day__lt=on)
    )
    return dict(rows.values_list("pk", "last_day"))


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
