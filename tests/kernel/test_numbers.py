"""Numbers are written and read the Vietnamese way; what can be read in two ways is asked, not guessed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from densach.kernel.errors import AmbiguousNumber, InvalidNumber
from densach.kernel.numbers import (
    Number,
    format_number,
    format_percent,
    number_words,
    parse_count,
    parse_number,
    parse_percent,
    whole_number,
)


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (1234567.8, "1.234.567,8", "1,234,567.8"),
        (2970000, "2.970.000", "2,970,000"),
        (Decimal("0.10"), "0,1", "0.1"),
        (Fraction(1, 3), "0,33", "0.33"),
        (Fraction(1, 200), "0,01", "0.01"),
        (-1234, "-1.234", "-1,234"),
        (Fraction(-1, 1000), "0", "0"),
        (0, "0", "0"),
        (1e21, "1.000.000.000.000.000.000.000", "1,000,000,000,000,000,000,000"),
    ],
)
def test_thousands_and_decimals_are_marked_as_the_language_does(value: Number, vi: str, en: str) -> None:
    assert format_number(value) == vi
    assert format_number(value, "en") == en


def test_decimals_that_are_asked_for_are_always_shown_and_rounded_half_up() -> None:
    assert format_number(12, places=1) == "12,0"
    assert format_number(Fraction(5, 2), places=0) == "3"
    assert format_number(Decimal("2.675"), places=2) == "2,68"
    assert format_number(Fraction(-1, 100), places=1) == "0,0"


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(7, 10), "70%"),
        (Fraction(171, 146), "117,1%"),
        (Fraction(1, 1), "100%"),
        (0, "0%"),
        (Fraction(9999, 10000), "99,9%"),
        (Fraction(99949, 100000), "99,9%"),
        (Fraction(9996, 10000), "99,9%"),
        (Fraction(1200, 100), "1.200%"),
    ],
)
def test_a_share_reads_100_percent_only_when_it_is_the_whole(share: Number, text: str) -> None:
    assert format_percent(share) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2.970.000", "2970000"),
        ("2 970 000", "2970000"),
        ("2\u00a0970\u00a0000", "2970000"),
        ("29000", "29000"),
        ("12,5", "12.5"),
        ("1.234.567,8", "1234567.8"),
        ("0,125", "0.125"),
        ("1234,567", "1234.567"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("03", "3"),
        (" 1.500 ", "1500"),
    ],
)
def test_a_number_is_read_however_it_is_typed(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1,500", "12.5", "1.50", "1,234.5", "0.125", "1.5000", "1,234,567"])
def test_a_number_that_another_language_reads_otherwise_is_refused(text: str) -> None:
    with pytest.raises(AmbiguousNumber) as refused:
        parse_number(text)
    assert refused.value.params == {"text": text}


@pytest.mark.parametrize(
    "text", ["", "abc", "1.2.3", "12..5", "1 2", "--3", "٣", "1e5", "1.23.456", ",5", "5,", "9" * 41]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidNumber) as refused:
        parse_number(text)
    assert not isinstance(refused.value, AmbiguousNumber)


def test_the_english_way_is_read_when_asked_for() -> None:
    assert parse_number("1,234,567.8", "en") == Decimal("1234567.8")
    with pytest.raises(AmbiguousNumber):
        parse_number("1.500", "en")


@pytest.mark.parametrize("lang", ["vi", "en"])
@given(cents=st.integers(-(10**17), 10**17))
def test_a_number_is_read_back_from_what_is_shown(lang: str, cents: int) -> None:
    value = Fraction(cents, 100)
    assert Fraction(parse_number(format_number(value, lang), lang)) == value


@given(st.integers(0, 10**20))
def test_a_count_is_read_back_exactly(value: int) -> None:
    assert parse_count(format_number(value)) == value


@pytest.mark.parametrize("text", ["-1", "1,5"])
def test_a_count_is_whole_and_not_below_zero(text: str) -> None:
    with pytest.raises(InvalidNumber):
        parse_count(text)


@given(st.integers(0, 2000))
def test_a_percentage_is_read_back_as_a_share(tenths: int) -> None:
    share = Fraction(tenths, 1000)
    assert parse_percent(format_percent(share)) == share


def test_a_percentage_may_stand_apart_from_its_sign() -> None:
    assert parse_percent("70 %") == Fraction(7, 10)
    with pytest.raises(InvalidNumber):
        parse_percent("%")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (30, "ba mươi"),
        (105, "một trăm linh năm"),
        (115, "một trăm mười lăm"),
        (1005, "một nghìn không trăm linh năm"),
        (1050, "một nghìn không trăm năm mươi"),
        (2970000, "hai triệu chín trăm bảy mươi nghìn"),
        (1000005, "một triệu không trăm linh năm"),
        (10**9 + 1, "một tỷ không trăm linh một"),
        (1234 * 10**9, "một nghìn hai trăm ba mươi tư tỷ"),
        (-21, "âm hai mươi mốt"),
    ],
)
def test_a_number_is_written_out_in_words(value: int, words: str) -> None:
    assert number_words(value) == words


_READ = {"một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7}
_READ |= {"tám": 8, "chín": 9, "không": 0, "linh": 0, "mười": 10}


def _read(words: str) -> int:
    """The value of number words below 10^9, by the way they are spoken."""
    total = group = 0
    for word in words.split():
        if word in ("triệu", "nghìn"):
            total += group * (10**6 if word == "triệu" else 1000)
            group = 0
        elif word == "mươi":
            group += group % 10 * 9
        elif word == "trăm":
            group *= 100
        else:
            group += _READ[word]
    return total + group


@given(st.integers(0, 10**9 - 1))
def test_number_words_say_the_number(value: int) -> None:
    assert _read(number_words(value)) == value


@given(st.integers(10**9, 10**27))
def test_billions_are_said_before_what_remains(value: int) -> None:
    high, low = divmod(value, 10**9)
    words = number_words(value)
    assert words.startswith(number_words(high) + " tỷ")
    assert words.endswith("tỷ") == (low == 0)


@pytest.mark.parametrize("text", ["²", "१२", "", " 1", "-1", "+1", "1_0", "1.0", "9" * 19, "x"])
def test_what_no_page_writes_into_its_address_is_no_number(text: str) -> None:
    assert whole_number(text) is None


@given(st.integers(0, 10**18 - 1))
def test_a_number_that_a_page_writes_into_its_address_is_read_back(number: int) -> None:
    assert whole_number(str(number)) == number
