"""How a plan stands, kept for whoever looks next, until somebody acts or counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.cache import cache

from densach.journal import queries as journal
from densach.programme.indicators import queries as indicators
from densach.programme.indicators.rules import AsWhen
from densach.programme.plans.models import Plan
from densach.programme.plans.queries.judged import JudgedTarget
from densach.programme.plans.queries.progress import judged_many, limits
from densach.ui.figures import language


def judged_today(plan: Plan, on: date, as_: AsWhen = "was") -> list[JudgedTarget]:
    """As `judged`, for pages: reckoned once for all who may see the plan, and anew after every act and every fact."""
    return judged_today_of([plan], on, as_)[plan.pk]


def judged_today_of(plans: Sequence[Plan], on: date, as_: AsWhen = "was") -> dict[int, list[JudgedTarget]]:
    """The same of several plans, by plan; those that were not kept are reckoned out of one reading."""
    bands = limits()
    about = f"{on}.{as_}.{language()}.{bands.on_track}.{bands.at_risk}.{mark()}"
    keys = {f"plans.judged.{plan.pk}.{about}": plan for plan in plans}
    kept: dict[str, list[JudgedTarget]] = cache.get_many(keys)
    missing = {key: plan for key, plan in keys.items() if key not in kept}
    if missing:
        found = judged_many(list(missing.values()), on, as_)
        kept |= {key: found[plan.pk] for key, plan in missing.items()}
        cache.set_many({key: kept[key] for key in missing})
    return {plan.pk: kept[key] for key, plan in keys.items()}


def mark() -> str:
    """The last line of the journal and the last fact: while both stay, every plan stands as it stood."""
    return f"{journal.state()}.{indicators.book_mark()}"
