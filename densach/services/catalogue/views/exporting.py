"""Records on their way out: a library's holdings, the whole catalogue, or what a search finds."""

from __future__ import annotations

from typing import cast

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from densach.facts.measures import LIBRARIES
from densach.kernel.dates import today
from densach.organisations import queries as organisations
from densach.people.access import only_with
from densach.services.catalogue.access import VIEW
from densach.services.catalogue.forms.importing import ExportForm
from densach.services.catalogue.queries import exporting
from densach.ui.http import Request


@only_with(VIEW)
@require_safe
def export(request: Request) -> HttpResponse:
    """The form, and with `go` the file, piece by piece."""
    on = today(timezone.now())
    libraries = [(one.code, one.name) for one in organisations.alive(on) if one.kind in LIBRARIES]
    asked = "go" in request.GET
    form = ExportForm(request.GET if asked else None, libraries=libraries, initial=request.GET.dict())
    if not (asked and form.is_valid()):
        return _page(request, form)
    given = form.cleaned_data
    library = organisations.by_code(given["library"]) if given["library"] else None
    ids = exporting.found(given["q"]) if given["q"].strip() else None
    kind = given["form"]
    response = StreamingHttpResponse(exporting.pieces(kind, library, ids), content_type=exporting.TYPES[kind])
    name = f"{given['library'] or 'muc-luc'}-{on.isoformat()}.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    # The guards only pass it on.
    return cast(HttpResponse, response)


def _page(request: Request, form: ExportForm) -> HttpResponse:
    return render(request, "catalogue/export.html", {"form": form}, status=422 if form.errors else 200)
