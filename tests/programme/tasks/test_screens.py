"""The pages of tasks: what they offer to whom, what they keep when refused, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.people.models import User
from densach.programme.plans.models import RowState, Task
from densach.programme.tasks import actions
from densach.programme.tasks.models import Part, Stage, TimeKind, Update, Work
from tests.cast import NOW
from tests.programme.tasks.scene import OPENED, Scene
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    """Pages read the clock once; here it stands still."""
    with time_machine.travel(NOW, tick=False):
        yield


def page(client: SignedIn, name: str, *args: object, status: int = 200, **query: str) -> str:
    response = client.get(reverse(f"tasks:{name}", args=args), query)
    assert response.status_code == status
    return response.content.decode()


def press(client: SignedIn, part: Part, act: str, **told: Any) -> Any:
    part.refresh_from_db()
    data = {"revision": part.revision, **told}
    return client.post(reverse("tasks:say", args=[part.pk, act]), data)


@pytest.fixture
def desk(scene: Scene, officer: User) -> SignedIn:
    return SignedIn(officer)


@pytest.fixture
def shelf(scene: Scene, librarian: User) -> SignedIn:
    return SignedIn(librarian)


def test_a_unit_begins_from_its_board_with_one_press(scene: Scene, shelf: SignedIn) -> None:
    assert "Số hóa tài liệu địa chí" in page(shelf, "board")
    answer = press(shelf, scene.part("Số hóa"), "begin", ve=reverse("tasks:board"))
    assert answer.url == reverse("tasks:board")
    assert scene.part("Số hóa").stage == Stage.DOING


def test_an_address_of_another_host_is_no_way_back(scene: Scene, shelf: SignedIn) -> None:
    answer = press(shelf, scene.part("Số hóa"), "begin", ve="https://nơi-khác.test/")
    assert answer.url == reverse("tasks:work", args=[scene.work("Số hóa").pk])


def test_what_was_typed_stays_when_somebody_was_first(scene: Scene, shelf: SignedIn) -> None:
    part = scene.part("Số hóa")
    scene.say(part, "begin")
    url = reverse("tasks:say", args=[part.pk, "note"])
    answer = shelf.post(url, {"revision": 1, "words": "Chữ của tôi"})
    assert answer.status_code == 409
    told = answer.content.decode()
    assert "Chữ của tôi" in told and "Đèn Sách" in told
    assert 'name="revision" value="2"' in told
    assert shelf.post(url, {"revision": 2, "words": "Chữ của tôi"}).status_code == 302
    assert Update.objects.filter(words="Chữ của tôi").exists()


def test_a_note_without_words_is_refused_on_the_page(scene: Scene, shelf: SignedIn) -> None:
    part = scene.part("Số hóa")
    scene.say(part, "begin")
    answer = press(shelf, part, "note", words="")
    assert answer.status_code == 422
    assert "Hãy ghi vài chữ" in answer.content.decode()


def test_the_officer_confirms_from_the_list_of_what_was_told(scene: Scene, desk: SignedIn) -> None:
    scene.say(scene.part("Số hóa"), "finish", "Quét xong 400 trang.")
    assert "Quét xong 400 trang." in page(desk, "to_confirm")
    press(desk, scene.part("Số hóa"), "confirm")
    assert "Quét xong 400 trang." not in page(desk, "to_confirm")


def test_only_who_may_is_offered_a_change(scene: Scene, desk: SignedIn, shelf: SignedIn) -> None:
    work = scene.work("Số hóa")
    change = reverse("tasks:change", args=[work.pk])
    assert change in page(desk, "work", work.pk)
    assert change not in page(shelf, "work", work.pk)
    assert shelf.get(change).status_code == 403


def test_two_officers_who_change_one_task_lose_nothing(scene: Scene, desk: SignedIn) -> None:
    work = scene.work("Tuyên truyền")
    url = reverse("tasks:change", args=[work.pk])
    told = {
        "revision": work.revision,
        "title": "Của người thứ hai",
        "kind": "deed",
        "time_kind": "continuous",
    }
    Work.objects.filter(pk=work.pk).update(revision=2, changed_by_name="Người thứ nhất", changed_at=OPENED)
    answer = desk.post(url, told)
    assert answer.status_code == 409
    assert "Của người thứ hai" in answer.content.decode()
    assert "Người thứ nhất" in answer.content.decode()
    assert 'name="revision" value="2"' in answer.content.decode()


def test_each_field_of_a_time_names_the_kinds_that_read_it(scene: Scene, desk: SignedIn) -> None:
    told = page(desk, "change", scene.work("Tuyên truyền").pk)
    for kinds in ("every_n_years", "conditional", "yearly every_n_years"):
        assert f'data-kinds="{kinds}"' in told
    css = finders.find("tasks/tasks.css")
    assert isinstance(css, str)
    rules = Path(css).read_text(encoding="utf-8")
    for kind in TimeKind.values:
        assert (
            f'option[value="{kind}"]:checked) .field:has([data-kinds]:not([data-kinds~="{kind}"]))' in rules
        )


def test_what_the_kind_of_time_does_not_read_is_neither_judged_nor_kept(scene: Scene, desk: SignedIn) -> None:
    work = scene.work("Tuyên truyền")
    told = {
        "revision": work.revision,
        "title": work.title,
        "kind": "deed",
        "time_kind": "fixed",
        "ends_on": "2026-12-15",
        "due": "45/13",
        "every_years": "7",
        "condition": "khi có xe",
        "months_after": "0",
    }
    answer = desk.post(reverse("tasks:change", args=[work.pk]), told)
    assert answer.status_code == 302, answer.content.decode()
    work.refresh_from_db()
    assert (work.ends_on, work.due_on) == (date(2026, 12, 15), date(2026, 12, 15))
    assert (work.due_day, work.every_years, work.condition, work.months_after) == (None, None, "", None)
    yearly = {**told, "revision": work.revision, "time_kind": "yearly"}
    assert desk.post(reverse("tasks:change", args=[work.pk]), yearly).status_code == 422


def test_the_event_is_declared_on_its_page(scene: Scene, desk: SignedIn) -> None:
    work = scene.work("Tổ chức phục vụ xe")
    assert "03 trường tiểu học thuộc phường Bình Thủy" in page(desk, "work", work.pk)
    url = reverse("tasks:declare", args=[work.pk])
    assert desk.post(url, {"revision": 1, "day": "2026-12-25"}).status_code == 422
    assert desk.post(url, {"revision": 1, "day": "2026-08-12", "paper": "Biên bản 05"}).status_code == 302
    assert "12/08/2026" in page(desk, "work", work.pk)


def test_phases_are_proposed_in_the_words_of_the_paper(scene: Scene, desk: SignedIn) -> None:
    work = scene.work("Tổ chức phục vụ xe")
    assert "03 trường tiểu học thuộc phường Bình Thủy" in page(desk, "phases", work.pk)
    told = {"revision": 1, "pilot_places": "03 trường", "pilot_whole": "3", "rollout_places": "các trường"}
    assert desk.post(reverse("tasks:phases", args=[work.pk]), told).status_code == 302
    assert Work.objects.filter(parent=work).count() == 2


def test_a_collective_name_is_spread_over_units_of_a_kind(scene: Scene, desk: SignedIn) -> None:
    part = scene.part("Khảo sát")
    url = reverse("tasks:tie", args=[part.pk])
    assert "2 đơn vị" in desk.get(url, {"kind": "public_library", "level": "commune"}).content.decode()
    desk.post(url, {"revision": 1, "kind": "public_library", "level": "commune"})
    assert Part.objects.filter(work=part.work, reports=True).count() == 2


def test_the_year_is_drawn_with_today_and_a_table(scene: Scene, desk: SignedIn) -> None:
    drawn = page(desk, "year", scene.plan.code, nam="2026")
    assert "<svg" in drawn and "chờ sự kiện" in drawn
    assert "30/04/2026" in drawn
    # A narrow screen opens at today, late in November.
    share = float(drawn.split('data-today="')[1].split('"')[0])
    assert 0.9 < share < 1
    assert "data-today" not in page(desk, "year", scene.plan.code, nam="2027")
    assert "hôm nay" not in page(desk, "year", scene.plan.code, nam="2029")


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("name", ["tree_download", "year_download"])
def test_lists_of_a_plan_are_taken_away(scene: Scene, desk: SignedIn, name: str, form: str) -> None:
    answer = desk.get(reverse(f"tasks:{name}", args=[scene.plan.code, form]))
    assert answer.status_code == 200
    if form == "csv":
        assert "Tổ chức Ngày Sách" in answer.content.decode()


def test_the_filters_of_a_list_narrow_its_download(scene: Scene, desk: SignedIn) -> None:
    url = reverse("tasks:tree_download", args=[scene.plan.code, "csv"])
    told = desk.get(url, {"han": "late"}).content.decode()
    assert "Tổ chức Ngày Sách" in told and "Số hóa" not in told


def test_a_reminder_comes_as_a_letter_and_again_the_same(scene: Scene, desk: SignedIn) -> None:
    answer = desk.post(reverse("tasks:remind", args=[scene.plan.code]))
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert "mọi đơn vị có việc quá hạn" in page(desk, "letters")
    pk = scene.plan.letters.get().pk
    assert desk.get(reverse("tasks:letter", args=[pk])).content == answer.content
    assert desk.get(reverse("tasks:letters_download", args=["csv"])).status_code == 200


def test_pages_say_what_to_do_where_nothing_is(scene: Scene, stranger: User, desk: SignedIn) -> None:
    assert "Chưa có nhiệm vụ nào của đơn vị" in page(SignedIn(stranger), "board")
    assert "Không có việc nào đến hạn" in page(desk, "late", han="soon")
    assert "Chưa in công văn nào" in page(desk, "letters")
    assert "Không có nhiệm vụ nào hợp" in page(desk, "tree", scene.plan.code, q="không có chữ này")


def test_pages_speak_english_too(scene: Scene, desk: SignedIn) -> None:
    urls = [reverse("tasks:board"), reverse("tasks:tree", args=[scene.plan.code])]
    urls.append(reverse("tasks:work", args=[scene.work("Số hóa").pk]))
    for url in urls:
        answer = desk.get(f"/en{url}")
        assert answer.status_code == 200
        assert 'lang="en"' in answer.content.decode()


def test_a_longer_plan_asks_no_more_queries(scene: Scene, desk: SignedIn) -> None:
    urls = [
        reverse("tasks:tree", args=[scene.plan.code]),
        reverse("tasks:year", args=[scene.plan.code]),
        reverse("tasks:late"),
        reverse("tasks:board"),
        reverse("tasks:to_confirm"),
    ]

    def asked() -> list[int]:
        numbers = []
        for url in urls:
            desk.get(url)
            with CaptureQueriesContext(connection) as made:
                desk.get(url)
            numbers.append(len(made))
        return numbers

    scene.say(scene.part("Số hóa"), "finish")
    before = asked()
    for position in range(20, 40):
        Task.objects.create(
            plan=scene.plan,
            position=position,
            title=f"Việc {position}",
            state=RowState.ACCEPTED,
            time_kind="date",
            time_to="2026-03-31",
        )
    actions.open_works(at=OPENED, actor=SYSTEM, plan=scene.plan)
    for part in Part.objects.filter(work__title__startswith="Việc 2"):
        scene.say(part, "finish", on=date(2026, 3, 3))
    assert asked() == before


def test_the_desk_tells_what_waits(scene: Scene, desk: SignedIn, shelf: SignedIn) -> None:
    scene.say(scene.part("Số hóa"), "finish")
    told = desk.get(reverse("workspace:home")).content.decode()
    assert "phần việc đã báo hoàn thành" in told and reverse("tasks:to_confirm") in told
    assert "nhiệm vụ quá hạn hoặc đến hạn" in shelf.get(reverse("workspace:home")).content.decode()


def test_a_time_is_chosen_in_words_from_those_of_the_plan(scene: Scene, shelf: SignedIn) -> None:
    part = scene.part("Số hóa")
    scene.say(part, "begin")
    shown = page(shelf, "say", part.pk, "note")
    assert '<option value="2026-11" selected>' in shown and '<option value="2026-Q3">' in shown
    assert "2026-12" not in shown
    assert "2026-H1, " not in shown
    assert press(shelf, part, "note", words="x", period="0001").status_code == 422
    assert press(shelf, part, "note", words="x", period="2026-Q3").status_code == 302


@pytest.mark.parametrize("act", ["note", "confirm"])
def test_a_form_opens_only_for_who_may_send_it(
    scene: Scene, act: str, museum_keeper: User, leader: User, shelf: SignedIn
) -> None:
    part = scene.part("Số hóa")
    scene.say(part, "begin", "Lời của đồng nghiệp.")
    if act == "confirm":
        scene.say(part, "finish", "Lời của đồng nghiệp.")
    url = reverse("tasks:say", args=[part.pk, act])
    for person in (museum_keeper, leader):
        answer = SignedIn(person).get(url)
        assert answer.status_code == 403
        assert "Lời của đồng nghiệp." not in answer.content.decode()
    assert shelf.get(url).status_code == (200 if act == "note" else 403)


@pytest.fixture
def chief(scene: Scene, leader: User) -> SignedIn:
    """The department's leader, in charge of a late task and of one that has time."""
    for words in ("Xây dựng Quy chế", "Hiện đại hóa"):
        Work.objects.filter(pk=scene.work(words).pk).update(leader_name=leader.name)
    return SignedIn(leader)


def test_a_leader_finds_the_way_to_the_tasks_in_their_charge(scene: Scene, chief: SignedIn) -> None:
    home = chief.get(reverse("workspace:home")).content.decode()
    assert reverse("tasks:board") in home
    assert "nhiệm vụ do ông/bà phụ trách đã quá hạn" in home
    shown = page(chief, "board")
    assert "Việc tôi phụ trách" in shown and "Chưa có nhiệm vụ nào của đơn vị" not in shown
    assert shown.index("Xây dựng Quy chế") < shown.index("Hiện đại hóa Thư viện tỉnh")
    assert "Số hóa tài liệu địa chí" not in shown


def test_the_desk_leads_a_leader_to_exactly_the_late_ones(
    scene: Scene, chief: SignedIn, leader: User
) -> None:
    url = f"{reverse('tasks:late')}?{urlencode({'lanh-dao': leader.name})}"
    told = chief.get(url).content.decode()
    assert "Xây dựng Quy chế" in told and "1 nhiệm vụ" in told
    assert "Tổ chức Ngày Sách" not in told.split("<table")[1]


def test_nobody_leads_what_they_may_not_see(scene: Scene, leader: User, stranger: User) -> None:
    Work.objects.filter(plan=scene.plan).update(leader_name=stranger.name)
    assert "Việc tôi phụ trách" not in page(SignedIn(stranger), "board")


def test_a_letter_is_read_by_whom_it_chases_and_by_the_leader(
    scene: Scene, desk: SignedIn, shelf: SignedIn, leader: User, stranger: User
) -> None:
    desk.post(reverse("tasks:remind", args=[scene.plan.code]), {"unit": scene.province.library.code})
    pk = scene.plan.letters.get().pk
    url = reverse("tasks:letter", args=[pk])
    for client in (shelf, SignedIn(leader)):
        assert url in page(client, "letters")
        assert client.get(url).status_code == 200
    assert SignedIn(stranger).get(url).status_code == 404


def test_a_letter_to_all_reaches_each_unit_that_is_late(
    scene: Scene, desk: SignedIn, museum_keeper: User, culture_head: User
) -> None:
    desk.post(reverse("tasks:remind", args=[scene.plan.code]))
    url = reverse("tasks:letter", args=[scene.plan.letters.get().pk])
    assert SignedIn(museum_keeper).get(url).status_code == 200
    assert SignedIn(culture_head).get(url).status_code == 404


def test_a_unit_that_sends_no_letter_is_not_told_to_print(scene: Scene, shelf: SignedIn) -> None:
    shown = page(shelf, "letters")
    assert "Chưa có công văn nào đôn đốc đơn vị" in shown
    assert "Chưa in công văn nào" not in shown
