"""Imports of counts, as far as somebody may know of them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from densach.facts.models import CountImport, CountRevision


def imports_of(actor_id: int | None, organisation_ids: Collection[int]) -> QuerySet[CountImport]:
    """Those that the account made, and those that touched one of the organisations."""
    touched = CountRevision.objects.filter(batch=OuterRef("pk"), count__organisation__in=organisation_ids)
    return CountImport.objects.filter(Q(made_by_id=actor_id, made_by_id__isnull=False) | Exists(touched))
