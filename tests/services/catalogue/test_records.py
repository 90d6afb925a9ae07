"""A record enters the catalogue and keeps every form it had."""

from __future__ import annotations

from datetime import date

import pytest

from densach.facts.models import Fact
from densach.formats.marc import EMPTY_LEADER, Marc, control, data, from_json
from densach.kernel.actor import SYSTEM
from densach.services.catalogue.actions import items, records
from densach.services.catalogue.models import ItemType, Record
from densach.services.catalogue.rules.refusals import BarcodeTaken, NoTitle, SeenAnOldRecord
from tests import cast

pytestmark = pytest.mark.django_db


def _kieu(year: str = "1979") -> Marc:
    return Marc(
        EMPTY_LEADER,
        (
            control("001", "vl0001"),
            data("020", "  ", ("a", "978-604-2-13458-1")),
            data("100", "1 ", ("a", "Nguyễn Du,")),
            data("245", "10", ("a", "Truyện Kiều /"), ("c", "Nguyễn Du")),
            data("260", "  ", ("a", "Hà Nội :"), ("b", "Văn học,"), ("c", year)),
        ),
    )


def test_a_record_keeps_every_revision_and_any_of_them_comes_back(province: cast.Province) -> None:
    librarian = cast.acting(cast.the_librarian(province))
    record = records.add_record(at=cast.NOW, actor=librarian, library=province.library, marc=_kieu())
    changed = records.change_record(at=cast.NOW, actor=librarian, record=record, seen=1, marc=_kieu("2015"))
    assert (changed.year, changed.revision) == (2015, 2)
    back = records.restore_record(at=cast.NOW, actor=librarian, record=record, seen=2, number=1)
    assert (back.year, back.revision) == (1979, 3)
    assert from_json(back.marc) == _kieu()


def test_the_later_of_two_cataloguers_is_told_who_was_first(province: cast.Province) -> None:
    librarian = cast.acting(cast.the_librarian(province))
    record = records.add_record(at=cast.NOW, actor=librarian, library=province.library, marc=_kieu())
    records.change_record(at=cast.NOW, actor=librarian, record=record, seen=1, marc=_kieu("2015"))
    with pytest.raises(SeenAnOldRecord) as refused:
        records.change_record(at=cast.NOW, actor=librarian, record=record, seen=1, marc=_kieu("2016"))
    assert refused.value.params == {"name": "Lê Thị Thư"}


def test_a_record_without_title_is_refused(province: cast.Province) -> None:
    with pytest.raises(NoTitle):
        records.add_record(
            at=cast.NOW,
            actor=SYSTEM,
            library=province.library,
            marc=Marc(EMPTY_LEADER, (control("001", "x"),)),
        )
    assert not Record.objects.exists()


def test_one_barcode_is_one_copy_in_all_libraries(province: cast.Province) -> None:
    record = records.add_record(at=cast.NOW, actor=SYSTEM, library=province.library, marc=_kieu())
    new = items.NewItem(
        barcode="VL-1", item_type=ItemType.objects.get(code="book"), acquired_on=date(2026, 1, 5),
        counted_on=date(2026, 1, 5),
    )  # fmt: skip
    items.add_item(at=cast.NOW, actor=SYSTEM, library=province.library, record=record, new=new)
    with pytest.raises(BarcodeTaken) as refused:
        items.add_item(at=cast.NOW, actor=SYSTEM, library=province.commune_library, record=record, new=new)
    assert refused.value.params["title"] == "Truyện Kiều"
    record.refresh_from_db()
    assert record.holdings == 1
    assert sorted(fact.measure for fact in Fact.objects.all()) == [
        "library.books_added",
        "library.titles_added",
    ]
