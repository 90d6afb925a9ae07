"""What stands in a report besides its figures: the sections, the symbol, and the reporters that a duty names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from densach.kernel.collation import sort_key
from densach.kernel.vietnamese import fold

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Section:
    """`number` and `paper_title` are printed (a paper is Vietnamese whoever prints it), `label` and `hint` shown."""

    code: str
    number: str
    paper_title: str
    label: _StrPromise
    hint: _StrPromise


RESULTS: Final = "results"
SECTIONS: Final[tuple[Section, ...]] = (
    Section(
        "direction",
        "I",
        "Tình hình chỉ đạo, triển khai",
        _("Direction and rollout"),
        _("Papers issued, meetings, who was given what, communication."),
    ),
    Section(
        RESULTS,
        "II",
        "Kết quả thực hiện",
        _("Results"),
        _("What was done by task; the table of figures follows these words by itself."),
    ),
    Section(
        "shortcomings",
        "III",
        "Tồn tại, hạn chế và nguyên nhân",
        _("Shortcomings, limits and causes"),
        _("What was not reached, and why."),
    ),
    Section(
        "outlook",
        "IV",
        "Phương hướng, nhiệm vụ thời gian tới",
        _("Outlook and tasks ahead"),
        _("What comes next, with its days."),
    ),
    Section(
        "proposals",
        "V",
        "Kiến nghị, đề xuất",
        _("Recommendations and proposals"),
        _("What you ask of the levels above."),
    ),
)
CODES: Final = tuple(section.code for section in SECTIONS)

_COMMUNE_WORDS: Final = ("xa", "phuong", "thi tran", "dac khu")
_DISTRICT_WORDS: Final = ("huyen", "thi xa", "thanh pho", "quan")
_PLACE_WORDS: Final = ("tinh", "xa", "phuong", "thi", "huyen")
_UNIT_WORDS: Final = (
    "don vi",
    "truc thuoc",
    "su nghiep",
    "phong, ",
    "thu truong",
    "cac thu vien",
    "bao tang, ",
)
_BODY_WORDS: Final = ("so, ban", "ban, nganh", "doan the", "so, nganh", "co quan, ban")


@dataclass(frozen=True)
class Reporters:
    """Whom a duty's words mean: whole classes of bodies, and names that are none of these."""

    commune_committees: bool = False
    district_committees: bool = False
    institutions: bool = False
    provincial_bodies: bool = False
    names: tuple[str, ...] = ()


def reporters(words: list[str]) -> Reporters:
    """Read the reporters of a duty as the plan writes them. No words at all mean the institutions."""
    classes = dict.fromkeys(
        ("commune_committees", "district_committees", "institutions", "provincial_bodies"), False
    )
    names: list[str] = []
    for text in words:
        found = _classes_in(fold(text))
        classes.update(dict.fromkeys(found, True))
        if not found:
            names.append(text)
    if not names and not any(classes.values()):
        classes["institutions"] = True
    return Reporters(names=tuple(names), **classes)


def _classes_in(folded: str) -> list[str]:
    found = []
    committee = "ubnd" in folded or "uy ban nhan dan" in folded
    padded = f" {folded.replace(',', ' ').replace(';', ' ')} "
    many = "," in folded or "cac " in folded or " va " in padded
    # "thị xã" is a town of the district level: its second word names no commune.
    communes = padded.replace(" thi xa ", "  ")
    if committee and many and any(f" {word} " in communes for word in _COMMUNE_WORDS):
        found.append("commune_committees")
    if committee and many and any(f" {word} " in padded for word in _DISTRICT_WORDS):
        found.append("district_committees")
    if any(word in folded for word in _UNIT_WORDS):
        found.append("institutions")
    if any(word in folded for word in _BODY_WORDS):
        found.append("provincial_bodies")
    return found


def row_label(subject: str) -> str:
    """A target's words as a row of a table: no "và" left over from the list it was read from, a capital first."""
    words = " ".join(subject.split())
    while fold(words[:3]) == "va ":
        words = words[3:].lstrip(" ,;")
    return words[:1].upper() + words[1:]


_KINDS: Final = (
    "Ủy ban nhân dân phường",
    "Ủy ban nhân dân xã",
    "Ủy ban nhân dân thị trấn",
    "Ủy ban nhân dân đặc khu",
    "Ủy ban nhân dân huyện",
    "Ủy ban nhân dân thị xã",
    "Ủy ban nhân dân thành phố",
    "Thư viện phường",
    "Thư viện xã",
    "Trung tâm Văn hóa phường",
    "Trung tâm Văn hóa xã",
)


def by_kind(names: Iterable[str]) -> list[str]:
    """Units as a paper lists them, by kind and then by name: "Ủy ban nhân dân phường: Đông Thành, Tân Hạnh".

    A unit that is alone of its kind keeps its whole name; these come first.
    """
    groups: dict[str, list[str]] = {}
    for name in names:
        kind = next((one for one in _KINDS if fold(name).startswith(fold(f"{one} "))), "")
        groups.setdefault(kind or name, []).append(name[len(kind) :].strip() if kind else name)
    alone = [f"{kind} {own[0]}" if kind in _KINDS else kind for kind, own in groups.items() if len(own) == 1]
    several = {kind: own for kind, own in groups.items() if len(own) > 1}
    told = [
        f"{kind} ({len(several[kind])}): {', '.join(sorted(several[kind], key=sort_key))}"
        for kind in _KINDS
        if kind in several
    ]
    return sorted(alone, key=sort_key) + told


def symbol_of(issuer: str, kind: str = "BC") -> str:
    """The symbol of a body's papers: "BC-SVHTTDL", "BC-UBND", "BC-TVT"; the name of the place is left out."""
    folded = fold(issuer)
    if folded.startswith(("uy ban nhan dan", "ubnd")):
        return f"{kind}-UBND"
    words = "".join(char if char.isalnum() else " " for char in issuer).split()
    for place, (word, following) in enumerate(zip(words, [*words[1:], ""], strict=True)):
        if place and (fold(word) in _PLACE_WORDS or fold(f"{word} {following}") == "thanh pho"):
            # A department is of its province without saying so; a library or museum says of which level it is.
            words = words[:place] if folded.startswith("so ") else words[: place + 1]
            break
    letters = "".join(word[0].upper() for word in words if fold(word) != "va" and not word[0].isdigit())
    return f"{kind}-{letters}" if letters else kind
