"""Sentences of the refusals of `programme.reports`."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES: dict[str, str] = {
    "reports.unknown": gettext_noop("There is no such report, or it is not one that you may see."),
    "reports.changed": gettext_noop(
        "Someone else has saved the report of %(unit)s since you opened it. "
        "Your words are kept below; compare them and save again."
    ),
    "reports.already_owes": gettext_noop("%(unit)s already owes this report."),
    "reports.wrong_state": gettext_noop("This cannot be done now: the report is in the state “%(state)s”."),
    "reports.sealed": gettext_noop(
        "The report of %(unit)s is signed and cannot change. Corrections go into the next report."
    ),
    "reports.already_begun": gettext_noop("%(unit)s has already begun its report, so it stays on the list."),
    "reports.no_duty": gettext_noop(
        "The plan asks for no report on %(period)s. Choose another period, or ask for a report once."
    ),
    "reports.plan_not_running": gettext_noop(
        "“%(plan)s” is not running yet. Finish its review and start it before asking for reports."
    ),
    "reports.remark_needed": gettext_noop(
        "Write down why the report goes back, so that the unit knows what to change."
    ),
    "reports.words_needed": gettext_noop(
        "Write a few words on the results (section II) before you submit the report."
    ),
    "reports.number_needed": gettext_noop(
        "“%(number)s” is not the number of a paper. Enter digits, for example 15."
    ),
    "reports.symbol_unusable": gettext_noop(
        "“%(symbol)s” is not the symbol of a paper. Write abbreviations joined by hyphens, for example BC-SVHTTDL."
    ),
    "reports.signer_needed": gettext_noop("Enter who signs and in what office."),
    "reports.day_out_of_period": gettext_noop(
        "The figures cannot end on %(day)s: choose a day from %(since)s to %(until)s."
    ),
    "reports.round_begun": gettext_noop(
        "%(unit)s has already begun its report, so the days of this round stay as they are."
    ),
    "reports.gathering_stays": gettext_noop(
        "%(unit)s gathers the reports of this round and stays on the list."
    ),
    "reports.not_gathering": gettext_noop(
        "Days and units are arranged for the whole round, not at the report of %(unit)s alone."
    ),
    "reports.due_out_of_sense": gettext_noop(
        "The report cannot be due on %(day)s: choose a day from %(since)s to %(until)s."
    ),
    "reports.due_in_the_past": gettext_noop("%(day)s is over. Choose today or a later day."),
    "reports.period_not_begun": gettext_noop(
        "Nothing can be reported on %(period)s yet: it begins on %(since)s."
    ),
    "reports.period_outside_plan": gettext_noop(
        "The plan runs from %(first)s to %(last)s and asks for no report on %(period)s."
    ),
    "reports.not_a_docx": gettext_noop("“%(file)s” does not end in .docx. Choose such a name for the paper."),
}
