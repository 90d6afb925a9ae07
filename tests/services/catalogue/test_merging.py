"""Two records of one edition become one, and two again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from densach.facts.replay import verify
from densach.formats.marc import Marc, control, data, from_json
from densach.kernel.actor import SYSTEM, Actor
from densach.services.catalogue.actions import items, merging, records
from densach.services.catalogue.models import Authority, Identifier, Item, ItemType, Record, RecordMerger
from densach.services.catalogue.rules.refusals import (
    ItemCannot,
    NothingToUndo,
    RecordCannot,
    RecordInUse,
    RecordsAlike,
    SeenAnOldItem,
)
from tests import cast
from tests.services.catalogue.test_linking import a_book, entered

pytestmark = pytest.mark.django_db


def a_copy(province: cast.Province, record: Record, barcode: str) -> Item:
    new = items.NewItem(
        barcode=barcode, item_type=ItemType.objects.get(code="book"), acquired_on=date(2026, 1, 5),
        counted_on=date(2026, 1, 5),
    )  # fmt: skip
    return items.add_item(at=cast.NOW, actor=SYSTEM, library=province.library, record=record, new=new)


def numbered(title: str, number: str) -> Marc:
    marc = a_book(title, "Lê An")
    return Marc(marc.leader, (control("001", number), *marc.fields))


def merged(kept: Record, other: Record) -> RecordMerger:
    kept.refresh_from_db()
    other.refresh_from_db()
    marc = from_json(kept.marc).with_fields([data("500", "  ", ("a", "Gộp"))])
    return merging.merge_records(
        at=cast.NOW, actor=SYSTEM, kept=kept, kept_seen=kept.revision, other=other, other_seen=other.revision,
        marc=marc,
    )  # fmt: skip


def test_copies_and_numbers_go_along_and_come_back(province: cast.Province) -> None:
    kept, other = entered(province, numbered("Một", "a1")), entered(province, numbered("Một", "b2"))
    copy = a_copy(province, other, "VL-1")
    merger = merged(kept, other)
    kept.refresh_from_db()
    other.refresh_from_db()
    copy.refresh_from_db()
    assert (copy.record_id, kept.holdings, other.holdings, other.state) == (kept.pk, 1, 0, "merged")
    assert set(Identifier.objects.filter(record=kept).values_list("value", flat=True)) == {"/a1", "/b2"}
    assert Authority.objects.get(heading="Lê An").uses == 1
    merging.part_records(at=cast.NOW, actor=SYSTEM, merger=merger)
    for record in (kept, other, copy):
        record.refresh_from_db()
    assert (copy.record_id, kept.holdings, other.holdings, other.state) == (other.pk, 0, 1, "published")
    assert "Gộp" not in kept.marc
    assert list(Identifier.objects.filter(record=kept).values_list("value", flat=True)) == ["/a1"]
    assert list(Identifier.objects.filter(record=other).values_list("value", flat=True)) == ["/b2"]
    assert Authority.objects.get(heading="Lê An").uses == 2
    with pytest.raises(NothingToUndo):
        merging.part_records(at=cast.NOW, actor=SYSTEM, merger=merger)
    assert verify() == []


def test_rows_of_other_rooms_follow_and_return(
    province: cast.Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, other = entered(province, numbered("Một", "a1")), entered(province, numbered("Một", "b2"))
    told: list[object] = []

    def follow(_at: datetime, _actor: Actor, source: int, target: int) -> list[int]:
        told.append((source, target))
        return [7]

    def back(_at: datetime, _actor: Actor, those: Sequence[int], target: int) -> None:
        told.append((list(those), target))

    monkeypatch.setattr(merging, "_FOLLOWERS", {})
    merging.followed_by("holds", follow, back)
    merging.part_records(at=cast.NOW, actor=SYSTEM, merger=merged(kept, other))
    assert told == [(other.pk, kept.pk), ([7], other.pk)]


def test_a_record_does_not_go_into_itself(province: cast.Province) -> None:
    record = entered(province, numbered("Một", "a1"))
    with pytest.raises(RecordsAlike):
        merged(record, Record.objects.get(pk=record.pk))


def test_a_record_with_copies_is_not_withdrawn_and_one_without_comes_back(province: cast.Province) -> None:
    record = entered(province, numbered("Một", "a1"))
    copy = a_copy(province, record, "VL-1")
    with pytest.raises(RecordInUse):
        records.change_record_state(at=cast.NOW, actor=SYSTEM, record=record, seen=1, state="withdrawn")
    items.change_state(
        at=cast.NOW, actor=SYSTEM, barcode="VL-1", state="withdrawn", seen=copy.revision, by_mistake=True
    )
    gone = records.change_record_state(at=cast.NOW, actor=SYSTEM, record=record, seen=1, state="withdrawn")
    assert Authority.objects.get(heading="Lê An").uses == 0
    assert verify() == []
    with pytest.raises(RecordCannot):
        records.change_record_state(at=cast.NOW, actor=SYSTEM, record=gone, seen=2, state="draft")
    records.change_record_state(at=cast.NOW, actor=SYSTEM, record=gone, seen=2, state="published")
    assert Authority.objects.get(heading="Lê An").uses == 1


def test_holdings_are_the_copies_that_are_not_withdrawn(province: cast.Province) -> None:
    record = entered(province, numbered("Một", "a1"))
    for number in range(3):
        a_copy(province, record, f"VL-{number}")
    items.change_state(at=cast.NOW, actor=SYSTEM, barcode="VL-0", state="withdrawn")
    items.change_state(at=cast.NOW, actor=SYSTEM, barcode="VL-1", state="withdrawn")
    items.change_state(at=cast.NOW, actor=SYSTEM, barcode="VL-0", state="available")
    record.refresh_from_db()
    assert record.holdings == Item.objects.filter(record=record).exclude(state="withdrawn").count() == 2


def test_a_copy_on_loan_is_not_put_elsewhere_by_the_cataloguer(province: cast.Province) -> None:
    record = entered(province, numbered("Một", "a1"))
    copy = a_copy(province, record, "VL-1")
    new = items.NewItem(
        barcode="VL-1", item_type=copy.item_type, acquired_on=copy.acquired_on, location="Kho 2"
    )
    with pytest.raises(SeenAnOldItem):
        items.change_item(at=cast.NOW, actor=SYSTEM, item=copy, seen=9, new=new)
    moved = items.change_item(
        at=cast.NOW, actor=SYSTEM, item=copy, seen=1, new=new, place=province.commune_library
    )
    assert (moved.place_id, moved.location) == (province.commune_library.pk, "Kho 2")
    Item.objects.filter(pk=copy.pk).update(state="on_loan")
    with pytest.raises(ItemCannot):
        items.change_item(
            at=cast.NOW, actor=SYSTEM, item=copy, seen=moved.revision, new=new, place=province.library
        )
