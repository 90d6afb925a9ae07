"""How a plan stands, kept for whoever looks next, until somebody acts or counts."""

from __future__ import annotations

from datetime import date

from django.core.cache import cache

from densach.journal import queries as journal
from densach.programme.indicators import queries as indicators
from densach.programme.indicators.rules import AsWhen
from densach.programme.plans.models import Plan
from densach.programme.plans.queries.judged import JudgedTarget
from densach.programme.plans.queries.progress import judged, limits
from densach.ui.figures import language


def judged_today(plan: Plan, on: date, as_: AsWhen = "was") -> list[JudgedTarget]:
    """As `judged`, for pages: reckoned once for all who may see the plan, and anew after every act and every fact."""
    bands = limits()
    marks = f"{journal.state()}.{indicators.book_mark()}"
    key = f"plans.judged.{plan.pk}.{on}.{as_}.{language()}.{bands.on_track}.{bands.at_risk}.{marks}"
    found: list[JudgedTarget] | None = cache.get(key)
    if found is None:
        found = judged(plan, on, as_)
        cache.set(key, found)
    return found
