"""What tests of the screens share: addresses, answers as text, the acts of a reviewer."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from densach.programme.plans.models import Plan, Target


def text(response: Any) -> str:
    return str(response.content.decode())


def address(name: str, plan: Plan, *more: object) -> str:
    return reverse(f"plans:{name}", args=[plan.code, *more])


def act(desk: Client, row: Target, name: str, revision: int, *, htmx: bool = False) -> Any:
    headers = {"HX-Request": "true"} if htmx else {}
    url = address("decide", row.plan, "target", row.pk, name)
    return desk.post(url, {"revision": revision}, headers=headers)


def filled(desk: Client, row: Target) -> dict[str, object]:
    """The change form as the browser would send it, untouched."""
    form = desk.get(address("change", row.plan, "target", row.pk)).context["form"]
    told = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in told.items() if value not in (None, "", False)}


def asked(desk: Client, url: str) -> int:
    """Queries of a page; what the navigation keeps for a while is asked beforehand."""
    desk.get(url)
    with CaptureQueriesContext(connection) as queries_made:
        desk.get(url)
    return len(queries_made)
