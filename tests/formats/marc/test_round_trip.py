"""Whatever a record holds, it comes back from every form, and pymarc reads the same."""

from __future__ import annotations

import io
from unicodedata import category, normalize

import pymarc
from hypothesis import given, settings
from hypothesis import strategies as st

from densach.formats.marc import Field, Marc, from_json, iso2709, lines, marcjson, marcxml, to_json
from densach.formats.marc.tidy import kept

_signs = st.characters(exclude_categories=["Cs", "Cc", "Cn"])
_texts = (
    st.text(st.one_of(st.sampled_from("ăâđêôơưạảấầẩẫậ$\\{}=|&<>\"' "), _signs), min_size=1, max_size=40)
    .map(kept)
    .filter(
        lambda text: (
            text.strip() and text == normalize("NFC", text) and not any(category(one) == "Cc" for one in text)
        )
    )
)
_codes = st.sampled_from("abcdefghnpvxyz0123456789")
_data = st.builds(
    lambda tag, one, two, pairs: Field(f"{tag:03d}", "", one + two, tuple(pairs)),
    st.integers(10, 999),
    st.sampled_from(" 0123456789"),
    st.sampled_from(" 0123456789"),
    st.lists(st.tuples(_codes, _texts), min_size=1, max_size=4),
)
_control = st.tuples(st.sampled_from(["001", "003", "008"]), _texts).map(lambda told: Field(*told))
_records = st.builds(
    lambda fields: Marc("00000nam a2200000 i 4500", tuple(fields)),
    st.lists(st.one_of(_control, _data), min_size=1, max_size=8),
)


@settings(max_examples=60, deadline=None)
@given(_records)
def test_every_form_gives_a_record_back(marc: Marc) -> None:
    assert from_json(to_json(marc)) == marc
    assert [one.marc for one in iso2709.read(io.BytesIO(iso2709.write(marc)))] == [marc]
    assert [one.marc for one in marcxml.read(io.BytesIO(b"".join(marcxml.write(iter([marc])))))] == [marc]
    assert [one.marc for one in marcjson.read(io.BytesIO(b"".join(marcjson.write([marc]))))] == [marc]


@settings(max_examples=60, deadline=None)
@given(_records)
def test_line_text_gives_a_record_back(marc: Marc) -> None:
    written = b"".join(lines.write([marc]))
    assert [one.marc for one in lines.read(io.BytesIO(written))] == [marc]


@settings(max_examples=40, deadline=None)
@given(_records)
def test_pymarc_reads_the_same_fields(marc: Marc) -> None:
    there = next(iter(pymarc.MARCReader(iso2709.write(marc))))
    assert there is not None
    found = [
        (one.tag, one.data)
        if one.control_field
        else (one.tag, tuple((part.code, part.value) for part in one.subfields))
        for one in there.fields
    ]
    assert found == [
        (one.tag, one.data) if one.is_control else (one.tag, one.subfields) for one in marc.fields
    ]
