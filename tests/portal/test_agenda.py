"""The citizens' calendar and the page of an activity: found, shared, followed, enrolled for, left."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from densach.kernel.actor import SYSTEM
from densach.people.models import Person, User
from densach.services.activities.actions.planning import call_off
from densach.services.activities.actions.sessions import cancel_session, move_session
from densach.services.activities.models import Activity, Enrolment, EnrolMode, Evidence, Follow
from tests import cast
from tests.services.activities.stage import a_kind, a_session, a_venue, an_activity, when
from tests.services.contests.stage import a_contest, step, the_round
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(cast.NOW, tick=False):
        yield


@pytest.fixture
def province() -> cast.Province:
    return cast.the_province()


@pytest.fixture
def activity(province: cast.Province) -> Activity:
    made = an_activity(province.culture_centre, enrol_mode=EnrolMode.OPEN, capacity=1)
    a_session(made, DAY, "19:00")
    return made


@pytest.fixture
def citizen() -> User:
    return cast.the_citizen()


def _page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("view", ["thang", "tuan", "ngay", "danh-sach"])
def test_every_view_shows_the_session_with_its_lunar_day(
    client: Client, activity: Activity, view: str
) -> None:
    page = _page(client, f"/lich?xem={view}&ngay=2026-11-25")
    assert "Lớp đờn ca tài tử" in page
    assert "17/10" in page  # the lunar day of 25 November 2026


def test_the_calendar_is_narrowed_by_place_kind_age_unit_and_fee(
    client: Client, province: cast.Province
) -> None:
    elders = an_activity(province.commune_centre, "Dưỡng sinh", audience=("b60",))
    paid = an_activity(province.library, "Đọc nhanh", kind=a_kind("talk", family="event"), fee=50_000)
    for one in (elders, paid):
        a_session(one, DAY, "08:00")
    asked = {
        f"xa={province.commune_area.code}": {"Dưỡng sinh"},
        "loai=event": {"Đọc nhanh"},
        "tuoi=b60": {"Dưỡng sinh", "Đọc nhanh"},
        "tuoi=b6_10": {"Đọc nhanh"},
        f"don-vi={province.library.code}": {"Đọc nhanh"},
        "phi=khong": {"Dưỡng sinh"},
        "phi=co": {"Đọc nhanh"},
        "q=duong+sinh": {"Dưỡng sinh"},
    }
    for query, titles in asked.items():
        page = _page(client, f"/lich?xem=danh-sach&ngay=2026-11-20&{query}")
        assert {title for title in ("Dưỡng sinh", "Đọc nhanh") if f">{title}<" in page} == titles, query


def test_a_month_shows_three_of_a_day_and_counts_the_others(client: Client, activity: Activity) -> None:
    for hour in (8, 9, 10, 11):
        a_session(activity, DAY, f"{hour:02}:00", minutes=30)
    page = _page(client, "/lich?ngay=2026-11-25")
    assert page.count('class="agenda-item') == 3
    assert "2" in re.findall(r'class="agenda-more"[^>]*>([^<]*)<', page)[0]


def test_a_festival_of_three_days_stands_on_each(client: Client, activity: Activity) -> None:
    a_session(activity, date(2026, 11, 27), "00:00", minutes=3 * 24 * 60, all_day=True, topic="Hội")
    assert _page(client, "/lich?ngay=2026-11-25").count(": Hội") == 3
    assert ": Hội" in _page(client, "/lich?xem=ngay&ngay=2026-11-29")
    assert ": Hội" in _page(client, "/lich?xem=danh-sach&ngay=2026-11-29")
    assert ": Hội" not in _page(client, "/lich?xem=danh-sach&ngay=2026-11-30")


def test_an_empty_time_says_when_the_next_is(client: Client, activity: Activity) -> None:
    assert "25/11/2026" in _page(client, "/lich?xem=ngay&ngay=2026-11-21")
    assert "/lich" in _page(client, "/lich?xa=khong-co-xa-nao&ngay=2026-11-21")


def test_nonsense_in_the_address_is_forgiven(client: Client, activity: Activity) -> None:
    listed = "xem=danh-sach&after"
    for query in (
        *("ngay=2026-02-30", "ngay=x&xem=y", "ngay=9999-01-01", "tuoi=z&loai=z&phi=z", f"{listed}=zz~1"),
        *(f"{listed}=2026-11-01T00:00:00%2B00:00~²", f"{listed}=0001-01-01T00:00:00%2B14:00~1"),
    ):
        assert client.get(f"/lich?{query}").status_code == 200, query


def test_a_longer_month_asks_no_more_queries(client: Client, activity: Activity) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/lich?ngay=2026-11-25")
        return len(captured)

    asked()
    few = asked()
    for number in range(12):
        a_session(activity, DAY + timedelta(days=number % 5), f"{8 + number % 8:02}:00", minutes=20)
    assert asked() <= few


def test_the_page_tells_search_engines_and_friends_what_it_is(client: Client, activity: Activity) -> None:
    page = _page(client, f"/hoat-dong/{activity.pk}")
    told: dict[str, Any] = json.loads(
        re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0]
    )
    assert told["@type"] == "Course"
    assert told["hasCourseInstance"]["startDate"] == "2026-11-25T19:00:00+07:00"
    assert 'property="og:title" content="Lớp đờn ca tài tử"' in page
    assert "<svg" in page and f"/hoat-dong/{activity.pk}.ics" in page


def test_a_link_to_it_shows_a_picture_also_where_it_has_none_of_its_own(
    client: Client, activity: Activity
) -> None:
    for address in (
        f"/hoat-dong/{activity.pk}", "/lich", "/lich?xem=tuan", f"/van-hoa/{activity.organisation.code}",
        f"/co-so/{activity.organisation.code}",
    ):  # fmt: skip
        page = _page(client, address)
        (picture,) = re.findall(r'property="og:image" content="http://testserver/static/([^"]+)"', page)
        assert finders.find(re.sub(r"\.[0-9a-f]{12}\.png$", ".png", picture)), picture
        for name in ('name="description"', 'property="og:description"', 'rel="canonical"'):
            assert page.count(name) == 1, (address, name)
    register = _page(client, f"/co-so/{activity.organisation.code}")
    (one_address,) = re.findall(r'rel="canonical" href="([^"]+)"', register)
    assert urlsplit(one_address).path == f"/van-hoa/{activity.organisation.code}"
    told = _page(client, f"/hoat-dong/{activity.pk}")
    assert f'"url": "http://testserver/van-hoa/{activity.organisation.code}"' in told
    assert '"image": "http://testserver/static/portal/share/child' in told


def test_a_festival_that_is_over_says_on_which_days_it_was_held(
    client: Client, province: cast.Province
) -> None:
    festival = an_activity(
        province.culture_centre, "Hội xuân", kind=a_kind("fair", family="festival"),
        enrol_mode=EnrolMode.OPEN, capacity=22,
    )  # fmt: skip
    a_session(festival, date(2026, 10, 15), "19:00")
    a_session(festival, date(2026, 10, 16), "19:00")
    page = _page(client, f"/hoat-dong/{festival.pk}")
    assert "Đã diễn ra" in page and "15–16/10/2026" in page
    for words in ("Buổi tới", "chưa ấn định", "chỗ", "không ghi danh nữa"):
        assert words not in re.sub(r".*event-now(.*?)event-keep.*", r"\1", page), words
    assert '"startDate": "2026-10-15T19:00:00+07:00"' in page


def test_what_is_called_off_or_moved_is_said_clearly(client: Client, activity: Activity) -> None:
    other = a_session(activity, DAY + timedelta(days=7), "19:00")
    cancel_session(at=cast.NOW, actor=SYSTEM, session=other, why="Mưa bão")
    page = _page(client, f"/hoat-dong/{activity.pk}")
    assert "Mưa bão" in page and "EventCancelled" not in page  # a course tells its span alone
    talk = an_activity(activity.organisation, "Nói chuyện", kind=a_kind("talk", family="event"))
    only = a_session(talk, DAY, "08:00")
    cancel_session(at=cast.NOW, actor=SYSTEM, session=only, why="Diễn giả ốm")
    page = _page(client, f"/hoat-dong/{talk.pk}")
    assert "EventCancelled" in page and "Diễn giả ốm" in page
    assert "agenda-item is-off" in _page(client, "/lich?ngay=2026-11-25")


def test_what_is_not_announced_or_not_public_is_not_there(client: Client, province: cast.Province) -> None:
    centre = province.culture_centre
    for made in (
        an_activity(centre, "Nội bộ", published=False),
        an_activity(centre, "Nội bộ", public=False),
    ):
        a_session(made, DAY, "08:00")
        assert client.get(f"/hoat-dong/{made.pk}").status_code == 404
    assert "Nội bộ" not in _page(client, "/lich?ngay=2026-11-25")


def test_pictures_are_shown_only_with_consent(client: Client, activity: Activity) -> None:
    shown: dict[str, Any] = {"on": DAY, "added_at": cast.NOW, "added_by_name": "x", "public": True}
    Evidence.objects.create(activity=activity, kind="news", title="Khai giảng", text="Đông vui", **shown)
    hidden = Evidence.objects.create(
        activity=activity, kind="photo", title="Ảnh lớp", text="x", **{**shown, "public": False}
    )
    page = _page(client, f"/hoat-dong/{activity.pk}")
    assert "Đông vui" in page and "Ảnh lớp" not in page
    assert client.get(f"/hoat-dong/{activity.pk}/anh/{hidden.pk}").status_code == 404


def _joining(**given: str) -> dict[str, str]:
    return {"who": "toi", "key": "k1", **given}


def test_a_citizen_enrols_gets_a_code_and_leaves(activity: Activity, citizen: User) -> None:
    client = SignedIn(citizen)
    assert 'name="who"' in _page(client, f"/hoat-dong/{activity.pk}/ghi-danh")
    done = client.post(f"/hoat-dong/{activity.pk}/ghi-danh", _joining())
    mine = Enrolment.objects.get()
    address = f"/hoat-dong/{activity.pk}/ghi-danh/{mine.pk}"
    assert done["Location"] == address
    assert mine.code in _page(client, address)
    again = client.post(f"/hoat-dong/{activity.pk}/ghi-danh", _joining())
    assert Enrolment.objects.count() == 1 and again.status_code == 302
    assert mine.code in _page(client, "/cua-toi/hoat-dong")
    client.post(f"{address}/roi")
    mine.refresh_from_db()
    assert mine.state == "left"
    assert "Lớp đờn ca" in _page(client, "/cua-toi/hoat-dong?da-qua=1")


def test_a_parent_enrols_a_child_only_by_agreeing(activity: Activity, citizen: User) -> None:
    client = SignedIn(citizen)
    child = {"who": "moi", "child_name": "Lê Văn Tí", "child_born": "2016-03-01", "key": "k2"}
    refused = client.post(f"/hoat-dong/{activity.pk}/ghi-danh", child)
    assert refused.status_code == 422
    client.post(f"/hoat-dong/{activity.pk}/ghi-danh", {**child, "agreed": "on"})
    made = Enrolment.objects.get()
    assert (made.person.name, made.agreed_by) == ("Lê Văn Tí", citizen.name)
    assert "Lê Văn Tí" not in _page(Client(), f"/hoat-dong/{activity.pk}")


def test_a_refused_child_leaves_no_trace_and_a_day_to_come_is_told_beside_it(
    activity: Activity, citizen: User
) -> None:
    client = SignedIn(citizen)
    child = {"who": "moi", "child_name": "Lê Văn Tí", "child_born": "2035-05-05", "agreed": "on", "key": "k2"}
    refused = client.post(f"/hoat-dong/{activity.pk}/ghi-danh", child)
    assert refused.status_code == 422 and "child_born" in refused.context["form"].errors
    assert "Ngày sinh 05/05/2035" in refused.content.decode()
    Activity.objects.filter(pk=activity.pk).update(min_age=18)
    young = client.post(f"/hoat-dong/{activity.pk}/ghi-danh", {**child, "child_born": "2016-03-01"})
    assert young.status_code == 422 and not Person.objects.filter(name="Lê Văn Tí").exists()


def test_what_is_for_children_is_first_offered_for_a_child(activity: Activity, citizen: User) -> None:
    client = SignedIn(citizen)
    address = f"/hoat-dong/{activity.pk}/ghi-danh"
    assert client.get(address).context["form"].initial["who"] == "toi"
    Activity.objects.filter(pk=activity.pk).update(max_age=15)
    form = client.get(address).context["form"]
    assert form.initial["who"] == "moi" and form.fields["child_born"].required
    assert "child_name" in client.post(address, {"who": "moi", "key": "k"}).context["form"].errors
    assert "child_name" not in client.post(address, {"who": "toi", "key": "k"}).context["form"].errors


def test_who_comes_second_is_told_the_place_in_line_and_takes_the_offer(
    province: cast.Province, activity: Activity, citizen: User
) -> None:
    first, second = SignedIn(cast.the_librarian(province)), SignedIn(citizen)
    first.post(f"/hoat-dong/{activity.pk}/ghi-danh", _joining())
    second.post(f"/hoat-dong/{activity.pk}/ghi-danh", _joining(key="k9"))
    waits = Enrolment.objects.get(state="waiting")
    assert re.search(r"\b1\b", _page(second, f"/hoat-dong/{activity.pk}/ghi-danh/{waits.pk}"))
    first.post(f"/hoat-dong/{activity.pk}/ghi-danh/{Enrolment.objects.get(state='confirmed').pk}/roi")
    waits.refresh_from_db()
    assert waits.state == "offered"
    second.post(f"/hoat-dong/{activity.pk}/ghi-danh/{waits.pk}/tra-loi", {"nhan": "1"})
    waits.refresh_from_db()
    assert waits.state == "confirmed"


def test_nobody_sees_or_ends_somebody_else_s_enrolment(
    province: cast.Province, activity: Activity, citizen: User
) -> None:
    SignedIn(citizen).post(f"/hoat-dong/{activity.pk}/ghi-danh", _joining())
    made = Enrolment.objects.get()
    other = SignedIn(cast.the_librarian(province))
    address = f"/hoat-dong/{activity.pk}/ghi-danh/{made.pk}"
    assert other.get(address).status_code == 404
    assert other.post(f"{address}/roi").status_code == 404
    assert Client().get(address)["Location"].startswith("/tai-khoan/")  # to sign in


def test_a_called_off_activity_says_so_on_one_s_own_pages(activity: Activity, citizen: User) -> None:
    client = SignedIn(citizen)
    client.post(f"/hoat-dong/{activity.pk}/ghi-danh", _joining())
    made = Enrolment.objects.get()
    call_off(at=cast.NOW, actor=SYSTEM, activity=activity, why="Hết kinh phí")
    for address in ("/cua-toi/hoat-dong", f"/hoat-dong/{activity.pk}/ghi-danh/{made.pk}"):
        page = _page(client, address)
        assert "Hết kinh phí" in page and made.code not in page


def test_following_and_following_no_more(activity: Activity, citizen: User) -> None:
    client = SignedIn(citizen)
    client.post(f"/hoat-dong/{activity.pk}/theo-doi", {"theo": "1"})
    assert "Lớp đờn ca" in _page(client, "/cua-toi/hoat-dong")
    client.post(f"/hoat-dong/{activity.pk}/theo-doi", {"theo": "0"})
    assert not Follow.objects.exists()


def test_one_s_own_calendar_has_a_secret_address(activity: Activity, citizen: User) -> None:
    client = SignedIn(citizen)
    client.post(f"/hoat-dong/{activity.pk}/ghi-danh", _joining())
    page = " ".join(client.post("/cua-toi/lich-rieng", follow=True).content.decode().split())
    address = re.findall(r"http://testserver(/lich/rieng/[^\"]+)", page)[0]
    feed = Client().get(address)
    assert "Lớp đờn ca tài tử" in feed.content.decode()
    assert feed["Cache-Control"].startswith("private")


def test_a_centre_s_page_tells_what_runs_who_is_taken_in_and_its_rooms(
    client: Client, activity: Activity, province: cast.Province
) -> None:
    hall = a_venue(activity.organisation, "Hội trường lớn")
    a_session(activity, DAY + timedelta(days=1), "08:00", venue=hall)
    club = an_activity(activity.organisation, "CLB thơ Hương Quê", kind=a_kind("club", family="club"))
    page = _page(client, f"/van-hoa/{activity.organisation.code}")
    for words in ("Lớp đờn ca tài tử", "CLB thơ Hương Quê", "Hội trường lớn", f"/hoat-dong/{club.pk}"):
        assert words in page
    assert "/van-hoa/" in _page(client, f"/co-so/{activity.organisation.code}")
    assert client.get(f"/van-hoa/{province.library.code}").status_code == 302
    assert "2" in re.findall(r"(\d+) buổi trong bảy ngày tới", _page(client, "/van-hoa"))


def test_houses_where_something_is_on_come_first_and_can_be_asked_for_alone(
    client: Client, activity: Activity, province: cast.Province
) -> None:
    page = _page(client, "/van-hoa")
    top, rest = page.split("Tất cả, theo tên")
    busy, quiet = activity.organisation.code, province.commune_centre.code
    assert f"/co-so/{busy}" in top and f"/co-so/{quiet}" not in top
    assert f"/co-so/{busy}" in rest and f"/co-so/{quiet}" in rest
    alone = _page(client, "/van-hoa?tuan=1")
    assert f"/co-so/{busy}" in alone and f"/co-so/{quiet}" not in alone
    cancel_session(at=cast.NOW, actor=SYSTEM, session=activity.sessions.get(), why="Mưa bão")
    assert "Không có gì được công bố" in _page(client, "/van-hoa?tuan=1")
    assert client.get("/thu-vien?tuan=1").status_code == 200


def test_a_moved_session_is_told_as_moved(client: Client, province: cast.Province) -> None:
    talk = an_activity(province.culture_centre, "Nói chuyện", kind=a_kind("talk", family="event"))
    only = a_session(talk, DAY, "08:00")
    move_session(
        at=cast.NOW, actor=SYSTEM, session=only, when=when(DAY, "14:00"), seen_revision=only.revision
    )
    assert "14:00" in _page(client, f"/hoat-dong/{talk.pk}")


def test_the_map_of_the_site_names_calendar_activities_and_contests(
    client: Client, activity: Activity, province: cast.Province
) -> None:
    contest = a_contest(province.culture_centre, kind=a_kind("art_festival", family="festival"))
    step(the_round(contest), "open")
    index = _page(client, "/sitemap.xml")
    pages = "".join(
        _page(client, one)
        for one in re.findall(r"http://testserver(/[^<]+xml[^<]*)", index)
        if "books" not in one
    )
    assert f"/hoat-dong/{activity.pk}<" in pages and "/lich<" in pages
    # Of two addresses of one page the one that the page itself names.
    assert (
        f"/van-hoa/{activity.organisation.code}<" in pages and f"/thu-vien/{province.library.code}<" in pages
    )
    assert f"/co-so/{activity.organisation.code}<" not in pages
    assert f"/cuoc-thi/{contest.pk}<" in pages


def test_the_first_page_tells_what_is_on_next(client: Client, activity: Activity) -> None:
    assert "Lớp đờn ca tài tử" in _page(client, "/")


def test_contests_have_their_page_even_before_the_first(client: Client, province: cast.Province) -> None:
    assert client.get("/cuoc-thi").status_code == 200
    for year in ("2026", "²", "x", "9" * 30):
        assert client.get(f"/cuoc-thi?nam={year}").status_code == 200
    assert client.get("/cuoc-thi/1").status_code == 404
