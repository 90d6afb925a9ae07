"""Checklists: what an answer is worth, filling, verifying, comparing, amending."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.programme.capabilities import actions, queries
from densach.programme.capabilities.actions import NewCriterion
from densach.programme.capabilities.list_seeds import list_seeds
from densach.programme.capabilities.models import Assessment, Checklist, ClaimState, Criterion, CriterionKind
from densach.programme.capabilities.rules import (
    AlreadyDecided,
    AnsweredAgain,
    AnswerForTomorrow,
    BasisNeeded,
    ListHasEnded,
    ListIsEmpty,
    ListNotForThisUnit,
    ListNotInForce,
    ListTooEarly,
    Met,
    NotBeforeToday,
    NothingAnswered,
    OwnClaim,
    RegionNeeded,
    RemarkNeeded,
    TooFarAhead,
    meets_all,
    result_of,
)
from tests import cast
from tests.cast import NOW, TODAY, acting
from tests.programme.capabilities.lists import filled

HOUR = timedelta(hours=1)


def a_number(**thresholds: str) -> Criterion:
    return Criterion(kind=CriterionKind.AT_LEAST, thresholds=thresholds or {"": "2000"})


# pure -------------------------------------------------------------------------------------------------------


@given(st.decimals(0, 10**6, places=2), st.integers(1, 10**6))
def test_a_number_is_met_or_short_by_what_is_missing(value: Decimal, least: int) -> None:
    found = result_of(a_number(**{"": str(least)}), "", None, value)
    if value >= least:
        assert (found.state, found.short) == (Met.MET, None)
    else:
        assert found.state == Met.SHORT
        assert found.short is not None
        assert value + found.short == least


@given(st.decimals(0, 200, places=0))
def test_each_region_is_measured_by_its_own_figure(value: Decimal) -> None:
    asked = a_number(plain="100", mountain="80")
    assert result_of(asked, "plain", None, value).is_met == (value >= 100)
    assert result_of(asked, "mountain", None, value).is_met == (value >= 80)


@given(st.lists(st.sampled_from([None, True, False]), min_size=1))
def test_what_is_not_answered_is_neither_met_nor_failed(answers: list[bool | None]) -> None:
    asked = Criterion(kind=CriterionKind.YES_NO)
    results = [(asked, result_of(asked, "", answer, None)) for answer in answers]
    assert [one.state for _criterion, one in results].count(Met.UNANSWERED) == answers.count(None)
    assert meets_all(results) == all(answers)


def test_what_is_only_encouraged_stops_nobody() -> None:
    wish = Criterion(kind=CriterionKind.YES_NO, required=False)
    need = Criterion(kind=CriterionKind.YES_NO)
    no, yes = result_of(wish, "", False, None), result_of(need, "", True, None)
    assert meets_all([(wish, no), (need, yes)])
    assert not meets_all([(wish, no)]), "a list that requires nothing proves nothing"


# the catalogue ----------------------------------------------------------------------------------------------


def test_the_figures_of_decree_93_are_those_of_the_text() -> None:
    found = {
        seed.code: {one.code: dict(one.thresholds) for one in seed.criteria if one.thresholds}
        for seed in list_seeds()
    }
    assert found["tv.tinh"] == {
        "copies": {"": "200000"},
        "titles": {"": "50000"},
        "serials": {"": "50"},
        "reading_area": {"": "100"},
        "children_area": {"": "50"},
        "qualified_staff": {"": "70"},
    }
    assert found["tv.xa"] == {"copies": {"": "2000"}, "serials": {"": "2"}, "reading_area": {"": "40"}}
    assert found["tv.phong-doc"] == {"copies": {"": "300"}}
    assert found["tv.truong-hoc"]["copies_per_pupil"] == {
        "preschool": "2",
        "primary": "3",
        "lower_secondary": "4",
        "upper_secondary": "5",
    }


def test_no_figure_is_known_of_the_new_ranks() -> None:
    new = [one for one in list_seeds() if one.legal_basis.startswith("Nghị định 308/2025")]
    assert {one.valid_from for one in new} == {date(2026, 1, 15)}
    assert not any(criterion.thresholds for one in new for criterion in one.criteria)


def test_every_list_names_kinds_capabilities_and_regions_that_exist(province: cast.Province) -> None:
    capabilities = {one.code for one in queries.catalogue()}
    for seed in list_seeds():
        assert seed.capability in {"", *capabilities}
        for one in seed.criteria:
            assert set(one.thresholds) <= {"", *seed.regions}, (seed.code, one.code)
    codes = [(one.code, one.valid_from) for one in Checklist.objects.all()]
    assert len(codes) == len(list_seeds())


def test_the_district_library_is_not_asked_after_the_reform(province: cast.Province) -> None:
    before, after = date(2025, 6, 30), date(2025, 7, 1)
    assert "tv.huyen" in {one.code for one in queries.lists(before)}
    assert "tv.huyen" not in {one.code for one in queries.lists(after)}


def test_a_museum_is_asked_by_the_decree_of_the_day(museum: Organisation) -> None:
    unit = organisations.named(museum, TODAY)
    for day, basis in ((date(2026, 1, 14), "98/2010"), (date(2026, 1, 15), "308/2025")):
        ranks = [one for one in queries.lists_for(unit, day) if one.code.startswith("bt.hang")]
        assert len(ranks) == 2
        assert all(basis in one.legal_basis for one in ranks)


# filling ----------------------------------------------------------------------------------------------------


def test_a_library_sees_how_far_it_is(province: cast.Province) -> None:
    one = filled(province.commune_library, "tv.xa", {"copies": 1650, "serials": None, "manager": False})
    [found] = queries.filled_of([one])
    states = {line.criterion.code: (line.result.state, line.result.short) for line in found.lines}
    assert states == {
        "copies": (Met.SHORT, Decimal(350)),
        "serials": (Met.UNANSWERED, None),
        "reading_area": (Met.MET, None),
        "manager": (Met.SHORT, None),
    }
    assert [line.criterion.code for line in found.missing] == ["copies", "serials", "manager"]
    assert not one.meets


def test_a_button_pressed_twice_is_one_assessment(province: cast.Province) -> None:
    first = filled(province.commune_library, "tv.xa")
    assert filled(province.commune_library, "tv.xa", at=NOW) == first
    assert filled(province.commune_library, "tv.xa", {"copies": 5}, at=NOW) != first


def test_what_changed_since_last_time_is_told(province: cast.Province) -> None:
    first = filled(province.commune_library, "tv.xa", {"copies": 1650})
    second = filled(province.commune_library, "tv.xa", {"copies": 2100}, at=NOW)
    found, before = queries.compared(second)
    assert before == first
    assert [line.criterion.code for line in found.lines if line.changed] == ["copies"]
    assert not any(line.changed for line in queries.compared(first)[0].lines)


def test_a_list_is_refused_where_it_does_not_fit(province: cast.Province, librarian: User) -> None:
    with pytest.raises(ListNotForThisUnit):
        filled(province.library, "tv.xa")
    with pytest.raises(NotAllowed):
        filled(province.commune_library, "tv.xa", actor=acting(librarian))
    with pytest.raises(AnswerForTomorrow):
        filled(province.commune_library, "tv.xa", since=TODAY + timedelta(days=1))
    with pytest.raises(ListNotInForce):
        filled(province.museum, "bt.hang-ii", since=date(2026, 1, 14))
    with pytest.raises(RegionNeeded):
        filled(province.commune_centre, "vh.xa")
    with pytest.raises(NothingAnswered):
        filled(province.commune_library, "tv.xa", full=False)
    assert not Assessment.objects.exists()


def test_the_unit_is_asked_again_when_its_list_has_ended(province: cast.Province) -> None:
    old = filled(province.commune_library, "tv.xa")
    a_new_version(queries.list_by_code("tv.xa", TODAY), TODAY)
    [row] = [
        one
        for one in queries.list_rows(organisations.named(province.commune_library, TODAY), TODAY)
        if one.checklist.code == "tv.xa"
    ]
    assert row.filled is None
    assert row.former == old


# deciding ---------------------------------------------------------------------------------------------------


def test_the_level_above_decides_once(
    province: cast.Province, officer: User, librarian: User, stranger: User
) -> None:
    one = filled(province.library, "tv.tinh", actor=acting(librarian))
    for nobody in (librarian, stranger):
        with pytest.raises(NotAllowed):
            actions.verify_assessment(at=NOW, actor=acting(nobody), assessment=one)
    with pytest.raises(RemarkNeeded):
        actions.return_assessment(at=NOW, actor=acting(officer), assessment=one, remark=" ")
    assert queries.waiting_count(acting(officer), TODAY) == 1
    done = actions.verify_assessment(at=NOW, actor=acting(officer), assessment=one)
    assert done.state == ClaimState.VERIFIED
    assert queries.waiting_count(acting(officer), TODAY) == 0
    with pytest.raises(AlreadyDecided):
        actions.return_assessment(at=NOW, actor=acting(officer), assessment=one, remark="Muộn")


def test_whoever_filled_a_list_cannot_verify_it(province: cast.Province, officer: User) -> None:
    one = filled(province.library, "tv.tinh", actor=acting(officer))
    with pytest.raises(OwnClaim):
        actions.verify_assessment(at=NOW, actor=acting(officer), assessment=one)


def test_a_list_sent_again_meanwhile_is_not_decided(province: cast.Province, officer: User) -> None:
    one = filled(province.library, "tv.tinh")
    filled(province.library, "tv.tinh", {"copies": 7}, at=NOW)
    with pytest.raises(AnsweredAgain):
        actions.verify_assessment(at=NOW, actor=acting(officer), assessment=one)


def test_units_stand_side_by_side(province: cast.Province, officer: User) -> None:
    filled(province.commune_library, "tv.xa", {"copies": 1650})
    seen = queries.places_seen(acting(officer), TODAY)
    rows = queries.comparison(queries.list_by_code("tv.xa", TODAY), seen, TODAY)
    assert [(unit.id, filled.met if filled else None) for unit, filled in rows] == [
        (province.commune_library.pk, 3),
        (province.other_commune_library.pk, None),
    ]


# amending ---------------------------------------------------------------------------------------------------


@pytest.fixture
def administrator(province: cast.Province) -> User:
    return cast.the_administrator(province)


def a_new_version(checklist: Checklist, since: date, who: User | None = None) -> Checklist:
    return actions.amend_list(
        at=NOW,
        actor=acting(who) if who else SYSTEM,
        checklist=checklist,
        since=since,
        legal_basis="Nghị định mới",
        criteria=[
            NewCriterion("copies", "Vốn tài liệu", "", "bản", "", {"": "2500"}, True),
            NewCriterion("", "Có máy tính cho bạn đọc", "", "", "", {}, False),
        ],
    )


def test_an_amended_list_is_a_new_version_and_old_answers_keep_theirs(
    province: cast.Province, administrator: User
) -> None:
    old = filled(province.commune_library, "tv.xa")
    new = a_new_version(old.checklist, TODAY, administrator)
    old.checklist.refresh_from_db()
    assert old.checklist.valid_to == TODAY - timedelta(days=1)
    assert queries.criteria_of(old.checklist)[0].thresholds == {"": "2000"}
    asked = queries.criteria_of(new)
    assert [(one.code, one.kind, one.required) for one in asked] == [
        ("copies", CriterionKind.AT_LEAST, True),
        ("them-1", CriterionKind.YES_NO, False),
    ]
    assert queries.list_by_code("tv.xa", TODAY - timedelta(days=1)) == old.checklist
    assert queries.list_by_code("tv.xa", TODAY) == new


def test_a_list_that_nobody_answered_is_corrected_in_its_place(administrator: User) -> None:
    rank = queries.list_by_code("bt.hang-i", TODAY)
    new = a_new_version(rank, rank.valid_from, administrator)
    assert new.pk == rank.pk
    assert queries.criteria_of(new)[0].thresholds == {"": "2500"}
    actions.seed_catalogue(at=NOW + HOUR)
    assert queries.criteria_of(new)[0].thresholds == {"": "2500"}, "seeding leaves it alone"


def test_an_answered_list_is_never_changed_on_its_own_days(
    province: cast.Province, administrator: User
) -> None:
    old = filled(province.commune_library, "tv.xa")
    with pytest.raises(ListTooEarly):
        a_new_version(old.checklist, old.checklist.valid_from, administrator)
    with pytest.raises(ListTooEarly):
        a_new_version(old.checklist, date(2019, 1, 1), administrator)


def test_amending_is_refused_without_right_paper_or_lines(administrator: User, officer: User) -> None:
    present = queries.list_by_code("tv.xa", TODAY)
    with pytest.raises(NotAllowed):
        a_new_version(present, date(2026, 11, 1), officer)
    told_so = {"at": NOW, "actor": acting(administrator), "checklist": present, "since": TODAY}
    with pytest.raises(BasisNeeded):
        actions.amend_list(**told_so, legal_basis="", criteria=[])  # type: ignore[arg-type]
    with pytest.raises(ListIsEmpty):
        actions.amend_list(**told_so, legal_basis="NĐ", criteria=[])  # type: ignore[arg-type]
    ended = Checklist.objects.get(code="tv.huyen")
    with pytest.raises(ListHasEnded):
        a_new_version(ended, TODAY)


def test_a_list_is_amended_only_by_whoever_keeps_it_in_every_unit_it_asks(
    province: cast.Province, administrator: User
) -> None:
    keeper = cast.a_person("k@cuu-ha.test", "Bùi Văn Giữ", "administrator", province.foreign_committee)
    present = queries.list_by_code("tv.xa", TODAY)
    with pytest.raises(NotAllowed):
        a_new_version(present, TODAY, keeper)
    provincial = queries.list_by_code("tv.tinh", TODAY)
    for who in (administrator, keeper):
        with pytest.raises(NotAllowed):
            a_new_version(provincial, TODAY, who)
    assert a_new_version(present, TODAY, administrator).made_by_name == administrator.name


@pytest.mark.parametrize(
    ("since", "refusal"),
    [
        (TODAY - timedelta(days=1), NotBeforeToday),
        (date(2031, 11, 21), TooFarAhead),
        (date.max, TooFarAhead),
    ],
)
def test_a_new_version_begins_today_or_soon(
    province: cast.Province, since: date, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        a_new_version(queries.list_by_code("tv.xa", TODAY), since)


def test_what_was_verified_stays_for_the_days_before_a_new_version(
    province: cast.Province, officer: User
) -> None:
    one = filled(province.library, "tv.chuyen-doi-so")
    actions.verify_assessment(at=NOW, actor=acting(officer), assessment=one)
    with pytest.raises(NotBeforeToday):
        a_new_version(one.checklist, date(2026, 4, 1))
    assert queries.answers("library.digital", [province.library.pk], TODAY)


def test_a_verified_list_proves_nothing_beyond_its_validity(province: cast.Province, officer: User) -> None:
    one = filled(province.library, "tv.chuyen-doi-so")
    actions.verify_assessment(at=NOW, actor=acting(officer), assessment=one)
    code, ids = "library.digital", [province.library.pk]
    assert queries.answers(code, ids, TODAY)
    a_new_version(one.checklist, TODAY)
    assert queries.answers(code, ids, TODAY - timedelta(days=1))
    assert queries.answers(code, ids, TODAY) == {}
