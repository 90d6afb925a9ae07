"""What an act of the register changes for plans: who is asked by a target, whose plan it is, who has tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext_noop

from densach.organisations import queries as organisations
from densach.organisations.effects import Dependence, Done, Effect, tally
from densach.organisations.models import OrganisationKind
from densach.organisations.planned import PlannedChange
from densach.organisations.rules import Named
from densach.programme.indicators.models import Formula, Indicator
from densach.programme.indicators.queries.reading import asked_scope
from densach.programme.indicators.rules import Scope
from densach.programme.plans.models import Plan, PlanState, RowState, Target, TaskUnit
from densach.programme.plans.queries import scope_of


def effects(change: PlannedChange) -> Iterator[Effect]:
    """For running plans of the territory: the units that each target asks, before and after; plans and tasks left."""
    if change.before() == change.after():
        return
    everyone = organisations.alive(change.on)
    running = Plan.objects.filter(state=PlanState.RUNNING, year_to__gte=change.on.year)
    for plan in running.order_by("-issued_on", "-pk"):
        places = set(organisations.area_ids_within(plan.territory_id, change.on))
        if change.area_ids & places:
            yield from _of_targets(change, plan, everyone, places)
    yield from _of_owners(change)


def dependences(done: Done) -> Iterator[Dependence]:
    """Plans of whom the act founded, plans loaded since by anyone it touched, and tasks tied to whom it founded."""
    since = Plan.objects.filter(organisation_id__in=done.organisation_ids, loaded_at__gte=done.at)
    own = Plan.objects.filter(organisation_id__in=done.founded_ids)
    yield Dependence(gettext_noop("%(number)s plans"), {"number": (since | own).distinct().count()})
    tasks = TaskUnit.objects.filter(organisation_id__in=done.founded_ids).count()
    yield Dependence(gettext_noop("%(number)s tasks of plans"), {"number": tasks})


def _of_targets(
    change: PlannedChange, plan: Plan, everyone: list[Named], places: set[int]
) -> Iterator[Effect]:
    """Only targets for which the number of units asked changes; the same one for several years is told once."""
    targets = Target.objects.filter(plan=plan, state=RowState.ACCEPTED, indicator__isnull=False)
    told: set[tuple[str, int, int]] = set()
    for target in targets.select_related("indicator__capability").order_by("position"):
        if target.indicator is None:
            continue
        scope = asked_scope(target.indicator, scope_of(plan, target))
        params = {"target": target.subject, "plan": plan.title}
        for text, before, after in _figures(change, target.indicator, scope, everyone, places):
            if before != after and (text + target.subject, before, after) not in told:
                told.add((text + target.subject, before, after))
                url = reverse("plans:target", args=[plan.code, target.pk])
                group = gettext_noop("Targets of “%(plan)s”")
                yield Effect(text, params, "figure", before, after, url, group)


def _figures(
    change: PlannedChange, indicator: Indicator, scope: Scope, everyone: list[Named], places: set[int]
) -> Iterator[tuple[str, int, int]]:
    """What a target asks before and after the act, each with its words."""
    wanted = _asking(scope, places)
    if indicator.formula != Formula.INSTITUTIONS:
        yield gettext_noop("%(target)s: units asked"), *tally(change, everyone, wanted)
        return
    # "Communes with a library": a place counts once, and is told by its committee.
    committees = _asking(replace(scope, kinds=(OrganisationKind.PEOPLES_COMMITTEE,)), places)
    after = _after(change, everyone)
    have = [{one.area_id for one in some if wanted(one)} for some in (everyone, after)]
    told = [{one.area_id for one in some if committees(one)} for some in (everyone, after)]
    yield gettext_noop("%(target)s: places that have one"), len(have[0]), len(have[1])
    yield gettext_noop("%(target)s: places asked"), len(told[0] | have[0]), len(told[1] | have[1])


def _after(change: PlannedChange, everyone: list[Named]) -> list[Named]:
    """Who is there on the day once the act is done."""
    touched = {one.id for one in change.before()}
    return [*(one for one in everyone if one.id not in touched), *change.after()]


def _asking(scope: Scope, places: set[int]) -> Callable[[Named], bool]:
    """Whether a target of this scope asks somebody."""

    def is_asked(one: Named) -> bool:
        return (
            one.area_id in places
            and (not scope.kinds or one.kind in scope.kinds)
            and (not scope.levels or one.level in scope.levels)
        )

    return is_asked


def _of_owners(change: PlannedChange) -> Iterator[Effect]:
    ended = {part.organisation_id: part for part in change.parts if part.ended and part.organisation_id}
    for plan in Plan.objects.filter(organisation_id__in=list(ended)).exclude(state=PlanState.CLOSED):
        text = gettext_noop(
            "“%(plan)s” is a plan of %(name)s. Its targets keep their territory and stay measurable; decide who "
            "carries it on, or close it."
        )
        told = {"plan": plan.title, "name": ended[plan.organisation_id].name}
        yield Effect(text, told, "decide", url=reverse("plans:plan", args=[plan.code]))
    rows = TaskUnit.objects.filter(
        organisation_id__in=list(ended),
        task__state=RowState.ACCEPTED,
        task__plan__state=PlanState.RUNNING,
    ).select_related("task__plan")
    tied: dict[tuple[int, str, str], int] = {}
    for row in rows.order_by("task__plan_id", "organisation_id"):
        key = (row.organisation_id or 0, row.task.plan.code, row.task.plan.title)
        tied[key] = tied.get(key, 0) + 1
    for (organisation_id, code, title), number in tied.items():
        text = gettext_noop("%(number)s tasks of “%(plan)s” name %(name)s: tie them to who takes over.")
        params: dict[str, object] = {"number": number, "plan": title, "name": ended[organisation_id].name}
        yield Effect(text, params, "decide", url=reverse("plans:tasks", args=[code]))
