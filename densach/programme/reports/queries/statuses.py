"""The judge's word on each target at the cut-off, for the status mark beside a line."""

from __future__ import annotations

from dataclasses import dataclass

from densach.organisations.models import Organisation
from densach.programme.plans import queries as plans
from densach.programme.plans.models import Plan
from densach.programme.reports.queries.drawing import Moment


@dataclass(frozen=True)
class Status:
    """achieved, on_track, at_risk, off_track or no_data; provisional where answers are missing."""

    code: str
    provisional: bool


def statuses(plan: Plan, moment: Moment, root: Organisation | None) -> dict[int, Status]:
    """By target id: the whole plan's, or within one unit's subtree."""
    mark = moment.known_mark()
    judged = plans.judged(plan, moment.cutoff, scope_root=root, until_fact=mark, known_at=moment.known_at)
    return {one.target.pk: Status(str(one.verdict.status.value), one.verdict.provisional) for one in judged}
