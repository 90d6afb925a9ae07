"""`{% load lineage %}{% lineage drawn %}`: a family drawn, with the list for narrow pages and the table behind."""

from __future__ import annotations

from django import template

from densach.ui.lineage import Lineage

register = template.Library()


@register.inclusion_tag("ui/parts/lineage.html")
def lineage(drawn: Lineage) -> dict[str, object]:
    """What `densach.ui.lineage.draw` gave."""
    return {"lineage": drawn}
