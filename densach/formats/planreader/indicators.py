"""Codes of the shared catalogue, found by the words of a promise (text without marks)."""

from __future__ import annotations

import re

_LIBRARY, _MUSEUM, _CULTURE = "tv", "bt", "vh"
_ROOM = (
    (_MUSEUM, r"bao tang|nha luu niem|nha truyen thong|khach tham quan|luot khach|hien vat|trung bay"),
    (_LIBRARY, r"thu vien|ban doc|doc gia|phong doc|tu sach|\bsach\b|bao, tap chi"),
    (
        _CULTURE,
        r"trung tam van hoa|nha van hoa|thiet che|cau lac bo|trung tam hoc tap|lien hoan|hoi dien|van nghe",
    ),
)
_ROOM_OF_TYPE = (
    (_LIBRARY, ("thu_vien", "phong_doc", "diem_buu_dien")),
    (_MUSEUM, ("bao_tang", "nha_luu_niem", "nha_truyen_thong")),
    (_CULTURE, ("trung_tam", "nha_van_hoa", "thiet_che", "cau_lac_bo")),
)
# (room or "" for any, words, code); the first that fits wins.
_CODES: tuple[tuple[str, str, str], ...] = (
    ("", r"ngay sach 21/4", "tv.ngay_sach_21_4"),
    ("", r"ngay quoc te bao tang 18/5", "bt.ngay_quoc_te_bao_tang_18_5"),
    ("", r"ngay di san van hoa 23/11", "bt.ngay_di_san_23_11"),
    ("tv", r"ung dung cong nghe thong tin|chuyen doi so|ung dung cntt", "tv.co_ung_dung_cntt_cds"),
    ("tv", r"mo hinh thu vien (?:dien tu|so)|thu vien dien tu hien dai", "tv.mo_hinh_thu_vien_dien_tu"),
    ("tv", r"mo hinh thu vien.{0,30}hoc tap suot doi", "tv.mo_hinh_htsd"),
    (
        "tv",
        r"luot.{0,12}nguoi (?:su dung|dung|den)|nguoi su dung thu vien.{0,80}tang|luot su dung thu vien",
        "tv.luot_nguoi_su_dung",
    ),
    ("tv", r"dich vu.{0,40}hoc tap|phuc vu.{0,30}hoc tap suot doi", "tv.co_dich_vu_htsd"),
    ("tv", r"ket noi internet|truy cap internet|internet mien phi", "tv.co_ket_noi_internet"),
    ("tv", r"lien thong|ket noi voi he thong thu vien", "tv.co_lien_thong_tv"),
    ("tv", r"\d\s*trang|trang tai lieu|so hoa.{0,30}trang", "tv.trang_so_hoa"),
    ("tv", r"luu dong.{0,60}truong|truong.{0,60}luu dong", "tv.xe_luu_dong_truong_thi_diem"),
    ("tv", r"loai bao|bao, tap chi|dau bao", "tv.loai_bao_tap_chi"),
    ("tv", r"luot.{0,14}(?:ban doc|doc gia|nguoi)|phuc vu.{0,60}luot|luot ban doc", "tv.luot_ban_doc"),
    ("tv", r"trung bay.{0,60}chuyen de|gioi thieu.{0,60}chuyen de", "tv.trung_bay_chuyen_de"),
    ("tv", r"(?:bo sung|them|nhap).{0,60}(?:sach|tai lieu|ban\b|cuon)|(?:ban|cuon) sach", "tv.sach_bo_sung"),
    ("tv", r"lop.{0,60}ky nang", "tv.lop_ky_nang_lao_dong"),
    ("tv", r"tru so", "tv.du_an_tru_so_de_xuat"),
    ("tv", r"tai khoan", "tv.tai_khoan_thu_vien_dien_tu"),
    ("tv", r"nang cap co so vat chat", "tv.nang_cap_csvc"),
    ("bt", r"luot.{0,14}khach|khach tham quan|phuc vu.{0,60}luot", "bt.luot_khach"),
    ("bt", r"chuong trinh giao duc", "bt.chuong_trinh_giao_duc"),
    ("bt", r"khong gian so|trung bay so|trung bay ao", "bt.trung_bay_khong_gian_so"),
    ("bt", r"hang iii\b", "bt.dat_hang_iii"),
    ("bt", r"hang ii\b", "bt.dat_hang_ii"),
    ("bt", r"hang i\b", "bt.dat_hang_i"),
    ("bt", r"trung bay luu dong", "bt.trung_bay_luu_dong"),
    ("bt", r"trung bay co dinh", "bt.trung_bay_co_dinh"),
    ("bt", r"trung bay.{0,30}chuyen de|chuyen de", "bt.trung_bay_chuyen_de"),
    ("bt", r"(?:kien toan|hoan thien|xay dung).{0,20}suu tap", "bt.kien_toan_suu_tap"),
    ("bt", r"nang cap.{0,80}chinh ly", "bt.nang_cap_chinh_ly"),
    ("bt", r"nha trung bay", "bt.nha_trung_bay"),
    ("bt", r"trung bay ngoai troi", "bt.trung_bay_ngoai_troi"),
    ("bt", r"di san.{0,40}(?:hoc duong|day hoc)", "bt.giao_duc_di_san_hoc_duong"),
    ("vh", r"nang khieu|nhom so thich|cau lac bo, nhom", "vh.co_lop_clb_nhom_so_thich"),
    ("vh", r"lua tuoi|sang tao", "vh.ho_tro_sang_tao_theo_nhom"),
    ("vh", r"lien hoan|hoi dien|hoi thi|ngay hoi", "vh.lien_hoan_hoi_dien"),
    ("vh", r"cau lac bo.{0,40}so thich", "vh.clb_so_thich"),
    ("", r"so ket|tong ket", "ct.so_tong_ket"),
)
# Kinds that promise a number of things; the same words in a share ask whether an institution does it at all.
_COUNTED = frozenset({"count_per_year", "range_per_year", "count_total", "range_total", "at_least"})
_PATTERNS = tuple((room, re.compile(words), code) for room, words, code in _CODES)


def room_of(types: tuple[str, ...], words: str) -> str:
    """tv, bt or vh: whose promise it is, by the institution first, else by the words; "" when neither tells."""
    for room, prefixes in _ROOM_OF_TYPE:
        if types and types[0].startswith(prefixes):
            return room
    return next((room for room, pattern in _ROOM if re.search(pattern, words)), "")


def _nearest_room(context: str) -> str:
    """The room of the nearest heading that speaks of one room only; headings are parted by "¦", nearest first."""
    for heading in context.split("¦"):
        rooms = [room for room, pattern in _ROOM if re.search(pattern, heading)]
        if len(rooms) == 1:
            return rooms[0]
    return ""


def indicator(types: tuple[str, ...], words: str, kind: str, context: str = "") -> str | None:
    """The code for a promise in bare words; `context` (bare) helps to find the room only. None when unknown."""
    room = room_of(types, words) or _nearest_room(context)
    if kind == "ratio" and room == "tv" and re.search(r"thu vien|phong doc", words):
        return "mang_luoi.thu_vien_phong_doc_xa"
    if re.search(r"lien hoan|hoi dien", words):
        room = "vh"
    if room == "vh" and kind in _COUNTED and re.search(r"\blop nang khieu", words):
        return "vh.lop_nang_khieu"
    for wanted, pattern, code in _PATTERNS:
        if wanted in ("", room) and pattern.search(words):
            return code
    return None
