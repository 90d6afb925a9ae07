"""The screens of oversight: two fields on a phone, lists that filter and go along, words that survive a clash."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from densach.people.models import User
from densach.programme.oversight.actions import commendations, difficulties
from densach.programme.oversight.models import Difficulty, Nomination
from densach.programme.plans.models import Plan, RowState, Target, Task
from tests.cast import NOW, Province
from tests.programme.oversight.scene import (
    a_difficulty,
    a_nomination,
    a_round,
    doing,
    the_registers,
)

ROOT = "/lam-viec/giam-sat/"


@pytest.fixture(autouse=True)
def _on_one_morning() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_librarian_raises_a_difficulty_in_two_fields(province: Province, librarian: User) -> None:
    client = _signed_in(librarian)
    form = client.get(f"{ROOT}kho-khan/moi/").content.decode()
    assert form.count("<textarea") == 2
    told = {"text": "Máy tính hỏng.", "wish": "Cấp máy.", "organisation": province.library.code, "target": ""}
    answer = client.post(f"{ROOT}kho-khan/moi/", told)
    made = Difficulty.objects.get()
    assert answer.headers["Location"] == f"{ROOT}kho-khan/{made.pk}/"
    assert (made.text, made.wish, made.organisation) == ("Máy tính hỏng.", "Cấp máy.", province.library)


def test_coming_from_a_target_the_difficulty_belongs_to_it(
    province: Province, librarian: User, target: Target
) -> None:
    client = _signed_in(librarian)
    page = client.get(f"{ROOT}kho-khan/moi/?target={target.pk}").content.decode()
    assert f'value="{target.pk}" selected' in page


@pytest.fixture
def task(plan: Plan) -> Task:
    return Task.objects.create(plan=plan, position=1, state=RowState.ACCEPTED, title="Luân chuyển sách về xã")


def test_coming_from_a_task_the_difficulty_names_it(province: Province, librarian: User, task: Task) -> None:
    client = _signed_in(librarian)
    page = client.get(f"{ROOT}kho-khan/moi/?task={task.pk}").content.decode()
    assert f'value="{task.pk}" selected' in page
    told = {"text": "Chưa có xe.", "organisation": province.library.code, "task": task.pk, "target": ""}
    answer = client.post(f"{ROOT}kho-khan/moi/", told)
    made = Difficulty.objects.get()
    assert (made.task, made.plan) == (task, task.plan)
    assert task.title in client.get(answer.headers["Location"]).content.decode()
    a_difficulty(province.library)
    listed = client.get(f"{ROOT}?task={task.pk}").content.decode()
    assert "Chưa có xe." in listed
    assert "Máy tính hỏng." not in listed
    assert f"kho-khan/moi/?task={task.pk}" in listed


def test_a_target_and_a_task_of_two_plans_are_not_named_together(
    province: Province, librarian: User, target: Target, task: Task
) -> None:
    other = Plan.objects.create(
        code="ke-hoach-khac",
        organisation=province.department,
        territory=province.area,
        state=target.plan.state,
        title="Kế hoạch khác",
        year_from=2026,
        year_to=2030,
        loaded_at=NOW,
        loaded_by_name="Đèn Sách",
    )
    Task.objects.filter(pk=task.pk).update(plan=other)
    told = {
        "text": "Chưa có xe.",
        "organisation": province.library.code,
        "task": task.pk,
        "target": target.pk,
    }
    answer = _signed_in(librarian).post(f"{ROOT}kho-khan/moi/", told)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "thuộc hai kế hoạch" in page
    assert "Chưa có xe." in page
    assert not Difficulty.objects.exists()


@pytest.mark.parametrize(
    "name", ["", "kiem-tra/", "kien-nghi/", "mo-hinh/", "khen-thuong/", "danh-gia/", "danh-gia-ngoai/"]
)
def test_every_column_of_a_list_has_its_head(
    province: Province, officer: User, plan: Plan, target: Target, name: str
) -> None:
    the_registers(province, plan, target)
    page = _signed_in(officer).get(f"{ROOT}{name}").content.decode()
    head, body = page.partition("<thead>")[2].split("</thead>", 1)
    row = body.partition("<tr")[2].partition("</tr>")[0]
    assert ">Tình trạng<" in head
    assert head.count("<th ") == row.count("<th ") + row.count("<td ")


def test_what_was_typed_survives_a_clash(province: Province, officer: User) -> None:
    found = a_difficulty(province.library)
    client = _signed_in(officer)
    address = f"{ROOT}kho-khan/{found.pk}/answer/"
    difficulties.change_difficulty(doing(text="Máy hỏng hẳn.", on=found), found, wish="")
    answer = client.post(address, {"revision": 1, "text": "Sẽ cấp máy mới trong tháng."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Sẽ cấp máy mới trong tháng." in page and 'value="2"' in page
    assert client.post(address, {"revision": 2, "text": "Sẽ cấp máy mới."}).status_code == 302


def test_an_act_that_is_not_offered_leads_back_with_a_sentence(province: Province, officer: User) -> None:
    found = a_difficulty(province.library)
    answer = _signed_in(officer).get(f"{ROOT}kho-khan/{found.pk}/settle/", follow=True)
    assert answer.redirect_chain[-1][0] == f"{ROOT}kho-khan/{found.pk}/"
    assert "chờ trả lời" in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    ["", "kiem-tra/", "kien-nghi/", "mo-hinh/", "khen-thuong/", "vinh-danh/", "danh-gia/", "danh-gia-ngoai/"],
)
def test_every_list_goes_along_as_a_workbook_and_as_csv(
    province: Province, plan: Plan, target: Target, officer: User, path: str
) -> None:
    the_registers(province, plan, target)
    client = _signed_in(officer)
    lines = client.get(f"{ROOT}{path}?as=csv").content.decode().splitlines()
    assert len(lines) >= 2
    assert client.get(f"{ROOT}{path}?as=xlsx").content[:2] == b"PK"


@pytest.mark.parametrize(
    "path", ["", "kiem-tra/", "mo-hinh/", "khen-thuong/", "danh-gia/", "danh-gia-ngoai/"]
)
def test_an_empty_list_says_what_to_do(province: Province, officer: User, path: str) -> None:
    page = _signed_in(officer).get(f"{ROOT}{path}").content.decode()
    assert 'class="empty' in page


def test_a_list_is_filtered_by_state_unit_and_words_without_accents(
    province: Province, officer: User
) -> None:
    a_difficulty(province.library, "Máy tính hỏng.")
    found = a_difficulty(province.museum, "Thiếu người thuyết minh.")
    difficulties.answer_difficulty(doing(text="Tuyển.", on=found), found)
    client = _signed_in(officer)

    def told(query: str) -> str:
        return client.get(f"{ROOT}?{query}").content.decode()

    assert "Thiếu người" not in told("q=hong") and "Máy tính" in told("q=hong")
    assert "Thiếu người" in told("q=bao+tang") and "Máy tính" not in told("q=bao+tang")
    assert "Thiếu người" in told("state=answered") and "Máy tính" not in told("state=answered")
    assert "Máy tính" not in told("year=2024")


def test_a_list_pages_by_fifty(province: Province, officer: User) -> None:
    for number in range(52):
        a_difficulty(province.library, f"Việc số {number}.")
    client = _signed_in(officer)
    first = client.get(ROOT).content.decode()
    assert first.count("Việc số") == 50 and "before=" in first
    last = Difficulty.objects.order_by("-pk")[49].pk
    assert client.get(f"{ROOT}?before={last}").content.decode().count("Việc số") == 2


def test_the_leader_decides_on_many_at_once(province: Province, leader: User) -> None:
    round_ = a_round(province)
    for unit in (province.library, province.museum):
        one = a_nomination(round_, unit)
        commendations.agree_nomination(doing(on=one), one, points=80)
    client = _signed_in(leader)
    address = f"{ROOT}khen-thuong/{round_.pk}/quyet-dinh/"
    page = client.get(address).content.decode()
    chosen = [f"{one.pk}-{one.revision}" for one in Nomination.objects.all()]
    assert all(f'value="{key}"' in page for key in chosen)
    told = {
        "revision": round_.revision,
        "chosen": chosen,
        "number": "388/QĐ-SVHTTDL",
        "on_day": "2026-11-18",
        "signer": "Giám đốc",
    }
    assert client.post(address, told).status_code == 302
    assert Nomination.objects.filter(state="awarded").count() == 2


def test_an_officer_does_not_decide(province: Province, officer: User) -> None:
    round_ = a_round(province)
    assert _signed_in(officer).get(f"{ROOT}khen-thuong/{round_.pk}/quyet-dinh/").status_code == 403


def test_others_see_of_the_honoured_only_what_the_decision_says(
    province: Province, plan: Plan, target: Target, museum_keeper: User
) -> None:
    honoured = the_registers(province, plan, target).honoured
    client = _signed_in(museum_keeper)
    page = client.get(f"{ROOT}vinh-danh/{honoured.pk}/").content.decode()
    assert "Trần Thị Thủ" in page and "Phục vụ tốt." not in page
    assert client.get(f"{ROOT}de-nghi-khen/{honoured.pk}/").status_code == 404


def test_what_waits_stands_on_the_desk(province: Province, officer: User) -> None:
    a_difficulty(province.library)
    page = _signed_in(officer).get("/lam-viec/").content.decode()
    assert "khó khăn, vướng mắc phải trả lời" in page
