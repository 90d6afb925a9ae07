"""Whom the words of a duty mean, and how a body's papers are marked."""

from __future__ import annotations

import pytest

from densach.programme.reports.rules.outline import Reporters, clean, reporters, symbol_of


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["UBND các xã, phường"], Reporters(commune_committees=True)),
        (["Ủy ban nhân dân xã, thị trấn"], Reporters(commune_committees=True)),
        (["UBND huyện, thị xã, thành phố"], Reporters(district_committees=True)),
        (["thủ trưởng các phòng, đơn vị được giao phụ trách"], Reporters(institutions=True)),
        (["các đơn vị sự nghiệp"], Reporters(institutions=True)),
        (["sở, ban, ngành, đoàn thể"], Reporters(provincial_bodies=True)),
        (["Trường Cao đẳng nghề"], Reporters(names=("Trường Cao đẳng nghề",))),
        ([], Reporters(institutions=True)),
    ],
)
def test_classes_of_bodies_are_read_from_the_plan_s_words(words: list[str], meant: Reporters) -> None:
    assert reporters(words) == meant


def test_a_single_committee_is_a_name_and_not_a_class() -> None:
    assert reporters(["UBND tỉnh"]) == Reporters(names=("UBND tỉnh",))


def test_what_a_person_wrote_is_kept_without_what_no_database_holds() -> None:
    assert clean(" a\x00\x07b\r\nc\td\u00a0e\ud800 ") == "ab\nc\td\u00a0e"
    assert clean("hoa\u0300") == "hoà"


@pytest.mark.parametrize(
    ("issuer", "symbol"),
    [
        ("Sở Văn hóa, Thể thao và Du lịch", "BC-SVHTTDL"),
        ("Ủy ban nhân dân xã An Tiến", "BC-UBND"),
        ("Sở Văn hóa, Thể thao và Du lịch tỉnh Ba Vàm", "BC-SVHTTDL"),
        ("Sở Văn hóa và Thể thao thành phố Hải Phòng", "BC-SVHTT"),
        ("Bảo tàng tỉnh", "BC-BTT"),
        ("Thư viện tỉnh Ba Vàm", "BC-TVT"),
        ("Thư viện xã Long Điền", "BC-TVX"),
        ("Đài Truyền thanh", "BC-ĐTT"),
    ],
)
def test_a_symbol_is_made_of_first_letters(issuer: str, symbol: str) -> None:
    assert symbol_of(issuer) == symbol
