"""What the room of money refuses, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "budget.invalid_amount": gettext_noop(
        "“%(text)s” is no amount of money. Write for example 1.200.000, 350 triệu or 1,2 tỷ."
    ),
    "budget.amount_too_large": gettext_noop("“%(text)s” is more than a province has: a slip of the hand?"),
    "budget.no_open_estimate": gettext_noop(
        "The unit has no estimate open for writing for the year “%(year)s”."
    ),
    "budget.task_not_in_plan": gettext_noop(
        "The plan has no accepted task called “%(words)s”. Leave it empty or write it as in the plan."
    ),
    "budget.content_needed": gettext_noop("Say what is to be paid."),
    "budget.amount_needed": gettext_noop("Tell the amount, or quantity and price."),
    "budget.word_unknown": gettext_noop(
        "“%(words)s” is none of the words that can stand here; the template lists them."
    ),
    "budget.unknown_round": gettext_noop("There is no such round of estimates."),
    "budget.unknown_estimate": gettext_noop("There is no such estimate."),
    "budget.unknown_line": gettext_noop("There is no such line."),
    "budget.unknown_project": gettext_noop("There is no such project."),
    "budget.year_outside_plan": gettext_noop(
        "The plan runs from %(first)s to %(last)s; estimates for %(year)s do not belong to it."
    ),
    "budget.due_in_the_past": gettext_noop("Estimates cannot be due on %(due)s: that day has gone."),
    "budget.round_stands_already": gettext_noop(
        "Estimates of “%(plan)s” are already collected for %(year)s: open that round."
    ),
    "budget.nobody_asked": gettext_noop("Choose at least one group of units that is asked."),
    "budget.already_asked": gettext_noop("%(unit)s is already asked for its estimate."),
    "budget.unit_has_ended": gettext_noop("%(unit)s ended on %(ended)s and cannot be asked."),
    "budget.outside_territory": gettext_noop("%(unit)s lies outside the territory of the plan."),
    "budget.estimate_begun": gettext_noop(
        "%(unit)s has written its estimate already. Return it with a word instead of taking the unit off the list."
    ),
    "budget.estimate_forbids": gettext_noop("The estimate is %(state)s: this cannot be done now."),
    "budget.estimate_changed": gettext_noop(
        "Someone changed this estimate since you opened it. What you typed is kept below; compare and send again."
    ),
    "budget.nothing_asked": gettext_noop(
        "The estimate has no line. Add one, or write a line of 0 đồng that says why."
    ),
    "budget.remark_needed": gettext_noop("Say what should be changed, so that the unit knows what to do."),
    "budget.lines_unreviewed": gettext_noop(
        "%(number)s lines have no amount allotted yet. Write 0 where none is given."
    ),
    "budget.paper_needed": gettext_noop("Name the decision (number, symbol, day) by which this is done."),
    "budget.task_of_another_plan": gettext_noop("This task belongs to another plan."),
    "budget.not_quantity_times_price": gettext_noop(
        "%(quantity)s × %(price)s is not %(asked)s. Correct one of the three, or leave the quantity empty."
    ),
    "budget.not_approved_yet": gettext_noop(
        "The estimate is not approved yet: nothing can be spent or adjusted on it."
    ),
    "budget.spent_in_the_future": gettext_noop(
        "Money cannot have been spent on %(on)s: that day is still to come."
    ),
    "budget.spent_in_another_year": gettext_noop(
        "%(on)s does not lie in %(year)s, the year of this estimate, or in the January after it."
    ),
    "budget.spent_twice": gettext_noop(
        "%(amount)s đồng on %(on)s are entered already, by %(who)s. If this is another payment, say so in the note."
    ),
    "budget.already_taken_back": gettext_noop("This entry was already taken back."),
    "budget.below_spent": gettext_noop("%(spent)s đồng are spent already; %(amount)s would be less."),
    "budget.stage_forbids": gettext_noop("From “%(stage)s” a project does not go to “%(wanted)s”."),
    "budget.stage_too_early": gettext_noop(
        "The stage before was reached on %(before)s; this one cannot be on %(on)s."
    ),
    "budget.no_stage_to_take_back": gettext_noop(
        "The project stands at its beginning: there is no stage to take back."
    ),
    "budget.target_of_another_plan": gettext_noop("This target belongs to another plan."),
}
