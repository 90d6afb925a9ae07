"""Sentences for the refusals of accounts and roles."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "people.unknown_role": gettext_noop("There is no role “%(role)s”."),
    "people.email_taken": gettext_noop("The address %(email)s already has an account."),
    "people.weak_password": gettext_noop("This password cannot be used. %(why)s"),
}
