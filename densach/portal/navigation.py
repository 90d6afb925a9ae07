"""The ways of the citizens' roof."""

from __future__ import annotations

from densach.ui.http import Request
from densach.ui.nav import NavItem


def items(request: Request) -> list[NavItem]:
    return []
