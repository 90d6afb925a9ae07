"""The leader's page: how a plan stands, what moved and why, where, and what asks for a decision."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.text import Truncator

from densach.facts import actions as facts
from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.programme.capabilities import actions as capabilities
from densach.programme.plans import actions as plans
from densach.programme.plans import queries
from densach.programme.plans.models import Plan
from densach.workspace import leader as pages
from densach.workspace.leader import areas
from densach.workspace.leader.areas import Tally, chosen, places_of
from densach.workspace.leader.naming import subject_of
from densach.workspace.views.leader import _named
from tests import cast
from tests.cast import NOW, TODAY
from tests.programme.plans import papers
from tests.stage import SignedIn

LEADER = "/lam-viec/lanh-dao/"
LAST_MONTH = date(2026, 10, 31)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False), translation.override("vi"):
        yield


@pytest.fixture
def plan(province: cast.Province, officer: User) -> Plan:
    actor = cast.acting(officer)
    loaded = plans.load(
        at=NOW,
        actor=actor,
        organisation=province.department,
        name="ke-hoach-31.txt",
        data=papers.TEXT.encode(),
        reader=papers.a_reading,
    )
    plans.accept_confident(at=NOW, actor=actor, plan=loaded)
    return plans.start(at=NOW, actor=actor, plan=loaded)


def count(place: Organisation, number: int, on: date, measure: str = "library.visits") -> None:
    facts.enter_count(
        at=NOW, actor=SYSTEM, organisation=place, measure=measure, since=on, until=on,
        quantities={"": number},
    )  # fmt: skip


def answer(place: Organisation, yes: bool) -> None:
    capabilities.claim(
        at=NOW,
        actor=SYSTEM,
        organisation=place,
        capability_code="library.lifelong_service",
        answer=yes,
        since=date(2026, 11, 2),
    )


def page(user: User, query: str = "", status: int = 200) -> str:
    response = SignedIn(user).get(f"{LEADER}?{query}")
    assert response.status_code == status
    return str(response.content.decode())


def test_the_page_counts_the_targets_as_the_plan_does(plan: Plan, leader: User) -> None:
    tally = queries.tally(queries.judged(plan, TODAY))
    told = page(leader)
    for status, number in tally.items():
        link = re.search(rf"tinh-trang={status}#danh-sach\"[^>]*><b>(\d+)</b>", told)
        assert link is not None
        assert int(link[1]) == number


def test_without_a_running_plan_the_page_says_what_is_missing(leader: User) -> None:
    assert "Chưa có kế hoạch nào đang thực hiện" in page(leader)


def test_a_status_opens_its_targets_and_these_their_own_pages(plan: Plan, leader: User) -> None:
    rows = [row for row in queries.judged(plan, TODAY) if row.status.value == "no_data"]
    told = page(leader, "tinh-trang=no_data").partition('id="danh-sach"')[2].partition("</section>")[0]
    assert rows
    for row in rows:
        assert f"/lam-viec/ke-hoach/{plan.code}/chi-tieu/{row.target.pk}/" in told


def test_a_target_that_was_reached_since_last_month_is_told_with_both_figures(
    plan: Plan, province: cast.Province, leader: User
) -> None:
    count(province.library, 1_000, date(2026, 2, 3))
    before = pages.overview_of(plan.code, TODAY, LAST_MONTH)
    count(province.library, 130_000, date(2026, 11, 3))
    after = pages.overview_of(plan.code, TODAY, LAST_MONTH)
    assert [one.after for one in before.changed if "120.000" in one.subject] == []
    [move] = [one for one in after.changed if "120.000" in one.subject]
    assert (move.after, move.better) == ("achieved", True)
    assert (move.figure_before.split()[0], move.figure_after.split()[0]) == ("1.000", "131.000")
    assert "Đã đạt mức đề ra." in move.why
    assert move.subject in page(leader).partition('id="moved"')[2].partition("</ul>")[0]


def test_a_figure_that_moved_without_its_status_is_told_apart(plan: Plan, province: cast.Province) -> None:
    count(province.library, 1_000, date(2026, 2, 3))
    count(province.library, 500, date(2026, 11, 3))
    found = pages.overview_of(plan.code, TODAY, LAST_MONTH)
    [nudged] = [one for one in found.nudged if "120.000" in one.subject]
    assert nudged.before == nudged.after
    assert nudged.better


def test_the_page_is_kept_until_somebody_acts_or_counts(plan: Plan, province: cast.Province) -> None:
    pages.overview_of(plan.code, TODAY, LAST_MONTH)
    with CaptureQueriesContext(connection) as made:
        pages.overview_of(plan.code, TODAY, LAST_MONTH)
    assert len(made) == 2  # the marks of the journal and of the book
    count(province.library, 70, date(2026, 11, 3))
    with CaptureQueriesContext(connection) as made:
        pages.overview_of(plan.code, TODAY, LAST_MONTH)
    assert len(made) > 2


def test_a_commune_shows_what_its_institutions_have_reached(plan: Plan, province: cast.Province) -> None:
    answer(province.commune_library, True)
    found = pages.overview_of(plan.code, TODAY, LAST_MONTH)
    tallies = [one.tallies for one in found.subjects if one.is_share]
    # Three libraries are few: a plan of a real province asks a hundred.
    assert tallies == []
    assert places_of(province.area.pk, [], None, TODAY).map is not None


def test_places_without_a_library_are_told_as_not_yet(
    plan: Plan, province: cast.Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = cast.an_area("ba-vam.moi", "Xã Mới", "rural_commune", "commune", province.area)
    cast.an_organisation("ubnd-moi", "UBND xã Mới", "peoples_committee", "commune", new, province.committee)
    cast.an_organisation(
        "pd-an-tien", "Phòng đọc ấp Một", "reading_room", "commune", province.commune_area, None
    )
    row = plan.targets.select_related("indicator").get(position=0)
    values = replace(
        queries.target_values(row),
        kind="ratio",
        indicator="mang_luoi.thu_vien_phong_doc_xa",
        value_min=Decimal(3),
        value_max=Decimal(3),
        institution_types=("ubnd",),
        levels=("xa",),
    )
    plans.change_row(at=NOW, actor=SYSTEM, row=row, seen_revision=row.revision, values=values)
    monkeypatch.setattr(areas, "_MANY", 3)
    rows = [one for one in queries.judged(plan, TODAY) if one.target.pk == row.pk]
    [subject] = areas.subjects_of(rows)
    assert subject.tallies == {
        province.commune_area.pk: Tally(reached=1),
        province.other_commune_area.pk: Tally(reached=1),
        new.pk: Tally(lacking=1),
    }
    value = rows[0].value
    assert value is not None
    places = areas.places_of(province.area.pk, [subject, subject], subject, TODAY)
    assert (places.lines[0].name, places.lines[0].tally) == ("Xã Mới", Tally(lacking=1))
    whole = areas._summed(subject.tallies.values())
    assert (whole.reached, whole.asked) == (value.numerator, value.denominator)


def test_a_tally_never_counts_silence_as_a_no() -> None:
    told = Tally(reached=1).plus(Tally(unknown=2)).plus(Tally(lacking=3))
    assert (told.reached, told.lacking, told.unknown, told.asked) == (1, 3, 2, 6)


def test_an_unknown_subject_of_the_map_falls_back_to_all(plan: Plan, leader: User) -> None:
    assert chosen([], "999") is None
    assert "Kế hoạch trên bản đồ" in page(leader, "xem=999")


def test_one_sheet_is_printed_without_the_choices(plan: Plan, leader: User) -> None:
    told = page(leader, "in=1")
    assert plan.title in told
    assert "filter-bar" not in told


def test_a_plan_of_another_province_is_not_found(plan: Plan, stranger: User) -> None:
    page(stranger, f"ke-hoach={plan.code}", 404)
    assert plan.title not in page(stranger)


def test_days_that_cannot_be_compared_fall_back_to_last_month(plan: Plan, leader: User) -> None:
    for text in ("khong", "2030-01-01"):
        assert "Biến động từ ngày 31/10/2026" in page(leader, f"so-voi={text}")


def test_a_changed_target_is_headed_by_what_it_promises_now(plan: Plan, officer: User) -> None:
    row = plan.targets.select_related("indicator").get(position=1)
    values = replace(queries.target_values(row), value_min=Decimal(110_000), value_max=Decimal(110_000))
    plans.change_row(at=NOW, actor=SYSTEM, row=row, seen_revision=row.revision, values=values)
    found = pages.overview_of(plan.code, TODAY, LAST_MONTH)
    told = (
        "Mỗi năm phục vụ 120.000 lượt bạn đọc "
        "(nay là 110.000\N{NO-BREAK SPACE}lượt/năm, điều chỉnh ngày 20/11/2026)"
    )
    assert [one.subject for one in found.lines if "120.000" in one.subject] == [told]
    assert [one.subject for one in found.lines if "(nay" in one.subject] == [told]


def test_a_clause_that_does_not_say_what_is_counted_has_it_added(plan: Plan) -> None:
    row = next(one for one in queries.judged(plan, TODAY) if one.target.position == 1)
    assert subject_of(row) == "Mỗi năm phục vụ 120.000 lượt bạn đọc"
    row.target.subject = "cấp xã mỗi năm 01 lần"
    assert row.target.indicator is not None
    assert subject_of(row) == f"Cấp xã mỗi năm 01 lần: {row.target.indicator.name}"
    row.target.subject = "và lượt bạn đọc của thư viện"
    assert subject_of(row) == "Lượt bạn đọc của thư viện"


def test_days_at_the_ends_of_the_calendar_are_told_as_unread(plan: Plan, leader: User) -> None:
    for text in ("0001-01-01", "9999-12-31", "1899-12-31"):
        told = page(leader, f"ngay={text}")
        assert text in told
        assert "Biến động từ ngày 31/10/2026" in told
    assert "Biến động từ ngày 31/10/2026" in page(leader, "so-voi=0001-01-01")


def test_plans_are_chosen_by_title_and_whose_they_are(
    plan: Plan, province: cast.Province, leader: User
) -> None:
    own = f"{Truncator(plan.title).chars(60)} – Sở Văn hóa, Thể thao và Du lịch tỉnh Ba Vàm"
    assert _named([plan], TODAY) == [(plan.code, own)]


def test_the_targets_can_be_taken_away(plan: Plan, leader: User) -> None:
    client = SignedIn(leader)
    told = client.get("/lam-viec/lanh-dao.csv").content.decode("utf-8-sig")
    assert len(told.strip().splitlines()) == 1 + len(queries.judged(plan, TODAY))
    assert "Xã An Tiến" in client.get("/lam-viec/lanh-dao/xa.csv").content.decode("utf-8-sig")


def test_the_page_speaks_english(plan: Plan, leader: User) -> None:
    told = SignedIn(leader).get(f"/en{LEADER}").content.decode()
    assert "What moved since" in told
    assert "At a glance" in told
