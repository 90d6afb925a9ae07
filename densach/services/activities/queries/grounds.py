"""Rooms with what stands in them, terms and holidays of a unit, and the sessions that these meet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from densach.services.activities.models import Holiday, Session, SessionState, Term, Venue


def venues_of(units: Iterable[int], *, ended: bool = False) -> QuerySet[Venue]:
    """The rooms of the units by name, with their equipment; those no longer used only when asked for."""
    rows = Venue.objects.filter(organisation_id__in=list(units)).prefetch_related("equipment")
    if not ended:
        rows = rows.filter(ended_on__isnull=True)
    return rows.select_related("organisation").order_by("organisation_id", "folded_name", "pk")


def terms_for(unit: int | None, *, since: date | None = None) -> QuerySet[Term]:
    """Terms of everyone and of the unit, the latest first; with `since` those that have not ended before it."""
    rows = Term.objects.filter(Q(organisation__isnull=True) | Q(organisation_id=unit))
    if since is not None:
        rows = rows.filter(last_day__gte=since)
    return rows.select_related("organisation").order_by("-first_day", "name")


def holidays_for(unit: int | None, *, since: date | None = None) -> QuerySet[Holiday]:
    """Holidays of everyone and of the unit, the earliest first; with `since` those that have not ended before it."""
    rows = Holiday.objects.filter(Q(organisation__isnull=True) | Q(organisation_id=unit))
    if since is not None:
        rows = rows.filter(last_day__gte=since)
    return rows.select_related("organisation").order_by("first_day", "name")


def sessions_in_holiday(holiday: Holiday, units: Iterable[int], at: datetime) -> QuerySet[Session]:
    """Planned sessions of series that skip holidays, on days of this one, in these units."""
    rows = Session.objects.filter(
        on__gte=holiday.first_day,
        on__lte=holiday.last_day,
        state=SessionState.PLANNED,
        series__skips_holidays=True,
        starts__gt=at,
        organisation_id__in=list(units),
    )
    if holiday.organisation_id is not None:
        rows = rows.filter(organisation_id=holiday.organisation_id)
    return rows.select_related("activity").order_by("starts", "pk")
