"""The review of a long paper: fifty rows a page, with the part of the paper around them."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from densach.people.models import User
from densach.programme.plans import actions, queries
from densach.programme.plans.models import Plan, Target
from densach.programme.plans.rules.marking import cut, pieces
from tests import cast
from tests.programme.plans.desk import act, address, text

LINE = "Đến năm 2027, {0} lượt bạn đọc đến thư viện công cộng số {0} trên địa bàn tỉnh mỗi năm.\n"
ROWS = 120


@pytest.fixture
def long(province: cast.Province, officer: User) -> Plan:
    body = "".join(f"{n}. {LINE.format(n + 5000)}" for n in range(1, ROWS + 1))
    data = f"KẾ HOẠCH\nPhát triển thư viện năm 2027\n\n{body}Hết kế hoạch.\n".encode()
    plan = actions.load(
        at=cast.NOW, actor=cast.acting(officer), organisation=province.department, name="dai.txt", data=data
    )
    assert plan.targets.count() == ROWS
    return plan


def keys(page: str) -> list[int]:
    return [int(key) for key in re.findall(r'id="row-target-(\d+)"', page)]


def test_every_row_is_on_one_page_beside_its_words(desk: Client, long: Plan) -> None:
    seen: list[int] = []
    for number in (1, 2, 3):
        page = text(desk.get(address("review", long), {"loai": "target", "trang": str(number)}))
        here = keys(page)
        assert all(f'id="mark-target-{key}"' in page for key in here)
        assert ('rel="next"' in page, 'rel="prev"' in page) == (number < 3, number > 1)
        assert ("Hết kế hoạch." in page) == (number == 3)
        seen += here
    assert seen == list(long.targets.order_by("position").values_list("pk", flat=True))


@pytest.mark.parametrize("asked", ["99", "²", "0"])
def test_a_page_that_is_not_there_shows_one_that_is(desk: Client, long: Plan, asked: str) -> None:
    assert keys(text(desk.get(address("review", long), {"trang": asked})))


def test_a_plain_decision_comes_back_to_the_page_of_its_row(desk: Client, long: Plan) -> None:
    row = Target.objects.filter(plan=long).order_by("position")[60]
    location = act(desk, row, "accept", 1).headers["Location"]
    assert location == f"{reverse('plans:review', args=[long.code])}?loai=target&trang=2#row-target-{row.pk}"
    assert row.pk in keys(text(desk.get(location)))


def test_a_part_of_the_text_keeps_its_offsets() -> None:
    whole = pieces("0123456789", [], [(2, 5)])
    part = cut(whole, 3, 8)
    assert "".join(piece.text for piece in part) == "34567"
    assert [piece.start for piece in part] == [3, 5]
    assert cut(whole, -5, 99) == whole


def test_all_rows_are_still_told_where_all_are_asked_for(long: Plan) -> None:
    assert len(queries.shown_rows(long, "target")) == ROWS
