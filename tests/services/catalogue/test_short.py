"""The short form writes what it knows and leaves the rest of the record alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from densach.formats.marc import EMPTY_LEADER, Marc, control, data
from densach.services.catalogue.models import Material
from densach.services.catalogue.rules import short
from densach.services.catalogue.rules.flat import flat
from densach.services.catalogue.rules.frameworks import begun
from densach.services.catalogue.rules.short import Short

ON = date(2026, 11, 20)
WHOLE = Marc(
    "00714cam a2200217 i 4500",
    (
        control("001", "vl0001"),
        control("008", "990101s1979    vm a          000 1 vie d"),
        data("020", "  ", ("a", "9786042134581 (bìa cứng)"), ("c", "85000 đ")),
        data("041", "1 ", ("a", "vie"), ("h", "chi")),
        data("082", "14", ("a", "895.9221"), ("2", "14")),
        data("100", "0 ", ("a", "Nguyễn Du,"), ("d", "1765-1820"), ("0", "(vl)77")),
        data("245", "10", ("a", "Truyện Kiều"), ("n", "T.1 /"), ("c", "Nguyễn Du ; Đào Duy Anh khảo đính")),
        data("260", "  ", ("a", "H. :"), ("b", "Văn học,"), ("c", "1979"), ("e", "(Hải Phòng)")),
        data("300", "  ", ("a", "349tr. ;"), ("c", "19cm")),
        data("650", " 7", ("a", "Văn học trung đại"), ("x", "Thơ"), ("2", "btkkhcn")),
        data("700", "0 ", ("a", "Đào Duy Anh,"), ("e", "khảo đính")),
        data("911", "  ", ("a", "Lê Thị Thư")),
    ),
)


def test_a_form_sent_back_as_it_was_changes_nothing() -> None:
    assert short.write(WHOLE, short.read(WHOLE), ON) == WHOLE


def test_one_changed_part_touches_one_field() -> None:
    new = short.write(WHOLE, replace(short.read(WHOLE), publisher="Văn hoá"), ON)
    assert [old == now for old, now in zip(WHOLE.fields, new.fields, strict=True)].count(False) == 1
    written = new.field("260")
    assert written is not None
    assert written.text() == "H. : Văn hoá, 1979 (Hải Phòng)"


def test_a_new_record_is_punctuated_as_isbd_asks() -> None:
    told = Short(
        title="Đất rừng phương Nam",
        subtitle="Truyện dài",
        author="Đoàn Giỏi",
        responsibility="Đoàn Giỏi",
        place="Hà Nội",
        publisher="Kim Đồng",
        year="2019",
        extent="303 tr.",
        illustrations="tranh vẽ",
        size="21 cm",
        subjects=("Văn học thiếu nhi – Việt Nam",),
        contributors=("Trần Thị Bích (minh hoạ)",),
        children=True,
        language="vie",
    )
    marc = short.write(begun(Material.BOOK, ON), told, ON)
    lines = {one.tag: one for one in marc.fields}
    assert lines["245"].text() == "Đất rừng phương Nam : Truyện dài / Đoàn Giỏi"
    assert lines["264"].text() == "Hà Nội : Kim Đồng, 2019"
    assert lines["300"].text() == "303 tr. : tranh vẽ ; 21 cm"
    assert lines["700"].subfields == (("a", "Trần Thị Bích,"), ("e", "minh hoạ"))
    assert lines["650"].subfields == (("a", "Văn học thiếu nhi"), ("x", "Việt Nam"))
    assert lines["245"].indicators == "10"
    assert len(lines["008"].data) == 40
    columns = flat(marc)
    assert (columns.year, columns.language, columns.children) == (2019, "vie", True)
    assert short.read(marc) == told


def test_a_name_taken_away_takes_its_dates_along_and_the_title_leads() -> None:
    new = short.write(WHOLE, replace(short.read(WHOLE), author=""), ON)
    assert new.field("100") is None
    assert [one.indicators for one in new.each("245")] == ["00"]


def test_a_new_subject_leaves_the_old_one_with_its_source() -> None:
    told = short.read(WHOLE)
    new = short.write(WHOLE, replace(told, subjects=("Truyện thơ", *told.subjects)), ON)
    assert [one.subfields for one in new.each("650")] == [
        (("a", "Truyện thơ"),),
        (("a", "Văn học trung đại"), ("x", "Thơ"), ("2", "btkkhcn")),
    ]


def test_another_material_changes_two_signs_of_the_leader() -> None:
    new = short.write(WHOLE, replace(short.read(WHOLE), material=Material.MAP), ON)
    assert new.leader == "00714cem a2200217 i 4500"
    assert new.fields == WHOLE.fields


def test_year_and_language_reach_the_coded_fields() -> None:
    new = short.write(WHOLE, replace(short.read(WHOLE), year="2001", language="khm"), ON)
    assert (new.control("008")[6:11], new.control("008")[35:38]) == ("s2001", "khm")
    assert new.first("041", "a") == "khm"
    assert new.leader == WHOLE.leader


def test_an_empty_record_is_begun_by_its_title() -> None:
    marc = short.write(Marc(EMPTY_LEADER, ()), Short(title="Lúa"), ON)
    assert [one.tag for one in marc.fields] == ["245"]
