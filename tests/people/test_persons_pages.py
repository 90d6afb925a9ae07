"""The pages of the staff file, of requests, and of one's own data."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from densach.journal import queries as journal
from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation
from densach.people.actions import persons, privacy
from densach.people.models import DataRequest, Employment, Person, User
from densach.people.queries.privacy import has_consent, looks_at
from densach.people.rules.staffing import Position
from tests.cast import NOW, Province, a_person
from tests.people.staff import hired, with_account
from tests.stage import SignedIn

STAFF = reverse("people:staff")
NEW = reverse("people:staff_new")
OWN = reverse("people:own_data")


@pytest.fixture(autouse=True)
def _on_one_morning(db: None) -> object:
    """Pages ask the clock: on the cast's day."""
    with time_machine.travel(NOW, tick=False):
        yield


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def told(**more: str) -> dict[str, str]:
    form = {
        "name": "Lâm Thị Kho", "unit": "tv-ba-vam", "since": "2026-01-01", "contract": "public_employee",
        "title": "Thủ thư", "duty": "", "qualification": "university", "field": "library", "birth_date": "",
        "sex": "", "minority": "", "email": "", "phone": "",
    }  # fmt: skip
    return {**form, **more}


def test_somebody_is_entered_put_right_moved_and_leaves(officer: User, library: Organisation) -> None:
    client = SignedIn(officer)
    client.post(NEW, told())
    person = Person.objects.get()
    page = reverse("people:staff_person", args=[person.pk])
    client.post(reverse("people:staff_change", args=[person.pk]), told(name="Lâm Thị Khó", phone="0907"))
    job = Employment.objects.get()
    move = reverse("people:job_move", args=[person.pk, job.pk])
    client.post(move, told(unit="bt-ba-vam", since="2026-06-01"))
    second = Employment.objects.exclude(pk=job.pk).get()
    client.post(reverse("people:job_leave", args=[person.pk, second.pk]), {"last_day": "2026-10-31"})
    shown = text(client, page)
    for words in ("Lâm Thị Khó", "0907", "31/05/2026", "31/10/2026", "Bảo tàng tỉnh Ba Vàm"):
        assert words in shown


def test_a_namesake_is_told_and_entered_only_when_it_is_said_to_be_another(officer: User) -> None:
    client = SignedIn(officer)
    client.post(NEW, told(birth_date="1990-02-03"))
    answer = client.post(NEW, told(birth_date="1990-02-03"))
    assert answer.status_code == 422
    assert "Thư viện tỉnh Ba Vàm" in answer.content.decode()
    assert 'type="checkbox" name="other"' in answer.content.decode()
    client.post(NEW, told(birth_date="1990-02-03", other="on"))
    assert Person.objects.count() == 2


def test_a_refusal_stands_at_the_form_with_what_was_typed(officer: User) -> None:
    answer = SignedIn(officer).post(NEW, told(since="2019-01-01"))
    assert answer.status_code == 422
    assert "Lâm Thị Kho" in answer.content.decode()


@pytest.mark.parametrize(("query", "found"), [
    ("q=lam+thi", True), ("don-vi=tv-ba-vam&rieng=1", True), ("don-vi=so-vhttdl-ba-vam", True),
    ("don-vi=so-vhttdl-ba-vam&rieng=1", False), ("don-vi=bt-ba-vam", False), ("chuyen-nganh=library", True),
    ("trinh-do=college", False), ("con-lam=left", False), ("con-lam=all", True), ("nhiem-vu=nonsense", True),
    ("don-vi=khong-co", False), ("after=x~%C2%B2", True),
])  # fmt: skip
def test_the_filter_is_in_the_address(officer: User, library: Organisation, query: str, found: bool) -> None:
    hired(library)
    assert ("Lâm Thị Kho" in text(SignedIn(officer), f"{STAFF}?{query}")) is found


def test_a_long_list_goes_on_by_key_and_loses_nobody(officer: User, library: Organisation) -> None:
    for number in range(60):
        hired(library, f"Trần Thị {number:03}")
    client = SignedIn(officer)
    first = client.get(STAFF)
    second = client.get(STAFF + first.context["next_url"])
    shown = [line.employment.person.name for page in (first, second) for line in page.context["lines"]]
    assert sorted(shown) == [f"Trần Thị {number:03}" for number in range(60)]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_taking_the_list_away_is_journalled_with_how_many(
    officer: User, library: Organisation, form: str
) -> None:
    hired(library)
    SignedIn(officer).get(reverse("people:staff_download", args=[form]))
    line = journal.lines(journal.Wanted(actor_id=officer.pk, organisations=()))[0]
    assert (line.act, line.actor_name) == ("people.data_taken", officer.name)


def test_what_is_personal_of_whoever_moved_on_is_not_in_the_former_units_list(
    head: User, library: Organisation, museum: Organisation
) -> None:
    job = hired(library, birth_date=date(1990, 2, 3), phone="0907")
    position = Position(contract="worker")
    persons.move(
        at=NOW, actor=SYSTEM, job=job, organisation=museum, since=date(2026, 1, 1), position=position
    )
    answer = SignedIn(head).get(reverse("people:staff_download", args=["csv"]) + "?con-lam=all")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][0] == "Lâm Thị Kho"
    assert "0907" not in rows[1]
    assert "1990-02-03" not in rows[1]


def test_opening_a_persons_page_is_journalled_and_shown_to_the_person(
    head: User, librarian: User, library: Organisation
) -> None:
    person = with_account(hired(library), librarian)
    page = reverse("people:staff_person", args=[person.pk])
    text(SignedIn(head), page)
    assert len(looks_at(person)) == 1
    assert head.name in text(SignedIn(librarian), OWN)


def test_colleagues_see_no_staff_file(librarian: User, library: Organisation) -> None:
    person = hired(library).person
    client = SignedIn(librarian)
    for name, args in (("staff", []), ("staff_person", [person.pk]), ("staff_totals", [])):
        assert client.get(reverse(f"people:{name}", args=args)).status_code == 403


def test_another_persons_work_is_not_reached_through_this_ones_page(
    officer: User, library: Organisation
) -> None:
    one, other = hired(library), hired(library, "Đỗ Văn Canh")
    url = reverse("people:job_change", args=[one.person_id, other.pk])
    assert SignedIn(officer).get(url).status_code == 404


def test_the_form_in_numbers_names_nobody(officer: User, library: Organisation) -> None:
    hired(library)
    page = text(SignedIn(officer), reverse("people:staff_totals"))
    assert "Thư viện tỉnh Ba Vàm" in page
    assert "Lâm Thị Kho" not in page


# one's own data ---------------------------------------------------------------------------------------------


def test_a_person_agrees_withdraws_and_asks_on_their_own_page(librarian: User) -> None:
    client = SignedIn(librarian)
    consent = reverse("people:own_consent", args=["photo"])
    client.post(consent, {"answer": "agree"})
    person = Person.objects.get(user=librarian)
    assert has_consent(person, "photo", at=NOW)
    client.post(consent, {"answer": "withdraw"})
    assert not has_consent(person, "photo", at=NOW)
    client.post(reverse("people:own_request"), {"kind": "erase", "words": ""})
    assert DataRequest.objects.get().kind == "erase"
    assert "11/12/2026" in text(client, OWN) or "10/12/2026" in text(client, OWN)


def test_looking_at_ones_own_page_enters_nothing(citizen: User) -> None:
    page = text(SignedIn(citizen), OWN)
    assert not Person.objects.exists()
    assert "checked" not in page


def test_ones_own_copy_is_for_machines_and_for_reading(librarian: User) -> None:
    client = SignedIn(librarian)
    answer = client.post(reverse("people:own_copy", args=["json"]))
    assert json.loads(answer.content)["sections"]["account"][0]["email"] == librarian.email
    assert librarian.name not in answer["Content-Disposition"]
    page = client.post(reverse("people:own_copy", args=["html"])).content.decode()
    assert librarian.email in page


def test_the_data_officer_answers_and_the_person_reads_what_stays_and_why(
    province: Province, librarian: User, library: Organisation
) -> None:
    officer = a_person("dpo@ba-vam.test", "Kiều Thị Giữ", "privacy_officer", province.department)
    with_account(hired(library, phone="0907"), librarian)
    privacy.ask(at=NOW, actor=SYSTEM, user=librarian, kind="erase")
    request = DataRequest.objects.get()
    client = SignedIn(officer)
    assert "Lâm Thị Kho" in text(client, reverse("people:requests"))
    refused = client.post(reverse("people:answer", args=[request.pk]), {"answer": "refuse", "words": ""})
    assert refused.status_code == 422
    client.post(reverse("people:answer", args=[request.pk]), {"answer": "grant", "words": "Đã xóa."})
    page = text(SignedIn(librarian), OWN)
    for words in ("Đã xóa.", "Điều 19 Luật 91/2025/QH15"):
        assert words in page
    assert not Person.objects.get().phone


def test_addresses_name_nobody(officer: User, library: Organisation) -> None:
    person = hired(library, "Tô Thị Hiếm", email="hiem@mail.test").person
    assert "hiem" not in reverse("people:staff_person", args=[person.pk])
