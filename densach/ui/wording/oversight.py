"""What the room of oversight refuses, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "oversight.unknown": gettext_noop("There is no such entry in the registers of oversight."),
    "oversight.wrong_state": gettext_noop(
        "This cannot be done now: the entry is “%(state)s”. Look at it again and choose from what is offered there."
    ),
    "oversight.changed_since": gettext_noop(
        "%(by)s did something here while you were writing (it is now “%(state)s”). Your words are still below: look at "
        "what changed, then send again."
    ),
    "oversight.words_needed": gettext_noop("Say it in words: the others need to know what and why."),
    "oversight.plans_differ": gettext_noop(
        "The target “%(target)s” and the task “%(task)s” belong to two plans: name one of them, or raise two "
        "difficulties."
    ),
    "oversight.already_there": gettext_noop("“%(what)s” stands in the register already. Open that one."),
    "oversight.not_above": gettext_noop(
        "A difficulty goes up to another body, not to the one that has it or the one that raised it."
    ),
    "oversight.day_before": gettext_noop("%(day)s is too early: choose a day from %(first)s on."),
    "oversight.day_ahead": gettext_noop("%(day)s has not come yet; what has happened has a day up to today."),
    "oversight.unit_gone": gettext_noop(
        "%(name)s is not there on %(day)s. Choose its successor or another day."
    ),
    "oversight.paper_needed": gettext_noop(
        "Give the number of the decision: without it the act has no basis."
    ),
    "oversight.nothing_found": gettext_noop(
        "Write a summary or at least one finding before the minutes are signed."
    ),
    "oversight.still_open": gettext_noop("%(number)s still wait inside. Finish or cancel them first."),
    "oversight.round_over": gettext_noop("This round took proposals up to %(day)s and takes none now."),
    "oversight.name_needed": gettext_noop("Name the person or the organisation that is proposed."),
    "oversight.points_out_of_reach": gettext_noop("Points go from 0 to 100, not %(points)s."),
    "oversight.own_nomination": gettext_noop(
        "Whoever proposes does not review: somebody else has to look at this."
    ),
    "oversight.not_of_this_plan": gettext_noop(
        "This target belongs to another plan. Choose one of the plan named here."
    ),
    "oversight.own_practice": gettext_noop(
        "%(name)s offered this model itself: only other units take it up."
    ),
    "oversight.symbol_unusable": gettext_noop(
        "“%(symbol)s” is no symbol of a paper. Write abbreviations joined by hyphens, such as BC-SVHTTDL."
    ),
    "oversight.nothing_to_review": gettext_noop(
        "“%(plan)s” has no accepted target yet. Accept its targets first, then there is something to review."
    ),
    "oversight.year_outside_plan": gettext_noop(
        "The plan runs from %(first)s to %(last)s; %(year)s is outside of it."
    ),
}
