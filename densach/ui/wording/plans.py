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
}
