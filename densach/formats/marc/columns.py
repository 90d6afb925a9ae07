"""Which column of a table of books means what, guessed by the words of its head.

The head of the workbooks that most Vietnamese libraries keep, `STT, CSPL, Tên Sách, Tập, Tác giả, Năm XB, Số cá biệt,
Vị trí tài liệu`, needs no telling.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from densach.kernel.vietnamese import fold

# Code → the ways in which heads say it, folded.
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("ten sach", "nhan de", "ten tai lieu", "ten an pham", "ten sach bao", "nhan de chinh", "tua sach", "tua",
              "ten", "title", "book title", "ten bao tap chi", "ten sach tai lieu"),
    "subtitle": ("phu de", "nhan de phu", "thong tin lien quan den nhan de", "subtitle"),
    "volume": ("tap", "so tap", "quyen", "tap so", "tap quyen", "volume", "vol"),
    "author": ("tac gia", "tac gia chinh", "ho ten tac gia", "ten tac gia", "author", "nguoi viet"),
    "others": ("tac gia khac", "dong tac gia", "nguoi dich", "dich gia", "nguoi tham gia", "tac gia phu"),
    "year": ("nam xb", "nam xuat ban", "nam", "nxb nam", "year", "nam in", "nam phat hanh"),
    "publisher": ("nha xuat ban", "nxb", "nha xb", "publisher"),
    "published_in": ("noi xuat ban", "noi xb", "noi in", "place of publication"),
    "edition": ("lan xuat ban", "lan xb", "lan tai ban", "tai ban", "edition", "lan in"),
    "isbn": ("isbn", "ma isbn", "so isbn", "chi so isbn"),
    "class": ("cspl", "chi so phan loai", "ddc", "phan loai", "ky hieu phan loai", "ki hieu phan loai", "ma phan loai",
              "mon loai", "ppl", "khpl", "so phan loai"),
    "subjects": ("chu de", "tu khoa", "de muc chu de", "subject", "subjects", "tu khoa chu de"),
    "language": ("ngon ngu", "tieng", "language", "ma ngon ngu"),
    "extent": ("so trang", "trang", "pages", "mo ta vat ly"),
    "size": ("kho", "kho sach", "kho co", "kich thuoc", "size"),
    "series": ("tung thu", "bo sach", "series"),
    "summary": ("tom tat", "noi dung", "tom tat noi dung", "summary", "gioi thieu"),
    "note": ("ghi chu", "phu chu", "note"),
    "barcode": ("ma vach", "barcode", "ma vach dkcb", "ma tai lieu", "ma ban tai lieu", "so vach"),
    "accession": ("so ca biet", "dkcb", "so dkcb", "so dang ky ca biet", "ma dkcb", "so dk ca biet",
                  "so dang ki ca biet", "so dang ky", "ma ca biet", "accession number"),
    "location": ("vi tri tai lieu", "vi tri", "kho tai lieu", "ten kho", "noi luu tru", "gia sach", "ke", "noi de",
                 "vi tri kho", "location", "ma kho"),
    "call_number": ("ky hieu xep gia", "ki hieu xep gia", "khxg", "ky hieu kho", "xep gia", "call number"),
    "price": ("gia", "gia tien", "don gia", "gia bia", "price", "thanh tien"),
    "source": ("nguon", "nguon bo sung", "nguon nhap", "nguon goc", "source"),
    "acquired": ("ngay nhap", "ngay vao so", "ngay bo sung", "ngay dang ky"),
    "copies": ("so luong", "so ban", "so cuon", "sl", "copies", "quantity"),
    "control": ("stt", "tt", "so thu tu", "no"),
}  # fmt: skip
_CODE_OF: Final = {name: code for code, names in NAMES.items() for name in names}
_BRACKETS: Final = re.compile(r"\([^)]*\)")
_SIGNS: Final = re.compile(r"[^\w]+")


def plain(text: str) -> str:
    """A head's words as they are compared."""
    return " ".join(_SIGNS.sub(" ", _BRACKETS.sub(" ", fold(text))).split())


def guess(head: Sequence[str]) -> dict[str, int]:
    """Code → place of the column, the first one that says it."""
    found: dict[str, int] = {}
    for place, text in enumerate(head):
        code = _CODE_OF.get(plain(text))
        if code is not None:
            found.setdefault(code, place)
    return found


def head_of(rows: Mapping[int, Sequence[str]], within: int = 40) -> int:
    """The line, near the top, whose words name the most columns; the first line where none names two."""
    best, most = next(iter(rows), 0), 1
    for line in list(rows)[:within]:
        named = guess(rows[line])
        if len(named) > most and "title" in named:
            best, most = line, len(named)
    return best
