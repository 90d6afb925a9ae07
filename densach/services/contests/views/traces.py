"""What a closed round counted, for whoever reads figures: without the names of those who competed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from densach.facts.measures import get
from densach.facts.queries import facts_by_source
from densach.organisations import queries as organisations
from densach.people.access import staff_required
from densach.services.contests.access import count_for
from densach.services.contests.queries import contests as read
from densach.services.contests.rules.verbs import VIEW
from densach.ui.http import Request


@staff_required
@require_safe
def trace(request: Request, pk: int) -> HttpResponse:
    found = count_for(request.actor, pk)
    context = {
        "one": found,
        "measure": get(found.measure),
        "unit": organisations.named(found.organisation_id, found.on),
        "facts": facts_by_source(found.measure, f"roundcount:{found.pk}"),
        "counts": read.entry_counts(found.round),
        "may_view": request.actor.may(VIEW, found.organisation_id),
    }
    return render(request, "contests/trace.html", context)
