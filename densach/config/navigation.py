"""Which roof's navigation a page wears: staff under /lam-viec/, citizens elsewhere."""

from __future__ import annotations

from typing import Any

from densach.portal import navigation as citizens
from densach.ui.http import Request
from densach.workspace import navigation as staff


def navigation(request: Request) -> dict[str, Any]:
    if not hasattr(request, "actor"):
        # Turned away before anybody was asked who it is, as for an unknown host.
        return {"nav": []}
    path = request.path_info.removeprefix("/en")
    # One's own account is reached from both roofs; whoever works here stays under the staff's.
    at_account = path.startswith("/tai-khoan") and request.actor.may("count.view", None)
    if path.startswith("/lam-viec") or at_account:
        return {"nav": staff.items(request)}
    return {"nav": citizens.items(request)}
