"""The index of words laid anew: after another cutting of words, or where it and the records have come apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from densach.services.catalogue.models import Finding, LaidIndex
from densach.services.catalogue.search import index
from densach.services.catalogue.search.words import VERSION


def lay_anew(*, at: datetime, tell: Callable[[int], None] = lambda _number: None) -> int:
    """The whole index from the records. `tell` hears how many are done; gives how many are found now."""
    return index.make_anew(at, tell)


def is_behind(*, at: datetime) -> bool:
    """Whether the words of the index were cut otherwise than they are now. One that holds nothing is not behind."""
    if LaidIndex.objects.filter(version=VERSION).exists():
        return False
    if Finding.objects.exists():
        return True
    index.laid_now(at)
    return False
