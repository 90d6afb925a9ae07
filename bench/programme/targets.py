"""A plan of 150 targets for every province, of all the kinds that papers hold; laid down in bulk."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple

from bench.facts.writing import DAY
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation, OrganisationVersion
from densach.programme.capabilities.models import Capability, Claim
from densach.programme.indicators import actions as indicators
from densach.programme.indicators.models import Indicator
from densach.programme.plans.models import Plan, PlanState, RowState, Target

AT: Final = datetime(2024, 1, 10, 2, tzinfo=UTC)
ISSUED: Final = date(2023, 3, 1)
EACH: Final = 150


class _Kind(NamedTuple):
    kind: str
    indicators: tuple[str, ...]
    low: tuple[int, int]
    high: int = 0  # added to the lower value; 0 where there is no upper one
    more: dict[str, Any] = {}  # never changed


_FLOWS: Final = (
    "tv.luot_ban_doc", "tv.luot_muon", "tv.sach_bo_sung", "tv.trung_bay_chuyen_de", "bt.luot_khach",
    "vh.buoi_sinh_hoat", "vh.luot_tham_gia", "vh.lien_hoan_hoi_dien",
)  # fmt: skip
_SHARES: Final = (
    "tv.co_dich_vu_htsd", "tv.co_ung_dung_cntt_cds", "tv.co_ket_noi_internet", "tv.co_lien_thong_tv",
    "tv.nang_cap_csvc", "vh.co_lop_clb_nhom_so_thich", "vh.hoat_dong_truong_hoc", "vh.nang_cap_csvc",
)  # fmt: skip
_STAGES: Final = ("tv.mo_hinh_htsd", "tv.mo_hinh_thu_vien_dien_tu", "tv.mo_hinh_thu_vien_so")
_KINDS: Final = (
    _Kind("count_per_year", _FLOWS, (100_000, 600_000)),
    _Kind("range_per_year", _FLOWS, (100_000, 600_000), 50_000),
    _Kind("at_least", _FLOWS, (200_000, 900_000)),
    _Kind("count_total", _FLOWS, (1_000_000, 3_000_000), 0, {"milestone": 2025}),
    _Kind("range_total", _FLOWS, (1_000_000, 6_000_000), 500_000, {"milestone": 2030}),
    _Kind("growth_avg", _FLOWS, (5, 20), 0, {"base_year": 2022}),
    _Kind("cadence", ("vh.lien_hoan_hoi_dien", "tv.trung_bay_chuyen_de"), (1, 3), 0, {"every_years": 2}),
    _Kind("continuous", ("vh.hoat_dong_thuong_xuyen", "tv.luot_ban_doc"), (1, 1)),
    _Kind("pct_institutions", _SHARES, (30, 100), 0, {"milestone": 2025}),
    _Kind("pct_institutions", _SHARES, (50, 100), 0, {"milestone": 2030}),
    _Kind("ratio", _SHARES, (20, 80), 120),
    _Kind("capability", _STAGES, (1, 1), 0, {"milestone": 2025}),
)


def lay_down() -> int:
    """Gives how many targets there are. Only the tables of the programme are written here."""
    indicators.seed_catalogue(at=AT)
    provinces = [(area.pk, name) for area, name in organisations.provinces(DAY)]
    offices = _departments([key for key, _name in provinces])
    known = {one.code: one for one in Indicator.objects.all()}
    plans = Plan.objects.bulk_create(
        [
            Plan(
                code=f"ke-hoach-{place}", organisation_id=office, territory_id=area, state=PlanState.RUNNING,
                title=f"Kế hoạch {name}", issued_on=ISSUED, year_from=2023, year_to=2030, loaded_at=AT,
                loaded_by_name="bench",
            )
            for place, ((area, name), office) in enumerate(zip(provinces, offices, strict=True))
        ]
    )  # fmt: skip
    targets = [row for plan in plans for row in _targets(plan, known)]
    Target.objects.bulk_create(targets, batch_size=500)
    _claims()
    return len(targets)


def _departments(provinces: list[int]) -> list[int]:
    rows = Organisation.objects.bulk_create([Organisation(code=f"so-{area}") for area in provinces])
    OrganisationVersion.objects.bulk_create(
        [
            OrganisationVersion(
                organisation_id=row.pk, name=f"Sở {area}", folded_name=f"so {area}", sort_key=f"so {area}",
                kind="department", level="province", area_id=area, valid_from=date(2010, 1, 1),
            )
            for row, area in zip(rows, provinces, strict=True)
        ]
    )  # fmt: skip
    return [row.pk for row in rows]


def _targets(plan: Plan, known: dict[str, Indicator]) -> Iterator[Target]:
    dice = random.Random(plan.pk)
    for position in range(EACH):
        one = _KINDS[position % len(_KINDS)]
        low = dice.randint(*one.low)
        yield Target(
            plan=plan,
            position=position,
            state=RowState.ACCEPTED,
            subject=f"Chỉ tiêu {position}",
            quote="",
            indicator=known[one.indicators[position // len(_KINDS) % len(one.indicators)]],
            kind=one.kind,
            value_min=low,
            value_max=low + one.high if one.high else None,
            **one.more,
        )


def _claims() -> None:
    """Most institutions have answered most questions, some with no."""
    dice = random.Random(7)
    rows = []
    units = list(OrganisationVersion.objects.filter(level="commune").values_list("organisation_id", "kind"))
    for capability in Capability.objects.all():
        for unit, kind in units:
            if kind in capability.kinds and dice.random() < 0.9:
                answer = dice.random() < 0.7
                rows.append(
                    Claim(
                        organisation_id=unit, capability=capability, answer=answer, stage=4 if answer else 2,
                        since=date(2023, 1, 1), state="verified", claimed_at=AT, claimed_by_name="bench",
                        decided_at=AT, decided_by_name="bench",
                    )
                )  # fmt: skip
    Claim.objects.bulk_create(rows, batch_size=500)
