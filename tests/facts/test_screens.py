"""The counting pages: who enters, a count in a few taps, what is refused keeps what was typed."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from densach.facts.models import Count, CountRevision
from densach.kernel.actor import SYSTEM
from densach.organisations import actions as organisations
from densach.organisations.models import Organisation
from densach.people.models import User
from tests import cast
from tests.cast import NOW, TODAY, acting
from tests.facts.book import DAY, VISITS, correct, count, take_back
from tests.stage import SignedIn

pytestmark = pytest.mark.usefixtures("morning")


@pytest.fixture
def morning() -> object:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def desk(librarian: User) -> Client:
    return SignedIn(librarian)


def enter_url(place: Organisation, measure: str = VISITS) -> str:
    return reverse("facts:enter", args=[place.code, measure])


def typed(number: str, since: date = TODAY, **more: str) -> dict[str, str]:
    return {"total": number, "since": since.isoformat(), "until": "", "note": "", **more}


# who may --------------------------------------------------------------------------------------------------


def doors(place: Organisation, entered: Count) -> list[str]:
    return [
        f"{reverse('facts:home')}?unit={place.code}",
        enter_url(place),
        reverse("facts:count", args=[entered.pk]),
        reverse("facts:download", args=[place.code, "csv"]),
    ]


def test_a_visitor_is_asked_to_sign_in(library: Organisation, client: Client) -> None:
    for url in doors(library, count(library, 5)):
        response = client.get(url)
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("people:login"))


def test_a_stranger_finds_nothing(library: Organisation, stranger: User) -> None:
    entered = count(library, 5)
    foreign = SignedIn(stranger)
    assert [foreign.get(url).status_code for url in doors(library, entered)] == [404] * 4
    assert foreign.post(enter_url(library), typed("7")).status_code == 404
    for act in ("facts:correct", "facts:take_back"):
        assert foreign.post(reverse(act, args=[entered.pk]), {"seen_revision": 1}).status_code == 404
    assert Count.objects.count() == 1


def test_the_own_librarian_enters_every_page(library: Organisation, desk: Client) -> None:
    entered = count(library, 5)
    assert [desk.get(url).status_code for url in doors(library, entered)] == [200] * 4


def test_a_leader_reads_and_cannot_count(library: Organisation, leader: User) -> None:
    entered = count(library, 5)
    reading = SignedIn(leader)
    assert reading.get(reverse("facts:count", args=[entered.pk])).status_code == 200
    assert reading.get(enter_url(library)).status_code == 403
    page = reading.get(f"{reverse('facts:home')}?unit={library.code}").content.decode()
    assert enter_url(library) not in page


@pytest.mark.parametrize("page", [("khong-co", VISITS), ("tv-ba-vam", "library.cats")])
def test_what_is_not_there_is_not_found(desk: Client, page: tuple[str, str]) -> None:
    assert desk.get(reverse("facts:enter", args=page)).status_code == 404


def test_of_a_unit_that_ended_it_is_said_who_counts_now_and_strangers_find_nothing(
    desk: Client, library: Organisation, stranger: User, province: cast.Province
) -> None:
    organisations.end(
        at=NOW,
        actor=SYSTEM,
        organisation=province.commune_library,
        last_day=TODAY - timedelta(days=30),
        successor=library,
    )
    answer = desk.get(enter_url(province.commune_library))
    assert answer.status_code == 400
    assert "21/10/2026" in answer.content.decode()
    assert SignedIn(stranger).get(enter_url(province.commune_library)).status_code == 404


def test_what_was_typed_for_a_unit_that_ended_meanwhile_is_kept_for_whoever_carries_on(
    desk: Client, library: Organisation, stranger: User, province: cast.Province
) -> None:
    ending = province.commune_library
    last_day = TODAY - timedelta(days=30)
    organisations.end(at=NOW, actor=SYSTEM, organisation=ending, last_day=last_day, successor=library)
    told = {**typed("1.234"), "note": "Ngày hội đọc sách"}
    answer = desk.post(enter_url(ending), told)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert all(words in page for words in ("21/10/2026", 'value="1.234"', "Ngày hội đọc sách"))
    assert f'formaction="{enter_url(library)}"' in page
    assert not Count.objects.exists()
    assert desk.post(enter_url(library), told).status_code == 302
    assert Count.objects.get().organisation_id == library.pk
    assert SignedIn(stranger).post(enter_url(ending), told).status_code == 404


# entering -------------------------------------------------------------------------------------------------


def test_one_number_is_enough(commune_officer: User, commune_library: Organisation) -> None:
    phone = SignedIn(commune_officer)
    page = phone.get(enter_url(commune_library)).content.decode()
    assert 'inputmode="numeric"' in page
    assert f'value="{TODAY.isoformat()}"' in page
    response = phone.post(enter_url(commune_library), typed("1.250"))
    assert response.status_code == 302
    entered = Count.objects.get()
    assert response["Location"].endswith(f"?unit={commune_library.code}#count-{entered.pk}")
    assert (entered.since, entered.until) == (TODAY, TODAY)
    assert entered.revisions.get().quantities == {"": 1250}
    assert "1.250" in phone.get(response["Location"]).content.decode()


def test_a_month_with_parts_and_a_paper(desk: Client, library: Organisation) -> None:
    sheet = SimpleUploadedFile("bang-ke.txt", "Bảng kê tháng 10".encode(), content_type="text/plain")
    data = typed(
        "4.000", date(2026, 10, 1), part_age_child="1.600", part_ethnic_minority="", note="Theo sổ quầy"
    )
    response = desk.post(enter_url(library), {**data, "until": "2026-10-31", "evidence": sheet})
    assert response.status_code == 302
    revision = CountRevision.objects.select_related("evidence").get()
    assert revision.quantities == {"": 4000, "~age=child": 1600}
    assert revision.note == "Theo sổ quầy"
    assert revision.evidence is not None
    page = desk.get(reverse("facts:count", args=[revision.count_id])).content.decode()
    assert reverse("files:download", args=[revision.evidence.pk]) in page


@pytest.mark.parametrize(
    "data",
    [
        typed("nhiều"),
        typed(""),
        typed("-5"),
        typed("1,5"),
        typed("10", part_age_child="11"),
        typed("10", TODAY + timedelta(days=1)),
        {**typed("10"), "since": "31/6"},
        {**typed("10"), "until": (TODAY - timedelta(days=1)).isoformat()},
    ],
    ids=str,
)
def test_what_is_refused_keeps_what_was_typed(
    desk: Client, library: Organisation, data: dict[str, str]
) -> None:
    response = desk.post(enter_url(library), {**data, "note": "mưa to"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "mưa to" in page
    assert f'value="{data["total"]}"' in page or not data["total"]
    assert not Count.objects.exists()


def test_a_day_counted_before_is_refused_with_its_days(desk: Client, library: Organisation) -> None:
    count(library, 5, TODAY)
    response = desk.post(enter_url(library), typed("7"))
    assert response.status_code == 422
    assert "20/11/2026" in response.content.decode()
    assert 'value="7"' in response.content.decode()
    assert Count.objects.count() == 1


def test_a_paper_of_no_accepted_kind_is_refused_and_nothing_counted(
    desk: Client, library: Organisation
) -> None:
    program = SimpleUploadedFile("ke.exe", b"MZ\x00\x00\x00\x00")
    response = desk.post(enter_url(library), {**typed("7"), "evidence": program})
    assert response.status_code == 422
    assert not Count.objects.exists()


# correcting -----------------------------------------------------------------------------------------------


def test_a_correction_by_the_page(desk: Client, library: Organisation) -> None:
    entered = count(library, {"": 312, "age=child": 100})
    url = reverse("facts:correct", args=[entered.pk])
    data = {"total": "321", "part_age_child": "100", "seen_revision": "1", "note": "đếm lại"}
    assert desk.post(url, data).status_code == 302
    page = desk.get(reverse("facts:count", args=[entered.pk])).content.decode()
    assert "321" in page and "312" in page and "đếm lại" in page


def test_whoever_comes_second_sees_the_other_number_and_keeps_the_own(
    desk: Client, library: Organisation, officer: User
) -> None:
    entered = count(library, 312)
    correct(entered, 320, actor=acting(officer))
    url = reverse("facts:correct", args=[entered.pk])
    response = desk.post(url, {"total": "999", "seen_revision": "1", "note": ""})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Nguyễn Thị Sen" in page and "320" in page
    assert 'value="999"' in page
    assert Count.objects.get().revision == 2
    again = {"total": "999", "seen_revision": response.context["correct"].data["seen_revision"], "note": ""}
    assert desk.post(url, again).status_code == 302
    assert Count.objects.get().revision == 3


def test_taking_back_wants_a_reason_and_is_told(desk: Client, library: Organisation) -> None:
    entered = count(library, 312)
    url = reverse("facts:take_back", args=[entered.pk])
    assert desk.post(url, {"seen_revision": "1", "note": ""}).status_code == 422
    assert desk.post(url, {"seen_revision": "1", "note": "nhập nhầm ngày"}).status_code == 302
    assert Count.objects.get().reversed
    page = desk.get(reverse("facts:count", args=[entered.pk])).content.decode()
    assert "nhập nhầm ngày" in page
    assert reverse("facts:correct", args=[entered.pk]) not in page


def test_acts_are_posted_never_followed(desk: Client, library: Organisation) -> None:
    entered = count(library, 312)
    for act in ("facts:correct", "facts:take_back"):
        assert desk.get(reverse(act, args=[entered.pk])).status_code == 405


# lists and exports ----------------------------------------------------------------------------------------


def many(library: Organisation, number: int, first: date = date(2026, 1, 1)) -> None:
    for day in range(number):
        count(library, {"": 10 + day, "age=child": 3}, first + timedelta(days=day))


def test_the_list_pages_by_key_and_shows_everything_once(desk: Client, library: Organisation) -> None:
    many(library, 53)
    url, seen = f"{reverse('facts:home')}?unit={library.code}", []
    while url:
        response = desk.get(url)
        seen += [line.count.pk for line in response.context["lines"]]
        following = response.context["next_url"]
        url = reverse("facts:home") + following if following else ""
    assert seen == list(Count.objects.order_by("-pk").values_list("pk", flat=True))


def test_pages_ask_no_more_queries_when_the_book_grows(desk: Client, library: Organisation) -> None:
    urls = [
        f"{reverse('facts:home')}?unit={library.code}",
        reverse("facts:download", args=[library.code, "csv"]),
    ]
    many(library, 3)
    short = asked_for(desk, urls)
    many(library, 30, date(2026, 6, 1))
    assert asked_for(desk, urls) == short


def asked_for(desk: Client, urls: list[str]) -> list[int]:
    """Queries of each page, on its second visit."""
    told = []
    for url in urls:
        desk.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(url).status_code == 200
        told.append(len(asked))
    return told


def test_the_book_of_a_unit_as_csv_and_workbook(desk: Client, library: Organisation) -> None:
    correct(count(library, {"": 312, "age=child": 100}), {"": 321, "age=child": 100})
    take_back(count(library, 7, date(2026, 3, 3)))
    text = desk.get(reverse("facts:download", args=[library.code, "csv"]))
    assert text["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(text.content.decode("utf-8-sig"))))
    workbook = desk.get(reverse("facts:download", args=[library.code, "xlsx"]))
    sheet = load_workbook(io.BytesIO(workbook.content)).active
    assert sheet is not None
    assert len(rows) == sheet.max_row == 3
    newest, oldest = rows[1], rows[2]
    assert newest[-1] and not oldest[-1]
    assert "321" in oldest and VISITS in oldest
    assert any(str(DAY.year) in cell for cell in oldest)


def test_the_english_pages_speak_english(desk: Client, library: Organisation) -> None:
    entered = count(library, 312)
    for url in doors(library, entered)[:3]:
        page = desk.get(f"/en{url}").content.decode()
        assert '<html lang="en"' in page
        assert "Lượt bạn đọc" not in page


def test_a_count_opens_onto_its_facts(desk: Client, library: Organisation) -> None:
    entered = correct(count(library, 312), 321)
    facts = desk.get(reverse("facts:count", args=[entered.pk])).context["facts"]
    assert [fact.quantity for fact in facts] == [312, -312, 321]


def test_units_of_the_own_province_are_offered(commune_officer: User, province: cast.Province) -> None:
    response = SignedIn(commune_officer).get(f"{reverse('facts:home')}?unit={province.commune_library.code}")
    offered = {unit.code for unit in response.context["units"]}
    assert province.commune_library.code in offered
    assert province.other_commune_library.code not in offered
