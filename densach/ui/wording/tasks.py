"""Sentences for what the room of tasks says no to."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES: dict[str, str] = {
    "tasks.unknown": gettext_noop("There is no task here, or none that you may see."),
    "tasks.plan_not_running": gettext_noop(
        "“%(title)s” is %(state)s: tasks are worked on while their plan is running."
    ),
    "tasks.changed_meanwhile": gettext_noop(
        "%(who)s wrote here on %(at)s while you were looking; it now stands at: %(stage)s. "
        "What you typed is kept below: compare, then send it again."
    ),
    "tasks.stage_forbids": gettext_noop(
        "“%(title)s” stands at “%(stage)s”: this cannot be done from there. Look again at what is offered."
    ),
    "tasks.closed": gettext_noop(
        "“%(title)s” is closed (%(stage)s): it is neither changed nor divided. Open a part again first."
    ),
    "tasks.condition_open": gettext_noop(
        "“%(title)s” is not due yet: it waits for “%(condition)s”. Declare the day on which that happened first."
    ),
    "tasks.pilot_open": gettext_noop("“%(title)s” opens once the result of “%(pilot)s” is written."),
    "tasks.paper_missing": gettext_noop(
        "“%(title)s” ends in a paper: name the paper first, then say that it is done."
    ),
    "tasks.pieces_open": gettext_noop(
        "%(number)s pieces of “%(title)s” are not done yet: let them be done, or stop them first."
    ),
    "tasks.words_needed": gettext_noop("Say it in a few words: what was done, what is missing, or why."),
    "tasks.title_needed": gettext_noop("Say what is to be done."),
    "tasks.days_backwards": gettext_noop("The last day %(last)s lies before the first day %(first)s."),
    "tasks.day_needed": gettext_noop("A task “%(kind)s” needs its days: give them."),
    "tasks.outside_parent": gettext_noop(
        "A piece may not last longer than what it is cut from: %(day)s is after %(limit)s."
    ),
    "tasks.years_needed": gettext_noop("Say once in how many years it returns."),
    "tasks.condition_needed": gettext_noop(
        "Say for what it waits. Where the event is declared already, take the declaration back first."
    ),
    "tasks.declared_in_future": gettext_noop(
        "%(day)s has not come yet: what has not happened cannot be declared."
    ),
    "tasks.declared_before_plan": gettext_noop(
        "%(day)s lies before the plan itself (%(since)s): look at the day again."
    ),
    "tasks.declared_already": gettext_noop(
        "For “%(title)s” the event is declared already, on %(day)s. Take that back to give another day."
    ),
    "tasks.not_conditional": gettext_noop("“%(title)s” waits for no event, or none was declared."),
    "tasks.count_beyond_whole": gettext_noop("%(counted)s are more than there are (%(whole)s)."),
    "tasks.nothing_to_count": gettext_noop(
        "“%(title)s” says nothing that could be counted. Leave the number out, or let the task say how many there are."
    ),
    "tasks.unreadable_period": gettext_noop(
        "“%(text)s” is no period. Write 2026, 2026-H1, 2026-Q2 or 2026-05."
    ),
    "tasks.period_ahead": gettext_noop("%(period)s has not begun: say how things stand until today."),
    "tasks.period_too_early": gettext_noop(
        "%(period)s lies before the plan: speak of a time from %(year)s on."
    ),
    "tasks.unit_twice": gettext_noop("%(unit)s has this role in “%(title)s” already."),
    "tasks.part_has_spoken": gettext_noop(
        "Something was said of the part of %(unit)s: stop it instead, so that its history stays."
    ),
    "tasks.last_part": gettext_noop("Somebody has to carry out “%(title)s”: give it another unit first."),
    "tasks.piece_has_spoken": gettext_noop(
        "“%(title)s” is a task of the plan, is divided itself, or something was said of it: stop it instead."
    ),
    "tasks.not_yours": gettext_noop(
        "The last word is that of %(who)s, on %(at)s: only who said it can take it back."
    ),
    "tasks.nothing_to_take_back": gettext_noop("There is no last word on the part of %(unit)s to take back."),
    "tasks.no_pilot": gettext_noop("“%(title)s” is no pilot."),
    "tasks.phased_already": gettext_noop(
        "“%(title)s” is divided already, or something was said of it: cut pieces from its parts instead."
    ),
    "tasks.places_needed": gettext_noop("Say where the pilot is tried."),
    "tasks.nothing_late": gettext_noop("Nothing of “%(title)s” is late there: nobody has to be reminded."),
    "tasks.no_paper_named": gettext_noop("Choose a paper of the register, or write its number and title."),
    "tasks.not_a_paper": gettext_noop(
        "“%(title)s” is not of the kind that ends in a paper. Change its kind first."
    ),
    "tasks.paper_in_future": gettext_noop(
        "The paper is issued on %(day)s, which has not come yet: name it once it is issued."
    ),
}
