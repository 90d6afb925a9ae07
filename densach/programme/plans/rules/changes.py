"""A target's values as they are kept from one change to the next, and what differs between two of them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from densach.programme.plans.rules.values import TargetValues

Kept = Mapping[str, Any]

# The names of a target's values, in the order in which a page tells them.
WORDS: Final[dict[str, Promise]] = {
    "state": _("State"),
    "subject": _("What is to be reached"),
    "kind": _("Kind"),
    "value_min": _("Value"),
    "value_max": _("Upper value"),
    "unit": _("Unit of measurement"),
    "per": _("Counts for"),
    "every_years": _("Once in so many years"),
    "year_from": _("First year"),
    "year_to": _("Last year"),
    "milestone": _("Milestone"),
    "base_year": _("Base year"),
    "base_value": _("Value at the base"),
    "denominator": _("Of how many"),
    "trigger_on": _("Begun on"),
    "institution_types": _("Types of institutions"),
    "levels": _("Levels"),
    "indicator": _("Measured by"),
    "mandatory": _("Binding (set from above)"),
}


@dataclass(frozen=True)
class Difference:
    """One value before and after a change; None is "not told"."""

    name: str
    before: Any
    after: Any


def snapshot(values: TargetValues, state: str = "") -> dict[str, Any]:
    """All values as JSON keeps them: decimals and days as text, several words as a list."""
    found = {one.name: _plain(getattr(values, one.name)) for one in fields(values)}
    return {**found, "state": state} if state else found


def from_snapshot(kept: Kept) -> TargetValues:
    """The values that were kept. A name that is not there holds nothing."""
    known = {one.name for one in fields(TargetValues)}
    told = {name: _read(name, value) for name, value in kept.items() if name in known}
    return TargetValues(**told)


def differences(before: Kept, after: Kept) -> list[Difference]:
    """What changed, in the order of `WORDS`; nothing and not told are the same."""
    return [
        Difference(name, before.get(name), after.get(name))
        for name in WORDS
        if (before.get(name) or None) != (after.get(name) or None)
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _read(name: str, value: Any) -> Any:
    if value is not None and name in {"value_min", "value_max"}:
        return Decimal(value)
    if value and name == "trigger_on":
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
