"""Citizens enrol themselves and their children, answer offers, follow; what is kept of them is told and erased."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation
from densach.people.actions.consents import record_served
from densach.people.actions.persons import own_person
from densach.people.models import Person, User
from densach.people.privacy import told
from densach.people.rules.staffing import BornInFuture, PersonData
from densach.services.activities.actions import citizens, enrolling, planning
from densach.services.activities.actions.forgetting import erase_learner
from densach.services.activities.actions.letters import note_changes
from densach.services.activities.actions.sessions import cancel_session
from densach.services.activities.models import Enrolment, Letter
from densach.services.activities.queries.enrolled import alike
from densach.services.activities.queries.mine import enrolled_in, follows, mine, own_enrolment
from densach.services.activities.rules import enrolling as rules
from densach.ui.wording import sentence
from tests.services.activities.enrolment import a_child, a_class, an_adult, put, states
from tests.services.activities.stage import NOW, TODAY, a_session, an_activity

pytestmark = pytest.mark.django_db


def test_a_citizen_takes_a_place_sees_it_and_leaves(citizen: User, culture_centre: Organisation) -> None:
    talent = a_class(culture_centre)
    found = citizens.enrol_oneself(at=NOW, user=citizen, activity=talent, key="one")
    assert citizens.enrol_oneself(at=NOW, user=citizen, activity=talent, key="one").pk == found.pk
    line = mine(citizen, NOW)[0]
    assert (line.who, line.enrolment.state, line.line) == ("", "confirmed", None)
    assert line.next == talent.sessions.get() and enrolled_in(citizen, talent) == [found]
    assert own_enrolment(citizen, found.pk) == found
    citizens.leave_oneself(at=NOW, user=citizen, enrolment=found)
    assert mine(citizen, NOW) == [] and len(mine(citizen, NOW, ended=True)) == 1


def test_a_parent_enrols_a_child_by_agreeing_and_nobody_elses(
    citizen: User, culture_centre: Organisation
) -> None:
    talent = a_class(culture_centre)
    data = PersonData(name="Bé Na", birth_date=date(2017, 4, 1))
    child = citizens.new_ward(at=NOW, user=citizen, data=data, relation="mẹ")
    assert citizens.new_ward(at=NOW, user=citizen, data=data).pk == child.pk
    with pytest.raises(rules.GuardianMustAgree):
        citizens.enrol_oneself(at=NOW, user=citizen, activity=talent, who=child)
    found = citizens.enrol_oneself(at=NOW, user=citizen, activity=talent, who=child, agreed=True)
    assert found.agreed_by == citizen.name and mine(citizen, NOW)[0].who == "Bé Na"
    with pytest.raises(rules.NotYours):
        citizens.enrol_oneself(at=NOW, user=citizen, activity=talent, who=an_adult())
    with pytest.raises(rules.NotYours):
        citizens.leave_oneself(at=NOW, user=citizen, enrolment=put(talent))


def test_a_child_of_two_parents_is_not_enrolled_twice_unasked(
    citizen: User, culture_centre: Organisation
) -> None:
    talent = a_class(culture_centre)
    data = PersonData(name="Bé Na", birth_date=date(2017, 4, 1))
    father = put(talent, citizens.new_ward(at=NOW, user=citizen, data=data), agreed_by="Cha")
    other = an_adult("Bé Na", date(2017, 4, 1))
    other.guardian = an_adult("Người cha")
    other.save()
    with pytest.raises(rules.AlikeEnrolled):
        put(talent, other, agreed_by="Người cha")
    assert father.state == "confirmed"


def test_a_refused_child_is_not_kept(citizen: User, culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, max_age=10)
    child = citizens.NewWard(PersonData(name="Bé Na", birth_date=date(2000, 4, 1)), "mẹ")
    before = Person.objects.count()
    for refusal, agreed in ((rules.TooOld, True), (rules.TooOld, False)):
        with pytest.raises(refusal):
            citizens.enrol_oneself(at=NOW, user=citizen, activity=talent, who=child, agreed=agreed)
    assert Person.objects.count() == before
    small = citizens.NewWard(PersonData(name="Bé Na", birth_date=date(2018, 4, 1)), "mẹ")
    for _twice in range(2):
        citizens.enrol_oneself(at=NOW, user=citizen, activity=talent, who=small, agreed=True, key="k")
    assert Person.objects.filter(name="Bé Na").count() == 1 and states(talent) == ["confirmed"]


def test_a_citizen_does_not_learn_whether_somebody_elses_child_is_enrolled_but_the_unit_sees_two_alike(
    citizen: User, culture_centre: Organisation
) -> None:
    talent = a_class(culture_centre, 5)
    there = put(talent, a_child("Bé Na", date(2017, 4, 1)), agreed_by="Cha")
    lone = put(talent)
    child = citizens.NewWard(PersonData(name="bé na", birth_date=date(2017, 4, 1)))
    mine_ = citizens.enrol_oneself(at=NOW, user=citizen, activity=talent, who=child, agreed=True)
    assert mine_.state == "confirmed"
    rows = list(Enrolment.objects.select_related("person"))
    assert alike(rows) == {there.pk: mine_.pk, mine_.pk: there.pk} and lone.pk not in alike(rows)
    enrolling.leave(at=NOW, actor=SYSTEM, enrolment=mine_)
    assert alike(list(Enrolment.objects.select_related("person"))) == {}


def test_nobody_gets_a_place_in_what_was_called_off(citizen: User, culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, 1)
    first = put(talent)
    offer = citizens.enrol_oneself(at=NOW, user=citizen, activity=talent)
    enrolling.leave(at=NOW, actor=SYSTEM, enrolment=first)
    waiting = put(talent)
    planning.call_off(at=NOW, actor=SYSTEM, activity=talent, why="Hết kinh phí")
    line = mine(citizen, NOW)[0]
    assert line.called_off and not line.to_answer
    with pytest.raises(rules.OverOrCalledOff):
        citizens.answer_offer(at=NOW, user=citizen, enrolment=offer, accepts=True)
    with pytest.raises(rules.OverOrCalledOff):
        enrolling.approve(at=NOW, actor=SYSTEM, enrolment=waiting)
    citizens.answer_offer(at=NOW, user=citizen, enrolment=offer, accepts=False)
    assert states(talent) == ["left", "left", "waiting"]


def test_leaving_twice_is_refused_with_the_state_in_words(
    citizen: User, culture_centre: Organisation
) -> None:
    found = citizens.enrol_oneself(at=NOW, user=citizen, activity=a_class(culture_centre))
    citizens.leave_oneself(at=NOW, user=citizen, enrolment=found)
    with pytest.raises(rules.Unfit) as refused:
        citizens.leave_oneself(at=NOW, user=citizen, enrolment=found)
    assert "“đã rút”" in sentence(refused.value)


def test_a_day_of_birth_to_come_is_told_as_such(citizen: User) -> None:
    data = PersonData(name="Bé Na", birth_date=date(2035, 5, 5))
    with pytest.raises(BornInFuture):
        citizens.new_ward(at=NOW, user=citizen, data=data)


def test_citizens_enrol_only_for_what_is_announced_and_open(
    citizen: User, culture_centre: Organisation
) -> None:
    draft = an_activity(culture_centre, published=False, enrol_mode="open")
    invited = a_class(culture_centre, enrol_mode="invitation")
    for activity, refusal in ((draft, rules.NotAnnounced), (invited, rules.ByInvitation)):
        with pytest.raises(refusal):
            citizens.enrol_oneself(at=NOW, user=citizen, activity=activity)
    me = own_person(at=NOW, user=citizen)
    offer = put(invited, me, invited=True)
    assert mine(citizen, NOW)[0].to_answer
    citizens.answer_offer(at=NOW, user=citizen, enrolment=offer, accepts=True)
    assert states(invited) == ["confirmed"]


def test_by_approval_a_citizen_waits_for_the_word(citizen: User, culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, enrol_mode="approval", fee=100_000)
    found = citizens.enrol_oneself(at=NOW, user=citizen, activity=talent, free="severe", consents=["photo"])
    assert (found.state, found.fee) == ("pending", 0)


def test_a_refused_offer_goes_to_the_next(citizen: User, culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, 1)
    first = put(talent)
    mine_ = citizens.enrol_oneself(at=NOW, user=citizen, activity=talent)
    put(talent)
    assert mine(citizen, NOW)[0].line == 1
    enrolling.leave(at=NOW, actor=SYSTEM, enrolment=first)
    citizens.answer_offer(at=NOW, user=citizen, enrolment=mine_, accepts=False)
    assert states(talent) == ["left", "left", "offered"]


def test_a_follower_hears_of_a_called_off_session_by_consent_only(
    citizen: User, culture_centre: Organisation
) -> None:
    talks = an_activity(culture_centre)
    session = a_session(talks, TODAY + timedelta(days=3))
    citizens.follow(at=NOW, user=citizen, activity=talks)
    citizens.follow(at=NOW, user=citizen, activity=talks)
    me = own_person(at=NOW, user=citizen)
    cancel_session(at=NOW, actor=SYSTEM, session=session, why="bão", reach="one")
    assert follows(citizen, talks) and note_changes(at=NOW) == 0
    record_served(at=NOW, actor=SYSTEM, person=me, purpose="notices_email")
    assert note_changes(at=NOW) == 1 and note_changes(at=NOW) == 0
    citizens.unfollow(user=citizen, activity=talks)
    assert not follows(citizen, talks)


def test_erasing_a_person_ends_the_enrolment_passes_the_place_on_and_leaves_no_word(
    citizen: User, culture_centre: Organisation
) -> None:
    talent = a_class(culture_centre, 1)
    found = citizens.enrol_oneself(at=NOW, user=citizen, activity=talent, note="dị ứng")
    waiting = put(talent)
    me = own_person(at=NOW, user=citizen)
    assert "enrolments" in {section.code for section in told(me)}
    assert [one.erased for one in erase_learner(me, NOW)] == [True]
    found.refresh_from_db()
    waiting.refresh_from_db()
    assert (found.state, found.note, found.code, found.made_by_name) == ("left", "", "", "–")
    assert waiting.state == "offered"
    assert not Letter.objects.filter(person=me).exists()
    assert Enrolment.objects.filter(person=me).count() == 1
