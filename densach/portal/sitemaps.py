"""The map of the site for search engines: an index, the standing pages, and the books in files of ten thousand."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from densach.kernel.dates import today
from densach.organisations import queries as organisations
from densach.portal import progress
from densach.portal.institutions import EVERY, GROUPS, PUBLIC, page_name
from densach.services.activities.queries import public as activities
from densach.services.catalogue.queries import finding
from densach.services.contests.queries.public import public_contest_ids
from densach.ui.http import Request
from densach.ui.languages import in_language

XML = "application/xml; charset=utf-8"


@require_safe
def index(request: Request) -> HttpResponse:
    """Which files there are."""
    paths = [reverse("sitemap_pages"), *(reverse("sitemap_books", args=[one]) for one in finding.blocks())]
    files = [request.build_absolute_uri(path) for path in paths]
    return render(request, "portal/sitemap_index.xml", {"files": files}, content_type=XML)


@require_safe
def pages(request: Request) -> HttpResponse:
    """Every standing public page, with the same page in the other language."""
    names = ["home", "search", "calendar", "contests", *(group.name for group in GROUPS), EVERY.name, "plans"]
    paths = [reverse(f"portal:{name}") for name in names]
    paths += [reverse("portal:plan", args=[code]) for code in progress.codes()]
    alive = organisations.alive(today(timezone.now()), kinds=PUBLIC)
    paths += [reverse(f"portal:{page_name(one.kind)}", args=[one.code]) for one in alive]
    paths += [reverse("portal:contest", args=[pk]) for pk in public_contest_ids()]
    paths += [reverse("portal:activity", args=[pk]) for pk in activities.public_ids()]
    told = [(*_both(request, path), "") for path in paths]
    return render(request, "portal/sitemap.xml", {"pages": told}, content_type=XML)


@require_safe
def books(request: Request, block: int) -> HttpResponse:
    """The books of a block of numbers that citizens see, each with the day of its last change."""
    found = finding.in_block(block)
    if not found:
        raise Http404
    # Ten thousand addresses differ in their last part alone.
    vi, en = (one.removesuffix("0") for one in _both(request, reverse("portal:record", args=[0])))
    told = [(f"{vi}{pk}", f"{en}{pk}", on.isoformat()) for pk, on in found]
    return render(request, "portal/sitemap.xml", {"pages": told}, content_type=XML)


def _both(request: Request, path: str) -> tuple[str, str]:
    return (
        request.build_absolute_uri(in_language(path, "vi")),
        request.build_absolute_uri(in_language(path, "en")),
    )
