"""The ways of the citizens' roof."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from densach.portal.institutions import GROUPS
from densach.ui.http import Request
from densach.ui.nav import NavItem


def items(request: Request) -> list[NavItem]:
    """The groups of institutions, what was promised, and for staff the way to their desk."""
    ways = [(_("Find a book"), reverse("portal:search"), "search")]
    ways.append((pgettext("activities", "Calendar"), reverse("portal:calendar"), "calendar3"))
    ways += [(str(group.label), reverse(f"portal:{group.name}"), group.icon) for group in GROUPS]
    ways.append((_("Plans"), reverse("portal:plans"), "bullseye"))
    ways.append((pgettext("navigation", "Mine"), reverse("portal:mine"), "person-vcard"))
    found = [NavItem(label, url, icon, active=request.path == url) for label, url, icon in ways]
    if request.actor.may("plan.view", None):
        found.append(NavItem(_("My desk"), reverse("workspace:home"), "card-checklist"))
    return found
