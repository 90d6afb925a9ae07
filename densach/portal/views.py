"""The citizens' roof."""

from __future__ import annotations

from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from densach.ui.http import Request


@require_safe
def healthz(request: Request) -> HttpResponse:
    """200 and `{"ok": true}` when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})
