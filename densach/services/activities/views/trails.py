"""Where a page of a session stands: the activity above it, the session, the page."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from densach.services.activities.models import Session
from densach.services.activities.rules.activity import local
from densach.ui.nav import NavItem


def trail_of(session: Session, here: str) -> list[NavItem]:
    """Activities, this activity, this session, the page itself."""
    day = f"{local(session.starts):%H:%M %d/%m/%Y}"
    items = [
        _way(_("Activities"), "activities:home"),
        _way(session.activity.title, "activities:activity", session.activity_id),
        _way(day, "activities:session", session.pk),
    ]
    return [*items, NavItem(here, "")]


def _way(label: str, name: str, *args: object) -> NavItem:
    try:
        return NavItem(label, reverse(name, args=args))
    except NoReverseMatch:
        return NavItem(label, "")
