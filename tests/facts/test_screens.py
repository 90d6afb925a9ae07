"""The counting page: one number in, corrected or taken back, never erased."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from densach.facts import queries
from densach.facts.models import Count
from densach.kernel.period import Period
from densach.organisations.models import Organisation
from densach.people.models import User
from tests.cast import NOW
from tests.programme.reports.scene import count
from tests.stage import SignedIn

HOME = reverse("facts:home")
VISITS = "library.visits"
NOVEMBER = Period.month(2026, 11)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _today(settings: object, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    with time_machine.travel(NOW, tick=False):
        yield


def enter_url(place: Organisation, measure: str = VISITS) -> str:
    return reverse("facts:enter", args=[place.code, measure])


def sum_of(place: Organisation, slice: str = "", measure: str = VISITS) -> int:
    return queries.totals_of_organisations(measure, [place.pk], NOVEMBER, slice).get(place.pk, 0)


def told(**changed: object) -> dict[str, object]:
    return {"total": "1.250", "since": "2026-11-19", "until": "", "note": "", **changed}


def test_visitors_and_people_without_a_role_cannot_count(
    client: Client, library: Organisation, citizen: User
) -> None:
    for url in (HOME, enter_url(library)):
        assert client.get(url).status_code == 302
        assert SignedIn(citizen).get(url).status_code == 403
    assert client.post(enter_url(library), told()).status_code == 302
    assert not Count.objects.exists()


def test_a_librarian_counts_a_day_with_one_number(librarian: User, library: Organisation) -> None:
    client = SignedIn(librarian)
    page = client.get(enter_url(library)).content.decode()
    assert 'inputmode="numeric"' in page
    assert 'value="2026-11-20"' in page, "today is filled in already"
    response = client.post(enter_url(library), told(), follow=True)
    assert "Đã ghi vào sổ." in response.content.decode()
    assert sum_of(library) == 1250


def test_parts_and_a_paper_go_with_the_number(librarian: User, library: Organisation) -> None:
    paper = SimpleUploadedFile("phieu.pdf", PDF, "application/pdf")
    given = told(part_age_child="300", part_sex_female="700", evidence=paper, note="Ngày hội đọc sách")
    response = SignedIn(librarian).post(enter_url(library), given, follow=True)
    assert "phieu.pdf" in response.content.decode()
    assert (sum_of(library), sum_of(library, "age=child"), sum_of(library, "sex=female")) == (1250, 300, 700)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"total": "hai trăm"}, "hai trăm"),
        ({"total": ""}, "bắt buộc"),
        ({"total": "-5"}, ""),
        ({"since": "2026-11-30"}, ""),
        ({"since": "2026-11-19", "until": "2026-11-01"}, "Ngày cuối không thể trước ngày đầu"),
        ({"part_age_child": "1000", "part_age_adult": "900"}, ""),
    ],
)
def test_a_wrong_entry_is_refused_in_words_and_kept_on_the_page(
    librarian: User, library: Organisation, given: dict[str, str], words: str
) -> None:
    response = SignedIn(librarian).post(enter_url(library), told(note="giữ lại tôi", **given))
    page = response.content.decode()
    assert response.status_code == 422
    assert "giữ lại tôi" in page
    assert words in page
    assert not Count.objects.exists()


def test_a_unit_cannot_count_the_same_day_twice(librarian: User, library: Organisation) -> None:
    client = SignedIn(librarian)
    assert client.post(enter_url(library), told()).status_code == 302
    again = client.post(enter_url(library), told(total="7"))
    assert again.status_code == 422
    within = client.post(enter_url(library), told(since="2026-11-01", until="2026-11-20"))
    assert within.status_code == 422
    assert sum_of(library) == 1250


def test_a_neighbour_s_unit_is_not_there_and_the_officer_may_look(
    librarian: User, stranger: User, museum: Organisation, officer: User, library: Organisation
) -> None:
    for user in (librarian, stranger):
        client = SignedIn(user)
        assert client.get(enter_url(museum, "museum.visitors")).status_code == 404
        assert client.post(enter_url(museum, "museum.visitors"), told()).status_code == 404
        assert client.get(f"{HOME}?unit={museum.code}").status_code == 404
    assert "Lượt bạn đọc" in SignedIn(officer).get(f"{HOME}?unit={library.code}").content.decode()
    assert not Count.objects.exists()


def test_a_leader_sees_the_book_but_is_offered_no_entry(leader: User, library: Organisation) -> None:
    client = SignedIn(leader)
    page = client.get(f"{HOME}?unit={library.code}").content.decode()
    assert "Những nội dung được đếm ở đây" in page
    assert enter_url(library) not in page
    assert client.get(enter_url(library)).status_code == 403


def test_a_museum_s_measure_cannot_be_counted_by_a_library(librarian: User, library: Organisation) -> None:
    response = SignedIn(librarian).post(enter_url(library, "museum.visitors"), told())
    assert response.status_code == 422
    assert SignedIn(librarian).get(enter_url(library, "khong.co")).status_code == 404


def test_a_correction_keeps_the_former_number_in_the_history(librarian: User, library: Organisation) -> None:
    made = count(library, VISITS, date(2026, 11, 19), date(2026, 11, 19), 1250)
    client = SignedIn(librarian)
    page = reverse("facts:count", args=[made.pk])
    given = {"seen_revision": "1", "total": "1.205", "note": "gõ nhầm"}
    assert client.post(reverse("facts:correct", args=[made.pk]), given).status_code == 302
    shown = client.get(page).content.decode()
    assert "1.205" in shown
    assert "1.250" in shown
    assert sum_of(library) == 1205


def test_two_people_correcting_one_count_lose_nothing(
    librarian: User, officer: User, library: Organisation
) -> None:
    made = count(library, VISITS, date(2026, 11, 19), date(2026, 11, 19), 1250)
    url = reverse("facts:correct", args=[made.pk])
    assert SignedIn(librarian).post(url, {"seen_revision": "1", "total": "1.205"}).status_code == 302
    late = SignedIn(officer).post(url, {"seen_revision": "1", "total": "99", "note": "ý của tôi"})
    assert late.status_code == 422
    assert "ý của tôi" in late.content.decode()
    assert sum_of(library) == 1205


def test_a_mistake_is_taken_back_not_erased(librarian: User, library: Organisation) -> None:
    made = count(library, VISITS, date(2026, 11, 19), date(2026, 11, 19), 1250)
    client = SignedIn(librarian)
    url = reverse("facts:take_back", args=[made.pk])
    assert client.post(url, {"seen_revision": "1", "note": ""}).status_code == 422
    assert client.post(url, {"seen_revision": "1", "note": "đếm nhầm ngày"}).status_code == 302
    assert sum_of(library) == 0
    page = client.get(reverse("facts:count", args=[made.pk])).content.decode()
    assert "đếm nhầm ngày" in page
    assert "1.250" in page
    assert client.post(enter_url(library), told(total="800")).status_code == 302, "the day is free again"
    assert sum_of(library) == 800


def test_a_stranger_finds_no_count_of_ours(stranger: User, library: Organisation) -> None:
    made = count(library, VISITS, date(2026, 11, 19), date(2026, 11, 19), 1250)
    client = SignedIn(stranger)
    for name in ("count", "correct", "take_back"):
        url = reverse(f"facts:{name}", args=[made.pk])
        answer = (
            client.get(url)
            if name == "count"
            else client.post(url, {"seen_revision": "1", "total": "1", "note": "x"})
        )
        assert answer.status_code == 404
    assert sum_of(library) == 1250


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_book_of_a_unit_is_taken_away(librarian: User, library: Organisation, form: str) -> None:
    count(library, VISITS, date(2026, 11, 19), date(2026, 11, 19), 1250)
    response = SignedIn(librarian).get(reverse("facts:download", args=[library.code, form]))
    assert "so-dem-tv-ba-vam" in response["Content-Disposition"]
    if form == "csv":
        assert "library.visits,Lượt bạn đọc,2026-11-19,2026-11-19,1250" in response.content.decode(
            "utf-8-sig"
        )


def test_more_counts_ask_no_more_queries(librarian: User, library: Organisation) -> None:
    client = SignedIn(librarian)

    def asked() -> int:
        client.get(HOME)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(HOME).status_code == 200
        return len(captured)

    count(library, VISITS, date(2026, 10, 1), date(2026, 10, 1), 5)
    few = asked()
    for day in range(1, 20):
        count(library, VISITS, date(2026, 11, day), date(2026, 11, day), 5)
    assert asked() <= few


def test_the_counting_page_speaks_both_languages(librarian: User, library: Organisation) -> None:
    client = SignedIn(librarian)
    assert "Bạn muốn ghi số liệu nào?" in client.get(HOME).content.decode()
    english = client.get(f"/en{HOME}").content.decode()
    assert "What do you want to count?" in english
    assert "Readers&#x27; visits" in english
