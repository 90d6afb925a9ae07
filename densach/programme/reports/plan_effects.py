"""What the room of plans must know of reports before a decision on a target is taken back."""

from __future__ import annotations

from datetime import date, datetime

from densach.programme.reports.models import ReportLine, ReportState


def signed_lines(target_id: int, since: date, at: datetime) -> int:
    """Lines of signed reports that tell of the target for days from `since` on, signed after `at`."""
    rows = ReportLine.objects.filter(target_id=target_id, report__state=ReportState.SIGNED)
    return rows.filter(period_to__gte=since, report__signed_at__gte=at).count()
