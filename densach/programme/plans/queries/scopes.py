"""Whose figures each target of a plan takes on a day, as the judge takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from densach.programme.indicators.rules import Scope
from densach.programme.plans.models import Plan, Target
from densach.programme.plans.queries.fates import standings_of
from densach.programme.plans.queries.outliving import scope_as_it_stands
from densach.programme.plans.queries.progress import scope_of


@dataclass(frozen=True)
class Taken:
    """The scope of one target; `is_counted` is false once it was ended, or replaced by another one."""

    scope: Scope
    is_counted: bool = True


def scopes_of(
    plan: Plan,
    targets: Sequence[Target],
    on: date,
    root_id: int | None = None,
    known_at: datetime | None = None,
) -> dict[int, Taken]:
    """By target; of one that was carried on, the scope of those who carry it. One query where nothing has gone."""
    standing = standings_of(plan, targets, on, known_at)
    found: dict[int, Taken] = {}
    for target in targets:
        scope, stands = scope_of(plan, target, root_id), standing.get(target.pk)
        found[target.pk] = (
            Taken(scope_as_it_stands(scope, stands), stands.is_counted) if stands else Taken(scope)
        )
    return found
