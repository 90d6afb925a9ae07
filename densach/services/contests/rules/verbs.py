"""What staff may do with contests; roles hold them in `people.rules.roles`."""

from __future__ import annotations

from typing import Final

MANAGE: Final = "contest.manage"
VIEW: Final = "activity.view"
# Any of them knows the contestants of a round by name.
NAMES: Final = (MANAGE, "activity.manage", "activity.attend")
# Who keeps the rules of how often a festival is held: whoever keeps what is common to all units.
RULE: Final = "activity.kinds"
# Either of them reads a unit's figures, and so what stands behind them.
READS: Final = ("count.view", "activity.view")
