"""The page of attendance: learners who read alike, groups by number, taps and codes after closing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from densach.services.activities.models import Closing, Group, Session, Tally
from densach.services.activities.queries.sheets import sign_in_of
from tests import cast
from tests.services.activities import stage
from tests.services.activities.class_of import enrolled
from tests.services.activities.phones import a_class, signed_in

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_morning() -> Iterator[None]:
    with time_machine.travel(cast.NOW, tick=False):
        yield


@pytest.fixture
def session(province: cast.Province) -> Session:
    return a_class(province.culture_centre, 5)


@pytest.fixture
def desk(province: cast.Province) -> Client:
    return signed_in(cast.the_culture_head(province))


def _alike(session: Session, code: str, guardian: str = "", relation: str = "") -> None:
    """One more learner called as another one is, of the same age."""
    person = stage.a_person("Kim Ngọc Diệp", sex="")
    if guardian:
        person.guardian = stage.a_person(guardian, born=None)
        person.guardian_relation = relation
        person.save()
    enrolled(session.activity, person, code=code)


def test_learners_who_read_alike_are_told_apart_by_guardian_or_code(desk: Client, session: Session) -> None:
    def about() -> list[str]:
        page = desk.get(reverse("activities:attend", args=[session.pk])).context["page"]
        return [row.about for row in page.rows if row.name == "Kim Ngọc Diệp"]

    def printed() -> list[str]:
        lines = sign_in_of(session.activity, session.on.replace(day=1)).names
        return [line for line in lines if "Kim" in line]

    _alike(session, "ABCD12", "Kim Thị Hoa", "mẹ")
    assert about() == ["11–15 tuổi"]
    assert printed() == ["Kim Ngọc Diệp"]
    _alike(session, "ABCD72", "Kim Sô Rinh")
    assert about() == ["11–15 tuổi · mẹ: Hoa", "11–15 tuổi · người giám hộ: Rinh"]
    assert printed() == ["Kim Ngọc Diệp (mẹ: Hoa)", "Kim Ngọc Diệp (người giám hộ: Rinh)"]
    _alike(session, "ABCD93", "Thạch Hoa", "mẹ")
    assert [words.split(" · ")[-1] for words in about()] == ["mã …12", "mã …72", "mã …93"]
    assert "ABCD" not in " ".join(printed())


def test_a_class_that_comes_by_number_is_counted_at_once(desk: Client, session: Session) -> None:
    def told(**given: Any) -> Group:
        return Group.objects.create(
            activity=session.activity, state="confirmed", made_at=cast.NOW, made_by_name="Sen", **given
        )

    told(name="Lớp 4A", school=True, people=30, adults=2)
    named = told(name="Hội người cao tuổi", people=5)
    enrolled(session.activity, stage.a_person("Bà Tám", born=None), group=named)
    page = desk.get(reverse("activities:attend", args=[session.pk]))
    lines = [(one.name, one.people, one.role) for one in page.context["groups"]]
    assert lines == [
        ("Hội người cao tuổi", 4, ""),
        ("Lớp 4A", 28, "pupil"),
        ("Lớp 4A: người lớn", 2, ""),
    ]
    assert "Lớp 4A: dự kiến 28 người, bao nhiêu người đến?" in page.content.decode()
    desk.post(
        reverse("activities:tap", args=[session.pk]),
        {"place": "|", "role": "pupil", "quantity": 27, "key": "g"},
    )
    assert dict(Tally.objects.values_list("slice", "quantity")) == {"role=pupil": 27}


def test_taps_and_codes_are_put_right_after_closing_with_a_reason(desk: Client, session: Session) -> None:
    args = [session.pk]
    desk.post(reverse("activities:tap", args=args), {"place": "|", "quantity": 5})
    desk.post(reverse("activities:close", args=args), {"seen": 0})
    assert desk.get(reverse("activities:attend", args=args)).content.decode().count('name="why"') == 5
    desk.post(reverse("activities:tap", args=args), {"place": "|", "quantity": 10})
    assert Tally.objects.count() == 1
    why = {"why": "Đếm sót một tốp"}
    desk.post(reverse("activities:tap", args=args), {"place": "|", "quantity": 10, **why})
    desk.post(reverse("activities:untap", args=args), {"tally": Tally.objects.earliest("pk").pk, **why})
    code = session.activity.enrolments.latest("pk").code
    desk.post(reverse("activities:attend_code", args=args), {"code": code, **why})
    last = Closing.objects.filter(session=session).latest("number")
    assert (last.number, last.present, last.taps) == (4, 1, 10)
