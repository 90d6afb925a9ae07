"""The living style page: every component, so that a change to one is seen before it is felt."""

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
    strip = samples.drawings(language())[0]
    return render(request, "ui/style_citizen.html", {"nav": samples.citizen_nav(here), "strip": strip, "here": here})


def paper_style_page(request: HttpRequest) -> HttpResponse:
    """A paper on the screen."""
    return render(request, "ui/style_paper.html", {"targets": samples.targets(), "day": samples.SAMPLE_DAY})
