"""Real files of libraries: read whole, counted, nothing half-written, the same again."""

from __future__ import annotations

from pathlib import Path

import pytest

from densach.formats.marc.values import NotRecords
from densach.services.catalogue.models import Item, Record
from densach.services.catalogue.queries import exporting
from densach.services.catalogue.rules import copying as rules
from densach.services.catalogue.rules.importing import REPLACE, Options
from tests import cast
from tests.services.importing.files import brought

SHARED = Path(__file__).parents[4] / "shared" / "data" / "library"
EDGE = sorted((SHARED / "marc" / "edge").glob("*")) if SHARED.is_dir() else []
# Plain lists of words in two encodings: no records.
TEXTS = {"test_marc8.txt", "test_utf8.txt"}
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the real files are not beside this checkout"),
]


@pytest.mark.parametrize("path", EDGE, ids=lambda path: path.name)
def test_odd_and_broken_files_are_clear_and_counted(path: Path, province: cast.Province) -> None:
    data = path.read_bytes()
    if path.name in TEXTS:
        with pytest.raises(NotRecords):
            brought(province.library, data, path.name)
        return
    done = brought(province.library, data, path.name, options=Options(update=REPLACE))
    assert done.read == done.created + done.updated + done.unchanged + len(done.rejected) > 0
    assert Record.objects.count() == done.created
    again = brought(province.library, data, path.name, options=Options(update=REPLACE))
    assert (again.created, again.read) == (0, done.read)


def test_a_vietnamese_university_library_comes_whole_and_goes_out_again(province: cast.Province) -> None:
    data = (SHARED / "marc" / "vietnamese-10000.mrc").read_bytes()
    records = data.split(b"\x1d")[:600]
    done = brought(
        province.library, b"\x1d".join(records) + b"\x1d", "vn.mrc", options=Options(update=REPLACE)
    )
    assert done.read == 600
    assert Item.objects.count() == done.items > 550
    again = brought(
        province.library, b"\x1d".join(records) + b"\x1d", "vn.mrc", options=Options(update=REPLACE)
    )
    assert (again.created, again.updated) == (0, 0)
    back = brought(province.library, b"".join(exporting.pieces("mrc", province.library)), "ra.mrc")
    assert (back.created, back.updated, back.read) == (0, 0, done.created)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("loc_isbn_all_9780821417478.xml", "loc"),
        ("loc_isbn_all_123.xml", "loc"),
        ("dnb_isbn_9783862729852.xml", "dnb"),
        ("kul_isbn_2804600068.xml", "kul"),
        ("slsp_anywhere_123.xml", "slsp"),
        ("kul_isbn_9782265089419.xml", "kul"),
    ],
)
def test_recorded_answers_of_other_libraries_are_read(name: str, code: str) -> None:
    target = next(one for one in rules.TARGETS if one.code == code)
    answer = rules.read_answer(target, (SHARED / "sru" / "rero-remote-sru" / name).read_bytes())
    assert answer.total >= 1
    assert answer.records
    assert all(one.first("245", "a") for one in answer.records)
