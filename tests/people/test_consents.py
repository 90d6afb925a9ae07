"""Consents: never by silence, by the guardian for a child and with the child's own word, and withdrawn at any time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from densach.journal import queries as journal
from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation
from densach.people.actions import consents, persons
from densach.people.models import Consent, Person, User
from densach.people.queries import privacy
from densach.people.queries.privacy import has_consent
from densach.people.rules.purposes import (
    PURPOSES,
    ChildMustAgree,
    ConsentGiven,
    ConsentWithdrawn,
    GuardianNeeded,
    NotTheirOwnWord,
    UnknownPurpose,
    age_on,
    asks_the_child,
    is_child,
)
from densach.people.rules.staffing import NoSuchPerson, PersonData, Position
from tests.cast import NOW, TODAY, acting
from tests.people.staff import hired, with_account

VOLUNTEER = Position(contract="volunteer", title="Tình nguyện viên nhí")


def child_of(library: Organisation, birth_date: date, *, guarded: bool = True) -> Person:
    person = hired(library, "Bé Na", date(2026, 6, 1), VOLUNTEER, birth_date=birth_date).person
    if guarded:
        mother = PersonData(name="Nguyễn Thị Mẹ")
        persons.set_guardian(at=NOW, actor=SYSTEM, person=person, guardian=mother, relation="mẹ")
    return person


def record(person: Person, purpose: str, *, child_agreed: bool = False) -> Consent:
    return consents.record_consent(
        at=NOW, actor=SYSTEM, person=person, purpose=purpose, child_agreed=child_agreed
    )


@pytest.mark.parametrize("purpose", PURPOSES)
def test_silence_is_no_consent(library: Organisation, purpose: str) -> None:
    assert not has_consent(hired(library).person, purpose, at=NOW)


def test_a_consent_holds_from_its_giving_to_its_withdrawal_and_for_its_purpose_alone(
    library: Organisation,
) -> None:
    person = hired(library).person
    given = record(person, "photo")
    later = NOW + timedelta(days=30)
    consents.record_withdrawal(at=later, actor=SYSTEM, consent=given)
    instants = [
        NOW - timedelta(seconds=1),
        NOW,
        later - timedelta(seconds=1),
        later,
        later + timedelta(days=1),
    ]
    assert [has_consent(person, "photo", at=at) for at in instants] == [False, True, True, False, False]
    assert not has_consent(person, "publicity", at=NOW)


def test_the_words_that_were_read_are_kept(library: Organisation) -> None:
    given = record(hired(library).person, "photo")
    assert "hình" in given.wording
    assert given.given_by_name == "Lâm Thị Kho"


def test_nothing_is_agreed_to_twice_or_withdrawn_twice(library: Organisation) -> None:
    person = hired(library).person
    given = record(person, "photo")
    with pytest.raises(ConsentGiven):
        record(person, "photo")
    consents.record_withdrawal(at=NOW, actor=SYSTEM, consent=given)
    with pytest.raises(ConsentWithdrawn):
        consents.record_withdrawal(at=NOW, actor=SYSTEM, consent=given)
    record(person, "photo")
    assert len(privacy.consents_of(person)) == 2


def test_an_unknown_purpose_is_refused(library: Organisation) -> None:
    with pytest.raises(UnknownPurpose):
        record(hired(library).person, "everything")


# children ----------------------------------------------------------------------------------------------------


def test_for_a_child_nobody_agrees_before_the_guardian_is_known(library: Organisation) -> None:
    with pytest.raises(GuardianNeeded):
        record(child_of(library, date(2014, 1, 1), guarded=False), "photo")


def test_the_guardian_agrees_for_a_child(library: Organisation) -> None:
    given = record(child_of(library, date(2014, 1, 1)), "photo")
    assert given.given_by_name == "Nguyễn Thị Mẹ"
    assert given.guardian is not None
    assert given.child_agreed is None


def test_what_publishes_asks_a_child_of_seven_too(library: Organisation) -> None:
    person = child_of(library, date(2019, 11, 20))
    with pytest.raises(ChildMustAgree):
        record(person, "publicity")
    assert record(person, "publicity", child_agreed=True).child_agreed is True


def test_a_child_under_seven_is_not_asked(library: Organisation) -> None:
    assert record(child_of(library, date(2019, 11, 21)), "publicity").child_agreed is None


def test_from_sixteen_on_a_person_agrees_alone(library: Organisation) -> None:
    given = record(child_of(library, date(2010, 11, 20)), "publicity")
    assert (given.given_by_name, given.guardian) == ("Bé Na", None)


def test_a_child_does_not_agree_by_its_own_account_but_may_withdraw_by_it(
    library: Organisation, librarian: User
) -> None:
    job = hired(library, "Bé Na", date(2026, 6, 1), VOLUNTEER, birth_date=date(2012, 1, 1))
    person = with_account(job, librarian)
    mother = PersonData(name="Nguyễn Thị Mẹ")
    persons.set_guardian(at=NOW, actor=SYSTEM, person=person, guardian=mother, relation="mẹ")
    with pytest.raises(NotTheirOwnWord):
        consents.agree(at=NOW, actor=acting(librarian), user=librarian, purpose="photo")
    record(person, "photo")
    consents.withdraw(at=NOW, actor=acting(librarian), user=librarian, purpose="photo")
    assert not has_consent(person, "photo", at=NOW)


@pytest.mark.parametrize(("birth_date", "guarded", "child"), [
    (date(2010, 11, 20), False, False), (date(2010, 11, 21), False, True), (None, False, False),
    (None, True, True), (date(2000, 1, 1), True, False),
])  # fmt: skip
def test_who_is_a_child(birth_date: date | None, guarded: bool, child: bool) -> None:
    assert is_child(birth_date, guarded, TODAY) is child


def test_somebody_born_on_a_leap_day_grows_older_in_march() -> None:
    born = date(2012, 2, 29)
    assert [
        age_on(born, day)
        for day in (date(2028, 2, 28), date(2028, 2, 29), date(2027, 2, 28), date(2027, 3, 1))
    ] == [15, 16, 14, 15]


def test_a_child_of_unknown_age_is_asked_where_life_is_published() -> None:
    assert asks_the_child(PURPOSES["publicity"], None, TODAY)
    assert not asks_the_child(PURPOSES["photo"], None, TODAY)


# who may ----------------------------------------------------------------------------------------------------


def test_a_person_agrees_and_withdraws_by_their_own_account(librarian: User) -> None:
    consents.agree(at=NOW, actor=acting(librarian), user=librarian, purpose="notices_email")
    person = Person.objects.get(user=librarian)
    assert has_consent(person, "notices_email", at=NOW)
    consents.withdraw(at=NOW, actor=acting(librarian), user=librarian, purpose="notices_email")
    assert not has_consent(person, "notices_email", at=NOW)


def test_a_sibling_units_head_writes_down_no_consent(head: User, museum: Organisation) -> None:
    with pytest.raises(NoSuchPerson):
        consents.record_consent(at=NOW, actor=acting(head), person=hired(museum).person, purpose="photo")


def test_giving_and_withdrawing_are_journalled_without_the_name(library: Organisation) -> None:
    person = hired(library).person
    consents.record_withdrawal(at=NOW, actor=SYSTEM, consent=record(person, "photo"))
    lines = journal.lines(journal.Wanted(subject=f"person:{person.pk}"))
    assert [line.act for line in lines[:2]] == ["people.consent_withdrawn", "people.consent_given"]
    assert not any("Kho" in line.words for line in lines)
