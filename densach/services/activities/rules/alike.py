"""Two learners of one list who read alike: what tells them apart, and no more of anybody than that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from densach.people.models import Person

# So many letters from the end of a code are shown at least: whoever reads them on a wall cannot sign in by them.
SHORTEST: Final = 2


@dataclass(frozen=True)
class Listed:
    """A line of a list: `reads` is all that it shows of the person."""

    person: int
    reads: str
    guardian: str = ""
    code: str = ""


def guardian_text(person: Person) -> str:
    """Who answers for a child, by given name as a class knows them: "mẹ: Hoa"; "" where nobody is told."""
    guardian = person.guardian
    if guardian is None or not guardian.name.split():
        return ""
    relation = person.guardian_relation or _("answered for by")
    return f"{relation}: {guardian.name.split()[-1]}"


def told_apart(lines: Iterable[Listed]) -> dict[int, str]:
    """Person → what stands beside the name, of those who read as somebody else does: the guardian's given name, else
    the end of the code of the enrolment. Nothing where neither tells them apart.
    """
    alike: defaultdict[str, list[Listed]] = defaultdict(list)
    for one in lines:
        alike[one.reads.casefold()].append(one)
    found: dict[int, str] = {}
    for group in alike.values():
        if len(group) < 2:
            continue
        words = [one.guardian for one in group]
        if len(set(words)) < len(words):
            words = _ends([one.code for one in group])
        found |= {one.person: word for one, word in zip(group, words, strict=True) if word}
    return found


def _ends(codes: list[str]) -> list[str]:
    """The ends of codes, as short as they differ."""
    for size in range(SHORTEST, max(map(len, codes)) + 1):
        ends = [code[-size:] for code in codes]
        if len(set(ends)) == len(ends):
            return [_("code …%(end)s") % {"end": end} if end else "" for end in ends]
    return [""] * len(codes)
