"""The lists of the desk: who waits, what is on the way, what is late, what was told, what went against a rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_safe

from densach.organisations import queries as organisations
from densach.services.circulation.models import HoldState, NoticeState, Patron
from densach.services.circulation.pages.rules import rule_words
from densach.services.circulation.pages.visitors import slice_text
from densach.services.circulation.queries import lists
from densach.services.circulation.views.listing import Button, Line, Listing, Wanted, show
from densach.services.circulation.views.place import Desk, at_desk
from densach.ui.http import Request

_TITLE, _READER = pgettext_lazy("desk", "Title"), pgettext_lazy("desk", "Reader")


def _name(patron: Patron | None) -> str:
    return f"{patron.person.name} ({patron.card})" if patron is not None else _("no longer known")


def _names(keys: Iterable[int | None], on: date) -> dict[int, str]:
    return organisations.names_of({key for key in keys if key}, on)


# holds ----------------------------------------------------------------------------------------------------


def _hold_head(part: str) -> Sequence[Any]:
    if part == "catch":
        return (_TITLE, gettext_lazy("Shelf"), gettext_lazy("Barcode"), _READER, gettext_lazy("Pick up at"),
                gettext_lazy("Waits since"))  # fmt: skip
    return (_TITLE, _READER, gettext_lazy("State"), gettext_lazy("Waits since"), gettext_lazy("Kept until"))


def _hold_lines(rows: Sequence[Any], wanted: Wanted) -> list[Line]:
    names = _names((one.pickup_id for one in rows), wanted.on)
    found = []
    for one in rows:
        title, since = one.record.title, one.placed_at
        buttons = [Button(gettext_lazy("Open"), reverse("circulation:hold", args=[one.pk]), "pencil")]
        if wanted.part == "catch":
            shelf = " · ".join(filter(None, (one.shelf_mark, one.shelf_location)))
            cells = [shelf, one.shelf_barcode, _name(one.patron), names.get(one.pickup_id, ""), since]
        else:
            cells = [_name(one.patron), one.get_state_display(), since, one.kept_until]
        past = one.state == HoldState.READY and one.kept_until < wanted.on
        mark = _("not picked up in time: take it off the shelf") if past else ""
        if one.state == HoldState.READY:
            slip = reverse("circulation:hold_slip", args=[one.pk])
            buttons.append(Button(gettext_lazy("Slip"), slip, "printer"))
        under = one.item.barcode if wanted.part != "catch" and one.item_id else ""
        found.append(Line(title, cells, under=under, mark=mark, buttons=buttons))
    return found


HOLDS = Listing(
    "holds",
    pgettext_lazy("desk", "Holds"),
    gettext_lazy("Who waits for what, what to fetch from the shelves, what is kept for whom."),
    _hold_head,
    gettext_lazy("Nobody waits here"),
    gettext_lazy("A hold is placed at the desk with F7, or by readers themselves from the catalogue."),
    lambda wanted: lists.holds_of(wanted.library_id, wanted.part),
    _hold_lines,
    "dat-cho",
    order="placed_at",
    parts=(
        ("catch", gettext_lazy("to fetch from the shelf")),
        ("shelf", gettext_lazy("kept on the hold shelf")),
        ("queue", gettext_lazy("waiting or on the way")),
        ("ended", gettext_lazy("expired or cancelled")),
        ("all", gettext_lazy("all")),
    ),
    item="",
)


@at_desk
@require_safe
def holds(request: Request, desk: Desk) -> HttpResponse:
    return show(request, desk, HOLDS)


# on the way -----------------------------------------------------------------------------------------------


def _transfer_lines(rows: Sequence[Any], wanted: Wanted) -> list[Line]:
    names = _names((key for one in rows for key in (one.origin_id, one.destination_id)), wanted.on)
    found = []
    for one in rows:
        ended = one.received_at or one.cancelled_at
        days = (wanted.on - one.sent_at.date()).days
        mark = ""
        if not ended and days > lists.LONG_ON_THE_WAY:
            mark = ngettext("%(n)s day on the way", "%(n)s days on the way", days) % {"n": days}
        buttons = [
            Button(gettext_lazy("Slip"), reverse("circulation:transfer_slip", args=[one.pk]), "printer")
        ]
        if not ended and one.origin_id == wanted.library_id:
            url = reverse("circulation:call_off", args=[one.pk])
            buttons.append(Button(gettext_lazy("It stays here"), url, "x-circle", posts=True))
        cells = [
            names.get(one.origin_id, ""), names.get(one.destination_id, ""), one.get_reason_display(),
            one.sent_at, one.sent_by_name, ended,
        ]  # fmt: skip
        found.append(Line(one.item.record.title, cells, under=one.item.barcode, mark=mark, buttons=buttons))
    return found


def _send(desk: Desk, wanted: Wanted) -> Sequence[Button]:
    return [Button(gettext_lazy("Send a copy"), reverse("circulation:send"), "truck")]


TRANSFERS = Listing(
    "transfers",
    gettext_lazy("Items on the way"),
    gettext_lazy("What comes here, what went from here. An item arrives when it is scanned as a return."),
    (
        _TITLE,
        pgettext_lazy("transfer", "From"),
        pgettext_lazy("transfer", "To"),
        pgettext_lazy("desk", "Why"),
        pgettext_lazy("desk", "Sent"),
        gettext_lazy("Sent by"),
        gettext_lazy("Arrived"),
    ),
    gettext_lazy("Nothing is on the way"),
    gettext_lazy("An item is sent when a return belongs elsewhere or is awaited in another library."),
    lambda wanted: lists.transfers_of(wanted.library_id, wanted.part, wanted.on),
    _transfer_lines,
    "luan-chuyen",
    order="sent_at",
    parts=(
        ("expected", gettext_lazy("expected here")),
        ("sent", gettext_lazy("sent from here")),
        ("late", gettext_lazy("too long on the way")),
        ("done", gettext_lazy("arrived or called off")),
    ),
    patron="",
    tools=_send,
)


@at_desk
@require_safe
def transfers(request: Request, desk: Desk) -> HttpResponse:
    return show(request, desk, TRANSFERS)


# late -----------------------------------------------------------------------------------------------------


def _late_lines(rows: Sequence[Any], wanted: Wanted) -> list[Line]:
    found = []
    for one in rows:
        days = (wanted.on - one.due_on).days
        phone = one.patron.person.phone if one.patron is not None else ""
        claimed = _("said to be returned") if one.claimed_on else ""
        cells = [one.item.barcode, _name(one.patron), phone, one.due_on, days]
        loan = reverse("circulation:loan", args=[one.pk])
        found.append(Line(one.item.record.title, cells, url=loan, mark=claimed))
    return found


def _letters(desk: Desk, wanted: Wanted) -> Sequence[Button]:
    url = f"{reverse('circulation:letters')}?tre={wanted.late}"
    return [Button(gettext_lazy("Print letters"), url, "printer")]


OVERDUE = Listing(
    "overdue",
    gettext_lazy("Late loans"),
    gettext_lazy("The longest late first. Readers with an e-mail address are warned by themselves."),
    (
        _TITLE,
        gettext_lazy("Barcode"),
        _READER,
        gettext_lazy("Telephone"),
        pgettext_lazy("desk", "Due"),
        pgettext_lazy("desk", "Days late"),
    ),
    pgettext_lazy("desk", "Nothing is late"),
    gettext_lazy("Every loan of this library is within its time."),
    lambda wanted: lists.overdue(wanted.library_id, wanted.on, wanted.late),
    _late_lines,
    "qua-han",
    order="due_on",
    asks=("q", "tre"),
    tools=_letters,
)


@at_desk
@require_safe
def overdue(request: Request, desk: Desk) -> HttpResponse:
    return show(request, desk, OVERDUE)


# letters --------------------------------------------------------------------------------------------------


def _notice_lines(rows: Sequence[Any], wanted: Wanted) -> list[Line]:
    return [
        Line(
            one.get_kind_display(),
            [_name(one.patron), one.loan.item.record.title if one.loan else "", one.get_way_display(),
             one.get_state_display(), one.made_at, one.done_at],
            mark=one.trouble if one.state == NoticeState.FAILED else "",
        )
        for one in rows
    ]  # fmt: skip


def _print_notices(desk: Desk, wanted: Wanted) -> Sequence[Button]:
    return [Button(gettext_lazy("Print what waits"), reverse("circulation:print_notices"), "printer")]


NOTICES = Listing(
    "notices",
    gettext_lazy("Letters to readers"),
    gettext_lazy("Each occasion is told once: due soon, late, kept for you."),
    (
        pgettext_lazy("desk", "Letter"),
        _READER,
        pgettext_lazy("desk", "About"),
        gettext_lazy("How"),
        gettext_lazy("State"),
        pgettext_lazy("desk", "Made"),
        pgettext_lazy("desk", "Done"),
    ),
    gettext_lazy("No letters yet"),
    gettext_lazy("They are made each night for loans that are due and items that are kept."),
    lambda wanted: lists.notices_of(wanted.library_id, "" if wanted.part == "all" else wanted.part),
    _notice_lines,
    "thong-bao",
    parts=(
        ("all", gettext_lazy("all")),
        ("print", gettext_lazy("to print")),
        ("waiting", gettext_lazy("to send")),
        ("failed", gettext_lazy("could not be sent")),
        ("sent", gettext_lazy("sent")),
        ("printed", gettext_lazy("printed")),
    ),
    item="loan__item",
    tools=_print_notices,
)


@at_desk
@require_safe
def notices(request: Request, desk: Desk) -> HttpResponse:
    return show(request, desk, NOTICES)


# against a rule -------------------------------------------------------------------------------------------


def _override_lines(rows: Sequence[Any], wanted: Wanted) -> list[Line]:
    found = []
    for one in rows:
        item = one.item or (one.loan.item if one.loan else None)
        title = item.record.title if item else one.act
        cells = [one.reason, rule_words(one.refusal), one.at, one.by_name]
        url = reverse("circulation:loan", args=[one.loan_id]) if one.loan_id else ""
        found.append(Line(title, cells, url=url, under=item.barcode if item else ""))
    return found


OVERRIDES = Listing(
    "overrides",
    gettext_lazy("Against a rule"),
    gettext_lazy("Where the desk went on all the same: which rule, why, who. Nothing is ever taken off."),
    (
        _TITLE,
        gettext_lazy("Reason"),
        gettext_lazy("Rule"),
        gettext_lazy("When"),
        gettext_lazy("Who"),
    ),
    gettext_lazy("No rule was gone against"),
    gettext_lazy("A refusal that may be overruled asks for a reason; it then stands here."),
    lambda wanted: lists.overrides_of(wanted.library_id),
    _override_lines,
    "vuot-quy-dinh",
    patron="",
)


@at_desk
@require_safe
def overrides(request: Request, desk: Desk) -> HttpResponse:
    return show(request, desk, OVERRIDES)


# a day ----------------------------------------------------------------------------------------------------


def _act_head(part: str) -> Sequence[Any]:
    if part == "visits":
        return (pgettext_lazy("visit", "Who came"), pgettext_lazy("desk", "Visits"), pgettext_lazy("desk", "Counted"),
                gettext_lazy("When"), gettext_lazy("Who counted"))  # fmt: skip
    if part == "room":
        return (_TITLE, gettext_lazy("Uses"), gettext_lazy("When"), gettext_lazy("Who"))
    return (_TITLE, gettext_lazy("Barcode"), _READER, pgettext_lazy("desk", "Due"), gettext_lazy("When"),
            gettext_lazy("Way"), gettext_lazy("Who"))  # fmt: skip


def _act_lines(rows: Sequence[Any], wanted: Wanted) -> list[Line]:
    return [_act_line(one, wanted.part) for one in rows]


def _act_line(one: Any, part: str) -> Line:
    if part in ("visits", "room"):
        gone = _("taken back") if one.cancelled_at else ""
        if part == "visits":
            who = _name(one.patron) if one.patron_id else slice_text(one.slice)
            return Line(who, [one.quantity, one.get_way_display(), one.at, one.by_name], mark=gone)
        title = one.item.record.title if one.item_id else _("tapped as a number")
        barcode = one.item.barcode if one.item_id else ""
        return Line(title, [one.quantity, one.at, one.by_name], under=barcode, mark=gone)
    loan = one.loan if part == "renewed" else one
    at = {"lent": loan.out_at, "returned": loan.returned_at}.get(part) or one.at
    due = one.due_after if part == "renewed" else loan.due_on
    cells = [loan.item.barcode, _name(loan.patron), due, at, one.get_channel_display(), one.by_name]
    return Line(loan.item.record.title, cells, url=reverse("circulation:loan", args=[loan.pk]))


def _acts(patron: str, item: str) -> Listing:
    return Listing(
        "acts",
        gettext_lazy("Acts of a day"),
        gettext_lazy("Everything that the desk did on the day, the latest first."),
        _act_head,
        gettext_lazy("Nothing on this day yet"),
        gettext_lazy("What is scanned at the desk appears here at once."),
        lambda wanted: lists.acts_of(wanted.library_id, wanted.day, wanted.part),
        _act_lines,
        "nhat-ky-quay",
        parts=(
            ("lent", gettext_lazy("lent")),
            ("returned", gettext_lazy("taken back")),
            ("renewed", gettext_lazy("renewed")),
            ("room", gettext_lazy("used in the room")),
            ("visits", gettext_lazy("visits")),
        ),
        asks=("q", "ngay"),
        patron=patron,
        item=item,
    )


ACTS = {
    "lent": _acts("patron", "item"),
    "returned": _acts("patron", "item"),
    "renewed": _acts("loan__patron", "loan__item"),
    "room": _acts("", "item"),
    "visits": _acts("patron", "-"),
}


@at_desk
@require_safe
def acts(request: Request, desk: Desk) -> HttpResponse:
    """What was done on a day, part by part."""
    return show(request, desk, ACTS.get(request.GET.get("phan", ""), ACTS["lent"]))
