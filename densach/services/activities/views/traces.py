"""The page of a record behind a figure of activities, for whoever reads figures."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from densach.organisations import queries as organisations
from densach.people.access import staff_required
from densach.services.activities.access import trace_for
from densach.services.activities.pages import traces
from densach.services.activities.rules.activity import when_text
from densach.services.activities.rules.verbs import VIEW
from densach.ui.http import Request


@staff_required
@require_safe
def trace(request: Request, kind: str, pk: int) -> HttpResponse:
    """What was held, where and when, what it came to, how that changed, and what the book holds of it; no name."""
    found = trace_for(request.actor, kind, pk)
    tone, told = traces.state(found)
    session = found.session
    context = {
        "one": found,
        "kind": traces.kind_words(kind),
        "unit": organisations.named(found.organisation_id, found.on),
        "when": when_text(session.starts, session.ends) if session else "",
        "counted": traces.counted(found),
        "book": traces.book_lines(found),
        "tone": tone,
        "told": told,
        "may_view": request.actor.may(VIEW, found.organisation_id),
    }
    return render(request, "activities/counting/trace.html", context)
