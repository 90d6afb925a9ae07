"""Figures of every formula, with whoever has not answered beside them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from densach.facts import actions as facts
from densach.facts import queries as book
from densach.kernel.actor import SYSTEM
from densach.kernel.period import Period
from densach.organisations.models import Organisation
from densach.programme.capabilities import actions as capabilities
from densach.programme.indicators import queries
from densach.programme.indicators.models import Indicator
from densach.programme.indicators.rules import Scope, Value
from tests import cast
from tests.cast import NOW, TODAY

YEAR = Period.year(2026)
LIBRARIES = ("public_library",)


def count(
    place: Organisation, number: int, on: date = date(2026, 3, 2), measure: str = "library.visits"
) -> None:
    facts.enter_count(
        at=NOW, actor=SYSTEM, organisation=place, measure=measure, since=on, until=on, quantities={"": number}
    )


def say(place: Organisation, yes: bool, code: str = "library.lifelong_service") -> None:
    capabilities.claim(
        at=NOW, actor=SYSTEM, organisation=place, capability_code=code, answer=yes, since=date(2026, 1, 1)
    )


def figure(code: str, scope: Scope, period: Period = YEAR, on: date = TODAY) -> Value:
    return queries.evaluate(queries.by_code(code), scope, period, on)


@pytest.fixture
def scope(province: cast.Province) -> Scope:
    return Scope(LIBRARIES, (), province.area.pk)


def test_a_total_adds_up_what_the_libraries_counted(province: cast.Province, scope: Scope) -> None:
    count(province.library, 100)
    count(province.commune_library, 20)
    value = figure("tv.luot_ban_doc", scope)
    assert (value.numerator, value.unknown, value.complete) == (120, 1, False)
    assert [part.name for part in value.parts if part.numerator is None] == ["Thư viện xã Long Điền"]


def test_nobody_counted_is_not_nought(scope: Scope) -> None:
    value = figure("tv.luot_ban_doc", scope)
    assert (value.numerator, value.unknown) == (None, 3)


def test_a_count_of_nought_is_an_answer(province: cast.Province, scope: Scope) -> None:
    count(province.library, 0)
    value = figure("tv.luot_ban_doc", scope)
    assert (value.numerator, value.unknown) == (0, 2)


def test_a_reversed_count_is_no_answer(province: cast.Province, scope: Scope) -> None:
    entered = facts.enter_count(
        at=NOW,
        actor=SYSTEM,
        organisation=province.library,
        measure="library.visits",
        since=date(2026, 2, 1),
        until=date(2026, 2, 1),
        quantities={"": 7},
    )
    facts.reverse_count(at=NOW, actor=SYSTEM, count=entered, seen_revision=1, note="nhầm")
    value = figure("tv.luot_ban_doc", scope)
    assert (value.numerator, value.unknown) == (None, 3)


def test_other_places_and_other_periods_stay_out(province: cast.Province, scope: Scope) -> None:
    count(province.foreign_library, 900)
    count(province.library, 5, on=date(2025, 12, 31))
    count(province.library, 8, on=date(2026, 1, 1))
    assert figure("tv.luot_ban_doc", scope).numerator == 8


def test_a_figure_goes_no_further_than_its_day(province: cast.Province, scope: Scope) -> None:
    count(province.library, 10, on=date(2026, 5, 1))
    count(province.library, 30, on=date(2026, 6, 20))
    assert figure("tv.luot_ban_doc", scope, on=date(2026, 6, 9)).numerator == 10
    assert figure("tv.luot_ban_doc", scope, on=date(2025, 12, 1)).numerator is None


def test_levels_narrow_the_figure(province: cast.Province) -> None:
    count(province.library, 10)
    count(province.commune_library, 3)
    assert figure("tv.luot_ban_doc", Scope(LIBRARIES, ("commune",), province.area.pk)).numerator == 3
    assert figure("tv.luot_ban_doc", Scope(LIBRARIES, ("province",), province.area.pk)).numerator == 10


def test_the_root_is_an_organisation_with_what_stands_under_it(province: cast.Province) -> None:
    count(province.library, 10)
    count(province.commune_library, 3)
    department = Scope(LIBRARIES, (), None, province.department.pk)
    commune = Scope(LIBRARIES, (), None, province.commune_committee.pk)
    assert figure("tv.luot_ban_doc", department).numerator == 10
    assert figure("tv.luot_ban_doc", commune).numerator == 3


def test_an_unrestricted_total_equals_the_kept_total_of_the_area(province: cast.Province) -> None:
    for place, number in (
        (province.library, 10),
        (province.commune_library, 3),
        (province.foreign_library, 5),
    ):
        count(place, number)
    value = figure("tv.trang_so_hoa", Scope(area_id=province.area.pk))
    assert value.numerator is None
    visits = Indicator(
        code="tv.moi", formula="total", measure="library.visits", unit_vi="lượt", unit_en="visits"
    )
    for area in (province.area, province.nation, province.commune_area):
        whole = queries.evaluate(visits, Scope(area_id=area.pk), YEAR, TODAY)
        assert whole.numerator == book.total_of_areas("library.visits", [area.pk], YEAR)


def test_a_reading_at_a_date_takes_the_latest(province: cast.Province, scope: Scope) -> None:
    count(province.library, 500, on=date(2026, 1, 5), measure="library.stock")
    count(province.library, 520, on=date(2026, 4, 5), measure="library.stock")
    count(province.commune_library, 40, on=date(2025, 8, 1), measure="library.stock")
    assert figure("tv.von_sach", scope).numerator == 560
    assert figure("tv.von_sach", scope, Period.quarter(2026, 1)).numerator == 540
    assert figure("tv.von_sach", scope).unknown == 1


def test_a_ratio_divides_sums_of_those_who_told_both(province: cast.Province, scope: Scope) -> None:
    count(province.library, 300)
    count(province.library, 150, measure="library.loans")
    count(province.commune_library, 50)
    per_visit = Indicator(
        code="tv.muon_moi_luot",
        formula="ratio",
        measure="library.loans",
        over_measure="library.visits",
        unit_vi="lượt",
    )
    value = queries.evaluate(per_visit, scope, YEAR, TODAY)
    assert (value.numerator, value.denominator, value.unknown) == (150, 300, 2)


def test_a_share_keeps_the_silent_in_the_denominator(province: cast.Province, scope: Scope) -> None:
    say(province.library, True)
    say(province.commune_library, False)
    value = figure("tv.co_dich_vu_htsd", scope)
    assert (value.yes, value.no, value.unknown) == (1, 1, 1)
    assert (value.numerator, value.denominator) == (1, 3)
    assert not value.complete


def test_two_capabilities_must_both_be_there(province: cast.Province) -> None:
    museums = Scope(("museum",), (), province.area.pk)
    say(province.museum, True, "museum.education_programme")
    assert figure("bt.co_ctgd_va_khong_gian_so", museums).unknown == 1
    say(province.museum, False, "museum.digital_display")
    assert figure("bt.co_ctgd_va_khong_gian_so", museums).no == 1


def test_a_stage_is_told_beside_the_answer(province: cast.Province) -> None:
    capabilities.claim(
        at=NOW,
        actor=SYSTEM,
        organisation=province.museum,
        capability_code="museum.rank_two",
        answer=False,
        since=date(2026, 2, 1),
        stage=3,
    )
    value = figure("bt.dat_hang_ii", Scope(area_id=province.area.pk))
    assert [(part.stage, part.verified) for part in value.parts] == [(3, False)]


def test_places_with_a_library_of_all_places(province: cast.Province) -> None:
    communes = Scope((), ("commune",), province.area.pk)
    value = figure("mang_luoi.thu_vien_phong_doc_xa", communes)
    assert (value.numerator, value.denominator) == (2, 2)
    cast.an_organisation(
        "pd-an-tien",
        "Phòng đọc ấp Một",
        "reading_room",
        "commune",
        province.commune_area,
        province.commune_committee,
    )
    area = cast.an_area("ba-vam.moi", "Xã Mới", "rural_commune", "commune", province.area)
    cast.an_organisation("ubnd-moi", "UBND xã Mới", "peoples_committee", "commune", area, province.committee)
    again = figure("mang_luoi.thu_vien_phong_doc_xa", communes)
    assert (again.numerator, again.denominator) == (2, 3)
    assert sum(part.numerator or 0 for part in again.parts) == 2


def test_who_is_obliged_may_not_be_who_counts(province: cast.Province) -> None:
    count(province.commune_centre, 2, measure="culture.festivals")
    obliged = Scope(("peoples_committee",), ("commune",), province.area.pk)
    value = figure("vh.lien_hoan_hoi_dien", obliged)
    assert (value.numerator, value.unknown) == (2, 1)


def test_a_frozen_figure_does_not_move(province: cast.Province, scope: Scope) -> None:
    indicator = queries.by_code("tv.luot_ban_doc")
    count(province.library, 10)
    mark = queries.book_mark()
    count(province.library, 5, on=date(2026, 4, 1))
    count(province.commune_library, 7)
    frozen = queries.evaluate(indicator, scope, YEAR, TODAY, until_fact=mark)
    assert (frozen.numerator, frozen.unknown) == (10, 2)
    assert queries.evaluate(indicator, scope, YEAR, TODAY, until_fact=queries.book_mark()).numerator == 22


def test_a_frozen_share_does_not_move(province: cast.Province, scope: Scope) -> None:
    indicator = queries.by_code("tv.co_dich_vu_htsd")
    say(province.library, True)
    capabilities.claim(
        at=NOW + timedelta(hours=1),
        actor=SYSTEM,
        organisation=province.library,
        capability_code="library.lifelong_service",
        answer=False,
        since=date(2026, 1, 1),
    )
    frozen = queries.evaluate(indicator, scope, YEAR, TODAY, known_at=NOW)
    assert (frozen.yes, frozen.no) == (1, 0)
    assert figure("tv.co_dich_vu_htsd", scope).no == 1


def test_a_series_gives_each_period_its_figure(province: cast.Province, scope: Scope) -> None:
    count(province.library, 10, on=date(2026, 1, 9))
    count(province.library, 30, on=date(2026, 3, 9))
    months = [Period.month(2026, month) for month in (1, 2, 3)]
    values = queries.series(queries.by_code("tv.luot_ban_doc"), scope, months, TODAY)
    assert [value.numerator for value in values] == [10, None, 30]


def test_every_indicator_of_the_catalogue_can_be_evaluated(province: cast.Province) -> None:
    for indicator in queries.catalogue():
        value = queries.evaluate(indicator, Scope(area_id=province.area.pk), YEAR, TODAY)
        assert value.indicator_code == indicator.code


def test_queries_do_not_grow_with_the_institutions(province: cast.Province, scope: Scope) -> None:
    indicators = [queries.by_code(code) for code in ("tv.luot_ban_doc", "tv.von_sach", "tv.co_dich_vu_htsd")]

    def asked() -> list[int]:
        numbers = []
        for indicator in indicators:
            with CaptureQueriesContext(
                connection,
            ) as seen:
                queries.evaluate(indicator, scope, YEAR, TODAY)
            numbers.append(len(seen))
        return numbers

    count(province.library, 4)
    before = asked()
    for number in range(12):
        new = cast.an_organisation(
            f"tv-{number}",
            f"Thư viện {number}",
            "public_library",
            "commune",
            province.commune_area,
            province.commune_committee,
        )
        count(new, number)
    assert asked() == before
    assert max(before) <= 9


def test_codes_of_the_plan_reader_become_kinds_and_levels() -> None:
    assert queries.institution_types(["thu_vien_xa"], ["xa"]) == (("public_library",), ("commune",))
    assert queries.institution_types(["thu_vien_cong_cong"], ["tinh", "xa"]) == (
        ("public_library",),
        ("province", "commune"),
    )
    assert queries.institution_types(["trung_tam_vh_xa", "nha_van_hoa_thon"], ["xa", "thon"]) == (
        ("culture_centre", "culture_house"),
        ("commune", "hamlet"),
    )
    assert queries.institution_types(["thu_vien_dai_hoc"], ["tinh"]) == (("university_library",), ())
    assert queries.institution_types([], ["xa"]) == ((), ("commune",))
    assert queries.institution_types(["khong_co"], []) == ((), ())
