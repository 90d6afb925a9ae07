"""A series by one rule, with its days shown before it is saved; changed from a day on; undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from densach.formats.lunar import lunar_of
from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.organisations.opening import WEEKDAYS
from densach.people.access import only_with
from densach.services.activities.access import activity_for, series_for
from densach.services.activities.actions import sessions as actions
from densach.services.activities.actions.series import when_on
from densach.services.activities.forms.times import SeriesForm, typed_series
from densach.services.activities.models import Activity, Series, SeriesRule, Term
from densach.services.activities.queries.grounds import terms_for
from densach.services.activities.queries.recurring import made_by
from densach.services.activities.queries.sessions import busy_in
from densach.services.activities.rules.activity import SeriesData, local
from densach.services.activities.rules.recurring import Lacking, Made, Skipped
from densach.services.activities.rules.rooms import Span
from densach.services.activities.rules.verbs import MANAGE
from densach.services.activities.views.planning import METHODS, trail
from densach.services.activities.views.sessions import venues_by_key
from densach.ui.http import Request
from densach.ui.nav import NavItem
from densach.ui.wording import sentence


@dataclass(frozen=True)
class Shown:
    """A day of the preview, and what already has the room then."""

    day: date
    weekday: str
    lunar: str
    taken: str


@dataclass(frozen=True)
class Preview:
    """What would be made: days, those left out by reason, lunar days that months lack."""

    days: list[Shown]
    skipped: tuple[Skipped, ...]
    lacking: tuple[Lacking, ...]
    clashes: int

    @property
    def words(self) -> str:
        """ "12 sessions; 2 left out: Lunar New Year"."""
        number = len(self.days)
        told = ngettext("%(number)s session", "%(number)s sessions", number) % {"number": number}
        if not self.skipped:
            return told
        reasons = ", ".join(dict.fromkeys(one.why for one in self.skipped))
        left = _("%(number)s left out: %(reasons)s") % {"number": len(self.skipped), "reasons": reasons}
        return f"{told}; {left}"


def _preview(activity: Activity, data: SeriesData, but: list[int]) -> Preview:
    made: Made = made_by(activity.organisation_id, data)
    busy = _busy(data, made, but)
    days = []
    for day in made.days:
        when = when_on(data, day)
        span = Span(when.starts, when.ends)
        taken = next((words for other, words in busy if span.meets(other)), "")
        days.append(Shown(day, _(WEEKDAYS[day.isoweekday()]), str(lunar_of(day)), taken))
    return Preview(days, made.skipped, made.lacking, sum(1 for one in days if one.taken))


def _busy(data: SeriesData, made: Made, but: list[int]) -> list[tuple[Span, str]]:
    if data.venue is None:
        return []
    first, last = when_on(data, made.days[0]).starts, when_on(data, made.days[-1]).ends
    return [
        (span, f"{one.activity.title}, {local(one.starts):%H:%M}–{local(one.ends):%H:%M}")
        for span, one in busy_in(data.venue, first, last, but)
    ]


def _terms(activity: Activity, on: date) -> dict[str, Term]:
    return {str(one.pk): one for one in terms_for(activity.organisation_id, since=on)}


def _form(
    request: Request, activity: Activity, rule: str, initial: dict[str, Any], series: Series | None = None
) -> tuple[SeriesForm, dict[str, Term]]:
    terms = _terms(activity, today(timezone.now()) - timedelta(days=366))
    form = SeriesForm(
        request.POST if request.method == "POST" else None, rule=rule,
        terms=[(key, term.name) for key, term in terms.items()],
        venues=venues_by_key(activity.organisation_id, series.venue if series else None), initial=initial,
        changing=series is not None,
    )  # fmt: skip
    return form, terms


def _rules(address: str, rule: str) -> list[NavItem]:
    return [
        NavItem(str(label), f"{address}?kieu={code}", active=code == rule)
        for code, label in SeriesRule.choices
    ]


def _rule_of(request: Request, standing: str = SeriesRule.WEEKLY) -> str:
    asked = request.GET.get("kieu", "")
    return asked if asked in SeriesRule.values else standing


@only_with(MANAGE)
@require_http_methods(METHODS)
def new(request: Request, pk: int) -> HttpResponse:
    """First the days are shown; the second button makes the sessions."""
    found = activity_for(request.actor, pk, MANAGE)
    rule = _rule_of(request)
    form, terms = _form(request, found, rule, {"channel": found.channel})
    preview = None
    if form.is_bound and form.is_valid():
        try:
            data = form.data_with(terms)
            if "save" in request.POST:
                series = actions.add_series(
                    at=timezone.now(), actor=request.actor, activity=found, data=data,
                    key=form.cleaned_data["key"],
                )  # fmt: skip
                _say(request, series.sessions.count())
                return redirect("activities:activity", pk)
            preview = _preview(found, data, [])
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
    told = {
        "form": form, "activity": found, "preview": preview, "trail": trail(_("Add a series"), found),
        "rules": _rules(reverse("activities:new_series", args=[pk]), rule), "new": True,
    }  # fmt: skip
    return render(request, "activities/plan/series.html", told, status=422 if form.errors else 200)


def _say(request: Request, number: int) -> None:
    words = ngettext("%(number)s session is made.", "%(number)s sessions are made.", number)
    messages.success(request, words % {"number": number})


@only_with(MANAGE)
@require_http_methods(METHODS)
def change(request: Request, pk: int) -> HttpResponse:
    """Another rule from a day on; what was before stays."""
    series = series_for(request.actor, pk, MANAGE)
    found, at = series.activity, timezone.now()
    rule = _rule_of(request, series.rule)
    since = max(today(at), series.first_day)
    form, terms = _form(request, found, rule, {**typed_series(series), "since": since}, series)
    preview = None
    if form.is_bound and form.is_valid():
        since = form.cleaned_data.get("since") or since
        but = list(series.sessions.filter(slot__gte=since).values_list("pk", flat=True))
        try:
            data = form.data_with(terms)
            if "save" in request.POST:
                changed = actions.change_series(
                    at=at, actor=request.actor, series=series, data=data, since=since,
                    seen=form.cleaned_data["seen"],
                )  # fmt: skip
                _say(request, changed.sessions.filter(state="planned").count())
                return redirect("activities:activity", found.pk)
            preview = _preview(found, data, but)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
    told = {
        "form": form, "activity": found, "preview": preview, "trail": trail(_("Change the series"), found),
        "rules": _rules(reverse("activities:change_series", args=[pk]), rule), "series": series,
    }  # fmt: skip
    return render(request, "activities/plan/series.html", told, status=422 if form.errors else 200)


@only_with(MANAGE)
@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    """A series just made was a mistake."""
    series = series_for(request.actor, pk, MANAGE)
    activity = series.activity_id
    try:
        number = actions.undo_series(at=timezone.now(), actor=request.actor, series=series)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        words = ngettext("The series is gone, with its %(number)s session.",
                         "The series is gone, with its %(number)s sessions.", number)  # fmt: skip
        messages.success(request, words % {"number": number})
    return redirect("activities:activity", activity)
