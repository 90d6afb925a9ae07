"""Clubs, groups and teams: their life, their members, their meetings and trips, and what the book says of them."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import client

from densach.facts import actions as book
from densach.facts import served
from densach.kernel.actor import SYSTEM
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.models import Person
from densach.people.privacy import holders, told
from densach.people.queries import StaffActor
from densach.people.rules.staffing import PersonData
from densach.portal.agenda.centre import running_of
from densach.services.activities.actions import attending, sessions
from densach.services.activities.models import ActivityState, Enrolment, Interest, Session, SessionState
from densach.services.activities.queries.enrolled import learners_of
from densach.services.activities.rules.activity import When, instant
from densach.services.activities.rules.enrolling import GuardianMissing, GuardianMustAgree
from densach.services.clubs import actions
from densach.services.clubs.models import Club, ClubKind, ClubState, Membership, Trip
from densach.services.clubs.queries import clubs as read
from densach.services.clubs.queries import figures, papers, trips
from densach.services.clubs.queries.counting import by_hand
from densach.services.clubs.queries.public import public_clubs
from densach.services.clubs.rules.given import ClubData, GrowData
from densach.services.clubs.rules.refusals import (
    ChangedSince,
    CountsAlready,
    InTheFuture,
    MemberAlready,
    MorePartsThanPeople,
    NameTaken,
    NobodyCounted,
    NotNow,
    OnlyNumbers,
    RenewedBackwards,
    Signed,
    StaysHome,
    TooEarly,
    WhyNeeded,
    YearNotOver,
)
from densach.services.clubs.rules.spine import meeting_kind
from tests import cast
from tests.services.activities.class_of import standing, the_book_is_right, total
from tests.services.clubs.stage import (
    FOUNDED,
    NOW,
    TODAY,
    a_club,
    a_group,
    fresh,
    goes,
    joins,
    meets,
    reading,
    step,
)

pytestmark = pytest.mark.django_db
CLUBS, TEAMS, TRIPS = "culture.clubs", "culture.teams", "culture.team_trips"
CHILD = date(2016, 4, 4)


def test_a_club_is_founded_with_its_head_its_activity_and_its_reading(province: cast.Province) -> None:
    club = a_club(province.culture_centre)
    assert club.activity is not None
    assert (club.activity.kind.code, club.activity.state) == ("club_meeting", ActivityState.PUBLISHED)
    head = read.head_of(club)
    assert head is not None and (head.person.name, head.since) == ("Trần Văn Hai", FOUNDED)
    assert [one.act for one in read.steps_of(club)] == ["found"]
    assert reading(province.culture_centre, CLUBS) == 1
    a_club(province.culture_centre, "Đội tuyên truyền tỉnh", kind="mobile_team", head=False)
    a_club(province.culture_centre, "Đội bóng chuyền", kind="sport_team", head=False)
    assert (reading(province.culture_centre, CLUBS), reading(province.culture_centre, TEAMS)) == (1, 1)
    the_book_is_right()


def test_two_clubs_of_one_name_are_told_apart_by_words(province: cast.Province) -> None:
    a_club(province.culture_centre)
    with pytest.raises(NameTaken):
        a_club(province.culture_centre, "clb đờn ca  TÀI TỬ", head=False)
    assert Club.objects.count() == 1


def test_what_has_not_happened_is_not_written(province: cast.Province) -> None:
    with pytest.raises(InTheFuture):
        a_club(province.culture_centre, founded_on=TODAY + timedelta(days=1))
    with pytest.raises(RenewedBackwards):
        a_club(province.culture_centre, renewed_until=FOUNDED - timedelta(days=1))
    club = a_club(province.culture_centre)
    with pytest.raises(TooEarly):
        step(club, "pause", FOUNDED - timedelta(days=1))
    with pytest.raises(WhyNeeded):
        step(club, "close", note=" ")


def test_a_club_pauses_goes_on_closes_and_a_mistake_is_taken_back(province: cast.Province) -> None:
    unit = province.culture_centre
    club = a_club(unit)
    a_club(unit, "CLB Thơ", head=False)
    step(club, "pause")
    assert reading(unit, CLUBS) == 1
    step(club, "resume")
    planned = When(
        starts=instant(TODAY + timedelta(days=3), time(19)), ends=instant(TODAY + timedelta(days=3), time(21))
    )
    activity = fresh(club).activity
    assert activity is not None
    session = sessions.add_session(at=NOW, actor=SYSTEM, activity=activity, when=planned)
    closed = step(club, "close", note="Không còn hội viên")
    session.refresh_from_db()
    assert (closed.state, session.state, reading(unit, CLUBS)) == (
        ClubState.CLOSED,
        SessionState.CANCELLED,
        1,
    )
    with pytest.raises(NotNow):
        meets(club)
    back = step(club, "reopen", note="Nhập nhầm")
    assert (back.state, back.closed_why, reading(unit, CLUBS)) == (ClubState.ACTIVE, "", 2)
    assert fresh(club).activity.state == ActivityState.PUBLISHED  # type: ignore[union-attr]
    the_book_is_right()


def test_renewals_that_are_due_or_lapsed_are_found(province: cast.Province, officer: object) -> None:
    unit = province.culture_centre
    soon = a_club(unit, "CLB A", head=False, renewed_until=TODAY + timedelta(days=30))
    late = a_club(unit, "CLB B", head=False, renewed_until=TODAY - timedelta(days=1))
    rows = Club.objects.all()

    def found(renewal: str) -> list[str]:
        return [one.name for one in read.narrowed(rows, read.Wanted(renewal=renewal), TODAY)]

    assert (found("soon"), found("lapsed"), found("none")) == ([soon.name], [late.name], [])
    with pytest.raises(RenewedBackwards):
        step(late, "renew", until=TODAY - timedelta(days=2))
    step(late, "renew", until=date(2028, 11, 20), paper_number="5/QĐ")
    assert (found("lapsed"), fresh(late).renewed_until) == ([], date(2028, 11, 20))


def test_the_second_of_two_people_who_change_a_club_is_told(province: cast.Province) -> None:
    club = a_club(province.culture_centre)
    data = ClubData(
        kind="club", name="CLB Tài tử Ba Vàm", founded_on=FOUNDED, contact="Tối thứ bảy", interest="arts"
    )
    changed = actions.change_club(at=NOW, actor=SYSTEM, club=club, data=data, seen=club.revision)
    assert changed.activity is not None
    assert (changed.activity.title, changed.activity.contact) == ("CLB Tài tử Ba Vàm", "Tối thứ bảy")
    with pytest.raises(ChangedSince):
        actions.change_club(at=NOW, actor=SYSTEM, club=club, data=data, seen=club.revision)


def test_members_stand_on_the_sheets_until_they_leave(province: cast.Province) -> None:
    club = a_club(province.culture_centre)
    meets(club, TODAY - timedelta(days=7))  # its last planned session is over: people join all the same
    member = joins(club)
    session = Session.objects.get()
    assert [one.name for one in learners_of(session)] == ["Trần Văn Hai", "Lê Thị Tư"]
    with pytest.raises(MemberAlready):
        joins(club)
    actions.leave(at=NOW, actor=SYSTEM, member=member, on=TODAY)
    assert [one.name for one in learners_of(session)] == ["Trần Văn Hai"]
    assert read.member_counts(club) == (1, 1)


def test_one_leads_at_a_time(province: cast.Province) -> None:
    club = a_club(province.culture_centre)
    member = joins(club)
    actions.lead(at=NOW, actor=SYSTEM, member=member, on=TODAY)
    assert [(one.person.name, one.role) for one in read.members_of(club)] == [
        ("Trần Văn Hai", "member"),
        ("Lê Thị Tư", "head"),
    ]
    newest = joins(club, "Phan Văn Năm", role="head")
    head = read.head_of(club)
    assert head is not None and head.pk == newest.pk
    assert [(one.person.name, one.duty) for one in read.heads_of([club.organisation_id], TODAY)] == [
        ("Phan Văn Năm", "club_head")
    ]


def test_a_child_joins_with_its_guardian(province: cast.Province) -> None:
    club = a_club(province.culture_centre)
    with pytest.raises(GuardianMissing):
        joins(club, "Bé Na", person={"birth_date": CHILD})
    with pytest.raises(GuardianMustAgree):
        joins(club, "Bé Na", person={"birth_date": CHILD}, guardian=PersonData(name="Chị Bảy"))
    joins(
        club, "Bé Na", person={"birth_date": CHILD}, guardian=PersonData(name="Chị Bảy"), agreed_by="Chị Bảy"
    )
    assert Membership.objects.count() == 2
    assert Person.objects.filter(name="Bé Na").count() == 1


def test_a_hamlets_group_is_noted_meets_and_becomes_a_club(province: cast.Province) -> None:
    unit = province.commune_centre
    group = a_group(unit)
    assert (group.light, group.members_told, reading(unit, CLUBS)) == (True, 12, 1)
    with pytest.raises(OnlyNumbers):
        joins(group)
    session = meets(group, TODAY, 15, b60=4, b31_59=6, key="k")
    assert meets(group, TODAY, 15, b60=4, b31_59=6, key="k").pk == session.pk
    assert total(unit, "culture.participants") == 15
    grown = actions.grow(
        at=NOW, actor=SYSTEM, club=fresh(group), seen=fresh(group).revision,
        data=GrowData(name="CLB Múa Khmer", on=TODAY, paper_number="3/QĐ-UBND"),
    )  # fmt: skip
    assert (grown.kind, grown.light, reading(unit, CLUBS)) == (ClubKind.CLUB, False, 1)
    assert [one.name for one in learners_of(session)] == ["Thạch Thị Sa"]
    assert figures.of_year(fresh(group), 2026).meetings == 1
    the_book_is_right()


def test_parts_of_a_crowd_fit_its_total(province: cast.Province) -> None:
    group = a_group(province.commune_centre)
    with pytest.raises(MorePartsThanPeople):
        meets(group, TODAY, 3, b60=4)
    with pytest.raises(NobodyCounted):
        meets(group, TODAY, None)
    assert Session.objects.count() == 0
    meets(group, TODAY, None, b60=4)
    assert total(province.commune_centre, "culture.participants") == 4


def test_a_trip_counts_once_when_its_session_is_closed(province: cast.Province) -> None:
    unit = province.culture_centre
    team = a_club(unit, "Đội tuyên truyền lưu động", kind="mobile_team")
    planned = goes(team, TODAY, None)
    assert total(unit, TRIPS) == 0
    attending.tap(at=NOW, actor=SYSTEM, session=planned.session, quantity=80)
    attending.close_session(at=NOW, actor=SYSTEM, session=planned.session, seen=0)
    made = goes(team, TODAY - timedelta(days=4), 150, programme="An toàn giao thông", performers=9)
    assert (total(unit, TRIPS), total(unit, "culture.participants", "channel=mobile")) == (2, 230)
    assert planned.session.activity_id == made.session.activity_id, "one activity holds the trips of a year"
    assert made.session.activity.kind.code == "mobile_propaganda"
    attending.reopen_session(
        at=NOW, actor=SYSTEM, session=Session.objects.get(pk=made.session_id), why="nhầm"
    )
    assert (total(unit, TRIPS), standing(f"session:{made.session_id}", TRIPS)) == (1, 0)
    the_book_is_right()
    year = trips.sums(Trip.objects.all(), TODAY)
    assert (year.trips, year.people, year.teams, [one.month for one in year.months]) == (1, 80, 1, [11])


def test_a_club_makes_no_trips(province: cast.Province) -> None:
    with pytest.raises(StaysHome):
        goes(a_club(province.culture_centre))


def test_hand_counts_are_refused_from_the_first_club_on(province: cast.Province) -> None:
    unit = province.culture_centre
    assert not served.spans([unit.pk], [CLUBS])
    a_club(unit)
    assert served.spans([unit.pk], [CLUBS]) == {(unit.pk, CLUBS): [(TODAY, date.max)]}


def counted_by_hand(unit: Organisation, number: int = 5) -> None:
    book.enter_count(
        at=NOW,
        actor=SYSTEM,
        organisation=unit,
        measure=CLUBS,
        since=TODAY,
        until=TODAY,
        quantities={"": number},
    )


def test_a_half_entered_register_lets_no_hand_count_fall(province: cast.Province) -> None:
    unit = province.culture_centre
    counted_by_hand(unit)
    a_club(unit)
    a_group(unit)
    assert reading(unit, CLUBS) == 5
    assert not served.spans([unit.pk], [CLUBS])
    [row] = by_hand([unit.pk], TODAY)
    assert (row.inside, row.told, row.last) == (2, 5, TODAY)
    the_book_is_right()


def test_the_register_counts_once_the_unit_says_that_it_is_complete(province: cast.Province) -> None:
    unit = province.culture_centre
    counted_by_hand(unit, 2)
    a_club(unit)
    told: dict[str, Any] = {"actor": SYSTEM, "organisation": unit, "measure": CLUBS}
    with pytest.raises(ChangedSince):
        actions.count_by_register(at=NOW, seen=0, **told)
    later = NOW + timedelta(days=1)
    assert actions.count_by_register(at=later, seen=1, **told) == TODAY + timedelta(days=1)
    assert (reading(unit, CLUBS), reading(unit, CLUBS, TODAY + timedelta(days=1))) == (2, 1)
    with pytest.raises(CountsAlready):
        actions.count_by_register(at=later, seen=1, **told)
    assert not by_hand([unit.pk], TODAY)
    the_book_is_right()


def test_what_is_counted_today_by_hand_the_register_follows_tomorrow(province: cast.Province) -> None:
    unit = province.culture_centre
    counted_by_hand(unit, 2)
    a_club(unit)
    tomorrow = TODAY + timedelta(days=1)
    since = actions.count_by_register(at=NOW, actor=SYSTEM, organisation=unit, measure=CLUBS, seen=1)
    assert (since, reading(unit, CLUBS)) == (tomorrow, 2)
    actions.state_missing(NOW + timedelta(days=1))
    assert reading(unit, CLUBS, tomorrow) == 1
    the_book_is_right()


def test_a_library_keeps_clubs_that_no_figure_of_centres_counts(province: cast.Province) -> None:
    club = a_club(province.library, "CLB Bạn đọc", kind="group", interest=Interest.READING)
    assert club.activity is not None and club.activity.kind.code == "reading_group"
    assert reading(province.library, CLUBS) is None
    assert meeting_kind("group", "reading", "museum") == "interest_group"


def test_a_year_is_summed_signed_and_stays(province: cast.Province) -> None:
    club = a_club(province.culture_centre, about="Đờn ca mỗi tối thứ bảy")
    joins(club)
    meets(club, TODAY, 12, b60=5)
    meets(club, TODAY - timedelta(days=30), 8)
    found = figures.of_year(fresh(club), 2026)
    assert (found.meetings, found.participants, found.members, found.joined) == (2, 20, 2, 1)
    assert found.parts["band"] == {"b60": 5}
    words = {"did": "Biểu diễn Tết", "lacked": "Thiếu nhạc cụ", "next_year": ""}
    summary = actions.write_summary(at=NOW, actor=SYSTEM, club=club, year=2026, seen=0, **words)
    assert papers.summary_docx(summary, found)[:2] == b"PK"
    with pytest.raises(YearNotOver):
        actions.sign_summary(at=NOW, actor=SYSTEM, summary=summary, seen=1)
    after = NOW + timedelta(days=60)
    signed = actions.sign_summary(at=after, actor=SYSTEM, summary=summary, seen=1)
    meets(club, TODAY - timedelta(days=3), 9)
    assert figures.Figures.of_json(signed.figures) == found
    with pytest.raises(Signed):
        actions.write_summary(at=NOW, actor=SYSTEM, club=club, year=2026, seen=2, **words)


def test_memberships_are_told_and_end_with_an_erasure(province: cast.Province) -> None:
    club = a_club(province.culture_centre)
    person = joins(club).person
    assert any(one.code == "club_memberships" for one in told(person))
    for holder in holders():
        holder.erase(person, NOW)
    assert read.member_counts(club) == (1, 1)
    assert not Enrolment.objects.filter(person=person, ended_at__isnull=True).exists()


def test_citizens_see_the_head_only_with_consent(province: cast.Province) -> None:
    club = a_club(province.culture_centre, contact="Gặp Nhà văn hóa")
    [one] = public_clubs(province.culture_centre, TODAY)
    assert (one.name, one.head, one.contact, one.activity_id) == (
        club.name,
        "",
        "Gặp Nhà văn hóa",
        club.activity_id,
    )


def test_the_page_of_a_house_shows_its_clubs_and_no_paused_one(province: cast.Province) -> None:
    unit = province.culture_centre
    shown, paused = a_club(unit), a_club(unit, "CLB Thơ", head=False)
    step(paused, "pause")
    [named] = [one for one in organisations.alive(TODAY) if one.id == unit.pk]
    running = running_of(named, NOW)
    assert [one.name for one in running.clubs] == [shown.name]
    assert running.groups == []
    page = client.Client().get(f"/van-hoa/{unit.code}").content.decode()
    assert shown.name in page and paused.name not in page and "Trần Văn Hai" not in page


def test_only_whoever_keeps_clubs_founds_one(province: cast.Province, leader: object) -> None:
    from densach.kernel.errors import NotAllowed

    actor = StaffActor(leader, TODAY)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        actions.found_club(
            at=NOW, actor=actor, organisation=province.culture_centre,
            data=ClubData(kind="club", name="CLB", founded_on=TODAY),
        )  # fmt: skip
    assert not Club.objects.exists()
