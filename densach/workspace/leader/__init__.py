"""The leader's page: how a plan stands on a day, what moved, where, and what asks for a decision.

overview   targets by status and group, as plain values, kept until somebody acts or counts
naming     what a target is called
moves      what changed since an earlier day, and why
areas      the same targets by commune and by former province
trends     key measures month by month against what is promised
asking     what waits and what is late
"""

from __future__ import annotations

from densach.workspace.leader.overview import Overview, kept, overview_of

__all__ = ["Overview", "kept", "overview_of"]
