"""What the pages of the register offer to choose from: places, and whom something may stand under."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from densach.kernel.dates import today
from densach.organisations import queries
from densach.organisations.access import MANAGE, manageable
from densach.organisations.kinds import FAMILY_OF
from densach.organisations.models import Area, Organisation, OrganisationVersion
from densach.organisations.page import LEVELS
from densach.ui.http import Request

Choices = list[tuple[str, str]]


def this_day() -> date:
    return today(timezone.now())


def parents(
    request: Request,
    on: date,
    province: Area | None,
    *,
    keep: Organisation | None = None,
    leave: Organisation | None = None,
) -> Choices:
    """Whom it may stand under: those whom the person keeps, and the one it stands under already."""
    choices = [
        (one.code, one.name)
        for one in manageable(request.actor, on, province)
        if leave is None or one.id != leave.pk
    ]
    if keep is not None and keep.code not in dict(choices):
        choices.insert(0, (keep.code, queries.named(keep, on).name))
    return choices


def areas_in(province: Area | None, on: date) -> Choices:
    if province is None:
        return []
    return [(code, f"{name} ({LEVELS[level]})") for code, name, level in queries.areas_of(province, on)]


def province_of(area_id: int, on: date) -> Area | None:
    """The province around an area; the area itself where it lies in none."""
    around = queries.ancestors_of_area(area_id, on)
    return next((area for area, _name in queries.provinces(on) if area.pk in around), None)


def alike_of(
    request: Request,
    present: OrganisationVersion,
    province: Area | None,
    on: date,
    *,
    any_level: bool = False,
) -> Choices:
    """Others of its family in the province that the person keeps: with whom it may merge, as whom it may go on.

    Those of its own place come first.
    """
    family = FAMILY_OF.get(present.kind)
    kinds = family.kinds if family else (present.kind,)
    levels = () if any_level else (present.level,)
    found = [
        one
        for one in queries.alive(on, kinds=kinds, levels=levels, area=province)
        if one.id != present.organisation_id and request.actor.may(MANAGE, one.id)
    ]
    return [(one.code, one.name) for one in sorted(found, key=lambda one: one.area_id != present.area_id)]
