"""What a series would be, before it is: its days, those it skips, and which lunar days months lack."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from densach.organisations import queries as organisations
from densach.services.activities.models import Channel, Holiday, Series
from densach.services.activities.rules.activity import SeriesData
from densach.services.activities.rules.recurring import Made, Off, days_of, require_sound, span_of


def off_days(organisation_id: int, first: date, last: date) -> list[Off]:
    """Holidays of everyone and of the unit, and closures of the house, that touch the days."""
    rows = Holiday.objects.filter(
        Q(organisation__isnull=True) | Q(organisation_id=organisation_id),
        first_day__lte=last,
        last_day__gte=first,
    )
    holidays = [Off(row.first_day, row.last_day, row.name) for row in rows]
    closures = [
        Off(row.first_day, row.last_day, row.reason)
        for row in organisations.closures_of(organisation_id, since=first)
        if row.first_day <= last
    ]
    return sorted(holidays + closures)


def made_by(organisation_id: int, data: SeriesData) -> Made:
    """The days of the rule for this unit; writes nothing. Raises as `rules.recurring.days_of`."""
    require_sound(data)
    first, last = span_of(data)
    return days_of(data, off_days(organisation_id, first, last))


def data_of(series: Series) -> SeriesData:
    """The series as a value, as its form shows it."""
    held = series.sessions.order_by("-starts").values_list("channel", flat=True).first()
    return SeriesData(
        rule=series.rule,
        start_time=series.start_time,
        minutes=series.minutes,
        first_day=series.first_day,
        last_day=series.last_day,
        weekdays=tuple(series.weekdays),
        every=series.every,
        lunar_days=tuple(series.lunar_days),
        lunar_month=series.lunar_month,
        leap=series.leap,
        days=series.days,
        dates=tuple(date.fromisoformat(day) for day in series.dates),
        term=series.term,
        venue=series.venue,
        place=series.place,
        channel=held or Channel.ONSITE,
        skips_holidays=series.skips_holidays,
    )
