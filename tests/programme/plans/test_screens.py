"""The screens around the review: loading, a plan's page, its tasks, the list, who may see what."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.people.models import User
from densach.programme.capabilities import actions as capabilities
from densach.programme.plans import actions, queries
from densach.programme.plans.models import Plan, PlanState, RowState
from tests import cast
from tests.cast import NOW
from tests.programme.plans import papers
from tests.programme.plans.desk import act, address, asked, text
from tests.stage import SignedIn

PAPER = """\
KẾ HOẠCH
Phát triển thư viện năm 2026
I. MỤC TIÊU
1. Phấn đấu đến năm 2026 có 70% thư viện cấp xã cung cấp dịch vụ phục vụ học tập suốt đời.
2. Năm 2026 phục vụ 120.000 lượt bạn đọc.
""".encode()
PAGES = ("plan", "review", "tasks", "print")


def test_an_uploaded_paper_is_read_and_opens_in_review(desk: Client, province: cast.Province) -> None:
    upload = SimpleUploadedFile("ke-hoach.txt", PAPER, "text/plain")
    answer = desk.post(reverse("plans:load"), {"organisation": province.department.code, "paper": upload})
    plan = Plan.objects.get()
    assert answer.headers["Location"] == address("review", plan)
    assert plan.targets.count() == 2


def test_the_same_file_again_is_refused_with_the_way_to_the_first(
    desk: Client, province: cast.Province
) -> None:
    answers = [
        desk.post(
            reverse("plans:load"),
            {
                "organisation": province.department.code,
                "paper": SimpleUploadedFile("ke-hoach.txt", PAPER, "text/plain"),
            },
        )
        for _time in range(2)
    ]
    answer = answers[1]
    assert answer.status_code == 409
    assert address("review", Plan.objects.get()) in text(answer)


@pytest.mark.parametrize(
    ("name", "data"), [("empty.txt", b""), ("renamed.docx", b"PK\x03\x04nothing"), ("a.exe", b"MZ\0")]
)
def test_a_file_that_cannot_be_read_is_refused_in_words_and_nothing_is_kept(
    desk: Client, province: cast.Province, name: str, data: bytes
) -> None:
    upload = SimpleUploadedFile(name, data)
    answer = desk.post(reverse("plans:load"), {"organisation": province.department.code, "paper": upload})
    assert answer.status_code == 422
    assert "error-summary" in text(answer)
    assert not Plan.objects.exists()


def test_a_plan_without_an_accepted_target_does_not_start(desk: Client, plan: Plan) -> None:
    answer = desk.post(address("move", plan, "start"), follow=True)
    plan.refresh_from_db()
    assert plan.state == PlanState.REVIEW
    assert "notice-error" in text(answer)


def test_a_running_plan_shows_each_target_with_its_status(desk: Client, started: Plan) -> None:
    page = text(desk.get(address("plan", started)))
    for row in started.targets.filter(state=RowState.ACCEPTED):
        assert row.subject in page
    assert page.count('class="status status-') >= 8


def test_a_target_says_why_it_stands_so(desk: Client, started: Plan) -> None:
    row = started.targets.get(position=0)
    page = text(desk.get(address("target", started, row.pk)))
    assert row.quote in page
    assert "Thư viện xã Long Điền" in page


def test_the_targets_are_taken_away_as_csv(desk: Client, started: Plan) -> None:
    answer = desk.get(address("download", started, "csv"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 4
    assert "tv.luot_ban_doc" in rows[2]


def test_a_unit_of_a_task_is_tied_on_its_page(desk: Client, started: Plan, province: cast.Province) -> None:
    unit = started.tasks.get().units.get(name="các xã")
    page = desk.get(address("tie", started, unit.pk), {"q": "xã An Tiến"})
    assert "Ủy ban nhân dân xã An Tiến" in text(page)
    desk.post(address("tie", started, unit.pk), {"organisation": province.commune_committee.code})
    assert "Ủy ban nhân dân xã An Tiến" in text(desk.get(address("tasks", started)))


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_finds_no_plan(plan: Plan, stranger: User, sign_in: type[SignedIn], name: str) -> None:
    assert sign_in(stranger).get(address(name, plan)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_a_visitor_is_asked_to_sign_in(plan: Plan, client: Client, name: str) -> None:
    answer = client.get(address(name, plan))
    assert answer.status_code == 302
    assert reverse("people:login") in answer.headers["Location"]


def test_a_librarian_sees_the_plan_once_it_runs(
    plan: Plan, librarian: User, officer: User, sign_in: type[SignedIn]
) -> None:
    assert sign_in(librarian).get(address("plan", plan)).status_code == 404
    actor = cast.acting(officer)
    actions.accept_confident(at=NOW, actor=actor, plan=plan)
    actions.start(at=NOW, actor=actor, plan=plan)
    assert sign_in(librarian).get(address("plan", plan)).status_code == 200
    assert sign_in(librarian).get(address("review", plan)).status_code == 200


def test_a_librarian_decides_nothing(started: Plan, librarian: User, sign_in: type[SignedIn]) -> None:
    row = started.targets.get(position=3)
    assert act(sign_in(librarian), row, "accept", 1).status_code == 403
    assert sign_in(librarian).post(address("move", started, "close")).status_code in {302, 403}
    started.refresh_from_db()
    assert started.state == PlanState.RUNNING


@pytest.mark.parametrize("name", PAGES)
def test_every_page_stands_in_english_too(desk: Client, started: Plan, name: str) -> None:
    answer = desk.get(f"/en{address(name, started)}")
    assert answer.status_code == 200
    assert "Targets" in text(answer) or "Tasks" in text(answer)


def test_the_page_of_tasks_asks_no_more_for_more_units(
    desk: Client, started: Plan, province: cast.Province, officer: User
) -> None:
    few = asked(desk, address("tasks", started))
    unit = started.tasks.get().units.get(name="các xã")
    for number in range(8):
        started.tasks.get().units.create(
            role="advising", name=f"{unit.name} {number}", organisation=province.museum
        )
    assert asked(desk, address("tasks", started)) == few


def test_plans_are_found_by_words_without_accents(desk: Client, plan: Plan) -> None:
    assert plan.title in text(desk.get(reverse("plans:list"), {"q": "van hoa doc"}))
    assert plan.title not in text(desk.get(reverse("plans:list"), {"q": "bảo tàng"}))


def test_plans_are_listed_by_state(desk: Client, plan: Plan) -> None:
    assert plan.title in text(desk.get(reverse("plans:list"), {"state": "review"}))
    assert plan.title not in text(desk.get(reverse("plans:list"), {"state": "closed"}))


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_plans_and_tasks_are_taken_away(desk: Client, started: Plan, form: str) -> None:
    for url in (
        f"{reverse('plans:list')}?xuat={form}",
        f"{address('download', started, form)}?phan=nhiem-vu",
    ):
        answer = desk.get(url)
        assert answer.status_code == 200
        assert f".{form}" in answer.headers["Content-Disposition"]


def test_the_list_asks_no_more_for_more_plans(
    desk: Client, plan: Plan, officer: User, province: cast.Province
) -> None:
    few = asked(desk, reverse("plans:list"))
    for number in range(6):
        actions.load(
            at=NOW,
            actor=cast.acting(officer),
            organisation=province.department,
            name=f"ban-{number}.txt",
            data=f"{papers.TEXT}{number}".encode(),
            reader=papers.a_reading,
        )
    with CaptureQueriesContext(connection) as made:
        queries.counters_of(Plan.objects.values_list("pk", flat=True))
    assert len(made) == 5
    assert asked(desk, reverse("plans:list")) == few


def test_a_target_names_who_said_no_and_who_did_not_answer(
    desk: Client, started: Plan, province: cast.Province
) -> None:
    capabilities.claim(
        at=NOW,
        actor=SYSTEM,
        organisation=province.library,
        capability_code="library.lifelong_service",
        answer=False,
        since=cast.SINCE,
    )
    page = desk.get(address("target", started, started.targets.get(position=0).pk))
    assert [one.name for one in page.context["failing"]] == ["Thư viện tỉnh Ba Vàm"]
    assert [one.name for one in page.context["missing"]] == ["Thư viện xã An Tiến", "Thư viện xã Long Điền"]
