"""Who came: marks, walk-ins, taps; and the closing by which a session counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from densach.facts import actions as book
from densach.facts.rules import CountedByService, NotYetFounded
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.services.activities.actions import attending
from densach.services.activities.models import (
    Activity,
    Attendance,
    AttendanceChange,
    Closing,
    CountedOnce,
    MarkWay,
    Session,
    SessionState,
    Tally,
)
from densach.services.activities.queries.attending import sheet_of
from densach.services.activities.rules import attending as rules
from densach.services.activities.rules.attending import WalkIn
from tests import cast
from tests.services.activities.class_of import (
    PARTICIPANTS,
    SESSIONS,
    a_class,
    enrolled,
    standing,
    the_book_is_right,
    total,
)
from tests.services.activities.stage import NOW, TODAY, a_kind, a_person, a_session, an_activity

PRESENT, ABSENT, LATE = "present", "absent", "late"


@pytest.fixture
def activity(culture_centre: Organisation) -> Activity:
    return an_activity(culture_centre, interest="folk")


@pytest.fixture
def session(activity: Activity) -> Session:
    return a_session(activity)


def close(session: Session, seen: int = 0, why: str = "") -> Closing:
    return attending.close_session(at=NOW, actor=SYSTEM, session=session, seen=seen, why=why)


def mark(session: Session, marks: dict[int, str], **given: str) -> attending.Marked:
    return attending.mark(at=NOW, actor=SYSTEM, session=session, marks=marks, **given)


def tap(session: Session, slice: str = "", quantity: int = 1, **given: str) -> Tally:
    return attending.tap(at=NOW, actor=SYSTEM, session=session, slice=slice, quantity=quantity, **given)


def test_a_closed_session_counts_who_was_there_and_never_who_was_enrolled(session: Session) -> None:
    first, second, third, _fourth = a_class(session.activity, 4)
    done = mark(session, {first.pk: PRESENT, second.pk: LATE, third.pk: ABSENT})
    assert (done.saved, done.present, done.total) == (3, 2, 2)
    tap(session, "band=b60;sex=female", 3)
    assert total(session.organisation, PARTICIPANTS) == 0
    closing = close(session)
    assert (closing.number, closing.present, closing.taps) == (1, 2, 3)
    assert total(session.organisation, SESSIONS) == 1
    assert total(session.organisation, SESSIONS, "interest=folk") == 1
    assert total(session.organisation, PARTICIPANTS) == 5
    for part, number in (
        ("band=b11_15", 1), ("band=b6_10", 1), ("age=child", 2), ("age=senior", 3), ("sex=female", 4),
        ("kind=class", 5), ("channel=onsite", 5),
    ):  # fmt: skip
        assert total(session.organisation, PARTICIPANTS, part) == number, part
    session.refresh_from_db()
    assert session.state == SessionState.HELD
    the_book_is_right()


def test_what_was_not_told_is_left_out_and_never_guessed(session: Session) -> None:
    unknown = a_person("Không nói", born=None, sex="")
    enrolled(session.activity, unknown)
    mark(session, {unknown.pk: PRESENT})
    close(session)
    assert Attendance.objects.get().slice == ""
    assert total(session.organisation, PARTICIPANTS) == 1
    assert total(session.organisation, PARTICIPANTS, "age=child") == 0


def test_a_batch_sent_twice_is_saved_once(session: Session) -> None:
    first, second = a_class(session.activity, 2)
    once = mark(session, {first.pk: PRESENT, second.pk: ABSENT}, key="phone-1")
    mark(session, {second.pk: PRESENT})
    again = mark(session, {first.pk: PRESENT, second.pk: ABSENT}, key="phone-1")
    assert again.again
    assert again.present == once.present == 1
    assert Attendance.objects.filter(status=PRESENT).count() == 2


def test_a_batch_of_another_session_is_not_answered_here(session: Session) -> None:
    (one,) = a_class(session.activity, 1)
    mark(session, {one.pk: PRESENT}, key="phone-1")
    other = a_session(session.activity, TODAY - timedelta(days=1))
    with pytest.raises(rules.KeyOfAnother):
        mark(other, {one.pk: PRESENT}, key="phone-1")


def test_a_mark_can_be_changed_and_taken_away(session: Session) -> None:
    (one,) = a_class(session.activity, 1)
    mark(session, {one.pk: PRESENT})
    assert mark(session, {one.pk: PRESENT}).saved == 0
    mark(session, {one.pk: "excused"})
    assert Attendance.objects.get().status == "excused"
    mark(session, {one.pk: ""})
    assert not Attendance.objects.exists()


def test_who_is_not_on_the_list_comes_as_a_walk_in(session: Session) -> None:
    stranger = a_person("Người lạ")
    with pytest.raises(rules.NotOnTheList):
        mark(session, {stranger.pk: PRESENT})
    found = attending.walk_in(at=NOW, actor=SYSTEM, session=session, person=stranger)
    assert (found.way, found.status) == (MarkWay.WALK_IN, PRESENT)
    assert mark(session, {stranger.pk: ABSENT}).present == 0


def test_a_new_walk_in_tells_a_name_and_what_else_it_likes(session: Session) -> None:
    def come() -> Attendance:
        data = WalkIn(name="Cô Ba", band="b31_59", sex="female", role="worker", remote=True)
        return attending.walk_in(at=NOW, actor=SYSTEM, session=session, data=data, key="w1")

    found = come()
    assert come().pk == found.pk
    assert found.slice == "age=adult;band=b31_59;remote=remote;role=worker;sex=female"
    assert found.person.birth_date is None
    with pytest.raises(rules.NameNeeded):
        attending.walk_in(at=NOW, actor=SYSTEM, session=session, data=WalkIn(name="  "))


def test_a_walk_in_who_is_enrolled_is_marked_on_the_list(session: Session) -> None:
    (one,) = a_class(session.activity, 1)
    found = attending.walk_in(at=NOW, actor=SYSTEM, session=session, person=one)
    assert found.way == MarkWay.MARKED
    assert found.enrolment is not None


def test_whoever_is_enrolled_comes_in_at_the_door(session: Session) -> None:
    enrolment = enrolled(session.activity, a_person())
    found = attending.come_in(at=NOW, actor=SYSTEM, enrolment=enrolment, session=session)
    assert (found.way, found.status) == (MarkWay.DOOR, PRESENT)
    other = a_session(an_activity(session.organisation, "Lớp khác"))
    with pytest.raises(rules.NotOnTheList):
        attending.come_in(at=NOW, actor=SYSTEM, enrolment=enrolment, session=other)


def test_a_tap_sent_twice_is_one_and_can_be_taken_back(session: Session) -> None:
    one = tap(session, "band=b0_5", key="t1")
    assert tap(session, "band=b0_5", key="t1").pk == one.pk
    assert one.slice == "age=child;band=b0_5"
    attending.untap(at=NOW, actor=SYSTEM, tally=one)
    assert sheet_of(session).total == 0
    with pytest.raises(rules.TapGone):
        attending.untap(at=NOW, actor=SYSTEM, tally=one)


@pytest.mark.parametrize("slice", ["band=b99", "cat=black", "nonsense", "kind=class"])
def test_a_tap_of_nobody_knows_whom_is_refused(session: Session, slice: str) -> None:
    with pytest.raises(rules.UnknownTap):
        tap(session, slice)


def test_nobody_taps_none_or_thousands(session: Session) -> None:
    for number in (0, -1, 5000):
        with pytest.raises(rules.TooManyTapped):
            tap(session, quantity=number)


def test_an_empty_session_is_closed_only_with_a_word(session: Session) -> None:
    with pytest.raises(rules.NobodyCame):
        close(session)
    assert close(session, why="Trời bão, không ai đến").lines[SESSIONS] == {
        "channel=onsite;interest=folk;kind=class": 1
    }
    the_book_is_right()


def test_a_session_to_come_has_nobody_in_it_and_is_not_closed(activity: Activity) -> None:
    session = a_session(activity, TODAY + timedelta(days=1))
    (one,) = a_class(activity, 1)
    with pytest.raises(rules.NotYetHeld):
        mark(session, {one.pk: PRESENT})
    with pytest.raises(rules.NotYetHeld):
        tap(session)
    assert mark(session, {one.pk: "excused"}).saved == 1
    with pytest.raises(rules.NotYetBegun):
        close(session)


def test_a_called_off_session_never_counts(session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(state=SessionState.CANCELLED)
    (one,) = a_class(session.activity, 1)
    for act in (lambda: mark(session, {one.pk: PRESENT}), lambda: tap(session), lambda: close(session)):
        with pytest.raises(rules.CalledOffNotMarked):
            act()


def test_a_session_before_its_unit_was_founded_is_not_closed(activity: Activity) -> None:
    session = a_session(activity)
    Session.objects.filter(pk=session.pk).update(on=cast.FOUNDED - timedelta(days=1))
    tap(session)
    with pytest.raises(NotYetFounded):
        close(session)


def test_a_closing_that_saw_an_old_one_is_refused(session: Session) -> None:
    tap(session)
    close(session)
    with pytest.raises(rules.ClosedMeanwhile) as refused:
        close(session)
    assert refused.value.params["who"] == SYSTEM.name
    with pytest.raises(rules.ClosedBefore):
        close(session, seen=1)


def test_what_changes_after_closing_has_a_reason_a_trace_and_the_next_closing(session: Session) -> None:
    first, second = a_class(session.activity, 2)
    mark(session, {first.pk: PRESENT, second.pk: PRESENT})
    close(session)
    with pytest.raises(rules.WhyAfterClosing):
        mark(session, {second.pk: ABSENT})
    assert mark(session, {first.pk: PRESENT}).saved == 0
    mark(session, {second.pk: ABSENT}, why="Điểm danh nhầm")
    trace = AttendanceChange.objects.get()
    assert (trace.person, trace.before, trace.after, trace.why) == (second, PRESENT, ABSENT, "Điểm danh nhầm")
    assert [one.present for one in Closing.objects.order_by("number")] == [2, 1]
    with pytest.raises(rules.WhyAfterClosing):
        tap(session)
    one = tap(session, "sex=male", 4, why="Bổ sung khách")
    assert total(session.organisation, PARTICIPANTS) == 5
    attending.untap(at=NOW, actor=SYSTEM, tally=one, why="Đếm trùng")
    assert total(session.organisation, PARTICIPANTS) == 1
    assert total(session.organisation, SESSIONS) == 1
    the_book_is_right()


def test_an_opened_session_counts_no_longer_until_it_is_closed_anew(session: Session) -> None:
    tap(session, quantity=7)
    with pytest.raises(rules.NotClosed):
        attending.reopen_session(at=NOW, actor=SYSTEM, session=session, why="Nhầm buổi")
    close(session)
    with pytest.raises(rules.WhyAfterClosing):
        attending.reopen_session(at=NOW, actor=SYSTEM, session=session, why=" ")
    opened = attending.reopen_session(at=NOW, actor=SYSTEM, session=session, why="Nhầm buổi")
    assert (opened.number, opened.reopened, opened.lines) == (2, True, {})
    assert total(session.organisation, PARTICIPANTS) == total(session.organisation, SESSIONS) == 0
    the_book_is_right()
    tap(session)
    assert close(session, seen=2).number == 3
    assert total(session.organisation, PARTICIPANTS) == 8
    the_book_is_right()


def test_a_class_is_counted_once_on_the_day_of_its_first_closed_session(culture_centre: Organisation) -> None:
    kind = a_kind("counted-once", once_centre="culture.classes")
    activity = an_activity(culture_centre, kind=kind)
    later, first = a_session(activity, TODAY), a_session(activity, TODAY - timedelta(days=20))
    for session in (later, first):
        tap(session)
        close(session)
    assert total(culture_centre, "culture.classes") == 1
    assert CountedOnce.objects.get().on == TODAY - timedelta(days=20)
    the_book_is_right()
    for session in (first, later):
        attending.reopen_session(at=NOW, actor=SYSTEM, session=session, why="Nhầm")
        the_book_is_right()
    assert total(culture_centre, "culture.classes") == 0
    close(later, seen=2)
    assert total(culture_centre, "culture.classes") == 1
    assert CountedOnce.objects.filter(cancelled_at__isnull=True).count() == 1
    the_book_is_right()


def test_an_occasion_counts_once_where_the_family_counts_it(
    library: Organisation, museum: Organisation
) -> None:
    for unit, occasion, measure in (
        (library, "book_day", "library.book_day_events"),
        (museum, "heritage_day", "museum.heritage_day_events"),
    ):
        session = a_session(an_activity(unit, kind=a_kind("talk", family="event"), occasion=occasion))
        tap(session, quantity=9)
        close(session)
        assert total(unit, measure) == 1
        assert total(unit, "activities.sessions", f"occasion={occasion}") == 1
        assert total(unit, "activities.participants") == 9
    assert total(library, SESSIONS) == 0
    the_book_is_right()


def test_days_counted_by_hand_stay_so(culture_centre: Organisation, activity: Activity) -> None:
    by_hand = {"measure": SESSIONS, "since": date(2026, 11, 1), "until": date(2026, 11, 15)}

    def count(**given: object) -> None:
        told = {**by_hand, **given}
        book.enter_count(at=NOW, actor=SYSTEM, organisation=culture_centre, quantities={"": 9}, **told)  # type: ignore[arg-type]

    count()
    before, after = a_session(activity, date(2026, 11, 10)), a_session(activity, date(2026, 11, 17))
    for session in (before, after):
        tap(session)
        close(session)
    assert total(culture_centre, SESSIONS) == 10
    assert standing(f"session:{before.pk}", SESSIONS) == 0
    assert standing(f"session:{before.pk}", PARTICIPANTS) == 1
    with pytest.raises(CountedByService):
        count(since=date(2026, 11, 16), until=date(2026, 11, 18))
    the_book_is_right()


def test_an_earlier_session_closed_later_counts_too(activity: Activity) -> None:
    for on in (TODAY, TODAY - timedelta(days=9)):
        session = a_session(activity, on)
        tap(session)
        close(session)
    assert total(activity.organisation, SESSIONS) == 2
    the_book_is_right()


def test_a_stranger_marks_and_closes_nothing(session: Session, stranger: User) -> None:
    actor = cast.acting(stranger)
    (one,) = a_class(session.activity, 1)
    with pytest.raises(NotAllowed):
        attending.mark(at=NOW, actor=actor, session=session, marks={one.pk: PRESENT})
    with pytest.raises(NotAllowed):
        attending.close_session(at=NOW, actor=actor, session=session, seen=0)
    with pytest.raises(NotAllowed):
        attending.tap(at=NOW, actor=actor, session=session)


def test_the_sheet_lists_learners_in_order_then_walk_ins_and_taps(session: Session) -> None:
    for name in ("Trần Văn Út", "Nguyễn Thị Ái", "Lê Văn Bình"):
        enrolled(session.activity, a_person(name))
    attending.walk_in(at=NOW, actor=SYSTEM, session=session, data=WalkIn(name="An"))
    tap(session, "sex=male", 2)
    sheet = sheet_of(session)
    assert [row.name for row in sheet.rows] == ["Nguyễn Thị Ái", "Lê Văn Bình", "Trần Văn Út", "An"]
    assert (sheet.present, sheet.tapped_total, sheet.total, sheet.unmarked, sheet.number) == (1, 2, 3, 3, 0)
    assert not sheet.counts
    close(session)
    session.refresh_from_db()
    assert sheet_of(session).counts


def test_queries_do_not_grow_with_learners(session: Session) -> None:
    def asked(number: int) -> tuple[int, int]:
        people = a_class(session.activity, number)
        with CaptureQueriesContext(
            connection,
        ) as marking:
            mark(session, {person.pk: PRESENT for person in people}, key=f"k{number}")
        with CaptureQueriesContext(connection) as reading:
            sheet_of(session)
        return len(marking), len(reading)

    assert asked(3) == asked(40)
    with CaptureQueriesContext(connection) as closing:
        close(session)
    assert len(closing) < 40
