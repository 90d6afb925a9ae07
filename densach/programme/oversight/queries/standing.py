"""What waits for whom, what is due when: for the desk, the leader's page, the calendar and the pages of targets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Model, Q, QuerySet

from densach.kernel.actor import Actor
from densach.kernel.period import Period
from densach.people.queries import StaffActor, home_organisation
from densach.programme.oversight.models import (
    CommendationRound,
    Difficulty,
    DifficultyState,
    Inspection,
    InspectionState,
    Nomination,
    NominationState,
    Practice,
    PracticeState,
    PracticeUse,
    Recommendation,
    RecommendationState,
    Review,
    ReviewState,
    RoundState,
    Visit,
    VisitState,
)
from densach.programme.oversight.queries.doors import difficulties_for
from densach.programme.oversight.rules.lifecycle import DECIDE, MANAGE, RAISE, UNANSWERED, UNSETTLED
from densach.programme.plans.models import Plan, Target


@dataclass(frozen=True)
class OpenWork:
    """So many things of one kind (`code`) wait for the actor, `late` of them past their day."""

    code: str
    number: int
    late: int = 0


def open_numbers(actor: Actor, on: date) -> list[OpenWork]:
    """What waits for the actor, kinds with nothing left out. A unit's own work, and what a keeper has to look at.

    Codes: answer_difficulties, confirm_answers, carry_out, check_recommendations, hold_visits, look_at_practices,
    offer_again, review_nominations, decide_nominations, propose_again, decide_reviews.
    """
    if not isinstance(actor, StaffActor):
        return []
    manage, decide = actor.places(MANAGE), actor.places(DECIDE)
    home = home_organisation(actor, on)
    # An officer keeps the registers of every unit below; what these have to do is theirs, not the officer's.
    own = actor.places(RAISE) - (manage - ({home.pk} if home else set()))
    found: list[OpenWork] = []
    if manage or own:
        found += _difficulties(manage, own, on) + _recommendations(manage, own, on)
    if manage:
        found += _visits(manage, on)
    if manage or own:
        found += _practices(manage, own)
    if manage or own or decide:
        found += _nominations(manage, own, decide)
    if decide:
        number = Review.objects.filter(state=ReviewState.SUBMITTED, organisation__in=decide).count()
        found.append(OpenWork("decide_reviews", number))
    return [one for one in found if one.number]


def _counted(rows: QuerySet[Model], **asked: Q) -> dict[str, int]:
    told: dict[str, int] = rows.aggregate(**{name: Count("pk", filter=q) for name, q in asked.items()})
    return told


def _difficulties(manage: Iterable[int], own: Iterable[int], on: date) -> list[OpenWork]:
    waits = Q(state__in=UNANSWERED) & (Q(addressee__in=manage) | Q(forwarded_by__in=manage))
    answered = Q(state=DifficultyState.ANSWERED, organisation__in=own)
    rows = Difficulty.objects.filter(waits | answered)
    told = _counted(rows, waits=waits, late=waits & Q(due__lt=on), answered=answered)
    return [
        OpenWork("answer_difficulties", told["waits"], told["late"]),
        OpenWork("confirm_answers", told["answered"]),
    ]


def _recommendations(manage: Iterable[int], own: Iterable[int], on: date) -> list[OpenWork]:
    mine = Q(state=RecommendationState.OPEN, organisation__in=own)
    check = Q(state=RecommendationState.ANSWERED, visit__inspection__organisation__in=manage)
    rows = Recommendation.objects.filter(mine | check)
    told = _counted(rows, mine=mine, late=mine & Q(due__lt=on), check=check)
    return [
        OpenWork("carry_out", told["mine"], told["late"]),
        OpenWork("check_recommendations", told["check"]),
    ]


def _visits(manage: Iterable[int], on: date) -> list[OpenWork]:
    due = Q(state=VisitState.PLANNED, planned_on__lte=on) | Q(state=VisitState.HELD)
    rows = Visit.objects.filter(
        due, inspection__organisation__in=manage, inspection__state=InspectionState.RUNNING
    )
    late = Q(state=VisitState.PLANNED, planned_on__lt=on)
    told = _counted(rows, all=Q(), late=late)
    return [OpenWork("hold_visits", told["all"], told["late"])]


def _practices(manage: Iterable[int], own: Iterable[int]) -> list[OpenWork]:
    look = Q(state=PracticeState.OFFERED, keeper__in=manage)
    again = Q(state=PracticeState.RETURNED, organisation__in=own)
    told = _counted(Practice.objects.filter(look | again), look=look, again=again)
    return [OpenWork("look_at_practices", told["look"]), OpenWork("offer_again", told["again"])]


def _nominations(manage: Iterable[int], own: Iterable[int], decide: Iterable[int]) -> list[OpenWork]:
    look = Q(state=NominationState.PROPOSED, round__organisation__in=manage)
    again = Q(state=NominationState.RETURNED, organisation__in=own)
    award = Q(state=NominationState.AGREED, round__organisation__in=decide)
    told = _counted(Nomination.objects.filter(look | again | award), look=look, again=again, award=award)
    return [
        OpenWork("review_nominations", told["look"]),
        OpenWork("propose_again", told["again"]),
        OpenWork("decide_nominations", told["award"]),
    ]


def difficulties_of_target(target_id: int) -> dict[str, int]:
    """How many difficulties were raised on a target: {"all", "open"}; their list is the register filtered by it."""
    rows = Difficulty.objects.filter(target_id=target_id).exclude(state=DifficultyState.WITHDRAWN)
    return _counted(rows, all=Q(), open=Q(state__in=UNSETTLED))


def difficulties_of_plan(plan: Plan) -> dict[str, int]:
    """The same for a whole plan."""
    rows = Difficulty.objects.filter(plan=plan).exclude(state=DifficultyState.WITHDRAWN)
    return _counted(rows, all=Q(), open=Q(state__in=UNSETTLED))


def difficulties_by_target(plan: Plan) -> dict[int, int]:
    """Unsettled difficulties by target of the plan, one query for the whole page."""
    rows = Difficulty.objects.filter(plan=plan, target__isnull=False, state__in=UNSETTLED)
    return dict(rows.values_list("target_id").annotate(number=Count("pk")).order_by())


def difficulties_between(organisation_ids: Iterable[int], period: Period) -> dict[str, int]:
    """For reports: how many these units raised in the period, and how they stand by state."""
    rows = Difficulty.objects.filter(
        organisation__in=list(organisation_ids), raised_on__range=(period.start, period.end)
    )
    return {"all": rows.count(), **dict(rows.values_list("state").annotate(number=Count("pk")).order_by())}


@dataclass(frozen=True)
class Due:
    """A day of the calendar: `kind` visit, difficulty, recommendation, round; `organisation_id` whom it concerns."""

    kind: str
    on: date
    pk: int
    organisation_id: int
    text: str
    done: bool = False


def visits(period: Period, organisation_ids: Iterable[int]) -> list[Due]:
    """Visits of running or closed inspections to these units, or by them, in the period; cancelled ones left out."""
    keys = list(organisation_ids)
    rows = (
        Visit.objects.filter(Q(organisation__in=keys) | Q(inspection__organisation__in=keys))
        .filter(planned_on__range=(period.start, period.end))
        .exclude(state=VisitState.CANCELLED)
        .exclude(inspection__state=InspectionState.DRAFT)
        .select_related("inspection")
        .order_by("planned_on", "pk")
    )
    return [
        Due(
            "visit",
            one.visited_on or one.planned_on,
            one.pk,
            one.organisation_id,
            one.inspection.title,
            one.state == VisitState.CONCLUDED,
        )
        for one in rows
    ]


def deadlines(period: Period, organisation_ids: Iterable[int]) -> list[Due]:
    """Days by which these units must answer, carry out or propose something, in the period."""
    keys, span = list(organisation_ids), (period.start, period.end)
    found = [
        Due("difficulty", one.due, one.pk, one.addressee_id, str(one))
        for one in Difficulty.objects.filter(addressee__in=keys, state__in=UNANSWERED, due__range=span)
    ]
    asked = Recommendation.objects.filter(organisation__in=keys, due__range=span)
    found += [
        Due("recommendation", one.due, one.pk, one.organisation_id, str(one))
        for one in asked.filter(state=RecommendationState.OPEN)
    ]
    rounds = CommendationRound.objects.filter(
        organisation__in=keys, state=RoundState.OPEN, propose_by__range=span
    )
    found += [Due("round", one.propose_by, one.pk, one.organisation_id, one.title) for one in rounds]
    return sorted(found, key=lambda due: (due.on, due.kind, due.pk))


def of_target(actor: Actor, target: Target, on: date) -> list[Difficulty]:
    """The difficulties raised on a target that the actor may know of, newest first."""
    return list(difficulties_for(actor, on).filter(target=target).order_by("-pk"))


def inspection_numbers(inspection_ids: Iterable[int]) -> dict[int, tuple[int, int, int, int]]:
    """Of each inspection: visits, of them concluded, recommendations, of them carried out."""
    rows = Inspection.objects.filter(pk__in=list(inspection_ids)).annotate(
        planned=Count("visits", filter=~Q(visits__state=VisitState.CANCELLED), distinct=True),
        done=Count("visits", filter=Q(visits__state=VisitState.CONCLUDED), distinct=True),
        asked=Count("visits__recommendations", distinct=True),
        closed=Count(
            "visits__recommendations",
            filter=Q(visits__recommendations__state=RecommendationState.CLOSED),
            distinct=True,
        ),
    )
    return {
        pk: (planned, done, asked, closed)
        for pk, planned, done, asked, closed in rows.values_list("pk", "planned", "done", "asked", "closed")
    }


def round_numbers(round_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Of each round: proposals that were not taken back, and those commended."""
    rows = Nomination.objects.filter(round__in=list(round_ids)).exclude(state=NominationState.WITHDRAWN)
    awarded = Count("pk", filter=Q(state=NominationState.AWARDED))
    told = rows.order_by().values_list("round_id").annotate(every=Count("pk"), awarded=awarded)
    return {key: (every, done) for key, every, done in told}


def use_numbers(practice_ids: Iterable[int]) -> dict[int, int]:
    """How many units apply each model now."""
    rows = PracticeUse.objects.filter(practice__in=list(practice_ids), until__isnull=True)
    return dict(rows.order_by().values_list("practice_id").annotate(number=Count("pk")))
