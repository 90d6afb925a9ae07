"""The screens: what is typed becomes a club, a group, a member, a meeting, a trip; each sees what is theirs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from densach.facts import actions as book
from densach.kernel.actor import SYSTEM
from densach.people.models import User
from densach.services.activities.models import Session
from densach.services.clubs.models import Club, Membership, Trip, YearSummary
from tests import cast
from tests.services.clubs.stage import NOW, a_club, a_group, goes, joins, meets, reading
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def head(culture_head: User) -> SignedIn:
    return SignedIn(culture_head)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def url(name: str, *args: object) -> str:
    return reverse(f"clubs:{name}", args=args)


def test_a_hamlets_group_is_noted_in_one_screen(province: cast.Province, head: SignedIn) -> None:
    a_club(province.culture_centre)
    page = head.get(url("new_light"))
    assert page.status_code == 200
    typed = {
        "organisation": province.culture_centre.code, "name": "Nhóm dưỡng sinh", "hamlet": "Ấp 2", "interest": "sport",
        "members": 18, "head_name": "Bà Tám", "head_phone": "0987654321",
    }  # fmt: skip
    made = head.post(url("new_light"), typed)
    assert made.status_code == 302, text(made)
    group = Club.objects.get(light=True)
    assert (group.members_told, group.hamlet) == (18, "Ấp 2")
    again = head.post(url("new_light"), typed)
    assert again.status_code == 422 and "Nhóm dưỡng sinh" in text(again)
    met = {
        "on": "2026-11-20",
        "total": 15,
        "starts": "07:00",
        "minutes": 60,
        "c-b60-female": "4",
        "key": "mot",
    }
    for _twice in range(2):
        answer = head.post(url("meet", group.pk), met)
        assert answer.status_code == 302, text(answer)
    assert Session.objects.count() == 1
    assert "Bà Tám" in text(head.get(url("club", group.pk)))


def test_a_full_club_is_founded_changed_paused_and_summed(province: cast.Province, head: SignedIn) -> None:
    a_group(province.culture_centre)
    made = head.post(
        url("new"),
        {
            "organisation": province.culture_centre.code, "kind": "club", "name": "CLB Thơ", "interest": "arts",
            "founded_on": "2025-01-10", "head_name": "Ông Chín", "public": "on", "paper_number": "7/QĐ",
        },
    )  # fmt: skip
    assert made.status_code == 302, text(made)
    club = Club.objects.get(name="CLB Thơ")
    page = text(head.get(url("change", club.pk)))
    assert "7/QĐ" in page
    changed = head.post(
        url("change", club.pk),
        {
            "revision": club.revision,
            "name": "CLB Thơ ca",
            "interest": "arts",
            "founded_on": "2025-01-09",
            "public": "on",
        },
    )
    assert changed.status_code == 302, text(changed)
    club.refresh_from_db()
    assert (club.name, str(club.founded_on)) == ("CLB Thơ ca", "2025-01-09")
    member = head.post(url("join", club.pk), {"name": "Lý Thị Mười", "role": "member", "since": "2026-11-01"})
    assert member.status_code == 302, text(member)
    asked = head.post(url("join", club.pk), {"name": "Lý Thị Mười", "role": "member", "since": "2026-11-01"})
    assert asked.status_code == 422 and 'name="who"' in text(asked)
    other = head.post(
        url("join", club.pk), {"name": "Lý Thị Mười", "role": "member", "since": "2026-11-01", "who": "~"}
    )
    assert other.status_code == 302, text(other)
    assert Membership.objects.filter(club=club).count() == 3
    year = url("year", club.pk, 2026)
    assert (
        head.post(year, {"revision": 0, "did": "Ra tập thơ", "lacked": "", "next_year": ""}).status_code
        == 302
    )
    assert head.get(url("paper", club.pk, 2026)).content[:2] == b"PK"
    head.post(url("sign", club.pk, 2026), {"revision": 1})
    assert YearSummary.objects.get().signed_at is None
    step = url("step", club.pk, "giai-the")
    refused = head.post(step, {"revision": club.revision, "on": "2026-11-20", "note": ""})
    assert refused.status_code == 422
    assert (
        head.post(step, {"revision": club.revision, "on": "2026-11-20", "note": "Hết người"}).status_code
        == 302
    )
    assert Club.objects.get(pk=club.pk).state == "closed"
    head.post(url("sign", club.pk, 2026), {"revision": 1})
    assert YearSummary.objects.get().signed_at is not None


def test_a_trip_is_planned_changed_and_listed(province: cast.Province, head: SignedIn) -> None:
    team = a_club(province.culture_centre, "Đội lưu động", kind="mobile_team")
    typed = {
        "on": "2026-11-25", "starts": "19:00", "minutes": 120, "place": "Ấp Sóc Ruộng", "programme": "Tết an toàn",
        "performers": 8, "key": "k",
    }  # fmt: skip
    made = head.post(url("new_trip", team.pk), typed)
    assert made.status_code == 302, text(made)
    trip = Trip.objects.get()
    changed = head.post(
        url("change_trip", trip.pk),
        {**typed, "revision": trip.session.revision, "place": "Ấp Chợ", "vehicle": "xe 16 chỗ"},
    )
    assert changed.status_code == 302, text(changed)
    goes(team, people=120)
    page = text(head.get(url("trips")))
    assert "Ấp Chợ" in page and "120" in page
    assert head.get(url("trips") + "?as=csv").status_code == 200
    assert head.get(url("trips") + "?thang=3&dia_ban=x").status_code == 200


def test_lists_ask_no_more_for_more_rows(
    province: cast.Province, head: SignedIn, django_assert_max_num_queries: Any
) -> None:
    club = a_club(province.culture_centre)
    for number in range(12):
        a_club(province.culture_centre, f"CLB số {number}", head=False)
        joins(club, f"Người {number}")
    meets(club)
    for warmed in (url("home") + "?loai=club&q=clb", url("members", club.pk)):
        head.get(warmed)
    with django_assert_max_num_queries(45):
        assert "CLB số 11" in text(head.get(url("home") + "?loai=club&q=clb"))
    with django_assert_max_num_queries(40):
        assert "Người 11" in text(head.get(url("members", club.pk)))
    assert head.get(url("members", club.pk) + "?as=xlsx").status_code == 200
    assert head.get(url("home") + "?as=csv").status_code == 200


def test_whoever_only_looks_reads_no_names(province: cast.Province, leader: User) -> None:
    club = a_club(province.culture_centre)
    looking = SignedIn(leader)
    page = text(looking.get(url("club", club.pk)))
    assert club.name in page and "Trần Văn Hai" not in page
    assert looking.get(url("members", club.pk)).status_code in (403, 404)


def test_a_departments_officer_reads_neither_name_nor_telephone_of_a_head(
    province: cast.Province, officer: User
) -> None:
    unit = province.commune_centre
    club, group = a_club(unit), a_group(unit, head_phone="0987654321")
    looking = SignedIn(officer)
    for one, name, phone in ((club, "Trần Văn Hai", "0912345678"), (group, "Thạch Thị Sa", "0987654321")):
        page = text(looking.get(url("club", one.pk)))
        assert one.name in page and name not in page and phone not in page
        assert looking.get(url("members", one.pk)).status_code == 404
        assert looking.get(url("paper", one.pk, 2026)).status_code == 404


def test_a_unit_that_counted_by_hand_begins_to_count_with_both_numbers_before_it(
    province: cast.Province, head: SignedIn
) -> None:
    unit = province.culture_centre
    day = cast.TODAY - timedelta(days=30)
    book.enter_count(
        at=NOW,
        actor=SYSTEM,
        organisation=unit,
        measure="culture.clubs",
        since=day,
        until=day,
        quantities={"": 5},
    )
    club = a_club(unit)
    way = url("count", unit.code, "cau-lac-bo")
    assert way in text(head.get(url("home"))) and way in text(head.get(url("club", club.pk)))
    page = text(head.get(way))
    assert "<dd>1</dd>" in page and "<dd>5</dd>" in page
    assert head.post(way, {"seen": 1}).status_code == 422
    assert head.post(way, {"seen": 1, "sure": "on"}).status_code == 302
    assert head.get(way).status_code == 404
    assert way not in text(head.get(url("home")))
    assert reading(unit, "culture.clubs") == 1
