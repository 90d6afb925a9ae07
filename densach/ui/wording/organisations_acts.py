"""Sentences for the refusals of acts of the register: merging, dividing, ending, undoing."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "organisations.into_itself": gettext_noop("%(name)s cannot go on as itself. Choose another one."),
    "organisations.too_few_to_merge": gettext_noop(
        "A merger joins two or more institutions. Choose at least one more."
    ),
    "organisations.too_few_parts": gettext_noop(
        "Say what it is divided into: two or more when it ends, at least one when it goes on."
    ),
    "organisations.twice_in_the_act": gettext_noop("“%(name)s” is named twice in this act."),
    "organisations.not_there_on_the_day": gettext_noop(
        "%(name)s is not there on %(on)s. Choose another one, or another day."
    ),
    "organisations.nothing_changes": gettext_noop(
        "Nothing would change: %(name)s is what you have entered already."
    ),
    "organisations.later_version_stands": gettext_noop(
        "%(name)s stands under it and is already written down as changed on %(since)s. Choose a later day, or "
        "undo that act first."
    ),
    "organisations.units_left_behind": gettext_noop(
        "%(name)s cannot end while these still stand under it: %(units)s."
    ),
    "organisations.changed_meanwhile": gettext_noop(
        "The register has changed since you looked at it. Look at what will change once more."
    ),
    "organisations.unknown_act": gettext_noop("The register has no such act."),
    "organisations.act_depended_on": gettext_noop("This act can no longer be undone. On it stand: %(what)s."),
    "organisations.act_already_undone": gettext_noop("This act was already undone by %(by)s."),
    "organisations.undoing_needs_a_reason": gettext_noop("Say in a word why the act is undone."),
}
