"""The list of acts, and the merger's field for several: short pages, whatever the register holds."""

from __future__ import annotations

import re

import pytest
from django.http import QueryDict
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.organisations import actions
from densach.organisations.forms import MergeForm
from densach.organisations.models import RegisterAct
from densach.organisations.rules import NewVersion
from densach.people.models import User
from tests.cast import NOW, TODAY, Province
from tests.stage import SignedIn


def a_merge_form(data: str, number: int = 3000) -> MergeForm:
    alike = [(f"pd-{n}", f"Phòng đọc ấp {n}") for n in range(number)]
    return MergeForm(
        QueryDict(f"result=here&on=2026-11-20&{data}"), name="Thư viện", alike=alike, parents=[], areas=[]
    )


def test_several_are_picked_by_name_each_once_and_blank_boxes_are_let_be() -> None:
    form = a_merge_form("others=Phòng đọc ấp 7&others=&others=phong doc ap 2999&others=pd-7")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["others"] == ["pd-7", "pd-2999"]


@pytest.mark.parametrize("data", ["", "others=&others=", "others=Thư viện nào đó", "others=Phòng đọc"])
def test_nobody_an_unknown_one_and_a_name_of_many_are_refused(data: str) -> None:
    form = a_merge_form(data)
    assert not form.is_valid()
    assert "others" in form.errors


def test_the_field_of_three_thousand_stays_short_and_keeps_what_was_typed() -> None:
    field = str(
        a_merge_form("others=Phòng đọc ấp 7&others=Phòng đọc ấp 8&others=Phòng đọc ấp 9&others=x")["others"]
    )
    assert len(field) < 40_000
    assert "required" not in field
    values = re.findall(r'<input[^>]* value="([^"]+)"', field)
    assert values == ["Phòng đọc ấp 7", "Phòng đọc ấp 8", "Phòng đọc ấp 9", "x"]
    assert field.count("<input") == 6


@pytest.mark.django_db
def test_the_merger_offers_those_of_the_same_place_first(officer: User, province: Province) -> None:
    for name, area in (("An", province.other_commune_area), ("Bình", province.commune_area)):
        actions.found_point(
            at=NOW, actor=SYSTEM, name=f"Phòng đọc {name}", kind="reading_room", area=area, since=TODAY
        )
    made = actions.found_point(
        at=NOW,
        actor=SYSTEM,
        name="Phòng đọc Cúc",
        kind="reading_room",
        area=province.commune_area,
        since=TODAY,
    )
    page = SignedIn(officer).get(reverse("organisations:merge", args=[made.code])).content.decode()
    assert 'type="checkbox"' not in page
    offered = re.findall(r'<option value="(Phòng đọc [^"]+)"', page)
    assert offered[:2] == ["Phòng đọc Bình", "Phòng đọc An"]


@pytest.mark.django_db
def test_undone_acts_are_listed_only_where_they_are_asked_for(officer: User, province: Province) -> None:
    new = NewVersion(since=TODAY, name="Thư viện Sông Vàm")
    actions.change(at=NOW, actor=SYSTEM, organisation=province.library, new=new, kind="rename")
    act = RegisterAct.objects.latest("pk")
    actions.undo(at=NOW, actor=SYSTEM, act=act, why="Nhầm")
    address = reverse("organisations:acts")
    link = reverse("organisations:act", args=[act.pk])
    client = SignedIn(officer)
    assert link not in client.get(address).content.decode()
    assert link not in client.get(address, {"tinh-trang": ""}).content.decode()
    assert link in client.get(address, {"tinh-trang": "tat-ca"}).content.decode()
    assert link in client.get(address, {"tinh-trang": "undone"}).content.decode()
