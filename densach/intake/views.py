"""Incoming files: choosing what to send, the answers row by row, questions, taking in, taking back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from densach.files.actions import Upload
from densach.intake import actions, page, paper, queries, sheets
from densach.intake.access import batch_for, places_for, seen_by, senders_only, sheet_for, sheets_for
from densach.intake.forms import AnswersForm, ListFilter, SendForm
from densach.intake.models import Batch, BatchState, RowAnswer
from densach.intake.rules import SentBefore
from densach.intake.sheets import Sending, Sheet
from densach.kernel.dates import today
from densach.kernel.errors import NotFound, Refusal
from densach.kernel.numbers import whole_number
from densach.ui.http import Request
from densach.ui.tables import download
from densach.ui.wording import sentence


def _this_day() -> date:
    return today(timezone.now())


@senders_only
@require_safe
def home(request: Request) -> HttpResponse:
    """What may be sent, and the files sent so far."""
    mine = sheets_for(request.actor)
    chosen = ListFilter(request.GET, kinds=[(one.code, one.name) for one in mine], states=BatchState.choices)
    given = chosen.cleaned_data if chosen.is_valid() else {}
    found = queries.batches(
        seen_by(request.actor),
        sheet=given.get("loai", ""),
        state=given.get("trang_thai", ""),
        before=whole_number(request.GET.get("before", "")) or None,
        limit=queries.PAGE + 1,
    )
    shown = found[: queries.PAGE]
    kept = request.GET.copy()
    kept["before"] = str(shown[-1].pk) if shown else ""
    context = {
        "sheets": mine,
        "filter": chosen,
        "is_filtered": any(given.values()),
        "rows": _rows(shown),
        "next_url": f"?{kept.urlencode()}" if len(found) > queries.PAGE else "",
    }
    return render(request, "intake/list.html", context)


def _rows(found: list[Batch]) -> list[tuple[Batch, Any, dict[str, int], int]]:
    totals = queries.totals_of(found)
    return [(one, queries.sheet_of(one), totals[one.pk], sum(totals[one.pk].values())) for one in found]


@senders_only
@require_safe
def download_list(request: Request, form: str) -> HttpResponse:
    """The list of files as a workbook or CSV."""
    head = [
        _("File"), _("Kind of file"), _("For"), _("Sent"), _("By"), _("State"), _("Rows"),
        *(str(one.label) for one in RowAnswer),
    ]  # fmt: skip
    found = queries.batches(seen_by(request.actor), limit=10_000)
    rows = (
        [
            one.file.name,
            str(sheet.name),
            one.settings.get("place_name", one.place_code),
            one.sent_at,
            one.sent_by_name,
            one.get_state_display(),
            whole,
            *(totals[answer] for answer in RowAnswer),
        ]
        for one, sheet, totals, whole in _rows(found)
    )
    return download("tep-gui-vao", head, rows, form)


@senders_only
@require_safe
def template(request: Request, code: str, form: str) -> HttpResponse:
    """The empty table to fill in."""
    return paper.template(sheet_for(request.actor, code), form)


def _about(request: Request, sheet: Sheet) -> tuple[str, tuple[str, str] | None]:
    """The key of what the file is about, and its place and name; none for most files."""
    key = request.POST.get("about") or request.GET.get("ve", "")
    return key, sheet.about(request.actor, key) if key else None


@senders_only
def send(request: Request, code: str) -> HttpResponse:
    """A file is sent and checked; nothing of it is written into the house yet."""
    sheet = sheet_for(request.actor, code)
    places = places_for(request.actor, sheet, _this_day())
    key, about = _about(request, sheet)
    if about is not None:
        places = [one for one in places if one[0] == about[0]]
    form = SendForm(
        request.POST or None,
        request.FILES or None,
        sheet=sheet,
        places=places,
        initial={"since": _this_day()},
    )
    form.ask_for_again()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        upload = Upload.sent(given["file"])
        since = given.get("since") or _this_day()
        settings = {"since": since.isoformat(), "place_name": dict(places)[given["place"]]}
        settings |= {"about": key} if about else {}
        try:
            made = actions.send(
                at=timezone.now(), actor=request.actor, sheet=sheet, place_code=given["place"],
                upload=upload or Upload("", b""), settings=settings, page=given["page"], again=given["again"],
            )  # fmt: skip
        except Refusal as refusal:
            if isinstance(refusal, SentBefore):
                form.show_again()
            form.add_error("file", sentence(refusal))
        else:
            return redirect("intake:batch", pk=made.pk)
    context = {"form": form, "sheet": sheet, "has_places": bool(places), "about": about, "key": key}
    return render(request, "intake/send.html", context, status=422 if form.errors else 200)


@senders_only
@require_safe
def batch(request: Request, pk: int) -> HttpResponse:
    """What would become, or became, of each row."""
    found = batch_for(request.actor, pk)
    sheet = queries.sheet_of(found)
    totals = queries.totals(found)
    wanted = request.GET.get("tra-loi", "")
    wanted = wanted if wanted in RowAnswer.values else ""
    after = whole_number(request.GET.get("after", "")) or 0
    rows = queries.rows(found, answer=wanted, after=after, limit=queries.PAGE + 1)
    shown = rows[: queries.PAGE]
    context = {
        "batch": found,
        "sheet": sheet,
        "totals": totals,
        "whole": sum(totals.values()),
        "to_write": totals[RowAnswer.NEW] + totals[RowAnswer.CHANGED],
        "left_out": totals[RowAnswer.QUESTION] + totals[RowAnswer.REFUSED],
        "waiting": totals[RowAnswer.QUESTION],
        "asked": len(queries.questions(found)) if totals[RowAnswer.QUESTION] else 0,
        "strip": page.strip(totals),
        "tabs": page.tabs(totals, wanted),
        "lines": page.lines_of(shown, sheet),
        "remarks": [page.words(one, sheet) for one in found.settings.get("remarks", [])],
        "is_open": found.state == BatchState.CHECKED,
        "can_undo": found.state == BatchState.TAKEN_IN,
        "next_url": f"?tra-loi={wanted}&after={shown[-1].number}" if len(rows) > queries.PAGE else "",
    }
    return render(request, "intake/batch.html", context)


@senders_only
def questions(request: Request, pk: int) -> HttpResponse:
    """What the rows ask; one answer holds for all rows with the same words."""
    found = batch_for(request.actor, pk)
    sheet = queries.sheet_of(found)
    waiting = queries.questions(found)[: queries.PAGE]
    sending = Sending(request.actor, timezone.now(), found.place_code, found.settings)
    every = {column: sheet.offers(sending, column) for column in dict.fromkeys(one.column for one in waiting)}
    offers = {column: offered for column, offered in every.items() if offered}
    asked = [page.asked(one, place, sheet, offers) for place, one in enumerate(waiting)]
    form = AnswersForm(
        request.POST or None,
        asked=[
            (one.name, [(value, text) for value, text, _why in one.choices], offers.get(one.offered, ()))
            for one in asked
        ],
    )
    if request.method == "POST" and form.is_valid():
        told = form.answers()
        answers = {one.key: told[one.name] for one in asked if one.name in told}
        try:
            actions.answer(at=timezone.now(), actor=request.actor, batch=found, answers=answers)
        except Refusal as refusal:
            messages.error(request, sentence(refusal))
        else:
            number = len(answers)
            messages.success(
                request,
                ngettext("%(number)s question answered.", "%(number)s questions answered.", number)
                % {"number": number},
            )
        return redirect("intake:batch", pk=pk)
    context = {
        "batch": found,
        "sheet": sheet,
        "asked": [page.with_typed(one, form) for one in asked],
        "offers": offers.items(),
    }
    return render(request, "intake/questions.html", context, status=422 if form.errors else 200)


@senders_only
@require_POST
def check_again(request: Request, pk: int) -> HttpResponse:
    found = batch_for(request.actor, pk)
    try:
        actions.check_again(at=timezone.now(), actor=request.actor, batch=found)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Checked again."))
    return redirect("intake:batch", pk=pk)


@senders_only
@require_POST
def take_in(request: Request, pk: int) -> HttpResponse:
    found = batch_for(request.actor, pk)
    try:
        number = actions.take_in(at=timezone.now(), actor=request.actor, batch=found)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        told = ngettext("%(number)s row taken in.", "%(number)s rows taken in.", number)
        messages.success(request, told % {"number": number})
    return redirect("intake:batch", pk=pk)


@senders_only
def undo(request: Request, pk: int) -> HttpResponse:
    """What would be taken back, or why it cannot be, row by row."""
    found = batch_for(request.actor, pk)
    sheet = queries.sheet_of(found)
    if request.method == "POST":
        try:
            number = actions.undo(at=timezone.now(), actor=request.actor, batch=found)
        except Refusal as refusal:
            messages.error(request, sentence(refusal))
            return redirect("intake:undo", pk=pk)
        told = ngettext("%(number)s row taken back.", "%(number)s rows taken back.", number)
        messages.success(request, told % {"number": number})
        return redirect("intake:batch", pk=pk)
    made = queries.made_rows(found) if found.state == BatchState.TAKEN_IN else {}
    sending = Sending(request.actor, timezone.now(), found.place_code, found.settings)
    hindered = sheet.hindrances(sending, made)
    titles = {row.number: row.cells.get("name", "") for row in queries.rows_numbered(found, hindered)}
    context = {
        "batch": found,
        "sheet": sheet,
        "number": len(made),
        "hindered": [
            (number, page.cut(titles.get(number, "")), page.words(why, sheet), sheet.link(made[number]))
            for number, why in list(hindered.items())[: queries.PAGE]
        ],
        "hindered_number": len(hindered),
    }
    return render(request, "intake/undo.html", context)


@senders_only
@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    found = batch_for(request.actor, pk)
    try:
        actions.drop(at=timezone.now(), actor=request.actor, batch=found)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Dropped. Nothing of it was written."))
    return redirect("intake:list")


@senders_only
@require_safe
def left_out(request: Request, pk: int, form: str) -> HttpResponse:
    """The rows that were refused or wait, with the reasons, to mend and send again."""
    found = batch_for(request.actor, pk)
    return paper.left_out(found, sheets.by_code(found.sheet), form)


@senders_only
@require_safe
def as_sent(request: Request, pk: int) -> HttpResponse:
    """The file itself, for those who may see what came of it."""
    found = batch_for(request.actor, pk)
    if found.settings.get("forgotten"):
        raise NotFound()
    return paper.as_sent(found)
