"""The sentences in which refusals are told, a module for each room, and the one door to them.

A module holds `SENTENCES: dict[str, str]`: a refusal's message id, and its English source sentence marked
with `gettext_noop`, with named places (`%(name)s`) for the refusal's parameters.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib import import_module

from django.utils.translation import gettext, gettext_noop

from densach.kernel.errors import Refusal
from densach.kernel.period import Period
from densach.ui.figures import day_text, language, number_text

GENERIC = gettext_noop("This cannot be done.")
# Sentences of Django's own fields that its Vietnamese catalogue leaves in English or says badly; ours is asked first.
OF_DJANGO = (
    gettext_noop("Null characters are not allowed."),
    gettext_noop("“%(pk)s” is not a valid value."),
    gettext_noop("Constraint “%(name)s” is violated."),
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
)
# Whole numbers below this may be years, codes or page numbers, which are never parted by points.
SMALLEST_GROUPED = 10_000


class _Told(dict[str, object]):
    """Parameters in words; one that the refusal did not bring is left open instead of failing the page."""

    def __missing__(self, name: str) -> str:
        return "…"


@cache
def sentences() -> dict[str, str]:
    """Message id → English source sentence, gathered from every module of this package.

    Raises ValueError where two modules word the same id.
    """
    found: dict[str, str] = {}
    for module in pkgutil.iter_modules(__path__):
        own: dict[str, str] = getattr(import_module(f"{__name__}.{module.name}"), "SENTENCES", {})
        if twice := found.keys() & own.keys():
            raise ValueError(f"worded twice: {', '.join(sorted(twice))}")
        found.update(own)
    return found


def _ids(refusal: Refusal) -> Iterator[str]:
    """The refusal's own id, then those of the kinds it belongs to."""
    yield refusal.message_id
    for kind in type(refusal).__mro__:
        if issubclass(kind, Refusal):
            yield kind.message_id


def _said(value: object, lang: str) -> object:
    match value:
        case bool():
            return value
        case Decimal() | Fraction() | float():
            return number_text(value, lang)
        case int() if abs(value) >= SMALLEST_GROUPED:
            return number_text(value, lang)
        case date():
            return day_text(value, lang)
        case Period():
            return value.label(lang)
        case list() | tuple() | set() | frozenset():
            return ", ".join(str(_said(part, lang)) for part in value)
        case _:
            return value


def sentence(refusal: Refusal) -> str:
    """What the person reads, in the language of this reply; a refusal nobody worded gets a plain one."""
    lang = language()
    known = sentences()
    source = next((known[one] for one in _ids(refusal) if one in known), GENERIC)
    params = _Told({name: _said(value, lang) for name, value in refusal.params.items()})
    return gettext(source) % params
