"""Papers of the desk: receipts, slips for what is kept or sent, letters. For an 80 mm roll or A4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from densach.files import queries as files
from densach.kernel.dates import format_date
from densach.kernel.errors import NotFound
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.services.circulation.access import hold_for, patron_for, transfer_for
from densach.services.circulation.actions.noticing import mark_printed
from densach.services.circulation.models import Loan, Patron
from densach.services.circulation.queries import counter, notices, papers
from densach.services.circulation.views.place import Desk, at_desk, guest_of, reader_for
from densach.ui.http import Request

# The roll is what stands beside most desks; the browser remembers nothing, the address says it.
NARROW = "80"


def _paper(request: Request, desk: Desk, template: str, back: str, **told: Any) -> HttpResponse:
    context = {
        "library": desk.library,
        "place": desk.place(),
        "on": desk.on,
        "at": desk.at,
        "back_url": back,
        "narrow": request.GET.get("kho", told.pop("usual", NARROW)) == NARROW,
        **told,
    }
    return render(request, template, context)


@at_desk
@require_safe
def receipt(request: Request, desk: Desk, pk: int) -> HttpResponse:
    """What the reader has now, with the due days."""
    patron = reader_for(request, pk)
    found = counter.open_loans_of(patron, guest_of(desk, patron))
    loans = [counter.loan_line(loan, desk.on) for loan in found]
    back = f"{reverse('circulation:desk')}?ban_doc={patron.card}"
    return _paper(request, desk, "circulation/receipt.html", back, patron=patron, loans=loans)


@at_desk
@require_safe
def hold_slip(request: Request, desk: Desk, pk: int) -> HttpResponse:
    """Lies in the book on the hold shelf: the reader's name in large letters, and until when."""
    hold = hold_for(request.actor, pk)
    if hold.item is None or hold.patron is None or hold.kept_until is None:
        raise NotFound()
    return _paper(
        request,
        desk,
        "circulation/slip.html",
        reverse("circulation:holds"),
        heading="Phiếu giữ chỗ",
        big=hold.patron.person.name,
        under=f"Thẻ {hold.patron.card}",
        title=hold.record.title,
        barcode=hold.item.barcode,
        mark=hold.item.call_number,
        told=f"Giữ đến hết ngày {format_date(hold.kept_until, 'vi')}",
    )


@at_desk
@require_safe
def transfer_slip(request: Request, desk: Desk, pk: int) -> HttpResponse:
    """Goes with the book: where to, from where, why."""
    transfer = transfer_for(request.actor, pk)
    names = organisations.names_of([transfer.origin_id, transfer.destination_id], desk.on)
    return _paper(
        request,
        desk,
        "circulation/slip.html",
        reverse("circulation:transfers"),
        heading="Phiếu luân chuyển",
        big=names[transfer.destination_id],
        under=f"Từ: {names[transfer.origin_id]}",
        title=transfer.item.record.title,
        barcode=transfer.item.barcode,
        mark=transfer.item.call_number,
        told="Phục vụ yêu cầu đặt chỗ" if transfer.hold_id else "Chuyển về nơi lưu giữ",
    )


# letters --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Letter:
    """One paper for one reader."""

    patron: Patron
    heading: str
    words: str
    loans: Sequence[Loan] = ()
    closing: str = ""


@at_desk
@require_safe
def letters(request: Request, desk: Desk) -> HttpResponse:
    """A letter for each reader with late loans; printing tells nobody that they were sent."""
    days = whole_number(request.GET.get("tre", "")) or 1
    found = [
        Letter(patron, "Giấy báo quá hạn", "Thư viện xin nhắc bạn đọc trả các tài liệu đã quá hạn sau đây:",
               loans, "Rất mong bạn đọc mang trả sớm để người khác cùng được đọc. Trân trọng cảm ơn.")
        for patron, loans in papers.late_by_reader(desk.library.pk, desk.on, days)
    ]  # fmt: skip
    return _paper(
        request, desk, "circulation/letters.html", reverse("circulation:overdue"), letters=found, usual="a4"
    )


@at_desk
@require_safe
def print_notices(request: Request, desk: Desk) -> HttpResponse:
    """The letters that wait for paper; once printed, one press says so."""
    waiting = notices.to_print(desk.library.pk)
    return _paper(
        request,
        desk,
        "circulation/letters.html",
        reverse("circulation:notices"),
        letters=[Letter(one.notice.patron, one.subject, one.body) for one in waiting],
        notice_ids=[one.notice.pk for one in waiting],
        done_url=reverse("circulation:notices_printed"),
        usual="a4",
    )


@at_desk
@require_POST
def notices_printed(request: Request, desk: Desk) -> HttpResponse:
    """Those that were on the screen when it was printed, and no later ones."""
    ids = [number for one in request.POST.getlist("notice") if (number := whole_number(one)) is not None]
    number = mark_printed(at=desk.at, actor=desk.actor, library=desk.library, ids=ids)
    words = ngettext("%(n)s letter is noted as printed.", "%(n)s letters are noted as printed.", number)
    messages.success(request, words % {"n": number})
    return redirect("circulation:notices")


# faces ----------------------------------------------------------------------------------------------------


@at_desk
@require_safe
def face(request: Request, desk: Desk, pk: int) -> HttpResponse:
    """The reader's photograph, for the desk's eyes only."""
    patron = patron_for(request.actor, pk)
    if patron.photo is None:
        raise NotFound()
    response = HttpResponse(files.read(patron.photo), content_type=patron.photo.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=600"
    return response
