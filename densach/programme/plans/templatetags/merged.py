"""The way to the pages of a merged place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from densach.organisations import queries as organisations
from densach.organisations.models import Area
from densach.programme.plans.models import Plan
from densach.programme.plans.queries import Group, JudgedTarget
from densach.programme.plans.queries.merged.places import may_decide
from densach.ui.nav import NavItem

register = template.Library()


@register.simple_tag
def merged_way(area: Area, area_name: str, page: str = "") -> SafeString:
    """Plans, the place's predecessors, the page."""
    names = {
        "whole": _("How it adds up"),
        "waiting": _("Waiting for a decision"),
        "decide": _("Decide"),
        "decided": _("Decisions taken"),
    }
    items = [NavItem(_("Plans"), reverse("plans:list"))]
    url = reverse("plans:merged", args=[area.code]) if page else ""
    items.append(NavItem(_("Before the merger: %(place)s") % {"place": area_name}, url))
    if page == "decide":
        items.append(NavItem(names["waiting"], reverse("plans:merged_waiting", args=[area.code])))
    if page in names:
        items.append(NavItem(names[page], ""))
    return mark_safe(render_to_string("ui/parts/breadcrumbs.html", {"items": items}))


@register.inclusion_tag("plans/parts/outlived.html")
def outlived_notice(plan: Plan, rows: Iterable[JudgedTarget], on: date) -> dict[str, object]:
    """That targets of the plan outlived whom they asked, and where it is decided what becomes of them."""
    gone = [row.standing for row in rows if row.standing is not None]
    if not gone:
        return {}
    place = Area.objects.get(pk=organisations.whole_successor(plan.territory_id, on))
    waiting = sum(one.decision is None for one in gone)
    names = {
        "place": organisations.area_name(place.pk, on),
        "last_day": max(one.gone.last_day for one in gone),
    }
    return {"area": place, "gone": gone, "waiting": waiting, "plan": plan, **names}


@register.inclusion_tag("plans/parts/outlived_here.html", takes_context=True)
def outlived_here(context: Context, row: JudgedTarget, plan: Plan, on: date) -> dict[str, object]:
    """What became, or is to become, of one target that outlived whom it asks."""
    if row.standing is None:
        return {}
    place = Area.objects.get(pk=organisations.whole_successor(plan.territory_id, on))
    told = {"standing": row.standing, "decision": row.standing.decision, "target": row.target}
    return {**told, "area": place, "may_manage": may_decide(context["request"].actor, place, on)}


@register.filter
def rows_of(groups: Iterable[Group]) -> list[JudgedTarget]:
    """The targets of all groups."""
    return [row for group in groups for row in group.targets]
