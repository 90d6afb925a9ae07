"""Who may give, end and take over what: nobody gives more than they may do themselves."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from densach.kernel.actor import Actor
from densach.organisations.models import Organisation
from densach.people.models import Membership, User
from densach.people.queries.actor import MANAGE, StaffActor, ended_in_care, reach_of
from densach.people.rules import ADMINISTRATOR, ROLES


def could_give(actor: Actor, role: str, organisation: Organisation) -> bool:
    """Whether the actor looks after people there and may do, wherever the role reaches, all that the role may."""
    verbs = ROLES[role].verbs if role in ROLES else ()
    if not isinstance(actor, StaffActor):
        return all(actor.may(verb, organisation) for verb in (MANAGE, *verbs))
    if not actor.may(MANAGE, organisation) or not all(actor.may(verb, organisation) for verb in verbs):
        return False
    reach = reach_of(Membership(organisation=organisation, role=role), actor.on) if verbs else set()
    return all(reach <= actor.places(verb) for verb in verbs)


def could_end(actor: Actor, membership: Membership) -> bool:
    """As `could_give`; in a unit that has ended, by what the actor's roles reached on its last day."""
    if could_give(actor, membership.role, membership.organisation):
        return True
    if not isinstance(actor, StaffActor) or membership.organisation_id not in ended_in_care(actor):
        return False
    verbs = ROLES[membership.role].verbs if membership.role in ROLES else ()
    return all(actor.may(verb, None) for verb in verbs)


def governs(actor: Actor, user: User, on: date) -> bool:
    """Whether the actor could give every role that the person has or will have; or once looked after them."""
    rows = list(user.memberships.select_related("organisation"))
    lasting = [row for row in rows if row.valid_to is None or row.valid_to >= on]
    if lasting:
        return all(could_end(actor, row) for row in lasting)
    return any(actor.may(MANAGE, row.organisation) or could_end(actor, row) for row in rows)


def is_administered_without(user: User, organisation: Organisation, on: date) -> bool:
    """Whether an open account of somebody else administers the place for good.

    Locks the roles of administrators until the transaction ends, so that two do not end each other at once.
    """
    rows = Membership.objects.select_for_update(of=("self",)).filter(
        role=ADMINISTRATOR, valid_to__isnull=True
    )
    others = rows.filter(valid_from__lte=on, user__is_active=True).exclude(user=user)
    return any(organisation.pk in reach_of(row, on) for row in others)


def administers_by_password_alone(user: User) -> bool:
    """Whether a role of administrator lasts that no second factor protects."""
    administers = user.memberships.filter(role=ADMINISTRATOR, valid_to__isnull=True).exists()
    return administers and not user.second_factors.exists()


def lasting_roles(user: User, on: date) -> list[Membership]:
    """Roles that hold on the day or will, oldest first."""
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return list(user.memberships.filter(lasting).select_related("organisation").order_by("valid_from", "pk"))


def lasting_in(user: User, organisation: Organisation, on: date) -> list[Membership]:
    return [one for one in lasting_roles(user, on) if one.organisation_id == organisation.pk]


def overlapping_role(user: User, organisation: Organisation, role: str, since: date) -> bool:
    """Whether the person has the role there on that day or later."""
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=since)
    return Membership.objects.filter(lasting, user=user, organisation=organisation, role=role).exists()
