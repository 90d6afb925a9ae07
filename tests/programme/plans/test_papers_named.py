"""How papers name one another, and that links never close a circle: pure rules."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from densach.programme.plans.rules.papers import (
    Citation,
    PaperValues,
    citations,
    closes_circle,
    code_of,
    is_central,
)
from densach.programme.plans.rules.refusals import PaperUnnamed, YearsDisagree


def told(text: str = "", *bases: str, **head: object) -> list[Citation]:
    reading: dict[str, Any] = {"document": head, "legal_bases": [{"quote": basis} for basis in bases]}
    return citations(reading, text)


def test_a_basis_with_number_day_and_issuer_is_a_paper_that_is_carried_out() -> None:
    (found,) = told(
        "",
        "Căn cứ Quyết định số 77/QĐ-TTg ngày 09/12/2022 của Thủ tướng Chính phủ phê duyệt Chương trình Đọc",
    )
    assert found.relation == "implements"
    assert (found.values.document_type, found.values.number, found.values.symbol) == (
        "Quyết định",
        "77",
        "QĐ-TTg",
    )
    assert found.values.issued_on == date(2022, 12, 9)
    assert found.values.issuer == "Thủ tướng Chính phủ"


def test_a_law_without_number_is_known_by_its_name() -> None:
    (found,) = told("", "Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019")
    assert found.values.abstract == "Luật Thư viện"
    assert found.values.of_year == 2019


def test_a_day_that_the_calendar_does_not_have_is_left_out() -> None:
    (found,) = told("", "Căn cứ Nghị quyết số 5/NQ-HĐND ngày 31/6/2024 của Hội đồng nhân dân tỉnh")
    assert found.values.issued_on is None


def test_a_paper_says_in_its_text_what_it_replaces() -> None:
    (found,) = told(
        "Kế hoạch này thay thế Kế hoạch số 9/KH-UBND ngày 2/3/2021 của Ủy ban nhân dân tỉnh. Các sở"
    )
    assert (found.relation, found.values.number) == ("replaces", "9")


@pytest.mark.parametrize(
    "text",
    [
        "Không thay thế các hoạt động thường xuyên.",
        "thay thế cán bộ theo Quyết định số 5/QĐ-SNV của Sở Nội vụ",
    ],
)
def test_words_that_replace_no_paper_name_none(text: str) -> None:
    assert told(text) == []


def test_a_paper_whose_title_amends_another_one_amends_it() -> None:
    (found,) = told(
        "", title="Kế hoạch sửa đổi, bổ sung một số nội dung của Kế hoạch số 12/KH-UBND ngày 05/01/2024"
    )
    assert (found.relation, found.values.number, found.values.of_year) == ("amends", "12", 2024)


def test_the_decision_that_issued_a_plan_is_told_once_though_it_is_a_basis_too() -> None:
    issued = {"type": "Quyết định", "number": "40", "symbol": "QĐ-UBND", "date": "2023-05-04"}
    found = told(
        "", "Căn cứ Quyết định số 40/QĐ-UBND ngày 04/5/2023 của Ủy ban nhân dân tỉnh", issued_with=issued
    )
    assert [one.relation for one in found] == ["issued_with"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (PaperValues("Quyết định", "77", "QĐ-TTg", issued_on=date(2022, 12, 9)), "77-qd-ttg-2022"),
        (PaperValues("Nghị định", "9", "2020/NĐ-CP"), "9-2020-nd-cp"),
        (PaperValues("Kế hoạch", abstract="Ngày Sách 2027"), "ngay-sach-2027"),
        (PaperValues("Kế hoạch", abstract="§§§"), "van-ban"),
    ],
)
def test_a_code_is_made_of_number_symbol_and_year_or_of_words(values: PaperValues, code: str) -> None:
    assert code_of(values) == code


def test_a_paper_without_number_and_words_is_refused() -> None:
    with pytest.raises(PaperUnnamed):
        PaperValues("Kế hoạch").check()


def test_a_year_beside_its_day_is_refused() -> None:
    with pytest.raises(YearsDisagree):
        PaperValues("Kế hoạch", "1", "KH-UBND", issued_on=date(2026, 1, 2), year=2025).check()


@pytest.mark.parametrize(
    ("symbol", "central"),
    [("QĐ-TTg", True), ("2020/NĐ-CP", True), ("QĐ-BVHTTDL", True), ("KH-UBND", False), ("BC-SVHTTDL", False)],
)
def test_papers_of_the_centre_are_known_by_their_symbol(symbol: str, central: bool) -> None:
    assert is_central(symbol) is central


edges = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=30)


def _acyclic(links: list[tuple[int, int]]) -> bool:
    """Kahn: papers with nothing earlier go, until none is left; what stays stands in a circle."""
    left = set(links)
    nodes = {node for edge in links for node in edge}
    while free := {node for node in nodes if not any(later == node for later, _earlier in left)}:
        nodes -= free
        left = {edge for edge in left if edge[1] not in free}
    return not nodes


@given(edges)
def test_whatever_is_tried_the_links_that_were_allowed_never_form_a_circle(
    tried: list[tuple[int, int]],
) -> None:
    kept: list[tuple[int, int]] = []
    for later, earlier in tried:
        if not closes_circle(kept, later, earlier):
            kept.append((later, earlier))
    assert _acyclic(kept)


@given(edges)
def test_a_link_that_is_refused_would_have_closed_a_circle(tried: list[tuple[int, int]]) -> None:
    kept: list[tuple[int, int]] = []
    for later, earlier in tried:
        if closes_circle(kept, later, earlier):
            assert not _acyclic([*kept, (later, earlier)])
        else:
            kept.append((later, earlier))
