"""Records are read in whatever form and state they come; what cannot be read is named."""

from __future__ import annotations

import io
from unicodedata import normalize

import pymarc
import pytest

from densach.formats.marc import EMPTY_LEADER, Marc, control, data, iso2709, lines, marcjson, marcxml
from densach.formats.marc.reading import form_of, records
from densach.formats.marc.values import NotRecords, Read

KIEU = Marc(
    "00000nam a2200000 i 4500",
    (
        control("001", "vl1"),
        control("008", "790101s1979    vm            000 0 vie d"),
        data("245", "10", ("a", "Truyện Kiều /"), ("c", "Nguyễn Du")),
        data("500", "  ", ("a", "Giá 5$ {bìa cứng} \\ 100%")),
    ),
)


def read(data_: bytes, form: str = "mrc") -> list[Read]:
    return list(records(io.BytesIO(data_), form, f"tep.{form}"))


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("mrc", b"".join([iso2709.write(KIEU), iso2709.write(KIEU)])),
        ("xml", b"".join(marcxml.write(iter([KIEU, KIEU])))),
        ("mrk", b"".join(lines.write([KIEU, KIEU]))),
        ("json", b"".join(marcjson.write([KIEU, KIEU]))),
    ],
)
def test_a_record_comes_back_as_it_was_from_each_form(form: str, written: bytes) -> None:
    assert form_of(written[:4096], "khong-ten") == form
    assert [one.marc for one in read(written, form)] == [KIEU, KIEU]


def test_pymarc_reads_what_we_write() -> None:
    there = next(iter(pymarc.MARCReader(iso2709.write(KIEU))))
    assert there is not None
    assert there["245"]["a"] == "Truyện Kiều /"
    assert there.leader[9] == "a"


def test_decomposed_letters_are_composed() -> None:
    apart = Marc(EMPTY_LEADER, (data("245", "00", ("a", normalize("NFD", "Đường lên đỉnh Phan Xi Păng"))),))
    whole = read(b"".join(marcxml.write(iter([apart]))), "xml")[0].marc
    assert whole is not None
    assert whole.first("245", "a") == "Đường lên đỉnh Phan Xi Păng"


def test_a_file_cut_in_the_middle_gives_what_came_before_and_names_the_rest() -> None:
    whole = iso2709.write(KIEU)
    found = read(whole + whole[: len(whole) // 2])
    assert [one.marc is not None for one in found] == [True, False]
    assert found[1].told == (("marc.cut", {}),)


def test_one_damaged_record_costs_one_record() -> None:
    whole = iso2709.write(KIEU)
    damaged = whole[:12] + b"99999" + whole[17:]
    found = read(whole + damaged + whole)
    assert [one.position for one in found if one.marc] == [1, 3]
    assert found[1].told[0][0] == "marc.base_address"


def test_a_wrong_length_is_told_and_the_record_read() -> None:
    whole = iso2709.write(KIEU)
    found = read(b"00042" + whole[5:])
    assert found[0].marc == KIEU
    assert found[0].told == (("marc.length_wrong", {"stated": "00042", "found": str(len(whole))}),)


def test_a_leader_that_lies_about_the_encoding_is_not_believed() -> None:
    whole = iso2709.write(KIEU)
    found = read(whole[:9] + b" " + whole[10:])
    assert found[0].marc == KIEU
    assert found[0].told == (("marc.flag_wrong", {"found": "UTF-8"}),)


def test_marc8_is_read() -> None:
    record = pymarc.Record(to_unicode=False)
    record.fields.append(pymarc.Field("245", pymarc.Indicators("0", "0"), [pymarc.Subfield("a", "Caf")]))
    raw = record.as_marc().replace(b"Caf\x1e", b"Caf\xe2e\x1e")
    raw = raw.replace(b"245000800000", b"245001000000")
    found = read(raw)
    assert found[0].marc is not None
    assert found[0].marc.first("245", "a") == "Café"


def test_a_few_broken_signs_cost_those_signs() -> None:
    whole = iso2709.write(KIEU)
    broken = whole.replace("Truyện".encode(), b"Truy\xffBCn")
    found = read(broken)
    assert found[0].marc is not None
    assert "�" in found[0].marc.first("245", "a")
    assert found[0].told[-1] == ("marc.utf8_broken", {"number": "1"})


def test_text_typed_in_tcvn3_is_told_and_converted() -> None:
    old = [
        Marc(EMPTY_LEADER, (data("245", "00", ("a", "ViÖt Nam ®Êt n­íc con ng­êi qua c¸c thêi ®¹i")),)),
        Marc(EMPTY_LEADER, (data("245", "00", ("a", "LÞch sö v¨n hãa d©n gian ®ång b»ng s«ng Cöu Long")),)),
    ]
    found = read(b"".join(marcxml.write(iter(old))), "xml")
    assert found[0].marc is not None
    assert found[0].marc.first("245", "a").startswith("Việt Nam đất nước con người")
    assert ("marc.font_converted", {"encoding": "TCVN3 (ABC)"}) in found[0].told


def test_french_is_not_taken_for_an_old_font() -> None:
    french = Marc(
        EMPTY_LEADER, (data("245", "00", ("a", "Les élèves français à la bibliothèque de l'hôtel")),)
    )
    found = read(iso2709.write(french) * 3)
    assert all(one.marc == french and not one.told for one in found)


def test_xml_that_breaks_off_keeps_what_stood_before() -> None:
    whole = b"".join(marcxml.write(iter([KIEU, KIEU])))
    found = read(whole[: len(whole) - 120], "xml")
    assert found[0].marc == KIEU
    assert found[-1].marc is None
    assert found[-1].told[0][0] == "marc.xml_broken"


def test_entities_of_a_hostile_file_are_not_followed() -> None:
    hostile = (
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<collection xmlns="http://www.loc.gov/MARC21/slim"><record><leader>00000nam a2200000 i 4500</leader>'
        b'<datafield tag="245" ind1="0" ind2="0"><subfield code="a">A&x;B</subfield></datafield></record></collection>'
    )
    found = read(hostile, "xml")
    assert all(one.marc is None or "root" not in one.marc.first("245", "a") for one in found)


@pytest.mark.parametrize("junk", [b"", b"   \n", b"%PDF-1.7 ...", b"xin chao", b"\x00" * 50])
def test_a_file_that_holds_no_records_is_refused(junk: bytes) -> None:
    with pytest.raises(NotRecords):
        list(records(io.BytesIO(junk), form_of(junk, "tep.la"), "tep.la"))


def test_controls_that_no_database_holds_are_left_out() -> None:
    raw = b"=LDR  00000nam a2200000 i 4500\n=245  00$aSach\x00 hay\x98\n"
    marc = read(raw, "mrk")[0].marc
    assert marc is not None
    assert "\x00" not in marc.first("245", "a")


def test_a_record_too_long_for_the_form_is_written_in_parts_with_all_its_copies() -> None:
    copies = tuple(data("952", "  ", ("p", f"VL{number:08d}"), ("c", "Kho " * 20)) for number in range(1_500))
    parts = list(iso2709.write_parts(Marc(KIEU.leader, (*KIEU.fields, *copies))))
    found = read(b"".join(parts))
    assert len(found) > 1
    assert [one for read_ in found if read_.marc for one in read_.marc.each("952")] == list(copies)


def marc8_record(title: bytes) -> bytes:
    """A record with one field 245 $a, flagged as MARC-8."""
    field = b"00\x1fa" + title + b"\x1e"
    directory = b"245%04d%05d\x1e" % (len(field), 0)
    base = 24 + len(directory)
    return b"%05dnam  22%05d   4500" % (base + len(field) + 1, base) + directory + field + b"\x1d"


@pytest.mark.parametrize(
    ("title", "places"),
    [
        (b"La Soci\x1bet\xe2e savante", "1"),  # an escape that names no set
        (b"Truy\xff\xff\xff\x85n Ki\xe3eu", "4"),  # codes that ANSEL does not have
        (b"\x1b$1!0!!", "1"),  # an East Asian sign that is cut
    ],
)
def test_letters_lost_in_damaged_marc8_are_told_and_nothing_reaches_stderr(
    title: bytes, places: str, capfd: pytest.CaptureFixture[str]
) -> None:
    found = read(marc8_record(title))[0]
    assert found.marc is not None
    assert dict(found.told)["marc.text_lost"] == {"number": places}
    assert capfd.readouterr().err == ""


def test_sound_marc8_is_not_said_to_have_lost_anything() -> None:
    found = read(marc8_record(b"\xb4\xe2\xbd\xf2a v\xf2\xe3an h\xf2oc \x1bb2\x1bs"))[0]
    assert "marc.text_lost" not in dict(found.told)
