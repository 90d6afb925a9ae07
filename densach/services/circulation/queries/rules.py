"""What rules tell apart: categories of readers, types of items."""

from __future__ import annotations

from densach.services.catalogue.models import ItemType
from densach.services.circulation.models import PatronCategory


def categories() -> list[PatronCategory]:
    return list(PatronCategory.objects.all())


def item_types() -> list[ItemType]:
    return list(ItemType.objects.all())
