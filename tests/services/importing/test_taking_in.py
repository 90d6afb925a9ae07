"""A file of records becomes records and copies; again, it makes nothing anew; taken back, it leaves nothing."""

from __future__ import annotations

from io import BytesIO

import pytest

from densach.facts.models import Fact
from densach.formats.marc import data
from densach.kernel.errors import NotAllowed
from densach.services.catalogue.actions import importing, items, records
from densach.services.catalogue.models import (
    Authority,
    Finding,
    Identifier,
    ImportBatch,
    ImportRow,
    Item,
    ItemEvent,
    ItemState,
    Record,
    RecordRevision,
)
from densach.services.catalogue.queries import finding
from densach.services.catalogue.queries.exporting import copy_field
from densach.services.catalogue.rules.importing import LEAVE, REPLACE, Options
from tests import cast
from tests.services.importing.files import book, brought, mrc

pytestmark = pytest.mark.django_db


def test_a_file_becomes_records_with_copies_numbers_headings_and_words(province: cast.Province) -> None:
    done = brought(
        province.library, mrc(book(isbn="9786042134583", barcodes=("A1", "A2")), book("Đất rừng phương Nam"))
    )
    assert (done.read, done.created, done.items, done.rejected) == (2, 2, 2, [])
    record = Record.objects.get(title="Truyện Kiều")
    assert (record.author, record.year, record.isbn, record.holdings) == (
        "Nguyễn Du",
        1979,
        "9786042134583",
        2,
    )
    assert record.library == province.library
    assert set(record.items.values_list("barcode", "location", "accession_number")) == {
        ("A1", "Kho mượn", "A1"), ("A2", "Kho mượn", "A2"),
    }  # fmt: skip
    assert Identifier.objects.filter(record=record, value="9786042134583").exists()
    assert Authority.objects.get(heading="Nguyễn Du").uses == 2
    assert Finding.objects.filter(record=record).exists()
    assert ItemEvent.objects.filter(act="added").count() == 2


def test_the_same_file_again_changes_nothing(province: cast.Province) -> None:
    file = mrc(
        book(number="1", of="VN-X", barcodes=("A1",)),
        book("Mùa lá rụng trong vườn", isbn="9786042134583", barcodes=("A2",)),
        book("Toán", author="", year="", barcodes=("A3",)),
        book("Toán", author="", year=""),
        book("Toán", author="", year="", more=(data("020", "  ", ("a", "7")),)),
    )
    first = brought(province.library, file)
    marcs = list(Record.objects.order_by("pk").values_list("marc", flat=True))
    again = brought(province.library, file)
    assert first.read == again.read == 5
    assert (again.created, again.updated, again.unchanged, again.rejected) == (0, 0, 5, [])
    assert list(Record.objects.order_by("pk").values_list("marc", flat=True)) == marcs
    assert Item.objects.count() == 3


def test_rows_of_one_title_become_copies_of_one_record(province: cast.Province) -> None:
    done = brought(
        province.library, mrc(book(barcodes=("A1",)), book(barcodes=("A2",)), book(barcodes=("A3",)))
    )
    assert (done.created, done.updated, done.items) == (1, 2, 3)
    assert Record.objects.get().holdings == 3
    assert Item.objects.filter(first_of_title=True).count() == 1


def test_two_editions_with_isbns_of_their_own_are_two_records(province: cast.Province) -> None:
    done = brought(province.library, mrc(book(isbn="9786042134583"), book(isbn="9786041234567")))
    assert Record.objects.count() == done.created


def test_volumes_of_a_set_are_told_apart(province: cast.Province) -> None:
    sets = [book("Từ điển", more=(data("490", "  ", ("v", volume)),)) for volume in ("T.1", "T.2")]
    brought(province.library, mrc(*sets))
    assert set(Record.objects.values_list("title", flat=True)) == {"Từ điển T.1", "Từ điển T.2"}


def test_a_barcode_that_another_title_has_refuses_the_record_in_words(province: cast.Province) -> None:
    done = brought(
        province.library,
        mrc(book(barcodes=("A1",)), book("Bếp lửa", author="Bằng Việt", barcodes=("A1", "A9"))),
    )
    assert done.rejected == [(2, ("catalogue.barcode_taken", {"barcode": "A1", "title": "Truyện Kiều"}))]
    assert (done.created, Item.objects.count(), Record.objects.count()) == (1, 1, 1)


def test_dirty_years_and_missing_authors_are_kept_and_told(province: cast.Province) -> None:
    done = brought(province.library, mrc(book(year="199.", author=""), book("Bếp lửa", year="3025")))
    assert done.created == 2
    assert [told[0] for _position, told in done.told if "year" in told[0]] == ["catalogue.year_unclear"] * 2


def test_a_record_without_title_is_refused_and_the_rest_taken(province: cast.Province) -> None:
    done = brought(province.library, mrc(book(""), book()))
    assert done.created == 1
    assert done.rejected == [(1, ("catalogue.no_title", {}))]


def test_counts_add_up(province: cast.Province) -> None:
    brought(province.library, mrc(book(barcodes=("A1",))))
    done = brought(
        province.library,
        mrc(
            book(barcodes=("A1",)),
            book(barcodes=("A2",)),
            book("Mới"),
            book(""),
            book("Khác", barcodes=("A1",)),
        ),
    )
    assert done.read == done.created + done.updated + done.unchanged + len(done.rejected) == 5
    assert (done.created, done.updated, done.unchanged, len(done.rejected)) == (1, 1, 1, 2)


def test_a_trial_writes_nothing(province: cast.Province) -> None:
    done = brought(province.library, mrc(book(barcodes=("A1",))), dry_run=True)
    assert (done.created, done.items, done.batch) == (1, 1, None)
    for model in (Record, Item, ImportBatch, ImportRow, Authority, Finding, RecordRevision):
        assert not model._default_manager.exists()


def test_a_crash_in_the_middle_leaves_nothing(
    province: cast.Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_number: int) -> None:
        raise OSError("power cut")

    opened = importing.open_file(BytesIO(mrc(book())), "a.mrc")
    with pytest.raises(OSError, match="power cut"):
        importing.import_records(
            at=cast.NOW, actor=cast.acting(cast.the_librarian(province)), library=province.library, reads=opened.reads,
            name="a.mrc", form="mrc", options=Options(), progress=breaks,
        )  # fmt: skip
    assert not Record.objects.exists()
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize(
    ("update", "title", "note"),
    [
        (REPLACE, "Truyện Kiều chú giải", True),
        ("fill", "Truyện Kiều", True),
        (LEAVE, "Truyện Kiều", False),
    ],
)
def test_what_an_update_does_is_chosen(province: cast.Province, update: str, title: str, note: bool) -> None:
    brought(province.library, mrc(book(number="1", of="VN-X", more=(data("300", "  ", ("a", "200 tr.")),))))
    later = book("Truyện Kiều chú giải", number="1", of="VN-X", more=(data("500", "  ", ("a", "ghi chú")),))
    brought(province.library, mrc(later), options=Options(update=update))
    record = Record.objects.get()
    assert (record.title, record.extent) == (title, "200 tr.")
    assert ("ghi chú" in record.marc) == note


def test_a_number_without_its_sender_is_no_match_for_another_library(province: cast.Province) -> None:
    brought(province.commune_library, mrc(book("Bếp lửa", number="1")))
    done = brought(province.library, mrc(book("Mùa lá rụng", number="1")))
    assert done.created == 1


def test_a_library_does_not_change_records_of_another_but_adds_its_copies(province: cast.Province) -> None:
    brought(province.commune_library, mrc(book(isbn="9786042134583")))
    librarian = cast.acting(cast.the_librarian(province))
    richer = book(
        "Truyện Kiều", isbn="9786042134583", barcodes=("A1",), more=(data("520", "  ", ("a", "tóm tắt")),)
    )
    done = brought(province.library, mrc(richer), actor=librarian)
    record = Record.objects.get()
    assert (done.items, record.summary, record.revision) == (1, "", 1)
    assert ("importing.not_yours", {}) in [told for _position, told in done.told]


def test_copies_count_as_added_only_where_that_is_said(province: cast.Province) -> None:
    brought(province.library, mrc(book(barcodes=("A1",))))
    assert not Fact.objects.filter(measure__startswith="library.").exists()
    done = brought(province.library, mrc(book("Mới", barcodes=("A2", "A3"))), options=Options(counts=True))
    assert sum(Fact.objects.filter(measure="library.books_added").values_list("quantity", flat=True)) == 2
    assert sum(Fact.objects.filter(measure="library.titles_added").values_list("quantity", flat=True)) == 1
    assert done.batch is not None
    importing.undo(at=cast.NOW, actor=cast.acting(cast.the_librarian(province)), batch=done.batch)
    told = Fact.objects.filter(measure="library.books_added").values_list("sign", "quantity")
    assert sum(sign * quantity for sign, quantity in told) == 0


def test_whoever_keeps_no_catalogue_brings_no_file(province: cast.Province) -> None:
    stranger = cast.acting(cast.the_stranger(province))
    with pytest.raises(NotAllowed):
        brought(province.library, mrc(book()), actor=stranger)


def test_a_file_taken_back_leaves_nothing_behind(province: cast.Province) -> None:
    librarian = cast.acting(cast.the_librarian(province))
    done = brought(
        province.library, mrc(book(isbn="9786042134583", barcodes=("A1",)), book(barcodes=("A2",)))
    )
    assert done.batch is not None
    went, stay = importing.undo(at=cast.NOW, actor=librarian, batch=done.batch)
    assert (went, stay) == (1, 0)
    for model in (Record, Item, ItemEvent, Identifier, Finding, RecordRevision):
        assert not model._default_manager.exists()
    assert Authority.objects.get(heading="Nguyễn Du").uses == 0


def test_taken_back_a_changed_record_gets_its_earlier_form_and_a_used_copy_stays(
    province: cast.Province,
) -> None:
    librarian = cast.acting(cast.the_librarian(province))
    brought(province.library, mrc(book(number="1", of="VN-X")))
    before = Record.objects.get().marc
    done = brought(
        province.library,
        mrc(
            book("Truyện Kiều chú giải", number="1", of="VN-X"),
            book("Mới", barcodes=("B1",)),
            book("Nữa", barcodes=("B2",)),
        ),
        options=Options(update=REPLACE),
    )
    items.change_state(at=cast.NOW, actor=librarian, barcode="B1", state=ItemState.IN_REPAIR)
    assert done.batch is not None
    went, stay = importing.undo(at=cast.NOW, actor=librarian, batch=done.batch)
    assert (went, stay) == (2, 1)
    assert set(Record.objects.values_list("title", flat=True)) == {"Truyện Kiều", "Mới"}
    assert Record.objects.get(title="Truyện Kiều").marc == before
    kept = ImportRow.objects.get(batch=done.batch, position=2)
    assert kept.told[-1][0] == "importing.copy_in_use"


def test_what_somebody_changed_since_is_not_taken_back(province: cast.Province) -> None:
    librarian = cast.acting(cast.the_librarian(province))
    done = brought(province.library, mrc(book()))
    record = Record.objects.get()
    records.change_record(at=cast.NOW, actor=librarian, record=record, seen=1, marc=book("Truyện Thúy Kiều"))
    assert done.batch is not None
    went, stay = importing.undo(at=cast.NOW, actor=librarian, batch=done.batch)
    assert (went, stay, Record.objects.get().title) == (0, 1, "Truyện Thúy Kiều")


def test_an_old_stock_is_not_among_the_new_books_and_has_no_invented_day(province: cast.Province) -> None:
    brought(province.library, mrc(book("Sách mới", barcodes=("N1",))), options=Options(counts=True))
    brought(province.library, mrc(book("Sách cũ", barcodes=("C1",))), "cu.mrc")
    brought(
        province.library,
        mrc(book("Sách có ngày", more=(data("952", "  ", ("p", "D1"), ("d", "2001-02-03")),))),
    )
    for library in (None, province.library.pk):
        assert finding.newest(library)[0].title == "Sách mới"
    known = {one.barcode: one.is_day_known for one in Item.objects.all()}
    assert known == {"N1": True, "C1": False, "D1": True}
    old = Item.objects.select_related("home", "place", "item_type").get(barcode="C1")
    assert copy_field(old).first("d") == ""
