"""What all acts on rows share: the lock, the life cycle, writing values, the revisions of a target, the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Max

from densach.files import actions as files
from densach.files.actions import Upload
from densach.files.models import StoredFile
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text
from densach.programme.indicators.models import Indicator
from densach.programme.plans.access import require_review
from densach.programme.plans.models import (
    EventDay,
    Plan,
    PlanState,
    ReportDuty,
    Row,
    RowState,
    Target,
    TargetRevision,
    Task,
)
from densach.programme.plans.queries.doors import kind_of
from densach.programme.plans.queries.review import target_values
from densach.programme.plans.queries.terms import default_base_year
from densach.programme.plans.rules.changes import differences, snapshot
from densach.programme.plans.rules.lifecycle import ROW_TRANSITIONS, step
from densach.programme.plans.rules.refusals import BindingGuarded, PlanClosed, RowChanged, RowForbids
from densach.programme.plans.rules.unfit import ValueUnfit
from densach.programme.plans.rules.values import RowValues, TargetValues

AnyRow = TypeVar("AnyRow", bound=Row)


@dataclass(frozen=True)
class Before:
    """A target as it was: its values, and who had decided on them when."""

    values: Mapping[str, Any]
    by_name: str
    at: datetime


def locked(actor: Actor, row: AnyRow, seen_revision: int) -> AnyRow:
    """The row as it is now, held until the transaction ends; RowChanged where that is not what the person saw."""
    rows = type(row)._default_manager.select_for_update(of=("self",)).select_related("plan__organisation")
    kept = rows.get(pk=row.pk)
    require_review(actor, kept.plan)
    refuse_closed(kept.plan)
    if kept.revision != seen_revision:
        raise RowChanged(who=kept.decided_by_name, state=kept.get_state_display(), at=kept.decided_at)
    if is_guarded(kept):
        raise BindingGuarded(quote=str(kept)[:120])
    return kept


def is_guarded(row: Row) -> bool:
    """Whether the row is a binding target (chỉ tiêu pháp lệnh) that runs: only an approved proposal changes it."""
    return (
        isinstance(row, Target)
        and row.mandatory
        and row.state == RowState.ACCEPTED
        and row.plan.state == PlanState.RUNNING
    )


def before(row: Row) -> Before | None:
    """What a target was before an act; other rows keep no revisions."""
    if not isinstance(row, Target):
        return None
    who = row.decided_by_name or row.plan.loaded_by_name
    return Before(snapshot(target_values(row), row.state), who, row.decided_at or row.plan.loaded_at)


def keep_revision(
    at: datetime,
    actor: Actor,
    row: Row,
    was: Before | None,
    *,
    reason: str = "",
    paper: StoredFile | None = None,
) -> None:
    """The target's values from now on, as its next revision; with the first of them also those that stood before."""
    if was is None or not isinstance(row, Target):
        return
    now = snapshot(target_values(row), row.state)
    if not differences(was.values, now):
        return
    last = TargetRevision.objects.filter(target=row).aggregate(last=Max("number"))["last"] or 0
    made = []
    if not last:
        made.append(
            TargetRevision(target=row, number=1, values=dict(was.values), by_name=was.by_name, at=was.at)
        )
    made.append(
        TargetRevision(
            target=row,
            number=(last or 1) + 1,
            values=now,
            reason=clean_text(reason)[:500],
            paper=paper,
            by_id=actor.id,
            by_name=actor.name,
            at=at,
        )
    )
    TargetRevision.objects.bulk_create(made)


def kept_paper(at: datetime, actor: Actor, plan: Plan, paper: Upload | None) -> StoredFile | None:
    """The paper that was sent along with an act on the plan, kept."""
    return files.keep_sent(at=at, actor=actor, upload=paper, organisation=plan.organisation)


def fill_base_year(row: Row) -> None:
    """No growth stands in a plan without the year it is counted from: where none is told, the default one."""
    if isinstance(row, Target) and row.kind == "growth_avg" and row.base_year is None:
        row.base_year = default_base_year(row.plan, row, list(row.plan.targets.all()))


def fill_base_years(plan: Plan) -> None:
    """The same for every accepted target of the plan."""
    for row in plan.targets.filter(state=RowState.ACCEPTED, kind="growth_avg", base_year__isnull=True):
        fill_base_year(row)
        row.save(update_fields=["base_year"])


def refuse_closed(plan: Plan) -> None:
    state = Plan.objects.values_list("state", flat=True).get(pk=plan.pk)
    if state == PlanState.CLOSED:
        raise PlanClosed(title=plan.title)


def move(at: datetime, actor: Actor, row: Row, act: str) -> None:
    found = step(ROW_TRANSITIONS, row.state, act)
    if found is None:
        raise RowForbids(state=row.get_state_display())
    row.state = found.to
    row.revision += 1
    row.decided_by_name = actor.name
    row.decided_at = at
    row.save()


def check(at: datetime, plan: Plan, values: RowValues) -> None:
    """The values by themselves, and those of a target in its plan on this day. Raises the refusals of the values."""
    values.check()
    if isinstance(values, TargetValues):
        values.check_within(plan.year_from, plan.year_to, today(at))


def write(row: Row, values: RowValues) -> None:
    """Values into the row's columns; the indicator by its code, tuples as lists, text in NFC."""
    for name, value in asdict(values).items():
        if name == "indicator":
            setattr(row, name, Indicator.objects.filter(code=value).first() if value else None)
        else:
            setattr(row, name, _plain(value))
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        # The last net under the rules: a page with everything typed still on it, never a crash.
        raise ValueUnfit(why=" ".join(error.messages)) from error


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [clean_text(item) for item in value]
    return clean_text(value) if isinstance(value, str) else value


def told(row: Row) -> str:
    """The row's values in one line, for the journal: what changed must be readable years later."""
    names = {
        Target: (
            *("subject", "kind", "value_min", "value_max", "unit", "year_from", "year_to"),
            *("base_year", "base_value", "denominator", "trigger_on"),
        ),
        Task: ("title", "content", "time_text"),
        ReportDuty: ("cycle", "due_day", "due_month", "due_on"),
        EventDay: ("name", "day", "month"),
    }[type(row)]
    told = [f"{name}={value}" for name in names if (value := getattr(row, name)) not in (None, "")]
    if isinstance(row, Target) and row.indicator:
        told.append(f"indicator={row.indicator.code}")
    return "; ".join(told)[:900]


def tell(at: datetime, actor: Actor, row: Row, act: str, **params: object) -> None:
    subject = f"plan-{kind_of(row)}:{row.pk}"
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=row.plan.organisation,
        subject=subject,
        quote=(row.quote or str(row))[:200],
        plan=row.plan.title,
        **params,
    )


def tell_plan(at: datetime, actor: Actor, plan: Plan, act: str, **params: object) -> None:
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=plan.organisation,
        subject=f"plan:{plan.code}",
        plan=plan.title,
        **params,
    )
