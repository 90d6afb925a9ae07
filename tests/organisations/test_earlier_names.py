"""Whoever knows an institution by an earlier name finds it, and is told how it is called now."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.organisations import actions, queries
from densach.organisations.models import Organisation
from densach.organisations.rules import NewVersion
from densach.people.models import User
from tests.cast import NOW
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


@pytest.fixture
def renamed(library: Organisation) -> Organisation:
    new = NewVersion(since=DAY, name="Thư viện Hoa Sen")
    actions.change(at=NOW, actor=SYSTEM, organisation=library, new=new)
    return library


@pytest.mark.parametrize("door", ["organisations:list", "portal:institutions"])
def test_the_list_and_the_directory_find_it_by_its_earlier_name(
    door: str, officer: User, renamed: Organisation
) -> None:
    client = SignedIn(officer) if door == "organisations:list" else Client()
    page = client.get(reverse(door), {"q": "thu vien tinh ba vam"}).content.decode()
    assert "Thư viện Hoa Sen" in page
    assert "trước đây là Thư viện tỉnh Ba Vàm" in page
    assert "trước đây là" not in client.get(reverse(door), {"q": "hoa sen"}).content.decode()


def test_a_name_that_begins_later_finds_nothing_before_its_day(renamed: Organisation) -> None:
    before = DAY - timedelta(days=1)
    assert not queries.search(before, text="hoa sen")
    found = queries.search(DAY, text="thư viện tỉnh Ba Vàm")
    assert [one.name for one, _key in found] == ["Thư viện Hoa Sen"]
