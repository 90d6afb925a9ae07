"""The wording of a paper's fixed parts, which both writers print alike (Decree 30/2020/NĐ-CP, Annex I)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from densach.formats.officialdoc import form
from densach.formats.officialdoc.paper import (
    Annex,
    Block,
    CellValue,
    Heading,
    Level,
    ListItem,
    Paper,
    Paragraph,
    Run,
    Signature,
)
from densach.kernel.dates import format_date_long
from densach.kernel.numbers import format_number

END: Final = "./."
BLANK: Final = "\u00a0" * 5
"""Room left by hand for a number or a day not yet given; no-break spaces, so that it is not folded away."""

WORDS: Final = {
    Level.PART: "Phần",
    Level.CHAPTER: "Chương",
    Level.SECTION: "Mục",
    Level.ARTICLE: "Điều",
}
DEGREES: Final = re.compile(r"^(?:(?:GS|PGS|TSKH|TS|ThS|CN|KS|CKI|CKII|BS|NGND|NGƯT|NSND|NSƯT)[.,\s]+)+")
CLOSING: Final = " \t\n.;,:/"
HEAD_LETTERS: Final = 24
"""Bold capitals of size 12 that surely stand on one line of the head's left half."""

JOINTS: Final = re.compile(r" (?=(?:VÀ|TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG|ĐẶC KHU) )")
COMMA: Final = re.compile(r", ")


def clean(text: str) -> str:
    """Return `text` in NFC without what XML and PDF cannot hold.

    Control characters, lone surrogates and non-characters go. Line breaks and tabs stay; CR LF and CR are
    line breaks.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (
        character
        for character in text
        if character in "\n\t"
        or not (unicodedata.category(character) in {"Cc", "Cs"} or ord(character) & 0xFFFE == 0xFFFE)
    )
    return unicodedata.normalize("NFC", "".join(kept))


def capitals(text: str) -> str:
    """Return `text` in capitals, NFC."""
    return clean(text).upper()


def body_name(name: str) -> str:
    """Return the name of a body in capitals, broken at a joint of its words when it is long for the head."""
    name = capitals(name).strip()
    if "\n" in name or len(name) <= HEAD_LETTERS:
        return name
    breaks = [match.start() for match in JOINTS.finditer(name)] or [
        match.end() for match in COMMA.finditer(name)
    ]
    if not breaks:
        return name
    middle = min(breaks, key=lambda place: abs(len(name) - 2 * place))
    return f"{name[:middle].rstrip()}\n{name[middle:].lstrip()}"


def parent_name(name: str) -> str:
    """Return the name of the parent body in capitals, with the abbreviation the law allows it (II.2)."""
    return body_name(capitals(name).replace("ỦY BAN NHÂN DÂN", "UBND").replace("UỶ BAN NHÂN DÂN", "UBND"))


def one_line(text: str) -> str:
    """Return `text` with every run of white space as one space."""
    return " ".join(clean(text).split())


def number(value: CellValue) -> str:
    """Return a cell's text; a number as Vietnamese papers write it: 1.234.567,8."""
    return clean(value) if isinstance(value, str) else format_number(value)


def number_line(paper: Paper) -> str:
    """Return "Số: 05/BC-SVHTTDL", with room for the number while there is none (II.3)."""
    given = BLANK if paper.number is None else f"{paper.number:02d}"
    return f"Số: {given}/{paper.symbol}"


def place_date_line(paper: Paper) -> str:
    """Return "Vĩnh Long, ngày 05 tháng 01 năm 2026", with room for the date while there is none (II.4)."""
    when = format_date_long(paper.date) if paper.date else f"ngày{BLANK}tháng{BLANK}năm{BLANK}"
    return f"{one_line(paper.place)}, {when}"


def letter_abstract(paper: Paper) -> str:
    """Return the abstract of an official letter, "V/v …" (II.5b)."""
    return "V/v " + one_line(paper.abstract).removeprefix("V/v").lstrip()


def listed(items: Sequence[str], mark: str = "- ") -> tuple[str, ...]:
    """Return items each on its line, ended by ";", the last by "."."""
    bare = [one_line(item).removeprefix("- ").rstrip(CLOSING) for item in items]
    return tuple(f"{mark}{item};" for item in bare[:-1]) + tuple(f"{mark}{item}." for item in bare[-1:])


def addressee_lines(paper: Paper) -> tuple[str, ...]:
    """Return "Kính gửi: X" alone, or "Kính gửi:" and a line for each of several (II.9a)."""
    if len(paper.addressees) == 1:
        return (f"Kính gửi: {one_line(paper.addressees[0]).rstrip(CLOSING)}",)
    return ("Kính gửi:", *listed(paper.addressees)) if paper.addressees else ()


def legal_basis_lines(paper: Paper) -> tuple[str, ...]:
    """Return the legal bases, each ended by ";", the last by "." (II.6)."""
    return listed(paper.legal_bases, mark="")


def recipient_lines(paper: Paper) -> tuple[str, ...]:
    """Return the list under "Nơi nhận:"; the last says where it is filed, "- Lưu: VT" at least (II.9b)."""
    others = [name for name in paper.recipients if not _is_filing(name)]
    filing = [name for name in paper.recipients if _is_filing(name)] or ["Lưu: VT"]
    return listed([*others, *filing[:1]])


def _is_filing(name: str) -> bool:
    return one_line(name).removeprefix("- ").startswith("Lưu")


def signature_lines(signature: Signature) -> tuple[str, ...]:
    """Return the lines above the name in capitals: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", … (II.7)."""
    first = " ".join(part for part in (signature.authority or "", signature.body_line) if part)
    return tuple(capitals(line) for line in (first, *signature.titles) if line)


def signer_name(signature: Signature) -> str:
    """Return the name without degrees and honours, which administrative papers do not print (II.7b)."""
    return DEGREES.sub("", one_line(signature.name))


def heading_lines(heading: Heading) -> tuple[str, ...]:
    """Return a heading's lines: "Phần I" and its title apart, "I. …", "1. …", "a) …" on one (II.6)."""
    bare, text = one_line(heading.number).rstrip(".)"), one_line(heading.text)
    text = text.upper() if heading.level in form.CAPITALS else text
    word = WORDS.get(heading.level, "")
    if heading.level in form.CENTERED:
        return tuple(line for line in (f"{word} {bare}", text) if line)
    mark = f"{bare})" if heading.level is Level.LETTER else f"{bare}."
    return (" ".join(part for part in (word, mark if bare else "", text) if part),)


def finished(body: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the body ended by "./.": on its last sentence, or on a line of its own after a table (II.6)."""
    if not body:
        return (Paragraph(END),)
    last = body[-1]
    if not isinstance(last, Paragraph | ListItem):
        return (*body, Paragraph(END, indent=False))
    pieces = last.runs or (Run(last.text),)
    *before, ending = pieces
    closed = replace(ending, text=f"{clean(ending.text).rstrip(CLOSING)}{END}")
    return (*body[:-1], replace(last, text="", runs=(*before, closed)))


def annex_heading(position: int, count: int) -> str:
    """Return "Phụ lục", or "Phụ lục II" where there are several (III.1)."""
    return "Phụ lục" if count == 1 else f"Phụ lục {roman(position)}"


def annex_reference(paper: Paper) -> str:
    """Return "(Kèm theo Báo cáo số 05/BC-SVHTTDL ngày 10 tháng 6 năm 2026 của …)" (III.1)."""
    kind = (one_line(paper.type_name) if paper.type_name else "Công văn").capitalize()
    given = BLANK if paper.number is None else f"{paper.number:02d}"
    when = format_date_long(paper.date) if paper.date else f"ngày{BLANK}tháng{BLANK}năm{BLANK}"
    return f"(Kèm theo {kind} số {given}/{paper.symbol} {when} của {one_line(paper.issuer)})"


def annex_title(annex: Annex) -> str:
    """Return the annex's title in capitals."""
    return one_line(annex.title).upper()


def title(paper: Paper) -> str:
    """Return the paper's name as one line, for properties and bookmarks: "Báo cáo …"."""
    kind = one_line(paper.type_name).capitalize() if paper.type_name else "Công văn"
    return f"{kind} {one_line(paper.abstract)}"


def roman(value: int) -> str:
    """Return 1, 2, 3 … as I, II, III … (1 to 3999)."""
    steps = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")]
    steps += [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    written = ""
    for worth, sign in steps:
        times, value = divmod(value, worth)
        written += sign * times
    return written


def letter(position: int) -> str:
    """Return the letter of the 1st, 2nd … point: a, b, c, d, đ, e, g … (at most 23)."""
    return form.LETTERS[position - 1]
