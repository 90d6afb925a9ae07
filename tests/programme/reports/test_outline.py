"""Whom the words of a duty mean, and how a body's papers are marked."""

from __future__ import annotations

import pytest

from densach.programme.reports.rules import outline
from densach.programme.reports.rules.outline import Reporters, reporters, symbol_of


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


def test_units_are_listed_by_kind_and_by_name_within_it() -> None:
    names = [
        "Ủy ban nhân dân xã Đông Thành",
        "Ủy ban nhân dân phường Tân Hạnh",
        "Thư viện tỉnh Ba Vàm",
        "Ủy ban nhân dân xã Ấp Mới",
        "Bảo tàng tỉnh Ba Vàm",
        "Ủy ban nhân dân xã Dân Thành",
    ]
    assert outline.by_kind(names) == [
        "Bảo tàng tỉnh Ba Vàm",
        "Thư viện tỉnh Ba Vàm",
        "Ủy ban nhân dân phường Tân Hạnh",
        "Ủy ban nhân dân xã (3): Ấp Mới, Dân Thành, Đông Thành",
    ]


@pytest.mark.parametrize(
    ("subject", "label"),
    [
        ("và Ngày Di sản văn hóa Việt Nam (23/11)", "Ngày Di sản văn hóa Việt Nam (23/11)"),
        ("Và  tổ chức hội diễn", "Tổ chức hội diễn"),
        ("vận động người dân đọc sách", "Vận động người dân đọc sách"),
        ("và", "Và"),
    ],
)
def test_a_row_does_not_begin_with_the_and_of_the_list_it_was_read_from(subject: str, label: str) -> None:
    assert outline.row_label(subject) == label
