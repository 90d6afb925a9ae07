"""Spine labels and barcodes for chosen copies or a span of accession numbers, as PDF."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people.access import only_with
from densach.services.catalogue.access import VIEW
from densach.services.catalogue.forms.others import LabelsForm
from densach.services.catalogue.models import Item
from densach.services.catalogue.queries import copies
from densach.services.catalogue.rules.labels import SHEETS, Label
from densach.services.catalogue.rules.printing import sheet_pdf
from densach.services.catalogue.views.records import day
from densach.ui.http import Request

MOST = 1300


@only_with(VIEW)
@require_safe
def labels(request: Request) -> HttpResponse:
    """What to print, then the sheet itself."""
    libraries = copies.libraries_for(request.actor, VIEW, day())
    given = request.GET.copy()
    given.setdefault("sheet", "a4-24")
    given.setdefault("what", "both")
    given.setdefault("start", "1")
    given["ids"] = ",".join([given.get("ids", ""), *request.GET.getlist("ban")]).strip(",")
    if libraries:
        given.setdefault("home", libraries[0][0])
    form = LabelsForm(given, libraries=libraries)
    items = _items(form.cleaned_data) if form.is_valid() else []
    if items and request.GET.get("as") == "pdf":
        return _sheet(items, form.cleaned_data)
    context = {
        "form": form,
        "items": items[:50],
        "many": len(items),
        "asked": bool(given["ids"] or given.get("first")),
        "query": given.urlencode(),
    }
    return render(request, "catalogue/labels.html", context)


def _items(told: dict[str, Any]) -> list[Item]:
    """Chosen copies in the order in which they were chosen, else the span."""
    if told["ids"]:
        ids = [number for one in told["ids"].split(",") if (number := whole_number(one))]
        return copies.items_in_order(ids[:MOST])
    if not told["home"] or not (told["first"] or told["last"]):
        return []
    return copies.span_of(organisations.by_code(told["home"]).pk, told["first"], told["last"], MOST)


def _sheet(items: list[Item], told: dict[str, Any]) -> HttpResponse:
    names = organisations.names_of({one.home_id for one in items}, day())
    made = [
        Label(
            one.barcode, one.call_number, one.accession_number, names.get(one.home_id, ""), one.record.title
        )
        for one in items
    ]
    fonts = [str(files("densach.ui") / "static" / "vendor" / "fonts")]
    data = sheet_pdf(made, SHEETS[told["sheet"]], told["what"], told["start"], fonts)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{_("labels")}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
