"""The pages of enrolment as staff use them: find, enrol, answer a question, approve many, groups, downloads."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation
from densach.people.models import Person, User
from densach.services.activities.actions import enrolling, groups
from densach.services.activities.models import Enrolment, Group
from densach.services.activities.rules.enrolling import GroupIsFull
from tests import cast
from tests.services.activities.enrolment import a_child, a_class, an_adult, put, states
from tests.services.activities.stage import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def head(culture_head: User, sign_in: type[Client]) -> Client:
    return sign_in(culture_head)  # type: ignore[arg-type]  # a browser in which somebody is signed in


def the_page(name: str, *args: object) -> str:
    return reverse(f"activities:{name}", args=args)


def test_a_child_is_entered_with_its_guardian_and_enrolled_in_one_act(
    head: Client, culture_centre: Organisation
) -> None:
    talent = a_class(culture_centre)
    told = {
        "name": "Lê Thị Bé",
        "birth_date": "2016-05-02",
        "guardian": "Lê Văn Cha",
        "relation": "cha",
        "key": "k1",
    }
    without = head.post(the_page("enrol_new", talent.pk), told)
    assert without.status_code == 422 and "đồng ý" in without.content.decode()
    assert not Person.objects.filter(name="Lê Thị Bé").exists()
    for _twice in range(2):
        assert head.post(the_page("enrol_new", talent.pk), told | {"agreed": "on"}).status_code == 302
    found = Enrolment.objects.get(activity=talent)
    assert (found.state, found.agreed_by) == ("confirmed", "Lê Văn Cha")
    assert found.person.guardian is not None and found.person.guardian.name == "Lê Văn Cha"


def test_a_question_gets_its_box_and_the_answer_goes_through(
    head: Client, culture_centre: Organisation
) -> None:
    talent = a_class(culture_centre, min_age=18)
    told = {"name": "Trần Văn Tám"}
    page = head.post(the_page("enrol_new", talent.pk), told)
    assert page.status_code == 422 and 'value="age"' in page.content.decode()
    assert (
        head.post(the_page("enrol_new", talent.pk), told | {"asked": "age", "sure": "age"}).status_code == 302
    )
    assert states(talent) == ["confirmed"]


def test_whoever_came_before_is_found_and_enrolled_again(head: Client, culture_centre: Organisation) -> None:
    tam = an_adult()
    put(a_class(culture_centre), tam)
    other = a_class(culture_centre)
    page = head.get(the_page("enrol_find", other.pk), {"q": "tam tran"}).content.decode()
    assert the_page("enrol_known", other.pk, tam.pk) in page
    assert head.post(the_page("enrol_known", other.pk, tam.pk), {}).status_code == 302
    assert states(other) == ["confirmed"]
    stranger = an_adult("Người lạ")
    assert head.get(the_page("enrol_known", other.pk, stranger.pk)).status_code == 404


def test_many_are_approved_at_once_and_the_rest_is_told(head: Client, culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, 1, enrol_mode="approval", waiting_list=False)
    ids = [put(talent).pk for _number in range(2)]
    page = head.get(the_page("enrolments", talent.pk), {"tt": "pending"})
    assert page.status_code == 200 and page.content.decode().count('name="chon"') == 2
    answer = head.post(the_page("enrol_decide", talent.pk), {"chon": ids, "act": "approve"}, follow=True)
    assert states(talent) == ["confirmed", "pending"]
    assert "Cả 1 chỗ đã có người" in answer.content.decode()


def test_every_list_of_an_activity_opens_and_can_be_taken_away(
    head: Client, culture_centre: Organisation
) -> None:
    talent = a_class(culture_centre, 1, fee=100_000)
    put(talent, a_child(phone=""), agreed_by="Mẹ của Lê Thị Bé")
    put(talent)
    for state in ("", "pending", "waiting", "offered", "ended", "*"):
        assert head.get(the_page("enrolments", talent.pk), {"tt": state, "q": "x"}).status_code == 200
    sheet = head.get(the_page("enrolments", talent.pk), {"tt": "*", "as": "xlsx"})
    rows = list(load_workbook(io.BytesIO(sheet.content)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert [row[0] for row in rows[1:]] == ["Người thứ 1", "Lê Thị Bé"]
    assert rows[2][4] == "Mẹ của Lê Thị Bé"
    assert head.get(the_page("enrolments_paper", talent.pk)).status_code == 200


def test_one_enrolment_shows_its_steps_and_a_stale_page_is_told(
    head: Client, culture_centre: Organisation
) -> None:
    talent = a_class(culture_centre, fee=50_000)
    found = put(talent)
    assert head.get(the_page("enrolment", found.pk)).status_code == 200
    told = {"revision": found.revision, "note": "đi xe lăn", "free": "severe", "fee_settled": "on"}
    assert head.post(the_page("enrolment", found.pk), told).status_code == 302
    found.refresh_from_db()
    assert (found.note, found.fee, found.free) == ("đi xe lăn", 0, "severe")
    assert head.post(the_page("enrolment", found.pk), told).status_code == 422
    head.post(the_page("enrol_act", found.pk, "leave"), {"seen": found.revision, "why": "ốm"})
    assert states(talent) == ["left"]
    assert head.post(the_page("enrol_act", found.pk, "nothing"), {}).status_code == 404


def test_a_group_takes_places_for_all_and_its_names_stand_on_them(
    head: Client, culture_centre: Organisation
) -> None:
    talent = a_class(culture_centre, 30)
    told = {"name": "Lớp 4A Trường Tiểu học Ba Vàm", "people": "25", "adults": "1", "school": "on"}
    assert head.post(the_page("new_group", talent.pk), told).status_code == 302
    group = Group.objects.get()
    names = "1; Thạch Thị Sô Phia; 12/09/2016; nữ\nLê Văn Tèo\n3\tTrần Bé\t30/2/2016"
    wrong = head.post(the_page("group_names", group.pk), {"names": names})
    assert wrong.status_code == 422 and "3" in wrong.content.decode()
    assert (
        head.post(the_page("group_names", group.pk), {"names": names.replace("30/2", "28/2")}).status_code
        == 302
    )
    people = Person.objects.filter(enrolments__group=group).order_by("pk")
    assert [(one.name, one.sex) for one in people] == [
        ("Thạch Thị Sô Phia", "female"), ("Lê Văn Tèo", ""), ("Trần Bé", ""),
    ]  # fmt: skip
    assert head.get(the_page("group", group.pk)).status_code == 200
    assert head.post(the_page("new_group", talent.pk), told).status_code == 422
    for _number in range(5):
        put(talent)
    assert put(talent).state == "waiting"
    head.post(the_page("group_act", group.pk, "leave"), {"why": "mưa"})
    assert states(talent)[:3] == ["left"] * 3 and states(talent)[-1] == "offered"


def test_a_group_is_never_smaller_than_its_names(culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, 9)
    data = groups.GroupData(name="Hội Người cao tuổi", people=2, school=False)
    group = groups.add_group(at=NOW, actor=SYSTEM, activity=talent, data=data)
    people = [an_adult(f"Cụ {number}") for number in range(3)]
    outcome = groups.write_people_in(at=NOW, actor=SYSTEM, group=group, people=people)
    assert len(outcome.made) == 2 and list(outcome.refused) == [2]
    group.refresh_from_db()
    with pytest.raises(GroupIsFull):
        groups.change_group(
            at=NOW, actor=SYSTEM, group=group, seen=group.revision,
            data=groups.GroupData(name="Hội", people=1, school=False),
        )  # fmt: skip


def test_names_are_for_those_who_work_there(
    culture_centre: Organisation, province: cast.Province, sign_in: type[Client]
) -> None:
    talent = a_class(culture_centre)
    found = put(talent)
    stranger = sign_in(cast.the_museum_keeper(province))  # type: ignore[arg-type]  # signed in
    for url in (the_page("enrolments", talent.pk), the_page("enrolment", found.pk)):
        assert stranger.get(url).status_code == 404


def test_an_offer_is_kept_longer_by_hand(culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, 1)
    first, second = put(talent), put(talent)
    enrolling.leave(at=NOW, actor=SYSTEM, enrolment=first)
    later = NOW + timedelta(hours=40)
    kept = enrolling.offer_again(at=later, actor=SYSTEM, enrolment=second, hours=24)
    assert kept.offered_until == later + timedelta(hours=24)


def test_two_who_read_alike_are_marked_on_the_list(head: Client, culture_centre: Organisation) -> None:
    talent = a_class(culture_centre, 5)
    first = put(talent, a_child(), agreed_by="Mẹ")
    second = put(talent, a_child(), agreed_by="Cha", sure=["alike"])
    page = head.get(the_page("enrolments", talent.pk)).content.decode()
    assert page.count("trùng tên, ngày sinh") == 2
    assert page.count(the_page("enrolment", first.pk)) == page.count(the_page("enrolment", second.pk)) == 2
