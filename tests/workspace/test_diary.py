"""The journal's screen: only what one may read, narrowed by address, taken away as narrowed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from densach.journal import actions as journal
from densach.kernel.actor import SYSTEM
from densach.people.models import User
from tests.cast import NOW, Province, acting
from tests.programme.reports.scene import count
from tests.stage import SignedIn

JOURNAL = reverse("workspace:journal")


def lines(user: User, **query: str) -> list[str]:
    response = SignedIn(user).get(JOURNAL, {name.replace("_", "-"): value for name, value in query.items()})
    assert response.status_code == 200
    return [line.words for line in response.context["lines"]]


@pytest.fixture
def counted(province: Province) -> None:
    for place, number in ((province.library, 11), (province.museum, 22), (province.foreign_library, 33)):
        measure = "museum.visitors" if place == province.museum else "library.visits"
        count(place, measure, date(2026, 11, 2), date(2026, 11, 2), number)


def test_visitors_and_people_without_a_role_read_nothing(client: Client, citizen: User) -> None:
    assert client.get(JOURNAL).status_code == 302
    assert SignedIn(citizen).get(JOURNAL).status_code == 403


def test_everybody_reads_the_lines_of_the_own_units_only(
    counted: None, librarian: User, officer: User, stranger: User
) -> None:
    assert [words for words in lines(librarian) if words.startswith("nhập")] == [
        "nhập 11 cho “Lượt bạn đọc” từ ngày 02/11/2026 đến ngày 02/11/2026"
    ]
    assert len([words for words in lines(officer) if words.startswith("nhập")]) == 2
    assert len([words for words in lines(stranger) if words.startswith("nhập")]) == 1


def test_a_stranger_cannot_ask_for_a_unit_by_its_code(counted: None, stranger: User) -> None:
    assert lines(stranger, don_vi="tv-ba-vam") == []


def test_my_own_acts_are_mine_to_read_wherever_they_were(province: Province, librarian: User) -> None:
    journal.write(
        at=NOW,
        actor=acting(librarian),
        act="organisations.founded",
        organisation=province.museum,
        name="Tủ sách",
    )
    assert "ghi Tủ sách vào danh bạ" in lines(librarian)


def test_the_filter_narrows_by_part_person_unit_day_and_thing(
    counted: None, officer: User, province: Province
) -> None:
    assert all(words.startswith("nhập") for words in lines(officer, phan="facts"))
    assert lines(officer, phan="khong-co") == lines(officer)
    assert lines(officer, ai="khong ai ca") == []
    assert len(lines(officer, don_vi="bt-ba-vam", phan="facts")) == 1
    assert lines(officer, tu="21/11/2030") == []
    assert len(lines(officer, phan="facts", tu="20/11/2026", den="20/11/2026")) == 2
    assert lines(officer, viec="organisation:bt-ba-vam") == ["ghi Bảo tàng tỉnh Ba Vàm vào danh bạ"]


def test_a_day_that_is_none_narrows_nothing_and_is_told(counted: None, officer: User) -> None:
    response = SignedIn(officer).get(JOURNAL, {"tu": "31/6", "phan": "facts"})
    assert len(response.context["lines"]) == 2
    assert "“31/6” không phải là ngày có trong lịch" in response.content.decode()


def test_lines_lead_to_the_thing_that_they_tell_of(counted: None, officer: User) -> None:
    response = SignedIn(officer).get(JOURNAL, {"phan": "facts"})
    for line in response.context["lines"]:
        assert SignedIn(officer).get(line.url).status_code == 200


def test_pages_go_by_key_and_keep_the_filter(officer: User, province: Province) -> None:
    for number in range(120):
        journal.write(
            at=NOW + timedelta(minutes=number),
            actor=SYSTEM,
            act="organisations.founded",
            organisation=province.library,
            name=f"Cơ sở số {number}",
        )
    client, seen, query = SignedIn(officer), [], "?don-vi=tv-ba-vam"
    while query:
        response = client.get(JOURNAL + query)
        seen += [line.id for line in response.context["lines"]]
        query = response.context["next_url"]
        assert not query or "don-vi=tv-ba-vam" in query
    assert seen == sorted(set(seen), reverse=True)
    assert len(seen) == 121
    assert client.get(f"{JOURNAL}?truoc=x").status_code == 200


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_journal_is_taken_away_as_narrowed(counted: None, officer: User, form: str) -> None:
    response = SignedIn(officer).get(reverse("workspace:journal_download", args=[form]), {"phan": "facts"})
    assert f"nhat-ky.{form}" in response["Content-Disposition"]
    if form == "csv":
        told = response.content.decode("utf-8-sig").splitlines()
        assert len(told) == 3
        assert "nhập 22 cho" in told[1]


def test_an_empty_answer_offers_the_whole_journal(officer: User) -> None:
    page = SignedIn(officer).get(JOURNAL, {"ai": "khong ai ca"}).content.decode()
    assert "Không có dòng nào phù hợp" in page


def test_more_lines_ask_no_more_queries(officer: User, province: Province) -> None:
    client = SignedIn(officer)

    def asked() -> int:
        client.get(JOURNAL)
        with CaptureQueriesContext(connection) as captured:
            client.get(JOURNAL)
        return len(captured)

    few = asked()
    for number in range(30):
        journal.write(
            at=NOW, actor=SYSTEM, act="people.account_opened", organisation=province.library, name=str(number)
        )
    assert asked() <= few
