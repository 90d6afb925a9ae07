"""Which roof's navigation a page wears: staff under /lam-viec/, citizens elsewhere."""

from __future__ import annotations

from typing import Any

from densach.portal import navigation as citizens
from densach.ui.http import Request
from densach.workspace import navigation as staff


def navigation(request: Request) -> dict[str, Any]:
    path = request.path_info.removeprefix("/en")
    if path.startswith("/lam-viec"):
        return {"nav": staff.items(request)}
    return {"nav": citizens.items(request)}
