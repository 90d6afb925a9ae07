"""Answers of institutions: given, verified one level up, returned, and read as of a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from densach.journal.models import Entry
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import DayOutOfReach
from densach.people.models import User
from densach.programme.capabilities import actions, queries
from densach.programme.capabilities.models import Claim, ClaimState
from densach.programme.capabilities.rules import (
    AlreadyDecided,
    AnsweredAgain,
    AnswerForTomorrow,
    NotAskedOfThisKind,
    OwnClaim,
    RemarkNeeded,
    StageContradicts,
    UnknownCapability,
)
from tests import cast
from tests.cast import NOW, TODAY, acting

SERVICE = "library.lifelong_service"
HOUR = timedelta(hours=1)


def answer(user: User, place: Organisation, yes: bool = True, **more: object) -> Claim:
    told: dict[str, object] = {"at": NOW, "capability_code": SERVICE, "since": date(2026, 1, 1), **more}
    return actions.claim(actor=acting(user), organisation=place, answer=yes, **told)  # type: ignore[arg-type]


def test_a_library_answers_for_itself(librarian: User, library: Organisation) -> None:
    answer(librarian, library)
    found = queries.answers(SERVICE, [library.pk], TODAY)
    assert found[library.pk].answer is True
    assert found[library.pk].state == ClaimState.CLAIMED
    assert Entry.objects.filter(act="capabilities.claimed_yes", organisation_code=library.code).count() == 1


def test_who_never_answered_is_missing_from_the_answers(
    library: Organisation, commune_library: Organisation
) -> None:
    assert queries.answers(SERVICE, [library.pk, commune_library.pk], TODAY) == {}


def test_an_answer_counts_from_its_day_on(librarian: User, library: Organisation) -> None:
    answer(librarian, library, since=date(2026, 3, 1))
    assert queries.answers(SERVICE, [library.pk], date(2026, 2, 28)) == {}
    assert queries.answers(SERVICE, [library.pk], date(2026, 3, 1))[library.pk].answer is True


def test_the_last_answer_holds(librarian: User, library: Organisation) -> None:
    answer(librarian, library)
    answer(librarian, library, yes=False, since=date(2026, 6, 1), at=NOW + HOUR)
    assert queries.answers(SERVICE, [library.pk], TODAY)[library.pk].answer is False
    assert queries.answers(SERVICE, [library.pk], date(2026, 5, 1))[library.pk].answer is True


def test_no_one_answers_for_a_place_that_is_not_theirs(
    librarian: User, commune_library: Organisation
) -> None:
    with pytest.raises(NotAllowed):
        answer(librarian, commune_library)
    assert Claim.objects.count() == 0


def test_a_library_is_not_asked_about_a_museum(librarian: User, library: Organisation) -> None:
    with pytest.raises(NotAskedOfThisKind):
        answer(librarian, library, capability_code="museum.rank_two")
    with pytest.raises(UnknownCapability):
        answer(librarian, library, capability_code="library.no_such_thing")


def test_no_answer_begins_tomorrow(librarian: User, library: Organisation) -> None:
    with pytest.raises(AnswerForTomorrow):
        answer(librarian, library, since=TODAY + timedelta(days=1))


def test_a_button_pressed_twice_is_one_answer(librarian: User, library: Organisation) -> None:
    first = answer(librarian, library)
    assert answer(librarian, library, at=NOW + HOUR) == first
    assert Claim.objects.count() == 1


def test_the_department_verifies(librarian: User, officer: User, library: Organisation) -> None:
    claim = actions.verify(at=NOW + HOUR, actor=acting(officer), claim=answer(librarian, library))
    assert claim.state == ClaimState.VERIFIED
    assert claim.decided_by_name == officer.name
    assert queries.answers(SERVICE, [library.pk], TODAY)[library.pk].verified


def test_a_unit_cannot_verify_its_own_answer(
    commune_officer: User,
    commune_committee: Organisation,
    province: cast.Province,
    librarian: User,
    library: Organisation,
) -> None:
    with pytest.raises(NotAllowed):
        actions.verify(at=NOW, actor=acting(librarian), claim=answer(librarian, library))
    reviewed = actions.claim(
        at=NOW,
        actor=SYSTEM,
        organisation=province.department,
        capability_code="programme.midterm_review",
        answer=True,
        since=TODAY,
    )
    officer = cast.the_officer(province)
    with pytest.raises(OwnClaim):
        actions.verify(at=NOW, actor=acting(officer), claim=reviewed)


def test_whoever_answered_cannot_verify_the_answer(officer: User, library: Organisation) -> None:
    claim = answer(officer, library)
    with pytest.raises(OwnClaim):
        actions.verify(at=NOW, actor=acting(officer), claim=claim)


def test_the_commune_verifies_its_library_but_not_the_neighbours(
    province: cast.Province, commune_officer: User
) -> None:
    own = answer(
        cast.a_person("x@ba-vam.test", "Lý Thị Kho", "librarian", province.commune_library),
        province.commune_library,
    )
    assert actions.verify(at=NOW, actor=acting(commune_officer), claim=own).state == ClaimState.VERIFIED
    keeper = cast.a_person("y@ba-vam.test", "Lý Văn Kho", "librarian", province.other_commune_library)
    other = answer(keeper, province.other_commune_library)
    with pytest.raises(NotAllowed):
        actions.verify(at=NOW, actor=acting(commune_officer), claim=other)


def test_a_stranger_decides_nothing(stranger: User, librarian: User, library: Organisation) -> None:
    claim = answer(librarian, library)
    with pytest.raises(NotAllowed):
        actions.verify(at=NOW, actor=acting(stranger), claim=claim)
    with pytest.raises(NotAllowed):
        actions.return_claim(at=NOW, actor=acting(stranger), claim=claim, remark="không")


def test_a_returned_answer_is_no_answer(librarian: User, officer: User, library: Organisation) -> None:
    claim = answer(librarian, library)
    actions.return_claim(at=NOW + HOUR, actor=acting(officer), claim=claim, remark="Thiếu quyết định")
    assert queries.answers(SERVICE, [library.pk], TODAY) == {}


def test_returning_the_new_answer_leaves_the_old_one(
    librarian: User, officer: User, library: Organisation
) -> None:
    first = answer(librarian, library)
    actions.verify(at=NOW, actor=acting(officer), claim=first)
    second = answer(librarian, library, yes=False, at=NOW + HOUR)
    actions.return_claim(at=NOW + 2 * HOUR, actor=acting(officer), claim=second, remark="Chưa rõ lý do")
    present = queries.answers(SERVICE, [library.pk], TODAY)[library.pk]
    assert (present.answer, present.claim_id) == (True, first.pk)


def test_returning_needs_a_remark(librarian: User, officer: User, library: Organisation) -> None:
    with pytest.raises(RemarkNeeded):
        actions.return_claim(at=NOW, actor=acting(officer), claim=answer(librarian, library), remark="  ")


def test_an_answer_is_decided_once(librarian: User, officer: User, library: Organisation) -> None:
    claim = answer(librarian, library)
    actions.verify(at=NOW, actor=acting(officer), claim=claim)
    with pytest.raises(AlreadyDecided):
        actions.return_claim(at=NOW, actor=acting(officer), claim=claim, remark="muộn")


def test_an_answer_given_again_meanwhile_is_not_decided(
    librarian: User, officer: User, library: Organisation
) -> None:
    claim = answer(librarian, library)
    answer(librarian, library, yes=False, at=NOW + HOUR)
    with pytest.raises(AnsweredAgain):
        actions.verify(at=NOW + HOUR, actor=acting(officer), claim=claim)


def test_what_was_known_then_can_be_read_now(librarian: User, officer: User, library: Organisation) -> None:
    claim = answer(librarian, library)
    actions.return_claim(at=NOW + 2 * HOUR, actor=acting(officer), claim=claim, remark="Thiếu ảnh")
    then = queries.answers(SERVICE, [library.pk], TODAY, as_known_at=NOW + HOUR)
    assert then[library.pk].state == ClaimState.CLAIMED
    assert queries.answers(SERVICE, [library.pk], TODAY, as_known_at=NOW - HOUR) == {}


def test_a_work_in_stages_says_how_far_it_is(museum: Organisation, museum_keeper: User) -> None:
    told = {"capability_code": "museum.rank_two", "since": TODAY}
    claim = answer(museum_keeper, museum, yes=False, stage=2, **told)
    assert queries.answers("museum.rank_two", [museum.pk], TODAY)[museum.pk].stage == 2
    assert claim.get_stage_display()
    with pytest.raises(StageContradicts):
        answer(museum_keeper, museum, yes=True, stage=3, **told)
    with pytest.raises(StageContradicts):
        answer(museum_keeper, museum, yes=False, stage=4, **told)


def test_the_sheet_shows_every_question_of_the_kind(
    librarian: User, officer: User, library: Organisation
) -> None:
    claim = answer(librarian, library)
    actions.return_claim(at=NOW, actor=acting(officer), claim=claim, remark="Thiếu giấy")
    unit = organisations.named(library, TODAY)
    rows = {row.capability.code: row for row in queries.sheet_of(unit, TODAY)}
    assert "museum.rank_two" not in rows
    assert rows[SERVICE].claim is None
    assert rows[SERVICE].returned == claim
    assert rows["library.digital"].claim is None


def test_only_the_level_above_finds_an_answer_waiting(
    librarian: User, officer: User, commune_officer: User, stranger: User, library: Organisation
) -> None:
    answer(librarian, library)
    counts = [
        queries.waiting_count(acting(user), TODAY) for user in (officer, commune_officer, librarian, stranger)
    ]
    assert counts == [1, 0, 0, 0]


def test_standing_keeps_those_that_did_not_answer_apart(
    province: cast.Province, librarian: User, officer: User
) -> None:
    answer(librarian, province.library)
    answer(officer, province.commune_library, yes=False)
    seen = queries.places_seen(acting(officer), TODAY)
    found = queries.standing(queries.by_code(SERVICE), seen, TODAY)
    assert [one.unit.id for one in found.yes] == [province.library.pk]
    assert [one.unit.id for one in found.no] == [province.commune_library.pk]
    assert [one.unit.id for one in found.unknown] == [province.other_commune_library.pk]


def test_tallies_agree_with_the_standing_of_each(
    province: cast.Province, librarian: User, officer: User
) -> None:
    answer(librarian, province.library)
    answer(officer, province.commune_library, yes=False)
    seen = queries.places_seen(acting(officer), TODAY)
    tallies = queries.tallies(seen, TODAY)
    for capability in queries.catalogue():
        found = queries.standing(capability, seen, TODAY)
        assert tallies[capability.pk] == (len(found.yes), len(found.no), len(found.unknown)), capability.code


@pytest.mark.parametrize("since", [date(1, 1, 1), date(1899, 12, 31)])
def test_an_answer_begins_on_a_day_that_can_be_right(
    librarian: User, library: Organisation, since: date
) -> None:
    with pytest.raises(DayOutOfReach):
        answer(librarian, library, since=since)
    assert not Claim.objects.exists()
