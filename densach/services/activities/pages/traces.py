"""What stands behind a figure of activities, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from densach.facts.measures import DIMENSION_WORDS, REGISTRY, VALUE_WORDS
from densach.facts.rules import slice_parts
from densach.services.activities.queries.traces import Trace


@dataclass(frozen=True)
class Part:
    """One value of a dimension; `unknown` of those of whom it was not told."""

    name: str
    number: int
    unknown: bool = False


@dataclass(frozen=True)
class Split:
    """A measure told apart by one dimension."""

    name: str
    parts: list[Part]


@dataclass(frozen=True)
class Counted:
    """A measure of the record: its sum, and how it is told apart."""

    name: str
    unit: str
    number: int
    splits: list[Split]


@dataclass(frozen=True)
class BookLine:
    """A fact as the book holds it."""

    measure: str
    unit: str
    on: date
    words: str
    quantity: int
    revision: int
    recorded_at: datetime


def kind_words(kind: str) -> str:
    """What was counted, as the head of its page."""
    words = {
        "session": pgettext("trace", "Session of an activity"),
        "once": pgettext("trace", "Activity that counts once"),
        "stated": pgettext("trace", "Reading at the end of a month"),
    }
    return words[kind]


def slice_words(key: str) -> str:
    """All that a slice tells, in words."""
    return ", ".join(_(VALUE_WORDS.get(value, value)) for value in slice_parts(key).values()) if key else ""


def split(slices: dict[str, int]) -> list[Split]:
    """By each dimension that somebody was told apart by, with whoever was not told by it as the last part."""
    whole = sum(slices.values())
    sums: dict[str, dict[str, int]] = {}
    for key, number in slices.items():
        for dimension, value in slice_parts(key).items():
            found = sums.setdefault(dimension, {})
            found[value] = found.get(value, 0) + number
    told = []
    for dimension, words in DIMENSION_WORDS.items():
        values = sums.get(dimension)
        if not values:
            continue
        order = [value for value in VALUE_WORDS if value in values]
        parts = [Part(_(VALUE_WORDS[value]), values[value]) for value in order]
        if (rest := whole - sum(values.values())) > 0:
            parts.append(Part(_("not known"), rest, unknown=True))
        told.append(Split(_(words), parts))
    return told


def counted(one: Trace) -> list[Counted]:
    """Measure by measure what the record comes to now."""
    return [
        Counted(REGISTRY[code].name, REGISTRY[code].unit, sum(slices.values()), split(slices))
        for code, slices in one.lines.items()
    ]


def book_lines(one: Trace) -> list[BookLine]:
    return [
        BookLine(
            REGISTRY[measure].name, REGISTRY[measure].unit, fact.on, slice_words(fact.slice), fact.quantity,
            fact.revision, fact.recorded_at,
        )
        for measure, fact in one.facts()
    ]  # fmt: skip


def state(one: Trace) -> tuple[str, str]:
    """(tone, sentence) where the record does not count, or not in all; ("", "") where it does."""
    if one.kind == "once" and one.cancelled_at is not None:
        return "warning", _("Taken back: no session of this activity is closed any more.")
    if one.session is None:
        return "", ""
    if one.session.closed_at is None:
        return "warning", _("The session is not closed: it is in no figure.")
    if not one.lines:
        return "info", _("The unit counted these days by hand: the session is in no figure a second time.")
    return "", ""
