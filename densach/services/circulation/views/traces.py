"""The page of one act behind a figure, for whoever reads figures."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from densach.facts.measures import get
from densach.organisations import queries as organisations
from densach.people.access import staff_required
from densach.services.circulation.access import SERVE, trace_for
from densach.services.circulation.pages import traces
from densach.ui.http import Request


@staff_required
@require_safe
def trace(request: Request, kind: str, pk: int) -> HttpResponse:
    """What was done, where, when and how, what came of it, and what the book holds from it. Never by whom."""
    found = trace_for(request.actor, kind, pk)
    measure = get(found.measure)
    context = {
        "one": found,
        "kind": traces.kind_words(kind),
        "measure": measure,
        "library": organisations.named(found.library_id, found.on),
        "lines": traces.lines(found),
        "outcome": traces.outcome(found),
        "facts": found.facts(),
        "may_serve": request.actor.may(SERVE, found.library_id),
    }
    return render(request, "circulation/trace.html", context)
