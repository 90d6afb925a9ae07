"""Roles as data: what each may do, in words. Refusals of the room."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from densach.kernel.errors import Closed, Conflict, Invalid, NotAllowed, NotFound

VERBS: dict[str, str] = {
    "plan.view": gettext_noop("see plans, their targets and how they stand"),
    "plan.review": gettext_noop("check the rows read from a plan's paper"),
    "plan.manage": gettext_noop("load plans and set them running"),
    "count.view": gettext_noop("see the counting book"),
    "count.enter": gettext_noop("enter and correct counts"),
    "capability.claim": gettext_noop("answer what the unit can do"),
    "capability.verify": gettext_noop("verify or return the answers of units below"),
    "report.view": gettext_noop("see reports"),
    "report.write": gettext_noop("write and submit the unit's reports"),
    "report.decide": gettext_noop("return, accept and consolidate reports"),
    "report.sign": gettext_noop("sign reports"),
    "organisation.manage": gettext_noop("keep the register of institutions"),
    "people.manage": gettext_noop("make accounts and give roles"),
    "journal.view": gettext_noop("read the journal"),
    "file.view": gettext_noop("open kept files"),
}
_SEE = ("plan.view", "count.view", "report.view", "journal.view", "file.view")
_UNIT = (*_SEE, "count.enter", "capability.claim", "report.write")


@dataclass(frozen=True)
class Role:
    """`by_field`: a department's or office's right over its field reaches all institutions of its territory."""

    code: str
    name: str | Promise
    verbs: tuple[str, ...]
    by_field: bool = False


ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role("administrator", _("Administrator"), tuple(VERBS), by_field=True),
        Role(
            "department_officer",
            _("Department officer"),
            (
                *_UNIT,
                "plan.review",
                "plan.manage",
                "capability.verify",
                "report.decide",
                "organisation.manage",
            ),
            by_field=True,
        ),
        Role("leader", _("Leader"), (*_SEE, "report.sign", "report.decide"), by_field=True),
        Role("institution_head", _("Head of an institution"), (*_UNIT, "people.manage")),
        Role("librarian", _("Librarian"), _UNIT),
        Role("museum_keeper", _("Museum keeper"), _UNIT),
        Role("culture_head", _("Head of a culture house"), _UNIT),
        Role(
            "school", _("School"), ("plan.view", "count.view", "count.enter", "capability.claim", "file.view")
        ),
        Role("commune_officer", _("Commune culture officer"), (*_UNIT, "capability.verify"), by_field=True),
    )
}


ADMINISTRATOR: Final = "administrator"
# Without those that look alike when they are read out or copied from paper: 0 o, 1 l i.
_SIGNS: Final = "23456789abcdefghjkmnpqrstuvwxyz"


def one_time_password() -> str:
    """Sixteen signs in groups of four: easy to read out, 79 bits to guess."""
    return "-".join("".join(secrets.choice(_SIGNS) for _sign in range(4)) for _group in range(4))


class UnknownRole(Invalid):
    """No such role. Parameter: `role`."""

    message_id = "people.unknown_role"


class EmailTaken(Conflict):
    """The address already has an account. Parameter: `email`."""

    message_id = "people.email_taken"


class WeakPassword(Invalid):
    """The password breaks a rule. Parameter: `why`, already worded."""

    message_id = "people.weak_password"


class SamePassword(Invalid):
    """The one-time password cannot become the person's own."""

    message_id = "people.same_password"


class UnknownPerson(NotFound):
    """No such person, or none that works where the actor looks after people."""

    message_id = "people.unknown_person"


class RoleBeyondOwn(NotAllowed):
    """A role may do there what the actor may not. Parameters: `role`, `place`."""

    message_id = "people.role_beyond_own"


class PersonBeyondOwn(NotAllowed):
    """The person has a role in which the actor could not put anybody. Parameter: `name`."""

    message_id = "people.person_beyond_own"


class NotOnOneself(NotAllowed):
    """Closing an account and setting its one-time password are for somebody else to do."""

    message_id = "people.not_on_oneself"


class LastAdministrator(Conflict):
    """Nobody else would be left to administer the place for good. Parameters: `name`, `place`."""

    message_id = "people.last_administrator"


class RoleHeld(Conflict):
    """The person has this role in this place then already. Parameters: `name`, `role`, `place`."""

    message_id = "people.role_held"


class RoleEnded(Closed):
    """The role has ended already. Parameter: `ended`."""

    message_id = "people.role_ended"


class EndsBeforeItBegins(Invalid):
    """The last day lies before the first. Parameter: `since`."""

    message_id = "people.ends_before_it_begins"


class AccountClosed(Closed):
    """The account is closed. Parameter: `name`."""

    message_id = "people.account_closed"


class AccountOpen(Closed):
    """The account is not closed. Parameter: `name`."""

    message_id = "people.account_open"
