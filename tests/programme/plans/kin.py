"""What tests of sendings and of families share: a plan goes to units, a unit makes its own from it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation
from densach.programme.plans import actions, queries
from densach.programme.plans.models import Plan
from densach.programme.plans.queries import sending
from tests.cast import NOW, TODAY

DUE = date(2026, 12, 15)


def send(plan: Plan, *units: Organisation, due: date | None = DUE) -> tuple[int, int]:
    return actions.send(at=NOW, actor=SYSTEM, plan=plan, units=units, must_issue=due is not None, due=due)


def derive(plan: Plan, unit: Organisation, **low: int) -> Plan:
    """All targets, with other values by their position: `p1=3000`."""
    taken = []
    for row in queries.targets_of(plan):
        value = low.get(f"p{row.position}")
        taken.append(actions.Taken(row, None if value is None else Decimal(value)))
    return actions.derive(
        at=NOW, actor=SYSTEM, parent=plan, organisation=unit, title="Kế hoạch của xã", taken=taken
    )


def receipt(plan: Plan, unit: Organisation, on: date = TODAY) -> sending.Receipt:
    return next(row for row in sending.receipts(plan, on) if row.unit.id == unit.pk)
