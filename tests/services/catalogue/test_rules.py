"""Names, positions, line text, covers and labels as values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from densach.formats.marc import EMPTY_LEADER, Field, Marc, data
from densach.services.catalogue.models import Material
from densach.services.catalogue.queries.copies import run_of
from densach.services.catalogue.rules import fixed, frameworks, labels, linetext, names
from densach.services.catalogue.rules.covers import cover_svg, wrapped
from densach.services.catalogue.rules.headings import headings_of, said_anew
from densach.services.catalogue.rules.refusals import FieldLacking, WrongField, WrongLine
from tests.cast import TODAY

SIGNS = st.characters(min_codepoint=32, max_codepoint=0x1EF9, exclude_categories=["Cs", "Cc", "Zl", "Zp"])
TEXT = st.text(SIGNS, min_size=1)


def test_a_statement_of_several_people_makes_a_heading_of_each_and_stays_as_it_is() -> None:
    said = "Nguyễn Tiến; Đặng Xuân Hường; Nguyễn Văn Hoài ;"
    marc = Marc(
        EMPTY_LEADER, (data("100", "1 ", ("a", said), ("e", "chủ biên")), data("245", "10", ("a", "Tin học")))
    )
    assert [one.text for one in headings_of(marc)] == ["Nguyễn Tiến", "Đặng Xuân Hường", "Nguyễn Văn Hoài"]
    assert marc.first("100", "a") == said
    old = headings_of(marc)[1]
    anew = said_anew(marc.fields[0], old.kind, {old.key}, "Đặng Xuân Hưởng", "")
    assert anew.subfields == (("a", "Nguyễn Tiến; Đặng Xuân Hưởng; Nguyễn Văn Hoài"), ("e", "chủ biên"))
    assert said_anew(marc.fields[0], old.kind, {"khac"}, "Ai", "") is marc.fields[0]


def test_every_named_subfield_and_indicator_belongs_to_a_named_field() -> None:
    known = set(names.fields())
    assert len(known) >= 120
    for table in ("marc_subfields.csv", "marc_indicators.csv"):
        for row in names.rows(table):
            assert set(row["tags"].split()) <= known, row
    assert all(one.vi and one.en for one in names.fields().values())


def test_positions_of_a_fixed_field_do_not_overlap_and_fit() -> None:
    for field, length in fixed.LENGTHS.items():
        for kind in ("book", "serial", "map", "music", "visual", "computer", "mixed"):
            taken: set[int] = set()
            for one in fixed.positions(field, kind):
                span = set(range(one.start, one.start + one.length))
                assert not span & taken
                taken |= span
                assert all(len(choice.value) == one.length for choice in one.choices), one
            assert max(taken) < length


@pytest.mark.parametrize("material", list(Material))
def test_a_framework_begins_a_whole_record_of_its_material(material: Material) -> None:
    begun = frameworks.begun(material, TODAY)
    assert (len(begun.leader), len(begun.control("008"))) == (24, 40)
    assert begun.control("008")[35:38] == "vie"
    assert frameworks.offered(begun, material)


def test_an_article_needs_the_volume_it_stands_in() -> None:
    with pytest.raises(FieldLacking):
        frameworks.require_demanded(frameworks.begun(Material.ARTICLE, TODAY), Material.ARTICLE)


@given(st.lists(st.tuples(st.sampled_from("abcdxz29"), TEXT), min_size=1, max_size=5))
def test_a_record_written_as_lines_is_read_back(parts: list[tuple[str, str]]) -> None:
    told = [(code, value.strip()) for code, value in parts if value.strip()]
    if not told or any("{dollar}" in value for _code, value in told):
        return
    marc = Marc("00000nam a2200000 i 4500", (data("245", "1 ", ("a", "Lúa")), data("500", " 7", *told)))
    again = linetext.read_lines(linetext.lines_of(marc))
    assert linetext.lines_of(again) == linetext.lines_of(linetext.read_lines(linetext.lines_of(again)))
    assert [code for code, _value in again.fields[1].subfields] == [code for code, _value in told]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [("245 10 Truyện", WrongLine), ("=245  10 Truyện", WrongLine), ("=245  123$aTruyện", WrongField)],
)
def test_a_line_that_cannot_be_read_is_refused_with_its_number(text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        linetext.read_lines(text)


def test_a_field_goes_on_in_the_next_line() -> None:
    marc = linetext.read_lines("=245  10$aMột nhan đề\n   rất dài")
    assert marc.fields == (Field("245", "", "10", (("a", "Một nhan đề rất dài"),)),)


@given(TEXT, TEXT, st.sampled_from(list(Material)))
def test_a_cover_is_a_picture_whatever_the_title_holds(title: str, author: str, material: Material) -> None:
    if not title.strip():
        return
    drawn = cover_svg(title, author, material=material, key="k", year=1979)
    assert etree.fromstring(drawn).tag.endswith("svg")
    assert cover_svg(title, author, material=material, key="k", year=1979) == drawn


def test_a_long_title_ends_in_dots() -> None:
    assert wrapped("một hai ba bốn năm", 7, 2) == ["một hai", "ba bốn…"]


def test_labels_begin_at_the_first_free_place_and_go_on_to_the_next_sheet() -> None:
    some = [labels.Label(f"B{n}", "895 NGU", "", "TV", "Sách") for n in range(3)]
    told = labels.placed(some, labels.SHEETS["a4-24"], labels.SPINE, first=23)
    assert [(one.page, one.x, one.y) for one in told] == [(0, 70, 259.5), (0, 140, 259.5), (1, 0, 0.5)]


def test_a_call_number_stands_on_the_spine_part_by_part() -> None:
    assert labels.spine_lines("895.922334 ĐOÀ 2019") == ["895", ".922334", "ĐOÀ", "2019"]


def test_a_run_of_numbers_keeps_their_width() -> None:
    assert run_of("VL.00998", 3) == ["VL.00998", "VL.00999", "VL.01000"]


def test_positions_of_006_and_007_fit_their_length_and_have_words() -> None:
    for field, firsts in (("006", "acdefgijkmoprst"), ("007", "acdfghkmoqrstvz")):
        for first in firsts:
            taken: list[int] = []
            for one in fixed.positions_in(field, first):
                taken += range(one.start, one.start + one.length)
                assert one.vi and one.en
                assert len({choice.value for choice in one.choices}) == len(one.choices)
                assert all(len(choice.value) == one.length for choice in one.choices), one
            assert len(taken) == len(set(taken))
            assert max(taken) < fixed.length_in(field, first)
    assert {one.start for one in fixed.positions_in("006", "e")} == {0, 1, 5, 8, 11, 12, 14, 16}
