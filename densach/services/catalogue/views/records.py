"""The page of a record, its history, its state and its cover."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.files.actions import Upload
from densach.formats.marc import from_json
from densach.kernel.dates import today
from densach.kernel.errors import Conflict, NotAllowed, NotFound, Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people.access import only_with
from densach.services.catalogue.access import (
    EDIT,
    HEADINGS,
    VIEW,
    may_edit,
    record_for,
    record_to_edit,
)
from densach.services.catalogue.actions import covers as cover_actions
from densach.services.catalogue.actions import records as actions
from densach.services.catalogue.forms.others import CoverForm, RecordStateForm
from densach.services.catalogue.models import Record, RecordState
from densach.services.catalogue.queries import shown
from densach.services.catalogue.queries.covers import cover_of, cover_tag
from densach.services.catalogue.rules import fixed, lifecycle
from densach.services.catalogue.rules.refusals import NoSuchRecord
from densach.ui.http import Request
from densach.ui.nav import NavItem
from densach.ui.wording import sentence

A_DAY = 86_400
CATALOGUE = "/lam-viec/muc-luc/"


def day() -> date:
    return today(timezone.now())


def lang() -> str:
    return get_language() or "vi"


def crumbs(record: Record, here: str = "") -> list[NavItem]:
    """The way to a page of the record."""
    way = [NavItem(_("Catalogue"), reverse("catalogue:home"))]
    if here:
        return [
            *way,
            NavItem(record.title[:60], reverse("catalogue:record", args=[record.pk])),
            NavItem(here, ""),
        ]
    return [*way, NavItem(record.title[:60], "")]


@only_with(VIEW)
@require_safe
def record(request: Request, pk: int) -> HttpResponse:
    thing = record_for(request.actor, pk)
    items = shown.items_of(thing)
    names = organisations.names_of(
        {thing.library_id, *(one.home_id for one in items), *(one.place_id for one in items)}, day()
    )
    marc = from_json(thing.marc)
    context = {
        "record": thing,
        "items": [(one, names.get(one.place_id, ""), names.get(one.home_id, "")) for one in items],
        "library": names.get(thing.library_id, ""),
        "links": shown.links_of(thing),
        "numbers": shown.numbers_of(thing),
        "language": _language(thing.language),
        "marc": shown.marc_view(marc, lang()),
        "notes": [field.text() for field in marc.each("500", "504", "505", "546")],
        "holds": shown.holds_on(thing),
        "history": shown.last_steps(thing),
        "mergers": shown.mergers_of(thing),
        "editions": shown.editions_of(thing),
        "cover_tag": cover_tag(thing),
        "may_edit": thing.state != RecordState.MERGED and may_edit(request.actor, thing),
        "may_add": thing.state in (RecordState.PUBLISHED, RecordState.DRAFT)
        and request.actor.may(EDIT, None),
        "may_head": request.actor.may(HEADINGS, None),
        "crumbs": crumbs(thing),
    }
    return render(request, "catalogue/record.html", context)


def _language(code: str) -> str:
    told = next((one for one in fixed.choices("language") if one.value == code), None)
    return code if told is None else (told.vi if lang() == "vi" else told.en)


@only_with(VIEW)
@require_safe
def history(request: Request, pk: int) -> HttpResponse:
    thing = record_for(request.actor, pk)
    steps, following = shown.steps_of(thing, whole_number(request.GET.get("before", "")))
    context = {
        "record": thing,
        "steps": steps,
        "may_edit": thing.state != RecordState.MERGED and may_edit(request.actor, thing),
        "next_url": f"?before={following}" if following else "",
        "crumbs": crumbs(thing, _("History")),
    }
    return render(request, "catalogue/history.html", context)


@only_with(EDIT)
@require_POST
def restore(request: Request, pk: int, number: int) -> HttpResponse:
    thing = record_to_edit(request.actor, pk)
    seen = whole_number(request.POST.get("revision", "")) or 0
    try:
        actions.restore_record(at=timezone.now(), actor=request.actor, record=thing, seen=seen, number=number)
    except Conflict as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(
            request, _("The record reads as it did then. Nothing is lost: its later states stay here.")
        )
    return redirect("catalogue:history", pk)


@only_with(EDIT)
def state(request: Request, pk: int) -> HttpResponse:
    """Publish, withdraw, bring back."""
    thing = record_to_edit(request.actor, pk)
    form = RecordStateForm(request.POST or None, record=thing)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.change_record_state(
                at=timezone.now(), actor=request.actor, record=thing, seen=told["revision"], state=told["state"],
                why=told["why"],
            )  # fmt: skip
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Changed."))
            return redirect("catalogue:record", pk)
    context = {
        "form": form,
        "title": _("State of the record"),
        "lead": _("It is “%(state)s” now.") % {"state": thing.get_state_display()},
        "eyebrow": thing.title,
        "submit": _("Change"),
        "icon": "check-lg",
        "nothing": not lifecycle.RECORD_AFTER[thing.state],
        "back": reverse("catalogue:record", args=[pk]),
        "crumbs": crumbs(thing, _("State")),
    }
    return render(request, "catalogue/form.html", context, status=422 if form.errors else 200)


@require_safe
def cover(request: Request, pk: int) -> HttpResponse:
    """The picture of a record in the catalogue, for everyone; cached by the browser for a day."""
    rows = Record.objects.select_related("cover").filter(pk=pk).exclude(state=RecordState.DRAFT)
    thing = rows.first() or record_for(request.actor, pk)
    tag = f'"{cover_tag(thing)}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    told = cover_of(thing)
    response = HttpResponse(told.data, content_type=told.content_type)
    response["ETag"] = tag
    response["Cache-Control"] = f"public, max-age={A_DAY}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@only_with(EDIT)
def cover_change(request: Request, pk: int) -> HttpResponse:
    """Another picture, or the made one again."""
    thing = record_to_edit(request.actor, pk)
    if request.method == "POST" and request.POST.get("act") == "drop":
        cover_actions.drop_cover(at=timezone.now(), actor=request.actor, record=thing)
        messages.success(request, _("The made cover is shown again."))
        return redirect("catalogue:record", pk)
    form = CoverForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = Upload.sent(form.cleaned_data["picture"])
        try:
            if upload is None:
                raise NoSuchRecord
            cover_actions.set_cover(at=timezone.now(), actor=request.actor, record=thing, upload=upload)
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            form.add_error("picture", sentence(refusal))
        else:
            messages.success(request, _("The cover is there."))
            return redirect("catalogue:record", pk)
    context = {
        "form": form, "record": thing, "cover_tag": cover_tag(thing), "back": reverse("catalogue:record", args=[pk]),
        "crumbs": crumbs(thing, _("Cover")),
    }  # fmt: skip
    return render(request, "catalogue/cover.html", context, status=422 if form.errors else 200)
