"""The whole record as rows: tag, indicators, subfields a line each; leader and 008 by positions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import QueryDict

from densach.formats.marc import Field, Marc, control, data
from densach.kernel.numbers import whole_number
from densach.kernel.vietnamese import nfc
from densach.services.catalogue.models import Material
from densach.services.catalogue.rules import fixed, frameworks, names
from densach.services.catalogue.rules.flat import material_of
from densach.services.catalogue.rules.linetext import checked, read_subfields, subfield_lines

MOST_ROWS: Final = 600
_CODED: Final = ("006", "007")


@dataclass(frozen=True)
class Spot:
    """A position of a fixed field with what it says now. `choices` are (value, words, chosen)."""

    position: fixed.Position
    name: str
    label: str
    value: str
    choices: list[tuple[str, str, bool]]


@dataclass(frozen=True)
class Row:
    """A field as the editor shows it. `old` is its place in the record that was seen, "" for a new one; `marks` are the
    indicators with # for blanks.
    """

    tag: str
    marks: str
    text: str
    old: str = ""
    name: str = ""
    is_control: bool = False
    # Of an 006 or 007: its positions in words, and the mark under which they are sent beside the other rows'.
    mark: str = ""
    spots: tuple[Spot, ...] = ()

    @property
    def first(self) -> str:
        return self.marks[:1]

    @property
    def second(self) -> str:
        return self.marks[1:2]

    @property
    def height(self) -> int:
        return max(1, self.text.count("\n") + 1)

    @property
    def legend(self) -> list[names.Choice]:
        return names.subfields(self.tag)

    @property
    def meanings(self) -> list[tuple[int, names.Choice]]:
        """What its indicators may say."""
        return [(place, one) for place in (1, 2) for one in names.indicators(self.tag, place)]


@dataclass(frozen=True)
class Editor:
    """What the page shows of a record that is being written."""

    leader: list[Spot]
    coded: list[Spot]
    rows: list[Row]
    revision: int


def shown(marc: Marc, revision: int, lang: str, *, offer: bool = True) -> Editor:
    """The editor for a record; with `offer`, empty rows that its framework proposes stand below."""
    rows = [
        _row(field, str(place), lang)
        for place, field in enumerate(marc.fields)
        if field.tag != "008"
    ]  # fmt: skip
    if offer:
        rows += [_row(field, "", lang) for field in frameworks.offered(marc, material_of(marc))]
    return Editor(*_spots(marc, lang), _with_spots(rows, lang), revision)


def _with_spots(rows: list[Row], lang: str) -> list[Row]:
    """The rows, each 006 and 007 with its positions."""
    return [
        replace(row, mark=f"r{place}", spots=_spots_in(row, f"r{place}", lang)) if row.tag in _CODED else row
        for place, row in enumerate(rows)
    ]


def _spots_in(row: Row, mark: str, lang: str) -> tuple[Spot, ...]:
    text = row.text.replace("#", " ")
    return tuple(
        replace(_spot(one, fixed.said(text, one), lang), name=f"{mark}-{one.start}")
        for one in fixed.positions_in(row.tag, text)
    )


def _row(field: Field, old: str, lang: str) -> Row:
    name = names.field_name(field.tag, lang)
    if field.is_control:
        text = field.data.replace(" ", "#") if field.tag in _CODED else field.data
        return Row(field.tag, "", text, old, name, is_control=True)
    return Row(field.tag, field.indicators.replace(" ", "#"), subfield_lines(field), old, name)


def _spots(marc: Marc, lang: str) -> tuple[list[Spot], list[Spot]]:
    kind = fixed.kind_of(marc.leader)
    coded = marc.control("008") or " " * 40
    return (
        [_spot(one, fixed.said(marc.leader, one), lang) for one in fixed.positions("leader", "")],
        [_spot(one, fixed.said(coded, one), lang) for one in fixed.positions("008", kind)],
    )


def _spot(position: fixed.Position, value: str, lang: str) -> Spot:
    told = [
        (one.value, f"{one.value} – {names.worded(one, lang)}", one.value == value)
        for one in position.choices
    ]
    if told and not any(chosen for _value, _words, chosen in told):
        told.insert(0, (value, value, True))
    label = position.vi if lang == "vi" else position.en
    return Spot(position, f"{position.field}-{position.start}-{position.length}", label, value, told)


# What was sent --------------------------------------------------------------------------------------------


def read(sent: QueryDict, seen: Marc) -> Marc:
    """The record from what was sent; rows that were not touched stay to the letter. Raises WrongField."""
    kept = [field for field in (_field(row, seen) for row in rows_of(sent)) if field is not None]
    coded = _assembled(sent, "008", seen.control("008"), 40)
    if coded.strip():
        old = seen.field("008")
        field = control("008", coded) if old is None or old.data.ljust(40) != coded else old
        kept.insert(_place_of(old, seen, kept), field)
    return Marc(_assembled(sent, "leader", seen.leader, 24), tuple(kept))


def _place_of(old: Field | None, seen: Marc, kept: list[Field]) -> int:
    """Where 008 goes: after the field that it stood behind, else by its tag."""
    if old is not None:
        at = next(place for place, one in enumerate(seen.fields) if one is old)
        before = next((place for place, one in enumerate(kept) if at and one is seen.fields[at - 1]), None)
        if before is not None:
            return before + 1
    return next((place for place, one in enumerate(kept) if one.tag > "008"), len(kept))


def rows_of(sent: QueryDict) -> list[Row]:
    """The rows as sent, in their order."""
    columns = [sent.getlist(name)[:MOST_ROWS] for name in ("tag", "marks", "text", "old")]
    rows = zip(*columns, strict=False)
    found = [Row(tag.strip(), marks, text.replace("\r\n", "\n"), old) for tag, marks, text, old in rows]
    sent_marks = [*sent.getlist("mark"), *[""] * len(found)]
    return [
        replace(row, text=_by_positions(row, mark, sent)) if row.tag in _CODED else row
        for row, mark in zip(found, sent_marks, strict=False)
    ]


def _by_positions(row: Row, mark: str, sent: Mapping[str, Any]) -> str:
    """The text of an 006 or 007 with those positions written anew that were changed beside it."""
    text = "" if row.text == "$a" else row.text
    was = str(sent.get(f"{mark}-was", "")).replace("#", " ")
    told = {
        one: value
        for one in (fixed.positions_in(row.tag, was) if mark else [])
        if (value := str(sent.get(f"{mark}-{one.start}", ""))) and value != fixed.said(was, one)
    }
    if not told:
        return text
    first = next((value for one, value in told.items() if one.start == 0), text)
    length = max(len(text), fixed.length_in(row.tag, first))
    return fixed.assembled(text.replace("#", " "), told, length).replace(" ", "#")


def _field(row: Row, seen: Marc) -> Field | None:
    """The field of a row; None for one that says nothing."""
    old = whole_number(row.old) if row.old else None
    was = seen.fields[old] if old is not None and old < len(seen.fields) else None
    if was is not None and _is_untouched(row, was):
        return was
    text = nfc(row.text)
    if not text.strip():
        return None
    if row.tag.isdigit() and row.tag < "010":
        line = text.replace("\n", " ")
        return checked(control(row.tag, line.replace("#", " ") if row.tag in _CODED else line.strip()))
    subfields = read_subfields(text, was)
    if not subfields:
        return None
    marks = row.marks.replace("#", " ").replace("_", " ")
    return checked(data(row.tag, marks.ljust(2), *subfields))


def _is_untouched(row: Row, was: Field) -> bool:
    then = _row(was, row.old, "")
    return (row.tag, row.text) == (then.tag, then.text.replace("\r\n", "\n")) and (
        was.is_control or row.marks.replace(" ", "#").ljust(2, "#") == then.marks
    )


def _assembled(sent: Mapping[str, Any], field: str, text: str, length: int) -> str:
    told = {}
    for kind in ("", "book", "serial", "map", "music", "visual", "computer", "mixed"):
        for position in fixed.positions(field, kind):
            name = f"{field}-{position.start}-{position.length}"
            if name in sent:
                told[position] = str(sent[name])
    if not told:
        return text
    return fixed.assembled(text, told, length)


def acted(sent: QueryDict, editor: Editor, lang: str) -> Editor:
    """The editor with what was typed; without scripts, `act` moves a row up or down, takes it away or adds one."""
    rows = [
        replace(row, name=names.field_name(row.tag, lang), is_control=row.tag.isdigit() and row.tag < "010")
        for row in rows_of(sent)
    ]
    word, _dash, where = sent.get("act", "").partition("-")
    place = whole_number(where) if where else None
    if word == "add":
        rows.insert(len(rows) if place is None else place + 1, Row("", "##", "$a"))
    elif place is not None and place < len(rows):
        row = rows.pop(place)
        if word == "up":
            rows.insert(max(0, place - 1), row)
        elif word == "down":
            rows.insert(place + 1, row)
        elif word != "remove":
            rows.insert(place, row)
    spots = [[_typed(spot, sent, lang) for spot in group] for group in (editor.leader, editor.coded)]
    return Editor(spots[0], spots[1], _with_spots(rows, lang), editor.revision)


def _typed(spot: Spot, sent: Mapping[str, Any], lang: str) -> Spot:
    return _spot(spot.position, str(sent[spot.name]), lang) if spot.name in sent else spot


def begun_with(material: str) -> str:
    """The material if it is one, else a book."""
    return material if material in Material.values else Material.BOOK.value
