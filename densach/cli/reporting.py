"""`densach report`: the report of a period as a .docx."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils import timezone

from densach.cli.output import say
from densach.kernel.actor import SYSTEM
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.programme.plans import queries as plans
from densach.programme.reports import actions
from densach.programme.reports.rules.refusals import NotADocx


def report(options: argparse.Namespace) -> dict[str, Any]:
    if options.to.suffix.lower() != ".docx":
        raise NotADocx(file=options.to.name)
    period = Period.parse(options.period)
    organisation = organisations.by_code(options.organisation)
    plan = plans.plan_for(SYSTEM, options.plan)
    built, data, missing = actions.build(
        at=timezone.now(), actor=SYSTEM, plan=plan, period=period, organisation=organisation
    )
    options.to.parent.mkdir(parents=True, exist_ok=True)
    options.to.write_bytes(data)
    lines = built.lines.count()
    say(options, f"{options.to}: {lines} chỉ tiêu; {len(missing)} đơn vị chưa báo cáo.")
    return {"file": str(options.to), "lines": lines, "missing": missing}
