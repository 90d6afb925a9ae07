"""The register of papers: what a loaded plan brings, what is entered by hand, and what the register refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from densach.formats.planreader.reading import LegalBasis, PlanReading
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.people.models import User
from densach.programme.plans import actions
from densach.programme.plans.models import Document, DocumentLink, Plan
from densach.programme.plans.queries import documents
from densach.programme.plans.rules.papers import PaperValues, rank
from densach.programme.plans.rules.refusals import (
    LinkBackwards,
    LinkCircular,
    LinkedToItself,
    LinkedTwice,
    PaperChanged,
    PaperEndsEarly,
    PaperKnown,
    UnknownPaper,
)
from densach.programme.plans.rules.unfit import ReplacesHigher
from tests import cast
from tests.cast import NOW, TODAY
from tests.programme.plans import papers
from tests.programme.plans.desk import text
from tests.stage import SignedIn

PROGRAMME = LegalBasis(
    "Căn cứ Quyết định số 1520/QĐ-TTg ngày 09/12/2022 của Thủ tướng Chính phủ phê duyệt Chương trình", "1520"
)
LAW = LegalBasis("Căn cứ Luật Thư viện ngày 21/11/2019")


def resting(*bases: LegalBasis, number: str = "31") -> object:
    def read(data: bytes, name: str) -> PlanReading:
        told = papers.a_reading(data, name)
        return replace(told, legal_bases=bases, document=replace(told.document, number=number))

    return read


def loaded(province: cast.Province, *bases: LegalBasis, number: str = "31") -> Plan:
    return actions.load(
        at=NOW,
        actor=SYSTEM,
        organisation=province.department,
        name=f"kh-{number}.txt",
        data=f"{number}{papers.TEXT}".encode(),
        reader=resting(*bases, number=number),  # type: ignore[arg-type]  # told loosely above
    )


def entered(name: str, day: date | None = None, **more: object) -> Document:
    values = PaperValues("Quyết định", name, "QĐ-XYZ", issued_on=day)
    return actions.add_document(at=NOW, actor=SYSTEM, values=values, **more)  # type: ignore[arg-type]  # told by name


def test_a_loaded_plan_brings_its_paper_and_those_that_it_names(province: cast.Province) -> None:
    plan = loaded(province, PROGRAMME, LAW)
    assert str(plan.document) == "Kế hoạch 31/KH-UBND"
    assert plan.document is not None
    assert plan.document.organisation == province.committee
    named = {str(link.earlier) for link in DocumentLink.objects.filter(later=plan.document)}
    assert named == {"Quyết định 1520/QĐ-TTg", "Luật Thư viện"}


def test_two_plans_that_name_one_paper_share_it(province: cast.Province) -> None:
    loaded(province, PROGRAMME, LAW)
    loaded(province, PROGRAMME, LAW, number="32")
    assert Document.objects.count() == 4


def test_a_paper_that_was_cited_before_it_was_loaded_is_the_same_one(province: cast.Province) -> None:
    cited = LegalBasis("Căn cứ Kế hoạch số 40/KH-UBND ngày 15/01/2026 của Ủy ban nhân dân tỉnh Ba Vàm", "40")
    loaded(province, cited)
    known = Document.objects.get(number="40")
    assert loaded(province, number="40").document == known


def test_papers_of_one_number_of_two_bodies_are_two(province: cast.Province) -> None:
    values = PaperValues("Kế hoạch", "5", "KH-UBND", issued_on=date(2026, 2, 3))
    for unit in (province.commune_committee, province.other_commune_committee):
        actions.add_document(at=NOW, actor=SYSTEM, values=values, organisation=unit)
    assert Document.objects.filter(number="5").count() == 2


def test_a_plan_that_rests_on_a_programme_serves_it(province: cast.Province) -> None:
    actions.seed_programmes(at=NOW)
    plan = loaded(province, PROGRAMME)
    assert [one.code for one in plan.programmes.all()] == ["hoc-tap-suot-doi-2030"]


def test_a_plan_serves_the_programme_that_its_paper_reaches_over_others(province: cast.Province) -> None:
    actions.seed_programmes(at=NOW)
    plan = loaded(province)
    ministry, programme = entered("1346"), Document.objects.get(number="1520")
    assert plan.document is not None
    for later, earlier in ((plan.document, ministry), (ministry, programme)):
        assert not plan.programmes.exists()
        actions.link_documents(at=NOW, actor=SYSTEM, later=later, earlier=earlier, relation="implements")
    assert [one.code for one in plan.programmes.all()] == ["hoc-tap-suot-doi-2030"]


def test_a_paper_that_is_replaced_is_not_carried_out(province: cast.Province) -> None:
    actions.seed_programmes(at=NOW)
    plan, other = loaded(province), entered("9")
    assert plan.document is not None
    actions.link_documents(
        at=NOW, actor=SYSTEM, later=other, earlier=Document.objects.get(number="1520"), relation="implements"
    )
    actions.link_documents(at=NOW, actor=SYSTEM, later=plan.document, earlier=other, relation="replaces")
    assert not plan.programmes.exists()


def test_programmes_are_seeded_once(province: cast.Province) -> None:
    for _time in range(2):
        actions.seed_programmes(at=NOW)
    assert Document.objects.filter(number="1520").count() == 1


def test_the_same_paper_twice_is_refused(province: cast.Province) -> None:
    entered("1", date(2026, 1, 2))
    with pytest.raises(PaperKnown):
        entered("1", date(2026, 1, 2))


def test_a_paper_cannot_replace_itself(province: cast.Province) -> None:
    one = entered("1")
    with pytest.raises(LinkedToItself):
        actions.link_documents(at=NOW, actor=SYSTEM, later=one, earlier=one, relation="replaces")


def test_a_circle_of_papers_is_refused_however_long(province: cast.Province) -> None:
    first, second, third = (entered(name) for name in "123")
    for later, earlier in ((first, second), (second, third)):
        actions.link_documents(at=NOW, actor=SYSTEM, later=later, earlier=earlier, relation="implements")
    with pytest.raises(LinkCircular):
        actions.link_documents(at=NOW, actor=SYSTEM, later=third, earlier=first, relation="replaces")


def test_a_link_is_not_made_twice(province: cast.Province) -> None:
    one, other = entered("1"), entered("2")
    actions.link_documents(at=NOW, actor=SYSTEM, later=one, earlier=other, relation="amends")
    with pytest.raises(LinkedTwice):
        actions.link_documents(at=NOW, actor=SYSTEM, later=one, earlier=other, relation="amends")


def test_a_ministry_replaces_no_paper_of_the_prime_minister(province: cast.Province) -> None:
    def of(number: str, symbol: str) -> Document:
        values = PaperValues("Quyết định", number, symbol, "", date(2024, 1, 2))
        return actions.add_document(at=NOW, actor=SYSTEM, values=values)

    higher, lower, unknown = of("1520", "QĐ-TTg"), of("1346", "QĐ-BVHTTDL"), of("7", "QĐ-ABC")
    for relation in ("replaces", "amends"):
        with pytest.raises(ReplacesHigher):
            actions.link_documents(at=NOW, actor=SYSTEM, later=lower, earlier=higher, relation=relation)
    for later, earlier, relation in (
        (lower, higher, "implements"),
        (unknown, higher, "replaces"),
        (of("9", "QĐ-TTg"), lower, "replaces"),
        (of("10", "QĐ-TTg"), higher, "replaces"),
    ):
        actions.link_documents(at=NOW, actor=SYSTEM, later=later, earlier=earlier, relation=relation)
    assert rank("Luật", "46/2019/QH14") == rank("Nghị quyết", "QH15") == 1
    assert rank("Nghị định", "2020/NĐ-CP") == 2
    assert rank("Kế hoạch", "KH-UBND") == 4


def test_an_older_paper_cannot_replace_a_newer_one(province: cast.Province) -> None:
    old, new = entered("1", date(2020, 1, 2)), entered("2", date(2024, 1, 2))
    with pytest.raises(LinkBackwards):
        actions.link_documents(at=NOW, actor=SYSTEM, later=old, earlier=new, relation="replaces")


def test_a_paper_cannot_end_before_its_day(province: cast.Province) -> None:
    with pytest.raises(PaperEndsEarly):
        actions.end_document(
            at=NOW, actor=SYSTEM, document=entered("1", date(2026, 5, 1)), last_day=date(2026, 4, 1)
        )


def test_what_somebody_else_wrote_meanwhile_is_not_written_over(province: cast.Province) -> None:
    one = entered("1")
    seen = actions.stamp_of(one)
    values = PaperValues("Quyết định", "1", "QĐ-XYZ", abstract="Của người trước")
    actions.change_document(at=NOW, actor=SYSTEM, document=one, seen=seen, values=values)
    with pytest.raises(PaperChanged):
        actions.change_document(
            at=NOW, actor=SYSTEM, document=one, seen=seen, values=replace(values, abstract="Của người sau")
        )
    one.refresh_from_db()
    assert one.abstract == "Của người trước"


def test_the_later_of_two_keeps_what_was_typed(desk: Client, province: cast.Province) -> None:
    one = entered("1", organisation=province.department)
    url = reverse("plans:document_change", args=[one.code])
    form = {"organisation": province.department.code, "document_type": "Quyết định", "number": "1"}
    form |= {"symbol": "QĐ-XYZ", "seen": "somethingelse", "abstract": "Trích yếu của tôi"}
    answer = desk.post(url, form)
    assert answer.status_code == 422
    assert "Trích yếu của tôi" in text(answer)
    form["seen"] = answer.context["form"]["seen"].value()
    assert desk.post(url, form).status_code == 302


def test_a_draft_gets_its_number_later(desk: Client, province: cast.Province) -> None:
    form = {
        "organisation": province.department.code,
        "document_type": "Kế hoạch",
        "abstract": "Ngày Sách 2027",
    }
    form["file"] = SimpleUploadedFile("du-thao.txt", "Dự thảo".encode())  # type: ignore[assignment]  # a form's file
    answer = desk.post(reverse("plans:document_new"), form)
    draft = Document.objects.get()
    assert answer.headers["Location"] == reverse("plans:document", args=[draft.code])
    assert draft.file is not None
    told = {
        "organisation": province.department.code,
        "document_type": "Kế hoạch",
        "abstract": "Ngày Sách 2027",
    }
    told |= {"number": "8", "symbol": "KH-SVHTTDL", "seen": actions.stamp_of(draft)}
    desk.post(reverse("plans:document_change", args=[draft.code]), told)
    draft.refresh_from_db()
    assert str(draft) == "Kế hoạch 8/KH-SVHTTDL"


def test_the_list_finds_without_accents_and_by_state(desk: Client, province: cast.Province) -> None:
    loaded(province, PROGRAMME, LAW)
    url = reverse("plans:documents")
    assert "1520/QĐ-TTg" in text(desk.get(url, {"q": "1520/qd-ttg"}))
    assert "Luật Thư viện" not in text(desk.get(url, {"trang-thai": "draft"}))
    assert desk.get(url, {"xuat": "csv", "q": "luat thu vien"}).content.decode().count("\n") == 2


def test_the_page_of_a_paper_shows_what_it_rests_on_and_what_rests_on_it(
    desk: Client, province: cast.Province
) -> None:
    plan = loaded(province, PROGRAMME)
    assert plan.document is not None
    assert "1520/QĐ-TTg" in text(desk.get(reverse("plans:document", args=[plan.document.code])))
    programme = Document.objects.get(number="1520")
    assert "31/KH-UBND" in text(desk.get(reverse("plans:document", args=[programme.code])))


def test_a_replaced_paper_is_told_as_replaced(province: cast.Province) -> None:
    old, new = entered("1"), entered("2")
    actions.link_documents(at=NOW, actor=SYSTEM, later=new, earlier=old, relation="replaces")
    rows = documents.narrowed(Document.objects.all(), documents.Wanted(state="replaced"), TODAY)
    assert list(rows) == [old]


def test_a_draft_of_others_does_not_exist_for_a_stranger(province: cast.Province) -> None:
    draft = actions.add_document(
        at=NOW,
        actor=SYSTEM,
        values=PaperValues("Kế hoạch", abstract="Nháp"),
        organisation=province.department,
    )
    stranger = cast.acting(cast.the_stranger(province))
    with pytest.raises(UnknownPaper):
        documents.document_for(stranger, draft.code, TODAY)


def test_papers_of_the_centre_are_not_changed_by_a_commune(
    province: cast.Province, commune_officer: User
) -> None:
    one = entered("1")
    with pytest.raises(NotAllowed):
        actions.end_document(at=NOW, actor=cast.acting(commune_officer), document=one, last_day=TODAY)


def test_a_long_chain_costs_as_many_queries_as_it_is_deep(
    province: cast.Province, officer: User, sign_in: type[SignedIn]
) -> None:
    from tests.programme.plans.desk import asked

    root = entered("1")
    url = reverse("plans:document", args=[root.code])
    for name in ("20", "21"):
        actions.link_documents(at=NOW, actor=SYSTEM, later=entered(name), earlier=root, relation="implements")
    few = asked(sign_in(officer), url)
    for number in range(30, 45):
        actions.link_documents(
            at=NOW, actor=SYSTEM, later=entered(str(number)), earlier=root, relation="implements"
        )
    assert asked(sign_in(officer), url) <= few
