"""Sentences for the refusals of the register."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "organisations.unknown": gettext_noop("There is no organisation with the code “%(code)s”."),
    "organisations.unknown_area": gettext_noop("There is no area with the code “%(code)s”."),
    "organisations.code_taken": gettext_noop("The code “%(code)s” is already in use. Choose another one."),
    "organisations.version_too_early": gettext_noop(
        "%(name)s has been as it is since %(since)s: a change must begin on a later day."
    ),
    "organisations.already_ended": gettext_noop("%(name)s ended on %(ended)s and cannot change any more."),
    "organisations.parent_is_below": gettext_noop(
        "%(name)s cannot stand under itself or under its own units."
    ),
}
