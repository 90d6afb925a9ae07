"""An activity that is changed keeps its promises: places that are taken, who is enrolled, what was counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from densach.kernel.actor import SYSTEM
from densach.services.activities.actions import (
    attending,
    closing,
    enrolling,
    groups,
    letters,
    planning,
    reviving,
    sessions,
)
from densach.services.activities.models import Activity, CountedOnce, Letter
from densach.services.activities.queries import letters as queries
from densach.services.activities.queries.activities import data_of_activity
from densach.services.activities.rules import activity as rules
from densach.services.activities.rules.attending import NotYetAnnounced
from densach.ui.wording import sentence
from tests import cast
from tests.services.activities import enrolment, stage
from tests.services.activities.class_of import SESSIONS, standing, the_book_is_right
from tests.services.activities.stage import NOW, TODAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def changed(activity: Activity, **given: Any) -> Activity:
    activity.refresh_from_db()
    data = replace(data_of_activity(activity), **given)
    return planning.change_activity(
        at=NOW, actor=SYSTEM, activity=activity, data=data, seen_revision=activity.revision
    )


def test_places_are_not_fewer_than_people_groups_and_invited_have_together(province: cast.Province) -> None:
    activity = enrolment.a_class(province.culture_centre, 8)
    enrolment.put(activity)
    enrolment.put(activity, invited=True)
    group = groups.GroupData("Lớp 4A", 4)
    groups.add_group(at=NOW, actor=SYSTEM, activity=activity, data=group)
    with pytest.raises(rules.FewerPlacesThanTaken) as caught:
        changed(activity, capacity=5)
    assert caught.value.params["taken"] == 6
    assert changed(activity, capacity=6).capacity == 6


def test_places_are_not_fewer_than_any_session_to_come_has_taken(province: cast.Province) -> None:
    activity = enrolment.a_class(province.culture_centre, 4, enrol_each=True)
    session = activity.sessions.get()
    for _each in range(3):
        enrolment.put(activity, session=session)
    with pytest.raises(rules.FewerPlacesThanTaken):
        changed(activity, capacity=2)
    assert changed(activity, capacity=3).capacity == 3


def test_places_of_the_whole_do_not_become_places_of_sessions_while_people_have_them(
    province: cast.Province,
) -> None:
    activity = enrolment.a_class(province.culture_centre, 2)
    mai = enrolment.put(activity)
    for given in ({"enrol_each": True}, {"enrol_mode": "none"}):
        with pytest.raises(rules.PeopleEnrolled) as caught:
            changed(activity, **given)
        assert "activities." not in sentence(caught.value)
    enrolling.leave(at=NOW, actor=SYSTEM, enrolment=mai)
    assert changed(activity, enrol_each=True).enrol_each
    assert changed(activity, enrol_mode="none").enrol_mode == "none"


def test_what_was_counted_follows_the_kind_and_the_interest(province: cast.Province) -> None:
    klass = stage.a_kind(once_centre="culture.classes")
    film = stage.a_kind("film-show", family="event", name_vi="Chiếu phim", name_en="Film show")
    activity = stage.an_activity(province.culture_centre, kind=klass)
    held = [stage.a_session(activity, TODAY - number * DAY) for number in (1, 2)]
    for session in held:
        attending.tap(at=NOW, actor=SYSTEM, session=session, quantity=5)
        closing.close_session(at=NOW, actor=SYSTEM, session=session, seen=0)
    assert CountedOnce.objects.filter(cancelled_at__isnull=True).count() == 1
    changed(activity, kind=film, interest="arts")
    for session in held:
        last = closing.last_closing(session)
        assert last is not None
        assert (last.number, last.taps) == (2, 5)
        assert all("kind=event" in one and "interest=arts" in one for one in last.lines[SESSIONS])
        assert standing(f"session:{session.pk}", SESSIONS) == 1
    assert not CountedOnce.objects.filter(cancelled_at__isnull=True).exists()
    the_book_is_right()


def test_a_changed_title_counts_nothing_anew(province: cast.Province) -> None:
    activity = stage.an_activity(province.culture_centre)
    session = stage.a_session(activity, TODAY - DAY)
    attending.tap(at=NOW, actor=SYSTEM, session=session)
    closing.close_session(at=NOW, actor=SYSTEM, session=session, seen=0)
    changed(activity, title="Lớp đờn ca tài tử, khóa 2")
    assert session.closings.count() == 1


def test_what_a_form_does_not_ask_stays(province: cast.Province, client: Client) -> None:
    kind = stage.a_kind("tap-luyen", enrols=False)
    activity = stage.an_activity(province.culture_centre, kind=kind, enrol_mode="invitation", cover_alt="Bìa")
    client.force_login(cast.the_culture_head(province))
    told = {
        "title": "Tập luyện", "interest": "sport", "channel": "onsite", "count_mode": "tally", "public": "on",
        "seen_revision": activity.revision,
    }  # fmt: skip
    assert client.post(reverse("activities:change", args=[activity.pk]), told).status_code == 302
    activity.refresh_from_db()
    assert (activity.title, activity.enrol_mode, activity.cover_alt) == ("Tập luyện", "invitation", "Bìa")


def test_more_places_go_to_who_waits_at_once(province: cast.Province) -> None:
    activity = enrolment.a_class(province.culture_centre, 1)
    for _each in range(4):
        enrolment.put(activity)
    changed(activity, capacity=3)
    assert enrolment.states(activity) == ["confirmed", "offered", "offered", "waiting"]
    changed(activity, capacity=None)
    assert enrolment.states(activity)[-1] == "confirmed"


def test_what_one_act_changes_is_one_letter_with_all_its_days(province: cast.Province) -> None:
    activity = enrolment.a_class(province.culture_centre)
    stage.a_session(activity, TODAY + 9 * DAY)
    enrolment.put(activity, enrolment.an_adult(email="tam@vi-du.vn"))
    activity.sessions.update(
        state="cancelled", cancelled_why="bão", sequence=1, changed_at=NOW + timedelta(hours=1)
    )
    enrolment.put(activity, enrolment.an_adult("Người mới", email="moi@vi-du.vn"), at=NOW + DAY)
    for day in (1, 2):
        letters.note_changes(at=NOW + day * DAY)
    (told,) = queries.worded(queries.waiting())
    first, second = (TODAY + number * DAY for number in (7, 9))
    assert f"{first:%d/%m/%Y}" in told.body and f"{second:%d/%m/%Y}" in told.body


def test_an_activity_taken_up_again_is_told_and_its_places_go_on(province: cast.Province) -> None:
    activity = enrolment.a_class(province.culture_centre, 1)
    first = enrolment.put(activity, enrolment.an_adult(email="tam@vi-du.vn"))
    enrolment.put(activity, enrolment.an_adult("Người chờ", email="cho@vi-du.vn"))
    planning.call_off(at=NOW, actor=SYSTEM, activity=activity, why="Hết kinh phí")
    enrolling.leave(at=NOW, actor=SYSTEM, enrolment=first)
    assert enrolment.states(activity) == ["left", "waiting"]
    reviving.take_up(at=NOW + DAY, actor=SYSTEM, activity=activity)
    assert enrolment.states(activity) == ["left", "offered"]
    assert letters.note_changes(at=NOW + 2 * DAY) == 0
    kinds = {(one.person.email, one.kind) for one in Letter.objects.all()}
    assert kinds == {("cho@vi-du.vn", "on"), ("cho@vi-du.vn", "offered")}


def test_an_activity_called_off_is_told_once_to_each_and_again_when_it_is_called_off_again(
    province: cast.Province,
) -> None:
    activity = enrolment.a_class(province.culture_centre, 1)
    stage.a_session(activity, TODAY + 9 * DAY)
    enrolment.put(activity, enrolment.a_child(email="me@vi-du.vn"), agreed_by="Mẹ")
    enrolment.put(activity, enrolment.an_adult(email="tam@vi-du.vn"))
    enrolment.put(activity)
    planning.call_off(at=NOW, actor=SYSTEM, activity=activity, why="Hết kinh phí")
    assert letters.note_changes(at=NOW) == 0
    found = queries.worded(queries.waiting())
    told = {(one.letter.person.email, "Hết kinh phí" in one.body) for one in found}
    assert told == {("me@vi-du.vn", True), ("tam@vi-du.vn", True)} and Letter.objects.count() == 2
    activity.refresh_from_db()
    Activity.objects.filter(pk=activity.pk).update(state="published", revision=activity.revision + 1)
    planning.call_off(at=NOW, actor=SYSTEM, activity=activity, why="Mưa bão")
    assert Letter.objects.filter(kind="off").count() == 4


def test_a_called_off_activity_is_taken_up_with_what_went_with_it(province: cast.Province) -> None:
    hall = stage.a_venue(province.culture_centre)
    activity = stage.an_activity(province.culture_centre)
    counted = stage.a_session(activity, TODAY - DAY)
    attending.tap(at=NOW, actor=SYSTEM, session=counted)
    closing.close_session(at=NOW, actor=SYSTEM, session=counted, seen=0)
    alone, first, second = (stage.a_session(activity, TODAY + n * DAY, venue=hall) for n in (1, 2, 3))
    sessions.cancel_session(at=NOW - DAY, actor=SYSTEM, session=alone, why="Bão")
    planning.call_off(at=NOW, actor=SYSTEM, activity=activity, why="Bão")
    other = stage.an_activity(province.culture_centre, "Hội xuân")
    stage.a_session(other, TODAY + 3 * DAY, venue=hall)
    done = reviving.take_up(at=NOW + DAY, actor=SYSTEM, activity=activity)
    assert (done.again, done.left) == (1, 1)
    assert (done.activity.state, done.activity.ended_why) == ("published", "")
    for session, state in (
        (counted, "held"),
        (alone, "cancelled"),
        (first, "planned"),
        (second, "cancelled"),
    ):
        session.refresh_from_db()
        assert session.state == state
    assert first.sequence == 2
    with pytest.raises(rules.NotInThisState):
        reviving.take_up(at=NOW + DAY, actor=SYSTEM, activity=activity)


def test_a_draft_that_was_called_off_is_a_draft_again(province: cast.Province) -> None:
    draft = stage.an_activity(province.culture_centre, published=False)
    planning.call_off(at=NOW, actor=SYSTEM, activity=draft, why="Chưa đủ người")
    assert reviving.take_up(at=NOW, actor=SYSTEM, activity=draft).activity.state == "draft"


def test_the_page_of_a_called_off_activity_offers_to_take_it_up(
    province: cast.Province, client: Client
) -> None:
    activity = stage.an_activity(province.culture_centre)
    stage.a_session(activity, timezone.localdate() + 3 * DAY, at=timezone.now())
    planning.call_off(at=timezone.now(), actor=SYSTEM, activity=activity, why="Bão")
    client.force_login(cast.the_culture_head(province))
    url = reverse("activities:take_up", args=[activity.pk])
    assert url in client.get(reverse("activities:activity", args=[activity.pk])).content.decode()
    told = client.post(url, follow=True).content.decode()
    assert "Hoạt động được mở lại, còn 1 buổi sẽ diễn ra." in told


def test_a_draft_makes_no_figures_until_it_is_announced(province: cast.Province) -> None:
    draft = stage.an_activity(province.culture_centre, published=False)
    session = stage.a_session(draft, TODAY - DAY)
    attending.tap(at=NOW, actor=SYSTEM, session=session)
    with pytest.raises(NotYetAnnounced) as caught:
        closing.close_session(at=NOW, actor=SYSTEM, session=session, seen=0)
    assert draft.title in sentence(caught.value)
    planning.publish(at=NOW, actor=SYSTEM, activity=draft)
    assert closing.close_session(at=NOW, actor=SYSTEM, session=session, seen=0).taps == 1
