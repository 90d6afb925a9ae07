"""The directory for citizens: found by place and hour, with what helps a visit and nothing of those who work there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.organisations import actions as organisations
from densach.organisations.models import Organisation
from densach.organisations.opening import Span, Timetable
from densach.organisations.rules import Contacts
from densach.people.models import User
from densach.programme.capabilities import actions as capabilities
from tests import cast
from tests.cast import NOW, TODAY, Province, acting

SERVICE = "library.lifelong_service"
OFFER = "Có dịch vụ phục vụ học tập suốt đời"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def listing(client: Client, name: str = "institutions", **query: str) -> str:
    response = client.get(reverse(f"portal:{name}"), query)
    assert response.status_code == 200
    told: str = response.content.decode()
    return told


def page(client: Client, code: str) -> str:
    response = client.get(reverse("portal:institution", args=[code]))
    assert response.status_code == 200
    told: str = response.content.decode()
    return told


def linked(told: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', told, re.DOTALL)
    assert found is not None
    values: dict[str, Any] = json.loads(found[1])
    return values


def opens(organisation: Organisation, first: time = time(7, 30), last: time = time(17)) -> None:
    week = dict.fromkeys(range(1, 6), (Span(first, last),))
    organisations.write_timetable(
        at=NOW, actor=SYSTEM, organisation=organisation, timetable=Timetable(date(2026, 1, 1), None, week)
    )


def names_in(told: str) -> list[str]:
    return re.findall(r'<h3><a href="/co-so/([^"]+)"', told)


@pytest.mark.parametrize("typed", ["Xã An Tiến", "an tien", "ba-vam.an-tien", "An Tiến"])
def test_a_commune_is_typed_as_people_call_it(province: Province, client: Client, typed: str) -> None:
    assert names_in(listing(client, xa=typed)) == ["tv-an-tien", "vh-an-tien"]


def test_a_commune_that_nobody_knows_lists_nothing_and_says_so(province: Province, client: Client) -> None:
    told = listing(client, xa="Xã Không Có Thật")
    assert names_in(told) == []
    assert "Không có xã, phường nào tên như vậy" in told


def test_a_former_name_finds_the_commune_of_today(province: Province, client: Client) -> None:
    organisations.rename_area(
        at=NOW, actor=SYSTEM, area=province.commune_area, name="Xã An Hòa", since=date(2026, 2, 1)
    )
    told = listing(client, xa="xã an tiến")
    assert "tv-an-tien" in names_in(told)
    assert 'value="Xã An Hòa"' in told


def test_a_name_of_several_communes_asks_which_one_is_meant(province: Province, client: Client) -> None:
    cast.an_area("cuu-ha.an-tien", "Xã An Tiến", "rural_commune", "commune", province.foreign_area)
    told = listing(client, xa="An Tiến")
    assert "“An Tiến” là nơi nào?" in told
    assert "?xa=ba-vam.an-tien" in told
    assert "?xa=cuu-ha.an-tien" in told
    assert names_in(listing(client, xa="An Tiến", tinh="ba-vam")) == ["tv-an-tien", "vh-an-tien"]


def test_a_list_can_be_narrowed_to_a_kind_of_its_group_only(province: Province, client: Client) -> None:
    assert names_in(listing(client, loai="museum")) == ["bt-ba-vam"]
    assert "bt-ba-vam" not in names_in(listing(client, "libraries", loai="museum"))


def test_open_now_lists_who_is_open_at_this_hour(province: Province, client: Client) -> None:
    opens(province.library)
    opens(province.museum, time(13), time(17))
    assert names_in(listing(client, mo="1")) == ["tv-ba-vam"]
    organisations.close(
        at=NOW,
        actor=SYSTEM,
        organisation=province.library,
        first_day=TODAY,
        last_day=TODAY,
        reason="Kiểm kê",
    )
    told = listing(client, mo="1")
    assert names_in(told) == []
    assert "Thử bỏ chọn" in told


def test_a_card_tells_the_hours_of_today_and_the_telephone(province: Province, client: Client) -> None:
    opens(province.library)
    organisations.write_contacts(
        at=NOW, actor=SYSTEM, organisation=province.library, contacts=Contacts(phone="0270 3822 100")
    )
    told = listing(client, "libraries")
    assert "Hôm nay: 7:30–17:00" in told
    assert 'href="tel:0270 3822 100"' in told


def test_the_page_helps_a_visit(province: Province, client: Client) -> None:
    opens(province.library)
    organisations.write_contacts(
        at=NOW,
        actor=SYSTEM,
        organisation=province.library,
        contacts=Contacts(
            phone="0270 3822 100",
            website="https://thuvien.example.vn",
            latitude=Decimal("10.25"),
            longitude=Decimal("105.97"),
        ),
    )
    told = page(client, "tv-ba-vam")
    assert "Đang mở cửa" in told
    assert "Thứ Hai – Thứ Sáu: 7:30–17:00" in told
    assert 'href="geo:10.25' in told
    assert 'href="https://thuvien.example.vn"' in told


def test_only_what_was_verified_is_offered(province: Province, client: Client, officer: User) -> None:
    claim = capabilities.claim(
        at=NOW, actor=SYSTEM, organisation=province.library, capability_code=SERVICE, answer=True, since=TODAY
    )
    assert OFFER not in page(client, "tv-ba-vam")
    capabilities.verify(at=NOW, actor=acting(officer), claim=claim)
    assert OFFER in page(client, "tv-ba-vam")


def test_machines_read_the_same_page(province: Province, client: Client) -> None:
    opens(province.library)
    told = linked(page(client, "tv-ba-vam"))
    assert told["@type"] == "Library"
    assert told["name"] == "Thư viện tỉnh Ba Vàm"
    assert told["address"]["addressCountry"] == "VN"
    assert told["openingHoursSpecification"][0] == {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": "https://schema.org/Monday",
        "opens": "07:30",
        "closes": "17:00",
    }
    assert linked(page(client, "bt-ba-vam"))["@type"] == "Museum"


def test_a_name_cannot_break_out_of_what_machines_read(province: Province, client: Client) -> None:
    organisations.add_alias(
        at=NOW, actor=SYSTEM, organisation=province.library, alias="</script><script>alert(1)"
    )
    assert "</script><script>alert" not in page(client, "tv-ba-vam")
    assert linked(page(client, "tv-ba-vam"))["alternateName"]


def test_nobody_who_works_there_is_named(province: Province, client: Client, librarian: User) -> None:
    assert librarian.name not in page(client, "tv-ba-vam")


def test_what_has_ended_leads_to_what_lives_on_however_many_steps_later(
    province: Province, client: Client
) -> None:
    middle = cast.an_organisation(
        "tv-giua", "Thư viện liên xã", "public_library", "commune", province.commune_area, None
    )
    organisations.end(
        at=NOW,
        actor=SYSTEM,
        organisation=province.other_commune_library,
        last_day=date(2026, 3, 31),
        successor=middle,
    )
    organisations.end(
        at=NOW,
        actor=SYSTEM,
        organisation=middle,
        last_day=date(2026, 6, 30),
        successor=province.commune_library,
    )
    told = page(client, "tv-long-dien")
    assert "31/03/2026" in told
    assert 'href="/co-so/tv-an-tien"' in told
    assert 'href="/co-so/tv-giua"' not in told
    assert linked(told)["dissolutionDate"] == "2026-03-31"
    assert "Giờ mở cửa" not in told


def test_agencies_are_no_institutions_for_citizens(province: Province, client: Client) -> None:
    assert client.get(reverse("portal:institution", args=["ubnd-ba-vam"])).status_code == 404


def test_the_list_asks_no_more_for_more_institutions(province: Province, client: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            listing(client, tinh="ba-vam")
        return len(captured)

    asked()
    before = asked()
    for number in range(8):
        made = cast.an_organisation(
            f"tv-moi-{number}", f"Thư viện {number}", "public_library", "commune", province.commune_area, None
        )
        opens(made)
    assert asked() <= before


def test_what_begins_later_is_told_as_not_there_yet(province: Province, client: Client) -> None:
    later = organisations.found(
        at=NOW,
        actor=SYSTEM,
        code="phong-doc-sang-nam",
        name="Phòng đọc Bến Mới",
        kind="reading_room",
        level="commune",
        area=province.commune_area,
        since=date(2027, 1, 1),
        parent=province.commune_library,
    )
    week = dict.fromkeys(range(1, 8), (Span(time(0, 30), time(23)),))
    organisations.write_timetable(
        at=NOW, actor=SYSTEM, organisation=later, timetable=Timetable(date(2027, 1, 1), None, week)
    )
    told = page(client, "phong-doc-sang-nam")
    assert "sẽ hoạt động từ ngày 01/01/2027" in told
    assert "Đang mở cửa" not in told
    assert "Hôm nay" not in told
    assert "Xã An Tiến" in told
    assert "phong-doc-sang-nam" not in listing(client, xa="ba-vam.an-tien")
