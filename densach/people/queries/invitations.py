"""Invitations: those that wait, and the one that a link opens."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.models import Invitation, InvitationState
from densach.people.queries.actor import MANAGE, StaffActor
from densach.people.rules import (
    InvitationExpired,
    InvitationUsed,
    InvitationWithdrawn,
    UnknownInvitation,
    token_hash,
)


def invitation_waiting(email: str, organisation: Organisation, at: datetime) -> bool:
    """Into this unit: an invitation from elsewhere stands in nobody's way."""
    rows = Invitation.objects.filter(
        email__iexact=email.strip(), organisation=organisation, state=InvitationState.OPEN, expires_at__gt=at
    )
    return rows.exists()


def open_invitation(token: str, at: datetime, *, lock: bool = False) -> Invitation:
    """What the link opens. Refuses in words one that was used, withdrawn or waited too long."""
    rows = Invitation.objects.select_related("organisation")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(token_hash=token_hash(token)).first()
    if found is None:
        raise UnknownInvitation()
    if found.state == InvitationState.ACCEPTED:
        raise InvitationUsed()
    if found.state == InvitationState.WITHDRAWN:
        raise InvitationWithdrawn()
    if found.expires_at <= at:
        raise InvitationExpired(expired=today(found.expires_at))
    return found


def invitation_for(actor: Actor, pk: int) -> Invitation:
    """Raises UnknownInvitation for one into a unit that the actor does not look after."""
    found = Invitation.objects.filter(pk=pk).select_related("organisation").first()
    if found is None or not actor.may(MANAGE, found.organisation):
        raise UnknownInvitation()
    return found


def invitations_page(
    actor: Actor, on: date, *, before: int | None = None, limit: int = 50
) -> list[tuple[Invitation, str]]:
    """Newest first, with the names of their units; those that wait come with the answered ones."""
    rows = Invitation.objects.select_related("organisation").order_by("-pk")
    if isinstance(actor, StaffActor):
        rows = rows.filter(organisation_id__in=actor.places(MANAGE))
    elif not actor.may(MANAGE, None):
        rows = rows.none()
    if before is not None:
        rows = rows.filter(Q(pk__lt=before))
    found = list(rows[:limit])
    names = organisations.names_of([one.organisation_id for one in found], on)
    return [(one, names[one.organisation_id]) for one in found]
