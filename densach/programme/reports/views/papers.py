"""The report as a paper: a draft is drawn as it stands, a signed one is what was signed, byte for byte."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from densach.files import queries as files
from densach.people.access import staff_required
from densach.programme.reports import queries
from densach.programme.reports.rules.refusals import UnknownReport
from densach.ui.http import Request

_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@staff_required
@require_safe
def download(request: Request, pk: int, form: str) -> HttpResponse:
    if form not in _TYPES:
        raise UnknownReport
    report = queries.report_for(request.actor, pk)
    kept = report.docx if form == "docx" else report.pdf
    if kept is not None:
        data = files.read(kept)
    else:
        data = queries.docx_of(report) if form == "docx" else queries.pdf_of(report)
    response = HttpResponse(data, content_type=_TYPES[form])
    name = queries.file_name(report, f".{form}")
    response["Content-Disposition"] = content_disposition_header(form == "docx", name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
