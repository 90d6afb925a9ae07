"""Leader and fixed fields by positions, with what each may say in words (MARC 21 Bibliographic, 006–008)."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from densach.services.catalogue.rules.names import Choice, rows

LENGTHS: Final = {"leader": 24, "008": 40}
BLANK: Final = "#"
# Which set of positions 18–34 of 008 holds, by leader/06 (and /07 for texts).
_KIND_BY_TYPE: Final = {
    "c": "music", "d": "music", "i": "music", "j": "music", "e": "map", "f": "map", "g": "visual", "k": "visual",
    "o": "visual", "r": "visual", "m": "computer", "p": "mixed",
}  # fmt: skip
# Which set of positions the first sign of 006 calls up, and how many signs 007 has by its first.
_KIND_OF_006: Final = {**_KIND_BY_TYPE, "a": "book", "t": "book", "s": "serial"}
_LENGTH_OF_007: Final = {
    "a": 8, "c": 14, "d": 6, "f": 10, "g": 9, "h": 13, "k": 6, "m": 23, "o": 2, "q": 2, "r": 11, "s": 14, "t": 2,
    "v": 9, "z": 2,
}  # fmt: skip
# Positions 18–34 of 008 stand in 006 from 1 on.
_SHIFT: Final = 17
# The computer writes these: lengths, base address, entry map.
COMPUTED: Final = frozenset({*range(5), 10, 11, *range(12, 17), *range(20, 24)})


class Position(NamedTuple):
    """A place in a fixed field: from `start`, `length` signs; `choices` in words, none where it is free."""

    field: str
    kind: str
    start: int
    length: int
    vi: str
    en: str
    choices: tuple[Choice, ...]

    @property
    def where(self) -> str:
        """As manuals cite it: 06, 07-10."""
        end = self.start + self.length - 1
        return f"{self.start:02d}" if self.length == 1 else f"{self.start:02d}-{end:02d}"


@cache
def _choices() -> dict[str, tuple[Choice, ...]]:
    found: dict[str, list[Choice]] = {}
    for row in rows("fixed_choices.csv"):
        found.setdefault(row["choices"], []).append(Choice(row["value"], row["vi"], row["en"]))
    return {name: tuple(values) for name, values in found.items()}


@cache
def _positions() -> tuple[Position, ...]:
    return tuple(
        Position(
            row["field"], row["kind"], int(row["start"]), int(row["length"]), row["vi"], row["en"],
            _choices().get(row["choices"], ()),
        )
        for row in rows("fixed_positions.csv")
    )  # fmt: skip


def choices(name: str) -> tuple[Choice, ...]:
    """A table of coded values by its name (language, audience …)."""
    return _choices()[name]


def kind_of(leader: str) -> str:
    """book, serial, map, music, visual, computer or mixed."""
    told = leader.ljust(24)
    return "serial" if told[6] == "a" and told[7] in "bis" else _KIND_BY_TYPE.get(told[6], "book")


def positions(field: str, kind: str) -> list[Position]:
    """Those of the field, for a kind of material (007: by its first sign)."""
    return [one for one in _positions() if one.field == field and one.kind in ("", kind)]


def positions_in(field: str, text: str) -> list[Position]:
    """Those of an 006 or 007 that begins so: 006 says again, for further material, what 008 says of a kind."""
    if field == "007":
        return positions("007", text[:1])
    again = [one for one in positions("008", _KIND_OF_006.get(text[:1], "")) if _SHIFT < one.start < 35]
    return [
        *positions("006", ""),
        *(one._replace(field="006", start=one.start - _SHIFT) for one in again if one.kind),
    ]


def length_in(field: str, text: str) -> int:
    """How many signs an 006 or 007 that begins so has."""
    return 18 if field == "006" else _LENGTH_OF_007.get(text[:1], 1)


def said(text: str, position: Position) -> str:
    """What stands at the position, blanks as #."""
    return text.ljust(position.start + position.length)[
        position.start : position.start + position.length
    ].replace(" ", BLANK)


def assembled(text: str, told: dict[Position, str], length: int) -> str:
    """The field with the told positions written anew; other places stay as they stand."""
    signs = list(text.ljust(length))
    for position, value in told.items():
        new = value.replace(BLANK, " ").ljust(position.length)[: position.length]
        signs[position.start : position.start + position.length] = new
    return "".join(signs)


def told_008(text: str, leader: str) -> list[tuple[Position, str]]:
    """Each position of an 008 with what it says."""
    return [(one, said(text, one)) for one in positions("008", kind_of(leader))]
