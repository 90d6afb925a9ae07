"""A file is looked at first: what is shown is what taking in does; a person decides what is doubtful."""

from __future__ import annotations

import pytest

from densach.kernel.errors import NotAllowed
from densach.services.catalogue.actions import importing
from densach.services.catalogue.models import BatchState, ImportRow, Item, Record, RowAction
from densach.services.catalogue.queries import importing as queries
from densach.services.catalogue.rules.importing import REPLACE, NotStaged, NotTaken, Options, StillDoubtful
from densach.services.catalogue.rules.refusals import NoSuchRecord
from tests import cast
from tests.services.importing.files import book, brought, mrc, staged

pytestmark = pytest.mark.django_db
ISBN = "9786042134583"


def test_a_preview_writes_nothing_into_the_catalogue(province: cast.Province) -> None:
    batch = staged(province.library, mrc(book(barcodes=("A1",)), book("")))
    assert queries.totals(batch)["new"] == 1
    assert (batch.created, batch.rejected, batch.state) == (1, 1, BatchState.STAGED)
    assert not Record.objects.exists()
    assert not Item.objects.exists()


def test_taking_in_does_what_the_preview_showed(province: cast.Province) -> None:
    brought(province.library, mrc(book(number="1", of="VN-X")))
    file = mrc(
        book("Truyện Kiều chú giải", number="1", of="VN-X"), book("Mới", barcodes=("B1",)),
        book("Mới", barcodes=("B2",)), book("Khác", barcodes=("B1",)), book(""),
    )  # fmt: skip
    batch = staged(province.library, file, options=Options(update=REPLACE))
    shown = queries.totals(batch)
    done = importing.commit(at=cast.NOW, actor=cast.acting(cast.the_librarian(province)), batch=batch)
    assert shown == queries.totals(batch) == {"new": 1, "update": 2, "same": 0, "doubtful": 0, "rejected": 2}
    assert (done.read, done.created, done.updated, len(done.rejected), done.items) == (5, 1, 2, 2, 2)


def test_an_isbn_under_another_title_waits_for_a_person(province: cast.Province) -> None:
    librarian = cast.acting(cast.the_librarian(province))
    brought(province.library, mrc(book(isbn=ISBN)))
    batch = staged(
        province.library, mrc(book("Cẩm nang nuôi tôm", isbn=ISBN), book("Sách nấu ăn", isbn=ISBN))
    )
    assert batch.doubtful == 2
    with pytest.raises(StillDoubtful):
        importing.commit(at=cast.NOW, actor=librarian, batch=batch)
    importing.decide(at=cast.NOW, actor=librarian, batch=batch, positions=[1], choice="new")
    importing.decide(at=cast.NOW, actor=librarian, batch=batch, positions=[2], choice="leave")
    done = importing.commit(at=cast.NOW, actor=librarian, batch=batch)
    assert (done.created, len(done.rejected), Record.objects.count()) == (1, 1, 2)


def test_a_person_may_say_that_it_is_the_record_after_all(province: cast.Province) -> None:
    librarian = cast.acting(cast.the_librarian(province))
    brought(province.library, mrc(book(isbn=ISBN)))
    batch = staged(province.library, mrc(book("Cẩm nang nuôi tôm", isbn=ISBN, barcodes=("A1",))))
    with pytest.raises(NoSuchRecord):
        importing.decide(
            at=cast.NOW, actor=librarian, batch=batch, positions=[1], choice="update", record=999_999
        )
    number = importing.decide(at=cast.NOW, actor=librarian, batch=batch, positions=[1], choice="update")
    done = importing.commit(at=cast.NOW, actor=librarian, batch=batch)
    assert (number, done.created, done.updated) == (1, 0, 1)
    assert Item.objects.get(barcode="A1").record.title == "Truyện Kiều"


def test_what_entered_meanwhile_is_seen_when_the_file_is_taken_in(province: cast.Province) -> None:
    librarian = cast.acting(cast.the_librarian(province))
    batch = staged(province.library, mrc(book(isbn=ISBN)))
    brought(province.library, mrc(book(isbn=ISBN)))
    done = importing.commit(at=cast.NOW, actor=librarian, batch=batch)
    assert (done.created, done.unchanged, Record.objects.count()) == (0, 1, 1)
    assert ImportRow.objects.get(batch=batch).action == RowAction.SAME


def test_a_file_is_taken_in_once_and_dropped_or_taken_back_once(province: cast.Province) -> None:
    librarian = cast.acting(cast.the_librarian(province))
    batch = staged(province.library, mrc(book()))
    with pytest.raises(NotTaken):
        importing.undo(at=cast.NOW, actor=librarian, batch=batch)
    importing.commit(at=cast.NOW, actor=librarian, batch=batch)
    with pytest.raises(NotStaged):
        importing.commit(at=cast.NOW, actor=librarian, batch=batch)
    importing.undo(at=cast.NOW, actor=librarian, batch=batch)
    with pytest.raises(NotTaken):
        importing.undo(at=cast.NOW, actor=librarian, batch=batch)
    other = staged(province.library, mrc(book()))
    importing.drop(at=cast.NOW, actor=librarian, batch=other)
    with pytest.raises(NotStaged):
        importing.commit(at=cast.NOW, actor=librarian, batch=other)


def test_a_stranger_decides_nothing(province: cast.Province) -> None:
    batch = staged(province.library, mrc(book()))
    stranger = cast.acting(cast.the_stranger(province))
    for act in (importing.commit, importing.drop):
        with pytest.raises(NotAllowed):
            act(at=cast.NOW, actor=stranger, batch=batch)
