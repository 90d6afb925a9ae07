"""Sentences for the steps that explain a verdict on a target, and for what cannot be judged.

Shares come as percentages ("70%"), numbers and days in the manner of the language: see `Step.texts`.
"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

SENTENCES: Final[dict[str, str]] = {
    "plans.invalid_target": gettext_noop("This target cannot be judged: %(reason)s."),
    "plans.invalid_vector": gettext_noop("The row “%(row)s” cannot be judged: %(reason)s."),
    "judging.need_share": gettext_noop(
        "%(percent)s of %(total)s institutions, rounded up, makes %(need)s institutions."
    ),
    "judging.need_coverage": gettext_noop(
        "%(percent)s of the declared %(total)s, rounded up, makes %(need)s."
    ),
    "judging.need_ratio": gettext_noop(
        "%(stated)s of %(of)s, for %(total)s on this day, makes %(need)s needed."
    ),
    "judging.line": gettext_noop(
        "On a straight line from %(base)s to %(need)s, with %(elapsed)s of the term gone by on %(on)s, "
        "%(expected)s is expected."
    ),
    "judging.year": gettext_noop(
        "At least %(minimum)s in the year; %(elapsed)s of it is due by this day, which is %(expected)s."
    ),
    "judging.average": gettext_noop(
        "On average %(minimum)s a year over %(years)s years; %(elapsed)s of the sum is due by this day, "
        "which is %(expected)s."
    ),
    "judging.over_maximum": gettext_noop(
        "This is above the upper mark of %(maximum)s, which is not a fault."
    ),
    "judging.growth": gettext_noop(
        "From %(base)s, growing by %(growth)s a year over %(closed)s closed years of %(years)s, "
        "%(expected)s is expected."
    ),
    "judging.base_year": gettext_noop("The base year is %(year)s."),
    "judging.base_gap": gettext_noop(
        "Months %(months)s of the base year %(year)s were counted by at most %(few)s units, while up to %(most)s count "
        "otherwise: the base is too low, and growth from it looks larger than it is."
    ),
    "judging.upper_mark_met": gettext_noop("The upper mark, %(growth)s a year (%(need)s), is met too."),
    "judging.upper_mark_open": gettext_noop("The upper mark, %(growth)s a year (%(need)s), is not met yet."),
    "judging.estimate": gettext_noop("The running year is estimated at %(estimate)s, which is not judged."),
    "judging.cadence": gettext_noop(
        "%(times)s× by each of %(units)s units makes %(need)s; %(elapsed)s of it is due by this day, "
        "which is %(expected)s."
    ),
    "judging.stage": gettext_noop("The work stands at %(stage)s; %(elapsed)s of the term has gone by."),
    "judging.waiting": gettext_noop("What starts the term has not happened yet, so nothing is due."),
    "judging.unverified": gettext_noop("Done, but the evidence is not yet verified one level up."),
    "judging.continuous": gettext_noop("%(recorded)s of the %(periods)s periods gone by have a record."),
    "judging.actual": gettext_noop("Reached so far: %(actual)s."),
    "judging.ratio": gettext_noop("That is %(ratio)s of what is expected."),
    "judging.ratio_from": gettext_noop(
        "Counted from the %(base)s of the start, that is %(ratio)s of the way that is due by now."
    ),
    "judging.missing": gettext_noop("Answers are known for %(known)s of those obliged to answer."),
    "judging.ask.institutions": gettext_noop(
        "No institution of this type is known here: check the register."
    ),
    "judging.ask.denominator": gettext_noop("Of how many is this a percentage? Declare the denominator."),
    "judging.ask.value": gettext_noop("Nothing has been counted or reported yet."),
    "judging.ask.base_year": gettext_noop("Growth from which value? Enter the value of the base year."),
    "judging.ask.units": gettext_noop("No unit is obliged by this target yet: say which ones are."),
    "judging.ask.stage": gettext_noop("There is no word on progress yet."),
    "judging.ask.periods": gettext_noop("No period has gone by in this term: check its dates."),
    "judging.status.achieved": gettext_noop("The target is reached."),
    "judging.status.on_track": gettext_noop("The target is on track."),
    "judging.status.begun": gettext_noop("Nothing is due yet, so the target is on track."),
    "judging.status.at_risk": gettext_noop("The target is at risk."),
    "judging.status.off_track": gettext_noop("The target is off track."),
    "judging.status.missed": gettext_noop("The date has passed and the target is not reached."),
    "judging.status.no_data": gettext_noop("Too little is known to judge the target."),
    "judging.status.no_base": gettext_noop(
        "The base value is not known, so there is nothing to compare with."
    ),
}
