"""Requests about personal data: copies, erasing with what the law keeps, periods of keeping."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from densach.journal import actions as journal_actions
from densach.journal import queries as journal
from densach.journal.models import Entry
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.organisations.models import Organisation
from densach.people import copies
from densach.people import privacy as register
from densach.people.actions import consents, persons, privacy
from densach.people.models import DataRequest, Employment, Person, User
from densach.people.privacy import (
    Holder,
    NotOnOwnData,
    Outcome,
    ReasonNeeded,
    RequestAnswered,
    RequestOpen,
    Section,
)
from densach.people.queries import privacy as queries
from densach.people.rules.retention import (
    ARCHIVES,
    DUTY,
    KEPT,
    WrongPeriod,
    days_from,
    due_at,
    first_word_at,
)
from densach.people.rules.staffing import Course, NoSuchPerson, PersonData, PersonErased
from tests.cast import NOW, SINCE, TODAY, Province, a_person, acting
from tests.people.staff import LIBRARIAN, hired, with_account


@pytest.fixture
def data_officer(province: Province) -> User:
    return a_person("dpo@ba-vam.test", "Kiều Thị Giữ", "privacy_officer", province.department)


def left(library: Organisation, last_day: date, name: str = "Lâm Thị Kho") -> Employment:
    job = hired(
        library,
        name,
        date(2010, 1, 1)
        if library.versions.earliest("valid_from").valid_from <= date(2010, 1, 1)
        else date(2020, 6, 1),
        birth_date=date(1970, 1, 1),
        phone="0907",
    )
    persons.leave(at=NOW, actor=SYSTEM, job=job, last_day=last_day)
    return job


def erase(actor: User, person: Person, at: datetime = NOW) -> list[Outcome]:
    asked = privacy.record_request(at=at, actor=SYSTEM, person=person, kind="erase", words="Xin xóa.")
    return privacy.answer(at=at, actor=acting(actor), request=asked, grant=True)


# copies -----------------------------------------------------------------------------------------------------


def test_a_copy_tells_everything_that_is_kept(librarian: User, library: Organisation) -> None:
    person = with_account(hired(library, birth_date=date(1990, 2, 3)), librarian)
    day = date(2026, 3, 1)
    persons.add_training(at=NOW, actor=SYSTEM, person=person, course=Course("Biên mục", day, day))
    consents.record_consent(at=NOW, actor=SYSTEM, person=person, purpose="photo")
    told = json.loads(copies.as_json(person, NOW))["sections"]
    assert told["person"][0]["birth_date"] == "1990-02-03"
    assert told["employments"][0]["unit"] == "Thư viện tỉnh Ba Vàm"
    assert told["trainings"][0]["title"] == "Biên mục"
    assert told["account"][0]["email"] == librarian.email
    assert told["roles"][0]["from"] == SINCE.isoformat()
    assert told["consents"][0]["purpose"]


def test_rooms_above_are_told_and_erased_through_the_register(
    monkeypatch: pytest.MonkeyPatch, library: Organisation, data_officer: User
) -> None:
    erased: list[int] = []
    person = left(library, date(2020, 7, 1)).person

    def gone(one: Person, at: datetime) -> list[Outcome]:
        erased.append(one.pk)
        return [Outcome("Loans", erased=True)]

    loans = Holder(
        "loans", lambda one: [Section("loans", "Loans", (("title", "Title"),), [["Dế Mèn"]])], gone
    )
    monkeypatch.setitem(register._HOLDERS, "loans", loans)
    assert json.loads(copies.as_json(person, NOW))["sections"]["loans"] == [{"title": "Dế Mèn"}]
    assert Outcome("Loans", erased=True) in erase(data_officer, person)
    assert erased == [person.pk]


def test_looking_at_somebodys_data_is_told_to_them_and_at_ones_own_is_not(
    head: User, librarian: User, library: Organisation
) -> None:
    person = with_account(hired(library), librarian)
    persons.data_seen(at=NOW, actor=acting(head), person=person)
    persons.data_seen(at=NOW, actor=acting(librarian), person=person)
    assert [line.actor_name for line in queries.looks_at(person)] == [head.name]


# requests ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "days"), [("see", 10), ("correct", 10), ("object", 15), ("erase", 20)])
def test_each_request_has_its_day(kind: str, days: int) -> None:
    assert due_at(kind, NOW) == NOW + timedelta(days=days)


def test_the_first_word_is_due_after_two_working_days() -> None:
    friday = datetime(2026, 11, 20, 2, tzinfo=UTC)
    assert first_word_at(friday).date() == date(2026, 11, 24)


def test_the_same_is_not_asked_twice_at_once(librarian: User) -> None:
    privacy.ask(at=NOW, actor=acting(librarian), user=librarian, kind="see")
    with pytest.raises(RequestOpen):
        privacy.ask(at=NOW, actor=acting(librarian), user=librarian, kind="see")
    privacy.ask(at=NOW, actor=acting(librarian), user=librarian, kind="correct")


def test_a_request_is_answered_once_and_a_refusal_says_why(librarian: User, data_officer: User) -> None:
    asked = privacy.ask(at=NOW, actor=acting(librarian), user=librarian, kind="correct")
    with pytest.raises(ReasonNeeded):
        privacy.answer(at=NOW, actor=acting(data_officer), request=asked, grant=False, words="  ")
    privacy.answer(at=NOW, actor=acting(data_officer), request=asked, grant=False, words="Đã đúng.")
    with pytest.raises(RequestAnswered):
        privacy.answer(at=NOW, actor=acting(data_officer), request=asked, grant=True)
    assert DataRequest.objects.get().state == "refused"


def test_nobody_answers_about_their_own_data(data_officer: User) -> None:
    asked = privacy.ask(at=NOW, actor=acting(data_officer), user=data_officer, kind="erase")
    with pytest.raises(NotOnOwnData):
        privacy.answer(at=NOW, actor=acting(data_officer), request=asked, grant=True)


def test_a_head_keeps_the_file_but_does_not_answer_or_erase(head: User, librarian: User) -> None:
    asked = privacy.ask(at=NOW, actor=acting(librarian), user=librarian, kind="erase")
    with pytest.raises(NoSuchPerson):
        privacy.answer(at=NOW, actor=acting(head), request=asked, grant=True)
    assert queries.requests_page(acting(head), TODAY) == []


def test_requests_of_another_province_are_not_seen(data_officer: User, province: Province) -> None:
    person = hired(province.foreign_library).person
    asked = privacy.record_request(at=NOW, actor=SYSTEM, person=person, kind="erase")
    assert queries.requests_page(acting(data_officer), TODAY) == []
    with pytest.raises(NoSuchPerson):
        queries.request_for(acting(data_officer), asked.pk, TODAY)
    with pytest.raises(NoSuchPerson):
        privacy.answer(at=NOW, actor=acting(data_officer), request=asked, grant=True)


def test_an_account_without_any_unit_is_not_left_unanswered(citizen: User, data_officer: User) -> None:
    asked = privacy.ask(at=NOW, actor=acting(citizen), user=citizen, kind="erase")
    privacy.answer(at=NOW, actor=acting(data_officer), request=asked, grant=True)
    citizen.refresh_from_db()
    assert (citizen.is_active, citizen.name, citizen.email) == (
        False,
        f"#{citizen.pk}",
        f"{citizen.pk}@erased.invalid",
    )
    assert Person.objects.get().erased_at == NOW


def test_the_officer_of_another_province_neither_sees_nor_answers_what_a_citizen_asks(
    citizen: User, data_officer: User, province: Province
) -> None:
    asked = privacy.ask(at=NOW, actor=acting(citizen), user=citizen, kind="erase")
    elsewhere = a_person("dpo@xa.test", "Bùi Thị Lạ", "privacy_officer", province.foreign_library)
    admin = a_person("admin@xa.test", "Bùi Văn Quản", "administrator", province.foreign_library)
    for stranger in (elsewhere, admin):
        assert queries.requests_page(acting(stranger), TODAY) == []
        with pytest.raises(NoSuchPerson):
            privacy.answer(at=NOW, actor=acting(stranger), request=asked, grant=True)
    assert queries.requests_page(acting(data_officer), TODAY) == [asked]


def test_the_answer_to_whoever_was_erased_whole_stays_readable_where_it_was_given(
    citizen: User, data_officer: User, province: Province
) -> None:
    asked = privacy.ask(at=NOW, actor=acting(citizen), user=citizen, kind="erase")
    outcomes = privacy.answer(at=NOW, actor=acting(data_officer), request=asked, grant=True)
    found = queries.request_for(acting(data_officer), asked.pk, TODAY)
    assert found.decided_in == province.department
    assert [Outcome.of_json(one) for one in found.answer["outcomes"]] == outcomes
    stranger = a_person("dpo@xa.test", "Bùi Thị Lạ", "privacy_officer", province.foreign_library)
    with pytest.raises(NoSuchPerson):
        queries.request_for(acting(stranger), asked.pk, TODAY)


def test_the_journal_forgets_the_name_of_whoever_never_held_an_office(
    citizen: User, librarian: User, data_officer: User
) -> None:
    was = citizen.name
    for user in (citizen, librarian):
        asked = privacy.ask(at=NOW, actor=acting(user), user=user, kind="erase")
        privacy.answer(at=NOW, actor=acting(data_officer), request=asked, grant=True)
    assert not Entry.objects.filter(actor_name=was).exists()
    assert Entry.objects.filter(actor_id=citizen.pk, actor_name=f"#{citizen.pk}").exists()
    assert Entry.objects.filter(actor_id=librarian.pk, actor_name=librarian.name).exists()


def test_late_requests_are_counted(librarian: User, data_officer: User) -> None:
    privacy.ask(at=NOW, actor=acting(librarian), user=librarian, kind="see")
    assert queries.open_requests(acting(data_officer), TODAY + timedelta(days=10)) == (1, 0)
    assert queries.open_requests(acting(data_officer), TODAY + timedelta(days=11)) == (1, 1)


# erasing ----------------------------------------------------------------------------------------------------


def test_of_whoever_works_here_the_optional_goes_and_the_name_stays_by_duty(
    librarian: User, library: Organisation, data_officer: User
) -> None:
    person = with_account(hired(library, birth_date=date(1990, 2, 3), phone="0907"), librarian)
    consents.record_consent(at=NOW, actor=SYSTEM, person=person, purpose="photo")
    outcomes = erase(data_officer, person)
    person.refresh_from_db()
    librarian.refresh_from_db()
    assert (person.name, person.birth_date, person.phone) == ("Lâm Thị Kho", None, "")
    assert librarian.is_active
    assert not queries.has_consent(person, "photo", at=NOW)
    assert DUTY in {one.law for one in outcomes}


def test_of_whoever_left_the_name_stays_until_the_period_ends(
    library: Organisation, data_officer: User
) -> None:
    job = left(library, date(2026, 6, 30))
    outcomes = erase(data_officer, job.person)
    kept = next(one for one in outcomes if one.law == ARCHIVES)
    assert kept.until == date(2026, 6, 30) + timedelta(days=KEPT["staff_left"].days)
    job.person.refresh_from_db()
    assert (job.person.name, job.person.birth_date) == ("Lâm Thị Kho", None)


@override_settings(DENSACH_KEEP=["staff_left=100"])
def test_past_the_period_nothing_tells_who_it_was_and_the_position_stays(
    library: Organisation, librarian: User, data_officer: User
) -> None:
    job = left(library, date(2026, 6, 30))
    person = with_account(job, librarian)
    librarian.memberships.update(valid_to=date(2026, 6, 30))
    consents.record_consent(at=NOW, actor=SYSTEM, person=person, purpose="photo")
    later = NOW
    erase(data_officer, person, later)
    person.refresh_from_db()
    librarian.refresh_from_db()
    job.refresh_from_db()
    assert (person.name, person.folded_name, person.sort_key, person.user, person.erased_at) == (
        "",
        "",
        "",
        None,
        later,
    )
    assert (job.qualification, job.organisation) == (LIBRARIAN.qualification, library)
    assert (librarian.is_active, librarian.name) == (False, f"#{librarian.pk}")
    request = DataRequest.objects.get()
    assert (request.words, request.asked_by_name, request.state) == ("", "", "done")
    assert [one.given_by_name for one in queries.consents_of(person)] == [""]
    with pytest.raises(PersonErased):
        persons.change_person(at=NOW, actor=SYSTEM, person=person, data=PersonData(name="Lại Đây"))


@override_settings(DENSACH_KEEP=["staff_left=0"])
def test_nothing_of_the_erased_person_is_found_anywhere_in_the_room(
    library: Organisation, data_officer: User
) -> None:
    person = left(library, date(2026, 6, 30), "Tô Thị Hiếm").person
    privacy.keep_to_retention(at=NOW, actor=acting(data_officer))
    person.refresh_from_db()
    assert person.erased_at == NOW
    tables = (Person.objects.all(), Entry.objects.all(), DataRequest.objects.all())
    assert not any("Hiếm" in str(row.__dict__) for rows in tables for row in rows)


def test_the_answer_is_kept_in_words_of_either_language(library: Organisation, data_officer: User) -> None:
    outcomes = erase(data_officer, hired(library).person)
    kept = DataRequest.objects.get().answer["outcomes"]
    assert [Outcome.of_json(one) for one in kept] == outcomes


def test_what_is_answered_is_journalled_by_number(library: Organisation, data_officer: User) -> None:
    person = hired(library).person
    erase(data_officer, person)
    lines = journal.lines(journal.Wanted(subject=f"person:{person.pk}"))
    assert [line.act for line in lines[:2]] == ["people.data_answered", "people.data_asked"]
    assert not any("Kho" in line.words for line in lines)


# periods of keeping ------------------------------------------------------------------------------------------


def test_a_slip_in_the_setting_fails_loudly() -> None:
    assert days_from(["staff_left=1825"]) == {"staff_left": 1825}
    for wrong in (["staff=1"], ["staff_left"], ["staff_left=-1"], ["staff_left=soon"]):
        with pytest.raises(WrongPeriod):
            days_from(wrong)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.integers(0, 400), gone=st.lists(st.integers(-30, 430), min_size=1, max_size=4))
def test_what_is_within_its_time_is_never_touched(library: Organisation, days: int, gone: list[int]) -> None:
    Employment.objects.all().delete()
    Person.objects.all().delete()
    ends = [TODAY - timedelta(days=one) for one in gone]
    jobs = [left(library, end, f"Người {number}") for number, end in enumerate(ends)]
    with override_settings(DENSACH_KEEP=[f"staff_left={days}"]):
        told = {one.code: one.number for one in queries.due_for_erasure(NOW)}
        done = privacy.keep_to_retention(at=NOW, actor=SYSTEM, whole_house=True)
    for job, age in zip(jobs, gone, strict=True):
        person = Person.objects.get(pk=job.person_id)
        assert (person.erased_at is not None) is (age > days)
    assert told["staff_left"] == done["staff_left"] == sum(age > days for age in gone)


def test_who_looked_is_forgotten_after_its_period_and_no_other_line_is(
    head: User, library: Organisation
) -> None:
    person = hired(library).person
    long_ago = NOW - timedelta(days=KEPT["seen"].days + 1)
    persons.data_seen(at=long_ago, actor=acting(head), person=person)
    persons.data_seen(at=NOW, actor=acting(head), person=person)
    journal_actions.write(at=long_ago, actor=SYSTEM, act="people.role_given", name="x")
    privacy.keep_to_retention(at=NOW, actor=SYSTEM, whole_house=True)
    assert [line.at for line in queries.looks_at(person)] == [NOW]
    assert Entry.objects.filter(act="people.role_given", at=long_ago).exists()


def test_a_person_clears_only_what_lies_in_their_units(data_officer: User, province: Province) -> None:
    ours = left(province.library, date(2020, 7, 1))
    theirs = left(province.foreign_library, date(2020, 7, 1), "Bùi Văn Xa")
    with override_settings(DENSACH_KEEP=["staff_left=30"]):
        privacy.keep_to_retention(at=NOW, actor=acting(data_officer), whole_house=True)
    ours.person.refresh_from_db()
    theirs.person.refresh_from_db()
    assert (ours.person.erased_at, theirs.person.erased_at) == (NOW, None)


def test_a_head_clears_nothing(head: User) -> None:
    with pytest.raises(NotAllowed):
        privacy.keep_to_retention(at=NOW, actor=acting(head))
