"""From a library's figure down to the act behind it: readable by whoever reads figures, and without the reader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from densach.facts.measures import REGISTRY
from densach.facts.queries import facts_of, record_url
from densach.kernel.period import Period
from densach.people.models import User
from densach.programme.indicators import queries as indicators
from densach.programme.indicators.rules import Scope
from densach.services.circulation import actions as desk
from densach.services.circulation.models import BorrowersStated, Loan
from tests import cast
from tests.services.circulation.stock import NOW, TODAY, Shelf, days
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db


YEAR = Period.year(2026)


@pytest.fixture(autouse=True)
def _the_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def looking(officer: User) -> Client:
    return SignedIn(officer)


def _lent(province: cast.Province, shelf: Shelf) -> Loan:
    lent = desk.check_out(
        at=NOW, actor=shelf.librarian, library=province.library, barcode="VL-1", card="TV-0001"
    )
    return lent.loan


def test_the_officer_comes_from_the_indicator_down_to_the_loan(
    looking: Client, province: cast.Province, shelf: Shelf
) -> None:
    loan = _lent(province, shelf)
    of_loans = indicators.by_code("tv.luot_muon")
    evidence = looking.get(
        indicators.evidence_url(of_loans, Scope(area_id=province.area.pk), YEAR, TODAY)
    ).context["lines"]
    line = next(one for one in evidence if one.part.organisation_id == province.library.pk)
    trail = looking.get(line.address).context["trail"]
    assert [(row.quantity, row.source) for row in trail.rows] == [(1, f"loan:{loan.pk}")]
    page = looking.get(trail.rows[0].record_url)
    assert page.status_code == 200
    words = page.content.decode()
    assert "Truyện Kiều" in words and "VL-1" in words
    assert "Nguyễn Thị Mai" not in words and "TV-0001" not in words
    assert [row.quantity for row in page.context["facts"]] == [1]


def test_each_kind_of_act_has_a_page_without_the_reader(
    looking: Client, province: cast.Province, shelf: Shelf
) -> None:
    loan, library, librarian = _lent(province, shelf), province.library, shelf.librarian
    renewal = desk.renew(at=days(5), actor=librarian, library=library, loan=loan).renewal
    visit = desk.visits.tap(at=NOW, actor=librarian, library=library, quantity=3)
    use = desk.use_in_room(at=NOW, actor=librarian, library=library, barcode="VL-2")
    stated = BorrowersStated.objects.create(library=library, on=TODAY, people=7, stated_at=NOW)
    sources = [
        f"loan:{loan.pk}", f"renewal:{renewal.pk}", f"visit:{visit.pk}", f"use:{use.pk}",
        f"patron:{shelf.mai.pk}", f"borrowers:{stated.pk}", f"item:{shelf.first.pk}",
    ]  # fmt: skip
    for source in sources:
        address = record_url(source)
        assert address is not None, source
        page = looking.get(address)
        assert page.status_code == 200, source
        words = page.content.decode()
        assert "Nguyễn Thị Mai" not in words and "TV-0001" not in words, source


def test_every_fact_of_a_service_opens(looking: Client, province: cast.Province, shelf: Shelf) -> None:
    _lent(province, shelf)
    desk.visits.tap(at=NOW, actor=shelf.librarian, library=province.library)
    home = province.library.pk
    sources = {row.source for code in REGISTRY for row in facts_of(code, home, YEAR)}
    assert {source.partition(":")[0] for source in sources} >= {"loan", "visit", "patron"}
    assert all(looking.get(str(record_url(source))).status_code == 200 for source in sources)


def test_a_stranger_finds_no_act_and_the_librarian_goes_on_to_the_desk(
    stranger: User, province: cast.Province, shelf: Shelf
) -> None:
    loan = _lent(province, shelf)
    for source in (f"loan:{loan.pk}", f"patron:{shelf.mai.pk}", f"item:{shelf.first.pk}"):
        assert SignedIn(stranger).get(str(record_url(source))).status_code == 404
    page = SignedIn(shelf.user).get(str(record_url(f"loan:{loan.pk}"))).content.decode()
    assert reverse("circulation:loan", args=[loan.pk]) in page


def test_what_came_of_a_loan_is_told(looking: Client, province: cast.Province, shelf: Shelf) -> None:
    loan = _lent(province, shelf)
    address = str(record_url(f"loan:{loan.pk}"))
    assert looking.get(address).context["outcome"].startswith("Còn đang mượn")
    desk.check_in(at=days(3), actor=shelf.librarian, library=province.library, barcode="VL-1")
    assert looking.get(address).context["outcome"].startswith("Đã nhận trả")


def test_a_visit_taken_back_says_so_and_shows_both_lines_of_the_book(
    looking: Client, province: cast.Province, shelf: Shelf
) -> None:
    visit = desk.visits.tap(at=NOW, actor=shelf.librarian, library=province.library, quantity=2)
    desk.visits.cancel(at=NOW, actor=shelf.librarian, library=province.library, visit=visit)
    page = looking.get(str(record_url(f"visit:{visit.pk}")))
    assert [row.quantity for row in page.context["facts"]] == [2, -2]
    assert page.context["outcome"]


def test_a_source_that_nobody_opens_has_no_address() -> None:
    assert record_url("moon:3") is None
    assert record_url("loan:") is None
    assert record_url("loan:x") is None


def test_an_unknown_kind_or_number_is_not_found(looking: Client) -> None:
    assert looking.get(reverse("circulation:trace", args=["loan", 987654])).status_code == 404
    assert looking.get(reverse("circulation:trace", args=["moon", 1])).status_code == 404
