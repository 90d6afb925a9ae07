"""The page of an activity as values: what is told of it, its series, its sessions page by page, its tabs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from densach.kernel.actor import Actor
from densach.organisations.opening import WEEKDAYS
from densach.services.activities.models import (
    Activity,
    ActivityState,
    CountMode,
    EnrolMode,
    Series,
    SeriesRule,
    Session,
    SessionState,
)
from densach.services.activities.queries.activities import partners_of, roles_of
from densach.services.activities.queries.sessions import came_to, in_two_places, sessions_of, untouched
from densach.services.activities.rules.activity import ACTS, when_text
from densach.services.activities.rules.bands import BY_CODE
from densach.services.activities.rules.certifying import ISSUE
from densach.services.activities.rules.kinds import ASKS, ROLES
from densach.services.activities.rules.occasions import OCCASIONS
from densach.services.activities.rules.recurring import undoable
from densach.services.activities.rules.verbs import ATTEND, VIEW
from densach.ui.figures import language, number_text
from densach.ui.nav import NavItem

PAGE: Final = 50


@dataclass(frozen=True)
class SeriesLine:
    """A series in words, with what is left of it."""

    series: Series
    words: str
    number: int
    undoable: bool


@dataclass(frozen=True)
class SessionLine:
    """A session in words; how many came once it is closed; `waits`: it is over and not closed yet."""

    session: Session
    words: str
    came: int | None
    waits: bool


def facts_of(activity: Activity) -> list[tuple[str, str]]:
    """Label and value of what is told; what is not told is left out."""
    lang = language()
    ages = ", ".join(_(BY_CODE[code].name) for code in activity.audience if code in BY_CODE)
    told = [
        (_("Kind"), activity.kind.name),
        (_("Interest"), str(activity.get_interest_display())),
        (_("For which ages"), ages or _("everyone")),
        (_("Belongs to"), _(OCCASIONS[activity.occasion]) if activity.occasion in OCCASIONS else ""),
        (_("How it is held"), str(activity.get_channel_display())),
        (_("Whom to ask"), activity.contact),
        (_("Number of the decision or plan"), activity.paper_number),
        (_("How those who come are counted"), str(CountMode(activity.count_mode).label)),
        *((_(ASKS[name]).capitalize(), str(text)) for name, text in activity.extra.items() if name in ASKS),
    ]
    if activity.enrol_mode != EnrolMode.NONE:
        places = number_text(activity.capacity, lang) if activity.capacity else _("no limit")
        told += [
            (_("Enrolment"), str(EnrolMode(activity.enrol_mode).label)),
            (pgettext("activity", "Places"), places),
            (_("Fee in đồng"), number_text(activity.fee, lang) if activity.fee else _("free of charge")),
        ]
    return [(label, value) for label, value in told if value]


def series_words(series: Series) -> str:
    """ "Every Monday, Thursday, 19:00, 90 minutes, 01/09/2026 – 30/11/2026"."""
    span = f"{series.first_day:%d/%m/%Y} – {series.last_day:%d/%m/%Y}"
    days = ", ".join(str(day) for day in series.lunar_days)
    if series.rule == SeriesRule.WEEKLY:
        names = ", ".join(_(WEEKDAYS[day]) for day in series.weekdays)
        rule = names if series.every == 1 else _("%(days)s, every %(every)s weeks") % {
            "days": names, "every": series.every,
        }  # fmt: skip
    elif series.rule == SeriesRule.LUNAR_MONTHLY:
        rule = _("lunar days %(days)s of each month") % {"days": days}
    elif series.rule == SeriesRule.LUNAR_YEARLY:
        rule = _("lunar day %(days)s of month %(month)s") % {"days": days, "month": series.lunar_month}
    else:
        rule = _("single dates")
    return f"{rule}; {series.start_time:%H:%M}; {span}"


def page_of(activity: Activity, at: datetime, start: int) -> dict[str, Any]:
    """What the page needs, in a number of queries that does not grow with the sessions."""
    rows = sessions_of(activity)
    found = list(rows[start : start + PAGE + 1])
    coming = [one for one in found[:PAGE] if one.ends > at]
    series = list(activity.series.select_related("venue", "term").order_by("first_day", "pk"))
    numbers: dict[int, int] = {}
    for key in activity.sessions.filter(state="planned", starts__gt=at).values_list("series_id", flat=True):
        if key is not None:
            numbers[key] = numbers.get(key, 0) + 1
    fresh = untouched(one.pk for one in series if undoable(one.made_at, at))
    return {
        "sessions": _lines(activity, found[:PAGE], at),
        "previous_url": f"?tu={max(start - PAGE, 0)}" if start else "",
        "next_url": f"?tu={start + PAGE}" if len(found) > PAGE else "",
        "series": [
            SeriesLine(one, series_words(one), numbers.get(one.pk, 0), one.pk in fresh) for one in series
        ],
        "roles": [(_(ROLES.get(one.role, one.role)), one) for one in roles_of(activity)],
        "partners": partners_of(activity),
        "warnings": in_two_places(coming),
        "acts": ACTS.get(activity.state, {}),
        "state": str(ActivityState(activity.state).label),
    }


def _lines(activity: Activity, sessions: list[Session], at: datetime) -> list[SessionLine]:
    came = came_to([one.pk for one in sessions if one.state == SessionState.HELD])
    draft = activity.state == ActivityState.DRAFT
    return [
        SessionLine(
            one, when_text(one.starts, one.ends), came.get(one.pk),
            one.state == SessionState.PLANNED and one.ends <= at and not draft,
        )
        for one in sessions
    ]  # fmt: skip


def tabs_of(actor: Actor, activity: Activity, here: str) -> list[NavItem]:
    """The parts of the activity; those that an installation leaves out have no tab."""
    every = [
        ("sessions", VIEW, _("Sessions"), "activities:activity", "calendar-event"),
        ("people", VIEW, _("Who has a part"), "activities:roles", "people"),
        ("enrolments", ATTEND, _("Enrolment"), "activities:enrolments", "person-plus"),
        ("sheet", ATTEND, _("Sign-in sheet"), "activities:sign_in_sheet", "printer"),
        ("certificates", ISSUE, _("Certificates of a class"), "activities:certificates", "patch-check"),
        ("evidence", VIEW, _("Evidence and publicity"), "activities:evidence", "images"),
    ]
    found = []
    for name, verb, label, address, icon in every:
        if name == "enrolments" and activity.enrol_mode == EnrolMode.NONE and not activity.kind.enrols:
            continue
        if name == "certificates" and not activity.kind.certificate:
            continue
        if actor.may(verb, activity.organisation) and (url := _there(address, activity.pk)):
            found.append(NavItem(label, url, icon, active=name == here))
    return found


def _there(address: str, pk: int) -> str:
    try:
        return reverse(address, args=[pk])
    except NoReverseMatch:
        return ""


def told_of(session: Session) -> str:
    """The session in one line."""
    words = when_text(session.starts, session.ends)
    return f"{words} · {session.topic}" if session.topic else words
