"""To which areas enrolment may be limited."""

from __future__ import annotations

from datetime import date

from densach.organisations import queries as organisations
from densach.organisations.models import Area


def areas_over(organisation_id: int, on: date) -> list[tuple[Area, str]]:
    """The unit's own area first, then those above it, the nation aside, each with its name of the day."""
    chain = organisations.ancestors_of_area(organisations.area_of(organisation_id, on), on)[:-1]
    names = organisations.area_names(chain, on)
    rows = {area.pk: area for area in Area.objects.filter(pk__in=chain)}
    return [(rows[key], names.get(key, "")) for key in chain if key in rows]
