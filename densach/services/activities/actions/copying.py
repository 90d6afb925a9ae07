"""Last year's activity once more: what it is, who has a part in it, and its series on the days of another year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction

from densach.kernel.actor import Actor
from densach.services.activities.actions.planning import (
    plan_activity,
    require_manage,
    write_partners,
    write_roles,
)
from densach.services.activities.actions.series import add_series
from densach.services.activities.models import Activity, Series, SeriesRule
from densach.services.activities.queries.activities import data_of_activity
from densach.services.activities.queries.recurring import data_of
from densach.services.activities.rules.activity import PartnerData, RoleData, SeriesData


@transaction.atomic
def copy_activity(
    *,
    at: datetime,
    actor: Actor,
    activity: Activity,
    title: str = "",
    first_day: date | None = None,
    series: Sequence[Series] = (),
) -> Activity:
    """A draft like it, without sessions; with `first_day` the chosen series too, so that the earliest begins then.

    Lunar rules find their own days in the new year, single dates move by as many days. Nobody is enrolled, nothing is
    counted. Raises as `plan_activity` and `add_series`.
    """
    require_manage(actor, activity.organisation)
    data = replace(data_of_activity(activity), paper=None, enrol_from=None, enrol_until=None)
    if title:
        data = replace(data, title=title)
    made = plan_activity(at=at, actor=actor, organisation=activity.organisation, data=data)
    roles = [
        RoleData(row.role, row.person, row.name, row.about)
        for row in activity.roles.filter(ended_on__isnull=True).select_related("person").order_by("pk")
    ]
    partners = [
        PartnerData(row.organisation, row.name, row.part)
        for row in activity.partners.select_related("organisation").order_by("pk")
    ]
    if roles:
        write_roles(at=at, actor=actor, activity=made, roles=roles)
    if partners:
        write_partners(at=at, actor=actor, activity=made, partners=partners)
    if first_day is not None and series:
        ahead = (first_day - min(one.first_day for one in series)).days
        for one in series:
            add_series(at=at, actor=actor, activity=made, data=_later(data_of(one), ahead))
    return made


def _later(data: SeriesData, days: int) -> SeriesData:
    shift = timedelta(days=days)
    first = data.first_day + shift if data.first_day else None
    last = data.last_day + shift if data.last_day else None
    dates = tuple(day + shift for day in data.dates) if data.rule == SeriesRule.DATES else ()
    return replace(data, first_day=first, last_day=last, dates=dates, term=None)
