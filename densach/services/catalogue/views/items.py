"""Copies: the list, the page of one, many added at once, one changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_safe

from densach.kernel.errors import Conflict, NotAllowed, NotFound, Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people.access import only_with
from densach.services.catalogue.access import EDIT, VIEW, item_for, item_to_edit, record_for
from densach.services.catalogue.actions import items as actions
from densach.services.catalogue.actions.homes import move_home
from densach.services.catalogue.forms.items import AddForm, HomeForm, ItemFilter, ItemForm, StateForm
from densach.services.catalogue.models import Item
from densach.services.catalogue.queries import copies
from densach.services.catalogue.rules import lifecycle
from densach.services.catalogue.views.records import crumbs, day, lang
from densach.ui.http import Request
from densach.ui.nav import NavItem
from densach.ui.tables import download
from densach.ui.wording import sentence

# What happened to a copy, by the act's code; others say how it stood.
ACTS = {
    "added": pgettext_lazy("copy", "Added to the stock"),
    "changed": pgettext_lazy("copy", "Described anew"),
    "moved": pgettext_lazy("copy", "Put elsewhere"),
    "home": pgettext_lazy("copy", "Given to another library"),
    "record": pgettext_lazy("copy", "Joined to another record"),
    "lent": pgettext_lazy("copy", "Lent"),
    "unlent": pgettext_lazy("copy", "Loan undone: it was a mistake"),
    "returned": pgettext_lazy("copy", "Came back"),
    "due": pgettext_lazy("copy", "Due on another day"),
    "sent": pgettext_lazy("copy", "Sent to another library"),
    "arrived": pgettext_lazy("copy", "Arrived"),
    "claimed": pgettext_lazy("copy", "Claimed returned"),
    "found": pgettext_lazy("copy", "Found again"),
    "used": pgettext_lazy("copy", "Used in the reading room"),
}


@only_with(VIEW)
@require_safe
def items(request: Request) -> HttpResponse:
    """Copies of the libraries in reach, in the order of shelves."""
    libraries = copies.libraries_for(request.actor, VIEW, day())
    given = request.GET.copy()
    given.setdefault("home", libraries[0][0] if libraries else "")
    chosen = ItemFilter(given, libraries=libraries, lang=lang())
    chosen.is_valid()
    wanted = _wanted(chosen.cleaned_data)
    rows = copies.wanted_items(wanted)
    if wanted.home is None:
        reach = copies.ids_of(code for code, _name in libraries)
        rows = rows.filter(home__in=reach)
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return _taken(rows, form)
    page, following = copies.page_of(rows, whole_number(request.GET.get("after", "")))
    names = organisations.names_of({key for one in page for key in (one.home_id, one.place_id)}, day())
    kept = request.GET.copy()
    kept.pop("after", None)
    context = {
        "filter": chosen,
        "may_add": request.actor.may(EDIT, None),
        "items": [(one, names.get(one.place_id, ""), names.get(one.home_id, "")) for one in page],
        "locations": copies.locations_of(wanted.home),
        "query": kept.urlencode(),
        "is_filtered": any(value for name, value in kept.items() if name != "as"),
        "all_url": reverse("catalogue:items"),
        "next_url": f"?{kept.urlencode()}&after={following}" if following else "",
    }
    return render(request, "catalogue/items.html", context)


def _wanted(told: dict[str, Any]) -> copies.Wanted:
    code = told.get("home") or ""
    return copies.Wanted(
        home=organisations.by_code(code).pk if code else None,
        state=told.get("state") or "",
        item_type=told.get("item_type") or "",
        location=told.get("location") or "",
        call_from=told.get("call_from") or "",
        call_to=told.get("call_to") or "",
        number=told.get("number") or "",
    )


def _taken(rows: QuerySet[Item], form: str) -> HttpResponse:
    found = list(rows)
    names = organisations.names_of({key for one in found for key in (one.home_id, one.place_id)}, day())
    head = [
        _("Barcode"), _("Accession number"), _("Call number"), pgettext("book", "Title"), _("Author"), _("Year"),
        _("Library"), _("Where it stands now"), _("Location"), _("Type of item"), _("State"), _("Price (đồng)"),
        _("Came on"), _("Loans"),
    ]  # fmt: skip
    table = (
        [
            one.barcode, one.accession_number, one.call_number, one.record.title, one.record.author, one.record.year,
            names.get(one.home_id, ""), names.get(one.place_id, ""), one.location,
            one.item_type.name_vi if lang() == "vi" else one.item_type.name_en, one.get_state_display(), one.price,
            one.acquired_on if one.is_day_known else "", one.loans,
        ]
        for one in found
    )  # fmt: skip
    return download("ban-tai-lieu", head, table, form)


@only_with(VIEW)
@require_safe
def item(request: Request, pk: int) -> HttpResponse:
    thing = item_for(request.actor, pk)
    record_for(request.actor, thing.record_id)
    events = copies.events_of(thing)
    places = {thing.home_id, thing.place_id, thing.counted_in_id, *(one.place_id for one in events)}
    names = organisations.names_of({one for one in places if one is not None}, day())
    context = {
        "item": thing,
        "home": names.get(thing.home_id, ""),
        "place": names.get(thing.place_id, ""),
        "type": thing.item_type.name_vi if lang() == "vi" else thing.item_type.name_en,
        "counted_in": names.get(thing.counted_in_id, "") if thing.counted_in_id else "",
        "events": [
            (ACTS.get(one.act, one.get_state_display()), one, names.get(one.place_id, ""), _told(one.told))
            for one in events
        ],
        "may_edit": request.actor.may(EDIT, thing.home_id),
        "crumbs": crumbs(thing.record, thing.barcode),
    }
    return render(request, "catalogue/item.html", context)


def _told(told: dict[str, Any]) -> str:
    """The plain details of an event, as far as they are words."""
    return " · ".join(str(value) for value in told.values() if isinstance(value, str) and value)


@only_with(EDIT)
def add(request: Request, pk: int) -> HttpResponse:
    """A run of copies of a record."""
    thing = record_for(request.actor, pk)
    libraries = copies.libraries_for(request.actor, EDIT, day())
    form = AddForm(
        request.POST or None, libraries=libraries, lang=lang(), on=day(),
        initial={"call_number": thing.ddc, "item_type": "children" if thing.children else "book"},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        library = organisations.by_code(form.cleaned_data["library"])
        try:
            new = form.new_items(library.pk, library.code)
            made = actions.add_items(at=_now(), actor=request.actor, library=library, record=thing, new=new)
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        except django_forms.ValidationError as error:
            form.add_error(None, error)
        else:
            done = (
                _("Added: %(first)s.")
                if len(made) == 1
                else _("%(many)s copies added, %(first)s to %(last)s.")
            )
            messages.success(
                request, done % {"many": len(made), "first": made[0].barcode, "last": made[-1].barcode}
            )
            return redirect("catalogue:record", pk)
    context = {
        "form": form,
        "record": thing,
        "proposed": _proposed(libraries),
        "locations": copies.locations_of(organisations.by_code(libraries[0][0]).pk) if libraries else [],
        "back": reverse("catalogue:record", args=[pk]),
        "crumbs": crumbs(thing, _("New copies")),
    }
    return render(request, "catalogue/items_add.html", context, status=422 if form.errors else 200)


def _proposed(libraries: list[tuple[str, str]]) -> tuple[str, str]:
    """The next free barcode and accession number of the first library."""
    if not libraries:
        return "", ""
    home = organisations.by_code(libraries[0][0])
    return copies.next_barcodes(home.pk, home.code, 1)[0], copies.next_accessions(home.pk, home.code, 1)[0]


def _now() -> datetime:
    return timezone.now()


@only_with(EDIT)
def change(request: Request, pk: int) -> HttpResponse:
    thing = item_to_edit(request.actor, pk)
    places = copies.libraries_for(request.actor, EDIT, day())
    if thing.place.code not in dict(places):
        places = [
            *places,
            (thing.place.code, organisations.names_of([thing.place_id], day()).get(thing.place_id, "")),
        ]
    form = ItemForm(request.POST or None, item=thing, places=places, lang=lang(), on=day())
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_item(
                at=_now(), actor=request.actor, item=thing, seen=form.cleaned_data["revision"], new=form.new(),
                place=organisations.by_code(form.cleaned_data["place"]),
            )  # fmt: skip
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            _again(form, thing, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("catalogue:item", pk)
    context = {
        "form": form,
        "title": _("Change the copy"),
        "eyebrow": thing.record.title,
        "submit": _("Save"),
        "icon": "check-lg",
        "locations": copies.locations_of(thing.home_id),
        "back": reverse("catalogue:item", args=[pk]),
        "crumbs": _item_crumbs(thing, _("Change")),
    }
    return render(request, "catalogue/form.html", context, status=422 if form.errors else 200)


def _again(form: ItemForm | HomeForm | StateForm, thing: Item, refusal: Refusal) -> None:
    if isinstance(refusal, Conflict):
        thing.refresh_from_db(fields=["revision"])
        form.now_seen(thing.revision)
    form.add_error(None, sentence(refusal))


def _item_crumbs(thing: Item, here: str) -> list[NavItem]:
    way = crumbs(thing.record, thing.barcode)
    return [*way[:-1], NavItem(thing.barcode, reverse("catalogue:item", args=[thing.pk])), NavItem(here, "")]


@only_with(EDIT)
def home(request: Request, pk: int) -> HttpResponse:
    """Whose a copy is: it goes over to another library that the person catalogues for."""
    thing = item_to_edit(request.actor, pk)
    others = [one for one in copies.libraries_for(request.actor, EDIT, day()) if one[0] != thing.home.code]
    form = HomeForm(request.POST or None, item=thing, libraries=others)
    if request.method == "POST" and form.is_valid():
        try:
            _give(request, thing, form.cleaned_data)
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            _again(form, thing, refusal)
        else:
            messages.success(request, _("The copy has another home. What was counted stays where it was."))
            return redirect("catalogue:item", pk)
    context = {
        "form": form,
        "nothing": not others,
        "nothing_words": _(
            "You catalogue for this library alone: somebody who does for both gives the copy over."
        ),
        "title": _("Another home for the copy"),
        "lead": _("It belongs to %(library)s now.")
        % {"library": organisations.names_of([thing.home_id], day()).get(thing.home_id, "")},
        "eyebrow": f"{thing.barcode} · {thing.record.title}",
        "submit": _("Give it over"),
        "icon": "check-lg",
        "back": reverse("catalogue:item", args=[pk]),
        "crumbs": _item_crumbs(thing, _("Home")),
    }
    return render(request, "catalogue/form.html", context, status=422 if form.errors else 200)


def _give(request: Request, thing: Item, told: dict[str, Any]) -> None:
    library = organisations.by_code(told["library"])
    number = told["accession_number"] or copies.next_accessions(library.pk, library.code, 1)[0]
    move_home(
        at=_now(), actor=request.actor, item=thing, seen=told["revision"], library=library,
        accession_number=number, why=told["why"], stands_there=told["stands_there"],
        was=organisations.names_of([thing.home_id], day()).get(thing.home_id, ""),
    )  # fmt: skip


def _how_it_stands(thing: Item) -> str:
    """The state now; for a copy that the desk has to do with, what to do there."""
    try:
        lifecycle.require_at_hand(thing.barcode, thing.state)
    except Refusal as refusal:
        return sentence(refusal)
    return _("It is “%(state)s” now.") % {"state": thing.get_state_display()}


@only_with(EDIT)
def state(request: Request, pk: int) -> HttpResponse:
    """How a copy stands: in repair, missing, found again, withdrawn."""
    thing = item_to_edit(request.actor, pk)
    form = StateForm(request.POST or None, item=thing)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.change_state(
                at=_now(), actor=request.actor, barcode=thing.barcode, state=told["state"], why=told["why"],
                seen=told["revision"], by_mistake=bool(told.get("by_mistake")),
            )  # fmt: skip
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            _again(form, thing, refusal)
        else:
            messages.success(request, _("Changed."))
            return redirect("catalogue:item", pk)
    context = {
        "form": form,
        "title": _("State of the copy"),
        "lead": _how_it_stands(thing),
        "eyebrow": f"{thing.barcode} · {thing.record.title}",
        "submit": _("Change"),
        "icon": "check-lg",
        "back": reverse("catalogue:item", args=[pk]),
        "crumbs": _item_crumbs(thing, _("State")),
    }
    return render(request, "catalogue/form.html", context, status=422 if form.errors else 200)
