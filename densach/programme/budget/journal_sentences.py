"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "budget.round_opened": gettext_noop(
        "asked %(count)s units for estimates of “%(plan)s” for %(year)s, by %(due)s"
    ),
    "budget.round_changed": gettext_noop("set %(due)s as the day for estimates of “%(plan)s” for %(year)s"),
    "budget.unit_asked": gettext_noop("asked %(unit)s for its estimate for %(year)s"),
    "budget.unit_left_out": gettext_noop("took %(unit)s off the list of estimates for %(year)s"),
    "budget.line_added": gettext_noop("added “%(content)s” (%(asked)s đồng) to the estimate of %(unit)s"),
    "budget.line_changed": gettext_noop(
        "changed “%(content)s” in the estimate of %(unit)s: %(before)s → %(after)s đồng"
    ),
    "budget.line_removed": gettext_noop(
        "removed “%(content)s” (%(asked)s đồng) from the estimate of %(unit)s"
    ),
    "budget.submit": gettext_noop("sent in the estimate of %(unit)s for %(year)s: %(asked)s đồng"),
    "budget.take_back": gettext_noop("took back the estimate of %(unit)s for %(year)s"),
    "budget.return": gettext_noop("returned the estimate of %(unit)s for %(year)s: %(remark)s"),
    "budget.review": gettext_noop(
        "reviewed the estimate of %(unit)s for %(year)s: %(allotted)s of %(asked)s đồng"
    ),
    "budget.reopen": gettext_noop("opened the review of the estimate of %(unit)s for %(year)s again"),
    "budget.approve": gettext_noop(
        "approved the estimate of %(unit)s for %(year)s: %(allotted)s đồng, %(legal_basis)s"
    ),
    "budget.allotted": gettext_noop(
        "wrote down the amounts allotted to %(unit)s for %(year)s: %(allotted)s đồng"
    ),
    "budget.adjusted": gettext_noop("adjusted “%(content)s” of %(unit)s to %(amount)s đồng, %(legal_basis)s"),
    "budget.spent": gettext_noop("entered %(amount)s đồng spent by %(unit)s on “%(content)s”"),
    "budget.spending_taken_back": gettext_noop(
        "took back %(amount)s đồng entered as spent by %(unit)s on “%(content)s”"
    ),
    "budget.imported": gettext_noop("took %(count)s lines from a file into the estimate of %(unit)s"),
    "budget.import_undone": gettext_noop(
        "took back %(count)s lines that came from a file in the estimate of %(unit)s"
    ),
    "budget.project_added": gettext_noop("added the project “%(title)s” for %(unit)s"),
    "budget.project_changed": gettext_noop("changed the project “%(title)s”"),
    "budget.project_moved": gettext_noop("the project “%(title)s” is now %(stage)s, since %(on)s"),
    "budget.project_taken_back": gettext_noop("took back the last stage of the project “%(title)s”"),
    "budget.project_money": gettext_noop(
        "wrote down money of the project “%(title)s” for %(year)s: %(allotted)s allotted, %(paid)s paid"
    ),
}
