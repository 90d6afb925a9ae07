"""Words that rows of a plan are made of: kinds of targets, types and levels of institutions, as papers use them.

The codes are those of the plan contract (`plan.schema.json`) and of the reader's lexicon.
"""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: Final[dict[str, Promise]] = {
    "pct_institutions": _("share of institutions"),
    "pct_coverage": _("share of a declared whole"),
    "ratio": _("so many of so many"),
    "count_per_year": _("number a year"),
    "range_per_year": _("number a year, from – to"),
    "count_total": _("number by a year"),
    "range_total": _("number by a year, from – to"),
    "at_least": _("at least"),
    "growth_avg": _("growth a year on average"),
    "cadence": _("so often in so many years"),
    "capability": _("something to have by a year"),
    "continuous": _("going on all the time"),
    "money": _("amount of money"),
}
# Kinds whose value is the whole point; the others can stand without one.
VALUED: Final = frozenset(KINDS) - {"continuous", "capability", "cadence"}
RANGES: Final = frozenset({"range_per_year", "range_total"})
PERCENT: Final = frozenset({"pct_institutions", "pct_coverage"})
# Kinds that stand at a level by a year, rather than go on through its months.
STANDING: Final = frozenset({"ratio", "capability", "count_total", "range_total"}) | PERCENT

INSTITUTION_TYPES: Final[dict[str, Promise]] = {
    "thu_vien_cong_cong": _("public libraries"),
    "thu_vien_tinh": _("provincial library"),
    "thu_vien_huyen": _("district libraries"),
    "thu_vien_xa": _("commune libraries"),
    "thu_vien_dai_hoc": _("university libraries"),
    "thu_vien_cao_dang": _("college libraries"),
    "thu_vien_chuyen_nganh": _("special libraries"),
    "thu_vien_luc_luong_vu_trang": _("armed forces libraries"),
    "thu_vien_gdpt": _("school libraries"),
    "thu_vien_gdnn": _("vocational education libraries"),
    "thu_vien_co_so_gd_khac": _("libraries of other education institutions"),
    "thu_vien_cong_dong": _("community libraries"),
    "bao_tang": _("museums"),
    "nha_luu_niem": _("memorial houses"),
    "nha_truyen_thong": _("tradition houses"),
    "thiet_che_vh": _("culture institutions"),
    "trung_tam_vh": _("culture centres"),
    "trung_tam_vh_tinh": _("provincial culture centre"),
    "trung_tam_vh_huyen": _("district culture centres"),
    "trung_tam_vh_xa": _("commune culture centres"),
    "nha_van_hoa_thon": _("hamlet culture houses"),
    "trung_tam_hoc_tap_cong_dong": _("community learning centres"),
    "cau_lac_bo": _("clubs"),
    "diem_buu_dien_vh_xa": _("commune post and culture points"),
    "diem_internet_bmgf": _("public Internet points"),
    "truong_hoc": _("schools"),
    "truong_tieu_hoc": _("primary schools"),
    "ubnd": _("People's Committees"),
    "chuong_trinh": _("the programme itself"),
}

LEVELS: Final[dict[str, Promise]] = {
    "tinh": _("provincial"),
    "huyen": _("district"),
    "xa": _("commune"),
    "thon": _("hamlet"),
}

TASK_GROUPS: Final[dict[str, Promise]] = {
    "library": _("Libraries"),
    "museum": _("Museums"),
    "culture": _("Culture centres and houses"),
    "communication": _("Communication"),
    "people": _("People and skills"),
    "cooperation": _("Cooperation"),
    "socialisation": _("Contributions of society"),
    "budget": _("Budget"),
    "reporting": _("Reports"),
    "general": _("General"),
}

TIME_KINDS: Final[dict[str, Promise]] = {
    "continuous": _("all the time"),
    "yearly": _("every year"),
    "year": _("in one year"),
    "span": _("in a span of years"),
    "every_n_years": _("every few years"),
    "conditional": _("when something has happened"),
    "date": _("by a day"),
}

CYCLES: Final[dict[str, Promise]] = {
    "half_year": _("every half year"),
    "year": _("every year"),
    "ad_hoc": _("when asked"),
    "once": _("once"),
    "mid_term": _("at mid-term"),
    "final": _("at the end"),
}


def label(words: dict[str, Promise], code: str) -> str:
    """The word for a code in the present language; a code that nobody knows shows itself."""
    return str(words.get(code, code))


def labels(words: dict[str, Promise], codes: list[str]) -> str:
    """Several words, parted by commas."""
    return ", ".join(label(words, code) for code in codes)
