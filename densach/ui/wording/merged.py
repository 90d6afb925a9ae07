"""Sentences for targets of territories that merged: what became of them, what they make together, what is refused."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

SENTENCES: Final[dict[str, str]] = {
    # what became of a target
    "merged.territory_gone": gettext_noop(
        "Its territory ended on %(on)s. It is measured on the same ground until somebody decides what becomes of it."
    ),
    "merged.territory_now": gettext_noop(
        "Its territory ended on %(on)s. Shown here is the whole place that it is part of today, which is more than "
        "what the target was set for."
    ),
    "merged.closed": gettext_noop(
        "The level of the units that it asks ended on %(on)s: it stands as it was known that day, until somebody "
        "decides."
    ),
    "merged.carried": gettext_noop(
        "Carried on from %(on)s by units of today (%(basis)s): they count from now on."
    ),
    "merged.replaced": gettext_noop(
        "Replaced from %(on)s (%(basis)s) by “%(subject)s” of “%(plan)s”: this is how that one stands."
    ),
    "merged.ended": gettext_noop(
        "Ended from %(on)s (%(basis)s): it stands still since, and is counted among the targets no more."
    ),
    # what was known on the last day
    "merged.bounds.nothing": gettext_noop("Nothing was known on that day."),
    "merged.bounds.all": gettext_noop("All had answered."),
    "merged.bounds.between": gettext_noop(
        "%(unknown)s had not answered: at least %(low)s, at most %(high)s."
    ),
    "merged.bounds.least": gettext_noop("%(unknown)s had not reported: at least %(low)s."),
    # why something is not added
    "merged.apart.no_plan": gettext_noop("%(name)s: no plan has been loaded."),
    "merged.apart.nothing": gettext_noop("%(name)s: asks nothing of the kind."),
    "merged.apart.not_tied": gettext_noop(
        "%(name)s: cannot be compared, as no indicator measures this target yet."
    ),
    "merged.apart.others": gettext_noop("%(name)s: asks it of other institutions."),
    "merged.apart.otherwise": gettext_noop("%(name)s: states it in another way."),
    "merged.apart.year": gettext_noop("%(name)s: asks it for another year (%(years)s)."),
    "merged.apart.base_year": gettext_noop(
        "The growth counts from different years (%(years)s), so it is not added."
    ),
    "merged.apart.whole_place": gettext_noop(
        "%(name)s belongs to the whole place and stands in no part of the sum: %(amount)s from %(since)s to %(until)s."
    ),
    # what they make together
    "merged.part": gettext_noop(
        "%(name)s: %(need)s needed, %(expected)s due by this day, %(actual)s reached."
    ),
    "merged.part_without_line": gettext_noop(
        "%(name)s: %(need)s needed, %(actual)s reached; its base is not known."
    ),
    "merged.open": gettext_noop("%(name)s must be answered first:"),
    "merged.sum": gettext_noop("Added: %(need)s needed."),
    "merged.sum_of": gettext_noop("The needed institutions added: %(need)s of %(total)s."),
    "merged.growth": gettext_noop(
        "The required totals added: from %(base)s to %(need)s, which is %(rate)s%% a year."
    ),
    "merged.growth_most": gettext_noop("At the upper values of the range it is %(rate)s%% a year."),
    "merged.base_running": gettext_noop(
        "%(name)s: the base year %(year)s was not over on %(on)s. The base holds only what was counted until then, so "
        "the growth told here is not that of the whole year."
    ),
    "merged.base_broken": gettext_noop(
        "%(name)s: its territory ended on %(on)s, within the base year %(year)s. Of units that became one with those "
        "of others the base holds only what they counted until then."
    ),
    "merged.slowest": gettext_noop("What each must have stands where the slowest stands: %(name)s."),
    # refusals
    "plans.unknown_place": gettext_noop("There is no place here whose targets you may see."),
    "plans.nothing_to_decide": gettext_noop(
        "There is nothing to decide on “%(subject)s”: whom it asks is still there, or its plan does not run."
    ),
    "plans.already_decided": gettext_noop(
        "%(who)s has already decided on “%(subject)s”: %(fate)s. Take that decision back first, or leave this target "
        "out."
    ),
    "plans.basis_missing": gettext_noop("Name the paper on which the decision rests."),
    "plans.decided_too_early": gettext_noop(
        "“%(subject)s” was still asked of its own units on %(last_day)s: the decision holds from the day after at the "
        "earliest."
    ),
    "plans.decided_ahead": gettext_noop("%(day)s is still to come: write the decision down once it holds."),
    "plans.nobody_carries": gettext_noop("Tick at least one unit that carries “%(subject)s” on."),
    "plans.carrier_not_there": gettext_noop("%(name)s is not in this place on %(day)s."),
    "plans.carrier_not_asked": gettext_noop(
        "%(name)s cannot carry “%(subject)s” on: the target asks units of another kind."
    ),
    "plans.not_a_replacement": gettext_noop(
        "Choose a target of a running plan of this place that replaces “%(subject)s”."
    ),
    "plans.decision_gone": gettext_noop("%(who)s has already taken this decision back."),
    "plans.decision_depended_on": gettext_noop(
        "%(number)s lines of signed reports rest on this decision, so it can no longer be taken back."
    ),
}
