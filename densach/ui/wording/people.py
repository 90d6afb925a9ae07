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
        "The role “%(role)s” may do more in %(place)s than you may there. Ask somebody above you to give or end it."
    ),
    "people.person_beyond_own": gettext_noop(
        "%(name)s has a role that goes beyond yours. Ask somebody above you."
    ),
    "people.not_on_oneself": gettext_noop(
        "Nobody closes their own account or sets its one-time password. Change your password under “My account”."
    ),
    "people.last_administrator": gettext_noop(
        "%(name)s is the last administrator of %(place)s. Give somebody else the role first."
    ),
    "people.role_held": gettext_noop("%(name)s already has the role “%(role)s” in %(place)s."),
    "people.role_ended": gettext_noop("This role ended on %(ended)s already."),
    "people.ends_before_it_begins": gettext_noop("The role began on %(since)s; it cannot end before that."),
    "people.account_closed": gettext_noop("The account of %(name)s is closed. Reopen it first."),
    "people.account_open": gettext_noop("The account of %(name)s is already open."),
}
