"""The shared catalogue of indicators."""

from __future__ import annotations

from django.db.models import QuerySet

from densach.kernel.vietnamese import fold
from densach.programme.indicators.models import Indicator
from densach.programme.indicators.rules import UnknownIndicator


def catalogue() -> QuerySet[Indicator]:
    """Every indicator in the catalogue's order."""
    return Indicator.objects.select_related("capability", "also_capability").order_by("position", "code")


def by_code(code: str) -> Indicator:
    """Raises UnknownIndicator."""
    try:
        return catalogue().get(code=code)
    except Indicator.DoesNotExist:
        raise UnknownIndicator(code=code) from None


def catalogue_page(
    *, text: str = "", group: str = "", formula: str = "", after: int = 0, limit: int = 50
) -> list[Indicator]:
    """A page of the catalogue. Words are looked for in code and both names, accents and case forgiven.

    The catalogue is small (some dozens), so the words are matched in memory, the same on every database.
    """
    rows = catalogue().filter(position__gt=after)
    if group:
        rows = rows.filter(group=group)
    if formula:
        rows = rows.filter(formula=formula)
    if not text.strip():
        return list(rows[:limit])
    words = fold(text).split()
    found = [one for one in rows if all(word in _searchable(one) for word in words)]
    return found[:limit]


def _searchable(indicator: Indicator) -> str:
    return fold(f"{indicator.code} {indicator.name_vi} {indicator.name_en}")
