"""A target is called by a whole phrase, on whatever screen it stands."""

from __future__ import annotations

import pytest

from densach.formats.planreader.titles import titled
from densach.programme.plans.rules.titles import read_title, row_title

COUNTED = "Lượt người sử dụng thư viện"


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("và Ngày Di sản văn hóa Việt Nam (23/11)", "Ngày Di sản văn hóa Việt Nam (23/11)"),
        ("trong đó trẻ em chiếm 40%", "Trẻ em chiếm 40%"),
        ("/- phục vụ 2.000 lượt khách,", "Phục vụ 2.000 lượt khách"),
        ("thư viện xã (tăng 20 thư viện", "Thư viện xã"),
        ("45.000 lượt)", "45.000 lượt"),
    ],
)
def test_words_cut_out_of_a_sentence_stand_alone(words: str, title: str) -> None:
    assert titled(words) == title


def test_a_row_that_tells_only_a_year_is_called_by_what_is_counted() -> None:
    assert read_title("Đến năm 2030", COUNTED, "Về thư viện") == COUNTED
    assert read_title("Đến năm 2030", "", "2. Về thư viện:") == "2. Về thư viện: Đến năm 2030"
    assert read_title("thư viện xã có tủ sách", COUNTED, "Về thư viện") == "Thư viện xã có tủ sách"


def test_a_row_about_what_the_row_before_is_about_says_so() -> None:
    told = read_title("cấp xã mỗi năm 01 lần", COUNTED, "", of_row_before=True)
    assert told == f"Cấp xã mỗi năm 01 lần: {COUNTED}"


def test_what_is_counted_is_not_told_twice() -> None:
    assert row_title("và lượt người sử dụng thư viện tăng", COUNTED) == "Lượt người sử dụng thư viện tăng"
