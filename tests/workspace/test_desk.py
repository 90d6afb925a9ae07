"""The staff's desk: what waits for whom, with numbers that lead to exactly that list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.kernel.period import Period
from densach.people.models import User
from densach.programme.calendar import queries as calendar
from densach.programme.calendar.rules import together
from densach.programme.capabilities import actions as capabilities
from densach.programme.capabilities import queries as capability_queries
from densach.programme.plans import actions as plans
from densach.programme.plans.models import Plan, Task
from densach.programme.reports import queries as reports
from densach.workspace import sections, standing, waiting
from densach.workspace.waiting import Todo
from tests import cast
from tests.cast import NOW, TODAY, Province, acting
from tests.programme.reports.scene import IN_JUNE, LATER, Scene, a_plan, count, the_scene
from tests.stage import SignedIn

HOME = reverse("workspace:home")
SILENT = reverse("workspace:silent")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def _files_end_with_the_test(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def scene(province: Province) -> Scene:
    made = the_scene(province)
    made.ask()
    return made


def todos(user: User, on: date = TODAY) -> dict[str, Todo]:
    """What waits for the person, by icon."""
    return {todo.icon: todo for todo in waiting.of(acting(user, on), on)}


def test_a_visitor_is_led_to_the_sign_in_page(client: Client, db: None) -> None:
    assert client.get(HOME)["Location"] == f"{reverse('people:login')}?next={HOME}"


def test_someone_without_a_role_is_told_so(citizen: User) -> None:
    assert SignedIn(citizen).get(HOME).status_code == 403


def test_a_report_past_its_day_comes_first(scene: Scene, librarian: User) -> None:
    first = waiting.of(acting(librarian), TODAY)[0]
    assert (first.icon, first.number, first.urgent) == ("file-earmark-text", 1, True)
    assert first.url == f"{reverse('reports:owed')}#to-write"
    page = SignedIn(librarian).get(HOME).content.decode()
    assert "1 quá hạn" in page


def test_a_report_that_has_time_tells_its_day(scene: Scene, librarian: User) -> None:
    with time_machine.travel(IN_JUNE, tick=False):
        todo = todos(librarian, date(2026, 6, 3))["file-earmark-text"]
    assert not todo.urgent
    assert todo.detail == "hạn gần nhất 10/06/2026 (còn 7 ngày)"


def test_a_handed_in_report_leaves_the_writer_and_waits_for_the_officer(
    scene: Scene, librarian: User, officer: User
) -> None:
    assert "inbox" not in todos(officer)
    scene.submitted(scene.province.library)
    assert "file-earmark-text" not in todos(librarian)
    todo = todos(officer)["inbox"]
    assert todo.number == len(reports.waiting_for_decision(acting(officer), TODAY)) == 1
    page = SignedIn(officer).get(todo.url)
    assert len(page.context["to_decide"]) == 1
    assert 'id="to-decide"' in page.content.decode()


def test_a_returned_report_waits_for_the_writer_again(scene: Scene, librarian: User) -> None:
    from densach.programme.reports import actions

    report = scene.submitted(scene.province.library)
    actions.return_(
        at=IN_JUNE, actor=SYSTEM, report=report, seen_revision=report.revision, text="Thiếu số tháng 3"
    )
    assert todos(librarian)["file-earmark-text"].number == 1


def test_a_gathered_report_waits_for_the_leader_s_signature(
    scene: Scene, leader: User, officer: User
) -> None:
    scene.accepted(scene.province.library)
    assert "pen" not in todos(leader)
    with time_machine.travel(LATER, tick=False):
        scene.consolidated()
    assert todos(leader)["pen"].number == 1
    assert "pen" not in todos(officer)


def test_rows_of_a_plan_wait_until_each_is_decided(
    province: Province, officer: User, librarian: User
) -> None:
    from tests.programme.plans import papers

    plan = plans.load(
        at=NOW,
        actor=acting(officer),
        organisation=province.department,
        name="ke-hoach-31.txt",
        data=papers.TEXT.encode(),
        reader=papers.a_reading,
    )
    before = todos(officer)["list-check"]
    assert before.url == reverse("plans:review", args=[plan.code])
    assert "list-check" not in todos(librarian)
    target = plan.targets.filter(state="proposed").first()
    assert target is not None
    plans.drop_row(at=NOW, actor=acting(officer), row=target, seen_revision=target.revision)
    assert todos(officer)["list-check"].number == before.number - 1


def test_an_answer_leaves_the_unit_and_waits_for_whoever_verifies(
    province: Province, librarian: User, officer: User
) -> None:
    before = todos(librarian)["question-circle"].number
    assert before == capability_queries.unanswered_count(acting(librarian), TODAY)
    capabilities.claim(
        at=NOW,
        actor=acting(librarian),
        organisation=province.library,
        capability_code="library.lifelong_service",
        answer=True,
        since=date(2026, 1, 1),
    )
    assert todos(librarian)["question-circle"].number == before - 1
    assert todos(officer)["patch-check"].number == 1


def test_a_month_without_counts_is_told_until_something_is_entered(
    province: Province, librarian: User
) -> None:
    assert todos(librarian)["123"].url == f"{SILENT}?thang=2026-10"
    count(province.library, "library.loans", date(2026, 10, 5), date(2026, 10, 5), 0)
    assert "123" not in todos(librarian)


def test_the_list_of_silent_units_is_the_number_on_the_desk(province: Province, officer: User) -> None:
    number = todos(officer)["123"].number
    client = SignedIn(officer)
    shown = client.get(f"{SILENT}?thang=2026-10").context["units"]
    assert len(shown) == number == 7
    count(province.commune_library, "library.visits", date(2026, 10, 1), date(2026, 10, 31), 40)
    after = client.get(f"{SILENT}?thang=2026-10").content.decode()
    assert "Thư viện xã An Tiến" not in after
    assert "Thư viện xã Long Điền" in after
    november = client.get(f"{SILENT}?thang=2026-11").content.decode()
    assert "Thư viện xã An Tiến" in november
    assert client.get(f"{SILENT}?thang=khong").context["month"].code == "2026-10"


def test_when_everybody_has_counted_the_list_says_so(province: Province, librarian: User) -> None:
    count(province.library, "library.loans", date(2026, 10, 5), date(2026, 10, 5), 3)
    assert (
        "Tất cả đơn vị đã có số liệu" in SignedIn(librarian).get(f"{SILENT}?thang=2026-10").content.decode()
    )


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_silent_units_are_taken_away(province: Province, officer: User, form: str) -> None:
    response = SignedIn(officer).get(reverse("workspace:silent_download", args=[form]), {"thang": "2026-10"})
    assert "thieu-so-lieu-2026-10" in response["Content-Disposition"]
    if form == "csv":
        assert len(response.content.decode("utf-8-sig").splitlines()) == 8


def test_a_leader_who_counts_nothing_has_no_list_of_silent_units(province: Province, leader: User) -> None:
    assert "123" not in todos(leader)
    assert SignedIn(leader).get(SILENT).status_code == 403


def test_a_desk_with_nothing_on_it_says_so(province: Province, leader: User) -> None:
    assert "Không có việc nào đang chờ" in SignedIn(leader).get(HOME).content.decode()


def test_the_desk_shows_the_running_plan_and_its_next_days(
    scene: Scene, librarian: User, stranger: User
) -> None:
    page = SignedIn(librarian).get(HOME).content.decode()
    assert scene.plan.title in page
    assert "23/11/2026" in page
    assert scene.plan.title not in SignedIn(stranger).get(HOME).content.decode()


def ways(user: User) -> dict[str, int]:
    nav = SignedIn(user).get(HOME).context["nav"]
    return {item.url: item.badge for item in nav}


def test_everybody_gets_the_ways_that_they_may_go(scene: Scene, librarian: User, leader: User) -> None:
    assert reverse("capabilities:mine") in ways(librarian)
    assert reverse("capabilities:mine") not in ways(leader)
    assert ways(librarian)[reverse("reports:owed")] == 1


@pytest.mark.parametrize("person", ["librarian", "officer", "leader", "museum_keeper", "commune_officer"])
def test_every_way_and_every_number_leads_somewhere(
    scene: Scene, person: str, request: pytest.FixtureRequest
) -> None:
    user: User = request.getfixturevalue(person)
    client = SignedIn(user)
    urls = {*ways(user), *(todo.url for todo in waiting.of(acting(user), TODAY))}
    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)


def test_the_way_on_which_i_am_is_marked(province: Province, librarian: User) -> None:
    client = SignedIn(librarian)
    for name in ("workspace:journal", "facts:home", "workspace:home"):
        nav = client.get(reverse(name)).context["nav"]
        assert [item.url for item in nav if item.active] == [reverse(name)]


def test_the_desk_speaks_english_under_en(scene: Scene, librarian: User) -> None:
    page = SignedIn(librarian).get(f"/en{HOME}").content.decode()
    assert '<html lang="en">' in page
    assert "What waits for me" in page
    assert "1 past its day" in page


def queries_asked(user: User) -> int:
    client = SignedIn(user)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(HOME).status_code == 200
    return len(captured)


def test_more_units_ask_no_more_queries(scene: Scene, officer: User) -> None:
    few = queries_asked(officer)
    for number in range(12):
        place = cast.an_organisation(
            f"tv-them-{number}",
            f"Thư viện thêm {number}",
            "public_library",
            "commune",
            scene.province.commune_area,
            scene.province.department,
        )
        count(place, "library.visits", date(2026, 9, 1), date(2026, 9, 30), 10)
    assert queries_asked(officer) <= few


def test_a_desk_is_reckoned_once_until_somebody_acts(scene: Scene, officer: User) -> None:
    queries_asked(officer)
    assert queries_asked(officer) <= 25


def test_tomorrow_is_another_day(scene: Scene, librarian: User) -> None:
    on = date(2026, 6, 10)
    assert not todos(librarian, on)["file-earmark-text"].urgent
    assert todos(librarian, on + timedelta(days=1))["file-earmark-text"].urgent
    assert isinstance(NOW, datetime)


def test_what_waits_stands_in_groups_and_the_late_first() -> None:
    def todo(text: str, group: str = "do", *, urgent: bool = False) -> Todo:
        return Todo("", "pen", 1, text, "/", urgent=urgent, group=group)

    found = sections.of(
        [todo("mở", "open"), todo("ký", "decide"), todo("viết"), todo("trễ", "decide", urgent=True)]
    )
    assert [(one.code, [each.text for each in one.todos]) for one in found] == [
        ("late", ["trễ"]),
        ("decide", ["ký"]),
        ("do", ["viết"]),
        ("open", ["mở"]),
    ]


def a_plan_beside() -> Plan:
    """Another running plan of the department."""
    plan = Plan.objects.get(code="ba-vam-2026")
    plan.pk, plan.code, plan.number = None, "ba-vam-khac", "46"
    plan.save()
    return plan


def test_unopened_tasks_of_several_plans_are_one_line_with_a_way_to_each(
    province: Province, officer: User
) -> None:
    made = [a_plan(province), a_plan_beside()]
    for number, plan in enumerate(made, start=1):
        for position in range(number):
            Task.objects.create(plan=plan, position=position, title=f"Việc {position}", state="accepted")
    todo = todos(officer)["play-circle"]
    assert (todo.number, todo.group) == (3, "open")
    assert {url: number for number, _title, url in todo.parts} == {
        reverse("tasks:tree", args=[plan.code]): number for number, plan in enumerate(made, start=1)
    }
    page = SignedIn(officer).get(HOME).content.decode()
    assert page.count("nhiệm vụ của kế hoạch đang chạy chưa được mở") == 1
    assert "Cần mở" in page


def test_the_next_days_of_the_desk_are_those_of_the_calendar(province: Province, officer: User) -> None:
    coming = standing.coming(acting(officer), TODAY)
    period = Period(TODAY, TODAY + timedelta(days=standing.AHEAD))
    every = together(one for one in calendar.gathered(acting(officer), period, TODAY) if not one.done)
    assert coming and [one.text for one in coming] == [one.title for one in every][: standing.NEXT]
    assert all(0 <= one.days <= standing.AHEAD for one in coming)
    assert coming[0].text in SignedIn(officer).get(HOME).content.decode()
