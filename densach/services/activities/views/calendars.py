"""Calendar files of other programs, and the unit's secret addresses."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from densach.kernel.dates import format_date, today
from densach.kernel.errors import Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people.access import only_with
from densach.services.activities import access
from densach.services.activities.actions import calendars as acts
from densach.services.activities.forms.calendars import CalendarFileForm, TakeInForm
from densach.services.activities.models import CalendarFile
from densach.services.activities.queries import calendars
from densach.services.activities.rules.activity import when_text
from densach.services.activities.rules.taking import STATES, Row, told_again
from densach.services.activities.rules.verbs import MANAGE
from densach.ui.figures import language
from densach.ui.http import Request
from densach.ui.tables import download
from densach.ui.wording import sentence

_PAGE = 50
WORDS = {
    "new": pgettext_lazy("calendar event", "new"),
    "same": pgettext_lazy("calendar event", "already here"),
    "changed": pgettext_lazy("calendar event", "changed"),
    "off": pgettext_lazy("calendar event", "called off"),
    "refused": pgettext_lazy("calendar event", "not taken"),
}
_HEADS = [
    gettext_lazy("Event"),
    gettext_lazy("When"),
    pgettext_lazy("calendar event", "Place"),
    pgettext_lazy("calendar event", "What becomes of it"),
    gettext_lazy("Why, and what was read otherwise"),
]


@only_with(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: Request) -> HttpResponse:
    """Send a file; those that were sent; the units' secret addresses."""
    at = timezone.now()
    units = access.units_for(request.actor, today(at), MANAGE)
    choices = [(one.code, one.name) for one in units]
    form = CalendarFileForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        units=choices,
    )
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data["file"]
        unit = access.unit_for(request.actor, form.cleaned_data["unit"], MANAGE)
        try:
            made = acts.send_calendar(
                at=at, actor=request.actor, organisation=unit, name=sent.name, data=sent.read()
            )
        except Refusal as refusal:
            form.add_error("file", sentence(refusal))
        else:
            return redirect("activities:calendar_file", pk=made.pk)
    before = whole_number(request.GET.get("before", ""))
    rows = calendars.files_of(one.id for one in units)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    shown = list(rows[: _PAGE + 1])
    names = {one.id: one.name for one in units}
    context = {
        "form": form,
        "rows": [(one, names.get(one.organisation_id, "")) for one in shown[:_PAGE]],
        "next_url": f"?before={shown[_PAGE - 1].pk}" if len(shown) > _PAGE else "",
        "units": choices,
        "keys": [(key, names.get(key.organisation_id or 0, "")) for key in calendars.keys_of_units(names)],
        "new_key": request.session.pop("new_unit_feed", ""),
    }
    return render(request, "activities/calendars/files.html", context, status=422 if form.errors else 200)


@only_with(MANAGE)
@require_safe
def file(request: Request, pk: int) -> HttpResponse:
    """What becomes, or became, of each event."""
    found = calendars.file_for(request.actor, pk)
    state = request.GET.get("ket-qua", "")
    rows = [Row(**told) for told in found.report]
    counted = Counter(row.state for row in rows)
    lines = _lines([row for row in rows if not state or row.state == state])
    page = whole_number(request.GET.get("trang", "")) or 1
    start = (page - 1) * _PAGE
    narrowed = f"ket-qua={state}&" if state in STATES else ""
    context = {
        "file": found,
        "unit": organisations.named(found.organisation, today(timezone.now())),
        "lines": lines[start : start + _PAGE],
        "state": state,
        "states": [(one, WORDS[one], counted[one]) for one in STATES if counted[one]],
        "total": len(rows),
        "waits": counted["new"] + counted["changed"] + counted["off"],
        "form": _take_form(request, found) if found.taken_at is None else None,
        "previous_url": f"?{narrowed}trang={page - 1}" if page > 1 else "",
        "next_url": f"?{narrowed}trang={page + 1}" if len(lines) > start + _PAGE else "",
    }
    return render(request, "activities/calendars/file.html", context)


def _lines(rows: list[Row]) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "when": _when(row),
            "state": WORDS[row.state],
            "why": sentence(told_again(row.why)) if row.why else "",
            "notes": [sentence(told_again(note)) for note in row.notes],
        }
        for row in rows
    ]


def _when(row: Row) -> str:
    if not row.at:
        return row.when
    if row.all_day:
        return format_date(today(row.starts), language())
    return when_text(row.starts, row.ends)


def _take_form(request: Request, found: CalendarFile, data: Any = None) -> TakeInForm:
    return TakeInForm(
        data,
        activities=calendars.open_activities(found.organisation_id),
        kinds=calendars.kinds_for(found.organisation, today(timezone.now())),
    )


@only_with(MANAGE)
@require_safe
def file_download(request: Request, pk: int, form: str) -> HttpResponse:
    """The report as XLSX or CSV."""
    found = calendars.file_for(request.actor, pk)
    lines = _lines([Row(**told) for told in found.report])
    rows = [
        [
            line["row"].title,
            line["when"],
            line["row"].place,
            str(line["state"]),
            " ".join([line["why"], *line["notes"]]).strip(),
        ]
        for line in lines
    ]
    return download(f"lich-{pk}", [str(head) for head in _HEADS], rows, form)


@only_with(MANAGE)
@require_POST
def take(request: Request, pk: int) -> HttpResponse:
    """New events become sessions; changed ones move."""
    found = calendars.file_for(request.actor, pk)
    form = _take_form(request, found, request.POST)
    if not form.is_valid() or form.cleaned_data["kind"] is None:
        messages.warning(request, _("Choose an activity of this unit, or a kind."))
        return redirect("activities:calendar_file", pk=pk)
    told = form.cleaned_data
    try:
        done = acts.take_in(
            at=timezone.now(), actor=request.actor, file=found, kind=told["kind"], activity=told["activity"]
        )
    except Refusal as refusal:
        messages.warning(request, sentence(refusal))
    else:
        messages.success(request, _("%(number)s sessions are taken in.") % {"number": done.taken})
    return redirect("activities:calendar_file", pk=pk)


@only_with(MANAGE)
@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    """All that the file brought is taken out again."""
    found = calendars.file_for(request.actor, pk)
    try:
        acts.undo_calendar(at=timezone.now(), actor=request.actor, file=found)
    except Refusal as refusal:
        messages.warning(request, sentence(refusal))
    else:
        messages.success(request, _("Everything is as it was before the file."))
    return redirect("activities:calendar_file", pk=pk)


@only_with(MANAGE)
@require_POST
def make_key(request: Request) -> HttpResponse:
    """A secret address of all that a unit plans; shown once."""
    unit = access.unit_for(request.actor, request.POST.get("unit", ""), MANAGE)
    token = acts.make_unit_key(at=timezone.now(), actor=request.actor, organisation=unit)
    request.session["new_unit_feed"] = request.build_absolute_uri(
        reverse("exchange:secret_feed", args=[token])
    )
    return redirect(f"{reverse('activities:calendar_files')}#lich-rieng")


@only_with(MANAGE)
@require_POST
def end_key(request: Request, pk: int) -> HttpResponse:
    """The address opens nothing any more."""
    acts.end_unit_key(at=timezone.now(), actor=request.actor, pk=pk)
    messages.success(request, _("The address opens nothing any more."))
    return redirect(f"{reverse('activities:calendar_files')}#lich-rieng")
