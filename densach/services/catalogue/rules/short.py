"""The short form of a record: what most cataloguing asks for, read from MARC and written back into it.

Only what was changed is written; every other field, indicator and subfield stays as it stood. Punctuation between
the parts of 245, 264 and 300 is that of ISBD.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Final

from densach.formats.marc import Field, Marc, control, data
from densach.services.catalogue.models import Material
from densach.services.catalogue.rules.flat import material_of
from densach.services.catalogue.rules.frameworks import FRAMEWORKS, leader_of, new_008

# The sign that stands before a part, by tag and code (ISBD).
_BEFORE: Final = {
    "245": {"b": " :", "c": " /"},
    "264": {"b": " :", "c": ","},
    "260": {"b": " :", "c": ","},
    "300": {"b": " :", "c": " ;", "e": " +"},
}
_SIGN_AT_END: Final = re.compile(r"\s*[/:;,=+]\s*$")
_ROLE: Final = re.compile(r"^(?P<name>.+?)\s*\((?P<role>[^()]+)\)$")
_YEAR: Final = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_FOR_CHILDREN: Final = "abcj"
_NAMED: Final = ("100", "110", "111")
_ADDED: Final = ("700", "710", "711")


@dataclass(frozen=True)
class Short:
    """What the form holds. Lists are in the record's order; a contributor may name a role: "Lê An (dịch)"."""

    title: str = ""
    subtitle: str = ""
    author: str = ""
    place: str = ""
    publisher: str = ""
    year: str = ""
    isbn: tuple[str, ...] = ()
    extent: str = ""
    language: str = ""
    subjects: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    responsibility: str = ""
    edition: str = ""
    size: str = ""
    illustrations: str = ""
    series: str = ""
    ddc: str = ""
    summary: str = ""
    keywords: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    children: bool = False
    material: str = Material.BOOK


def read(marc: Marc) -> Short:
    """The short form of a record."""
    published, fixed = _published(marc), marc.control("008")
    return Short(
        title=_plain(marc.first("245", "a")),
        subtitle=_plain(marc.first("245", "b")),
        author=_plain(_first_of(marc, _NAMED, "a")),
        place=_plain(published.first("a")),
        publisher=_plain(published.first("b")),
        year=_plain(published.first("c")).rstrip("."),
        isbn=_each(marc, ("020",), _isbn),
        extent=_plain(marc.first("300", "a")),
        language=fixed[35:38].strip() or marc.first("041", "a")[:3],
        subjects=_each(marc, ("650",), _subject),
        contributors=_each(marc, _ADDED, _contributor),
        responsibility=_plain(marc.first("245", "c")),
        edition=_plain(marc.first("250", "a")),
        size=_plain(marc.first("300", "c")),
        illustrations=_plain(marc.first("300", "b")),
        series=_plain(marc.first("490", "a")),
        ddc=marc.first("082", "a").strip(),
        summary=marc.first("520", "a").strip(),
        keywords=_each(marc, ("653",), lambda one: _plain(one.first("a"))),
        notes=_each(marc, ("500",), lambda one: one.first("a").strip()),
        children=fixed[22:23] != "" and fixed[22:23] in _FOR_CHILDREN and material_of(marc) == Material.BOOK,
        material=material_of(marc),
    )


def write(marc: Marc, new: Short, on: date) -> Marc:
    """The record with what differs from its short form written into it. `on` is the day of entry for a new 008."""
    old = read(marc)
    changed = {one.name for one in fields(Short) if getattr(old, one.name) != getattr(new, one.name)}
    if "material" in changed:
        marc = _of_material(marc, new.material)
    if {"title", "subtitle", "responsibility", "author"} & changed or marc.field("245") is None:
        marc = _titled(marc, new, changed)
    if "author" in changed:
        marc = _authored(marc, new.author)
    if {"place", "publisher", "year"} & changed:
        marc = _imprinted(marc, new, changed)
    if {"extent", "size", "illustrations"} & changed:
        told = {"a": new.extent, "b": new.illustrations, "c": new.size}
        marc = _first_written(
            marc, ("300",), "  ", _changed(told, changed, a="extent", b="illustrations", c="size")
        )
    marc = _lone_written(marc, new, changed)
    for name, tags, said, make in _LISTS:
        if name in changed:
            marc = _relisted(marc, tags, getattr(new, name), said, make)
    return _coded(marc, new, changed, on)


# Reading --------------------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    """A part without the sign that ISBD sets before the next one."""
    return _SIGN_AT_END.sub("", text.strip()).strip()


def _first_of(marc: Marc, tags: tuple[str, ...], codes: str) -> str:
    found = marc.field(*tags)
    return found.first(codes) if found else ""


def _published(marc: Marc) -> Field:
    named = [one for one in marc.each("264") if one.indicators[1:2] == "1"]
    return named[0] if named else marc.field("260", "264") or data("264", " 1")


def _each(marc: Marc, tags: tuple[str, ...], said: Callable[[Field], str]) -> tuple[str, ...]:
    return tuple(text for one in marc.each(*tags) if (text := said(one)))


def _isbn(field: Field) -> str:
    return field.first("a").strip()


def _subject(field: Field) -> str:
    return " – ".join(_plain(value) for code, value in field.subfields if code in "abvxyz")


def _contributor(field: Field) -> str:
    name, role = _plain(field.first("a")), _plain(field.first("e"))
    return f"{name} ({role})" if name and role else name


# Writing --------------------------------------------------------------------------------------------------


def _changed(told: dict[str, str], changed: set[str], **names: str) -> dict[str, str]:
    """The parts among the changed ones."""
    return {code: told[code] for code, name in names.items() if name in changed}


def with_parts(field: Field, parts: dict[str, str], order: str) -> Field:
    """The field with the first subfield of each code written anew, taken away where empty, or set in where `order`
    puts it; then punctuated.
    """
    subfields = list(field.subfields)
    for code, value in parts.items():
        at = next((place for place, pair in enumerate(subfields) if pair[0] == code), None)
        if at is not None:
            subfields[at : at + 1] = [(code, value)] if value else []
        elif value:
            before = order[: order.index(code)]
            place = max((spot + 1 for spot, pair in enumerate(subfields) if pair[0] in before), default=0)
            subfields.insert(place, (code, value))
    return punctuated(field._replace(subfields=tuple(subfields)))


def punctuated(field: Field) -> Field:
    """Each part ends with the sign that belongs before the next one."""
    signs = _BEFORE.get(field.tag)
    if signs is None:
        return field
    told = list(field.subfields)
    for place, (code, value) in enumerate(told):
        following = told[place + 1][0] if place + 1 < len(told) else ""
        if following in signs:
            told[place] = (code, _plain(value) + signs[following])
        elif not following:
            told[place] = (code, _plain(value))
    return field._replace(subfields=tuple(told))


def _put(marc: Marc, old: Field | None, new: Field | None) -> Marc:
    """One field exchanged in its place, set in by its tag, or taken away."""
    if old is None:
        return marc.with_fields([new]) if new else marc
    place = next(at for at, one in enumerate(marc.fields) if one is old)
    return Marc(marc.leader, (*marc.fields[:place], *((new,) if new else ()), *marc.fields[place + 1 :]))


def _first_written(marc: Marc, tags: tuple[str, ...], indicators: str, parts: dict[str, str]) -> Marc:
    old = marc.field(*tags)
    new = with_parts(old or data(tags[0], indicators), parts, "abc2e")
    says = any(code != "2" for code, _value in new.subfields)
    return _put(marc, old, new if says else None)


def _lone_written(marc: Marc, new: Short, changed: set[str]) -> Marc:
    """Parts that have a field of their own."""
    for name, tag, indicators in (
        ("edition", "250", "  "),
        ("series", "490", "0 "),
        ("summary", "520", "  "),
    ):
        if name in changed:
            marc = _first_written(marc, (tag,), indicators, {"a": getattr(new, name)})
    if "ddc" in changed:
        marc = _first_written(marc, ("082",), "04", {"a": new.ddc, "2": marc.first("082", "2") or "23"})
    return marc


def _titled(marc: Marc, new: Short, changed: set[str]) -> Marc:
    old = marc.field("245")
    told = {"a": new.title, "b": new.subtitle, "c": new.responsibility}
    parts = _changed(told, changed, a="title", b="subtitle", c="responsibility") if old else told
    field = with_parts(old or data("245", "10"), parts, "anpbc") if parts else old
    if field is None or (old is None and not field.subfields):
        return marc
    if "author" in changed or old is None:
        field = field._replace(indicators=("1" if new.author else "0") + field.indicators[1:2])
    return _put(marc, old, field)


def _authored(marc: Marc, name: str) -> Marc:
    old = marc.field(*_NAMED)
    if not name:
        return _put(marc, old, None)
    if old is None:
        return _put(marc, None, data("100", _name_marks(name), ("a", name)))
    # Dates and titles belonged to whoever was named before.
    kept = tuple(pair for pair in old.subfields if pair[0] in "e4" and old.tag == "100")
    marks = _name_marks(name) if old.tag == "100" else old.indicators
    return _put(marc, old, old._replace(indicators=marks, subfields=(("a", name), *kept)))


def _name_marks(name: str) -> str:
    """A name with a comma is entered under its surname, one in natural order as it stands."""
    return "1 " if "," in name else "0 "


def _imprinted(marc: Marc, new: Short, changed: set[str]) -> Marc:
    old = _published(marc)
    there = any(one is old for one in marc.fields)
    told = {"a": new.place, "b": new.publisher, "c": new.year}
    field = with_parts(old, _changed(told, changed, a="place", b="publisher", c="year"), "abc")
    return _put(marc, old if there else None, field if field.subfields else None)


def _relisted(
    marc: Marc,
    tags: tuple[str, ...],
    wanted: Iterable[str],
    said: Callable[[Field], str],
    make: Callable[[str], Field],
) -> Marc:
    """Fields that still say what is wanted stay as they are, in the wanted order; new ones are made, others go."""
    old = [one for one in marc.each(*tags) if said(one)]
    spare = list(old)
    made = []
    for text in wanted:
        kept = next((one for one in spare if said(one) == text), None)
        if kept is not None:
            spare.remove(kept)
        made.append(kept or make(text))
    rest = Marc(marc.leader, tuple(one for one in marc.fields if not any(one is gone for gone in old)))
    return rest.with_fields(made)


def _new_contributor(text: str) -> Field:
    found = _ROLE.match(text)
    if found is None:
        return data("700", _name_marks(text), ("a", text))
    return data("700", _name_marks(found["name"]), ("a", f"{found['name']},"), ("e", found["role"]))


def _new_subject(text: str) -> Field:
    first, *rest = re.split(r"\s+[–—]\s+|\s*--\s*", text)
    return data("650", " 4", ("a", first), *(("x", part) for part in rest))


_LISTS: Final = (
    ("isbn", ("020",), _isbn, lambda text: data("020", "  ", ("a", text))),
    ("subjects", ("650",), _subject, _new_subject),
    ("contributors", _ADDED, _contributor, _new_contributor),
    ("keywords", ("653",), lambda one: _plain(one.first("a")), lambda text: data("653", "  ", ("a", text))),
    ("notes", ("500",), lambda one: one.first("a").strip(), lambda text: data("500", "  ", ("a", text))),
)


def _of_material(marc: Marc, material: str) -> Marc:
    leader = leader_of(marc.leader, material)
    fixed = marc.control("008")
    if len(fixed) < 24 or FRAMEWORKS[material].form == fixed[23]:
        return replace(marc, leader=leader)
    form = FRAMEWORKS[material].form if Material.BRAILLE in (material, material_of(marc)) else fixed[23]
    return _with_008(replace(marc, leader=leader), f"{fixed[:23]}{form}{fixed[24:]}")


def _with_008(marc: Marc, text: str) -> Marc:
    return _put(marc, marc.field("008"), control("008", text))


def _coded(marc: Marc, new: Short, changed: set[str], on: date) -> Marc:
    """Year, readers and language into 008, and the language into 041 where it stands there."""
    if not {"year", "language", "children"} & changed:
        return marc
    fixed = marc.control("008") or new_008(on, FRAMEWORKS[new.material])
    fixed = fixed.ljust(40)
    if "year" in changed:
        found = _YEAR.search(new.year)
        fixed = f"{fixed[:6]}{'s' if found else 'n'}{found[1] if found else '    '}    {fixed[15:]}"
    if "children" in changed:
        fixed = f"{fixed[:22]}{'j' if new.children else ' '}{fixed[23:]}"
    if "language" in changed:
        fixed = f"{fixed[:35]}{(new.language or '   ').ljust(3)[:3]}{fixed[38:]}"
        told = marc.field("041")
        if told is not None and len(told.all("a")) == 1 and new.language:
            marc = _put(marc, told, with_parts(told, {"a": new.language}, "abh"))
    return _with_008(marc, fixed)
