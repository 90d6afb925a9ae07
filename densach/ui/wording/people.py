"""Sentences for the refusals of accounts and roles."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "people.unknown_role": gettext_noop("There is no role “%(role)s”."),
    "people.email_taken": gettext_noop("The address %(email)s already has an account."),
    "people.weak_password": gettext_noop("This password cannot be used. %(why)s"),
    "people.same_password": gettext_noop(
        "This is the one-time password. Choose another one, which nobody else has seen."
    ),
    "people.unknown_person": gettext_noop("There is no such person in the units that you look after."),
    "people.role_beyond_own": gettext_noop(
        "The role “%(role)s” may do more in %(place)s than you may there. Ask somebody above you to"
        " give or end it."
    ),
    "people.person_beyond_own": gettext_noop(
        "%(name)s has a role that goes beyond yours. Ask somebody above you."
    ),
    "people.not_on_oneself": gettext_noop(
        "Nobody closes their own account or sets its one-time password. Change your password under “My"
        " account”."
    ),
    "people.last_administrator": gettext_noop(
        "%(name)s is the last administrator of %(place)s. Give somebody else the role first."
    ),
    "people.role_held": gettext_noop("%(name)s already has the role “%(role)s” in %(place)s."),
    "people.role_ended": gettext_noop("This role ended on %(ended)s already."),
    "people.ends_before_it_begins": gettext_noop("The role began on %(since)s; it cannot end before that."),
    "people.account_closed": gettext_noop("The account of %(name)s is closed. Reopen it first."),
    "people.account_open": gettext_noop("The account of %(name)s is already open."),
    "people.wrong_code": gettext_noop(
        "This code does not open. Codes change every half minute, and each opens once; check the clock"
        " of your telephone."
    ),
    "people.passkey_refused": gettext_noop(
        "The passkey did not answer as it should. Try again, or use a code."
    ),
    "people.factor_held": gettext_noop(
        "This account has an app for codes already. Take that one away first."
    ),
    "people.unknown_factor": gettext_noop("This account has no such second factor."),
    "people.factor_demanded": gettext_noop(
        "%(place)s demands a second factor, so the last one stays. Add another first."
    ),
    "people.demand_held": gettext_noop("%(place)s demands a second factor already."),
    "people.demand_without_notice": gettext_noop(
        "Choose today or a later day, so that people can hear of it."
    ),
    "people.unknown_demand": gettext_noop("There is no such demand in the units that you look after."),
    "people.invitation_waits": gettext_noop(
        "An invitation to %(email)s waits for an answer already. Withdraw it to send another."
    ),
    "people.unknown_invitation": gettext_noop(
        "There is no such invitation. Check that the whole link was copied."
    ),
    "people.invitation_used": gettext_noop(
        "This invitation was accepted already. Sign in with the password that you chose then."
    ),
    "people.invitation_withdrawn": gettext_noop(
        "This invitation was withdrawn. Ask your unit for a new one."
    ),
    "people.invitation_expired": gettext_noop(
        "This invitation was good until %(expired)s. Ask your unit for a new one."
    ),
    "people.inviter_may_no_more": gettext_noop(
        "%(name)s, who invited you, may no longer give this role. Ask your unit for a new invitation."
    ),
    "people.unknown_sign_in": gettext_noop("This sign-in is over already."),
    "people.sign_on_refused": gettext_noop(
        "The answer of the sign-on does not hold, so nobody was signed in. Try again; if it stays so,"
        " tell your administrator."
    ),
    "people.sign_on_unreachable": gettext_noop(
        "The sign-on does not answer. Sign in with your password, or try again later."
    ),
    "people.sign_on_unknown": gettext_noop(
        "The sign-on knows you as %(email)s, but nobody here has an account with this address. Ask your"
        " unit to invite you."
    ),
    "people.sign_on_other": gettext_noop(
        "The account %(email)s belongs to another person of the sign-on. Ask your administrator."
    ),
    "people.stays_here": gettext_noop("Choose another unit: the person works in %(place)s already."),
    "people.leaves_in_future": gettext_noop("The last day lies between yesterday and %(limit)s."),
    "people.only_way_in": gettext_noop(
        "This account has no password: without the sign-on there would be no way in."
    ),
}
