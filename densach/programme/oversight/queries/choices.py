"""What forms offer: units, plans, targets, the findings of a visit; each as value and words."""

from __future__ import annotations

from datetime import date

from densach.kernel.actor import Actor
from densach.kernel.collation import sort_key
from densach.organisations import queries as organisations
from densach.people.queries import home_organisation, organisations_where
from densach.programme.oversight.models import CommendationRound, Nomination, NominationState, Visit
from densach.programme.plans import queries as plans
from densach.programme.plans.models import Plan, PlanState, RowState, Target, Task

Choice = tuple[str, str]
Group = tuple[str, list[Choice]]
LONGEST = 110


def units_where(actor: Actor, verb: str, on: date) -> list[Choice]:
    """Units alive on the day in which the actor may do the verb, their own place first: code and name."""
    home = home_organisation(actor, on)
    keys = list(organisations_where(actor, verb, on).values_list("pk", flat=True))
    alive = organisations.alive_ids(keys, on)
    named = [one for one in organisations.all_named(keys, on).values() if one.id in alive]
    named.sort(key=lambda one: (one.id != getattr(home, "pk", None), sort_key(one.name)))
    return [(one.code, one.name) for one in named]


def keepers(actor: Actor, verb: str, on: date) -> list[Choice]:
    """The same among those who lead: agencies, else all."""
    keys = list(organisations_where(actor, verb, on).values_list("pk", flat=True))
    alive = organisations.alive_ids(keys, on)
    named = [one for one in organisations.all_named(keys, on).values() if one.id in alive]
    leading = [one for one in named if one.kind in plans.ISSUING_KINDS] or named
    home = home_organisation(actor, on)
    leading.sort(key=lambda one: (one.id != getattr(home, "pk", None), sort_key(one.name)))
    return [(one.code, one.name) for one in leading]


def plans_of(actor: Actor) -> list[Plan]:
    """Plans that the actor may see and that are set running or closed."""
    return list(plans.plans_for(actor).exclude(state=PlanState.REVIEW))


def plan_choices(actor: Actor) -> list[Choice]:
    return [(one.code, one.title) for one in plans_of(actor)]


def target_groups(actor: Actor) -> list[Group]:
    """Accepted targets under their plans."""
    return [(plan.title, targets_of(plan)) for plan in plans_of(actor)]


def targets_of(plan: Plan | None) -> list[Choice]:
    if plan is None:
        return []
    rows = Target.objects.filter(plan=plan, state=RowState.ACCEPTED).order_by("position")
    return [(str(pk), _short(subject)) for pk, subject in rows.values_list("pk", "subject")]


def target_for(actor: Actor, pk: int) -> Target | None:
    """An accepted target of a plan that the actor may see."""
    return (
        Target.objects.select_related("plan__organisation")
        .filter(pk=pk, state=RowState.ACCEPTED, plan__in=plans_of(actor))
        .first()
    )


def task_groups(actor: Actor) -> list[Group]:
    """Accepted tasks under their plans; one query."""
    rows = Task.objects.filter(plan__in=plans_of(actor), state=RowState.ACCEPTED)
    found: dict[str, list[Choice]] = {}
    for pk, title, plan in rows.order_by("plan_id", "position").values_list("pk", "title", "plan__title"):
        found.setdefault(plan, []).append((str(pk), _short(title)))
    return list(found.items())


def task_for(actor: Actor, pk: int) -> Task | None:
    """An accepted task of a plan that the actor may see."""
    rows = Task.objects.select_related("plan__organisation")
    return rows.filter(pk=pk, state=RowState.ACCEPTED, plan__in=plans_of(actor)).first()


def findings_of(visit: Visit) -> list[Choice]:
    return [(str(one.pk), _short(one.text)) for one in visit.findings.order_by("pk")]


def to_recommend(visit: Visit, on: date) -> list[Choice]:
    """Whom a recommendation can be addressed to: the unit visited, and whoever stands above it."""
    keys = organisations.ancestor_ids(visit.organisation_id, on)
    named = organisations.all_named(keys, on)
    return [(named[key].code, named[key].name) for key in keys]


def agreed_in(round_: CommendationRound, on: date) -> list[Choice]:
    """Proposals that wait for the decision: number and revision as seen, and whom."""
    rows = list(
        Nomination.objects.filter(round=round_, state=NominationState.AGREED).order_by("-points", "pk")
    )
    names = organisations.names_of({one.organisation_id for one in rows}, on)
    found = []
    for one in rows:
        whom = f"{one.person}, {names[one.organisation_id]}" if one.person else names[one.organisation_id]
        points = f" ({one.points})" if one.points is not None else ""
        found.append((f"{one.pk}-{one.revision}", f"{whom}: {one.award}{points}"))
    return found


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else f"{flat[:LONGEST]}…"
