"""Tables that people keep: their own, and those that colleagues share in the unit."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from densach.kernel.actor import Actor
from densach.programme.indicators.models import SavedView
from densach.programme.indicators.rules_pivot import UnknownView


def views_for(actor: Actor, organisation_id: int | None) -> QuerySet[SavedView]:
    """What the actor keeps, then what is shared in the unit, each by name."""
    mine = Q(owner_id=actor.id)
    shared = Q(shared=True, organisation_id=organisation_id) if organisation_id else Q(pk__in=[])
    return SavedView.objects.filter(mine | shared).select_related("owner").order_by("name", "pk")


def own_view(actor: Actor, pk: int) -> SavedView:
    """Raises UnknownView for somebody else's, shared or not."""
    found = SavedView.objects.filter(pk=pk, owner_id=actor.id).first()
    if found is None:
        raise UnknownView()
    return found
