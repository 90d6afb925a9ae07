"""Plans that come from a parent: a unit takes up targets for its own place, and its paper fills the draft later."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from densach.files import actions as files
from densach.formats import planreader
from densach.formats.planreader.reading import PlanReading
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.access import require
from densach.programme.plans.access import require_manage, require_review
from densach.programme.plans.actions import read_rows
from densach.programme.plans.actions.loading import Reader, reading_of, write_plan
from densach.programme.plans.actions.registering import register_paper
from densach.programme.plans.actions.rows import before, check, is_guarded, keep_revision, tell_plan
from densach.programme.plans.models import Plan, PlanState, Row, RowState, Target, Task
from densach.programme.plans.queries.family import areas_above, parents_by_paper
from densach.programme.plans.queries.review import target_values
from densach.programme.plans.queries.succession import rows_in_use
from densach.programme.plans.rules.comparing import matched
from densach.programme.plans.rules.papers import closes_circle
from densach.programme.plans.rules.refusals import (
    AlreadyDerived,
    FamilyCircular,
    HasPaper,
    NothingChosen,
    NotSent,
    OutsideTerritory,
    PlanClosed,
    PlanMoved,
)
from densach.programme.plans.rules.unfit import ParentElsewhere, ParentNotIssued, ParentOfOtherYears
from densach.programme.plans.rules.values import TargetValues

COPIED = (
    *("subject", "institution_types", "levels", "indicator", "kind", "value_min", "value_max", "unit", "per"),
    *(
        "every_years",
        "year_from",
        "year_to",
        "milestone",
        "base_year",
        "base_value",
        "denominator",
        "mandatory",
    ),
)
_BY_PAPER = "Theo văn bản đã ban hành"
# What a draft's figure and its paper's can differ in.
FIGURES = (
    "kind",
    "value_min",
    "value_max",
    "unit",
    "per",
    "every_years",
    "year_from",
    "year_to",
    "milestone",
)


@dataclass(frozen=True)
class Taken:
    """A target of the parent with the value that the unit promises for its place; None keeps the parent's."""

    target: Target
    value_min: Decimal | None = None
    value_max: Decimal | None = None


@transaction.atomic
def derive(
    *,
    at: datetime,
    actor: Actor,
    parent: Plan,
    organisation: Organisation,
    title: str,
    taken: Sequence[Taken],
    year_from: int | None = None,
    year_to: int | None = None,
) -> Plan:
    """A unit's own plan from targets of a running parent: in review, its rows accepted, without a paper yet.

    Raises NotSent, NothingChosen, OutsideTerritory, AlreadyDerived, the refusals of the values, NotAllowed.
    """
    require(actor, "plan.manage", organisation)
    _refuse(parent, organisation, at)
    if not taken:
        raise NothingChosen
    on = today(at)
    plan = Plan(
        code=_code(parent, organisation),
        organisation=organisation,
        territory_id=organisations.area_of(organisation, on),
        parent=parent,
        title=clean_text(title)[:500] or parent.title,
        document_type="Kế hoạch",
        issuer=organisations.named(organisation, on).name[:200],
        year_from=year_from or parent.year_from,
        year_to=year_to or parent.year_to,
        loaded_at=at,
        loaded_by_name=actor.name,
    )
    plan.full_clean(exclude=["text"])
    plan.save()
    plan.programmes.set(parent.programmes.all())
    for position, one in enumerate(taken):
        _inherit(at, actor, plan, position, one)
    tell_plan(at, actor, plan, "plans.derived", parent=parent.title, count=len(taken))
    return plan


def _refuse(parent: Plan, organisation: Organisation, at: datetime) -> None:
    on = today(at)
    # Held until the transaction ends: of two officers who begin one unit's plan, the later one is told of the first.
    kept = Plan.objects.select_for_update(of=("self",)).get(pk=parent.pk)
    if kept.state != PlanState.RUNNING:
        raise NotSent(title=parent.title)
    inside = organisations.area_ids_within(organisations.whole_successor(parent.territory_id, on), on)
    if organisations.area_of(organisation, on) not in inside:
        raise OutsideTerritory(name=organisations.named(organisation, on).name)
    own = (
        Plan.objects.filter(parent=parent, organisation=organisation).exclude(state=PlanState.CLOSED).first()
    )
    if own is not None:
        raise AlreadyDerived(title=own.title, code=own.code)


def _inherit(at: datetime, actor: Actor, plan: Plan, position: int, one: Taken) -> Target:
    values = target_values(one.target)
    if one.value_min is not None:
        # A range needs both its ends anew: half of the old one would be no promise of anybody.
        values = replace(values, value_min=one.value_min, value_max=_upper(values, one))
    check(at, plan, values)
    told = {name: getattr(one.target, name) for name in COPIED}
    told |= {"value_min": values.value_min, "value_max": values.value_max}
    row = Target(
        plan=plan,
        position=position,
        inherits=one.target,
        state=RowState.ACCEPTED,
        decided_by_name=actor.name,
        decided_at=at,
        **told,
    )
    row.save()
    row.programmes.set(one.target.programmes.all())
    return row


def _upper(values: TargetValues, one: Taken) -> Decimal | None:
    if one.value_max is not None:
        return one.value_max
    return None if values.value_max is None else one.value_min


@transaction.atomic
def discard(*, at: datetime, actor: Actor, plan: Plan) -> None:
    """A draft that was begun by mistake goes, as long as it has no paper and nothing else rests on it.

    Raises HasPaper, PlanMoved, NotAllowed.
    """
    require_manage(actor, plan)
    kept = (
        Plan.objects.select_for_update(of=("self",)).select_related("organisation", "parent").get(pk=plan.pk)
    )
    if kept.source_id is not None:
        raise HasPaper(title=kept.title)
    if kept.state != PlanState.REVIEW or kept.parent is None or rows_in_use([kept, *kept.targets.all()]):
        raise PlanMoved(title=kept.title, state=kept.get_state_display())
    tell_plan(at, actor, kept, "plans.discarded", parent=kept.parent.title)
    for kind in (kept.tasks, kept.reportdutys, kept.eventdays, kept.targets):
        for row in kind.all():
            _forget(row)
    kept.programmes.clear()
    kept.delete()


def _forget(row: Row) -> None:
    if isinstance(row, Task):
        row.units.all().delete()
    if isinstance(row, Target):
        row.revisions.all().delete()
        row.proposals.all().delete()
    if isinstance(row, Target | Task):
        row.programmes.clear()
    row.delete()


@transaction.atomic
def adopt(*, at: datetime, actor: Actor, plan: Plan, parent: Plan | None) -> int:
    """Says from which plan this one comes; targets that measure the same are paired, and how many is given. None takes
    the tie back. Raises FamilyCircular, ParentNotIssued, ParentElsewhere, ParentOfOtherYears, PlanClosed, NotAllowed.
    """
    require_manage(actor, plan)
    kept = Plan.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=plan.pk)
    if kept.state == PlanState.CLOSED:
        raise PlanClosed(title=kept.title)
    if parent is not None:
        rows = Plan.objects.exclude(pk=kept.pk).filter(parent__isnull=False)
        ties = [(child, int(above or 0)) for child, above in rows.values_list("pk", "parent_id")]
        if parent.pk == kept.pk or closes_circle(ties, kept.pk, parent.pk):
            raise FamilyCircular(title=kept.title, other=parent.title)
        _refuse_above(kept, parent, today(at))
    Target.objects.filter(plan=kept, inherits__plan=kept.parent_id).update(inherits=None)
    kept.parent = parent
    kept.save(update_fields=["parent"])
    pairs = _pair_all(kept, parent) if parent is not None else 0
    act = "plans.adopted" if parent else "plans.left_parent"
    tell_plan(at, actor, kept, act, parent=parent.title if parent else "", count=pairs)
    return pairs


def take_parent(at: datetime, actor: Actor, plan: Plan) -> None:
    """A plan without one above it takes the plan that its own paper says it carries out, where that is a single one."""
    told = parents_by_paper(plan, today(at)) if plan.parent_id is None else []
    if len(told) == 1:
        adopt(at=at, actor=actor, plan=plan, parent=told[0])
        plan.parent = told[0]


def _refuse_above(plan: Plan, parent: Plan, on: date) -> None:
    """What the list of possible parents leaves out, an address typed by hand does not bring in."""
    told = {"title": plan.title, "other": parent.title}
    if parent.state == PlanState.REVIEW:
        raise ParentNotIssued(other=parent.title)
    if parent.territory_id not in areas_above(plan, on):
        raise ParentElsewhere(**told)
    if parent.year_from > plan.year_to or parent.year_to < plan.year_from:
        raise ParentOfOtherYears(**told)


@transaction.atomic
def pair(*, at: datetime, actor: Actor, target: Target, above: Target | None) -> Target:
    """Which target of the parent plan this one takes up; None says none. Raises PlanClosed, NotAllowed."""
    kept = (
        Target.objects.select_for_update(of=("self",)).select_related("plan__organisation").get(pk=target.pk)
    )
    require_review(actor, kept.plan)
    if kept.plan.state == PlanState.CLOSED:
        raise PlanClosed(title=kept.plan.title)
    if above is not None and above.plan_id != kept.plan.parent_id:
        raise FamilyCircular(title=kept.plan.title, other=above.plan.title)
    kept.inherits = above
    kept.save(update_fields=["inherits"])
    tell_plan(
        at,
        actor,
        kept.plan,
        "plans.paired",
        quote=kept.subject[:200],
        above=above.subject[:200] if above else "–",
    )
    return kept


def _pair_all(plan: Plan, parent: Plan) -> int:
    accepted = {"state": RowState.ACCEPTED}
    above = {
        row.pk: target_values(row) for row in parent.targets.filter(**accepted).select_related("indicator")
    }
    own = plan.targets.exclude(state=RowState.DROPPED).filter(inherits=None).select_related("indicator")
    found = matched(above, {row.pk: target_values(row) for row in own})
    for low, up in found.items():
        Target.objects.filter(pk=low).update(inherits_id=up)
    return len(found)


def fill(
    *, at: datetime, actor: Actor, plan: Plan, name: str, data: bytes, reader: Reader = planreader.read
) -> Plan:
    """The paper of a plan that was written here first: it gives the plan its number, text and clauses. Rows of the
    draft find their words in it; where the figures differ, the paper's stand and the row waits to be looked at.

    Raises HasPaper, PlanClosed, the reader's refusals, NotAllowed.
    """
    require_manage(actor, plan)
    _refuse_filling(plan)
    reading = reading_of(reader, data, name)
    with transaction.atomic():
        kept = (
            Plan.objects.select_for_update(of=("self",))
            .select_related("organisation", "territory")
            .get(pk=plan.pk)
        )
        _refuse_filling(kept)
        stored = files.keep(
            at=at, actor=actor, name=name, data=data, organisation=kept.organisation, public=True
        )
        write_plan(at, actor, kept.organisation, stored, reading, kept.territory, kept)
        read_rows.write_clauses(kept, reading)
        found, added = _fill_targets(at, actor, kept, reading)
        read_rows.write_others(kept, reading, today(at))
        register_paper(at, kept, actor.name)
        tell_plan(at, actor, kept, "plans.filled", found=found, added=added)
    return kept


def _refuse_filling(plan: Plan) -> None:
    if plan.source_id is not None:
        raise HasPaper(title=plan.title)
    if plan.state == PlanState.CLOSED:
        raise PlanClosed(title=plan.title)


def _fill_targets(at: datetime, actor: Actor, plan: Plan, reading: PlanReading) -> tuple[int, int]:
    """(rows of the draft found in the paper, rows that only the paper has)."""
    draft = {row.pk: row for row in plan.targets.exclude(state=RowState.DROPPED).select_related("indicator")}
    read = dict(enumerate(read_rows.targets_read(plan, reading)))
    pairs = matched(
        {key: target_values(row) for key, row in read.items()},
        {key: target_values(row) for key, row in draft.items()},
    )
    for key, row in draft.items():
        was = before(row)
        if key in pairs:
            _meet(row, read.pop(pairs[key]))
        else:
            row.questions = ["Bản dự thảo có chỉ tiêu này, văn bản không có: giữ hay bỏ?"]
        row.save()
        keep_revision(at, actor, row, was, reason=_BY_PAPER)
    first = 1 + max([row.position for row in plan.targets.all()], default=-1)
    for position, row in enumerate(read.values(), start=first):
        row.position = position
    Target.objects.bulk_create(read.values())
    return len(pairs), len(read)


def _meet(row: Target, told: Target) -> None:
    """The draft's row takes its words, and where they differ its figures, from the paper."""
    for name in ("quote", "start", "end", "clause_path", "confidence"):
        setattr(row, name, getattr(told, name))
    row.questions = list(told.questions)
    row.revision += 1
    differs = any(_plain(getattr(row, name)) != _plain(getattr(told, name)) for name in FIGURES)
    if differs and is_guarded(row):
        row.questions.append("Số trong văn bản khác số của chỉ tiêu pháp lệnh này: đề nghị thay đổi nếu cần.")
    elif differs:
        for name in FIGURES:
            setattr(row, name, getattr(told, name))
        row.state = RowState.PROPOSED
        row.questions.append("Số trong văn bản khác số của bản dự thảo: lấy theo văn bản?")


def _plain(value: object) -> object:
    """Empty is empty, however it is written; a unit's words forgive case."""
    return fold(value) if isinstance(value, str) else value


def _code(parent: Plan, organisation: Organisation) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", fold(f"{parent.code} {organisation.code}")).strip("-")[:72].strip("-")
    taken = set(Plan.objects.filter(code__startswith=base).values_list("code", flat=True))
    if base not in taken:
        return base
    return next(code for n in range(2, len(taken) + 3) if (code := f"{base}-{n}") not in taken)
