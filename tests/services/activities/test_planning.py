"""Activities are planned, announced and called off; sessions are added, moved and called off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from densach.journal.models import Entry
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import Invalid, NotAllowed, NotFound
from densach.people.models import Employment
from densach.services.activities import access
from densach.services.activities.actions import planning, sessions
from densach.services.activities.models import SessionState
from densach.services.activities.queries import sessions as asked
from densach.services.activities.rules import activity as rules
from densach.services.activities.rules.activity import ActivityData, RoleData
from densach.services.activities.rules.verbs import MANAGE
from densach.ui.wording import sentence
from tests import cast
from tests.services.activities import stage
from tests.services.activities.stage import NOW, TODAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_planned_activity_is_a_draft_until_it_is_announced(province: cast.Province) -> None:
    draft = stage.an_activity(province.culture_centre, published=False)
    assert (draft.state, draft.published_at) == ("draft", None)
    announced = planning.publish(at=NOW, actor=SYSTEM, activity=draft)
    assert (announced.state, announced.published_at) == ("published", NOW)


def test_a_stranger_neither_finds_nor_plans_activities(province: cast.Province) -> None:
    activity = stage.an_activity(province.culture_centre)
    stranger = cast.acting(cast.the_stranger(province))
    with pytest.raises(NotFound):
        access.activity_for(stranger, activity.pk)
    with pytest.raises(NotAllowed):
        planning.plan_activity(
            at=NOW, actor=stranger, organisation=province.culture_centre,
            data=ActivityData(kind=stage.a_kind(), title="Lớp vẽ"),
        )  # fmt: skip
    assert not access.units_for(stranger, TODAY) or province.culture_centre.pk not in {
        one.id for one in access.units_for(stranger, TODAY)
    }


def test_the_department_sees_the_units_of_its_province_that_hold_activities(province: cast.Province) -> None:
    officer = cast.acting(cast.the_officer(province))
    found = {one.code for one in access.units_for(officer, TODAY)}
    assert {"tv-ba-vam", "bt-ba-vam", "vh-ba-vam", "vh-an-tien", "so-vhttdl-ba-vam"} <= found
    assert "tv-cuu-ha" not in found


def test_of_two_who_change_an_activity_the_later_is_told(province: cast.Province) -> None:
    activity = stage.an_activity(province.culture_centre)
    data = ActivityData(kind=activity.kind, title="Lớp đờn ca")
    planning.change_activity(
        at=NOW, actor=SYSTEM, activity=activity, data=data, seen_revision=activity.revision
    )
    with pytest.raises(rules.SeenAnOldActivity):
        planning.change_activity(
            at=NOW, actor=SYSTEM, activity=activity, data=data, seen_revision=activity.revision
        )


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"title": "  "}, rules.NoTitle),
        ({"title": "x", "min_age": 12, "max_age": 6}, rules.AgesBackwards),
        ({"title": "x", "capacity": 0}, rules.NoPlaces),
        ({"title": "x", "enrol_from": NOW, "enrol_until": NOW}, rules.EnrolmentBackwards),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    province: cast.Province, given: dict[str, object], refusal: type[Invalid]
) -> None:
    with pytest.raises(refusal) as caught:
        stage.an_activity(province.culture_centre, **given)  # type: ignore[arg-type]  # as forms give it
    assert "activities." not in sentence(caught.value)


def test_a_kind_is_held_by_the_families_that_it_names(province: cast.Province) -> None:
    kind = stage.a_kind("book-display", families=["library"])
    stage.an_activity(province.library, kind=kind)
    with pytest.raises(rules.KindOfOthers):
        stage.an_activity(province.museum, kind=kind)


def test_a_class_is_not_announced_without_its_teacher(province: cast.Province) -> None:
    kind = stage.a_kind("skills", needs_role="teacher")
    draft = stage.an_activity(province.culture_centre, kind=kind, published=False)
    with pytest.raises(rules.RoleLacks):
        planning.publish(at=NOW, actor=SYSTEM, activity=draft)
    planning.write_roles(
        at=NOW, actor=SYSTEM, activity=draft, roles=[RoleData("teacher", name="Nghệ nhân Ba Tu")]
    )
    assert planning.publish(at=NOW, actor=SYSTEM, activity=draft).state == "published"


def test_whoever_has_no_part_any_more_keeps_the_past(province: cast.Province) -> None:
    activity = stage.an_activity(province.culture_centre)
    first = RoleData("teacher", name="Ba Tu")
    planning.write_roles(at=NOW, actor=SYSTEM, activity=activity, roles=[first])
    second = RoleData("teacher", person=stage.a_person("Trần Út", born=None))
    planning.write_roles(at=NOW, actor=SYSTEM, activity=activity, roles=[second])
    assert [(row.name, row.ended_on) for row in activity.roles.order_by("pk")] == [
        ("Ba Tu", TODAY),
        ("", None),
    ]


def test_calling_off_an_activity_calls_off_what_is_to_come_and_leaves_what_was(
    province: cast.Province,
) -> None:
    activity = stage.an_activity(province.culture_centre)
    past = stage.a_session(activity, TODAY - DAY)
    coming = stage.a_session(activity, TODAY + DAY)
    with pytest.raises(rules.WhyLacks):
        planning.call_off(at=NOW, actor=SYSTEM, activity=activity, why=" ")
    planning.call_off(at=NOW, actor=SYSTEM, activity=activity, why="Bão số 9")
    past.refresh_from_db()
    coming.refresh_from_db()
    assert (past.state, coming.state, coming.cancelled_why) == ("planned", "cancelled", "Bão số 9")
    assert coming.sequence == 1


def test_an_activity_with_sessions_to_come_is_not_finished(province: cast.Province) -> None:
    activity = stage.an_activity(province.culture_centre)
    session = stage.a_session(activity, TODAY + DAY)
    with pytest.raises(rules.SessionsLeft):
        planning.finish(at=NOW, actor=SYSTEM, activity=activity)
    sessions.cancel_session(at=NOW, actor=SYSTEM, session=session, why="Mưa lớn")
    assert planning.finish(at=NOW, actor=SYSTEM, activity=activity).state == "done"
    with pytest.raises(rules.NotInThisState):
        stage.a_session(activity, TODAY + DAY)


def test_a_session_knows_its_day_in_viet_nam(province: cast.Province) -> None:
    session = stage.a_session(stage.an_activity(province.museum), TODAY, "06:00")
    assert (session.on, session.starts.hour) == (
        TODAY,
        23 if session.starts.utcoffset() == timedelta() else 6,
    )


def test_a_session_that_ends_before_it_starts_is_refused(province: cast.Province) -> None:
    activity = stage.an_activity(province.museum)
    with pytest.raises(rules.EndsBeforeItStarts) as caught:
        stage.a_session(activity, minutes=-30)
    assert "06:30 20/11/2026" in sentence(caught.value)


def test_a_session_out_of_the_calendars_reach_is_refused(province: cast.Province) -> None:
    activity = stage.an_activity(province.museum)
    with pytest.raises(rules.YearOutOfReach):
        stage.a_session(activity, TODAY.replace(year=2101))


def test_a_whole_day_lasts_from_midnight_to_midnight(province: cast.Province) -> None:
    activity = stage.an_activity(province.museum)
    session = stage.a_session(activity, TODAY, all_day=True)
    assert rules.when_text(session.starts, session.ends) == "20/11/2026 00:00 – 21/11/2026 00:00"


def test_a_moved_session_tells_the_calendars_and_the_journal(province: cast.Province) -> None:
    activity = stage.an_activity(province.culture_centre)
    session = stage.a_session(activity, TODAY + DAY)
    later = stage.when(TODAY + 2 * DAY, "18:00", 90, topic="Sáu câu vọng cổ")
    moved = sessions.move_session(at=NOW + DAY, actor=SYSTEM, session=session, when=later, seen_revision=1)
    assert (moved.uid, moved.sequence, moved.changed_at) == (session.uid, 1, NOW + DAY)
    assert (moved.on, moved.topic, moved.edited) == (TODAY + 2 * DAY, "Sáu câu vọng cổ", False)
    assert Entry.objects.filter(act="session.moved").get().params["before"] == "21/11/2026, 07:00–08:30"
    with pytest.raises(rules.SeenAnOldSession):
        sessions.move_session(at=NOW, actor=SYSTEM, session=session, when=later, seen_revision=1)


def test_a_closed_session_never_moves(province: cast.Province) -> None:
    session = stage.a_session(stage.an_activity(province.culture_centre))
    session.state, session.closed_at = SessionState.HELD, NOW
    session.save()
    with pytest.raises(rules.SessionClosed):
        sessions.move_session(at=NOW, actor=SYSTEM, session=session, when=stage.when(), seen_revision=1)
    with pytest.raises(rules.SessionClosed):
        sessions.cancel_session(at=NOW, actor=SYSTEM, session=session, why="nhầm")


def test_a_called_off_session_can_be_taken_up_again(province: cast.Province) -> None:
    session = stage.a_session(stage.an_activity(province.culture_centre), TODAY + DAY)
    called = sessions.cancel_session(at=NOW, actor=SYSTEM, session=session, why="Mất điện")
    assert (called.state, called.sequence) == ("cancelled", 1)
    again = sessions.restore_session(at=NOW, actor=SYSTEM, session=called)
    assert (again.state, again.cancelled_why, again.sequence) == ("planned", "", 2)


def test_a_room_is_not_promised_twice(province: cast.Province) -> None:
    hall = stage.a_venue(province.culture_centre)
    singing = stage.an_activity(province.culture_centre)
    dancing = stage.an_activity(province.culture_centre, "Câu lạc bộ khiêu vũ")
    stage.a_session(singing, TODAY + DAY, "19:00", 120, venue=hall)
    with pytest.raises(rules.VenueTaken) as caught:
        stage.a_session(dancing, TODAY + DAY, "20:00", 60, venue=hall)
    told = sentence(caught.value)
    assert "Lớp đờn ca tài tử" in told
    assert "19:00 21/11/2026" in told
    assert caught.value.params["free"] == "21:00 21/11/2026"
    assert stage.a_session(dancing, TODAY + DAY, "21:00", 60, venue=hall).pk


def test_a_called_off_session_leaves_its_room(province: cast.Province) -> None:
    hall = stage.a_venue(province.culture_centre)
    activity = stage.an_activity(province.culture_centre)
    first = stage.a_session(activity, TODAY + DAY, venue=hall)
    sessions.cancel_session(at=NOW, actor=SYSTEM, session=first, why="Mất điện")
    stage.a_session(activity, TODAY + DAY, venue=hall)
    with pytest.raises(rules.VenueTaken):
        sessions.restore_session(at=NOW, actor=SYSTEM, session=first)


def test_a_room_of_another_unit_is_not_taken(province: cast.Province) -> None:
    head = cast.acting(cast.the_culture_head(province))
    activity = stage.an_activity(province.culture_centre)
    with pytest.raises(rules.VenueOfOthers):
        stage.a_session(activity, TODAY + DAY, venue=stage.a_venue(province.museum), actor=head)


def test_a_teacher_in_two_places_at_once_is_told_and_not_refused(province: cast.Province) -> None:
    teacher = stage.a_person("Trần Út", born=None)
    one, other = stage.an_activity(province.culture_centre), stage.an_activity(province.library, "Nói chuyện")
    for activity in (one, other):
        planning.write_roles(
            at=NOW, actor=SYSTEM, activity=activity, roles=[RoleData("teacher", person=teacher)]
        )
    here = stage.a_session(one, TODAY + DAY, "19:00")
    there = stage.a_session(other, TODAY + DAY, "20:00")
    stage.a_session(other, TODAY + DAY, "09:00")
    (told,) = asked.in_two_places([here])
    assert (told.name, told.meanwhile) == ("Trần Út", there)


def test_sessions_of_a_period_are_those_that_touch_it(province: cast.Province) -> None:
    activity = stage.an_activity(province.museum)
    fair = stage.a_session(activity, TODAY - 3 * DAY, minutes=3 * 1440)
    stage.a_session(activity, TODAY - 4 * DAY)
    stage.a_session(activity, TODAY + DAY)
    assert list(asked.sessions_between(TODAY, TODAY, units=[province.museum.pk])) == [fair]
    assert not asked.sessions_between(TODAY, TODAY, units=[province.library.pk])


def test_only_whoever_manages_plans(province: cast.Province) -> None:
    leader = cast.acting(cast.the_leader(province))
    activity = stage.an_activity(province.library)
    assert access.activity_for(leader, activity.pk) == activity
    with pytest.raises(NotFound):
        access.activity_for(leader, activity.pk, MANAGE)


def test_a_name_in_two_places_of_one_unit_is_told_and_of_two_units_is_not(province: cast.Province) -> None:
    here, there = (stage.an_activity(province.culture_centre, title) for title in ("Lớp vẽ", "Lớp đàn"))
    elsewhere = stage.an_activity(province.library, "Nói chuyện")
    for activity in (here, there, elsewhere):
        planning.write_roles(
            at=NOW, actor=SYSTEM, activity=activity, roles=[RoleData("teacher", name="Trần Út")]
        )
        stage.a_session(activity, TODAY + DAY, "19:00")
    (told,) = asked.in_two_places(list(here.sessions.all()))
    assert (told.name, told.meanwhile.activity) == ("Trần Út", there)


def test_who_works_in_the_unit_is_known_by_the_name_that_is_written(
    province: cast.Province, client: Client
) -> None:
    head = cast.the_culture_head(province)
    teacher = stage.a_person("Trần Thị Út", born=None)
    Employment.objects.create(
        person=teacher, organisation=province.culture_centre, contract="civil_servant",
        valid_from=TODAY - 365 * DAY,
    )  # fmt: skip
    activity = stage.an_activity(province.culture_centre)
    client.force_login(head)
    told = {"role_head": "Trần Thị Út – người hướng dẫn\nTrần Thị Út\nBa Tu", "role_host": "", "partners": ""}
    assert client.post(reverse("activities:roles", args=[activity.pk]), told).status_code == 302
    rows = activity.roles.filter(ended_on__isnull=True).order_by("pk")
    assert [(row.person, row.name, row.about) for row in rows] == [
        (teacher, "", "người hướng dẫn"),
        (None, "Ba Tu", ""),
    ]
