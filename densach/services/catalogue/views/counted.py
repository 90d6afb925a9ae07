"""The page behind a figure of added copies, for whoever reads figures."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from densach.facts.measures import get
from densach.organisations import queries as organisations
from densach.people.access import staff_required
from densach.services.catalogue.access import VIEW, counted_for
from densach.services.catalogue.queries.copies import counted_in_book
from densach.ui.http import Request


@staff_required
@require_safe
def counted(request: Request, pk: int) -> HttpResponse:
    """When a copy came and from where, and what the book holds from it."""
    found, library_id = counted_for(request.actor, pk)
    context = {
        "item": found,
        "library": organisations.named(library_id, found.counted_on or found.acquired_on),
        "facts": [(get(measure), fact) for measure, fact in counted_in_book(found.pk)],
        "may_view": request.actor.may(VIEW, None),
    }
    return render(request, "catalogue/counted.html", context)
