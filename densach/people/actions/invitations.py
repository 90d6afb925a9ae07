"""Somebody is invited into a unit by a link; they choose their own name and password."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from densach.journal import actions as journal
from densach.kernel.actor import SYSTEM, Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import require_day
from densach.people import queries
from densach.people.actions.accounts import new_account
from densach.people.actions.roles import give_role, may_give
from densach.people.models import Invitation, InvitationState, User
from densach.people.queries import user_by_email
from densach.people.rules import (
    INVITATION_DAYS,
    ROLES,
    EmailTaken,
    InvitationUsed,
    InvitationWaits,
    InvitationWithdrawn,
    InviterMayNoMore,
    RoleBeyondOwn,
    RoleHeld,
    UnknownInvitation,
    link_token,
    token_hash,
)


@dataclass(frozen=True)
class Invited:
    """`link` is told once and kept nowhere; `is_mailed` says whether the mail went out too."""

    invitation: Invitation
    link: str
    is_mailed: bool


def invite(
    *,
    at: datetime,
    actor: Actor,
    email: str,
    name: str,
    organisation: Organisation,
    role: str,
    since: date,
    link_of: Callable[[str], str],
    language: str,
) -> Invited:
    """Writes the invitation, then sends its mail. A mail server that fails costs nobody the invitation."""
    token = link_token()
    with transaction.atomic():
        invitation = _write_invitation(
            at=at,
            actor=actor,
            email=email,
            name=name,
            organisation=organisation,
            role=role,
            since=since,
            token=token,
        )
    link = link_of(token)
    return Invited(invitation, link, _mailed(invitation, link, language, today(at)))


def _write_invitation(
    *,
    at: datetime,
    actor: Actor,
    email: str,
    name: str,
    organisation: Organisation,
    role: str,
    since: date,
    token: str,
) -> Invitation:
    place = may_give(at=at, actor=actor, organisation=organisation, role=role)
    require_day(today(at), since)
    known = user_by_email(email)
    # Told of the own unit's people only: whether a stranger has an account is nobody's business.
    if known is not None and queries.overlapping_role(known, organisation, role, since):
        raise RoleHeld(name=known.name, role=str(ROLES[role].name), place=place)
    if queries.invitation_waiting(email, organisation, at):
        raise InvitationWaits(email=email)
    _retire_expired(email, organisation, at)
    invitation = Invitation(
        email=email.strip(),
        name=clean_text(name),
        organisation=organisation,
        role=role,
        since=since,
        token_hash=token_hash(token),
        invited_at=at,
        invited_by_id=actor.id,
        invited_by_name=actor.name,
        expires_at=at + timedelta(days=INVITATION_DAYS),
    )
    invitation.full_clean()
    invitation.save()
    _journal("people.invited", at, actor, invitation)
    return invitation


def _retire_expired(email: str, organisation: Organisation, at: datetime) -> None:
    """One that nobody answered in time makes room for the next."""
    rows = Invitation.objects.filter(
        email__iexact=email.strip(), organisation=organisation, state=InvitationState.OPEN, expires_at__lte=at
    )
    rows.update(state=InvitationState.WITHDRAWN, answered_at=at)


def _journal(act: str, at: datetime, actor: Actor, invitation: Invitation) -> None:
    organisation = invitation.organisation
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=organisation,
        subject=f"invitation:{invitation.pk}",
        name=invitation.name,
        place=organisations.named(organisation, today(at)).name,
    )


def _mailed(invitation: Invitation, link: str, language: str, on: date) -> bool:
    """Whether a mail went out. Django's dummy, which stands where no server is set, says so of every mail."""
    if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        return False
    with translation.override(language):
        place = organisations.named(invitation.organisation_id, on).name
        told = {"name": invitation.name, "place": place, "by": invitation.invited_by_name, "link": link}
        subject = _("Your account with %(place)s") % told
        text = (
            _(
                "Dear %(name)s,\n\n%(by)s invites you to work with Đèn Sách for %(place)s. Open this link within"
                " seven days and choose your own password:\n\n%(link)s\n\nIf you do not expect this, do nothing."
            )
            % told
        )
    try:
        return send_mail(subject, text, None, [invitation.email]) == 1
    except (OSError, smtplib.SMTPException):
        return False


@transaction.atomic
def withdraw_invitation(*, at: datetime, actor: Actor, invitation: Invitation) -> None:
    if not actor.may(queries.MANAGE, invitation.organisation):
        raise NotAllowed(verb=queries.MANAGE)
    _still_open(invitation)
    invitation.state = InvitationState.WITHDRAWN
    invitation.answered_at = at
    invitation.save(update_fields=["state", "answered_at"])
    _journal("people.invitation_withdrawn", at, actor, invitation)


def _still_open(invitation: Invitation) -> None:
    if invitation.state == InvitationState.ACCEPTED:
        raise InvitationUsed()
    if invitation.state == InvitationState.WITHDRAWN:
        raise InvitationWithdrawn()


@transaction.atomic
def accept_invitation(*, at: datetime, token: str, name: str, password: str) -> User:
    """The account and its first role, given by who invited: if they may still give it. The link is used up."""
    invitation = queries.open_invitation(token, at, lock=True)
    if user_by_email(invitation.email):
        raise EmailTaken(email=invitation.email)
    giver = _giver(invitation, at)
    user = new_account(at=at, email=invitation.email, name=name, password=password)
    _give(at, giver, invitation, user)
    return user


@transaction.atomic
def accept_role(*, at: datetime, token: str, user: User) -> None:
    """The invited role joins an account that its owner has already, and has signed in with."""
    invitation = queries.open_invitation(token, at, lock=True)
    if user.email.lower() != invitation.email.lower():
        raise UnknownInvitation()
    _give(at, _giver(invitation, at), invitation, user)


def _give(at: datetime, giver: Actor, invitation: Invitation, user: User) -> None:
    """The invited role, by whoever invited; the link is used up."""
    since = max(invitation.since, today(at))
    try:
        give_role(
            at=at,
            actor=giver,
            user=user,
            organisation=invitation.organisation,
            role=invitation.role,
            since=since,
        )
    except (NotAllowed, RoleBeyondOwn) as refusal:
        raise InviterMayNoMore(name=invitation.invited_by_name) from refusal
    invitation.state = InvitationState.ACCEPTED
    invitation.answered_at = at
    invitation.user = user
    invitation.save(update_fields=["state", "answered_at", "user"])
    _journal("people.invitation_accepted", at, queries.StaffActor(user, today(at)), invitation)


def _giver(invitation: Invitation, at: datetime) -> Actor:
    if invitation.invited_by_id is None:
        return SYSTEM
    found = User.objects.filter(pk=invitation.invited_by_id, is_active=True).first()
    if found is None or queries.has_left(found, today(at)):
        raise InviterMayNoMore(name=invitation.invited_by_name)
    return queries.StaffActor(found, today(at))
