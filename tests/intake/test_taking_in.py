"""A file of institutions is taken in whole, once, and taken back whole."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from densach.intake import actions
from densach.intake.models import BatchState
from densach.intake.rules import CannotUndo, ChangedSince, NothingToTakeIn, SentBefore, WrongState
from densach.kernel.actor import SYSTEM
from densach.organisations import queries
from densach.organisations.models import (
    ActPart,
    ActState,
    Organisation,
    OrganisationAlias,
    OrganisationVersion,
    Profile,
)
from tests.cast import NOW, Province, an_organisation
from tests.intake.sending import answers, row, send

pytestmark = pytest.mark.django_db


def take_in(batch: Any) -> int:
    return actions.take_in(at=NOW, actor=SYSTEM, batch=batch)


def undo(batch: Any) -> int:
    return actions.undo(at=NOW, actor=SYSTEM, batch=batch)


def the_register() -> dict[str, list[Any]]:
    """All that a file can write, as values; acts and the journal only grow."""
    return {
        "organisations": list(Organisation.objects.order_by("code").values_list("pk", "code")),
        "versions": list(OrganisationVersion.objects.order_by("pk").values_list()),
        "aliases": list(OrganisationAlias.objects.order_by("pk").values_list()),
        "profiles": list(
            Profile.objects.order_by("pk").values_list(
                "organisation", "phone", "email", "website", "latitude"
            )
        ),
        "parts": list(ActPart.objects.filter(act__state=ActState.DONE).order_by("pk").values_list()),
    }


def test_refused_and_waiting_rows_are_left_out_and_the_rest_is_taken_in(province: Province) -> None:
    batch = send(
        [row("Phòng đọc A"), row("", place="Xã An Tiến"), row("Thư viện xã An Tiến", "bảo tàng")],
        province.department,
    )
    assert answers(batch) == ["new", "refused", "question"]
    assert take_in(batch) == 1


def test_a_file_that_changes_nothing_is_not_taken_in(province: Province) -> None:
    batch = send([row("Thư viện xã An Tiến", "thư viện", since="")], province.department)
    with pytest.raises(NothingToTakeIn):
        take_in(batch)


def test_what_has_changed_since_the_check_is_shown_again_before_it_is_written(province: Province) -> None:
    batch = send([row("Phòng đọc ấp Một")], province.department)
    an_organisation(
        "x", "Phòng đọc ấp Một", "reading_room", "commune", province.commune_area, province.commune_committee
    )
    with pytest.raises(ChangedSince):
        take_in(batch)
    assert answers(batch) == ["same"]


def test_the_same_file_is_taken_in_twice_only_if_that_is_meant(province: Province) -> None:
    rows = [row("Phòng đọc ấp Một")]
    take_in(send(rows, province.department))
    with pytest.raises(SentBefore):
        send(rows, province.department)
    assert answers(send(rows, province.department, again=True)) == ["same"]


def test_a_batch_goes_its_way_once(province: Province) -> None:
    batch = send([row("Phòng đọc ấp Một")], province.department)
    take_in(batch)
    with pytest.raises(WrongState):
        take_in(batch)
    undo(batch)
    batch.refresh_from_db()
    assert batch.state == BatchState.UNDONE
    with pytest.raises(WrongState):
        undo(batch)


def test_a_crash_in_the_middle_leaves_nothing_behind(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = send([row(f"Phòng đọc {n}") for n in range(3)], province.department)
    before = the_register()

    def crash(*_given: Any, **_named: Any) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("densach.organisations.actions.importing.journal.write_many", crash)
    with pytest.raises(RuntimeError, match="power cut"):
        take_in(batch)
    batch.refresh_from_db()
    assert (the_register(), batch.state) == (before, BatchState.CHECKED)


NAMES = st.sampled_from(
    ["Phòng đọc A", "Nhà văn hóa B", "Câu lạc bộ C", "Thư viện xã An Tiến", "Thư viện xã Long Điền"]
)
ROWS = st.builds(
    row,
    NAMES,
    st.sampled_from(["phòng đọc", "nhà văn hóa", "câu lạc bộ", "thư viện"]),
    st.sampled_from(["Xã An Tiến", "Xã Long Điền", "Tỉnh Ba Vàm"]),
    code=st.sampled_from(["", "", "tv-an-tien", "tv-long-dien", "moi"]),
    parent=st.sampled_from(["", "Nhà văn hóa B", "ubnd-an-tien"]),
    since=st.sampled_from(["", "01/03/2026", "2024"]),
    phone=st.sampled_from(["", "0294 1111"]),
    aliases=st.sampled_from(["", "Tên khác A; Tên khác B"]),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROWS, min_size=1, max_size=6))
def test_the_register_after_an_undo_is_the_register_before(province: Province, rows: list[Any]) -> None:
    before = the_register()
    batch = send(rows, province.department, again=True)
    try:
        take_in(batch)
    except NothingToTakeIn:
        return
    assert the_register() != before
    undo(batch)
    assert the_register() == before


def test_what_something_depends_on_is_not_taken_back_and_told_row_by_row(province: Province) -> None:
    batch = send([row("Phòng đọc A"), row("Phòng đọc B"), row("Phòng đọc C")], province.department)
    take_in(batch)
    an_organisation(
        "clb",
        "Câu lạc bộ",
        "club",
        "commune",
        province.commune_area,
        queries.by_code("phong-doc-b"),
    )
    before = the_register()
    with pytest.raises(CannotUndo) as caught:
        undo(batch)
    assert caught.value.params == {"number": 1}
    assert the_register() == before
