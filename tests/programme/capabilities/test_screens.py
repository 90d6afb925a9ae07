"""The screens of capabilities: answering, verifying, looking at one question."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.programme.capabilities import actions
from densach.programme.capabilities.models import Claim, ClaimState
from tests import cast
from tests.cast import NOW
from tests.stage import SignedIn

SERVICE = "library.lifelong_service"
PAPER = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _files_end_with_the_test(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def said(place: Organisation, yes: bool = True, code: str = SERVICE) -> Claim:
    return actions.claim(
        at=NOW - timedelta(days=3),
        actor=SYSTEM,
        organisation=place,
        capability_code=code,
        answer=yes,
        since=date(2026, 1, 1),
    )


def answer_url(place: Organisation, code: str = SERVICE) -> str:
    return reverse("capabilities:answer", args=[place.code, code])


def test_a_librarian_answers_with_a_paper(librarian: User, library: Organisation) -> None:
    client = SignedIn(librarian)
    paper = SimpleUploadedFile("quyet-dinh.pdf", PAPER, "application/pdf")
    told = {"answer": "yes", "since": "2026-02-01", "note": "Mở cửa tối", "evidence": paper}
    response = client.post(answer_url(library), told, follow=True)
    assert response.status_code == 200
    claim = Claim.objects.get()
    assert (claim.answer, claim.since, claim.note) == (True, date(2026, 2, 1), "Mở cửa tối")
    assert claim.evidence is not None
    page = response.content.decode()
    assert "quyet-dinh.pdf" in page
    assert "chờ xác nhận" in page


def test_a_work_is_answered_by_its_stage(museum_keeper: User, museum: Organisation) -> None:
    address = answer_url(museum, "museum.rank_two")
    SignedIn(museum_keeper).post(address, {"answer": "3", "since": "2026-02-01"})
    claim = Claim.objects.get()
    assert (claim.answer, claim.stage) == (False, 3)
    SignedIn(museum_keeper).post(address, {"answer": "4", "since": "2026-03-01"})
    assert Claim.objects.latest("pk").answer is True


def test_an_answer_for_tomorrow_keeps_what_was_written(librarian: User, library: Organisation) -> None:
    told = {"answer": "yes", "since": "2999-01-01", "note": "Sẽ mở"}
    response = SignedIn(librarian).post(answer_url(library), told)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Sẽ mở" in page
    assert "01/01/2999" in page
    assert not Claim.objects.exists()


def test_no_choice_is_no_answer(librarian: User, library: Organisation) -> None:
    response = SignedIn(librarian).post(answer_url(library), {"since": "2026-02-01"})
    assert response.status_code == 422
    assert not Claim.objects.exists()


def test_the_sheet_tells_what_is_still_open(librarian: User, library: Organisation) -> None:
    said(library, yes=False)
    context = SignedIn(librarian).get(reverse("capabilities:mine")).context
    assert (context["yes"], context["no"]) == (0, 1)
    assert context["unknown"] == len(context["rows"]) - 1


def test_the_sheet_opens_where_something_is_asked(commune_officer: User, province: cast.Province) -> None:
    context = SignedIn(commune_officer).get(reverse("capabilities:mine")).context
    assert context["unit"].pk in {province.commune_library.pk, province.commune_centre.pk}
    assert context["rows"]


def test_an_officer_chooses_among_all_units(officer: User, province: cast.Province) -> None:
    response = SignedIn(officer).get(reverse("capabilities:mine"), {"unit": province.commune_library.code})
    assert response.context["place"].name == "Thư viện xã An Tiến"
    assert province.library.pk in [unit.id for unit in response.context["units"]]


def test_the_officer_verifies_by_one_press(officer: User, library: Organisation) -> None:
    claim, client = said(library), SignedIn(officer)
    page = client.get(reverse("capabilities:verifying")).content.decode()
    assert 'data-row-key="v"' in page and 'data-row-key="r"' in page and "data-rows" in page
    response = client.post(reverse("capabilities:verify", args=[claim.pk]) + "?state=claimed", follow=True)
    assert response.redirect_chain[0][0].endswith("?state=claimed")
    claim.refresh_from_db()
    assert claim.state == ClaimState.VERIFIED


def test_returning_without_a_word_is_refused_in_words(officer: User, library: Organisation) -> None:
    claim, client = said(library), SignedIn(officer)
    address = reverse("capabilities:return", args=[claim.pk])
    assert "còn thiếu" in client.post(address, {"remark": " "}, follow=True).content.decode().lower()
    claim.refresh_from_db()
    assert claim.state == ClaimState.CLAIMED
    client.post(address, {"remark": "Thiếu quyết định"})
    claim.refresh_from_db()
    assert (claim.state, claim.remark) == (ClaimState.RETURNED, "Thiếu quyết định")


def test_the_unit_sees_why_its_answer_came_back(
    officer: User, librarian: User, library: Organisation
) -> None:
    claim = said(library)
    SignedIn(officer).post(reverse("capabilities:return", args=[claim.pk]), {"remark": "Thiếu quyết định"})
    page = SignedIn(librarian).get(reverse("capabilities:mine")).content.decode()
    assert "Thiếu quyết định" in page


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({}, {"library", "commune"}),
        ({"capability": "library.digital"}, {"commune"}),
        ({"state": "verified"}, set()),
        ({"state": "all"}, {"library", "commune"}),
    ],
)
def test_waiting_answers_are_chosen_by_state_and_question(
    officer: User, province: cast.Province, choice: dict[str, str], expected: set[str]
) -> None:
    said(province.library)
    said(province.commune_library, code="library.digital")
    rows = SignedIn(officer).get(reverse("capabilities:verifying"), choice).context["rows"]
    names = {province.library.pk: "library", province.commune_library.pk: "commune"}
    assert {names[row.unit.id] for row, _place in rows} == expected


def test_waiting_answers_are_chosen_by_place(officer: User, province: cast.Province) -> None:
    said(province.library)
    said(province.commune_library)
    rows = (
        SignedIn(officer)
        .get(reverse("capabilities:verifying"), {"area": province.commune_area.pk})
        .context["rows"]
    )
    assert [row.unit.id for row, _place in rows] == [province.commune_library.pk]


def test_a_question_lists_who_fails_and_who_is_silent(officer: User, province: cast.Province) -> None:
    said(province.library)
    said(province.commune_library, yes=False)
    client, address = SignedIn(officer), reverse("capabilities:capability", args=[SERVICE])
    shown = {
        group: [one.unit.id for one, _place in client.get(address, {"group": group}).context["lines"]]
        for group in ("yes", "no", "unknown")
    }
    assert shown == {
        "yes": [province.library.pk],
        "no": [province.commune_library.pk],
        "unknown": [province.other_commune_library.pk],
    }


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_lists_of_questions_can_be_taken_away(officer: User, province: cast.Province, form: str) -> None:
    said(province.library)
    client = SignedIn(officer)
    for address in (reverse("capabilities:catalogue"), reverse("capabilities:capability", args=[SERVICE])):
        response = client.get(address, {"as": form})
        assert f".{form}" in response["Content-Disposition"]
        if form == "csv" and SERVICE in address:
            text = response.content.decode("utf-8-sig")
            assert len(text.strip().splitlines()) == 4
            assert "Thư viện tỉnh Ba Vàm" in text


def test_strangers_find_nothing(stranger: User, province: cast.Province) -> None:
    claim, client = said(province.library), SignedIn(stranger)
    assert client.get(answer_url(province.library)).status_code == 404
    assert client.get(reverse("capabilities:mine"), {"unit": province.library.code}).status_code == 404
    history = reverse("capabilities:history", args=[SERVICE, province.library.code])
    assert client.get(history).status_code == 404
    for act in ("verify", "return"):
        assert (
            client.post(reverse(f"capabilities:{act}", args=[claim.pk]), {"remark": "x"}).status_code == 404
        )
    assert client.get(reverse("capabilities:verifying")).context["rows"] == []
    claim.refresh_from_db()
    assert claim.state == ClaimState.CLAIMED


def test_a_librarian_cannot_decide(librarian: User, library: Organisation) -> None:
    claim = said(library)
    assert SignedIn(librarian).post(reverse("capabilities:verify", args=[claim.pk])).status_code == 404


def test_visitors_are_asked_to_sign_in_and_citizens_are_refused(client: Client, citizen: User) -> None:
    for name in ("mine", "verifying", "catalogue"):
        address = reverse(f"capabilities:{name}")
        assert client.get(address).status_code == 302
        assert SignedIn(citizen).get(address).status_code == 403


def test_verifying_is_never_a_link(officer: User, library: Organisation) -> None:
    assert SignedIn(officer).get(reverse("capabilities:verify", args=[said(library).pk])).status_code == 405


def test_queries_do_not_grow_with_the_answers(officer: User, province: cast.Province) -> None:
    client = SignedIn(officer)
    addresses = [
        reverse("capabilities:verifying"),
        reverse("capabilities:catalogue"),
        reverse("capabilities:capability", args=[SERVICE]),
        reverse("capabilities:mine"),
    ]

    def asked() -> list[int]:
        numbers = []
        for address in addresses:
            client.get(address)  # the roof counts what waits once after each act, and remembers it
            with CaptureQueriesContext(connection) as seen:
                client.get(address, {"group": "yes"})
            numbers.append(len(seen))
        return numbers

    said(province.library)
    before = asked()
    for number in range(8):
        place = cast.an_organisation(
            f"tv-{number}",
            f"Thư viện {number}",
            "public_library",
            "commune",
            province.commune_area,
            province.commune_committee,
        )
        said(place)
    assert asked() == before
