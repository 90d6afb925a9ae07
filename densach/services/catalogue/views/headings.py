"""Headings: the list, the page of one, entered, changed, merged, parted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.errors import Conflict, NotAllowed, NotFound, Refusal
from densach.kernel.numbers import whole_number
from densach.people.access import only_with
from densach.services.catalogue.access import (
    EDIT,
    HEADINGS,
    VIEW,
    heading_for,
    heading_to_keep,
    may_keep,
    without_others_drafts,
)
from densach.services.catalogue.actions import headings as actions
from densach.services.catalogue.forms.others import HeadingFilter, HeadingForm
from densach.services.catalogue.models import Authority, AuthorityKind, AuthorityMerger
from densach.services.catalogue.queries import headings as queries
from densach.ui.http import Request
from densach.ui.nav import NavItem
from densach.ui.tables import download
from densach.ui.wording import sentence


def _crumbs(thing: Authority | None = None, here: str = "") -> list[NavItem]:
    way = [
        NavItem(_("Catalogue"), reverse("catalogue:home")),
        NavItem(_("Headings"), reverse("catalogue:headings")),
    ]
    if thing is not None:
        way.append(NavItem(thing.heading, reverse("catalogue:heading", args=[thing.pk])))
    return [*way, NavItem(here, "")] if here else way


@only_with(VIEW)
@require_safe
def headings(request: Request) -> HttpResponse:
    chosen = HeadingFilter(request.GET)
    chosen.is_valid()
    told = chosen.cleaned_data
    use = told.get("use") or ""
    rows = queries.wanted_headings(told.get("kind") or "", told.get("q") or "", use)
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        head = [
            _("Heading"),
            _("Kind"),
            _("Years of life or of the meeting"),
            _("Other forms"),
            pgettext("catalogue", "Records"),
        ]
        table = (
            [one.heading, one.get_kind_display(), one.dates, "; ".join(one.variants), one.uses]
            for one in rows.order_by("sort_key", "pk").iterator(chunk_size=2000)
        )
        return download("tieu-de-chuan", head, table, form)
    found, following = queries.page_of(rows, use == "most", whole_number(request.GET.get("after", "")) or 0)
    kept = request.GET.copy()
    kept.pop("after", None)
    context = {
        "filter": chosen,
        "may_add": request.actor.may(EDIT, None),
        "headings": found,
        "query": kept.urlencode(),
        "is_filtered": any(value for name, value in kept.items() if name != "as"),
        "all_url": reverse("catalogue:headings"),
        "next_url": f"?{kept.urlencode()}&after={following}" if following else "",
        "may_keep": request.actor.may(HEADINGS, None),
    }
    return render(request, "catalogue/headings.html", context)


@only_with(VIEW)
@require_safe
def suggest(request: Request) -> HttpResponse:
    """Names, or subjects, that begin with what is being typed, as options of the field."""
    if "subject" in request.GET:
        found = queries.suggested(request.GET["subject"], (AuthorityKind.TOPIC,))
        return render(request, "catalogue/parts/subjects.html", {"found": found})
    found = queries.suggested(request.GET.get("author", ""), (AuthorityKind.PERSON, AuthorityKind.BODY))
    return render(request, "catalogue/parts/options.html", {"found": found})


@only_with(VIEW)
@require_safe
def heading(request: Request, pk: int) -> HttpResponse:
    thing = heading_for(pk)
    if thing.merged_into_id:
        messages.info(request, _("“%(heading)s” was merged into this heading.") % {"heading": thing.heading})
        return redirect("catalogue:heading", thing.merged_into_id)
    context = {
        "heading": thing,
        "records": without_others_drafts(request.actor, queries.records_using(thing)),
        "like": queries.like(thing),
        "narrower": list(thing.narrower.filter(merged_into__isnull=True).order_by("sort_key")),
        "related": list(thing.related.order_by("sort_key")),
        "mergers": queries.mergers_of(thing),
        "may_keep": may_keep(request.actor, thing),
        "crumbs": _crumbs(thing),
    }
    return render(request, "catalogue/heading.html", context)


@only_with(HEADINGS)
def new(request: Request) -> HttpResponse:
    form = HeadingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            kind = form.cleaned_data["kind"]
            made = actions.add_heading(at=timezone.now(), actor=request.actor, kind=kind, text=form.text())
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Entered."))
            return redirect("catalogue:heading", made.pk)
    return _form(
        request, form, _("New heading"), reverse("catalogue:headings"), _crumbs(here=_("New heading"))
    )


@only_with(HEADINGS)
def change(request: Request, pk: int) -> HttpResponse:
    """Changes a heading, and with it what every record says that uses it."""
    thing = heading_to_keep(request.actor, pk)
    form = HeadingForm(request.POST or None, thing=thing)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["revision"] or 0
        try:
            actions.change_heading(
                at=timezone.now(), actor=request.actor, heading=thing, seen=seen, text=form.text()
            )
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            if isinstance(refusal, Conflict):
                thing.refresh_from_db()
                form.now_seen(thing.revision)
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Saved, in every record that uses the heading."))
            return redirect("catalogue:heading", pk)
    lead = _("%(number)s records use it: they will say the new words.") % {"number": thing.uses}
    back = reverse("catalogue:heading", args=[pk])
    return _form(request, form, _("Change the heading"), back, _crumbs(thing, _("Change")), lead)


def _form(
    request: Request, form: Any, title: str, back: str, way: list[NavItem], lead: str = ""
) -> HttpResponse:
    context = {
        "form": form, "title": title, "lead": lead, "submit": _("Save"), "icon": "check-lg", "back": back,
        "crumbs": way,
    }  # fmt: skip
    return render(request, "catalogue/form.html", context, status=422 if form.errors else 200)


@only_with(HEADINGS)
def merge(request: Request, pk: int) -> HttpResponse:
    """Chooses another heading of the kind, shows both, and merges this one into it."""
    thing = heading_to_keep(request.actor, pk)
    words = request.GET.get("q", "")
    into = whole_number(request.POST.get("into", request.GET.get("into", "")))
    kept = heading_for(into) if into else None
    wrong = ""
    if request.method == "POST" and kept is not None:
        try:
            actions.merge_headings(at=timezone.now(), actor=request.actor, kept=kept, other=thing)
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            wrong = sentence(refusal)
        else:
            messages.success(request, _("Merged. It can be taken back on this page."))
            return redirect("catalogue:heading", kept.pk)
    context = {
        "heading": thing,
        "kept": kept,
        "words": words,
        "found": queries.by_words(thing.kind, words, thing.pk) if words else queries.like(thing),
        "wrong": wrong,
        "crumbs": _crumbs(thing, pgettext("records", "Merge")),
    }
    return render(request, "catalogue/heading_merge.html", context, status=422 if wrong else 200)


@only_with(HEADINGS)
@require_POST
def part(request: Request, pk: int) -> HttpResponse:
    """Takes a merger back."""
    merger = get_object_or_404(AuthorityMerger, pk=pk)
    try:
        other = actions.part_headings(at=timezone.now(), actor=request.actor, merger=merger)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("catalogue:heading", merger.kept_id)
    messages.success(request, _("The two headings are apart again."))
    return redirect("catalogue:heading", other.pk)
