"""What the room of contests refuses, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "contests.unknown": gettext_noop("There is no such contest, round or entry, or none that you may see."),
    "contests.not_now": gettext_noop(
        "This cannot be done now: the round is “%(state)s”. Look at the round and choose from what is offered there."
    ),
    "contests.changed_since": gettext_noop(
        "Somebody changed this after you opened the page. What you typed is still below: open the page anew in "
        "another tab, look at what changed, then write it there."
    ),
    "contests.why_needed": gettext_noop("Say why: the reason stands in the record."),
    "contests.holds_none": gettext_noop(
        "%(unit)s holds no contests: choose a library, museum, culture centre, department, committee or association."
    ),
    "contests.title_needed": gettext_noop("Write a name."),
    "contests.days_backwards": gettext_noop(
        "%(last)s comes before %(first)s. Entries begin first, then they end, and it is held after they begin."
    ),
    "contests.has_round_there": gettext_noop(
        "%(unit)s already has a round below this one. Open that round instead."
    ),
    "contests.not_below": gettext_noop("%(unit)s does not lie in %(area)s: rounds below are held inside it."),
    "contests.nobody_chosen": gettext_noop("Nothing is chosen. Tick at least one line."),
    "contests.twice_named": gettext_noop("“%(name)s” stands there twice. Give each line a name of its own."),
    "contests.criteria_in_use": gettext_noop(
        "%(number)s marks are given by these criteria: they stand. Correct the marks, or hold another round."
    ),
    "contests.marks_out_of_reach": gettext_noop(
        "“%(name)s”: highest mark and weight lie above 0 and up to %(most)s, and there are at most "
        "%(criteria)s criteria."
    ),
    "contests.prize_given": gettext_noop(
        "“%(name)s” was given %(number)s times: take it back from the entries first."
    ),
    "contests.too_many_prizes": gettext_noop(
        "There are only %(number)s of “%(name)s”. Choose fewer, or change how many there are."
    ),
    "contests.already_awarded": gettext_noop(
        "Entry %(entry)s has “%(prize)s” already. Take it back first to give another one."
    ),
    "contests.certificate_holds": gettext_noop(
        "Certificate %(number)s was issued for this prize. Revoke it first, then take the prize back."
    ),
    "contests.not_in_the_days": gettext_noop(
        "Entries are taken from %(opens)s to %(closes)s. Change the days of the round to take one on another day."
    ),
    "contests.kind_not_taken": gettext_noop(
        "This contest takes no entry of the kind “%(kind)s”. Change the contest if it should."
    ),
    "contests.already_entered": gettext_noop(
        "The same name with the same piece is entered already under number %(number)s."
    ),
    "contests.not_competing": gettext_noop(
        "Entry %(number)s is %(state)s and does not compete. Let it compete again first."
    ),
    "contests.numbers_clash": gettext_noop(
        "Number %(number)s cannot be given: each entry has a number of its own, from 1 on."
    ),
    "contests.marks_given": gettext_noop("%(number)s marks are given already: order and entries stand."),
    "contests.judge_needs_name": gettext_noop("Write the name of the judge, or the e-mail of an account."),
    "contests.judge_twice": gettext_noop("%(name)s sits in this jury already."),
    "contests.no_such_account": gettext_noop(
        "No account has the e-mail %(email)s. Leave it empty to enter the judge's sheet yourself."
    ),
    "contests.judge_gone": gettext_noop("%(name)s has left the jury and scores no more."),
    "contests.in_conflict": gettext_noop("%(judge)s does not score entry %(number)s: %(why)s."),
    "contests.conflict_known": gettext_noop(
        "It is declared already that %(judge)s does not score entry %(number)s."
    ),
    "contests.competes": gettext_noop(
        "Marks of this round are not given or changed by somebody who competes in it, or whose family does (entry "
        "%(number)s). Ask somebody else of the unit."
    ),
    "contests.judges_themselves": gettext_noop(
        "You sit in this jury: before the ranking is fixed you see and give your own marks only. Ask somebody else "
        "of the unit to enter the sheets of the others."
    ),
    "contests.judge_has_account": gettext_noop(
        "%(judge)s scores with an account: nobody else gives or changes these marks. Should the judge be unable to, "
        "take them out of the jury and seat them without an account."
    ),
    "contests.mark_too_high": gettext_noop("“%(criterion)s” goes from 0 to %(most)s, not %(value)s."),
    "contests.mark_changed_since": gettext_noop(
        "Somebody else changed the mark of entry %(number)s for “%(criterion)s”: it is %(value)s now. Look at it and "
        "save again what should stand."
    ),
    "contests.mark_not_cleared": gettext_noop(
        "The mark of entry %(number)s for “%(criterion)s” cannot be taken out. Write the right one; if the judge may "
        "not score this entry, declare the conflict."
    ),
    "contests.not_ready": gettext_noop("Judging cannot begin: there are no %(what)s yet."),
    "contests.marks_missing": gettext_noop(
        "%(number)s marks are missing, the first one of %(judge)s for entry %(entry)s. Enter them, or declare why a "
        "judge does not score an entry."
    ),
    "contests.nobody_judged": gettext_noop(
        "No judge may score entry %(entry)s. Seat another judge, or take a conflict back."
    ),
    "contests.awards_stand": gettext_noop(
        "%(prizes)s prizes are given and %(promoted)s entries have gone up by this ranking. Take them back first."
    ),
    "contests.day_needed": gettext_noop(
        "A round is closed on or after the day on which it was held (now: %(day)s). Write the day on the round first."
    ),
    "contests.rank_first": gettext_noop(
        "This round has criteria: judge and rank it first. Take the criteria out if it is a festival without marks."
    ),
    "contests.nothing_above": gettext_noop("No round stands above this one."),
    "contests.above_shut": gettext_noop(
        "“%(round)s” is “%(state)s” and takes no entries from below now. Ask who holds it to take entries again."
    ),
    "contests.already_up": gettext_noop("Entry %(number)s has gone up already; an entry goes up once."),
    "contests.not_up": gettext_noop("Entry %(number)s has not gone up."),
    "contests.judged_above": gettext_noop(
        "The round above has marks or prizes for it (number %(number)s there): it stays. It can be withdrawn there."
    ),
    "contests.years_out_of_reach": gettext_noop("From every year to every ten years, not every %(years)s."),
    "contests.rule_too_early": gettext_noop(
        "The present rule began on %(since)s: a new one begins on a later day than that, not on %(day)s."
    ),
    "contests.sheet_no_round": gettext_noop(
        "No round of this unit takes entries today. Open one, or change its days, then judge the file again."
    ),
    "contests.sheet_which": gettext_noop("For which round are the rows with “%(words)s”?"),
    "contests.sheet_entered": gettext_noop("Entered already under number %(number)s."),
    "contests.sheet_twice": gettext_noop("Row %(row)s tells of the same entry already."),
    "contests.sheet_unit": gettext_noop(
        "No unit of this place is called “%(found)s”. Write its name or code as in the register, or leave it empty."
    ),
    "contests.sheet_members": gettext_noop("“%(found)s” is no number of people from 1 to 5,000."),
    "contests.sheet_used_since": gettext_noop("Entry %(number)s is being judged, or has gone up, since."),
}
