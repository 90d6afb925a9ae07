"""Attendance by thumb: the page, what its script sends, and the same acts as plain forms."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.organisations import queries as organisations
from densach.people.access import only_with
from densach.services.activities.access import session_for
from densach.services.activities.actions import attending as actions
from densach.services.activities.actions.door import present_by_code
from densach.services.activities.actions.syncing import Done, take_in
from densach.services.activities.forms.attending import TapForm, WalkInForm, marks_told
from densach.services.activities.models import Presence, Session
from densach.services.activities.pages import attending as pages
from densach.services.activities.queries.attending import groups_by_number, sheet_of
from densach.services.activities.queries.door import tally_of
from densach.services.activities.rules.activity import when_text
from densach.services.activities.rules.syncing import changes_of
from densach.services.activities.rules.verbs import ATTEND
from densach.services.activities.views.trails import trail_of
from densach.ui.http import Request
from densach.ui.wording import sentence

# Typed with blanks or hyphens; more than this is none.
LONGEST_CODE: Final = 40


@only_with(ATTEND)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attend(request: Request, pk: int) -> HttpResponse:
    """The list, the taps and the running total; without a script a form with a choice for each learner."""
    at, session = timezone.now(), session_for(request.actor, pk, ATTEND)
    if request.method != "POST":
        return _page(request, session, at)
    marks = marks_told(request.POST)
    if request.POST.get("all"):
        unmarked = [row.person for row in sheet_of(session).rows if not row.status]
        marks = dict.fromkeys(unmarked, Presence.PRESENT.value) | marks
    key, why = request.POST.get("key", ""), request.POST.get("why", "")
    try:
        found = actions.mark(at=at, actor=request.actor, session=session, marks=marks, key=key, why=why)
    except Refusal as refusal:
        return _page(request, session, at, refusal)
    messages.success(request, _("Saved: %(total)s people have come.") % {"total": found.total})
    return redirect("activities:attend", pk)


def _page(request: Request, session: Session, at: datetime, refusal: Refusal | None = None) -> HttpResponse:
    told = {
        "session": session,
        "place": organisations.named(session.organisation, today(at)),
        "when": when_text(session.starts, session.ends),
        "trail": trail_of(session, _("Attendance")),
        "page": pages.page_of(sheet_of(session), at),
        "states": [(value, label) for value, label in Presence.choices],
        "every_state": ["", *Presence.values],
        "no_states": [],
        "new_row": pages.new_learner(),
        "bands": pages.bands(),
        "sexes": [one for one in pages.tap_sexes() if one[0]],
        "tap_sexes": pages.tap_sexes(),
        "tap_slices": pages.tap_slices(),
        "quantities": pages.QUANTITIES,
        "groups": pages.group_lines(groups_by_number(session)),
        "key": secrets.token_hex(12),
        "why": request.POST.get("why", ""),
        "form_errors": sentence(refusal) if refusal else "",
    }
    return render(request, "activities/attend/page.html", told, status=422 if refusal else 200)


# what the script sends ------------------------------------------------------------------------------------


@only_with(ATTEND)
@require_POST
def sync(request: Request, pk: int) -> HttpResponse:
    """A batch of changes, perhaps sent before: what became of each, and the session as it is now."""
    at, session = timezone.now(), session_for(request.actor, pk, ATTEND)
    try:
        changes = changes_of(request.POST.get("batch", ""))
    except Refusal as refusal:
        return JsonResponse({"words": sentence(refusal)}, status=400)
    done = take_in(at=at, actor=request.actor, session=session, changes=changes)
    return JsonResponse({"results": [_said(one) for one in done], "sheet": _data(session, at)})


def _said(done: Done) -> dict[str, Any]:
    words = sentence(done.refusal) if done.refusal is not None else ""
    return {"key": done.key, "ok": done.refusal is None, "words": words, "left": list(done.left)}


def _data(session: Session, at: datetime) -> dict[str, Any]:
    return pages.data_of(sheet_of(session), at)


@only_with(ATTEND)
@never_cache
@require_safe
def state(request: Request, pk: int) -> HttpResponse:
    """The session as it is now, and a token for whoever has signed in anew."""
    at, session = timezone.now(), session_for(request.actor, pk, ATTEND)
    return JsonResponse({"token": get_token(request), "sheet": _data(session, at)})


@require_safe
def worker(request: Request) -> HttpResponse:
    """The script that keeps the page for a reload without network. It holds nothing of anybody."""
    told = {
        "static_url": settings.STATIC_URL,
        "offline": _("No network, and this page was not kept in the browser. Open it once with network."),
    }
    answer = render(
        request, "activities/attend/worker.js", told, content_type="text/javascript; charset=utf-8"
    )
    answer["Cache-Control"] = "no-cache"
    return answer


# plain forms ----------------------------------------------------------------------------------------------


def _why(request: Request) -> str:
    """The reason, which a closed session asks for."""
    return request.POST.get("why", "")


def _tried(request: Request, pk: int, act: Callable[[], object], words: str) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, words)
    return redirect("activities:attend", pk)


@only_with(ATTEND)
@require_POST
def tap(request: Request, pk: int) -> HttpResponse:
    """Somebody came without a name, or several."""
    at, session, form = timezone.now(), session_for(request.actor, pk, ATTEND), TapForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Tap one of the buttons; how many came at once is a number from 1."))
        return redirect("activities:attend", pk)
    told = form.cleaned_data
    words = _("Counted: %(who)s, +%(number)s") % {
        "who": pages.tap_words(form.slice()),
        "number": told["quantity"],
    }
    return _tried(request, pk, lambda: actions.tap(
        at=at, actor=request.actor, session=session, slice=form.slice(), quantity=told["quantity"], key=told["key"],
        why=_why(request),
    ), words)  # fmt: skip


@only_with(ATTEND)
@require_POST
def untap(request: Request, pk: int) -> HttpResponse:
    """The last tap, or the one that is told, was a slip of the thumb."""
    at, session = timezone.now(), session_for(request.actor, pk, ATTEND)
    tally = tally_of(session, request.POST.get("tally", ""))
    return _tried(request, pk, lambda: actions.untap(
        at=at, actor=request.actor, tally=tally, why=_why(request)
    ), _("Taken back."))  # fmt: skip


@only_with(ATTEND)
@require_POST
def walk_in(request: Request, pk: int) -> HttpResponse:
    """Somebody came who is not on the list."""
    at, session, form = timezone.now(), session_for(request.actor, pk, ATTEND), WalkInForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the name of whoever came."))
        return redirect("activities:attend", pk)
    told = form.cleaned_data
    words = _("%(name)s is written in as present.") % {"name": told["name"]}
    return _tried(request, pk, lambda: actions.walk_in(
        at=at, actor=request.actor, session=session, data=form.person(), key=told["key"], why=told["why"]
    ), words)  # fmt: skip


@only_with(ATTEND)
@require_POST
def code(request: Request, pk: int) -> HttpResponse:
    """A learner shows the code of the enrolment: scanned or typed by staff."""
    at, session = timezone.now(), session_for(request.actor, pk, ATTEND)
    told = request.POST.get("code", "")[:LONGEST_CODE]
    return _tried(request, pk, lambda: present_by_code(
        at=at, actor=request.actor, session=session, code=told, why=_why(request)
    ), _("Marked as present."))  # fmt: skip
