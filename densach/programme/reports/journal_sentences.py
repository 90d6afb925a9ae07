"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "reports.asked": gettext_noop("asked %(count)s units for the report of %(period)s on %(plan)s"),
    "reports.unit_added": gettext_noop("added %(unit)s to those who report on %(period)s"),
    "reports.unit_removed": gettext_noop("took %(unit)s off those who report on %(period)s"),
    "reports.days_set": gettext_noop(
        "set the report of %(period)s due on %(due)s with figures to %(cutoff)s"
    ),
    "reports.opened": gettext_noop("opened the report of %(unit)s on %(period)s"),
    "reports.saved": gettext_noop("wrote in the report of %(unit)s on %(period)s"),
    "reports.refreshed": gettext_noop("took the figures of the report of %(unit)s on %(period)s anew"),
    "reports.submitted": gettext_noop("submitted the report of %(unit)s on %(period)s"),
    "reports.returned": gettext_noop("returned the report of %(unit)s on %(period)s: %(remark)s"),
    "reports.accepted": gettext_noop("accepted the report of %(unit)s on %(period)s"),
    "reports.consolidated": gettext_noop(
        "consolidated the report of %(unit)s on %(period)s: %(accepted)s units accepted, %(missing)s missing"
    ),
    "reports.reopened": gettext_noop("reopened the report of %(unit)s on %(period)s"),
    "reports.signed": gettext_noop("signed report No. %(number)s of %(unit)s on %(period)s, seal %(seal)s…"),
}
