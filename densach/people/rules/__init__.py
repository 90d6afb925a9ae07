"""Roles as data, and the refusals of the room."""

from __future__ import annotations

from densach.people.rules.credentials import (
    INVITATION_DAYS,
    RECOVERY_CODES,
    link_token,
    one_time_password,
    plain_code,
    recovery_code,
    token_hash,
)
from densach.people.rules.refusals import (
    AccountClosed,
    AccountOpen,
    EmailTaken,
    EndsBeforeItBegins,
    LastAdministrator,
    NotOnOneself,
    PersonBeyondOwn,
    RoleBeyondOwn,
    RoleEnded,
    RoleHeld,
    SamePassword,
    UnknownPerson,
    UnknownRole,
    WeakPassword,
)
from densach.people.rules.roles import (
    ADMINISTRATOR,
    ROLES,
    VERB_GROUPS,
    VERBS,
    Role,
    grouped,
)

__all__ = [
    "ADMINISTRATOR",
    "INVITATION_DAYS",
    "RECOVERY_CODES",
    "ROLES",
    "VERBS",
    "VERB_GROUPS",
    "AccountClosed",
    "AccountOpen",
    "EmailTaken",
    "EndsBeforeItBegins",
    "LastAdministrator",
    "NotOnOneself",
    "PersonBeyondOwn",
    "Role",
    "RoleBeyondOwn",
    "RoleEnded",
    "RoleHeld",
    "SamePassword",
    "UnknownPerson",
    "UnknownRole",
    "WeakPassword",
    "grouped",
    "link_token",
    "one_time_password",
    "plain_code",
    "recovery_code",
    "token_hash",
]
