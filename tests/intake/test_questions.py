"""The page on which a file's questions are answered: another place is typed, rows are left out, long text is cut."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from densach.intake.models import Batch
from densach.intake.queries import questions
from densach.people.models import User
from tests.cast import Province
from tests.intake.sending import answers, ids, row, rows_of, send
from tests.intake.test_institutions import an_older_place
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(province: Province) -> Batch:
    """A file whose first row names a place of before the reform."""
    rows = [row("Phòng đọc A", place=an_older_place(province)), row("Phòng đọc B")]
    return send(rows, province.department)


def answered(client: SignedIn, batch: Batch, **told: str) -> Any:
    return client.post(reverse("intake:questions", args=[batch.pk]), told)


def test_another_place_of_the_province_is_offered_and_taken_as_typed(batch: Batch, officer: User) -> None:
    client = SignedIn(officer)
    page = client.get(reverse("intake:questions", args=[batch.pk])).content.decode()
    assert '<option value="Xã Long Điền">' in page
    assert "Cửu Hà" not in page
    assert answered(client, batch, q0_other="long dien").status_code == 302
    assert answers(batch) == ["new", "new"]
    assert rows_of(batch)[0].chosen == {"place": "ba-vam.long-dien"}


def test_a_place_outside_the_files_place_is_refused_in_words_and_stays_typed(
    batch: Batch, officer: User
) -> None:
    response = answered(SignedIn(officer), batch, q0_other="Tỉnh Cửu Hà")
    assert response.status_code == 422
    assert 'value="Tỉnh Cửu Hà"' in response.content.decode()
    assert answers(batch) == ["question", "new"]


def test_rows_are_left_out_by_a_box_and_nothing_is_asked_any_more(batch: Batch, officer: User) -> None:
    assert answered(SignedIn(officer), batch, q0="-").status_code == 302
    assert ids(rows_of(batch)[0]) == ["intake.left_out_by_hand"]
    assert questions(batch) == []


def test_beside_the_taking_in_it_is_told_what_becomes_of_open_questions(
    batch: Batch, officer: User, province: Province
) -> None:
    told = "không trả lời được nữa"
    client = SignedIn(officer)
    assert told in client.get(reverse("intake:batch", args=[batch.pk])).content.decode()
    answered(client, batch, q0="ba-vam.an-tien")
    assert told not in client.get(reverse("intake:batch", args=[batch.pk])).content.decode()


def test_a_text_of_thousands_of_letters_is_shown_by_its_beginning(province: Province, officer: User) -> None:
    sent = send([row("A" * 5000)], province.department)
    page = SignedIn(officer).get(reverse("intake:batch", args=[sent.pk])).content.decode()
    assert "A" * 200 + "…" in page
    assert "A" * 201 not in page
