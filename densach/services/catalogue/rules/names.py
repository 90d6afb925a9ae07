"""Names of MARC 21 fields, subfields and indicators in Vietnamese and English, as the tables beside tell them.

The tables hold what a Vietnamese library uses; a field that they do not name is kept and shown by its tag.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

_DATA: Final = "densach.services.catalogue.rules"


class FieldName(NamedTuple):
    """A field as people call it; `repeats` says whether a record may have several."""

    tag: str
    repeats: bool
    vi: str
    en: str


class Choice(NamedTuple):
    """A coded value in words; a blank is written `#`."""

    value: str
    vi: str
    en: str


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the room's own tables."""
    text = files(_DATA).joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def fields() -> dict[str, FieldName]:
    """All named fields by tag, in the order of tags."""
    told = (
        FieldName(row["tag"], row["repeats"] == "1", row["vi"], row["en"]) for row in rows("marc_fields.csv")
    )
    return {one.tag: one for one in told}


@cache
def _subfields() -> dict[str, dict[str, Choice]]:
    found: dict[str, dict[str, Choice]] = {}
    for row in rows("marc_subfields.csv"):
        for tag in row["tags"].split():
            found.setdefault(tag, {})[row["code"]] = Choice(row["code"], row["vi"], row["en"])
    return found


@cache
def _indicators() -> dict[tuple[str, int], list[Choice]]:
    found: dict[tuple[str, int], list[Choice]] = {}
    for row in rows("marc_indicators.csv"):
        for tag in row["tags"].split():
            place = int(row["place"])
            found.setdefault((tag, place), []).append(Choice(row["value"], row["vi"], row["en"]))
    return found


def field_name(tag: str, lang: str) -> str:
    """What the field is called, or "" for one that the table does not name."""
    found = fields().get(tag)
    return "" if found is None else worded(found, lang)


def subfields(tag: str) -> list[Choice]:
    """The named subfields of a field by code: letters before digits."""
    found = _subfields().get(tag, {})
    return sorted(found.values(), key=lambda one: (one.value.isdigit(), one.value))


def subfield_name(tag: str, code: str, lang: str) -> str:
    found = _subfields().get(tag, {}).get(code)
    return "" if found is None else worded(found, lang)


def indicators(tag: str, place: int) -> list[Choice]:
    """What the first (1) or second (2) indicator may say; an empty list where it is blank or of no use."""
    return _indicators().get((tag, place), [])


def worded(one: Choice | FieldName, lang: str) -> str:
    """In Vietnamese or English; what stands between is nobody's language."""
    return one.vi if lang == "vi" else one.en


@cache
def imprints(kind: str) -> tuple[str, ...]:
    """Places ("place") and publishers ("publisher") that are often written: offered, never demanded."""
    return tuple(row["name"] for row in rows("imprints.csv") if row["kind"] == kind)
