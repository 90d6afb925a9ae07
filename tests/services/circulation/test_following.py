"""Holds follow a record that is merged into another, and return."""

from __future__ import annotations

import pytest

from densach.formats.marc import from_json
from densach.kernel.actor import SYSTEM
from densach.services.catalogue.actions import merging
from densach.services.catalogue.models import Record, RecordMerger
from densach.services.catalogue.queries.shown import holds_on
from densach.services.circulation import actions as desk
from densach.services.circulation.models import Hold, HoldState, Patron
from tests import cast
from tests.services.circulation.stock import NOW, a_copy, a_reader, a_title

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(province: cast.Province) -> tuple[Record, Record]:
    """Two records of one edition, each with a copy that is lent."""
    found = (a_title(province.library, number="1"), a_title(province.library, number="2"))
    for number, record in enumerate(found):
        a_copy(record, province.library, f"BV{number}")
    lender = a_reader(province.library, "Trần Văn Mượn", card="T-0")
    for number in range(2):
        desk.check_out(
            at=NOW, actor=SYSTEM, library=province.library, barcode=f"BV{number}", card=lender.card
        )
    return found


def a_hold(province: cast.Province, record: Record, reader: Patron) -> Hold:
    return desk.place_hold(at=NOW, actor=SYSTEM, pickup=province.library, record=record, patron=reader)


def merged(kept: Record, other: Record) -> RecordMerger:
    for record in (kept, other):
        record.refresh_from_db()
    return merging.merge_records(
        at=NOW, actor=SYSTEM, kept=kept, kept_seen=kept.revision, other=other, other_seen=other.revision,
        marc=from_json(kept.marc),
    )  # fmt: skip


def test_holds_go_along_and_come_back(province: cast.Province, two: tuple[Record, Record]) -> None:
    kept, other = two
    first = a_hold(province, other, a_reader(province.library, "Lê Thị Chờ", card="T-1"))
    merger = merged(kept, other)
    first.refresh_from_db()
    assert (first.record_id, first.state, holds_on(kept)) == (kept.pk, HoldState.WAITING, 1)
    merging.part_records(at=NOW, actor=SYSTEM, merger=merger)
    first.refresh_from_db()
    assert (first.record_id, holds_on(kept)) == (other.pk, 0)


def test_a_reader_who_waits_for_both_waits_once(province: cast.Province, two: tuple[Record, Record]) -> None:
    kept, other = two
    reader = a_reader(province.library, "Lê Thị Chờ", card="T-1")
    a_hold(province, kept, reader)
    a_hold(province, other, reader)
    merged(kept, other)
    waiting = Hold.objects.filter(patron=reader, state=HoldState.WAITING)
    assert [one.record_id for one in waiting] == [kept.pk]
