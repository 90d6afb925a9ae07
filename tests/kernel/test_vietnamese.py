"""Vietnamese text is compared, folded and ordered as its readers do."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from densach.kernel.collation import person_sort_key, sort_key
from densach.kernel.vietnamese import clean_text, fold, nfc, tone_placement

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LETTERS = [nfc(v + t) for v in VOWELS for t in TONES] + list("bcdđghklmnpqrstvx")
VIETNAMESE = st.text(alphabet=[*LETTERS, *(x.upper() for x in LETTERS), *" -,.0123456789"], max_size=40)
ICU_ORDER = Path(__file__).parent / "data" / "icu_vi_order.txt"


@pytest.mark.parametrize("text", ["hoà bình", "hòa bình", "HOÀ BÌNH", "Hòa Bình", "hoa binh"])
def test_case_tones_and_their_place_make_no_difference_to_a_search(text: str) -> None:
    assert fold(text) == "hoa binh"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đắk Lắk", "dak lak"),
        ("Ðồng Nai", "dong nai"),
        ("Ửng ưỡn ộ ẵ ỵ", "ung uon o a y"),
        ("Ea H'leo", "ea h'leo"),
        ("Krông Nô, xã 30/4", "krong no, xa 30/4"),
        ("ភាសាខ្មែរ", "ភាសាខ្មែរ"),
        ("ꪼꪕ ꪽ", "ꪼꪕ ꪽ"),
    ],
)
def test_folding_takes_the_marks_of_latin_letters_and_leaves_other_scripts(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_folding_keeps_offsets_and_leaves_plain_letters(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(text).isascii()


@given(VIETNAMESE)
def test_decomposed_text_folds_and_sorts_as_composed_text(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert nfc(apart) == text
    assert fold(apart) == fold(text)
    assert sort_key(apart) == sort_key(text)


@given(VIETNAMESE)
def test_the_place_of_a_tone_never_changes_what_is_found(text: str) -> None:
    assert fold(tone_placement(text, "old")) == fold(tone_placement(text, "new")) == fold(text)


@given(VIETNAMESE)
def test_the_place_of_a_tone_can_be_set_there_and_back(text: str) -> None:
    old = tone_placement(text, "old")
    assert tone_placement(tone_placement(old, "new"), "old") == old
    assert tone_placement(old, "old") == old


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ủy ban nhân dân", "Uỷ ban nhân dân"),
        ("hòa bình, KHỎE, Thúy, xòe", "hoà bình, KHOẺ, Thuý, xoè"),
        ("quý, Quỳ Châu, quỹ", "quý, Quỳ Châu, quỹ"),
        ("hoàn, ngoài, thủa, múa, tuyến, khuỷu", "hoàn, ngoài, thủa, múa, tuyến, khuỷu"),
    ],
)
def test_the_tone_moves_only_in_open_syllables(old: str, new: str) -> None:
    assert tone_placement(old, "new") == new
    assert tone_placement(new, "old") == old


def test_the_order_is_the_one_of_icu() -> None:
    lines = ICU_ORDER.read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 2000
    mixed = list(lines)
    random.Random(4).shuffle(mixed)
    assert sorted(mixed, key=sort_key) == lines


def test_no_two_lines_of_the_order_share_a_key() -> None:
    keys = [sort_key(line) for line in ICU_ORDER.read_text(encoding="utf-8").splitlines()]
    assert len(set(keys)) == len(keys)


@given(st.text())
def test_a_key_is_made_of_figures_and_small_letters_for_every_text(text: str) -> None:
    key = sort_key(text)
    assert key.isascii()
    assert key.isalnum()
    assert key == key.lower()


@given(VIETNAMESE, VIETNAMESE)
def test_only_texts_that_are_the_same_share_a_key(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (one == other)


def test_people_stand_by_given_name_with_its_tone_then_by_family_name() -> None:
    ordered = ["Trần An", "Ngô Văn Ân", "Nguyễn Thị Bình", "Lý Hòa", "Nguyễn Hòa", "Bùi Hóa", "Đỗ Y"]
    mixed = list(reversed(ordered))
    assert sorted(mixed, key=person_sort_key) == ordered


def test_one_family_stands_together_before_middle_names_decide() -> None:
    ordered = ["Lê An", "Lê Anh An", "Lê Văn An", "Lế Anh An"]
    mixed = list(reversed(ordered))
    assert sorted(mixed, key=person_sort_key) == ordered


def test_a_person_without_name_comes_first() -> None:
    assert person_sort_key("  ") < person_sort_key("An")


def test_what_no_database_can_keep_is_left_out_and_lines_stay() -> None:
    assert (
        clean_text(" \0Thư viện\r\nx\u00e3\x07 An Tie\u0302\u0301n\ud800\t2 \n") == "Thư viện\nxã An Tiến\t2"
    )


@given(st.text())
def test_clean_text_is_clean_already(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in cleaned if char not in "\n\t")
