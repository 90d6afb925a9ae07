"""The library's page of reports: each has a table, a drawing where there is something to draw, and its denominator."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.services.statistics.queries.reports import stock, use
from densach.services.statistics.queries.reports.scope import Report, Result, Scope
from densach.services.statistics.rules.refusals import NoSuchReport

GROUPS: Final = (
    ("use", pgettext_lazy("statistics", "Use")),
    ("readers", _("Readers")),
    ("stock", _("Stock")),
)
REPORTS: Final = (
    Report("muon-theo-thang", "use", _("Loans by month"), _("Month by month beside the year before."),
           use.loans_by_month),
    Report("muon-theo-gio", "use", _("Loans by hour and weekday"), _("When the desk is busy, when it could close."),
           use.loans_by_hour),
    Report("muon-theo-loai", "use", _("Loans by kind of material"), _("What is borrowed."), use.loans_by_kind),
    Report("nhan-de-muon-nhieu", "use", _("Most borrowed titles"), _("What to buy more copies of."), use.top_titles),
    Report("qua-han", "use", _("Overdue loans"), _("What is late today, and by how long."), use.overdue, dated=False),
    Report("luot-theo-thang", "use", _("Visits by month"), _("Counted at the desk and by hand."),
           use.visits_by_month),
    Report("luot-theo-ngay", "use", _("Visits by day"), _("As the desks counted them."), use.visits_by_day),
    Report("doc-tai-cho", "use", _("Use in the room by month"), _("Items read here and not borrowed."),
           use.in_room_by_month),
    Report("cho-dat-cho", "use", _("Waiting for holds"), _("How long readers wait for what they asked for."),
           use.hold_waits),
    Report("muon-theo-doi-tuong", "readers", _("Loans by category of reader"), _("Who borrows."),
           use.loans_by_category),
    Report("muon-theo-tuoi", "readers", _("Loans by age"), _("As counted with each loan."), use.loans_by_age),
    Report("ban-doc-moi", "readers", _("New readers by month"), _("Cards given out for the first time."),
           use.new_readers_by_month),
    Report("ban-doc-tich-cuc", "readers", _("Active readers"), _("Who borrowed in the twelve months before."),
           use.active_by_month),
    Report("von-theo-mon-loai", "stock", _("Stock by class"), _("By the hundreds of the Dewey classification."),
           stock.by_class),
    Report("von-theo-loai", "stock", _("Stock by kind of material"), _("Copies and titles."), stock.by_kind),
    Report("von-theo-ngon-ngu", "stock", _("Stock by language"), _("Copies and titles."), stock.by_language),
    Report("von-theo-nam", "stock", _("Stock by age of publication"), _("How old what stands on the shelves is."),
           stock.by_age),
    Report("bo-sung", "stock", _("Additions"), _("What came, and how."), stock.additions),
    Report("khong-duoc-muon", "stock", _("Copies not lent"), _("Candidates for display, exchange or weeding."),
           stock.never_lent),
)  # fmt: skip
_BY_SLUG: Final = {one.slug: one for one in REPORTS}


def report_by(slug: str) -> Report:
    """Raises NoSuchReport."""
    if slug not in _BY_SLUG:
        raise NoSuchReport()
    return _BY_SLUG[slug]


__all__ = ["GROUPS", "REPORTS", "Report", "Result", "Scope", "report_by"]
