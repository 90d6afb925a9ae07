"""The screens: loading, reviewing by form and by keyboard, a plan's page, who may see what."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from typing import Any

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
from densach.programme.plans.models import Plan, PlanState, RowState, Target
from tests import cast
from tests.cast import NOW
from tests.programme.plans import papers
from tests.stage import SignedIn

PAPER = """\
KẾ HOẠCH
Phát triển thư viện năm 2026
I. MỤC TIÊU
1. Phấn đấu đến năm 2026 có 70% thư viện cấp xã cung cấp dịch vụ phục vụ học tập suốt đời.
2. Năm 2026 phục vụ 120.000 lượt bạn đọc.
""".encode()


@pytest.fixture
def desk(officer: User, sign_in: type[SignedIn]) -> Client:
    return sign_in(officer)


@pytest.fixture
def target(plan: Plan) -> Target:
    return plan.targets.get(position=1)


def text(response: Any) -> str:
    return str(response.content.decode())


def address(name: str, plan: Plan, *more: object) -> str:
    return reverse(f"plans:{name}", args=[plan.code, *more])


def act(desk: Client, row: Target, name: str, revision: int, *, htmx: bool = False) -> Any:
    headers = {"HX-Request": "true"} if htmx else {}
    url = address("decide", row.plan, "target", row.pk, name)
    return desk.post(url, {"revision": revision}, headers=headers)


def filled(desk: Client, row: Target) -> dict[str, object]:
    """The change form as the browser would send it, untouched."""
    form = desk.get(address("change", row.plan, "target", row.pk)).context["form"]
    told = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in told.items() if value not in (None, "", False)}


@pytest.fixture
def started(plan: Plan, officer: User) -> Plan:
    actor = cast.acting(officer)
    actions.accept_confident(at=NOW, actor=actor, plan=plan)
    return actions.start(at=NOW, actor=actor, plan=plan)


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


def test_each_row_is_lit_at_its_words(desk: Client, plan: Plan) -> None:
    page = text(desk.get(address("review", plan)))
    for row in plan.targets.all():
        assert f'id="mark-target-{row.pk}"' in page
        lit = re.findall(rf'data-rows-of="[^"]*\btarget-{row.pk}\b[^"]*"[^>]*>([^<]*)</mark>', page)
        assert "".join(lit) == row.quote


def test_every_act_of_a_row_has_its_key(desk: Client, plan: Plan, target: Target) -> None:
    page = text(desk.get(address("review", plan)))
    for key in ("a", "x", "e"):
        assert page.count(f'data-row-key="{key}"') == 4
    assert "data-rows" in page
    for key in ("n", "?"):
        assert f'data-key="{key}"' in page
    act(desk, target, "accept", 1)
    assert 'data-row-key="u"' in text(desk.get(address("review", plan)))


def test_a_row_is_accepted_by_a_plain_form(desk: Client, target: Target) -> None:
    answer = act(desk, target, "accept", 1)
    target.refresh_from_db()
    assert target.state == RowState.ACCEPTED
    assert answer.headers["Location"].endswith(f"?loai=target#row-target-{target.pk}")


def test_htmx_gets_the_row_alone_with_the_new_counters(desk: Client, target: Target) -> None:
    page = text(act(desk, target, "accept", 1, htmx=True))
    assert page.lstrip().startswith("<li")
    assert "<html" not in page
    assert 'id="waiting" hx-swap-oob="true"' in page
    assert 'data-state="accepted"' in page


def test_a_stale_decision_changes_nothing_and_says_who_was_first(desk: Client, target: Target) -> None:
    act(desk, target, "accept", 1)
    page = text(act(desk, target, "drop", 1, htmx=True))
    target.refresh_from_db()
    assert target.state == RowState.ACCEPTED
    assert "Nguyễn Thị Sen" in page
    assert "notice-warning" in page


def test_a_changed_row_is_kept_as_the_form_says(desk: Client, target: Target) -> None:
    told = filled(desk, target) | {"value_min": "130.000", "value_max": "135.500", "kind": "range_per_year"}
    desk.post(address("change", target.plan, "target", target.pk), told)
    target.refresh_from_db()
    assert target.kind == "range_per_year"
    assert [target.value_min, target.value_max] == [Decimal(130_000), Decimal(135_500)]
    assert target.indicator is not None
    assert target.indicator.code == "tv.luot_ban_doc"


def test_an_untouched_form_changes_nothing_but_accepts(desk: Client, target: Target) -> None:
    before = queries.target_values(target)
    desk.post(address("change", target.plan, "target", target.pk), filled(desk, target))
    target = Target.objects.select_related("indicator").get(pk=target.pk)
    after = queries.target_values(target)
    assert {name: value for name, value in vars(after).items() if value != vars(before)[name]} == {
        "milestone": 2030
    }
    assert target.state == RowState.ACCEPTED
    assert (target.start, target.end) == (Target.objects.get(pk=target.pk).start, target.end)


def test_the_second_reviewer_sees_both_versions_and_keeps_what_they_typed(
    desk: Client, target: Target, province: cast.Province, sign_in: type[SignedIn]
) -> None:
    other = sign_in(
        cast.a_person("two@ba-vam.test", "Đỗ Văn Kiểm", "department_officer", province.department)
    )
    mine = filled(other, target) | {"subject": "Nội dung tôi vừa gõ"}
    desk.post(
        address("change", target.plan, "target", target.pk),
        filled(desk, target) | {"value_min": "7", "value_max": "7"},
    )
    answer = other.post(address("change", target.plan, "target", target.pk), mine)
    page = text(answer)
    assert answer.status_code == 409
    assert "Nội dung tôi vừa gõ" in page
    assert "Nguyễn Thị Sen" in page
    assert 'name="revision" value="2"' in page
    target.refresh_from_db()
    assert target.value_min == 7


def test_saving_again_after_seeing_theirs_is_a_decision(
    desk: Client, target: Target, province: cast.Province, sign_in: type[SignedIn]
) -> None:
    other = sign_in(
        cast.a_person("two@ba-vam.test", "Đỗ Văn Kiểm", "department_officer", province.department)
    )
    mine = filled(other, target) | {"subject": "Nội dung tôi vừa gõ"}
    act(desk, target, "accept", 1)
    other.post(address("change", target.plan, "target", target.pk), mine)
    other.post(address("change", target.plan, "target", target.pk), mine | {"revision": 2})
    target.refresh_from_db()
    assert target.subject == "Nội dung tôi vừa gõ"


def test_an_unreadable_number_is_told_beside_its_field(desk: Client, target: Target) -> None:
    told = filled(desk, target) | {"value_min": "1,500"}
    answer = desk.post(address("change", target.plan, "target", target.pk), told)
    assert answer.status_code == 422
    assert answer.context["form"].errors["value_min"]


def test_chosen_words_begin_a_new_row(desk: Client, plan: Plan) -> None:
    start, end = plan.text.index("đón nhiều"), plan.text.index(" hơn trước")
    page = desk.get(address("add", plan, "target"), {"tu": start, "den": end})
    assert page.context["form"]["quote"].value() == "đón nhiều khách"
    desk.post(
        address("add", plan, "target"),
        {"subject": "Khách", "kind": "capability", "quote": "đón nhiều khách", "year_to": "2030"},
    )
    row = plan.targets.get(position=4)
    assert (plan.text[row.start : row.end], row.state) == ("đón nhiều khách", RowState.ACCEPTED)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("task", {"title": "Mở lớp kỹ năng"}),
        ("duty", {"cycle": "half_year", "due_day": "10", "due_month": "6"}),
        ("event", {"name": "Ngày hội", "day": "1", "month": "6"}),
    ],
)
def test_every_kind_of_row_can_be_added_and_changed(
    desk: Client, plan: Plan, kind: str, told: dict[str, str]
) -> None:
    desk.post(address("add", plan, kind), told)
    row = queries.rows_of(plan, kind).get(position=1)
    answer = desk.post(
        address("change", plan, kind, row.pk), told | {"revision": "1", "quote": "Bảo tàng tỉnh"}
    )
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.quote, row.revision) == ("Bảo tàng tỉnh", 2)


def test_what_was_read_surely_is_accepted_and_put_back_by_one_button_each(desk: Client, plan: Plan) -> None:
    desk.post(address("accept_confident", plan))
    assert queries.waiting(plan) == 1
    page = desk.get(address("review", plan))
    desk.post(address("undo_accept_confident", plan), {"luc": page.context["sweep"][0].isoformat()})
    assert queries.waiting(plan) == 7


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


PAGES = ("plan", "review", "tasks", "print")


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


def asked(desk: Client, url: str) -> int:
    """Queries of a page; what the navigation keeps for a while is asked beforehand."""
    desk.get(url)
    with CaptureQueriesContext(connection) as queries_made:
        desk.get(url)
    return len(queries_made)


def test_the_review_asks_no_more_for_more_rows(desk: Client, plan: Plan, officer: User) -> None:
    few = asked(desk, address("review", plan))
    for number in range(20):
        actions.add_target(
            at=NOW,
            actor=cast.acting(officer),
            plan=plan,
            values=queries.target_values(Target(subject=f"Thêm {number}", kind="capability")),
        )
    assert asked(desk, address("review", plan)) == few


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
    assert page.context["failing"] == ["Thư viện tỉnh Ba Vàm"]
    assert page.context["missing"] == ["Thư viện xã An Tiến", "Thư viện xã Long Điền"]
