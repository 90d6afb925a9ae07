"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "people.account_opened": gettext_noop("opened an account for %(name)s"),
    "people.account_closed": gettext_noop("closed the account of %(name)s"),
    "people.account_reopened": gettext_noop("reopened the account of %(name)s"),
    "people.role_given": gettext_noop("gave %(name)s the role %(role)s in %(place)s from %(since)s"),
    "people.role_ended": gettext_noop(
        "set %(last_day)s as the last day of %(name)s as %(role)s in %(place)s"
    ),
    "people.password_changed": gettext_noop("changed the password of %(name)s"),
    "people.password_set": gettext_noop("set a one-time password for %(name)s"),
}
