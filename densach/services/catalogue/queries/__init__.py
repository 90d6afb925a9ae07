"""The only door for readers of the catalogue."""

from __future__ import annotations

from densach.services.catalogue.models import Acquired, Item, ItemType, Record

__all__ = ["Acquired", "Item", "ItemType", "Record", "item_types"]


def item_types() -> dict[str, ItemType]:
    """Types of items by code, in the order in which they are offered."""
    return {one.code: one for one in ItemType.objects.all()}
