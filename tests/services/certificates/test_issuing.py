"""Certificates: issued once for a thing, numbered in order, counted, revoked, looked up by whoever holds the paper."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from densach.facts.queries import facts_by_source
from densach.facts.replay import verify
from densach.journal.models import Entry
from densach.kernel.actor import SYSTEM, VISITOR
from densach.kernel.errors import NotAllowed
from densach.people.actions.readers import enter_served
from densach.people.models import Person
from densach.people.privacy import holders
from densach.people.rules.staffing import PersonData
from densach.services.certificates import actions
from densach.services.certificates.actions import TemplateData, Wanted
from densach.services.certificates.measures import CERTIFICATES
from densach.services.certificates.models import Certificate, Template
from densach.services.certificates.rules.filling import fill, next_number
from densach.services.certificates.rules.refusals import (
    BrokenPlaceholder,
    ChangedMeanwhile,
    HolderMissing,
    IssuedAlready,
    NumberTaken,
    OfTheHouse,
    ReasonMissing,
    RevokedAlready,
    TemplateEnded,
    TemplateNameTaken,
    UnknownPlaceholder,
)
from tests import cast

pytestmark = pytest.mark.django_db
LATER = cast.NOW + timedelta(hours=1)


def a_person(name: str = "Nguyễn Thị Mai") -> Person:
    return enter_served(at=cast.NOW, data=PersonData(name=name))


def a_certificate(
    province: cast.Province,
    source: str = "enrolment:1",
    *,
    number: str = "",
    person: Person | None = None,
    template: Template | None = None,
) -> Certificate:
    return actions.issue(
        at=cast.NOW, actor=SYSTEM, organisation=province.culture_centre, kind="completion", template=template,
        holder_name="Nguyễn Thị Mai", title="Lớp đàn tranh", source=source, person=person, number=number,
        values={"tu_ngay": "01/06/2026", "den_ngay": "31/08/2026"}, hours=Decimal("36"),
    )  # fmt: skip


def a_template(
    province: cast.Province, name: str = "Mẫu hè", body: str = "Đã học xong {hoat_dong}."
) -> Template:
    return actions.write_template(
        at=cast.NOW, actor=SYSTEM, organisation=province.culture_centre,
        data=TemplateData("completion", name, "Giấy khen", body, "Giám đốc", "Lê Văn Sáng"),
    )  # fmt: skip


def test_a_certificate_says_what_its_template_said_on_that_day(province: cast.Province) -> None:
    made = a_certificate(province)
    assert made.text == "Đã hoàn thành Lớp đàn tranh (36 giờ)\ntừ ngày 01/06/2026 đến ngày 31/08/2026."
    assert made.number == "0001/2026/CN"
    own = a_template(province)
    second = a_certificate(province, "enrolment:2")
    assert (second.text, second.number) == ("Đã học xong Lớp đàn tranh.", "0002/2026/CN")
    data = TemplateData("completion", own.name, "Khác", "Khác hẳn.")
    actions.change_template(at=LATER, actor=SYSTEM, template=own, data=data, seen_revision=1)
    second.refresh_from_db()
    assert second.text == "Đã học xong Lớp đàn tranh."
    assert second.look["heading"] == "Giấy khen"


def test_one_thing_has_one_certificate_that_holds(province: cast.Province) -> None:
    first = a_certificate(province)
    with pytest.raises(IssuedAlready) as refused:
        a_certificate(province)
    assert refused.value.params["number"] == first.number
    actions.revoke(at=LATER, actor=SYSTEM, certificate=first, why="Sai họ tên")
    assert a_certificate(province).number == "0002/2026/CN"


def test_a_whole_class_gets_its_certificates_or_nobody_does(province: cast.Province) -> None:
    wanted = [Wanted(name, "Lớp vẽ", f"enrolment:{n}") for n, name in enumerate(("An", "Bình", "  "), 1)]
    with pytest.raises(HolderMissing):
        actions.issue_many(
            at=cast.NOW,
            actor=SYSTEM,
            organisation=province.culture_centre,
            kind="participation",
            wanted=wanted,
        )
    assert not Certificate.objects.exists()
    made = actions.issue_many(
        at=cast.NOW,
        actor=SYSTEM,
        organisation=province.culture_centre,
        kind="participation",
        wanted=wanted[:2],
    )
    assert [one.number for one in made] == ["0001/2026/CN", "0002/2026/CN"]
    assert Entry.objects.filter(act="certificates.issued").count() == 1


def test_a_number_of_ones_own_is_kept_and_given_once(province: cast.Province) -> None:
    assert a_certificate(province, number="15/GCN").number == "15/GCN"
    with pytest.raises(NumberTaken):
        a_certificate(province, "enrolment:2", number="15/GCN")
    assert a_certificate(province, "enrolment:3").number == "0001/2026/CN"


@pytest.mark.parametrize(
    ("last", "following"),
    [("", "0001/2026/CN"), ("0009/2026/CN", "0010/2026/CN"), ("9999/2026/CN", "10000/2026/CN")],
)
def test_numbers_go_on_past_four_figures(last: str, following: str) -> None:
    assert next_number(last, 2026) == following


def test_each_certificate_counts_once_and_a_revoked_one_no_more(province: cast.Province) -> None:
    made = a_certificate(province)
    source = f"certificate:{made.pk}"
    assert [row.quantity for row in facts_by_source(CERTIFICATES, source)] == [1]
    actions.revoke(at=LATER, actor=SYSTEM, certificate=made, why="Cấp nhầm")
    assert sum(row.quantity for row in facts_by_source(CERTIFICATES, source)) == 0
    assert verify() == []


def test_a_certificate_is_revoked_once_with_a_reason_by_who_may(province: cast.Province) -> None:
    made = a_certificate(province)
    with pytest.raises(ReasonMissing):
        actions.revoke(at=LATER, actor=SYSTEM, certificate=made, why="  ")
    with pytest.raises(NotAllowed):
        actions.revoke(at=LATER, actor=VISITOR, certificate=made, why="Cấp nhầm")
    actions.revoke(at=LATER, actor=SYSTEM, certificate=made, why="Cấp nhầm")
    with pytest.raises(RevokedAlready):
        actions.revoke(at=LATER, actor=SYSTEM, certificate=made, why="Cấp nhầm")


def test_placeholders_are_known_or_refused(province: cast.Province) -> None:
    with pytest.raises(UnknownPlaceholder) as refused:
        a_template(province, body="Đã học {mon_hoc}.")
    assert refused.value.params["name"] == "mon_hoc"
    with pytest.raises(BrokenPlaceholder):
        a_template(province, body="Đã học {hoat_dong.")
    assert fill("Đạt {ket_qua} {tac_pham} tại {hoat_dong}", {"hoat_dong": "hội thi"}) == "Đạt tại hội thi"


def test_the_houses_template_is_copied_not_changed(province: cast.Province) -> None:
    house = Template.objects.get(organisation=None, kind="prize")
    with pytest.raises(OfTheHouse):
        actions.end_template(at=LATER, actor=SYSTEM, template=house)
    copied = actions.copy_template(at=LATER, actor=SYSTEM, template=house, organisation=province.library)
    again = actions.copy_template(at=LATER, actor=SYSTEM, template=house, organisation=province.library)
    assert copied.organisation == province.library
    assert copied.name != again.name


def test_two_people_changing_a_template_the_later_is_told(province: cast.Province) -> None:
    own = a_template(province)
    data = TemplateData("completion", "Mẫu hè", "Giấy chứng nhận", "Đã học.")
    actions.change_template(at=LATER, actor=SYSTEM, template=own, data=data, seen_revision=1)
    with pytest.raises(ChangedMeanwhile):
        actions.change_template(at=LATER, actor=SYSTEM, template=own, data=data, seen_revision=1)
    with pytest.raises(TemplateNameTaken):
        a_template(province)
    actions.end_template(at=LATER, actor=SYSTEM, template=own)
    with pytest.raises(TemplateEnded):
        a_certificate(province, template=Template.objects.get(pk=own.pk))
    assert a_template(province).pk != own.pk


def test_an_erased_holder_leaves_the_number_and_the_count(province: cast.Province) -> None:
    person = a_person()
    made = a_certificate(province, person=person)
    holder = next(one for one in holders() if one.code == "certificates")
    assert holder.export(person)[0].rows[0][0] == made.number
    assert [one.erased for one in holder.erase(person, LATER)] == [True]
    made.refresh_from_db()
    assert (made.holder_name, made.text, made.person_id) == ("", "", None)
    assert verify() == []
    assert holder.erase(person, LATER) == []
