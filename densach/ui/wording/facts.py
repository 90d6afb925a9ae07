"""Sentences for the refusals of the counting book."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "facts.unknown_measure": gettext_noop("Nothing called “%(code)s” is counted here."),
    "facts.unknown_slice": gettext_noop("“%(measure)s” is not told apart by “%(slice)s”."),
    "facts.not_counted_here": gettext_noop("%(organisation)s does not count “%(measure)s”."),
    "facts.ended_before": gettext_noop(
        "%(organisation)s ended on %(ended)s: what happened after that day is counted by whoever carries on its work."
    ),
    "facts.not_yet_founded": gettext_noop(
        "%(organisation)s was founded on %(founded)s: a count there cannot begin on %(since)s. Choose later days."
    ),
    "facts.crosses_years": gettext_noop(
        "A count from %(since)s to %(until)s crosses the turn of the year. "
        "Split it by year: each year has its own number."
    ),
    "facts.negative": gettext_noop("A number of “%(measure)s” cannot be below zero."),
    "facts.too_many": gettext_noop(
        "That is too large a number for “%(measure)s”: at most %(limit)s at once."
    ),
    "facts.future": gettext_noop("Days still to come cannot be counted: the last day was to be %(until)s."),
    "facts.nothing_entered": gettext_noop("Enter at least one number."),
    "facts.parts_beyond_total": gettext_noop(
        "The parts add up to %(parts)s, more than the total of %(total)s. Check the total or the parts."
    ),
    "facts.period_overlaps": gettext_noop(
        "“%(measure)s” is already counted from %(since)s to %(until)s, which shares days with this period. "
        "Correct that count, or choose other days."
    ),
    "facts.already_counted": gettext_noop(
        "“%(measure)s” is already counted from %(since)s to %(until)s. Open that count to correct it."
    ),
    "facts.counted_by_service": gettext_noop(
        "“%(measure)s” from %(since)s to %(until)s is counted by the service itself; it need not be entered by hand."
    ),
    "facts.already_reversed": gettext_noop("This count was already taken back."),
    "facts.seen_old_revision": gettext_noop(
        "%(who)s corrected this count in the meantime. Look at the new number below, then enter yours again if needed."
    ),
    "facts.unknown_source": gettext_noop("The book holds nothing from the record %(source)s."),
    "facts.unreadable_rows": gettext_noop("This is no table of counts: %(what)s"),
    "facts.missing_columns": gettext_noop("These columns are missing: %(columns)s."),
    "facts.bad_source_key": gettext_noop(
        "The row needs a key, at most %(limit)s characters long: by it the same count is known again."
    ),
    "facts.key_twice": gettext_noop("The key “%(key)s” stands in two rows. Give each count its own."),
    "facts.too_many_rows": gettext_noop(
        "At most %(limit)s rows are taken in at once. Send them in several parts."
    ),
    "facts.key_of_another_cell": gettext_noop(
        "The key “%(key)s” already belongs to “%(measure)s” from %(since)s to %(until)s. "
        "Correct the row, or give it a key of its own."
    ),
    "facts.corrected_by_hand": gettext_noop(
        "A person has corrected the count “%(key)s” since it was sent: change it by hand if it is still wrong."
    ),
    "facts.import_touched": gettext_noop(
        "%(number)s counts of this import were corrected since, the first under the key “%(key)s”. "
        "Nothing was taken back: correct the counts one by one."
    ),
    "facts.import_undone": gettext_noop("%(who)s took this import back on %(when)s."),
    "facts.oddity_answered": gettext_noop("%(who)s has already answered this: it is %(state)s."),
    "facts.note_missing": gettext_noop("Say in a few words why the number is right."),
}
