"""What this room says no to; sentences in `densach.ui.wording.plans`."""

from __future__ import annotations

from densach.kernel.errors import Closed, Conflict, Invalid, NotFound


class UnknownPlan(NotFound):
    """No plan has this code, or none that this actor may know of. Parameter: `code`."""

    message_id = "plans.unknown"


class UnknownRow(NotFound):
    """The plan has no such row. Parameter: `plan`."""

    message_id = "plans.unknown_row"


class UnknownRowKind(NotFound):
    """Rows are targets, tasks, duties or events. Parameter: `kind`."""

    message_id = "plans.unknown_row_kind"


class AlreadyLoaded(Conflict):
    """The same file was loaded for the same organisation. Parameters: `title`, `code`."""

    message_id = "plans.already_loaded"


class RowChanged(Conflict):
    """Someone else decided on this row meanwhile. Parameters: `who`, `state`, `at`."""

    message_id = "plans.row_changed"


class PlanMoved(Conflict):
    """The plan is no longer in the state in which the act was offered. Parameters: `title`, `state`."""

    message_id = "plans.moved"


class PlanClosed(Closed):
    """A closed plan does not change. Parameter: `title`."""

    message_id = "plans.closed"


class RowForbids(Closed):
    """The state of the row does not know this act. Parameter: `state`."""

    message_id = "plans.row_forbids"


class NothingAccepted(Closed):
    """A plan runs on accepted targets; it has none. Parameter: `title`."""

    message_id = "plans.nothing_accepted"


class ValueMissing(Invalid):
    """This kind of target needs a value. No parameters."""

    message_id = "plans.value_missing"


class ValuesOutOfOrder(Invalid):
    """The lower value exceeds the upper one. Parameters: `low`, `high`."""

    message_id = "plans.values_out_of_order"


class NotAPercentage(Invalid):
    """A share of institutions lies between 0 and 100. Parameter: `value`."""

    message_id = "plans.not_a_percentage"


class YearsOutOfOrder(Invalid):
    """The first year comes after the last. Parameters: `year_from`, `year_to`."""

    message_id = "plans.years_out_of_order"


class BaseAfterTerm(Invalid):
    """Growth is counted from a base year before its last year. Parameters: `base_year`, `year_to`."""

    message_id = "plans.base_after_term"


class SubjectMissing(Invalid):
    """A row says what it is about. No parameters."""

    message_id = "plans.subject_missing"


class UnknownTargetKind(Invalid):
    """Not a kind that can be judged. Parameter: `kind`."""

    message_id = "plans.unknown_target_kind"


class QuoteNotFound(Invalid):
    """The quoted words do not stand in the paper. Parameter: `quote`."""

    message_id = "plans.quote_not_found"


class DayImpossible(Invalid):
    """The calendar has no such day. Parameters: `day`, `month`."""

    message_id = "plans.day_impossible"


class BindingGuarded(Closed):
    """A binding target of a running plan changes only by an approved proposal. Parameter: `quote`."""

    message_id = "plans.binding_guarded"


class NotBinding(Closed):
    """A proposal is for binding targets of running plans; others are changed at once. Parameter: `quote`."""

    message_id = "plans.not_binding"


class ProposalWaits(Conflict):
    """A change of this target already waits for approval. Parameters: `who`, `at`."""

    message_id = "plans.proposal_waits"


class ProposalDecided(Conflict):
    """The proposal was decided, or withdrawn, meanwhile. Parameters: `state`, `who`."""

    message_id = "plans.proposal_decided"


class OwnProposal(Closed):
    """Who proposes a change does not approve it. No parameters."""

    message_id = "plans.own_proposal"


class NotOwnProposal(Closed):
    """Only who proposed a change withdraws it. Parameter: `who`."""

    message_id = "plans.not_own_proposal"


class TargetMovedOn(Conflict):
    """The target is no longer what the proposal was made for. Parameter: `quote`."""

    message_id = "plans.target_moved_on"


class NothingChanged(Invalid):
    """The proposed values are those that stand. No parameters."""

    message_id = "plans.nothing_changed"


class ReasonMissing(Invalid):
    """This act has to say why. No parameters."""

    message_id = "plans.reason_missing"


class UnknownProposal(NotFound):
    """No such proposal, or none that this actor may know of. No parameters."""

    message_id = "plans.unknown_proposal"


class UnknownPaper(NotFound):
    """The register has no such paper, or none that this actor may know of. Parameter: `code`."""

    message_id = "plans.unknown_paper"


class UnknownProgramme(NotFound):
    """No programme has this code. Parameter: `code`."""

    message_id = "plans.unknown_programme"


class PaperUnnamed(Invalid):
    """A paper has a type, and a number or words on what it is about. No parameters."""

    message_id = "plans.paper_unnamed"


class YearsDisagree(Invalid):
    """The year told is not that of the day told. Parameters: `year`, `day`."""

    message_id = "plans.years_disagree"


class PaperKnown(Conflict):
    """The register has a paper of this number, symbol, year and issuer. Parameters: `paper`, `code`."""

    message_id = "plans.paper_known"


class PaperChanged(Conflict):
    """Someone else changed the paper meanwhile. Parameter: `paper`."""

    message_id = "plans.paper_changed"


class PaperEndsEarly(Invalid):
    """A paper cannot end before it was issued. Parameters: `day`, `issued_on`."""

    message_id = "plans.paper_ends_early"


class LinkedToItself(Invalid):
    """A paper cannot replace or carry out itself. Parameter: `paper`."""

    message_id = "plans.linked_to_itself"


class LinkedTwice(Conflict):
    """The two papers are linked so already. Parameters: `later`, `earlier`."""

    message_id = "plans.linked_twice"


class LinkCircular(Invalid):
    """The earlier paper already hangs on the later one. Parameters: `later`, `earlier`."""

    message_id = "plans.link_circular"


class LinkBackwards(Invalid):
    """The later paper was issued before the earlier one. Parameters: `later`, `earlier`."""

    message_id = "plans.link_backwards"


class NotSent(Closed):
    """Only a running plan is sent. Parameter: `title`."""

    message_id = "plans.not_running"


class NobodyChosen(Invalid):
    """Nobody to send the plan to. No parameters."""

    message_id = "plans.nobody_chosen"


class OutsideTerritory(Invalid):
    """A unit outside the plan's territory, or no longer there. Parameter: `name`."""

    message_id = "plans.outside_territory"


class DueInThePast(Invalid):
    """The day for a unit's own plan has passed. Parameter: `due`."""

    message_id = "plans.due_in_the_past"


class AlreadyRead(Closed):
    """What was read, or acted on, is not taken back. Parameter: `name`."""

    message_id = "plans.already_read"


class NothingChosen(Invalid):
    """A plan from a parent takes up at least one of its targets. No parameters."""

    message_id = "plans.nothing_chosen"


class AlreadyDerived(Conflict):
    """The unit has a plan of its own from this parent. Parameters: `title`, `code`."""

    message_id = "plans.already_derived"


class FamilyCircular(Invalid):
    """A plan would come from itself, or take over from itself. Parameters: `title`, `other`."""

    message_id = "plans.family_circular"


class HasPaper(Conflict):
    """The plan has its paper already. Parameter: `title`."""

    message_id = "plans.has_paper"


class AlreadyHandedOver(Conflict):
    """The plan was handed over. Parameters: `title`, `successor`."""

    message_id = "plans.already_handed_over"


class HandedOverInUse(Closed):
    """What was handed over is used already. Parameters: `title`, `count`."""

    message_id = "plans.handed_over_in_use"


class SuccessorForeign(Invalid):
    """The successor's territory does not hold what the plan was for. Parameters: `title`, `other`."""

    message_id = "plans.successor_foreign"


class UnknownPlace(NotFound):
    """No place with this code, or none whose targets this actor may know of. Parameter: `code`."""

    message_id = "plans.unknown_place"


class NothingToDecide(Closed):
    """Whom the target asks is still there, or its plan does not run. Parameter: `subject`."""

    message_id = "plans.nothing_to_decide"


class AlreadyDecided(Conflict):
    """Somebody decided on the target meanwhile. Parameters: `subject`, `who`, `at`, `fate`."""

    message_id = "plans.already_decided"


class BasisMissing(Invalid):
    """A decision names its legal basis. No parameters."""

    message_id = "plans.basis_missing"


class DecidedTooEarly(Invalid):
    """It cannot hold while whom the target asked was still there. Parameters: `subject`, `last_day`."""

    message_id = "plans.decided_too_early"


class DecidedAhead(Invalid):
    """A decision is dated today or before. Parameter: `day`."""

    message_id = "plans.decided_ahead"


class NobodyCarries(Invalid):
    """Somebody has to carry the target on. Parameter: `subject`."""

    message_id = "plans.nobody_carries"


class CarrierNotThere(Invalid):
    """The unit is not in the place on the day. Parameters: `name`, `day`."""

    message_id = "plans.carrier_not_there"


class CarrierNotAsked(Invalid):
    """The unit is of a kind that the target does not ask. Parameters: `name`, `subject`."""

    message_id = "plans.carrier_not_asked"


class NotAReplacement(Invalid):
    """No running plan of the place has this target. Parameter: `subject`."""

    message_id = "plans.not_a_replacement"


class DecisionGone(Conflict):
    """The decision was taken back meanwhile. Parameters: `who`, `at`."""

    message_id = "plans.decision_gone"


class DecisionDependedOn(Closed):
    """Signed reports rest on the decision. Parameter: `number`."""

    message_id = "plans.decision_depended_on"
