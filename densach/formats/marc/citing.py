"""Records as references: BibTeX and RIS, the two forms that programs for references read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from densach.formats.marc.record import Field, Marc
from densach.kernel.vietnamese import fold

_END: Final = re.compile(r"[\s/:;,=.]+$")
_YEAR: Final = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_SPECIAL: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "$": r"\$",
}
_NAMES: Final = ("100", "110", "111", "700", "710", "711")


def _bare(text: str) -> str:
    return _END.sub("", text.strip())


def _told(marc: Marc) -> dict[str, list[str]]:
    """What both forms tell, by the tags of RIS."""
    stated = marc.field("245")
    published = marc.field("260", "264")
    year = _YEAR.search(published.first("c") if published else "") or _YEAR.search(marc.control("008")[7:11])
    numbers = [one.first("a").split(" ")[0] for one in marc.each("020", "022")]
    return {
        "AU": [name for one in marc.each(*_NAMES) if (name := _bare(one.first("a")))],
        "TI": [_bare(stated.text("abnp"))] if stated else [],
        "PY": [year[1]] if year else [],
        "PB": [_bare(published.first("b"))] if published and published.first("b") else [],
        "CY": [_bare(published.first("a"))] if published and published.first("a") else [],
        "ET": [_bare(one.first("a")) for one in marc.each("250")][:1],
        "SN": [number for number in numbers if number][:1],
        "LA": [marc.control("008")[35:38]] if marc.control("008")[35:38].strip() else [],
        "T2": [_bare(one.first("a")) for one in marc.each("490", "773")][:1],
        "KW": [_subject(one) for one in marc.each("600", "610", "650", "651", "653")],
    }  # fmt: skip


def _subject(field: Field) -> str:
    return " -- ".join(_bare(value) for code, value in field.subfields if code in "abxyzv")


def ris(records: Iterable[Marc]) -> Iterator[bytes]:
    """RIS, a piece for each record."""
    for marc in records:
        kind = "JOUR" if marc.leader[7:8] in ("s", "i") else "BOOK"
        rows = [f"TY  - {kind}"]
        rows += [f"{tag}  - {value}" for tag, values in _told(marc).items() for value in values if value]
        yield ("\r\n".join([*rows, "ER  - ", "", ""])).encode()


def bibtex(records: Iterable[Marc]) -> Iterator[bytes]:
    """BibTeX in UTF-8; keys are family name, year and a number where two would be alike."""
    seen: dict[str, int] = {}
    for marc in records:
        told = _told(marc)
        entries = [
            ("author", " and ".join(_person(name) for name in told["AU"])), ("title", "".join(told["TI"])),
            ("publisher", "".join(told["PB"])), ("address", "".join(told["CY"])), ("year", "".join(told["PY"])),
            ("edition", "".join(told["ET"])), ("series", "".join(told["T2"])), ("isbn", "".join(told["SN"])),
            ("language", "".join(told["LA"])), ("keywords", ", ".join(told["KW"])),
        ]  # fmt: skip
        first = re.sub(r"[^a-z]", "", fold((told["AU"] or told["TI"] or ["x"])[0].split(" ")[0])) or "x"
        key = f"{first}{''.join(told['PY'])}"
        seen[key] = seen.get(key, 0) + 1
        key += f"-{seen[key]}" if seen[key] > 1 else ""
        inside = ",\n".join(f"  {name} = {{{_escaped(value)}}}" for name, value in entries if value)
        yield f"@book{{{key},\n{inside}\n}}\n\n".encode()


def _person(name: str) -> str:
    """A Vietnamese name is written whole, in its own order: braces keep programs from turning it around."""
    return name if "," in name else f"{{{name}}}"


def _escaped(text: str) -> str:
    """Braces that were put around names stay."""
    return "".join(_SPECIAL.get(sign, sign) if sign not in "{}" else sign for sign in text)
