"""What staff may do with clubs and teams; roles hold them in `people.rules.roles`."""

from __future__ import annotations

from typing import Final

MANAGE: Final = "club.manage"
VIEW: Final = "activity.view"
