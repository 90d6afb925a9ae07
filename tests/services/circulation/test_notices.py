"""Readers are told once, in their language, by the way they asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.core import mail

from densach.kernel.actor import SYSTEM
from densach.services.circulation import actions as desk
from densach.services.circulation.models import Notice, NoticeKind, NoticeState, Patron, Way
from densach.services.circulation.queries import notices as queries
from tests import cast
from tests.services.circulation.stock import NOW, Shelf, days

pytestmark = pytest.mark.django_db


@pytest.fixture
def _lent(province: cast.Province, shelf: Shelf) -> None:
    shelf.mai.person.email = "mai@mail.test"
    shelf.mai.person.save()
    desk.check_out(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0001")


@pytest.mark.usefixtures("_lent")
def test_a_reader_is_reminded_once_before_the_due_day_and_warned_after_it() -> None:
    desk.run_day(at=days(11))
    assert mail.outbox == []
    desk.run_day(at=days(12))
    desk.run_day(at=days(13))
    assert [one.subject for one in mail.outbox] == ["Sắp đến hạn: Truyện Kiều"]
    assert "04/12/2026" in str(mail.outbox[0].body)
    desk.run_day(at=days(16))
    assert len(mail.outbox) == 1
    desk.run_day(at=days(17))
    desk.run_day(at=days(18))
    assert [one.subject for one in mail.outbox][1:] == ["Quá hạn: Truyện Kiều"]
    desk.run_day(at=days(31))
    assert len(mail.outbox) == 3


@pytest.mark.usefixtures("_lent")
def test_what_came_back_is_not_asked_for(province: cast.Province) -> None:
    desk.run_day(at=days(17), send=False)
    desk.check_in(at=days(17), actor=SYSTEM, library=province.library, barcode="VL-1")
    desk.run_day(at=days(18))
    assert mail.outbox == []
    assert Notice.objects.get().state == NoticeState.DROPPED


@pytest.mark.usefixtures("_lent")
def test_without_a_mail_server_letters_are_printed(
    province: cast.Province, shelf: Shelf, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    desk.run_day(at=days(17))
    letters = queries.to_print(province.library.pk)
    assert [one.notice.way for one in letters] == [Way.PRINT]
    assert "Nguyễn Thị Mai" in letters[0].body
    ids = [one.notice.pk for one in letters]
    assert desk.mark_printed(at=days(17), actor=shelf.librarian, library=province.library, ids=ids) == 1
    assert queries.to_print(province.library.pk) == []


@pytest.mark.usefixtures("_lent")
def test_a_broken_mail_server_is_tried_again_and_then_printed(province: cast.Province, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    for day in (17, 18, 19):
        desk.run_day(at=days(day))
    notice = Notice.objects.get()
    assert (notice.state, notice.attempts) == (NoticeState.FAILED, 3)
    assert notice.trouble
    assert [one.notice for one in queries.to_print(province.library.pk)] == [notice]


class _Gateway(BaseHTTPRequestHandler):
    told: list[dict[str, str]] = []
    status = 200

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.told.append(json.loads(self.rfile.read(length)))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the test's output."""


@pytest.fixture
def gateway(settings: Any) -> Iterator[list[dict[str, str]]]:
    _Gateway.told = []
    server = HTTPServer(("127.0.0.1", 0), _Gateway)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.DENSACH_NOTICE_GATEWAY = f"http://127.0.0.1:{server.server_port}/tin"
    yield _Gateway.told
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.enable_socket
@pytest.mark.usefixtures("_lent")
def test_a_gateway_gets_one_document_for_each_notice(shelf: Shelf, gateway: list[dict[str, str]]) -> None:
    Patron.objects.filter(pk=shelf.mai.pk).update(notify_by=Way.GATEWAY)
    shelf.mai.person.phone = "0912345678"
    shelf.mai.person.save()
    desk.run_day(at=days(17))
    assert [one["to"] for one in gateway] == ["0912345678"]
    assert gateway[0]["key"].startswith("overdue:")
    assert Notice.objects.get().state == NoticeState.SENT


@pytest.mark.usefixtures("_lent")
def test_who_wants_no_notices_gets_none(shelf: Shelf) -> None:
    Patron.objects.filter(pk=shelf.mai.pk).update(notify_by="")
    desk.run_day(at=days(17))
    assert not Notice.objects.exists()


@pytest.mark.usefixtures("_lent")
def test_a_warning_takes_the_place_of_the_letters_that_still_lie_to_be_printed(
    province: cast.Province, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    kinds = []
    for day in (12, 15, 17, 31):
        desk.run_day(at=days(day))
        kinds.append([one.notice.kind for one in queries.to_print(province.library.pk)])
    assert kinds == [[NoticeKind.DUE_SOON], [], [NoticeKind.OVERDUE], [NoticeKind.OVERDUE]]
    assert Notice.objects.filter(state=NoticeState.DROPPED).count() == 2


@pytest.mark.usefixtures("_lent")
def test_a_letter_that_was_printed_is_no_longer_dropped(province: cast.Province, shelf: Shelf) -> None:
    shelf.mai.person.email = ""
    shelf.mai.person.save()
    desk.run_day(at=days(12))
    ids = [one.notice.pk for one in queries.to_print(province.library.pk)]
    desk.mark_printed(at=days(12), actor=shelf.librarian, library=province.library, ids=ids)
    desk.run_day(at=days(31))
    assert sorted(Notice.objects.values_list("state", flat=True)) == ["printed", "waiting"]


def test_the_end_of_a_card_is_told_once(province: cast.Province, shelf: Shelf) -> None:
    desk.run_day(at=days(340), send=False)
    desk.run_day(at=days(341), send=False)
    assert Notice.objects.filter(kind=NoticeKind.CARD_ENDS, patron=shelf.mai).count() == 1
