"""Remarks of a file summed by their kind."""

from __future__ import annotations

import pytest

from densach.formats.marc import Marc, data
from densach.formats.marc.values import Read
from densach.services.catalogue.actions.importing.judging import prepare
from densach.services.catalogue.rules.importing import Options, parted
from densach.services.catalogue.rules.remarks import summed
from tests.services.importing.files import book


def test_fourteen_thousand_equal_remarks_are_one_line_with_the_first_positions() -> None:
    told = [(position, ("catalogue.isbn_wrong", {"isbn": str(position)})) for position in range(1, 14_001)]
    (only,) = summed([], told)
    assert (only.number, only.positions) == (14_000, [1, 2, 3, 4, 5])


def test_refusals_stand_first_however_few_and_a_record_counts_once() -> None:
    wrong = ("catalogue.isbn_wrong", {"isbn": "1"})
    found = summed([(9, ("catalogue.no_title", {}))], [(1, wrong), (1, wrong), (2, wrong)])
    assert [(one.message, one.is_refusal, one.number) for one in found] == [
        ("catalogue.no_title", True, 1),
        ("catalogue.isbn_wrong", False, 2),
    ]


def test_an_impossible_day_of_acquisition_is_no_day_and_is_told() -> None:
    bare = book("Sách một", barcodes=("A1",))
    marc = Marc(bare.leader, tuple(one for one in bare.fields if one.tag != "952"))
    odd = marc.with_fields([data("952", "  ", ("p", "A1"), ("d", "1675-01-01"))])
    _kept, copies, told = parted(odd, Options())
    assert copies[0].acquired_on is None
    assert ("importing.day_unread", {"barcode": "A1", "day": "1675-01-01"}) in told


@pytest.mark.parametrize(
    ("kind", "told"),
    [("y", "marc.holdings"), ("x", "marc.holdings"), ("z", "marc.authority"), ("a", "catalogue.no_title")],
)
def test_a_record_that_describes_no_book_is_named_for_what_it_is(kind: str, told: str) -> None:
    marc = Marc(f"00267c{kind}  a22000854  4500", (data("852", "  ", ("b", "HRSRH"), ("c", "PER")),))
    assert prepare(Read(1, marc), Options()).told == [(told, {})]
