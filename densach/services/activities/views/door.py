"""The door of a session: staff open it and show its QR; the poster that invites or hangs beside it."""

from __future__ import annotations

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.organisations import queries as organisations
from densach.people.access import only_with
from densach.services.activities.access import session_for
from densach.services.activities.actions.door import open_door, shut_door
from densach.services.activities.models import Session
from densach.services.activities.queries.attending import sheet_of
from densach.services.activities.rules.activity import local, when_text
from densach.services.activities.rules.door import OPENS_BEFORE, SHUTS_AFTER, moment
from densach.services.activities.rules.verbs import ATTEND, VIEW
from densach.services.activities.views.trails import trail_of
from densach.ui.http import Request
from densach.ui.wording import sentence


@only_with(ATTEND)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: Request, pk: int) -> HttpResponse:
    """The QR by which people mark themselves, as large as the screen, with the running number."""
    at, session = timezone.now(), session_for(request.actor, pk, ATTEND)
    if request.method == "POST":
        act = shut_door if request.POST.get("act") == "shut" else open_door
        try:
            act(at=at, actor=request.actor, session=session)
        except Refusal as refusal:
            messages.error(request, sentence(refusal))
        return redirect("activities:door", pk)
    url = _address(request, session)
    told = {
        "session": session,
        "place": organisations.named(session.organisation, today(at)),
        "when": when_text(session.starts, session.ends),
        "trail": trail_of(session, _("QR at the door")),
        "url": url,
        "qr": drawn(url) if url else "",
        "total": sheet_of(session).total,
        "now": moment(session.starts, session.ends, at).value,
        "opens": local(session.starts - OPENS_BEFORE),
        "shuts": local(session.ends + SHUTS_AFTER),
    }
    return render(request, "activities/attend/door.html", told)


@only_with(ATTEND)
@never_cache
@require_safe
def number(request: Request, pk: int) -> HttpResponse:
    """How many have come, as the screen at the door asks every few seconds."""
    session = session_for(request.actor, pk, ATTEND)
    return render(
        request, "activities/attend/number.html", {"session": session, "total": sheet_of(session).total}
    )


@only_with(VIEW)
@require_safe
def poster(request: Request, pk: int) -> HttpResponse:
    """An A4 sheet: what, when, where, and a QR: to mark oneself while the door is open, else to the activity's page."""
    at, session = timezone.now(), session_for(request.actor, pk, VIEW)
    checks_in = session.door is not None and request.actor.may(ATTEND, session.organisation_id)
    url = _address(request, session) if checks_in else _public(request, session)
    told = {
        "session": session,
        "place": organisations.named(session.organisation, today(at)),
        "starts": local(session.starts),
        "ends": local(session.ends),
        "same_day": local(session.starts).date() == local(session.ends).date(),
        "where": session.venue.name if session.venue else session.place,
        "url": url,
        "qr": drawn(url) if url else "",
        "checks_in": checks_in,
        "back_url": reverse("activities:attend", args=[pk]),
    }
    return render(request, "activities/attend/poster.html", told)


def _address(request: Request, session: Session) -> str:
    if session.door is None:
        return ""
    try:
        return request.build_absolute_uri(reverse("portal:door", args=[session.door]))
    except NoReverseMatch:
        return ""


def _public(request: Request, session: Session) -> str:
    if not session.activity.public or session.activity.state != "published":
        return ""
    try:
        return request.build_absolute_uri(reverse("portal:activity", args=[session.activity_id]))
    except NoReverseMatch:
        return ""


def drawn(url: str) -> SafeString:
    """The address as a QR that fills its box."""
    svg = segno.make(url, error="m", micro=False).svg_inline(
        border=2, svgclass="qr", lineclass=None, omitsize=True
    )
    return mark_safe(svg)
