"""Undoing an act: as if it had never been, or refused with what stands on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.utils import translation

from densach.facts import actions as facts
from densach.journal.models import Entry
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.organisations import actions, queries
from densach.organisations.actions.undoing import AlreadyUndone, ReasonNeeded
from densach.organisations.effects import DependedOn, Done
from densach.organisations.models import (
    ActKind,
    ActState,
    OpeningTime,
    Organisation,
    OrganisationAlias,
    OrganisationLineage,
    OrganisationVersion,
    Post,
    RegisterAct,
)
from densach.organisations.opening import Span, Timetable
from densach.organisations.planned import NewOne
from densach.organisations.queries.planning import ENDS_TOO
from densach.organisations.rules import NewVersion
from densach.people.models import User
from densach.ui.wording import sentence
from tests.cast import NOW, Province, acting

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)
LATER = NOW + timedelta(days=1)
WHY = "Nhập nhầm ngày"


def everything() -> list[list[tuple[Any, ...]]]:
    """The register, row by row and field by field."""
    tables = (Organisation, OrganisationVersion, OrganisationLineage, OrganisationAlias)
    return [list(table.objects.order_by("pk").values_list()) for table in tables]


def joined(code: str = "tv-chung") -> NewOne:
    return NewOne(code, "Thư viện liên xã", "public_library", "commune", "ba-vam.an-tien", "ubnd-an-tien")


def a_merger(province: Province) -> RegisterAct:
    return actions.merge(
        at=NOW,
        actor=SYSTEM,
        predecessors=[province.commune_library, province.other_commune_library],
        successor=joined(),
        on=DAY,
    )


def undo(act: RegisterAct, *, actor: Any = SYSTEM, why: str = WHY) -> RegisterAct:
    return actions.undo(at=LATER, actor=actor, act=act, why=why)


def test_undoing_each_kind_of_act_gives_back_the_register_as_it_was(province: Province) -> None:
    library, other = province.commune_library, province.other_commune_library
    committee, here = province.other_commune_committee, province.commune_committee
    splits: dict[str, Any] = {
        "predecessor": province.library,
        "successors": [joined("a"), joined("b")],
        "on": DAY,
    }
    deeds: list[Callable[[dict[str, Any]], object]] = [
        lambda told: actions.change(**told, organisation=library, new=NewVersion(since=DAY, name="X")),
        lambda told: actions.change(
            **told, organisation=library, new=NewVersion(since=DAY, parent_code="ubnd-ba-vam")
        ),
        lambda told: actions.merge(**told, predecessors=[library, other], successor=joined(), on=DAY),
        lambda told: actions.merge(
            **told, predecessors=[committee], successor=here, new_name="UBND xã mới", on=DAY
        ),
        lambda told: actions.split(**told, **splits, goes_on=False),
        lambda told: actions.split(**told, **splits, goes_on=True, children={}),
        lambda told: actions.end(
            **told, organisation=committee, last_day=DAY, children={"tv-long-dien": ENDS_TOO}
        ),
    ]
    before = everything()
    for deed in deeds:
        deed({"at": NOW, "actor": SYSTEM})
        assert everything() != before
        undo(RegisterAct.objects.latest("pk"))
        assert everything() == before


def test_a_founding_is_undone_with_the_names_that_came_with_it(province: Province) -> None:
    before = everything()
    found = actions.found(
        at=NOW,
        actor=SYSTEM,
        code="moi",
        name="Phòng đọc mới",
        kind="reading_room",
        level="commune",
        area=province.commune_area,
        since=DAY,
        parent=province.commune_committee,
        aliases=("Tủ sách",),
    )
    undo(queries.acts_of(found)[0])
    assert everything() == before


def test_an_undone_act_stays_readable_with_who_and_why(province: Province) -> None:
    act = undo(a_merger(province))
    assert (act.state, act.undone_by_name, act.undone_why) == (ActState.UNDONE, "Đèn Sách", WHY)
    assert [part["before"] or part["after"] for part in act.told["parts"]][-1] == "Thư viện liên xã"
    assert act in queries.acts_of(province.commune_library)
    line = Entry.objects.latest("pk")
    assert (line.act, line.params["why"]) == ("organisations.undone", WHY)


def test_what_is_undone_can_be_done_again(province: Province) -> None:
    undo(a_merger(province))
    a_merger(province)
    assert len(queries.as_now_organisation_ids(queries.by_code("tv-chung"))) == 3


def test_undoing_needs_a_reason_and_is_done_once(province: Province) -> None:
    act = a_merger(province)
    with pytest.raises(ReasonNeeded):
        undo(act, why="  ")
    undo(act)
    with pytest.raises(AlreadyUndone):
        undo(act)


def test_only_who_keeps_everyone_touched_may_undo(
    province: Province, stranger: User, administrator: User
) -> None:
    act = a_merger(province)
    with pytest.raises(NotAllowed):
        undo(act, actor=acting(stranger))
    assert undo(act, actor=acting(administrator)).state == ActState.UNDONE


def test_an_act_on_which_a_later_one_stands_is_undone_after_it(province: Province) -> None:
    first = a_merger(province)
    new = NewVersion(since=date(2026, 6, 1), name="Thư viện vùng cửa sông")
    actions.change(at=NOW, actor=SYSTEM, organisation=queries.by_code("tv-chung"), new=new)
    second = RegisterAct.objects.latest("pk")
    with pytest.raises(DependedOn):
        undo(first)
    undo(second)
    assert undo(first).state == ActState.UNDONE


def test_a_successor_under_which_others_were_put_stays(province: Province) -> None:
    act = a_merger(province)
    new = NewVersion(since=date(2026, 6, 1), parent_code="tv-chung")
    actions.change(at=NOW, actor=SYSTEM, organisation=province.commune_centre, new=new)
    with translation.override("vi"), pytest.raises(DependedOn) as refused:
        undo(act)
    assert refused.value.params["what"] == ["1 đơn vị trực thuộc"]


def counted(organisation: Organisation, on: date) -> None:
    facts.enter_count(
        at=LATER,
        actor=SYSTEM,
        organisation=organisation,
        measure="library.visits",
        since=on,
        until=on,
        quantities={"": 12},
    )


def test_an_act_on_which_counts_stand_cannot_be_undone_and_says_so(province: Province) -> None:
    act = a_merger(province)
    counted(queries.by_code("tv-chung"), DAY)
    before = everything()
    with pytest.raises(DependedOn) as refused, translation.override("vi"):
        undo(act)
    with translation.override("vi"):
        told = sentence(refused.value)
    assert "1 số liệu" in told
    assert everything() == before


def test_counts_of_former_days_do_not_hold_an_act(province: Province) -> None:
    act = a_merger(province)
    counted(province.commune_library, DAY - timedelta(days=1))
    assert undo(act).state == ActState.UNDONE


def test_an_undoing_that_breaks_midway_leaves_the_act_done(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    act, before = a_merger(province), everything()

    def broken(**_told: object) -> None:
        raise OSError("full disk")

    monkeypatch.setattr("densach.organisations.actions.undoing.journal.write", broken)
    with pytest.raises(OSError, match="full disk"):
        undo(act)
    act.refresh_from_db()
    assert act.state == ActState.DONE
    assert everything() == before


def test_an_act_that_breaks_midway_leaves_nothing(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything()

    def broken(**told: object) -> None:
        if told["act"] == "organisations.founded":
            raise OSError("full disk")

    monkeypatch.setattr("densach.organisations.actions.acts.journal.write", broken)
    with pytest.raises(OSError, match="full disk"):
        a_merger(province)
    assert everything() == before
    assert not RegisterAct.objects.filter(kind=ActKind.MERGE).exists()


def test_a_room_that_cannot_answer_forbids_the_undoing(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    act, before = a_merger(province), everything()

    def broken(_done: Done) -> list[object]:
        raise RuntimeError("the room is ill")

    monkeypatch.setattr("densach.organisations.queries.dependences.dependences_of", broken)
    with pytest.raises(RuntimeError):
        undo(act)
    assert everything() == before


def a_point(province: Province) -> Organisation:
    return actions.found_point(
        at=NOW,
        actor=SYSTEM,
        name="Tủ sách Ấp 3",
        kind="reading_room",
        area=province.commune_area,
        since=DAY,
        week={day: (Span(time(7, 30), time(11)), Span(time(13), time(17))) for day in (1, 2, 3)},
        keeper="Trưởng ấp 3",
    )


def test_a_point_entered_with_its_hours_and_its_keeper_is_undone_with_them(province: Province) -> None:
    before = everything()
    undo(RegisterAct.objects.get(parts__organisation=a_point(province)))
    assert everything() == before
    assert not OpeningTime.objects.exists() and not Post.objects.exists()


def test_what_was_entered_later_about_a_point_is_told_kind_by_kind(province: Province) -> None:
    point = a_point(province)
    who: dict[str, Any] = {"at": NOW, "actor": SYSTEM, "organisation": point}
    week = {day: (Span(time(8), time(11)),) for day in (1, 2)}
    actions.write_timetable(**who, timetable=Timetable(date(2026, 6, 1), None, week))
    actions.close(**who, first_day=DAY, last_day=DAY, reason="Sửa mái")
    with pytest.raises(DependedOn) as refused:
        undo(RegisterAct.objects.get(parts__organisation=point))
    with translation.override("vi"):
        assert "1 lịch giờ mở cửa, 1 đợt nghỉ" in sentence(refused.value)
    assert OpeningTime.objects.exists()
