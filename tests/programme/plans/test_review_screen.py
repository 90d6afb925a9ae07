"""The review screen as answers to requests: lit rows, decisions by form and by htmx, two reviewers."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client

from densach.people.models import User
from densach.programme.plans import actions, queries
from densach.programme.plans.models import Plan, RowState, Target
from tests import cast
from tests.cast import NOW
from tests.programme.plans.desk import act, address, asked, filled, text
from tests.stage import SignedIn


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
