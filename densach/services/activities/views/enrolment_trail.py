"""Where a page of enrolment or publicity stands: activities, this activity, the page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from densach.kernel.dates import today
from densach.organisations import queries as organisations
from densach.services.activities.models import Activity
from densach.ui.nav import NavItem


def enrolment_trail(activity: Activity, here: str) -> list[NavItem]:
    items = [way(_("Activities"), "activities:home"), way(activity.title, "activities:activity", activity.pk)]
    listed = reverse("activities:enrolments", args=[activity.pk])
    if here != _("Enrolment"):
        items.append(NavItem(_("Enrolment"), listed))
    return [*items, NavItem(here, "")]


def evidence_frame(activity: Activity, at: datetime, here: str, **more: Any) -> dict[str, Any]:
    """What every page of evidence has; its trail goes by the list of evidence."""
    items = [way(_("Activities"), "activities:home"), way(activity.title, "activities:activity", activity.pk)]
    if here != _("Evidence and publicity"):
        items.append(way(_("Evidence and publicity"), "activities:evidence", activity.pk))
    place = organisations.named(activity.organisation, today(at))
    return {"activity": activity, "place": place, "trail": [*items, NavItem(here, "")], **more}


def way(label: str, name: str, *args: object) -> NavItem:
    """A step of the trail; without an address where there is no such page."""
    try:
        return NavItem(label, reverse(name, args=args))
    except NoReverseMatch:
        return NavItem(label, "")
