"""What rests on a decision: rooms above this one say it of themselves, found by name as the journal finds its words.

A room may have a module `plan_effects` with `signed_lines(target_id, since, at) -> int`: lines of signed papers that
tell of the target for days from `since` on and were signed after `at`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps

from densach.programme.plans.models import TargetDecision


def signed_lines(decision: TargetDecision) -> int:
    """How many lines of signed papers rest on the decision."""
    return sum(
        int(room.signed_lines(decision.target_id, decision.on, decision.decided_at)) for room in _rooms()
    )


@cache
def _rooms() -> tuple[ModuleType, ...]:
    names = [config.name for config in apps.get_app_configs() if config.name.startswith("densach.")]
    return tuple(import_module(found) for name in names if find_spec(found := f"{name}.plan_effects"))
