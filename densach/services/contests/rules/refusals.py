"""What the room refuses."""

from __future__ import annotations

from densach.kernel.errors import Closed, Conflict, Invalid, NotFound


class NoSuchContest(NotFound):
    """No such contest, round, entry or judge, or none that this person may know of."""

    message_id = "contests.unknown"


class NotNow(Closed):
    """The round's state forbids the act. Parameter: `state`, already worded."""

    message_id = "contests.not_now"


class ChangedSince(Conflict):
    """Somebody changed the round or contest after the page was opened."""

    message_id = "contests.changed_since"


class WhyNeeded(Invalid):
    """The act must be explained."""

    message_id = "contests.why_needed"


class HoldsNoContests(Invalid):
    """The unit is none that holds contests, or is not there on the day. Parameter: `unit`."""

    message_id = "contests.holds_none"


class TitleNeeded(Invalid):
    """A contest, a round, an entry has a name."""

    message_id = "contests.title_needed"


class DaysBackwards(Invalid):
    """Entries end before they begin, or it is held before they begin. Parameters: `first`, `last`."""

    message_id = "contests.days_backwards"


class HasRoundThere(Conflict):
    """The unit already has a round below this one. Parameter: `unit`."""

    message_id = "contests.has_round_there"


class NotBelow(Invalid):
    """The unit does not lie in the area of the round above. Parameters: `unit`, `area`."""

    message_id = "contests.not_below"


class NobodyChosen(Invalid):
    """Nothing was ticked."""

    message_id = "contests.nobody_chosen"


class TwiceNamed(Invalid):
    """Two criteria or prizes of one name. Parameter: `name`."""

    message_id = "contests.twice_named"


class CriteriaInUse(Closed):
    """Marks are given: criteria and weights stand. Parameter: `number`, of marks."""

    message_id = "contests.criteria_in_use"


class MarksOutOfReach(Invalid):
    """Mark, weight or number of criteria outside what is reckoned with. Parameters: `name`, `most`, `criteria`."""

    message_id = "contests.marks_out_of_reach"


class PrizeGiven(Closed):
    """The prize is given and cannot be left out, or less of it. Parameters: `name`, `number`, given."""

    message_id = "contests.prize_given"


class TooManyPrizes(Conflict):
    """More of a prize than there are. Parameters: `name`, `number`."""

    message_id = "contests.too_many_prizes"


class AlreadyAwarded(Conflict):
    """The entry has a prize. Parameters: `entry`, `prize`."""

    message_id = "contests.already_awarded"


class CertificateHolds(Closed):
    """A certificate for the prize holds; it is revoked first. Parameter: `number`."""

    message_id = "contests.certificate_holds"


class NothingToEnter(Closed):
    """Entries are taken from one day to another. Parameters: `opens`, `closes`."""

    message_id = "contests.not_in_the_days"


class KindNotTaken(Invalid):
    """This contest does not take this kind of entry. Parameter: `kind`, already worded."""

    message_id = "contests.kind_not_taken"


class AlreadyEntered(Conflict):
    """The same name with the same piece stands in the list. Parameter: `number`."""

    message_id = "contests.already_entered"


class NotCompeting(Closed):
    """The entry was withdrawn or disqualified. Parameters: `number`, `state`, already worded."""

    message_id = "contests.not_competing"


class NumbersClash(Invalid):
    """Two entries would have the same number, or one has none. Parameter: `number`."""

    message_id = "contests.numbers_clash"


class MarksGiven(Closed):
    """Marks are given: the order of entries stands. Parameter: `number`, of marks."""

    message_id = "contests.marks_given"


class JudgeNeedsName(Invalid):
    """A judge has a name."""

    message_id = "contests.judge_needs_name"


class JudgeTwice(Conflict):
    """The account or the name judges this round already. Parameter: `name`."""

    message_id = "contests.judge_twice"


class NoSuchAccount(Invalid):
    """No account with this address. Parameter: `email`."""

    message_id = "contests.no_such_account"


class JudgeGone(Closed):
    """The judge has left the jury. Parameter: `name`."""

    message_id = "contests.judge_gone"


class InConflict(Closed):
    """The judge may not score the entry. Parameters: `judge`, `number`, `why`."""

    message_id = "contests.in_conflict"


class ConflictKnown(Conflict):
    """This conflict is declared already. Parameters: `judge`, `number`."""

    message_id = "contests.conflict_known"


class Competes(Closed):
    """Whoever competes, or answers for somebody who does, gives and changes no marks. Parameter: `number`."""

    message_id = "contests.competes"


class JudgesThemselves(Closed):
    """Whoever sits in the jury neither sees nor enters the marks of the others before the round is ranked."""

    message_id = "contests.judges_themselves"


class JudgeHasAccount(Closed):
    """Who scores with an account of their own gives each mark themselves. Parameter: `judge`."""

    message_id = "contests.judge_has_account"


class MarkTooHigh(Invalid):
    """Parameters: `criterion`, `most`, `value`."""

    message_id = "contests.mark_too_high"


class MarkChangedSince(Conflict):
    """Somebody else changed the mark meanwhile. Parameters: `number`, `criterion`, `value`, as it is now."""

    message_id = "contests.mark_changed_since"


class MarkNotCleared(Invalid):
    """A mark is changed, never taken out. Parameters: `number`, `criterion`."""

    message_id = "contests.mark_not_cleared"


class NotReady(Invalid):
    """Nothing to judge by, nobody to judge or nothing to be judged. Parameter: `what`, already worded."""

    message_id = "contests.not_ready"


class MarksMissing(Closed):
    """Parameters: `number` of missing marks, `judge` and `entry` of the first."""

    message_id = "contests.marks_missing"


class NobodyJudged(Closed):
    """All judges are in conflict with the entry. Parameter: `entry`."""

    message_id = "contests.nobody_judged"


class AwardsStand(Closed):
    """Prizes are given, or entries have gone up; both are taken back first. Parameters: `prizes`, `promoted`."""

    message_id = "contests.awards_stand"


class DayNeeded(Invalid):
    """Held on no day, or on one to come. Parameter: `day`, empty for none."""

    message_id = "contests.day_needed"


class RankFirst(Closed):
    """A round with criteria is ranked before it is closed."""

    message_id = "contests.rank_first"


class NothingAbove(Closed):
    """No round stands above this one."""

    message_id = "contests.nothing_above"


class AboveShut(Closed):
    """The round above takes no entries. Parameters: `round`, `state`, already worded."""

    message_id = "contests.above_shut"


class AlreadyUp(Conflict):
    """The entry has gone up before. Parameter: `number`."""

    message_id = "contests.already_up"


class NotUp(Closed):
    """The entry has not gone up. Parameter: `number`."""

    message_id = "contests.not_up"


class JudgedAbove(Closed):
    """The round above has marks or prizes for it. Parameter: `number`."""

    message_id = "contests.judged_above"


class YearsOutOfReach(Invalid):
    """From every year to every ten years. Parameter: `years`."""

    message_id = "contests.years_out_of_reach"


class RuleTooEarly(Invalid):
    """A new rule begins after the present one. Parameters: `day`, `since`."""

    message_id = "contests.rule_too_early"
