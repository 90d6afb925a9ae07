"""The page of reports: every one is made, adds up, names no reader and can be taken away."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from densach.facts import queries as book
from densach.kernel.period import Period
from densach.services.circulation import actions as desk
from densach.services.statistics.queries.reports import REPORTS, Report, Scope, report_by
from tests import cast
from tests.services.statistics.conftest import Store
from tests.services.statistics.test_numbers import _used
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db
YEAR = Period.year(cast.TODAY.year)
READERS = ("Nguyễn Thị Mai", "Trần Văn Nam", "TV-0001", "TV-0002")


def _scope(province: cast.Province, **more: Any) -> Scope:
    return Scope([province.library.pk], YEAR, cast.TODAY, **more)


@pytest.mark.parametrize("report", REPORTS, ids=lambda one: one.slug)
def test_every_report_is_made_and_names_nobody(report: Report, store: Store, province: cast.Province) -> None:
    _used(store, province)
    result = report.build(_scope(province))
    assert all(len(row) == len(result.head) for row in result.rows)
    assert not any(name in str(result) for name in READERS)


def test_the_months_add_up_to_the_counting_book(store: Store, province: cast.Province) -> None:
    _used(store, province)
    rows = report_by("muon-theo-thang").build(_scope(province)).rows
    total = book.totals_of_organisations("library.loans", [province.library.pk], YEAR)
    assert rows[-1][1] == sum(int(str(row[1])) for row in rows[:-1]) == total[province.library.pk] == 3


@pytest.mark.parametrize("slug", ["muon-theo-doi-tuong", "muon-theo-tuoi", "muon-theo-loai"])
def test_parts_of_the_loans_add_up(slug: str, store: Store, province: cast.Province) -> None:
    _used(store, province)
    assert sum(int(str(row[1])) for row in report_by(slug).build(_scope(province)).rows) == 3


@pytest.mark.parametrize("slug", ["von-theo-mon-loai", "von-theo-loai", "von-theo-ngon-ngu", "von-theo-nam"])
def test_parts_of_the_stock_add_up(slug: str, store: Store, province: cast.Province) -> None:
    assert sum(int(str(row[1])) for row in report_by(slug).build(_scope(province)).rows) == 5


def test_hours_are_those_of_viet_nam(store: Store, province: cast.Province) -> None:
    desk.check_out(at=cast.NOW, actor=store.librarian, library=province.library, barcode="K1", card="TV-0001")
    result = report_by("muon-theo-gio").build(_scope(province))
    from densach.kernel.dates import VIETNAM

    assert list(result.head)[1] == f"{cast.NOW.astimezone(VIETNAM).hour}h"


def test_a_report_is_shown_and_taken_away(store: Store, province: cast.Province) -> None:
    _used(store, province)
    browser = SignedIn(store.librarian_user)
    url = reverse("statistics:report", args=["nhan-de-muon-nhieu"])
    assert "Truyện Kiều" in browser.get(url).content.decode()
    for form in ("xlsx", "csv"):
        assert browser.get(url, {"as": form}).status_code == 200
    assert browser.get(reverse("statistics:report", args=["khong-co"])).status_code == 404


def test_a_report_is_printed_as_pdf(store: Store, province: cast.Province) -> None:
    _used(store, province)
    url = reverse("statistics:report", args=["muon-theo-thang"])
    answer = SignedIn(store.librarian_user).get(url, {"as": "pdf"})
    assert answer.content[:5] == b"%PDF-"


def test_the_pages_open_for_an_officer_with_all_libraries(store: Store, province: cast.Province) -> None:
    _used(store, province)
    browser = SignedIn(cast.the_officer(province))
    for name in ("home", "side", "reports", "assessments"):
        assert browser.get(reverse(f"statistics:{name}")).status_code == 200, name
    for name in ("home", "side", "assessments"):
        assert browser.get(reverse(f"statistics:{name}"), {"as": "xlsx"}).status_code == 200
    assert browser.get(reverse("statistics:home"), {"ky": "bậy"}).status_code == 200


def test_a_library_out_of_reach_is_not_there(store: Store, province: cast.Province) -> None:
    stranger = SignedIn(cast.the_stranger(province))
    url = reverse("statistics:home")
    assert stranger.get(url, {"thu_vien": province.library.code}).status_code == 404
