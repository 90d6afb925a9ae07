"""Sentences for what the room of plans says no to."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES: dict[str, str] = {
    "plans.unknown": gettext_noop("There is no plan here, or none that you may see."),
    "plans.unknown_row": gettext_noop(
        "The plan has no such row. It may have been read anew: go back to the list."
    ),
    "plans.unknown_row_kind": gettext_noop(
        "Rows of a plan are targets, tasks, report duties and event days."
    ),
    "plans.already_loaded": gettext_noop(
        "This file was loaded before, as “%(title)s”. Open that plan instead."
    ),
    "plans.row_changed": gettext_noop(
        "%(who)s decided on this row while you were looking at it; it is now: %(state)s. "
        "Nothing of yours was written over theirs: compare, then decide again."
    ),
    "plans.moved": gettext_noop("The plan “%(title)s” is now %(state)s: this can no longer be done."),
    "plans.closed": gettext_noop("The plan “%(title)s” is closed: open it again before changing it."),
    "plans.row_forbids": gettext_noop("This row is %(state)s: put it back to be decided first."),
    "plans.nothing_accepted": gettext_noop("Accept at least one target before “%(title)s” can run."),
    "plans.value_missing": gettext_noop(
        "This kind of target needs its value (for “so many of so many” both numbers)."
    ),
    "plans.values_out_of_order": gettext_noop("The lower value %(low)s is above the upper value %(high)s."),
    "plans.below_nought": gettext_noop("A target counts from nought upwards: %(value)s cannot be."),
    "plans.value_too_large": gettext_noop("%(value)s is more than any plan can mean; at most %(most)s."),
    "plans.too_many_decimals": gettext_noop("%(value)s has too many decimal places: write at most four."),
    "plans.nothing_promised": gettext_noop(
        "A target of nought would be reached before it begins: write what is promised."
    ),
    "plans.range_half_open": gettext_noop(
        "“From – to” needs both numbers; where there is only one, choose “so many” or “at least”."
    ),
    "plans.base_of_nought": gettext_noop(
        "No growth can be counted from nought: leave the base empty until it is known."
    ),
    "plans.term_before_plan": gettext_noop(
        "The target would end in %(year_to)s, before its plan of %(plan_from)s–%(plan_to)s begins."
    ),
    "plans.begun_ahead": gettext_noop("%(day)s is still to come: write the day once it has happened."),
    "plans.value_unfit": gettext_noop("This cannot be kept as it is written: %(why)s"),
    "plans.not_a_percentage": gettext_noop("A share lies between 0 and 100, not at %(value)s."),
    "plans.years_out_of_order": gettext_noop(
        "The first year %(year_from)s comes after the last year %(year_to)s."
    ),
    "plans.base_after_term": gettext_noop(
        "The base year %(base_year)s must come before the last year %(year_to)s."
    ),
    "plans.subject_missing": gettext_noop("Say in a few words what this row is about."),
    "plans.unknown_target_kind": gettext_noop("“%(kind)s” is not a kind of target that can be judged."),
    "plans.quote_not_found": gettext_noop(
        "The words “%(quote)s” do not stand in the paper. Copy them from the text, or leave the place empty."
    ),
    "plans.ask.indicator": gettext_noop(
        "Which figure measures this? Tie the target to an indicator of the catalogue."
    ),
    "plans.ask.values": gettext_noop(
        "The values or years of this target contradict each other: look at it again."
    ),
    "plans.day_impossible": gettext_noop("The calendar has no day %(day)s/%(month)s."),
    "plans.binding_guarded": gettext_noop(
        "“%(quote)s” is a binding target: it changes only by a proposal that a leader approves."
    ),
    "plans.not_binding": gettext_noop(
        "“%(quote)s” is not binding, or its plan does not run: change it at once, without a proposal."
    ),
    "plans.proposal_waits": gettext_noop(
        "%(who)s has already proposed a change of this target: it must be decided or withdrawn first."
    ),
    "plans.proposal_decided": gettext_noop("This proposal is already %(state)s (%(who)s)."),
    "plans.own_proposal": gettext_noop(
        "You proposed this change yourself: someone else has to decide on it."
    ),
    "plans.not_own_proposal": gettext_noop("%(who)s proposed this: only they can withdraw it."),
    "plans.target_moved_on": gettext_noop(
        "“%(quote)s” has changed since this was proposed: refuse it and let it be proposed anew."
    ),
    "plans.nothing_changed": gettext_noop("Nothing was changed: write the new value first."),
    "plans.reason_missing": gettext_noop("Say why in a few words."),
    "plans.unknown_proposal": gettext_noop("There is no such proposal here, or none that you may see."),
    "plans.unknown_paper": gettext_noop("The register has no such paper, or none that you may see."),
    "plans.unknown_programme": gettext_noop("There is no programme of this name."),
    "plans.paper_unnamed": gettext_noop(
        "Say what kind of paper it is, and give its number or, for a draft, what it is about."
    ),
    "plans.years_disagree": gettext_noop("The year %(year)s is not the year of its day %(day)s."),
    "plans.paper_known": gettext_noop("The register has %(paper)s already. Open that paper instead."),
    "plans.paper_changed": gettext_noop(
        "Somebody else changed %(paper)s while you were writing. What you wrote still stands below; save again to "
        "put it in place of theirs."
    ),
    "plans.paper_ends_early": gettext_noop(
        "A paper issued on %(issued_on)s cannot have ended on %(day)s, before that."
    ),
    "plans.linked_to_itself": gettext_noop("%(paper)s cannot carry out, replace or amend itself."),
    "plans.linked_twice": gettext_noop("%(later)s and %(earlier)s are linked so already."),
    "plans.link_circular": gettext_noop(
        "%(earlier)s already hangs on %(later)s, directly or through others: this link would close a circle."
    ),
    "plans.link_backwards": gettext_noop(
        "%(later)s was issued before %(earlier)s: it cannot carry out, replace or amend what came after it."
    ),
    "plans.not_running": gettext_noop("Set “%(title)s” running before you send it."),
    "plans.nobody_chosen": gettext_noop("Choose at least one unit."),
    "plans.outside_territory": gettext_noop(
        "%(name)s is not a unit of the plan's territory today: it cannot be asked to carry it out."
    ),
    "plans.due_in_the_past": gettext_noop("The day %(due)s has passed: choose a day to come."),
    "plans.already_read": gettext_noop(
        "%(name)s has read the plan or begun its own: the sending stays on record."
    ),
    "plans.nothing_chosen": gettext_noop("Choose at least one target that your plan takes up."),
    "plans.already_derived": gettext_noop(
        "This unit has a plan of its own from it already, “%(title)s”. Go on with that one."
    ),
    "plans.family_circular": gettext_noop(
        "“%(title)s” and “%(other)s” would come from, or take over from, each other in a circle."
    ),
    "plans.has_paper": gettext_noop("“%(title)s” has its paper already."),
    "plans.already_handed_over": gettext_noop(
        "“%(title)s” was handed over to “%(successor)s”. Take that back first."
    ),
    "plans.handed_over_in_use": gettext_noop(
        "Reports or tasks already rest on %(count)s rows that “%(title)s” handed over: this can no longer be taken "
        "back."
    ),
    "plans.successor_not_later": gettext_noop(
        "“%(other)s” ends in %(other_to)s, “%(title)s” in %(year_to)s: only a plan that lasts longer can take over."
    ),
    "plans.paper_missing": gettext_noop(
        "What binds is changed by a paper: give its number and symbol, or send its file."
    ),
    "plans.replaces_higher": gettext_noop(
        "%(earlier)s comes from a higher body than %(later)s: it can be carried out, not replaced or amended by it."
    ),
    "plans.parent_elsewhere": gettext_noop(
        "“%(other)s” is for another territory than “%(title)s”: it cannot stand above it."
    ),
    "plans.parent_of_other_years": gettext_noop(
        "“%(other)s” and “%(title)s” share no year: one cannot come from the other. A plan that has ended hands over "
        "instead."
    ),
    "plans.parent_not_issued": gettext_noop(
        "“%(other)s” is still being looked through: nothing can come from it yet."
    ),
    "plans.successor_foreign": gettext_noop(
        "“%(other)s” is not for the territory of “%(title)s” or for what it has become."
    ),
}
