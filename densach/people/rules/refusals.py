"""What the room says no to."""

from __future__ import annotations

from densach.kernel.errors import Closed, Conflict, Invalid, NotAllowed, NotFound


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
