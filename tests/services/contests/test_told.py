"""What contests tell others: who is overdue, what the public reads, the page behind a figure, a person's data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from densach.facts.actions import enter_count
from densach.facts.queries import record_url
from densach.kernel.actor import SYSTEM
from densach.people import privacy
from densach.people.actions import consents, readers
from densach.people.models import Person, User
from densach.people.rules.staffing import PersonData
from densach.services.activities.models import Session, SessionState
from densach.services.contests import actions, holders
from densach.services.contests.models import Entry, RoundCount
from densach.services.contests.queries import cadence
from densach.services.contests.queries.public import public_contest, public_contests
from densach.services.contests.rules import refusals
from densach.services.contests.rules.cadence import Rule, Standing, due_by, standing
from tests import cast
from tests.services.activities import stage as spine
from tests.services.contests.stage import (
    NOW,
    TODAY,
    Stage,
    a_contest,
    a_kind,
    an_entry,
    being_judged,
    fresh,
    prizes,
    step,
    the_round,
)
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def places(level: str = "commune", on: date = TODAY) -> dict[str, cadence.Place]:
    return {one.area: one for one in cadence.places_for(SYSTEM, on, level=level)}


EVERY, SECOND = Rule("commune", 1, date(2026, 1, 1)), Rule("province", 2, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("rule", "last", "due", "how"),
    [
        (EVERY, None, date(2026, 12, 31), Standing.DUE),
        (SECOND, None, date(2027, 12, 31), Standing.DONE),
        (EVERY, date(2026, 3, 1), date(2027, 12, 31), Standing.DONE),
        (EVERY, date(2024, 3, 1), date(2025, 12, 31), Standing.OVERDUE),
        (SECOND, date(2024, 3, 1), date(2026, 12, 31), Standing.DUE),
    ],
)
def test_what_is_due_follows_from_the_year_of_the_last_one(
    rule: Rule, last: date | None, due: date, how: Standing
) -> None:
    assert due_by(rule, last) == due
    assert standing(rule, last, TODAY) == how


def test_a_closed_round_a_closed_session_and_a_hand_count_all_stand_for_one_held(
    province: cast.Province,
) -> None:
    actions.seed_cadences(at=NOW)
    assert {one.standing for one in places().values()} == {Standing.OVERDUE}
    assert {one.standing for one in places("province").values()} == {Standing.DUE}
    round_ = step(the_round(a_contest(province.commune_centre)), "open")
    an_entry(round_, "Đội A")
    step(round_, "close")
    enter_count(
        at=NOW, actor=SYSTEM, organisation=province.other_commune_centre, measure="culture.festivals",
        since=date(2026, 5, 1), until=date(2026, 5, 31), quantities={"": 2},
    )  # fmt: skip
    found = places()
    assert found["Xã An Tiến"].last is not None and found["Xã An Tiến"].last.what == cadence.ROUND
    assert found["Xã Long Điền"].last is not None and found["Xã Long Điền"].last.what == cadence.COUNT
    assert {one.standing for one in found.values()} == {Standing.DONE}
    day = spine.an_activity(province.culture_centre, "Ngày hội", kind=a_kind("culture_day"))
    session = spine.a_session(day, date(2026, 4, 21))
    Session.objects.filter(pk=session.pk).update(state=SessionState.HELD, closed_at=NOW)
    [one] = places("province").values()
    assert one.last is not None and (one.last.what, one.last.on) == (cadence.ACTIVITY, date(2026, 4, 21))


def test_a_football_cup_is_no_festival_that_a_place_owes(province: cast.Province) -> None:
    actions.seed_cadences(at=NOW)
    cup = spine.an_activity(province.commune_centre, "Giải bóng đá", kind=a_kind("sport_event"))
    session = spine.a_session(cup, date(2026, 5, 3))
    Session.objects.filter(pk=session.pk).update(state=SessionState.HELD, closed_at=NOW)
    assert places()["Xã An Tiến"].last is None


@pytest.mark.parametrize("code", ["sport_event", "traditional_festival", "book_telling_contest"])
def test_a_cup_a_village_rite_and_a_book_contest_are_no_festival_of_the_plans(
    province: cast.Province, code: str
) -> None:
    actions.seed_cadences(at=NOW)
    round_ = step(the_round(a_contest(province.commune_centre, kind=a_kind(code))), "open")
    an_entry(round_, "Đội A")
    step(round_, "close")
    held = spine.an_activity(province.other_commune_centre, "Hội làng", kind=a_kind(code))
    session = spine.a_session(held, date(2026, 4, 21))
    Session.objects.filter(pk=session.pk).update(state=SessionState.HELD, closed_at=NOW)
    assert {one.last for one in places().values()} == {None}


def test_a_count_of_nought_is_none_held(province: cast.Province) -> None:
    actions.seed_cadences(at=NOW)
    enter_count(
        at=NOW, actor=SYSTEM, organisation=province.commune_centre, measure="culture.festivals",
        since=date(2026, 5, 1), until=date(2026, 5, 31), quantities={"": 0},
    )  # fmt: skip
    assert places()["Xã An Tiến"].last is None


def test_the_round_of_a_contest_is_not_told_twice(province: cast.Province) -> None:
    actions.seed_cadences(at=NOW)
    round_ = step(the_round(a_contest(province.commune_centre)), "open")
    Session.objects.filter(activity=round_.activity).update(state=SessionState.HELD, closed_at=NOW)
    an_entry(round_, "Đội A")
    step(round_, "close")
    assert [one.what for one in places()["Xã An Tiến"].held] == [cadence.ROUND]


def test_next_year_who_held_none_is_overdue(province: cast.Province) -> None:
    actions.seed_cadences(at=NOW)
    assert {one.standing for one in places(on=date(2027, 1, 1)).values()} == {Standing.OVERDUE}


def test_a_rule_changes_from_a_day_on(province: cast.Province, officer: User, culture_head: User) -> None:
    assert actions.seed_cadences(at=NOW) == 2
    assert actions.seed_cadences(at=NOW) == 0
    later = date(2027, 1, 1)
    actions.change_cadence(
        at=NOW, actor=SYSTEM, level="commune", every_years=2, since=later, legal_basis="Kế hoạch 9"
    )
    assert [one.every_years for one in cadence.rules_on(TODAY) if one.level == "commune"] == [1]
    assert [one.every_years for one in cadence.rules_on(later) if one.level == "commune"] == [2]
    with pytest.raises(refusals.RuleTooEarly):
        actions.change_cadence(
            at=NOW, actor=SYSTEM, level="commune", every_years=1, since=later, legal_basis="Kế hoạch 9"
        )
    with pytest.raises(refusals.YearsOutOfReach):
        actions.change_cadence(
            at=NOW, actor=SYSTEM, level="commune", every_years=11, since=date(2028, 1, 1), legal_basis=""
        )


def test_the_list_of_places_asks_no_more_queries_for_more_of_them(province: cast.Province) -> None:
    actions.seed_cadences(at=NOW)
    with CaptureQueriesContext(connection) as few:
        places()
    for centre in (province.commune_centre, province.other_commune_centre):
        round_ = step(the_round(a_contest(centre)), "open")
        an_entry(round_, "Đội A")
        step(round_, "close")
    with CaptureQueriesContext(connection) as more:
        places()
    assert len(more) <= len(few)


def test_a_page_stands_behind_each_counted_figure(
    province: cast.Province, officer: User, stranger: User
) -> None:
    step(being_judged(province.culture_centre).ranked(), "close")
    for row in RoundCount.objects.all():
        address = str(record_url(f"roundcount:{row.pk}"))
        page = SignedIn(officer).get(address).content.decode()
        assert "Liên hoan tiếng hát dân ca" in page and "Đội văn nghệ xã An Tiến" not in page
        assert SignedIn(stranger).get(address).status_code == 404


def a_person(name: str, born: date | None) -> Person:
    return readers.enter_served(at=NOW, data=PersonData(name=name, birth_date=born))


@pytest.fixture
def stage(province: cast.Province) -> Stage:
    """The winner of a prize is a person, sent by a library."""
    found = being_judged(province.culture_centre)
    prizes(found.round)
    Entry.objects.filter(pk=found.entries[1].pk).update(
        kind="person", name="Trần Thị Bảo Ngọc", organisation=province.commune_library
    )
    found.ranked()
    now = fresh(found.round)
    first = now.prizes.get(name="Giải Nhất")
    actions.give_prizes(
        at=NOW, actor=SYSTEM, round_=now, seen=now.revision, chosen={found.entries[1].pk: first.pk}
    )
    return found


def winner(stage: Stage) -> str:
    told = public_contest(stage.contest.pk, TODAY)
    assert told is not None
    first = told.rounds[0].results[0]
    assert first.unit == "Thư viện xã An Tiến"
    return first.name


def test_of_a_child_the_public_reads_the_first_name_and_the_unit(stage: Stage) -> None:
    assert winner(stage) == "Ngọc"
    child = a_person("Trần Thị Bảo Ngọc", date(2014, 5, 2))
    Entry.objects.filter(pk=stage.entries[1].pk).update(person=child)
    assert winner(stage) == "Ngọc"


def test_an_adult_and_whoever_agreed_are_named(stage: Stage) -> None:
    rows = Entry.objects.filter(pk=stage.entries[1].pk)
    rows.update(person=a_person("Trần Thị Bảo Ngọc", date(1990, 5, 2)))
    assert winner(stage) == "Trần Thị Bảo Ngọc"
    rows.update(person=None, named=True)
    assert winner(stage) == "Trần Thị Bảo Ngọc"
    someone = a_person("Trần Thị Bảo Ngọc", None)
    rows.update(person=someone, named=False)
    assert winner(stage) == "Ngọc"
    consents.record_consent(at=NOW, actor=SYSTEM, person=someone, purpose="publicity")
    assert winner(stage) == "Trần Thị Bảo Ngọc"


def test_the_public_sees_no_contest_before_it_opens_and_none_that_is_not_public(
    province: cast.Province,
) -> None:
    contest = a_contest(province.culture_centre)
    assert public_contest(contest.pk, TODAY) is None
    assert public_contests(TODAY) == []
    step(the_round(contest), "open")
    assert [one.title for one in public_contests(TODAY)] == [contest.title]
    contest.public = False
    contest.save()
    assert public_contest(contest.pk, TODAY) is None
    assert public_contests(TODAY) == []


def test_results_are_told_once_ranked_and_marks_never(stage: Stage, province: cast.Province) -> None:
    other = being_judged(province.museum, title="Thi khác", kind=a_kind("folk_festival"))
    told = public_contest(other.contest.pk, TODAY)
    assert told is not None and told.rounds[0].results == ()
    shown = public_contest(stage.contest.pk, TODAY)
    page = render_to_string("contests/parts/public_contest.html", {"contest": shown})
    assert "Giải Nhất" in page and ">Ngọc<" in page and page.count("Thư viện xã An Tiến") == 1
    assert "Trần Thị Bảo Ngọc" not in page and "Nghệ sĩ Hai Lúa" not in page


def test_an_erased_person_leaves_the_entry_without_a_name(stage: Stage) -> None:
    person = a_person("Trần Thị Bảo Ngọc", date(1990, 5, 2))
    Entry.objects.filter(pk=stage.entries[1].pk).update(person=person)
    assert any(one.code == "contest_entries" for one in privacy.told(person))
    before = Entry.objects.get(pk=stage.entries[1].pk)
    at: datetime = NOW + timedelta(days=1)
    assert holders._erase(person, at)
    after = Entry.objects.get(pk=stage.entries[1].pk)
    assert (after.name, after.rank, after.total) == ("", before.rank, before.total)
