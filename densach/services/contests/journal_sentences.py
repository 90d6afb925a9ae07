"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES: dict[str, str] = {
    "contests.called": gettext_noop("laid the contest “%(name)s”"),
    "contests.changed": gettext_noop("changed the contest “%(name)s”"),
    "contests.rounds_below": gettext_noop("made %(number)s rounds below “%(name)s”"),
    "contests.round_changed": gettext_noop("changed the round “%(name)s”"),
    "contests.criteria": gettext_noop("wrote %(number)s criteria for “%(name)s”"),
    "contests.prizes": gettext_noop("wrote %(number)s prizes for “%(name)s”"),
    "contests.judge_seated": gettext_noop("seated %(judge)s in the jury of “%(name)s”"),
    "contests.judge_leads": gettext_noop("made %(judge)s head of the jury of “%(name)s”"),
    "contests.judge_removed": gettext_noop("took %(judge)s out of the jury of “%(name)s”"),
    "contests.conflict": gettext_noop(
        "declared that %(judge)s does not score entry %(number)s of “%(name)s”"
    ),
    "contests.conflict_ended": gettext_noop(
        "took back that %(judge)s does not score entry %(number)s of “%(name)s”"
    ),
    "contests.entered": gettext_noop("took in entry %(number)s of “%(name)s”"),
    "contests.entry_changed": gettext_noop("changed entry %(number)s of “%(name)s”"),
    "contests.entry_withdrawn": gettext_noop("withdrew entry %(number)s of “%(name)s”: %(why)s"),
    "contests.entry_disqualified": gettext_noop("disqualified entry %(number)s of “%(name)s”: %(why)s"),
    "contests.entry_readmitted": gettext_noop("let entry %(number)s of “%(name)s” compete again"),
    "contests.entry_removed": gettext_noop("took entry %(number)s out of “%(name)s”"),
    "contests.drawn": gettext_noop("drew the order of %(number)s entries of “%(name)s” (lot %(lot)s)"),
    "contests.numbered": gettext_noop("wrote the numbers of %(number)s entries of “%(name)s”"),
    "contests.marked": gettext_noop(
        "entered marks of %(judge)s for “%(name)s”: %(number)s new, %(changed)s changed"
    ),
    "contests.round_open": gettext_noop("opened “%(name)s” for entries"),
    "contests.round_judge": gettext_noop("began judging “%(name)s”"),
    "contests.round_back": gettext_noop("let “%(name)s” take entries again: %(why)s"),
    "contests.round_rank": gettext_noop("fixed the ranking of “%(name)s”"),
    "contests.round_unrank": gettext_noop("took the ranking of “%(name)s” back: %(why)s"),
    "contests.round_close": gettext_noop("closed “%(name)s”"),
    "contests.round_reopen": gettext_noop("opened the closed round “%(name)s” again: %(why)s"),
    "contests.round_cancel": gettext_noop("called “%(name)s” off: %(why)s"),
    "contests.round_restore": gettext_noop("took “%(name)s” up again"),
    "contests.prizes_given": gettext_noop("gave %(number)s prizes of “%(name)s”"),
    "contests.prize_taken_back": gettext_noop(
        "took the prize “%(prize)s” back from entry %(number)s of “%(name)s”"
    ),
    "contests.promoted": gettext_noop("sent %(number)s entries of “%(name)s” up to “%(above)s”"),
    "contests.promotion_taken_back": gettext_noop(
        "called entry %(number)s of “%(name)s” back from “%(above)s”"
    ),
    "contests.cadence": gettext_noop(
        "set that festivals of the level “%(level)s” are held every %(years)s years from %(day)s on"
    ),
}
