"""Imports of counts, as far as somebody may know of them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet

from densach.facts.models import CountImport, CountRevision


def imports_of(organisation_ids: Collection[int]) -> QuerySet[CountImport]:
    """Those that touched one of the organisations."""
    touched = CountRevision.objects.filter(batch=OuterRef("pk"), count__organisation__in=organisation_ids)
    return CountImport.objects.filter(Exists(touched))
