"""Plain tables in every encoding and with every separator that offices use."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from densach.formats.tables import BrokenFile, TableRefusal, UnknownTable, read
from tests.formats.tables.files import COLUMNS

TEXT = "Tên cơ sở;Loại hình;Từ ngày\r\nThư viện xã An Tiến;thư viện;01/06/2020\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_unicode_is_read_whatever_its_form_and_separator(encoding: str, separator: str) -> None:
    table = read(TEXT.replace(";", separator).encode(encoding), "a.csv", COLUMNS)
    assert table.lines[0].cells == {
        "name": "Thư viện xã An Tiến",
        "kind": "thư viện",
        "since": "01/06/2020",
    }
    assert not table.remarks


def test_windows_1258_is_guessed_and_said_to_be_a_guess() -> None:
    decomposed = (
        "Tên cơ sơ\u0309,Loa\u0323i hi\u0300nh\r\nThư viê\u0323n Trâ\u0300n Phu\u0301,thư viê\u0323n\r\n"
    )
    table = read(decomposed.encode("cp1258"), "a.csv", COLUMNS)
    assert table.lines[0].cells["name"] == "Thư viện Trần Phú"
    assert [remark.id for remark in table.remarks] == ["tables.encoding_guessed"]


def test_the_old_font_of_offices_is_read_and_said_to_be_a_guess() -> None:
    # "Thư viện xã Mỹ Long Bắc" as TCVN3 (ABC) fonts kept it, in bytes of Western Europe.
    data = (
        b"T\xaan c\xac s\xeb,Lo\xb9i h\xd7nh\r\nTh\xad vi\xd6n x\xb7 M\xfc Long B\xbec,th\xad vi\xd6n\r\n" * 3
    )
    table = read(data, "a.csv", COLUMNS)
    assert table.lines[0].cells["name"] == "Thư viện xã Mỹ Long Bắc"
    assert table.remarks[0].params["encoding"] == "TCVN3 (ABC)"


def test_a_short_list_of_names_in_an_old_font_is_read_too() -> None:
    typed = "Hä vµ tªn,Lo¹i h×nh\nNguyÔn V¨n §øc,x\nTrÇn ThÞ Ngäc,x\n".replace(
        "Hä vµ tªn", "T\xaan c\xac s\xeb"
    )
    for data in (typed.encode("cp1252"), typed.encode()):
        found = read(data, "a.csv", COLUMNS)
        assert [line.cells["name"] for line in found.lines] == ["Nguyễn Văn Đức", "Trần Thị Ngọc"]


def test_right_letters_stay_as_they_are() -> None:
    for text in (
        "Tên cơ sở,Loại hình\nTrần Thu Hà,x\n",
        "Tên cơ sở,Loại hình\nCafé Đà Lạt,x\nJosé García,x\n",
    ):
        assert not read(text.encode(), "a.csv", COLUMNS).remarks


def test_a_quoted_cell_may_hold_separators_and_lines_and_lines_are_counted_as_in_the_file() -> None:
    data = 'Tên,Loại hình\n"A, B\nvà C",x\nD,y\n'.encode()
    first, second = read(data, "a.csv", COLUMNS).lines
    assert (first.number, first.cells["name"]) == (2, "A, B\nvà C")
    assert second.number == 4


def test_a_quote_that_never_ends_is_a_file_cut_off() -> None:
    with pytest.raises(BrokenFile):
        read('Tên,Loại hình\nA,x\n"B,'.encode(), "a.csv", COLUMNS)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnknownTable):
        read(bytes(range(256)) * 4, "a.csv", COLUMNS)


def test_what_our_own_exports_guard_comes_back_as_it_was() -> None:
    assert read("Tên,Loại hình\n'=A1,x\n".encode(), "a.csv", COLUMNS).lines[0].cells["name"] == "=A1"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_and_never_fail(data: bytes) -> None:
    with contextlib.suppress(TableRefusal):
        read(data, "a.csv", COLUMNS)
