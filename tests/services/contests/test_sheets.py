"""A file of entries: judged, asked about, taken in under the next numbers, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from densach.intake import actions as intake
from densach.intake.models import Batch, RowAnswer
from densach.intake.rules import CannotUndo
from densach.kernel.actor import SYSTEM
from densach.services.contests.models import Entry
from tests import cast
from tests.intake.sending import answers, ids, rows_of, send
from tests.services.contests.stage import (
    NOW,
    a_contest,
    a_judge,
    an_entry,
    criteria,
    marks,
    step,
    the_round,
)

pytestmark = pytest.mark.django_db
HEAD = ("Tên đội", "Loại", "Tiết mục", "Đơn vị", "Số người", "Vòng thi")
ROWS: Sequence[tuple[Any, ...]] = (
    ("Đội văn nghệ xã An Tiến", "đội", "Lý cây bông", "Trung tâm Văn hóa, Thể thao xã An Tiến", "12", ""),
    ("Nguyễn Văn Tư", "cá nhân", "Dạ cổ hoài lang", "", "", ""),
)


def sent(rows: Sequence[tuple[Any, ...]], province: cast.Province) -> Batch:
    return send(
        rows, province.culture_centre, sheet="contest-entries", head=HEAD, name="du-thi.xlsx", again=True
    )


def test_a_list_is_entered_under_the_next_numbers_and_taken_back(province: cast.Province) -> None:
    round_ = step(the_round(a_contest(province.culture_centre)), "open")
    an_entry(round_, "Đội A")
    batch = sent(ROWS, province)
    assert answers(batch) == [RowAnswer.NEW, RowAnswer.NEW]
    intake.take_in(at=NOW, actor=SYSTEM, batch=batch)
    found = list(round_.entries.order_by("number").values_list("number", "kind", "members", "organisation"))
    assert found[1:] == [(2, "team", 12, province.commune_centre.pk), (3, "person", 1, None)]
    assert answers(sent(ROWS, province)) == [RowAnswer.SAME, RowAnswer.SAME]
    intake.undo(at=NOW, actor=SYSTEM, batch=Batch.objects.get(pk=batch.pk))
    assert Entry.objects.count() == 1


def test_what_cannot_be_entered_is_told_at_its_row(province: cast.Province) -> None:
    step(the_round(a_contest(province.culture_centre, entry_kinds=("team",))), "open")
    batch = sent(
        [
            ("Đội A", "đội", "", "Xã không có", "", ""),
            ("Đội A", "đội", "", "", "nhiều", ""),
            ("Đội B", "", "", "", "", ""),
            ("đội b", "", "", "", "", ""),
            ("Nguyễn Văn Tư", "cá nhân", "", "", "", ""),
        ],
        province,
    )
    told = [ids(one)[:1] for one in rows_of(batch)]
    assert told == [
        ["contests.sheet_unit"], ["contests.sheet_members"], [], ["contests.sheet_twice"], ["contests.kind_not_taken"],
    ]  # fmt: skip


def test_with_several_open_rounds_the_file_is_asked_about(province: cast.Province) -> None:
    step(the_round(a_contest(province.culture_centre)), "open")
    assert answers(sent(ROWS[:1], province)) == [RowAnswer.NEW]
    step(the_round(a_contest(province.culture_centre, title="Hội diễn khác")), "open")
    assert answers(sent([(*ROWS[0][:5], "–")], province)) == [RowAnswer.QUESTION]
    assert answers(sent([(*ROWS[0][:5], "hội diễn khác")], province)) == [RowAnswer.NEW]


def test_without_an_open_round_nothing_is_taken(province: cast.Province) -> None:
    a_contest(province.culture_centre)
    assert [ids(one) for one in rows_of(sent(ROWS[:1], province))] == [["contests.sheet_no_round"]]


def test_entries_that_are_judged_are_not_taken_back(province: cast.Province) -> None:
    round_ = the_round(a_contest(province.culture_centre))
    criteria(round_)
    judge = a_judge(round_, "Bà Năm")
    step(round_, "open")
    batch = sent(ROWS[:1], province)
    intake.take_in(at=NOW, actor=SYSTEM, batch=batch)
    step(round_, "judge")
    marks(judge, Entry.objects.get(), 8, 8)
    with pytest.raises(CannotUndo):
        intake.undo(at=NOW, actor=SYSTEM, batch=Batch.objects.get(pk=batch.pk))
