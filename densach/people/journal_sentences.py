"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "people.account_opened": gettext_noop("opened an account for %(name)s"),
    "people.role_given": gettext_noop("gave %(name)s the role %(role)s"),
    "people.password_changed": gettext_noop("changed the password of %(name)s"),
}
