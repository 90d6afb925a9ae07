"""Headings of names, subjects and classes, as the fields of a record give them (MARC 21, 1XX, 6XX, 7XX, 082)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from densach.formats.marc import Field, Marc
from densach.services.catalogue.models import AuthorityKind
from densach.services.catalogue.rules.keys import bare, heading_key

KIND_OF_TAG: Final = {
    "100": AuthorityKind.PERSON,
    "110": AuthorityKind.BODY,
    "111": AuthorityKind.MEETING,
    "130": AuthorityKind.TITLE,
    "600": AuthorityKind.PERSON,
    "610": AuthorityKind.BODY,
    "611": AuthorityKind.MEETING,
    "630": AuthorityKind.TITLE,
    "650": AuthorityKind.TOPIC,
    "651": AuthorityKind.PLACE,
    "653": AuthorityKind.TOPIC,
    "655": AuthorityKind.GENRE,
    "700": AuthorityKind.PERSON,
    "710": AuthorityKind.BODY,
    "711": AuthorityKind.MEETING,
    "730": AuthorityKind.TITLE,
    "082": AuthorityKind.DDC,
}
# The subfields that make up the heading itself; what follows them (roles, sources) is no part of it.
PARTS: Final = {
    AuthorityKind.PERSON: "abcq",
    AuthorityKind.BODY: "abnc",
    AuthorityKind.MEETING: "anc",
    AuthorityKind.TITLE: "anp",
    AuthorityKind.TOPIC: "abvxyz",
    AuthorityKind.PLACE: "avxyz",
    AuthorityKind.GENRE: "avxyz",
    AuthorityKind.DDC: "a",
}
_DATED: Final = frozenset({AuthorityKind.PERSON, AuthorityKind.MEETING})
# Of these a field often holds a whole statement of responsibility.
_PERSONS: Final = frozenset({"100", "700"})
_SUBDIVIDED: Final = frozenset({AuthorityKind.TOPIC, AuthorityKind.PLACE, AuthorityKind.GENRE})
# Form, general, time and place subdivisions of a subject.
SUBDIVISIONS: Final = "vxyz"
BETWEEN: Final = " – "
LONGEST: Final = 60


class Heading(NamedTuple):
    """A heading as a field uses it; `key` with `kind` tells it from all others."""

    kind: str
    key: str
    text: str
    dates: str
    tag: str
    role: str


def headings_of(marc: Marc) -> list[Heading]:
    """Every heading of the record, each use once, in the record's order."""
    found: dict[tuple[str, str, str, str], Heading] = {}
    for field in marc.fields:
        if field.tag in KIND_OF_TAG:
            for heading in headings_in(field):
                found.setdefault((heading.kind, heading.key, heading.tag, heading.role), heading)
    return list(found.values())


def headings_in(field: Field) -> list[Heading]:
    """The headings of a field: one, or of a person's field that holds a whole statement ("Đỗ A; Vũ B") each name."""
    several = _several(field) or [field]
    return [heading for one in several if (heading := heading_of(one)) is not None]


def _several(field: Field) -> list[Field]:
    """The field once for each of its names, where there is more than one. The record itself keeps it as it stands."""
    if field.tag not in _PERSONS or ";" not in (text := field.first("a")):
        return []
    names = [part.strip() for part in text.split(";") if bare(part)]
    return [field._replace(subfields=(("a", name),)) for name in names] if len(names) > 1 else []


def heading_of(field: Field) -> Heading | None:
    """The heading that a field gives, or None where it says nothing."""
    kind = KIND_OF_TAG[field.tag]
    parts = [bare(value) for code, value in field.subfields if code in PARTS[kind]]
    text = (BETWEEN if kind in _SUBDIVIDED else " ").join(part for part in parts if part)
    if kind == AuthorityKind.DDC:
        text = parts[0].replace("/", "") if parts else ""
    dates = bare(field.first("d"))[:LONGEST] if kind in _DATED else ""
    key = key_of(text, dates)
    if not key:
        return None
    role = bare(field.first("e") or field.first("4"))[:LONGEST] if field.tag not in ("111", "711") else ""
    return Heading(kind, key, text, dates, field.tag, role)


@lru_cache(maxsize=65536)
def key_of(text: str, dates: str) -> str:
    """What tells two headings of a kind apart: name and dates."""
    return heading_key(f"{text} {dates}")


def said_anew(field: Field, kind: str, keys: set[str], text: str, dates: str) -> Field:
    """The field with another heading in place of those of the kind with one of the keys; else as it stands."""
    says = [one.kind == kind and one.key in keys for one in headings_in(field)]
    if not any(says):
        return field
    several = _several(field)
    if not several:
        return rewritten(field, text, dates)
    parts = [text if fits else one.first("a") for one, fits in zip(several, says, strict=True)]
    joined = tuple((code, "; ".join(parts) if code == "a" else value) for code, value in field.subfields)
    return field._replace(subfields=joined)


def rewritten(field: Field, text: str, dates: str) -> Field:
    """The field with another heading: its first part is written anew, other parts of the old heading go; roles,
    links and sources stay.
    """
    kind = KIND_OF_TAG[field.tag]
    gone = PARTS[kind] + ("d" if kind in _DATED else "")
    kept = [pair for pair in field.subfields if pair[0] not in gone]
    comes = subfields_of(kind, text, dates, has_more=any(code in "et" for code, _value in kept))
    return field._replace(subfields=(*comes, *kept))


def subfields_of(kind: str, text: str, dates: str, *, has_more: bool = False) -> tuple[tuple[str, str], ...]:
    """A heading as subfields. Subdivisions of a subject are general ones ($x): their kind is not known here."""
    if kind in _SUBDIVIDED:
        first, *rest = text.split(BETWEEN)
        return (("a", first), *(("x", part) for part in rest))
    if kind not in _DATED or not dates:
        return (("a", f"{text}," if has_more and kind == AuthorityKind.PERSON else text),)
    return (("a", f"{text},"), ("d", f"{dates}," if has_more else dates))
