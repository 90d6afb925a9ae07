"""Lending rules in words: against which the desk went on."""

from __future__ import annotations

from django.utils.translation import gettext as _


def rule_words(refusal: str) -> str:
    """The rule against which the desk went on, in a few words."""
    words = {
        "desk.card_ended": _("the card had ended"),
        "desk.patron_blocked": _("the reader was blocked"),
        "desk.suspended": _("the reader did not borrow for a time"),
        "desk.too_many_loans": _("too many loans"),
        "desk.too_many_of_type": _("too many of this type"),
        "desk.type_not_lent": _("a type that is not lent"),
        "desk.in_room_only": _("only in the reading room"),
        "desk.not_here": _("belongs to another library's shelves"),
        "desk.not_on_shelf": _("should not have been on the shelf"),
        "desk.kept_for_another": _("kept for another reader"),
        "desk.others_wait": _("others wait for the title"),
        "desk.too_many_renewals": _("renewed too often"),
        "desk.due_by_hand": _("due day by hand"),
    }
    return words.get(refusal, refusal)
