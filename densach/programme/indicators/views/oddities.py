"""Months that stand far from the same months of earlier years, for whoever looks after the units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from densach.facts import measures
from densach.facts import queries as facts
from densach.facts.page import oddity_words
from densach.facts.queries import OdditiesWanted
from densach.kernel.dates import today
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.people.access import staff_required
from densach.people.queries import organisations_where
from densach.programme.indicators.forms.slices import OddityFilter
from densach.ui.figures import language
from densach.ui.http import Request
from densach.ui.tables import download

EXPORTS = {"xlsx", "csv"}


def _today() -> date:
    return today(timezone.now())


@staff_required
@require_safe
def oddities(request: Request) -> HttpResponse:
    """The questions about one's units with their answers, newest month first; XLSX and CSV."""
    on = _today()
    chosen = OddityFilter(request.GET, years=range(on.year, on.year - 6, -1))
    chosen.is_valid()
    told = {name: text for name, text in chosen.cleaned_data.items() if text}
    mine = list(organisations_where(request.actor, "count.view", on).values_list("pk", flat=True))
    rows = facts.oddities(
        OdditiesWanted(
            mine,
            told.get("trang_thai", ""),
            told.get("so_do", ""),
            int(told["nam"]) if "nam" in told else None,
        )
    )
    if request.GET.get("as") in EXPORTS:
        return _download(list(rows), request.GET["as"], on)
    page, following = facts.oddities_page(rows, request.GET.get("truoc", ""))
    names = organisations.names_of({row.organisation_id for row in page}, on)
    context = {
        "filter": chosen,
        "lines": [
            (
                row,
                names.get(row.organisation_id, ""),
                measures.get(row.measure),
                Period.month(row.year, row.month),
                oddity_words(row),
            )
            for row in page
        ],
        "query": urlencode(told),
        "is_filtered": bool(told),
        "month": Period.month(on.year, on.month).previous(),
        "may_look": request.actor.may("count.enter", None),
        "next_url": f"?{urlencode({**told, 'truoc': following})}" if following else "",
    }
    return render(request, "indicators/oddities.html", context)


def _download(rows: Sequence[Any], form: str, on: date) -> HttpResponse:
    names = organisations.names_of({row.organisation_id for row in rows}, on)
    head = [
        *(_("Institution"), _("Measure"), _("Month"), _("Number"), _("Usual"), _("Modified z-score")),
        *(_("State"), _("Note"), _("Answered by"), _("Answered")),
    ]
    lines = [
        [
            names.get(row.organisation_id, ""),
            measures.get(row.measure).name,
            Period.month(row.year, row.month).label(language()),
            row.quantity,
            row.median,
            row.score,
            str(row.get_state_display()),
            row.note,
            row.answered_by_name,
            row.answered_at,
        ]
        for row in rows
    ]
    return download("so-lieu-bat-thuong", head, lines, form)
