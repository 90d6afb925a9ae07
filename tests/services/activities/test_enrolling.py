"""Places, the waiting list, offers, approval and invitation; what is asked and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from densach.kernel.actor import SYSTEM, VISITOR
from densach.kernel.errors import NotAllowed
from densach.organisations.models import Organisation
from densach.people.queries.privacy import has_consent
from densach.services.activities.actions import daily, enrolling
from densach.services.activities.actions.sessions import cancel_session
from densach.services.activities.models import Enrolment, EnrolmentStep, Letter
from densach.services.activities.queries.enrolled import counts, learners_of, place_in_line
from densach.services.activities.queries.places import places_of, places_of_many, places_of_sessions
from densach.services.activities.rules import enrolling as rules
from tests import cast
from tests.services.activities.enrolment import a_child, a_class, an_adult, put, states
from tests.services.activities.stage import NOW, TODAY, a_session, an_activity

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_places_are_given_in_order_and_whoever_comes_later_waits(culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, 2)
    found = [put(talent) for _number in range(4)]
    assert states(talent) == ["confirmed", "confirmed", "waiting", "waiting"]
    assert [one.seat for one in found] == [1, 2, None, None]
    assert [one.position for one in found] == [1, 2, 3, 4]
    told = places_of(talent, NOW)
    assert (told.capacity, told.taken, told.waiting, told.left, told.full, told.open) == (
        2,
        2,
        2,
        0,
        True,
        True,
    )
    assert place_in_line(found) == {found[2].pk: 1, found[3].pk: 2}
    assert counts(talent) == {"": 2, "pending": 0, "waiting": 2, "offered": 0, "ended": 0, "*": 4}


def test_two_people_cannot_have_one_place_whatever_the_program_does(culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, 3)
    first, second = put(talent), put(talent)
    second.seat = first.seat
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_leaving_frees_the_place_which_is_offered_to_the_first_who_waits(
    culture_centre: Organisation,
) -> None:
    talent = a_class(culture_centre, 1)
    first, second, third = put(talent), put(talent), put(talent)
    enrolling.leave(at=NOW, actor=SYSTEM, enrolment=first, why="chuyển nhà")
    second.refresh_from_db()
    assert (second.state, second.seat, second.offered_until) == ("offered", 1, NOW + 48 * HOUR)
    assert states(talent) == ["left", "offered", "waiting"]
    # While it is offered, a newcomer does not get it.
    assert put(talent).state == "waiting"
    enrolling.accept(at=NOW + HOUR, actor=SYSTEM, enrolment=second)
    assert states(talent) == ["left", "confirmed", "waiting", "waiting"]
    steps = EnrolmentStep.objects.filter(enrolment=second).order_by("pk").values_list("before", "after")
    assert list(steps) == [("", "waiting"), ("waiting", "offered"), ("offered", "confirmed")]
    assert third.position == 3


def test_an_offer_not_answered_passes_on_and_comes_too_late(culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, 1)
    first, second, third = put(talent), put(talent), put(talent)
    enrolling.leave(at=NOW, actor=SYSTEM, enrolment=first)
    with pytest.raises(rules.OfferLapsed):
        enrolling.accept(at=NOW + 49 * HOUR, actor=SYSTEM, enrolment=second)
    assert enrolling.lapse_offers(at=NOW + 49 * HOUR) == 1
    assert states(talent) == ["left", "lapsed", "offered"]
    third.refresh_from_db()
    assert third.offered_until == NOW + 97 * HOUR
    assert enrolling.lapse_offers(at=NOW + 49 * HOUR) == 0
    # Whoever lapsed may come back, behind the others.
    assert put(talent, second.person, at=NOW + 50 * HOUR).position == 4


def test_no_offer_reaches_past_the_start_of_the_session(culture_centre: Organisation) -> None:
    talent = an_activity(culture_centre, capacity=1, enrol_mode="open")
    session = a_session(talent, TODAY + timedelta(days=1), "07:00")
    first, second = put(talent), put(talent)
    enrolling.leave(at=NOW, actor=SYSTEM, enrolment=first)
    second.refresh_from_db()
    assert second.offered_until == session.starts
    # The session has begun: nobody is offered a place in what has been.
    put(talent)
    enrolling.lapse_offers(at=session.starts)
    assert states(talent) == ["left", "lapsed", "waiting"]


def test_without_hours_to_answer_in_the_place_is_the_next_ones_at_once(culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, 1, offer_hours=0)
    first = put(talent)
    put(talent)
    enrolling.leave(at=NOW, actor=SYSTEM, enrolment=first)
    assert states(talent) == ["left", "confirmed"]


def test_more_places_are_offered_to_who_waits_by_the_days_run(culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, 1)
    for _number in range(4):
        put(talent)
    talent.capacity = 3
    talent.save()
    daily.run_day(at=NOW)
    assert states(talent) == ["confirmed", "offered", "offered", "waiting"]


def test_a_full_activity_without_waiting_list_says_so(culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, 1, waiting_list=False)
    put(talent)
    with pytest.raises(rules.Full):
        put(talent)
    told = places_of(talent, NOW)
    assert not told.open and isinstance(told.why_not, rules.Full)


def test_the_same_person_twice_is_refused_and_the_same_request_is_one_enrolment(
    culture_centre: Organisation,
) -> None:
    talent = a_class(culture_centre, 5)
    tam = an_adult()
    first = put(talent, tam, key="abc")
    assert put(talent, tam, key="abc").pk == first.pk
    with pytest.raises(rules.AlreadyEnrolled):
        put(talent, tam)
    with pytest.raises(rules.KeyUsed):
        put(talent, an_adult("Người khác"), key="abc")


def test_the_same_child_entered_twice_is_asked_about(culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, 5)
    put(talent, a_child("Lê Thị Bé"), agreed_by="Mẹ")
    again = a_child("lê thị  bé")
    with pytest.raises(rules.AlikeEnrolled) as refused:
        put(talent, again, agreed_by="Cha")
    assert refused.value.question == "alike"
    assert put(talent, again, agreed_by="Cha", sure=["alike"]).state == "confirmed"


def test_ages_hold_on_the_day_of_the_first_session_and_an_unknown_age_is_asked(
    culture_centre: Organisation,
) -> None:
    talent = a_class(culture_centre, 9, min_age=6, max_age=10)
    first_day = TODAY + timedelta(days=7)
    six_that_day = a_child("Sáu Tuổi", first_day.replace(year=first_day.year - 6))
    put(talent, six_that_day, agreed_by="Mẹ")
    with pytest.raises(rules.TooYoung) as refused:
        put(
            talent,
            a_child("Chưa Đủ", date(first_day.year - 6, first_day.month, first_day.day + 1)),
            agreed_by="Mẹ",
        )
    assert refused.value.params["age"] == 5
    with pytest.raises(rules.TooOld):
        put(talent, an_adult())
    with pytest.raises(rules.AgeNotTold):
        put(talent, a_child("Không Rõ", None), agreed_by="Mẹ")
    assert put(talent, a_child("Không Rõ", None), agreed_by="Mẹ", sure=["age"]).state == "confirmed"


def test_an_activity_for_an_area_asks_whether_the_person_belongs_there(province: cast.Province) -> None:
    talent = a_class(province.culture_centre, 9, area=province.commune_area)
    with pytest.raises(rules.LivesThere):
        put(talent)
    assert put(talent, sure=["area"]).state == "confirmed"


def test_a_child_enrols_with_a_guardian_who_agrees(culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, 9)
    with pytest.raises(rules.GuardianMissing):
        put(talent, an_adult("Một Mình", date(2016, 1, 1)), agreed_by="ai đó")
    child = a_child()
    with pytest.raises(rules.GuardianMustAgree):
        put(talent, child)
    found = put(talent, child, agreed_by="Mẹ của Lê Thị Bé", consents=["photo"])
    assert found.agreed_by == "Mẹ của Lê Thị Bé"
    assert has_consent(child, "photo", at=NOW) and not has_consent(child, "learning_record", at=NOW)


def test_enrolment_has_its_time_and_staff_may_take_a_latecomer(culture_centre: Organisation) -> None:
    early = a_class(culture_centre, 9, enrol_from=NOW + HOUR)
    with pytest.raises(rules.NotOpenYet):
        put(early)
    late = a_class(culture_centre, 9, enrol_until=NOW - HOUR)
    with pytest.raises(rules.EnrolmentOver):
        put(late)
    assert put(late, sure=["late"]).state == "confirmed"
    assert isinstance(places_of(late, NOW).why_not, rules.EnrolmentOver)


def test_nobody_enrols_for_what_is_over_called_off_or_open_to_all(culture_centre: Organisation) -> None:
    with pytest.raises(rules.NobodyEnrols):
        put(an_activity(culture_centre))
    over = an_activity(culture_centre, enrol_mode="open")
    a_session(over, TODAY - timedelta(days=3))
    with pytest.raises(rules.OverOrCalledOff):
        put(over)


def test_by_approval_one_waits_for_the_word_and_is_told_why_not(culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, 1, enrol_mode="approval")
    first, second, third = put(talent), put(talent), put(talent)
    assert states(talent) == ["pending"] * 3
    with pytest.raises(rules.WhyDeclined):
        enrolling.decline(at=NOW, actor=SYSTEM, enrolment=third, why=" ")
    outcome = enrolling.decide_many(
        at=NOW, actor=SYSTEM, activity=talent, ids=[second.pk, first.pk], act="approve"
    )
    assert outcome.done == [first.pk, second.pk] and not outcome.refused
    enrolling.decline(at=NOW, actor=SYSTEM, enrolment=third, why="chưa đủ trình độ")
    assert states(talent) == ["confirmed", "waiting", "declined"]
    again = enrolling.decide_many(at=NOW, actor=SYSTEM, activity=talent, ids=[second.pk], act="approve")
    assert isinstance(again.refused[second.pk], rules.NoPlaceNow)


def test_an_invitation_keeps_a_place_until_enrolment_ends(culture_centre: Organisation) -> None:
    until = NOW + 24 * HOUR
    talent = a_class(culture_centre, 1, enrol_mode="invitation", enrol_until=until)
    invited = put(talent, invited=True)
    assert (invited.state, invited.seat, invited.offered_until) == ("invited", 1, until)
    with pytest.raises(rules.NoPlaceNow):
        put(talent, invited=True)
    enrolling.lapse_offers(at=until)
    assert states(talent) == ["lapsed"]


def test_people_enrol_for_single_sessions_where_the_activity_says_so(culture_centre: Organisation) -> None:
    talks = an_activity(culture_centre, enrol_mode="open", enrol_each=True, capacity=1)
    first, second = (a_session(talks, TODAY + timedelta(days=day)) for day in (3, 4))
    tam = an_adult()
    with pytest.raises(rules.ChooseASession):
        put(talks, tam)
    put(talks, tam, session=first)
    put(talks, tam, session=second)
    assert put(talks, session=first).state == "waiting"
    assert {one.person.pk for one in learners_of(first)} == {tam.pk}
    told = places_of_sessions(talks, [first, second], NOW)
    assert [(told[one.pk].taken, told[one.pk].waiting) for one in (first, second)] == [(1, 1), (1, 0)]
    assert places_of_many([talks], NOW)[talks.pk].capacity is None


def test_a_fee_is_noted_and_half_of_it_by_law_for_the_severely_disabled(culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, 9, fee=200_000, fee_free=("child",))
    assert put(talent).fee == 200_000
    child = put(talent, a_child(), agreed_by="Mẹ")
    assert (child.free, child.fee) == ("child", 0)
    assert put(talent, free="heavy").fee == 100_000
    with pytest.raises(rules.NotFree):
        put(talent, free="poor")


def test_only_staff_of_the_unit_enrol(culture_centre: Organisation, province: cast.Province) -> None:
    talent = a_class(culture_centre)
    for actor in (VISITOR, cast.acting(cast.the_museum_keeper(province))):
        with pytest.raises(NotAllowed):
            enrolling.enrol(at=NOW, actor=actor, activity=talent, person=an_adult())


def test_the_sheet_has_names_in_vietnamese_order_with_their_bands(culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, 9)
    for name in ("Trần Văn Ân", "Lê Thị Ánh", "Nguyễn Văn An"):
        put(talent, an_adult(name))
    put(talent, a_child("Phạm Bình"), agreed_by="Mẹ")
    told = [(one.name, one.band.code if one.band else "") for one in learners_of(talent.sessions.get())]
    assert told == [
        ("Nguyễn Văn An", "b31_59"), ("Lê Thị Ánh", "b31_59"), ("Trần Văn Ân", "b31_59"), ("Phạm Bình", "b6_10"),
    ]  # fmt: skip


def test_an_offer_is_told_to_the_guardian_and_a_called_off_session_to_who_has_a_place(
    culture_centre: Organisation,
) -> None:
    talent = a_class(culture_centre, 1)
    first = put(talent, an_adult("Trần Văn Tám", email="tam@example.vn"))
    put(talent, a_child(email="me@example.vn"), agreed_by="Mẹ của Lê Thị Bé")
    enrolling.leave(at=NOW, actor=SYSTEM, enrolment=first)
    numbers = daily.run_day(at=NOW + HOUR)
    assert numbers["letters_sent"] == 1
    assert mail.outbox[-1].to == ["me@example.vn"] and "Lê Thị Bé" in mail.outbox[-1].body
    cancel_session(at=NOW + HOUR, actor=SYSTEM, session=talent.sessions.get(), why="thầy ốm", reach="one")
    assert daily.run_day(at=NOW + 2 * HOUR)["letters_sent"] == 1
    assert "thầy ốm" in mail.outbox[-1].body
    assert daily.run_day(at=NOW + 3 * HOUR)["letters_sent"] == 0
    assert Letter.objects.count() == 2


def test_the_life_of_an_enrolment_ends_where_the_table_says() -> None:
    for state, acts in rules.LIFE.items():
        assert bool(acts) != (state in rules.ENDED)
        assert set(acts.values()) <= set(rules.LIFE)
    with pytest.raises(rules.Unfit):
        rules.after("left", "accept")


def test_enrolments_of_many_activities_are_asked_in_a_fixed_number_of_queries(
    culture_centre: Organisation, django_assert_num_queries: object
) -> None:
    found = [a_class(culture_centre) for _number in range(3)]
    for one in found:
        put(one)
    with django_assert_num_queries(3):  # type: ignore[operator]  # the fixture is not typed
        places_of_many(found, NOW)
    assert Enrolment.objects.count() == 3
