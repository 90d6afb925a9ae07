"""The walking line in a browser: a paper becomes a running plan, units count and report, the leader signs.

With our own plan, so that it runs anywhere; every step is done by the people who would do it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine
from docx import Document

from densach.demo.plan_paper import plan_docx
from densach.facts.replay import verify
from densach.programme.reports.queries import broken_seals
from tests.browser import Journey, downloaded
from tests.cast import Province

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from densach.people.models import User

MORNING = datetime(2026, 6, 5, 1, 30, tzinfo=UTC)
VISITS = "123456"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@pytest.fixture(autouse=True)
def _a_morning_in_june() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=True):
        yield


def test_a_plan_goes_from_paper_to_a_signed_report(
    journey: Journey, province: Province, officer: User, librarian: User, leader: User, tmp_path: Path
) -> None:
    desk = journey.as_(officer)
    plan_url = _load_and_review(journey, desk, tmp_path)
    _count_on_a_phone(journey, journey.as_(librarian, phone=True))
    desk.goto(plan_url)
    assert "123.456" in desk.inner_text("main")
    _ask_for_the_half_year(journey, desk)
    _write_and_submit(journey, journey.as_(librarian))
    _accept(journey, desk)
    _consolidate(journey, desk)
    report = _sign(journey, journey.as_(leader))
    _the_paper_tells_what_was_counted(report, tmp_path)
    _a_figure_opens_onto_its_record(report)
    assert verify() == []
    assert broken_seals() == []


def _load_and_review(journey: Journey, page: Page, folder: Path) -> str:
    paper = folder / "ke-hoach.docx"
    paper.write_bytes(plan_docx())
    page.goto(journey.url("/lam-viec/ke-hoach/nap/"))
    page.set_input_files("[name=paper]", str(paper))
    page.click("main form button[type=submit]")
    page.wait_for_url("**/duyet/**")
    first = page.locator(".review-row").first
    first.focus()
    page.keyboard.press("a")
    page.wait_for_selector(".review-row.row-accepted")
    page.click("form[action$='nhan-chac/'] button")
    page.wait_for_load_state()
    for kind in ("target", "task", "duty", "event"):
        page.goto(page.url.split("?")[0] + f"?loai={kind}")
        while page.locator(".button-accept").count():
            waiting = page.locator(".button-accept").count()
            page.locator(".button-accept").first.click()
            page.wait_for_function("n => document.querySelectorAll('.button-accept').length < n", arg=waiting)
    page.click("form[action$='/start/'] button")
    page.wait_for_url(lambda url: "duyet" not in url)
    return page.url


def _count_on_a_phone(journey: Journey, page: Page) -> None:
    """Three taps and a number."""
    page.goto(journey.url("/lam-viec/so-dem/"))
    page.click("a[href$='/library.visits/nhap/']")
    page.fill("[name=total]", VISITS)
    page.click("main button.button-lamp")
    page.wait_for_url("**/so-dem/?unit=*")
    assert "123.456" in page.inner_text("main")


def _ask_for_the_half_year(journey: Journey, page: Page) -> None:
    page.goto(journey.url("/lam-viec/bao-cao/ky-bao-cao/"))
    page.click("main form.measure button[type=submit]")
    page.wait_for_load_state()
    page.goto(journey.url("/lam-viec/bao-cao/tong-hop/"))
    assert "Thư viện tỉnh Ba Vàm" in page.inner_text("main")


def _write_and_submit(journey: Journey, page: Page) -> None:
    page.goto(journey.url("/lam-viec/bao-cao/"))
    page.click("main form[action*='nghia-vu'] button")
    page.wait_for_selector("#words-form")
    assert "123.456" in page.inner_text("main")
    page.fill("[name=results]", "Thư viện mở cửa cả tuần, phục vụ học sinh ôn thi.")
    page.click("button[form=words-form][formaction$='/gui/']")
    page.wait_for_selector("#words-form", state="detached")


def _accept(journey: Journey, page: Page) -> None:
    page.goto(journey.url("/lam-viec/bao-cao/tong-hop/?trang-thai=submitted"))
    page.click("main tbody a[href*='/bao-cao/']")
    page.click("form[action$='tiep-nhan/'] button")
    page.wait_for_selector("form[action$='tiep-nhan/']", state="detached")


def _consolidate(journey: Journey, page: Page) -> None:
    page.goto(journey.url("/lam-viec/bao-cao/tong-hop/"))
    page.click(".rounds form button")
    page.click("button[form=words-form][formaction$='/tong-hop/']")
    page.wait_for_selector(".report-table")
    page.fill("[name=results]", "Các đơn vị hoàn thành phần lớn nhiệm vụ sáu tháng đầu năm.")
    page.click("#words-form button[type=submit]")
    page.wait_for_load_state()


def _sign(journey: Journey, page: Page) -> Page:
    page.goto(journey.url("/lam-viec/bao-cao/"))
    page.click("main table a[href*='/bao-cao/'], main a.button[href*='/bao-cao/']")
    page.click("a[href$='/ky/']")
    page.fill("[name=number]", "57")
    page.fill("[name=signer_name]", "Trần Văn Đồng")
    page.fill("[name=signer_title]", "GIÁM ĐỐC")
    page.check("[name=sure]")
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda url: not url.endswith("/ky/"))
    assert "57/BC-" in page.inner_text("main")
    return page


def _the_paper_tells_what_was_counted(page: Page, folder: Path) -> None:
    file = downloaded(page, "a[href$='van-ban.docx']", folder)
    paper = Document(str(file))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in paper.tables[0].cell(0, 1).text
    head = [cell.text for cell in paper.tables[1].rows[0].cells]
    assert head[:4] == ["Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Thực hiện"]
    assert any("123.456" in cell.text for row in paper.tables[1].rows for cell in row.cells)


def _a_figure_opens_onto_its_record(page: Page) -> None:
    """From the signed figure by links alone down to the number that the librarian entered."""
    page.click(".report-table a:has-text('123.456')")
    page.wait_for_load_state()
    for _step in range(5):
        if "/so-dem/so/" in page.url:
            break
        page.locator("main a[href*='/so-dem/so/'], main a[href*='bang-chung']").first.click()
        page.wait_for_load_state()
    assert "/so-dem/so/" in page.url, page.url
    assert "123.456" in page.inner_text("main")
    assert "Lê Thị Thư" in page.inner_text("main")
