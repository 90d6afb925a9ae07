"""Readers as the register needs them: who is alike, what is open."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from densach.kernel.vietnamese import fold
from densach.people.rules.staffing import PersonData
from densach.services.circulation.models import Patron


def alike(data: PersonData, libraries: Collection[int], without: int | None = None) -> list[Patron]:
    """Readers of the same folded name whose birth date or telephone agrees; a name alone finds only the libraries' own
    readers of whom neither is known.
    """
    name = fold(" ".join(data.name.split()))
    rows = Patron.objects.select_related("person").filter(
        person__folded_name=name, merged_into__isnull=True, person__erased_at__isnull=True
    )
    if without is not None:
        rows = rows.exclude(pk=without)
    same = Q()
    if data.birth_date is not None:
        same |= Q(person__birth_date=data.birth_date)
    if data.phone.strip():
        same |= Q(person__phone=data.phone.strip())
    if not same:
        same = Q(person__birth_date__isnull=True, home__in=libraries)
    return list(rows.filter(same).order_by("pk")[:10])
