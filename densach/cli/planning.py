"""`densach load-plan` and `densach targets`."""

from __future__ import annotations

import argparse
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils import timezone

from densach.cli.errors import NoSuchFile, WrongDate
from densach.cli.output import say
from densach.kernel.actor import SYSTEM
from densach.kernel.dates import today
from densach.organisations import queries as organisations
from densach.programme.plans import actions, queries


def load_plan(options: argparse.Namespace) -> dict[str, Any]:
    if not options.file.is_file():
        raise NoSuchFile(file=options.file)
    organisation = organisations.by_code(options.organisation)
    at = timezone.now()
    plan = actions.load(
        at=at, actor=SYSTEM, organisation=organisation, name=options.file.name, data=options.file.read_bytes()
    )
    if options.accept_confident:
        actions.accept_confident(at=at, actor=SYSTEM, plan=plan)
    found = {
        "plan": plan.code,
        "targets": plan.targets.count(),
        "tasks": plan.tasks.count(),
        "to_review": queries.waiting(plan),
    }
    say(options, f"{plan.code}: {plan.title}")
    say(
        options,
        f"{found['targets']} chỉ tiêu, {found['tasks']} nhiệm vụ; còn {found['to_review']} dòng chờ duyệt.",
    )
    return found


def _day(text: str | None) -> date:
    if text is None:
        return today(timezone.now())
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongDate(text=text) from None


def _number(value: Any) -> float | int | None:
    if value is None:
        return None
    exact = Fraction(value)
    return int(exact) if exact.denominator == 1 else round(float(exact), 4)


def targets(options: argparse.Namespace) -> list[dict[str, Any]]:
    plan = queries.plan_for(SYSTEM, options.plan)
    found = []
    for one in queries.judged(plan, _day(options.on), as_=options.as_):
        row = {
            "id": one.target.pk,
            "quote": one.target.quote,
            "kind": one.target.kind,
            "value_min": _number(one.target.value_min),
            "value_max": _number(one.target.value_max),
            "actual": _number(one.verdict.actual),
            "expected": _number(one.verdict.expected),
            "status": one.verdict.status.value,
            "provisional": one.verdict.provisional,
        }
        found.append(row)
        say(options, f"{row['status']}\t{row['actual']}\t{row['quote']}")
    return found
