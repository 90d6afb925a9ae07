"""Acts of the register: renaming, moving, merging, dividing, ending, each with its day, and refused in words."""

from __future__ import annotations

from datetime import date

import pytest

from densach.journal.models import Entry
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed, Refusal
from densach.organisations import actions, queries
from densach.organisations.actions.acts import carry_out
from densach.organisations.models import (
    ActKind,
    Organisation,
    OrganisationLineage,
    OrganisationVersion,
    RegisterAct,
)
from densach.organisations.planned import (
    ChangedMeanwhile,
    IntoItself,
    LaterVersionStands,
    NewOne,
    NothingChanges,
    NotThereOnTheDay,
    TooFewParts,
    TooFewToMerge,
    TwiceInTheAct,
    UnitsLeftBehind,
)
from densach.organisations.queries.planning import ENDS_TOO, plan_change, plan_end, plan_merge
from densach.organisations.rules import AlreadyEnded, CodeTaken, NewVersion, ParentIsBelow, VersionTooEarly
from densach.people.models import User
from tests.cast import FOUNDED, NOW, Province, acting

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)
BEFORE = date(2026, 2, 28)


def joined(code: str = "tv-chung", *, parent: str = "ubnd-an-tien") -> NewOne:
    """A new library of the commune An Tiến."""
    return NewOne(code, "Thư viện liên xã", "public_library", "commune", "ba-vam.an-tien", parent)


def state(code: str, on: date = DAY) -> str:
    """Its name and parent on the day, or "gone"."""
    found = [one for one in queries.alive(on) if one.code == code]
    if not found:
        return "gone"
    parent = found[0].parent_id
    above = queries.all_named([parent], on)[parent].code if parent else ""
    return f"{found[0].name} < {above}"


def test_a_founding_is_an_act_too(library: Organisation) -> None:
    act = queries.acts_of(library)[0]
    assert (act.kind, act.on, act.told["parts"][0]["after"]) == ("found", FOUNDED, "Thư viện tỉnh Ba Vàm")


def test_a_renamed_one_is_the_same_and_keeps_its_past(library: Organisation) -> None:
    new = NewVersion(since=DAY, name="Thư viện  Ba Vàm", legal_basis="12/QĐ-UBND")
    actions.change(at=NOW, actor=SYSTEM, organisation=library, new=new)
    act = queries.acts_of(library)[0]
    assert (act.kind, act.legal_basis) == (ActKind.RENAME, "12/QĐ-UBND")
    assert act.told["parts"][0]["changed"] == {"name": ["Thư viện tỉnh Ba Vàm", "Thư viện Ba Vàm"]}
    assert state("tv-ba-vam", BEFORE).startswith("Thư viện tỉnh Ba Vàm")
    assert queries.as_now_organisation_ids(library) == [library.pk]


@pytest.mark.parametrize(
    ("new", "kind"),
    [
        (NewVersion(since=DAY, parent_code="ubnd-ba-vam"), ActKind.MOVE),
        (NewVersion(since=DAY, area_code="ba-vam.an-tien"), ActKind.MOVE),
        (NewVersion(since=DAY, seat="12 Nguyễn Huệ"), ActKind.MOVE),
        (NewVersion(since=DAY, rank="1"), ActKind.RECLASS),
        (NewVersion(since=DAY, name="Bảo tàng Ba Vàm", rank="2"), ActKind.RECLASS),
    ],
)
def test_the_kind_of_act_follows_from_what_changes(
    museum: Organisation, new: NewVersion, kind: ActKind
) -> None:
    actions.change(at=NOW, actor=SYSTEM, organisation=museum, new=new)
    assert queries.acts_of(museum)[0].kind == kind


def test_a_change_that_changes_nothing_is_refused(museum: Organisation) -> None:
    with pytest.raises(NothingChanges):
        plan_change(museum, NewVersion(since=DAY, name="Bảo tàng  tỉnh Ba Vàm"))


def test_two_libraries_go_on_as_a_new_one(province: Province) -> None:
    act = actions.merge(
        at=NOW,
        actor=SYSTEM,
        predecessors=[province.commune_library, province.other_commune_library],
        successor=joined(),
        on=DAY,
        legal_basis="34/QĐ-UBND",
    )
    assert (state("tv-an-tien"), state("tv-long-dien")) == ("gone", "gone")
    assert state("tv-chung") == "Thư viện liên xã < ubnd-an-tien"
    assert state("tv-chung", BEFORE) == "gone"
    new = queries.by_code("tv-chung")
    assert set(queries.as_now_organisation_ids(new)) == {
        new.pk,
        province.commune_library.pk,
        province.other_commune_library.pk,
    }
    assert act.parts.count() == 3
    assert {row.legal_basis for row in queries.origins_of(new)} == {"34/QĐ-UBND"}
    told = set(Entry.objects.filter(act="organisations.merged").values_list("organisation_code", flat=True))
    assert told == {"tv-an-tien", "tv-long-dien"}


def test_one_library_goes_into_another_that_takes_a_new_name(province: Province) -> None:
    actions.merge(
        at=NOW,
        actor=SYSTEM,
        predecessors=[province.commune_library, province.other_commune_library],
        successor=province.commune_library,
        new_name="Thư viện An Tiến – Long Điền",
        on=DAY,
    )
    assert state("tv-an-tien") == "Thư viện An Tiến – Long Điền < ubnd-an-tien"
    assert state("tv-long-dien") == "gone"


def test_units_follow_to_the_successor_unless_told_otherwise(province: Province) -> None:
    actions.merge(
        at=NOW,
        actor=SYSTEM,
        predecessors=[province.other_commune_committee],
        successor=province.commune_committee,
        on=DAY,
        children={"vh-long-dien": "so-vhttdl-ba-vam"},
    )
    assert state("tv-long-dien") == "Thư viện xã Long Điền < ubnd-an-tien"
    assert state("vh-long-dien").endswith("< so-vhttdl-ba-vam")


def test_units_may_end_with_the_one_above_them(province: Province) -> None:
    everyone = {"tv-long-dien": ENDS_TOO, "vh-long-dien": ENDS_TOO}
    actions.end(
        at=NOW,
        actor=SYSTEM,
        organisation=province.other_commune_committee,
        last_day=BEFORE,
        children=everyone,
    )
    assert {state(code) for code in ("ubnd-long-dien", "tv-long-dien", "vh-long-dien")} == {"gone"}
    ended = OrganisationLineage.objects.filter(kind="abolish", successor__isnull=True)
    assert ended.count() == OrganisationLineage.objects.count() == 3


def test_units_of_someone_who_ends_without_successor_go_one_level_up(province: Province) -> None:
    actions.end(at=NOW, actor=SYSTEM, organisation=province.other_commune_committee, last_day=BEFORE)
    assert state("tv-long-dien").endswith("< ubnd-ba-vam")


def test_a_successor_under_its_own_predecessor_takes_its_place(province: Province) -> None:
    actions.end(
        at=NOW,
        actor=SYSTEM,
        organisation=province.other_commune_committee,
        last_day=BEFORE,
        successor=province.other_commune_centre,
    )
    assert state("vh-long-dien").endswith("< ubnd-ba-vam")
    assert state("tv-long-dien").endswith("< vh-long-dien")


def test_a_divided_one_leaves_its_past_to_nobody_alone(province: Province) -> None:
    actions.split(
        at=NOW,
        actor=SYSTEM,
        predecessor=province.library,
        successors=[
            joined("tv-mot", parent="so-vhttdl-ba-vam"),
            joined("tv-hai", parent="so-vhttdl-ba-vam"),
        ],
        on=DAY,
        goes_on=False,
    )
    assert state("tv-ba-vam") == "gone"
    one = queries.by_code("tv-mot")
    assert queries.as_now_organisation_ids(one) == [one.pk]
    assert queries.acts_of(one)[0].kind == ActKind.SPLIT
    assert queries.acts_of(one)[0].parts.count() == 4  # a succession more than one needs a part of its own


def test_one_that_gives_off_a_part_goes_on_with_its_past(province: Province) -> None:
    actions.split(
        at=NOW,
        actor=SYSTEM,
        predecessor=province.department,
        successors=[
            NewOne("so-du-lich", "Sở Du lịch tỉnh Ba Vàm", "department", "province", "ba-vam", "ubnd-ba-vam")
        ],
        on=DAY,
        goes_on=True,
        children={"bt-ba-vam": "so-du-lich"},
    )
    assert state("so-vhttdl-ba-vam") != "gone"
    assert state("bt-ba-vam").endswith("< so-du-lich")
    assert state("tv-ba-vam").endswith("< so-vhttdl-ba-vam")
    assert queries.as_now_organisation_ids(province.department) == [province.department.pk]


def test_a_merger_needs_two(province: Province) -> None:
    for several in ([], [province.library]):
        with pytest.raises(TooFewToMerge):
            plan_merge(several, joined(), on=DAY)
    with pytest.raises(TooFewToMerge):
        plan_merge([province.library], province.library, on=DAY)


def test_what_cannot_be_is_refused_with_its_name(province: Province) -> None:
    library, other = province.library, province.commune_library
    actions.end(at=NOW, actor=SYSTEM, organisation=province.museum, last_day=BEFORE)

    def split_into(*successors: Organisation | NewOne, goes_on: bool = False) -> None:
        actions.split(
            at=NOW, actor=SYSTEM, predecessor=library, successors=successors, on=DAY, goes_on=goes_on
        )

    with pytest.raises(TooFewParts):
        split_into(joined())
    with pytest.raises(IntoItself):
        split_into(joined(), library)
    with pytest.raises(TwiceInTheAct):
        split_into(joined(), joined())
    with pytest.raises(CodeTaken):
        split_into(joined("tv-cuu-ha"), joined())
    with pytest.raises(IntoItself):
        plan_end(library, on=DAY, successor=library)
    with pytest.raises(NotThereOnTheDay):
        plan_end(library, on=DAY, successor=province.museum)
    with pytest.raises(AlreadyEnded):
        plan_end(province.museum, on=DAY)
    with pytest.raises(VersionTooEarly):
        plan_merge([library, other], joined(), on=FOUNDED)
    with pytest.raises(NotThereOnTheDay):
        plan_change(library, NewVersion(since=DAY, parent_code="bt-ba-vam"))
    with pytest.raises(ParentIsBelow):
        plan_change(province.department, NewVersion(since=DAY, parent_code="tv-ba-vam"))


def test_nobody_is_put_under_someone_who_ends_later(province: Province) -> None:
    later = date(2026, 9, 1)
    actions.end(at=NOW, actor=SYSTEM, organisation=province.culture_centre, last_day=later)
    with pytest.raises(NotThereOnTheDay) as refused:
        plan_change(province.library, NewVersion(since=DAY, parent_code="vh-ba-vam"))
    assert refused.value.params["on"] == date(2026, 9, 2)


def test_a_unit_already_changed_later_is_named(province: Province) -> None:
    later = NewVersion(since=date(2026, 6, 1), name="Thư viện Long Điền")
    actions.change(at=NOW, actor=SYSTEM, organisation=province.other_commune_library, new=later)
    with pytest.raises((LaterVersionStands, UnitsLeftBehind)):
        plan_end(province.other_commune_committee, on=DAY)


def test_acts_of_the_past_and_of_the_future_keep_their_day(province: Province) -> None:
    for code, day in (("tv-an-tien", date(2021, 1, 1)), ("tv-long-dien", date(2027, 1, 1))):
        new = NewVersion(since=day, name=f"Thư viện {code}")
        actions.change(at=NOW, actor=SYSTEM, organisation=queries.by_code(code), new=new)
    assert state("tv-an-tien").startswith("Thư viện tv-an-tien")
    assert state("tv-long-dien").startswith("Thư viện xã Long Điền")
    assert state("tv-long-dien", date(2027, 1, 1)).startswith("Thư viện tv-long-dien")


def test_a_confirmed_preview_must_still_be_true(province: Province) -> None:
    pair = [province.commune_library, province.other_commune_library]
    seen = plan_merge(pair, joined(), on=DAY).fingerprint
    new = NewVersion(since=date(2026, 1, 1), name="Thư viện Long Điền")
    actions.change(at=NOW, actor=SYSTEM, organisation=province.other_commune_library, new=new)
    with pytest.raises(ChangedMeanwhile):
        actions.merge(at=NOW, actor=SYSTEM, predecessors=pair, successor=joined(), on=DAY, seen=seen)


def test_planning_writes_nothing(province: Province) -> None:
    before = (RegisterAct.objects.count(), OrganisationVersion.objects.count(), Organisation.objects.count())
    plan_merge([province.commune_library, province.other_commune_library], joined(), on=DAY)
    after = (RegisterAct.objects.count(), OrganisationVersion.objects.count(), Organisation.objects.count())
    assert after == before


@pytest.mark.parametrize("reach", ["predecessor", "successor", "parent"])
def test_whoever_acts_must_keep_everyone_who_is_touched(
    province: Province, administrator: User, reach: str
) -> None:
    home, foreign = province.library, province.foreign_library
    planned = {
        "parent": lambda: plan_change(home, NewVersion(since=DAY, parent_code="so-cuu-ha")),
        "predecessor": lambda: plan_merge([home, foreign], joined(), on=DAY),
        "successor": lambda: plan_merge([home], foreign, on=DAY),
    }[reach]()
    with pytest.raises(NotAllowed):
        carry_out(at=NOW, actor=acting(administrator), change=planned)
    assert state("tv-ba-vam") == "Thư viện tỉnh Ba Vàm < so-vhttdl-ba-vam"


def test_a_refused_act_leaves_no_trace(province: Province) -> None:
    acts = RegisterAct.objects.count()
    with pytest.raises(Refusal):
        actions.merge(
            at=NOW,
            actor=SYSTEM,
            predecessors=[province.commune_library, province.other_commune_library],
            successor=joined(parent="khong-co"),
            on=DAY,
        )
    assert RegisterAct.objects.count() == acts
    assert state("tv-an-tien") != "gone"


def test_who_goes_under_a_renamed_successor_is_told_by_its_new_name(province: Province) -> None:
    act = actions.merge(
        at=NOW,
        actor=SYSTEM,
        predecessors=[province.other_commune_committee],
        successor=province.commune_committee,
        new_name="Ủy ban nhân dân xã Mới",
        on=DAY,
    )
    told = {part["code"]: part.get("changed", {}) for part in act.told["parts"]}
    assert told["tv-long-dien"]["parent"] == ["Ủy ban nhân dân xã Long Điền", "Ủy ban nhân dân xã Mới"]
