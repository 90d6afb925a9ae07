"""A PDF of pictures on a machine that recognises no text, and who may open the paper of a plan."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from densach.formats.planreader.errors import PicturesOnly
from densach.formats.planreader.reading import PlanReading
from densach.people.models import User
from densach.programme.plans import actions
from densach.programme.plans.actions.loading import Reader
from densach.programme.plans.models import Plan
from densach.programme.plans.rules.refusals import AlreadyLoaded
from tests import cast
from tests.formats.planreader.papermaking import picture_pdf
from tests.programme.plans import papers
from tests.programme.plans.desk import address, text
from tests.stage import SignedIn

PICTURES = picture_pdf(2)


def blind(data: bytes, name: str) -> PlanReading:
    raise PicturesOnly(name=name, pages=2)


def seeing(data: bytes, name: str) -> PlanReading:
    return replace(papers.a_reading(data, name), text=papers.TEXT)


def load(province: cast.Province, officer: User, reader: Reader) -> Plan:
    return actions.load(
        at=cast.NOW,
        actor=cast.acting(officer),
        organisation=province.department,
        name="quet.pdf",
        data=PICTURES,
        reader=reader,
    )


def test_pictures_are_kept_as_a_plan_without_rows_that_says_what_to_do(
    province: cast.Province, officer: User
) -> None:
    plan = load(province, officer, blind)
    assert (plan.text, plan.targets.count(), plan.title) == ("", 0, "quet.pdf")
    page = text(SignedIn(officer).get(address("review", plan)))
    assert "chưa nhận dạng chữ" in page
    assert "Tesseract" in page and "thêm từng dòng bằng tay" in page


def test_the_same_pictures_fill_their_plan_once_they_can_be_read(
    province: cast.Province, officer: User
) -> None:
    first = load(province, officer, blind)
    with pytest.raises(AlreadyLoaded):
        load(province, officer, blind)
    again = load(province, officer, seeing)
    assert (again.pk, again.code) == (first.pk, first.code)
    assert again.targets.count() == len(papers.a_reading(b"", "").targets)
    with pytest.raises(AlreadyLoaded):
        load(province, officer, seeing)


def test_the_page_that_took_pictures_does_not_say_that_they_were_read(
    province: cast.Province, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("densach.formats.planreader.pdf_text.shutil.which", lambda _name: None)
    sent = {
        "organisation": province.department.code,
        "paper": SimpleUploadedFile("quet.pdf", PICTURES, "application/pdf"),
    }
    page = text(SignedIn(officer).post(reverse("plans:load"), sent, follow=True))
    assert "chưa đọc được chữ nào" in page
    assert Plan.objects.get().text == ""


def test_whoever_sees_a_plan_opens_its_paper(started: Plan, librarian: User, commune_officer: User) -> None:
    stored = started.source
    assert stored is not None
    for reader in (librarian, commune_officer):
        assert SignedIn(reader).get(reverse("files:download", args=[stored.pk])).status_code == 200
