"""A session is closed to be counted; what waits to be closed, and what a closed one came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people.access import only_with
from densach.services.activities.access import session_for, units_for
from densach.services.activities.actions.closing import close_session, reopen_session
from densach.services.activities.actions.sessions import cancel_session
from densach.services.activities.forms.attending import CloseForm, WhyForm
from densach.services.activities.models import Closing, Session
from densach.services.activities.pages.closing import lines_of
from densach.services.activities.queries.attending import closings_of, sheet_of, to_close
from densach.services.activities.rules.activity import local, when_text
from densach.services.activities.rules.verbs import ATTEND
from densach.services.activities.views.trails import trail_of
from densach.ui.figures import language, moment_text
from densach.ui.http import Request
from densach.ui.tables import download
from densach.ui.wording import sentence

PAGE: Final = 50


@only_with(ATTEND)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Request, pk: int) -> HttpResponse:
    """Who came, before it counts; closed, what it counted as and every closing before."""
    at, session = timezone.now(), session_for(request.actor, pk, ATTEND)
    sheet = sheet_of(session)
    form = CloseForm(
        request.POST if request.method == "POST" else None,
        initial={"seen": sheet.number},
        somebody=sheet.total > 0,
    )
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            closing = close_session(
                at=at, actor=request.actor, session=session, seen=told["seen"], why=told["why"]
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _closed_words(closing))
            return redirect("activities:close", pk)
    told = {
        "session": session,
        "place": organisations.named(session.organisation, today(at)),
        "when": when_text(session.starts, session.ends),
        "trail": trail_of(session, _("Close the session")),
        "sheet": sheet,
        "form": form,
        "why_form": WhyForm(),
        "lines": lines_of(sheet.closing) if sheet.counts and sheet.closing else [],
        "closings": closings_of(session),
        "begun": session.starts <= at,
    }
    return render(request, "activities/attend/close.html", told, status=422 if form.errors else 200)


def _closed_words(closing: Closing) -> str:
    total = closing.present + closing.taps
    words = ngettext(
        "The session is closed: %(total)s person counted.",
        "The session is closed: %(total)s people counted.",
        total,
    )
    return words % {"total": total}


@only_with(ATTEND)
@require_POST
def reopen(request: Request, pk: int) -> HttpResponse:
    """It was closed too early: it counts no longer until it is closed anew."""
    at, session = timezone.now(), session_for(request.actor, pk, ATTEND)
    try:
        reopen_session(at=at, actor=request.actor, session=session, why=request.POST.get("why", ""))
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("activities:close", pk)
    messages.success(request, _("The session is open again and counts no longer until it is closed."))
    return redirect("activities:attend", pk)


# what waits to be closed ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Waiting:
    """A session that is over and not closed; `days` since it was."""

    session: Session
    unit: str
    when: str
    days: int


@only_with(ATTEND)
@require_safe
def waiting(request: Request) -> HttpResponse:
    """Sessions that are over and neither closed nor called off, the oldest first, by unit."""
    at = timezone.now()
    units = units_for(request.actor, today(at), ATTEND)
    chosen = [one for one in units if one.code == request.GET.get("don_vi", "")]
    rows = to_close(chosen or units, at)
    names = {one.id: one.name for one in units}
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return _taken([_line(one, names, at) for one in rows], at, form)
    start = max(whole_number(request.GET.get("tu", "")) or 0, 0)
    found = list(rows[start : start + PAGE + 1])
    unit = chosen[0].code if chosen else ""
    told: dict[str, Any] = {
        "lines": [_line(one, names, at) for one in found[:PAGE]],
        "units": units if len(units) > 1 else [],
        "chosen": unit,
        "query": urlencode({"don_vi": unit} if unit else {}),
        "why_form": WhyForm(auto_id=False),
        "previous_url": _beyond(unit, start - PAGE) if start else "",
        "next_url": _beyond(unit, start + PAGE) if len(found) > PAGE else "",
    }
    return render(request, "activities/attend/to_close.html", told)


def _beyond(unit: str, start: int) -> str:
    told = {"tu": str(max(start, 0)), **({"don_vi": unit} if unit else {})}
    return f"?{urlencode(told)}"


def _line(session: Session, names: dict[int, str], at: datetime) -> Waiting:
    return Waiting(
        session,
        names[session.organisation_id],
        when_text(session.starts, session.ends),
        (today(at) - today(session.ends)).days,
    )


def _taken(lines: Sequence[Waiting], at: datetime, form: str) -> HttpResponse:
    head = [_("Activity"), _("Institution"), _("Starts"), _("Ends"), _("Days since")]
    cells = [
        [one.session.activity.title, one.unit, local(one.session.starts), local(one.session.ends), one.days]
        for one in lines
    ]
    return download(f"chua-chot-{today(at)}", head, cells, form)


@only_with(ATTEND)
@require_POST
def not_held(request: Request, pk: int) -> HttpResponse:
    """A session of the list was not held: called off with its reason, so that it waits no longer."""
    at, session = timezone.now(), session_for(request.actor, pk, ATTEND)
    try:
        cancel_session(at=at, actor=request.actor, session=session, why=request.POST.get("why", ""))
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(
            request,
            _("“%(title)s” of %(when)s is noted as not held.")
            % {"title": session.activity.title, "when": moment_text(session.starts, language())},
        )
    unit = request.POST.get("don_vi", "")
    return redirect(f"{reverse('activities:to_close')}?{urlencode({'don_vi': unit} if unit else {})}")
