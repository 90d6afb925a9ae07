"""Rows lit up in the text: overlapping, nested, touching, and always the whole text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from densach.programme.plans.rules.marking import Mark, find_place, pieces, reflowed

TEXT = "một hai ba bốn năm sáu"
places = st.tuples(st.integers(-3, 30), st.integers(-3, 30))


@given(st.lists(places), st.lists(places))
def test_the_pieces_joined_are_the_text_whatever_is_marked(
    marks: list[tuple[int, int]], heads: list[tuple[int, int]]
) -> None:
    found = pieces(TEXT, [Mark(str(n), *place) for n, place in enumerate(marks)], heads)
    assert "".join(piece.text for piece in found) == TEXT
    assert [piece.start for piece in found] == sorted(piece.start for piece in found)


@given(st.lists(places))
def test_every_mark_inside_the_text_begins_exactly_once(marks: list[tuple[int, int]]) -> None:
    found = pieces(TEXT, [Mark(str(n), *place) for n, place in enumerate(marks)])
    begun = sorted(key for piece in found for key in piece.begins)
    assert begun == sorted(str(n) for n, (start, end) in enumerate(marks) if 0 <= start < end <= len(TEXT))


@given(st.lists(places))
def test_a_row_covers_exactly_its_own_words(marks: list[tuple[int, int]]) -> None:
    found = pieces(TEXT, [Mark(str(n), *place) for n, place in enumerate(marks)])
    for n, (start, end) in enumerate(marks):
        covered = "".join(piece.text for piece in found if str(n) in piece.keys)
        assert covered == (TEXT[start:end] if 0 <= start < end <= len(TEXT) else "")


def test_the_innermost_row_is_named_last() -> None:
    found = pieces(TEXT, [Mark("inner", 4, 7), Mark("outer", 0, 14)])
    assert next(piece for piece in found if piece.start == 4).keys == ("outer", "inner")


def test_quoted_words_are_found_across_lines_and_marks_of_emphasis() -> None:
    text = "Đến năm **2030**,\n  70% thư viện"
    place = find_place(text, "2030, 70% thư")
    assert place.start is not None
    assert text[place.start : place.end] == "2030**,\n  70% thư"


def test_no_words_are_no_place() -> None:
    assert find_place(TEXT, "  ").start is None


@given(st.text())
def test_a_reflowed_text_is_as_long_so_that_places_hold(text: str) -> None:
    assert len(reflowed(text)) == len(text)


def test_lines_broken_inside_a_sentence_are_joined_and_others_stay() -> None:
    assert reflowed("học tập\nsuốt đời.\nHết") == "học tập suốt đời.\nHết"
    assert reflowed("Thư viện,\n\nBảo tàng\n1. Mục") == "Thư viện,  Bảo tàng\n1. Mục"


def test_a_lettered_point_begins_its_own_line() -> None:
    assert reflowed("1. Thư viện\na) đọc\nsách") == "1. Thư viện\na) đọc sách"
