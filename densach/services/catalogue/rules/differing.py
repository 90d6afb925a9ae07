"""What differs between two states of a record, field by field."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest

from densach.formats.marc import Field, Marc


@dataclass(frozen=True)
class Difference:
    """A field that came, went or reads otherwise: `before` and `after` as text, "" where there is none."""

    tag: str
    before: str
    after: str


def shown(field: Field) -> str:
    """A field on one line: indicators, then its subfields."""
    if field.is_control:
        return field.data
    marks = field.indicators.replace(" ", "#")
    return f"{marks} " + " ".join(f"${code} {value}" for code, value in field.subfields)


def differences(before: Marc, after: Marc) -> list[Difference]:
    """In the order of tags; the leader first, as "LDR". Fields that only changed places differ in nothing."""
    found = [] if before.leader == after.leader else [Difference("LDR", before.leader, after.leader)]
    gone = list((Counter(before.fields) - Counter(after.fields)).elements())
    come = list((Counter(after.fields) - Counter(before.fields)).elements())
    for tag in sorted({field.tag for field in (*gone, *come)}):
        old = [shown(field) for field in gone if field.tag == tag]
        new = [shown(field) for field in come if field.tag == tag]
        found += [Difference(tag, *pair) for pair in zip_longest(old, new, fillvalue="")]
    return found
