"""One institution, over both wings and through time."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from densach.kernel.dates import today
from densach.organisations import queries as organisations
from densach.people.access import require, staff_required
from densach.ui.daywise import asked_of
from densach.ui.http import Request
from densach.workspace import institutions, kin


@staff_required
@require_safe
def institution(request: Request, code: str) -> HttpResponse:
    """What it is, where, what it can do, what it counted, who works there, its history; as it was on a day."""
    actor, at = request.actor, timezone.now()
    require(actor, "count.view", None)
    asked = asked_of(request.GET, today(at))
    found = organisations.by_code(code)
    head = institutions.head_of(found, asked)
    abilities = institutions.abilities_of(head, actor, asked)
    figures = institutions.figures_of(head, actor, asked)
    owed = institutions.reports_of(head, actor, asked.on)
    duties = [] if asked.is_past else institutions.tasks_of(head, actor, asked.on)
    staff = institutions.staff_of(head, actor, asked.on)
    anchors = {"noi-dat": True, "nang-luc": bool(abilities), "so-dem": bool(figures), "bao-cao": bool(owed)}
    context = {
        "asked": asked,
        "head": head,
        "one": head.one,
        "where": institutions.where_of(head, asked, at),
        "abilities": abilities,
        "figures": figures,
        "owed": owed,
        "duties": duties,
        "staff": staff,
        "past": institutions.past_of(found),
        "family": kin.family_of(found),
        "acts": kin.acts_of(found),
        "followers": kin.followers_of(found, asked),
        "below": kin.below(found, asked),
        "parts": institutions.parts(
            {**anchors, "nhiem-vu": bool(duties), "nhan-su": bool(staff), "lich-su": True}
        ),
        "change_url": "" if asked.is_past else kin.change_url(actor, head),
        "tell_url": "" if asked.is_past else kin.tell_url(actor, head),
        "may_count": not asked.is_past and head.ended is None and actor.may("count.enter", found),
        "may_answer": not asked.is_past and head.ended is None and actor.may("capability.claim", found),
    }
    return render(request, "workspace/institution.html", context)
