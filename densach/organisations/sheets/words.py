"""The words of the field for kinds, levels, ranks and ownership, as people write them into sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import override

from densach.formats.tables import plain_name
from densach.kernel.vietnamese import fold
from densach.organisations.models import Level, OrganisationKind, Ownership, Rank

_K = OrganisationKind
# Besides the labels in both languages.
_KINDS: Final[dict[str, tuple[str, ...]]] = {
    _K.PEOPLES_COMMITTEE: ("UBND", "Ủy ban nhân dân"),
    _K.DEPARTMENT: ("sở",),
    _K.OFFICE: ("phòng", "phòng chuyên môn", "phòng Văn hóa - Xã hội"),
    _K.PUBLIC_LIBRARY: (
        "thư viện", "thư viện tỉnh", "thư viện xã", "thư viện cấp xã", "thư viện phường", "thư viện huyện",
    ),
    _K.READING_ROOM: ("phòng đọc", "phòng đọc sách", "tủ sách", "điểm đọc", "điểm đọc sách", "không gian đọc"),
    _K.POST_OFFICE_POINT: ("điểm bưu điện văn hóa xã", "bưu điện văn hóa xã", "BĐVHX", "điểm BĐ-VHX"),
    _K.SCHOOL_LIBRARY: ("thư viện trường học", "thư viện trường phổ thông"),
    _K.COMMUNITY_LIBRARY: ("thư viện cộng đồng",),
    _K.PRIVATE_LIBRARY: ("thư viện tư nhân", "thư viện gia đình", "thư viện dòng họ"),
    _K.MUSEUM: ("bảo tàng tỉnh",),
    _K.MEMORIAL_HOUSE: ("nhà truyền thống", "nhà lưu niệm", "khu lưu niệm", "nhà tưởng niệm"),
    _K.EXHIBITION_HOUSE: ("nhà trưng bày", "nhà triển lãm"),
    _K.CULTURE_CENTRE: (
        "trung tâm văn hóa - thể thao", "trung tâm văn hóa, thể thao", "trung tâm văn hóa nghệ thuật",
        "nhà văn hóa xã", "TTVHTT", "trung tâm văn hóa thể thao và truyền thanh",
    ),
    _K.CULTURE_HOUSE: (
        "nhà văn hóa", "nhà văn hóa ấp", "nhà văn hóa khóm", "nhà văn hóa thôn", "nhà văn hóa khu phố",
        "nhà sinh hoạt cộng đồng", "NVH", "nhà văn hóa - khu thể thao",
    ),
    _K.COMMUNITY_LEARNING_CENTRE: ("trung tâm học tập cộng đồng", "TTHTCĐ"),
    _K.CLUB: ("CLB",),
    _K.SCHOOL: ("trường", "trường học", "trường phổ thông"),
    _K.UNIVERSITY: ("trường đại học", "đại học", "cao đẳng", "trường cao đẳng"),
    _K.VOCATIONAL_SCHOOL: ("trung cấp", "trường trung cấp", "cơ sở giáo dục nghề nghiệp"),
    _K.CONTINUING_EDUCATION_CENTRE: ("trung tâm giáo dục thường xuyên", "TTGDTX", "GDTX", "GDNN-GDTX"),
    _K.ARMED_FORCES_UNIT: ("đơn vị lực lượng vũ trang", "đồn biên phòng"),
}  # fmt: skip
_LEVELS: Final[dict[str, tuple[str, ...]]] = {
    Level.NATION: ("trung ương", "quốc gia"),
    Level.PROVINCE: ("tỉnh", "cấp tỉnh", "thành phố"),
    Level.DISTRICT: ("huyện", "cấp huyện"),
    Level.COMMUNE: ("xã", "cấp xã", "phường", "đặc khu"),
    Level.HAMLET: ("ấp", "khóm", "thôn", "tổ dân phố", "khu phố", "cấp thôn"),
}
_RANKS: Final[dict[str, tuple[str, ...]]] = {
    Rank.NONE: ("không", "chưa", "chưa xếp hạng", "không xếp hạng"),
    Rank.SPECIAL: ("đặc biệt",),
    Rank.FIRST: ("I", "1", "hạng 1"),
    Rank.SECOND: ("II", "2", "hạng 2"),
    Rank.THIRD: ("III", "3", "hạng 3"),
}
_OWNERSHIPS: Final[dict[str, tuple[str, ...]]] = {
    Ownership.PUBLIC: ("nhà nước",),
    Ownership.NON_PUBLIC: ("tư nhân", "tư thục", "dân lập", "cộng đồng"),
}


def _meanings(choices: type[TextChoices], more: Mapping[str, Iterable[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for value, label in choices.choices:
                found.setdefault(plain_name(str(label)), str(value))
    for value in choices.values:
        if value:
            found.setdefault(plain_name(value), value)
        for words in more.get(value, ()):
            found[plain_name(words)] = value
    return found


@cache
def kinds() -> dict[str, str]:
    """Plain words → kind."""
    return _meanings(OrganisationKind, _KINDS)


@cache
def levels() -> dict[str, str]:
    return _meanings(Level, _LEVELS)


@cache
def ranks() -> dict[str, str]:
    return _meanings(Rank, _RANKS)


@cache
def ownerships() -> dict[str, str]:
    return _meanings(Ownership, _OWNERSHIPS)


# How far a school goes → what kind of organisation it is.
STAGES: Final[dict[str, str]] = {
    "mầm non": _K.SCHOOL,
    "tiểu học": _K.SCHOOL,
    "THCS": _K.SCHOOL,
    "THPT": _K.SCHOOL,
    "liên cấp": _K.SCHOOL,
    "GDTX": _K.CONTINUING_EDUCATION_CENTRE,
    "trung cấp": _K.VOCATIONAL_SCHOOL,
    "cao đẳng, đại học": _K.UNIVERSITY,
}
_STAGE_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "mầm non": ("mẫu giáo", "nhà trẻ", "MN"),
    "tiểu học": ("TH", "cấp 1"),
    "THCS": ("trung học cơ sở", "cấp 2"),
    "THPT": ("trung học phổ thông", "cấp 3", "THPT chuyên"),
    "liên cấp": (
        "phổ thông",
        "TH-THCS",
        "TH và THCS",
        "THCS-THPT",
        "THCS và THPT",
        "phổ thông dân tộc nội trú",
    ),
    "GDTX": ("giáo dục thường xuyên", "GDNN-GDTX", "trung tâm giáo dục thường xuyên"),
    "trung cấp": ("trung cấp nghề", "giáo dục nghề nghiệp"),
    "cao đẳng, đại học": ("cao đẳng", "đại học", "CĐ", "ĐH"),
}


@cache
def stages() -> dict[str, str]:
    """Plain words → the stage as the sheet calls it."""
    return {plain_name(words): stage for stage in STAGES for words in (stage, *_STAGE_WORDS[stage])}


YES: Final = frozenset({"co", "x", "yes", "true", "1", "c", "da co"})
NO: Final = frozenset({"khong", "no", "false", "0", "k", "chua", "chua co"})


def code_from(name: str, most: int = 70) -> str:
    """A code for a name: small letters without accents, joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:most].strip("-")


def compared(name: str) -> str:
    """A name as two are compared: folded, abbreviations of committees written out, punctuation let go."""
    return plain_name(name).replace("ubnd ", "uy ban nhan dan ")
