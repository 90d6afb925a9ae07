"""Where the record behind a fact is looked at, told by the rooms whose records they are.

A fact's source reads `kind:number`. The rooms above register their kinds here and are thereby opened without being
known; the page behind an address decides by itself who may see it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.urls import reverse

from densach.kernel.numbers import whole_number

Address = Callable[[int], str]
_PAGES: Final[dict[str, Address]] = {"count": lambda key: reverse("facts:count", args=[key])}


def opened_by(kind: str, address: Address) -> None:
    """A room says at which address the records of a kind stand; the same kind again replaces it."""
    _PAGES[kind] = address


def address_of(source: str) -> str | None:
    """The address of the record behind a fact; None for a kind that no room opens, or without a number."""
    kind, _, number = source.partition(":")
    page, key = _PAGES.get(kind), whole_number(number)
    return page(key) if page is not None and key is not None else None
