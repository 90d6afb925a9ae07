"""The page for a stale form, and the living style page that shows every component in its states."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from densach.kernel.period import Period
from densach.ui import samples
from densach.ui.figures import language
from densach.ui.forms import SampleForm
from densach.ui.status import STATUSES
from densach.ui.vendor import ICONS

# Filled wrongly on purpose: it shows how errors are told.
MISTAKEN = {"name": "", "kind": "library", "visits": "1.250", "on": "2026-02-31", "origin": "book"}


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is missing or old: nothing was saved, and the way on is told."""
    return render(request, "403_csrf.html", {"reason": reason}, status=403)


def style_page(request: HttpRequest) -> HttpResponse:
    """Components of the staff's roof."""
    here = request.path
    context = {
        "nav": samples.staff_nav(here),
        "trail": samples.trail(here),
        "tab_items": samples.tab_items(here),
        "targets": samples.targets(),
        "charts": samples.drawings(language()),
        "statuses": STATUSES,
        "counts": samples.COUNTS,
        "icons": ICONS,
        "form": SampleForm(),
        "mistaken": SampleForm(data=MISTAKEN, auto_id="mistaken_%s"),
        "day": samples.SAMPLE_DAY,
        "period": Period.parse("2026-H1"),
        "here": here,
    }
    return render(request, "ui/style.html", context)


def citizen_style_page(request: HttpRequest) -> HttpResponse:
    """Components of the citizens' roof."""
    here = request.path
    context = {"nav": samples.citizen_nav(here), "counts": samples.COUNTS, "here": here}
    return render(request, "ui/style_citizen.html", context)


def paper_style_page(request: HttpRequest) -> HttpResponse:
    """A paper on the screen."""
    return render(request, "ui/style_paper.html", {"targets": samples.targets(), "day": samples.SAMPLE_DAY})
