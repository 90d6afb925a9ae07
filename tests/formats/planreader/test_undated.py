"""Papers and promises that name no year."""

from __future__ import annotations

import re

from densach.formats.planreader import read
from tests.formats.planreader.test_phrases import PAPER


def _without_a_term(sentence: str) -> str:
    return PAPER.format(sentence=sentence).replace(" giai đoạn 2026 - 2030", "")


def test_a_promise_without_any_year_is_unsure_and_asks_whether_the_paper_s_own_is_meant() -> None:
    (row,) = read(_without_a_term("Có 12 câu lạc bộ đọc sách.").encode(), "kh.txt").targets
    assert row.confidence < 0.5
    assert any(one == f"Văn bản không nêu năm phải đạt; lấy năm {row.year_to}?" for one in row.questions)


def test_a_paper_without_a_term_is_read_up_to_the_last_year_it_looks_to() -> None:
    told = "Có 12 câu lạc bộ đọc sách.\n- Đến năm 2029 có 80% thôn có tủ sách.\n- Tầm nhìn đến năm 2045."
    first, second = read(_without_a_term(told).encode(), "kh.txt").targets
    assert (first.year_to, second.year_to) == (2029, 2029)
    assert any("lấy năm 2029?" in one for one in first.questions)
    assert not any("lấy năm" in one for one in second.questions)


def test_a_paper_without_a_day_or_year_asks_by_which_year() -> None:
    paper = re.sub(r",? ngày [^\n]*20\d\d", "", _without_a_term("Có 12 câu lạc bộ đọc sách."))
    (row,) = read(paper.encode(), "kh.txt").targets
    assert row.year_to is None
    assert any("đến năm nào" in one for one in row.questions)
