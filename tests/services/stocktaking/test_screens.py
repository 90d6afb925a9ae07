"""The screens: a scan is answered at once, lists can be taken away, a typed verdict is kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from densach.services.stocktaking.actions import takes, weeding
from densach.services.stocktaking.actions.takes import NewTake
from densach.services.stocktaking.models import StockScan, WeedingLine
from tests import cast
from tests.services.stocktaking.conftest import Store
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db


def _text(response: Any) -> str:
    return str(response.content.decode())


def test_a_scan_is_answered_in_part_and_can_be_taken_back(store: Store, province: cast.Province) -> None:
    take = takes.begin(
        at=cast.NOW, actor=store.librarian, library=province.library, new=NewTake("Kho A", location="Kho A")
    )
    browser = SignedIn(store.librarian_user)
    url = reverse("stocktaking:scan", args=[take.pk])
    answer = browser.post(url, {"code": "K1", "where": "Kho A"}, headers={"X-Desk": "part"})
    assert answer["X-Desk"] == "answer"
    assert 'data-tone="yes"' in _text(answer)
    assert 'data-tone="ask"' in _text(
        browser.post(url, {"code": "K4", "where": "Kho A"}, headers={"X-Desk": "part"})
    )
    assert 'data-tone="info"' in _text(
        browser.post(url, {"code": "K1", "where": "Kho A"}, headers={"X-Desk": "part"})
    )
    browser.post(reverse("stocktaking:undo", args=[take.pk]), {"code": "K1"}, headers={"X-Desk": "part"})
    assert not StockScan.objects.filter(take=take, barcode="K1").exists()
    assert browser.post(url, {"code": "K1", "where": "Kho A"}).status_code == 200


def test_every_page_of_a_stock_taking_opens(store: Store, province: cast.Province) -> None:
    browser = SignedIn(store.librarian_user)
    made = browser.post(
        reverse("stocktaking:begin"), {"library": province.library.code, "name": "Kiểm kê 2026"}
    )
    assert made.status_code == 302
    pk = int(made["Location"].rstrip("/").split("/")[-2])
    browser.post(reverse("stocktaking:scan", args=[pk]), {"code": "K1"})
    for name in ("scan", "take", "upload"):
        assert browser.get(reverse(f"stocktaking:{name}", args=[pk])).status_code == 200
    browser.post(reverse("stocktaking:close", args=[pk]), {"revision": "1"})
    shown = _text(browser.get(reverse("stocktaking:take", args=[pk]), {"phan": "missing"}))
    assert "K4" in shown
    for form in ("xlsx", "csv"):
        assert browser.get(reverse("stocktaking:take", args=[pk]), {"as": form}).status_code == 200
        assert browser.get(reverse("stocktaking:home"), {"as": form}).status_code == 200
    assert browser.get(reverse("stocktaking:minutes", args=[pk])).status_code == 200
    line = StockScan.objects.get(take=pk, barcode="K4")
    browser.post(reverse("stocktaking:settle", args=[pk, line.pk]), {"how": "missing"})
    assert store.item("K4").state == "missing"


def test_a_stranger_finds_no_stock_taking(store: Store, province: cast.Province) -> None:
    take = takes.begin(at=cast.NOW, actor=store.librarian, library=province.library, new=NewTake("Kho"))
    stranger = SignedIn(cast.the_stranger(province))
    assert stranger.get(reverse("stocktaking:take", args=[take.pk])).status_code in (403, 404)


def test_a_verdict_typed_against_an_old_list_is_kept_on_the_page(
    store: Store, province: cast.Province
) -> None:
    made = weeding.begin(at=cast.NOW, actor=store.librarian, library=province.library, name="Thanh lọc")
    weeding.add(at=cast.NOW, actor=store.librarian, weeding=made, text="K1")
    found = weeding.submit(
        at=cast.NOW, actor=store.librarian, weeding=made, seen=1, council="A", paper="QĐ 1", on=None
    )
    line = WeedingLine.objects.get()
    weeding.judge(at=cast.NOW, actor=store.head, weeding=found, seen=found.revision, verdicts={})
    typed = {"revision": str(found.revision), f"y-{line.pk}": "keep", f"ghi-{line.pk}": "sách quý"}
    answer = SignedIn(store.librarian_user).post(reverse("stocktaking:weeding_judge", args=[found.pk]), typed)
    assert answer.status_code == 422
    assert "sách quý" in _text(answer)


def test_weeding_goes_from_the_rule_to_the_paper_by_its_pages(store: Store, province: cast.Province) -> None:
    browser = SignedIn(store.head_user)
    made = browser.post(
        reverse("stocktaking:weeding_begin"), {"library": province.library.code, "name": "Thanh lọc"}
    )
    pk = int(made["Location"].rstrip("/").split("/")[-1])
    rule = reverse("stocktaking:weeding_rule", args=[pk])
    assert "K2" in _text(browser.get(rule, {"unused_years": "5"}))
    assert browser.post(rule, {"unused_years": "5"}).status_code == 302
    sent = {"revision": "1", "council": "Lò Thị Hoa", "paper": "QĐ 1"}
    assert browser.post(reverse("stocktaking:weeding_submit", args=[pk]), sent).status_code == 302
    judged = {"revision": "2", "con_lai": "out"}
    assert browser.post(reverse("stocktaking:weeding_judge", args=[pk]), judged).status_code == 302
    decided = {"revision": "3", "decision": "QĐ 2", "on": cast.TODAY.isoformat()}
    assert browser.post(reverse("stocktaking:weeding_decide", args=[pk]), decided).status_code == 302
    browser.post(reverse("stocktaking:weeding_carry_out", args=[pk]), {"revision": "4"})
    assert store.item("K2").state == "withdrawn"
    for name in ("weeding", "weeding_paper"):
        assert browser.get(reverse(f"stocktaking:{name}", args=[pk])).status_code == 200
    assert browser.get(reverse("stocktaking:weedings")).status_code == 200
