"""What the person's own units owe, and what waits for the person."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from densach.kernel.dates import today
from densach.people.access import staff_required
from densach.programme.reports import queries
from densach.programme.reports.page import owed_row, tabs
from densach.programme.reports.rules.lifecycle import FROZEN_STATES
from densach.ui.http import Request


@staff_required
@require_safe
def owed(request: Request) -> HttpResponse:
    on = today(timezone.now())
    rows = [owed_row(one, request.actor) for one in queries.mine(request.actor, on)]
    context = {
        "to_write": [row for row in rows if row.owed.state not in FROZEN_STATES],
        "handed_in": [row for row in rows if row.owed.state in FROZEN_STATES],
        "to_decide": [
            owed_row(one, request.actor) for one in queries.waiting_for_decision(request.actor, on)
        ],
        "to_sign": [owed_row(one, request.actor) for one in queries.waiting_for_signature(request.actor, on)],
        "tabs": tabs(request.actor, "owed"),
        "on": on,
    }
    return render(request, "reports/owed.html", context)
