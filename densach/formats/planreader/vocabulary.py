"""The words of this field: institutions and places. Patterns match text without marks (see `textview.bare`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Institution:
    """Institutions named by a phrase; `single` when the phrase names one institution only."""

    start: int
    end: int
    types: tuple[str, ...]
    levels: tuple[str, ...]
    single: bool = False


PROVINCE, DISTRICT, COMMUNE, HAMLET = "tinh", "huyen", "xa", "thon"
_ALL = (PROVINCE, DISTRICT, COMMUNE)
# Cities that stand directly under the centre: their own "thành phố" institutions are of provincial level.
CENTRAL_CITIES = ("ha noi", "ho chi minh", "hai phong", "da nang", "can tho", "hue")

_D = r"(?:cac )?(?:quan|huyen|thi xa|thanh pho)(?:(?:,| va|/| -)? (?:quan|huyen|thi xa|thanh pho|thi tran))*"
_C = r"(?:cac )?(?:xa|phuong|thi tran|dac khu)(?:(?:,| va|/| -)? (?:xa|phuong|thi tran|dac khu))*"
_H = r"(?:cac )?(?:thon|ap|khu pho|to dan pho|ban|lang|buon|khom|khu dan cu)\b"
_LIB = r"(?:he thong )?(?:cac )?thu vien(?: cong cong)?"
_CENTRE = (
    r"(?:cac )?trung tam (?:van hoa|the thao|vh)(?:(?:,| va| -|/|,? va) ?(?:thong tin|the thao|du "
    r"lich|nghe thuat|"
    r"truyen thanh|hoc tap cong dong|van hoa|trien lam|tt|hoc tap))*(?: cong dong)?"
)
_SCHOOL = r"(?:truong )?(?:co so giao duc )?"

# (pattern, types, levels, single); earlier and longer ones win.
_TABLE: tuple[tuple[str, tuple[str, ...], tuple[str, ...], bool], ...] = (
    (
        r"(?:cac )?thu vien (?:thuoc |cua |trong )?(?:cac )?co so giao duc pho thong(?:,|;| va) "
        r"?(?:co so )?giao duc nghe nghiep"
        r"(?:(?:,|;| va) ?(?:cac )?co so giao duc khac)?",
        ("thu_vien_gdpt", "thu_vien_gdnn", "thu_vien_co_so_gd_khac"),
        (PROVINCE,),
        False,
    ),
    (
        r"(?:cac )?thu vien (?:cac )?(?:truong )?(?:dai hoc|cao dang)(?:(?:,| va) (?:truong "
        r")?(?:dai hoc|cao dang|chuyen nganh))*",
        ("thu_vien_dai_hoc",),
        (PROVINCE,),
        False,
    ),
    (
        r"(?:cac )?thu vien (?:thuoc |trong |cac )?luc luong vu trang(?: nhan dan)?",
        ("thu_vien_luc_luong_vu_trang",),
        (PROVINCE,),
        False,
    ),
    (r"(?:cac )?thu vien chuyen nganh", ("thu_vien_chuyen_nganh",), (PROVINCE,), False),
    (
        r"(?:cac )?thu vien (?:thuoc |trong |cac |cua )*(?:truong (?:hoc|mam non|pho thong|tieu "
        r"hoc|thcs|thpt|trung hoc[\w ]{0,12})|co so giao duc(?: mam non| pho thong)?)(?:(?:,| va) "
        r"(?:mam non|pho thong|tieu hoc|thcs|thpt))*",
        ("thu_vien_gdpt",),
        (PROVINCE,),
        False,
    ),
    (
        r"(?:cac )?thu vien (?:thuoc |trong |cac )*(?:co so giao duc nghe nghiep)",
        ("thu_vien_gdnn",),
        (PROVINCE,),
        False,
    ),
    (r"(?:cac )?thu vien tu nhan(?: co phuc vu cong dong)?", ("thu_vien_tu_nhan",), (COMMUNE,), False),
    (r"(?:cac )?thu vien cong dong", ("thu_vien_cong_dong",), (COMMUNE,), False),
    (
        rf"{_LIB} (?:cap )?tinh,? (?:va )?(?:cap )?huyen(?:,| va) (?:cap )?xa",
        ("thu_vien_cong_cong",),
        _ALL,
        False,
    ),
    (rf"{_LIB} (?:(?:cap )?(?:tinh|thanh pho), )?{_D}, {_C}", ("thu_vien_cong_cong",), _ALL, False),
    (rf"{_LIB} cac cap", ("thu_vien_cong_cong",), _ALL, False),
    (
        rf"{_LIB} cap huyen(?:,| va) (?:cap )?xa",
        ("thu_vien_huyen", "thu_vien_xa"),
        (DISTRICT, COMMUNE),
        False,
    ),
    (rf"{_LIB} (?:cap tinh|tinh)\b", ("thu_vien_tinh",), (PROVINCE,), True),
    (rf"{_LIB} (?:cap huyen(?:, {_D})?|{_D})", ("thu_vien_huyen",), (DISTRICT,), False),
    (
        r"(?:he thong )?(?:cac )?thu vien(?:/| va |, ?)(?:phong doc|tu sach)(?: sach)? (?:cap xa|"
        rf"{_C}|co so)",
        ("thu_vien_xa",),
        (COMMUNE,),
        False,
    ),
    (rf"{_LIB} (?:cap xa|{_C}|co so)", ("thu_vien_xa",), (COMMUNE,), False),
    (
        r"(?:cac )?(?:phong doc|tu sach)(?: sach| phap luat| co so| cong dong)* (?:(?:cap )?xa|"
        r"thon|ap|co so|khu dan cu)?",
        ("phong_doc_co_so",),
        (COMMUNE,),
        False,
    ),
    (r"(?:he thong )?(?:cac )?thu vien cong cong", ("thu_vien_cong_cong",), _ALL, False),
    (r"(?:cac )?diem buu dien(?: -)? van hoa(?: xa)?", ("diem_buu_dien_vh_xa",), (COMMUNE,), False),
    (r"(?:cac )?bao tang(?: cap)?(?: tinh| thanh pho)\b", ("bao_tang",), (PROVINCE,), True),
    (r"(?:cac )?bao tang", ("bao_tang",), (PROVINCE,), False),
    (r"(?:cac )?nha luu niem", ("nha_luu_niem",), (PROVINCE,), False),
    (r"(?:cac )?(?:nha|phong) truyen thong", ("nha_truyen_thong",), (PROVINCE,), False),
    (rf"{_CENTRE} (?:cap )?tinh\b", ("trung_tam_vh_tinh",), (PROVINCE,), True),
    (rf"{_CENTRE} (?:cap huyen|{_D})", ("trung_tam_vh_huyen",), (DISTRICT,), False),
    (rf"{_CENTRE} (?:cap xa|{_C})", ("trung_tam_vh_xa",), (COMMUNE,), False),
    (r"(?:cac )?trung tam hoc tap cong dong", ("trung_tam_hoc_tap_cong_dong",), (COMMUNE,), False),
    (
        r"(?:cac )?nha (?:van hoa|sinh hoat cong dong)(?: -)?(?: khu the thao)? (?:cap "
        rf")?(?:{_H})(?:(?:,| va|/) (?:{_H}))*",
        ("nha_van_hoa_thon",),
        (HAMLET,),
        False,
    ),
    (rf"(?:cac )?nha van hoa (?:cap xa|{_C})", ("trung_tam_vh_xa",), (COMMUNE,), False),
    (_CENTRE, ("trung_tam_vh",), _ALL, False),
    (r"(?:cac )?nha van hoa", ("nha_van_hoa",), (DISTRICT, COMMUNE), False),
    (r"(?:he thong )?(?:cac )?thiet che van hoa(?:,? the thao)?(?: co so)?", ("thiet_che_vh",), _ALL, False),
    (r"(?:cac )?cau lac bo", ("cau_lac_bo",), _ALL, False),
    (r"(?:cac )?truong tieu hoc", ("truong_tieu_hoc",), (DISTRICT,), False),
    (r"(?:cac )?truong (?:thcs|trung hoc co so)", ("truong_thcs",), (DISTRICT,), False),
    (r"(?:cac )?truong (?:thpt|trung hoc pho thong)", ("truong_thpt",), (PROVINCE,), False),
    (
        r"(?:cac )?(?:truong hoc|truong pho thong|truong mam non|co so giao duc(?: pho thong| nghe "
        r"nghiep| mam non)?)",
        ("truong_hoc",),
        (PROVINCE,),
        False,
    ),
    (r"(?:he thong )?(?:cac )?thu vien", ("thu_vien_cong_cong",), _ALL, False),
)
# Every phrase holds one of these words: text without it need not be searched.
_KEYS = (
    "thu vien",
    "phong doc",
    "buu dien",
    "bao tang",
    "luu niem",
    "truyen thong",
    "trung tam",
    "van hoa",
    "cau lac bo",
    "truong",
    "co so giao duc",
)


def _keys(pattern: str) -> tuple[str, ...]:
    found = tuple(key for key in _KEYS if key in pattern)
    return found if len(found) == 1 else ()


_PATTERNS = tuple(
    (_keys(pattern), re.compile(rf"(?<!\w){pattern}"), types, levels, single)
    for pattern, types, levels, single in _TABLE
)
_ADMIN = re.compile(
    r"(?<!\w)(?:(?:so )?(?:don vi (?:hanh chinh )?)?(?:cap )?(tinh|huyen|quan|thi xa|xa|phuong|thi "
    r"tran|dac khu|"
    r"thon|ap|ban(?! (?:doc|sach|quan|chi|tin|nganh|hanh|dien|mau))|khu pho|to dan pho|khu dan cu))\b"
)
_ADMIN_LEVEL = {"tinh": PROVINCE, "huyen": DISTRICT, "quan": DISTRICT, "thi xa": DISTRICT, "xa": COMMUNE}
_ADMIN_LEVEL |= {"phuong": COMMUNE, "thi tran": COMMUNE, "dac khu": COMMUNE}


# "Thư viện huyện", without "các" or "cấp", is one institution: that of the paper's own district or commune.
_SINGULAR = re.compile(
    r"(?:thu vien|nha van hoa|trung tam (?:van hoa|the thao)[\w ,/-]*?) (?:huyen|quan|thi xa|thanh pho|xa|"
    r"phuong|thi tran|dac khu)"
)


def institutions(plain: str, *, central_city: bool = False) -> list[Institution]:
    """Every institution phrase of a sentence, the longest reading of each place, in order."""
    found: list[Institution] = []
    for keys, pattern, types, levels, single in _PATTERNS:
        if keys and keys[0] not in plain:
            continue
        for match in pattern.finditer(plain):
            if any(one.start < match.end() and match.start() < one.end for one in found):
                continue
            one = Institution(match.start(), match.end(), types, levels, single)
            one = replace(one, single=single or _SINGULAR.fullmatch(match.group()) is not None)
            found.append(_of_city(one, match.group()) if central_city else one)
    return sorted(found, key=lambda one: one.start)


def _of_city(one: Institution, phrase: str) -> Institution:
    """In a centrally run city "thư viện thành phố" is the provincial library."""
    if one.types == ("thu_vien_huyen",) and re.fullmatch(r".*thu vien thanh pho", phrase):
        return Institution(one.start, one.end, ("thu_vien_tinh",), (PROVINCE,), True)
    if one.types == ("trung_tam_vh_huyen",) and phrase.endswith(" thanh pho") and "huyen" not in phrase:
        return Institution(one.start, one.end, ("trung_tam_vh_tinh",), (PROVINCE,), True)
    return one


def administrative_unit(plain: str) -> tuple[int, str] | None:
    """End and level of an administrative unit that opens the text ("xã, phường", "số huyện")."""
    found = _ADMIN.match(plain)
    if not found:
        return None
    return found.end(), _ADMIN_LEVEL.get(found.group(1), HAMLET)
