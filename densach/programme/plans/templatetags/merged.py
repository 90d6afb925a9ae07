"""The way to the pages of a merged place."""

from __future__ import annotations

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from densach.organisations.models import Area
from densach.ui.nav import NavItem

register = template.Library()


@register.simple_tag
def merged_way(area: Area, area_name: str, page: str = "") -> SafeString:
    """Plans, the place's predecessors, the page."""
    names = {
        "whole": _("How it adds up"),
        "waiting": _("Waiting for a decision"),
        "decide": _("Decide"),
        "decided": _("Decided"),
    }
    items = [NavItem(_("Plans"), reverse("plans:list"))]
    url = reverse("plans:merged", args=[area.code]) if page else ""
    items.append(NavItem(_("Before the merger: %(place)s") % {"place": area_name}, url))
    if page == "decide":
        items.append(NavItem(names["waiting"], reverse("plans:merged_waiting", args=[area.code])))
    if page in names:
        items.append(NavItem(names[page], ""))
    return mark_safe(render_to_string("ui/parts/breadcrumbs.html", {"items": items}))
