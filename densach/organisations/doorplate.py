"""What stands on the door: open now or not, the hours of today, when it opens next. Values in, words out."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from densach.kernel.dates import VIETNAM
from densach.organisations.opening import Opening, Span, clock, weekday_name
from densach.ui.figures import day_text, language

_NEAR = timedelta(days=6)


def opens_at(opening: Opening, at: datetime) -> bool:
    """Whether it is open at this instant; `opening` is that of the day."""
    local = at.astimezone(VIETNAM)
    return opening.day == local.date() and any(
        span.opens <= local.time() < span.closes for span in opening.spans
    )


def today_words(opening: Opening) -> str:
    """The hours of the day, or that it is closed and why; empty where nobody has written any."""
    if opening:
        hours = ", ".join(str(span) for span in opening.spans)
        return _("Today: %(hours)s") % {"hours": hours}
    if opening.state == "unknown":
        return ""
    if opening.reason:
        return _("Closed today: %(reason)s") % {"reason": opening.reason}
    return _("Closed today")


def next_words(soon: tuple[date, Span], on: date) -> str:
    """ "Opens on Monday at 7:30": by weekday within a week, else by date."""
    day, span = soon
    hour = clock(span.opens)
    if day == on:
        return _("Opens today at %(hour)s") % {"hour": hour}
    if day - on <= _NEAR:
        return _("Opens on %(weekday)s at %(hour)s") % {
            "weekday": weekday_name(day.isoweekday()),
            "hour": hour,
        }
    return _("Opens on %(day)s at %(hour)s") % {"day": day_text(day, language()), "hour": hour}
