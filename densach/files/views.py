"""Sending a stored file."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from densach.files import queries
from densach.files.access import file_for
from densach.files.rules import SHOWN
from densach.ui.http import Request


@require_safe
def download(request: Request, pk: int) -> HttpResponse:
    stored = file_for(request.actor, pk)
    response = HttpResponse(queries.read(stored), content_type=stored.content_type)
    shown = stored.content_type in SHOWN
    response["Content-Disposition"] = content_disposition_header(not shown, stored.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response
