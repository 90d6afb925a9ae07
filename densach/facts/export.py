"""A unit's hand counts as XLSX or CSV."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _

from densach.facts import queries
from densach.facts.page import lines_of
from densach.organisations.models import Organisation
from densach.ui.tables import download


def _rows(organisation: Organisation) -> Iterator[list[object]]:
    before: int | None = None
    while page := queries.counts_of(organisation.pk, before=before, limit=500):
        for line in lines_of(page):
            evidence = line.revision.evidence
            yield [
                line.measure.code,
                line.measure.name,
                line.count.since,
                line.count.until,
                line.total,
                line.measure.unit,
                "; ".join(f"{label}: {number}" for label, number in line.parts),
                line.revision.entered_by_name,
                line.revision.entered_at,
                line.revision.note,
                evidence.name if evidence else "",
                _("taken back") if line.count.reversed else "",
            ]
        before = page[-1][0].pk


def response(organisation: Organisation, form: str) -> HttpResponse:
    head = [
        _("Code"),
        _("Measure"),
        _("From"),
        _("To"),
        _("Number"),
        _("Unit"),
        _("Of which"),
        _("Entered by"),
        _("At"),
        _("Note"),
        _("Paper"),
        _("State"),
    ]
    return download(f"so-dem-{organisation.code}", head, _rows(organisation), form)
