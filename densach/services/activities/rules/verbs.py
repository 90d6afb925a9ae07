"""What staff may do with activities; roles hold them in `people.rules.roles`."""

from __future__ import annotations

from typing import Final

VIEW: Final = "activity.view"
MANAGE: Final = "activity.manage"
ATTEND: Final = "activity.attend"
KINDS: Final = "activity.kinds"
