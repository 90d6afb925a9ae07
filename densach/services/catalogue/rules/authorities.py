"""Authority records (MARC 21 Format for Authority Data, leader/06 = z) as headings. Pure.

1XX is the heading, 4XX the other forms, 5XX what stands beside it: with $w g above it, with $w h below it. Lists of a
house of its own (103, 403, 503 of the thesaurus of the IISG) are topics, whose $b is a translation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from densach.formats.marc import Field, Marc
from densach.kernel.vietnamese import clean_text
from densach.services.catalogue.models import AuthorityKind
from densach.services.catalogue.rules.headings import LONGEST, heading_of, key_of
from densach.services.catalogue.rules.keys import bare

AUTHORITY: Final = "z"
# The last two digits of a tag → the tag of a bibliographic record that gives a heading of the kind.
_AS_USED: Final = {"00": "100", "10": "110", "11": "111", "30": "130", "50": "650", "51": "651", "55": "655"}
_OWN_LIST: Final = "03"
_NOTES: Final = ("680", "678", "667")


@dataclass(frozen=True)
class Named:
    """A heading as a field names it; `more` are translations beside it."""

    kind: str
    text: str
    dates: str
    more: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return key_of(self.text, self.dates)

    @property
    def full(self) -> str:
        return f"{self.text}, {self.dates}" if self.dates else self.text


@dataclass(frozen=True)
class AuthorityRecord:
    """One authority. `source` names it in the list it comes from: agency and number, "" where it tells none."""

    heading: Named
    source: str
    variants: tuple[str, ...]
    note: str
    broader: Named | None
    related: tuple[Named, ...]


def is_authority(marc: Marc) -> bool:
    return marc.leader[6:7] == AUTHORITY


def authority_of(marc: Marc) -> AuthorityRecord | None:
    """The authority as a heading, or None where the record has no heading that we keep."""
    named = [one for field in marc.fields if field.tag[:1] == "1" and (one := _named(field)) is not None]
    if not named:
        return None
    heading = named[0]
    seen: dict[str, list[Named]] = {"": [], "g": [], "h": []}
    variants = [*heading.more]
    for field in marc.fields:
        one = _named(field) if field.tag[:1] in "45" else None
        if one is None:
            continue
        if field.tag[0] == "4":
            variants += [one.full, *one.more]
        elif one.key != heading.key or one.kind != heading.kind:
            how = field.first("w")[:1]
            seen[how if how in seen else ""].append(one)
    notes = [bare(field.first("a")) for field in marc.fields if field.tag in _NOTES]
    above = [one for one in seen["g"] if one.kind == heading.kind]
    return AuthorityRecord(
        heading,
        _source(marc),
        tuple(dict.fromkeys(one for one in variants if one and one != heading.full)),
        " ".join(note for note in notes if note),
        above[0] if above else None,
        tuple(one for one in (*seen[""], *above[1:]) if one.kind == heading.kind),
    )


def _named(field: Field) -> Named | None:
    ending = field.tag[1:]
    if ending == _OWN_LIST:
        texts = [bare(clean_text(value)) for code, value in field.subfields if code in "ab" and bare(value)]
        return Named(AuthorityKind.TOPIC, texts[0], "", tuple(texts[1:])) if texts else None
    if ending not in _AS_USED:
        return None
    found = heading_of(field._replace(tag=_AS_USED[ending]))
    return Named(found.kind, clean_text(found.text), clean_text(found.dates)) if found is not None else None


def _source(marc: Marc) -> str:
    number = next((field.data.strip() for field in marc.fields if field.tag == "001"), "")
    agency = next((field.data.strip() for field in marc.fields if field.tag == "003"), "")
    return f"{agency}:{number}"[:LONGEST] if number else ""
