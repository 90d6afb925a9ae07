"""What a roof puts into the context variable `nav`, and what tabs and breadcrumbs are made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NavItem:
    """One way to go.

    `badge` counts what waits there for the reader; 0 shows nothing. `group` opens a titled part of the
    list where it differs from the item before.
    """

    label: str
    url: str
    icon: str = ""
    active: bool = False
    badge: int = 0
    group: str = ""
