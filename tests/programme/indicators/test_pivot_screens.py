"""The page of the table that one turns: its files, its picture, its print, and the views that people keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from densach.facts import actions as facts
from densach.kernel.actor import SYSTEM
from densach.organisations import actions as register
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.programme.indicators.models import SavedView
from densach.programme.indicators.queries import pivot as tables
from densach.programme.indicators.queries.pivot import Table, keeping
from tests import cast
from tests.cast import NOW
from tests.stage import SignedIn

PIVOT = "/lam-viec/chi-tieu/bang-xoay/"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False), translation.override("vi"):
        yield


@pytest.fixture
def counted(province: cast.Province) -> cast.Province:
    count(province.library, 100)
    count(province.commune_library, 20)
    return province


def count(
    place: Organisation, number: int, on: date = date(2026, 3, 2), measure: str = "library.visits"
) -> None:
    facts.enter_count(
        at=NOW, actor=SYSTEM, organisation=place, measure=measure, since=on, until=on, quantities={"": number}
    )


def page(user: User, query: str = "", status: int = 200) -> str:
    response = SignedIn(user).get(f"{PIVOT}?{query}")
    assert response.status_code == status
    return str(response.content.decode())


def keep(user: User, name: str, query: str = "hang=kind&cot=quarter", **more: str) -> str:
    told = {"name": name, "query": query, **more}
    response = SignedIn(user).post(reverse("indicators:keep_view"), told, follow=True)
    assert response.status_code == 200
    return str(response.content.decode())


def change(user: User, view: SavedView, act: str, status: int = 302, **told: str) -> None:
    url = reverse("indicators:change_view", args=[view.pk, act])
    assert SignedIn(user).post(url, told).status_code == status


def test_the_page_shows_the_figures_and_keeps_the_view_in_its_address(
    counted: cast.Province, officer: User
) -> None:
    told = page(officer, "hang=area&cot=month&tu=2026-03&den=2026-03&do=library.visits")
    assert "Xã An Tiến" in told
    assert '<td class="number total"><button name="o" value="~">120</button></td>' in told
    assert "hang=area&amp;cot=month&amp;do=library.visits&amp;tu=2026-03&amp;den=2026-03" in told


def test_an_empty_table_says_what_to_do(counted: cast.Province, officer: User) -> None:
    assert "Chưa có số liệu nào" in page(officer, "tu=2019-01&den=2019-12")


def test_a_refused_table_keeps_the_choices_and_says_why(counted: cast.Province, officer: User) -> None:
    told = page(officer, "hang=month&cot=quarter", 400)
    assert "Dòng và cột không thể cùng một loại" in told
    assert 'name="hang"' in told


def test_another_province_is_not_found(counted: cast.Province, officer: User) -> None:
    page(officer, "dia_ban=cuu-ha", 404)
    page(officer, "dia_ban=khong-co", 404)


def test_a_commune_of_the_province_can_be_looked_into(counted: cast.Province, officer: User) -> None:
    told = page(officer, "hang=unit&cot=year&dia_ban=ba-vam.an-tien")
    assert "Thư viện xã An Tiến" in told
    assert "Thư viện tỉnh" not in told.partition("<tbody")[2].partition("</tbody>")[0]


def test_the_workbook_holds_numbers_and_leaves_unknown_cells_empty(
    counted: cast.Province, officer: User
) -> None:
    query = "as=xlsx&hang=area&cot=month&tu=2026-03&den=2026-04"
    response = SignedIn(officer).get(f"{PIVOT}?{query}")
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][1:] == ("03/2026", "04/2026", "Tổng cộng")
    assert rows[1] == ("Xã An Tiến", 20, None, 20)
    assert rows[-1] == ("Tổng cộng", 120, None, 120)


def test_the_picture_stands_alone(counted: cast.Province, officer: User) -> None:
    response = SignedIn(officer).get(f"{PIVOT}?as=svg&hang=area&cot=month&ve=stacked")
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<svg ')


def test_a_file_of_an_unknown_sort_is_not_found(counted: cast.Province, officer: User) -> None:
    page(officer, "as=png", 404)


def opened(user: User, query: str) -> list[tuple[str, Any]]:
    """Every figure of the table that opens: what the cell says, and the page of evidence to which it leads."""
    client, told = SignedIn(user), page(user, query)
    frame = told.partition('action="/lam-viec/chi-tieu/bang-xoay/o/"')[2].partition("</form>")[0]
    asked = unescape(frame.partition('name="q" value="')[2].partition('"')[0])
    found = []
    for name, figure in re.findall(r'<button name="o" value="([^"]*)">(.*?)</button>', frame):
        answer = client.get(f"{PIVOT}o/", {"q": asked, "o": unescape(name)}, follow=True)
        assert answer.status_code == 200, (name, answer.status_code)
        found.append((figure, answer.context["value"]))
    return found


@pytest.mark.parametrize(
    "query",
    [
        "hang=area&cot=month&tu=2026-03&den=2026-04",
        "hang=kind&cot=quarter",
        "hang=unit&cot=year&xem=now",
        "hang=month&cot=year&tu=2025-01&den=2026-06",
        "hang=area&cot=measure&do=library.visits&do=museum.visitors",
        "hang=area&cot=year&do=tv.luot_ban_doc&lich=nd09",
    ],
)
def test_each_figure_opens_what_made_it(counted: cast.Province, officer: User, query: str) -> None:
    count(counted.museum, 7, on=date(2026, 4, 1), measure="museum.visitors")
    found = opened(officer, query)
    assert len(found) >= 2
    assert [figure for figure, _value in found] == [f"{value.numerator or 0}" for _figure, value in found]


def test_a_share_opens_whom_it_asks(counted: cast.Province, officer: User) -> None:
    for figure, value in opened(officer, "hang=area&cot=year&do=tv.co_dich_vu_htsd"):
        assert f"{value.yes}/{len(value.parts)}" in figure


def test_what_no_page_tells_alone_does_not_open(counted: cast.Province, officer: User) -> None:
    assert not opened(officer, "hang=age&cot=quarter")
    assert not opened(officer, "hang=area&cot=month&lat=age=child")
    assert "<button name" not in page(officer, "in=1&hang=area&cot=month")


@pytest.mark.parametrize("name", ["x", "1~2~3", "rest~0", "999999~0", "~999"])
def test_a_cell_that_is_not_there_is_not_found(counted: cast.Province, officer: User, name: str) -> None:
    asked = {"q": "hang=area&cot=month", "o": name}
    assert SignedIn(officer).get(f"{PIVOT}o/", asked).status_code == 404


@pytest.mark.parametrize("chart", ["bars", "lines", "stacked"])
@pytest.mark.parametrize("axes", ["hang=area&cot=month", "hang=month&cot=level", "hang=area&cot=kind"])
def test_every_chart_can_be_drawn_from_every_view(
    counted: cast.Province, officer: User, chart: str, axes: str
) -> None:
    assert 'class="chart"' in page(officer, f"{axes}&ve={chart}")


def test_the_print_holds_all_rows_and_no_choices(counted: cast.Province, officer: User) -> None:
    told = page(officer, "in=1&hang=area&cot=month")
    assert "Xã An Tiến" in told
    assert "pivot-choices" not in told


def test_a_view_is_kept_under_a_name_and_opened_again(counted: cast.Province, officer: User) -> None:
    told = keep(officer, "  Theo  loại hình ")
    view = SavedView.objects.get()
    assert (view.name, view.shared) == ("Theo loại hình", False)
    assert view.query.startswith("hang=kind&cot=quarter&")
    assert "Đã lưu" in told
    assert "Theo loại hình" in page(officer)


def test_a_name_taken_is_refused_and_what_was_typed_is_kept(counted: cast.Province, officer: User) -> None:
    keep(officer, "Theo loại hình")
    told = keep(officer, "Theo loại hình", "hang=level&cot=year")
    assert "Đã có bảng khác lưu với tên" in told
    assert 'value="Theo loại hình"' in told
    assert SavedView.objects.count() == 1


def test_only_a_shared_view_is_seen_by_the_unit_and_changed_by_its_owner(
    counted: cast.Province, officer: User, leader: User, stranger: User
) -> None:
    keep(officer, "Theo quý")
    view = SavedView.objects.get()
    assert "Theo quý" not in page(leader)
    change(officer, view, "chia-se")
    assert "Theo quý" in page(leader)
    assert "Theo quý" not in page(stranger)
    change(leader, view, "xoa", 404)
    change(officer, view, "thoi-chia-se")
    assert "Theo quý" not in page(leader)


def test_a_view_is_renamed_and_deleted(counted: cast.Province, officer: User) -> None:
    keep(officer, "Theo quý")
    view = SavedView.objects.get()
    change(officer, view, "doi-ten", name="Theo từng quý")
    assert SavedView.objects.get().name == "Theo từng quý"
    change(officer, view, "doi-ten", name="   ")
    assert SavedView.objects.get().name == "Theo từng quý"
    change(officer, view, "xoa")
    assert not SavedView.objects.exists()


def test_the_page_speaks_english(counted: cast.Province, officer: User) -> None:
    response = SignedIn(officer).get(f"/en{PIVOT}?hang=area&cot=quarter")
    told = response.content.decode()
    assert "Pivot table" in told
    assert "Q1 2026" in told


# tables that are kept -------------------------------------------------------------------------------------

PLACES = "hang=area&cot=year&do=library.visits&tu=2026-01&den=2026-06"
TOTAL = ">{}</button></td>"


@pytest.fixture
def reckoned(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The tables that were not given from what is kept."""
    found: list[object] = []

    def pivot(*told: Any) -> Table:
        found.append(told)
        return tables.pivot(*told)

    monkeypatch.setattr(keeping, "pivot", pivot)
    return found


def test_who_asks_the_same_next_is_given_the_kept_table(
    counted: cast.Province, officer: User, leader: User, reckoned: list[object]
) -> None:
    assert TOTAL.format(120) in page(officer, PLACES)
    assert TOTAL.format(120) in page(leader, PLACES)
    assert len(reckoned) == 1
    page(leader, PLACES.replace("2026-06", "2026-05"))
    assert len(reckoned) == 2


def test_a_kept_table_gives_way_to_the_next_count(counted: cast.Province, officer: User) -> None:
    assert TOTAL.format(120) in page(officer, PLACES)
    count(counted.library, 1000, date(2026, 3, 3))
    assert TOTAL.format("1.120") in page(officer, PLACES)


def test_a_kept_table_gives_way_to_an_act_that_counts_nothing(counted: cast.Province, officer: User) -> None:
    assert "Xã An Tiến" in page(officer, PLACES)
    area = counted.commune_area
    register.rename_area(at=NOW, actor=SYSTEM, area=area, name="An Lùi", since=date(2026, 3, 1))
    assert "An Lùi" in page(officer, PLACES)


def test_a_kept_table_of_a_province_is_not_shown_to_another(
    counted: cast.Province, officer: User, stranger: User
) -> None:
    assert TOTAL.format(120) in page(officer, PLACES)
    assert TOTAL.format(120) not in page(stranger, PLACES)
    page(stranger, f"{PLACES}&dia_ban=ba-vam", 404)


def test_a_table_kept_in_one_language_is_not_given_in_the_other(
    counted: cast.Province, officer: User, reckoned: list[object]
) -> None:
    page(officer, PLACES)
    assert SignedIn(officer).get(f"/en{PIVOT}?{PLACES}").status_code == 200
    assert len(reckoned) == 2
