"""Figures of activities: what was closed, who came, unit by unit; the readings of months; the records behind them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from densach.facts import opening
from densach.facts.measures import KIND
from densach.kernel.actor import SYSTEM
from densach.kernel.period import Period
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.services.activities.actions import attending
from densach.services.activities.actions.daily import run_day
from densach.services.activities.actions.stating import state_months
from densach.services.activities.measures import LEARNERS, RUNNING
from densach.services.activities.models import ActivityState, CountedOnce, Session, Stated
from densach.services.activities.pages import figures as figure_pages
from densach.services.activities.queries import figures
from tests import cast
from tests.services.activities.class_of import a_class, standing, the_book_is_right
from tests.services.activities.stage import NOW, TODAY, a_kind, a_session, an_activity
from tests.stage import SignedIn

YEAR = Period.year(2026)
HOME = "activities:figures"


@pytest.fixture
def held(province: cast.Province) -> Session:
    """A class of three by name and two by taps, closed; another one in a commune with five taps."""
    kind = a_kind("counted-once", once_centre="culture.classes")
    session = a_session(an_activity(province.culture_centre, kind=kind, interest="folk"), date(2026, 9, 8))
    people = a_class(session.activity, 3)
    marks = {one.pk: "present" for one in people}
    attending.mark(at=NOW, actor=SYSTEM, session=session, marks=marks)
    attending.tap(at=NOW, actor=SYSTEM, session=session, quantity=2)
    attending.close_session(at=NOW, actor=SYSTEM, session=session, seen=0)
    event = an_activity(province.commune_centre, "Liên hoan", kind=a_kind("festival", family="festival"))
    other = a_session(event, date(2026, 10, 3))
    attending.tap(at=NOW, actor=SYSTEM, session=other, slice="band=b60;sex=female", quantity=5)
    attending.close_session(at=NOW, actor=SYSTEM, session=other, seen=0)
    return session


def test_figures_tell_who_came_with_those_of_whom_nothing_is_known(
    held: Session, province: cast.Province
) -> None:
    found = figures.figures_of([province.culture_centre.pk], YEAR, TODAY)
    assert (found.sessions, found.participants, found.people, found.open_) == (1, 5, 3, 0)
    band = next(one for one in found.who if one.dimension == "band")
    assert band.values == {"b6_10": 1, "b11_15": 1, "b31_59": 1}
    assert band.unknown == 2
    kind = next(one for one in found.sessions_by if one.dimension == "kind")
    assert (kind.values, kind.unknown) == ({"class": 1}, 0)


def test_many_units_are_added_up_and_ranked(held: Session, province: cast.Province) -> None:
    ids = [province.culture_centre.pk, province.commune_centre.pk, province.other_commune_centre.pk]
    assert figures.figures_of(ids, YEAR, TODAY).participants == 10
    rows = figures.by_unit(ids, YEAR, TODAY)
    assert [(row.unit, row.participants, row.people) for row in rows] == [
        (province.culture_centre.pk, 5, 3),
        (province.commune_centre.pk, 5, 0),
    ]
    months = figures.by_month(ids, YEAR, people=True)
    assert months == {
        date(2026, 9, 1): {"": 5, "class": 5},
        date(2026, 10, 1): {"": 5, "festival": 5},
    }
    odd = Period(date(2026, 9, 8), date(2026, 10, 2))
    assert figures.by_month(ids, odd, people=False) == {date(2026, 9, 1): {"": 1, "class": 1}}


@time_machine.travel(NOW, tick=False)
def test_the_page_shows_one_unit_or_many_and_gives_its_tables(
    held: Session, province: cast.Province, culture_head: User, officer: User, stranger: User
) -> None:
    own = SignedIn(culture_head).get(reverse(HOME))
    assert own.status_code == 200
    assert own.context["figures"].participants == 5
    desk = SignedIn(officer)
    page = desk.get(reverse(HOME))
    assert page.context["figures"].participants == 10
    assert len(page.context["units"]) == 2
    assert page.context["rank"] is not None
    for table in ("", "thang", "don-vi"):
        for form in ("xlsx", "csv"):
            taken = desk.get(reverse(HOME), {"as": form, "bang": table})
            assert taken.status_code == 200
            assert f".{form}" in taken["Content-Disposition"]
    code = province.culture_centre.code
    assert desk.get(reverse(HOME), {"don_vi": code, "ky": "2026-T10"}).status_code == 200
    assert SignedIn(stranger).get(reverse(HOME), {"don_vi": code}).status_code in (403, 404)


@time_machine.travel(NOW, tick=False)
def test_the_page_asks_as_many_queries_for_many_units(
    held: Session, province: cast.Province, officer: User
) -> None:
    desk = SignedIn(officer)
    desk.get(reverse(HOME))

    def asked() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse(HOME))
        return len(queries)

    before = asked()
    for unit in (province.other_commune_centre, province.library, province.museum):
        session = a_session(an_activity(unit, "Nói chuyện"))
        attending.tap(at=NOW, actor=SYSTEM, session=session)
        attending.close_session(at=NOW, actor=SYSTEM, session=session, seen=0)
    assert asked() <= before


@pytest.mark.parametrize(
    "asked",
    [{"tu": "2026-10-01", "den": "2026-01-01"}, {"tu": "2026-02-30", "den": "2026-03-01"}, {"ky": "hôm qua"}],
)
def test_days_that_are_not_understood_are_told(culture_head: User, asked: dict[str, str]) -> None:
    page = SignedIn(culture_head).get(reverse(HOME), asked).content.decode()
    assert "Chưa đọc được khoảng ngày" in page
    right = {"tu": "2026-01-01", "den": "2026-10-01"}
    assert "Chưa đọc được" not in SignedIn(culture_head).get(reverse(HOME), right).content.decode()


def test_a_kind_has_the_same_colour_in_charts_beside_each_other() -> None:
    month = date(2026, 9, 1)
    held = {month: {"": 9, "class": 6, "event": 2, "visit": 1}}
    came = {month: {"": 500, "event": 400, "class": 60, "festival": 40}}
    drawn = figure_pages.kinds_drawn(held, came)
    assert drawn == ["class", "event", "festival", "visit"]
    charts = [figure_pages.month_chart(months, drawn, "", "", "vi") for months in (held, came)]
    assert charts[0] is not None
    assert charts[1] is not None
    assert charts[0].header == charts[1].header
    many = {month: dict.fromkeys(KIND, 3) | {"meeting": 0}}
    assert len(figure_pages.kinds_drawn(many, {})) == 5
    assert figure_pages.kinds_drawn({}, {}) == []


def test_an_empty_period_says_what_to_do(culture_head: User) -> None:
    page = SignedIn(culture_head).get(reverse(HOME), {"ky": "2024"})
    assert page.context["nothing"]


def test_months_are_stated_once_from_the_first_closed_session_on(
    held: Session, province: cast.Province
) -> None:
    numbers = run_day(at=NOW, send=False)
    assert numbers["activities_stated"] > 0
    rows = Stated.objects.filter(organisation=province.culture_centre)
    told = {(row.measure, row.on): row.quantity for row in rows}
    assert told == {
        (LEARNERS, date(2026, 9, 30)): 3,
        (LEARNERS, date(2026, 10, 31)): 3,
        (RUNNING, date(2026, 9, 30)): 1,
        (RUNNING, date(2026, 10, 31)): 1,
    }
    assert state_months(NOW) == {"activities_stated": 0}
    the_book_is_right()
    assert state_months(NOW + timedelta(days=30))["activities_stated"] == 4
    last = Stated.objects.get(organisation=province.culture_centre, measure=RUNNING, on=date(2026, 11, 30))
    assert last.quantity == 0
    the_book_is_right()


def test_a_month_is_stated_anew_when_its_sessions_are_closed_after_it_ended(
    held: Session, province: cast.Province
) -> None:
    run_day(at=NOW, send=False)
    unit = province.culture_centre
    later = NOW + timedelta(days=1)
    late = a_session(held.activity, date(2026, 10, 20))
    newcomer, *_others = a_class(held.activity, 1)
    attending.mark(at=later, actor=SYSTEM, session=late, marks={newcomer.pk: "present"})
    attending.close_session(at=later, actor=SYSTEM, session=late, seen=0)

    def people() -> dict[date, int]:
        rows = Stated.objects.filter(organisation=unit, measure=LEARNERS)
        return dict(rows.values_list("on", "quantity"))

    assert state_months(later + timedelta(hours=1)) == {"activities_stated": 1}
    assert people() == {date(2026, 9, 30): 3, date(2026, 10, 31): 4}
    october = Stated.objects.get(organisation=unit, measure=LEARNERS, on=date(2026, 10, 31))
    assert standing(f"stated:{october.pk}", LEARNERS) == 4
    assert state_months(later + timedelta(hours=2)) == {"activities_stated": 0}
    attending.reopen_session(at=later + timedelta(days=1), actor=SYSTEM, session=held, why="nhầm lớp")
    state_months(later + timedelta(days=2))
    assert people() == {date(2026, 9, 30): 0, date(2026, 10, 31): 1}
    the_book_is_right()


def test_a_month_before_those_stated_is_stated_once_a_session_of_it_is_closed(
    held: Session, province: cast.Province
) -> None:
    run_day(at=NOW, send=False)
    early = a_session(held.activity, date(2026, 8, 4))
    attending.tap(at=NOW, actor=SYSTEM, session=early)
    attending.close_session(at=NOW + timedelta(days=1), actor=SYSTEM, session=early, seen=0)
    assert state_months(NOW + timedelta(days=2)) == {"activities_stated": 2}
    august = Stated.objects.get(organisation=province.culture_centre, measure=RUNNING, on=date(2026, 8, 31))
    assert august.quantity == 1
    the_book_is_right()


def test_a_finished_class_runs_no_more(held: Session) -> None:
    unit = held.organisation_id
    assert figures.classes_on(date(2026, 9, 30)) == {unit: 1}
    type(held.activity).objects.filter(pk=held.activity_id).update(state=ActivityState.DONE)
    assert figures.classes_on(date(2026, 9, 30)) == {}


@time_machine.travel(NOW, tick=False)
def test_a_figure_opens_onto_its_record_without_a_name(
    held: Session, officer: User, stranger: User, culture_centre: Organisation
) -> None:
    state_months(NOW)
    once = CountedOnce.objects.get()
    stated = Stated.objects.filter(organisation=culture_centre).first()
    assert stated is not None
    desk = SignedIn(officer)
    for source in (f"session:{held.pk}", f"once:{once.pk}", f"stated:{stated.pk}"):
        address = opening.address_of(source)
        assert address is not None
        page = desk.get(address)
        assert page.status_code == 200
        assert "Học viên" not in page.content.decode()
        assert SignedIn(stranger).get(address).status_code == 404
    page = desk.get(opening.address_of(f"session:{held.pk}") or "")
    # A session, five who came, and a session of a class.
    assert sorted(one.number for one in page.context["counted"]) == [1, 1, 5]
    assert desk.get(opening.address_of("session:999999") or "").status_code == 404
