"""How the running plans stand, for citizens: worded once and kept until somebody acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.core.cache import cache
from django.utils.translation import get_language

from densach.journal import queries as journal
from densach.kernel.errors import NotFound
from densach.organisations import queries as organisations
from densach.programme.plans import queries as plans


@dataclass(frozen=True)
class PublicTarget:
    """One promise: what was written, what was reached, what is due by now."""

    number: int
    subject: str
    quote: str
    planned: str
    reached: str
    when: str
    status: str
    provisional: bool
    actual: Fraction | None
    expected: Fraction | None
    need: Fraction | None


@dataclass(frozen=True)
class PublicGroup:
    code: str
    label: str
    targets: tuple[PublicTarget, ...]


@dataclass(frozen=True)
class PublicPlan:
    """A running plan as its page shows it; all of it plain values."""

    code: str
    title: str
    issuer: str
    number: str
    issued_on: date | None
    years: tuple[int, int]
    territory_id: int
    territory: str
    source_id: int | None
    on: date
    groups: tuple[PublicGroup, ...]
    tally: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.tally.values())

    @property
    def well(self) -> int:
        """How many are reached or on their way."""
        return self.tally.get("achieved", 0) + self.tally.get("on_track", 0)


def running(on: date) -> list[PublicPlan]:
    """All running plans, newest first; those that units made from one of them are told by it."""
    return [_kept(plan.code, plan.pk, on) for plan in plans.public_plans(heads_only=True)]


def codes() -> list[str]:
    """Codes of all running plans."""
    return list(plans.public_plans().values_list("code", flat=True))


def running_plan(code: str, on: date) -> PublicPlan:
    """Raises NotFound unless a plan with this code runs."""
    plan = plans.public_plans().filter(code=code).first()
    if plan is None:
        raise NotFound()
    return _kept(plan.code, plan.pk, on)


def _kept(code: str, pk: int, on: date) -> PublicPlan:
    # Judging asks many questions. Every act writes the journal: while its last line stays, so does the answer.
    key = f"portal.plan.{pk}.{on}.{get_language()}.{journal.state()}"
    found: PublicPlan | None = cache.get(key)
    if found is None:
        found = _told(code, on)
        cache.set(key, found)
    return found


def _told(code: str, on: date) -> PublicPlan:
    plan = plans.by_code(code)
    rows = plans.judged(plan, on)
    groups = tuple(
        PublicGroup(group.code, group.label, tuple(_target(row) for row in group.targets))
        for group in plans.groups(rows)
    )
    return PublicPlan(
        code=plan.code,
        title=plan.title,
        issuer=organisations.as_registered(plan.issuer, on)
        or organisations.named(plan.organisation_id, on).name,
        number="/".join(part for part in (plan.number, plan.symbol) if part),
        issued_on=plan.issued_on,
        years=(plan.year_from, plan.year_to),
        territory_id=plan.territory_id,
        territory=organisations.area_name(plan.territory_id, on),
        source_id=plan.source_id,
        on=on,
        groups=groups,
        tally=plans.tally(rows),
    )


def _target(row: plans.JudgedTarget) -> PublicTarget:
    verdict = row.verdict
    return PublicTarget(
        number=row.target.pk,
        subject=row.target.subject[:1].upper() + row.target.subject[1:],
        quote=row.target.quote,
        planned=row.planned_text,
        reached=row.actual_text,
        when=row.when_text,
        status=row.status.value,
        provisional=verdict.provisional,
        actual=verdict.actual,
        expected=verdict.expected,
        need=verdict.need,
    )
