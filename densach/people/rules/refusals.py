"""What the room says no to."""

from __future__ import annotations

from densach.kernel.errors import Closed, Conflict, Invalid, NotAllowed, NotFound, Unavailable


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


class WrongCode(Invalid):
    """The code is none of this minute's, was used already, or is no recovery code."""

    message_id = "people.wrong_code"


class PasskeyRefused(Invalid):
    """The passkey did not answer, or its answer does not hold."""

    message_id = "people.passkey_refused"


class FactorHeld(Conflict):
    """There is an app for codes already."""

    message_id = "people.factor_held"


class UnknownFactor(NotFound):
    """No such second factor of this account."""

    message_id = "people.unknown_factor"


class FactorDemanded(Conflict):
    """The last second factor cannot go while the unit demands one. Parameter: `place`."""

    message_id = "people.factor_demanded"


class DemandHeld(Conflict):
    """A second factor is demanded there already. Parameter: `place`."""

    message_id = "people.demand_held"


class DemandWithoutNotice(Invalid):
    """The day lies in the past: nobody could have heard of it."""

    message_id = "people.demand_without_notice"


class UnknownDemand(NotFound):
    """No such demand in the units that the actor looks after."""

    message_id = "people.unknown_demand"


class InvitationWaits(Conflict):
    """An invitation to the address waits already. Parameter: `email`."""

    message_id = "people.invitation_waits"


class UnknownInvitation(NotFound):
    """No such invitation."""

    message_id = "people.unknown_invitation"


class InvitationUsed(Closed):
    """The invitation was accepted already."""

    message_id = "people.invitation_used"


class InvitationWithdrawn(Closed):
    """The invitation was withdrawn."""

    message_id = "people.invitation_withdrawn"


class InvitationExpired(Closed):
    """The invitation waited too long. Parameter: `expired`."""

    message_id = "people.invitation_expired"


class InviterMayNoMore(Closed):
    """Who invited may no longer give this role. Parameter: `name`."""

    message_id = "people.inviter_may_no_more"


class UnknownSignIn(NotFound):
    """No such sign-in."""

    message_id = "people.unknown_sign_in"


class SignOnRefused(Invalid):
    """What the province's sign-on answered does not hold."""

    message_id = "people.sign_on_refused"


class SignOnUnreachable(Unavailable):
    """The province's sign-on does not answer, or not as agreed."""

    message_id = "people.sign_on_unreachable"


class SignOnUnknown(NotAllowed):
    """The sign-on knows the person, the house does not. Parameter: `email`."""

    message_id = "people.sign_on_unknown"


class SignOnOther(NotAllowed):
    """The account is bound to another person of the sign-on. Parameter: `email`."""

    message_id = "people.sign_on_other"


class StaysHere(Invalid):
    """Somebody is moved to where they are already. Parameter: `place`."""

    message_id = "people.stays_here"


class LeavesInFuture(Invalid):
    """The last day lies before today's, or too far ahead. Parameter: `limit`."""

    message_id = "people.leaves_in_future"


class OnlyWayIn(Conflict):
    """Without a password the sign-on is the only way in, so its binding stays."""

    message_id = "people.only_way_in"
