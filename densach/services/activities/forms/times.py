"""When: a session, a series by its rule, a room, a term or a holiday."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from densach.kernel.errors import Refusal
from densach.organisations.opening import WEEKDAYS
from densach.services.activities.forms.fields import Choices, ClockField, DayField, key_field, numeric, offer
from densach.services.activities.models import Channel, LeapRule, Series, SeriesRule, Session, Term, Venue
from densach.services.activities.queries.recurring import data_of
from densach.services.activities.rules.activity import SeriesData, When, instant, local
from densach.services.activities.rules.grounds import Equipment, SpanData, VenueData
from densach.services.activities.rules.recurring import read_dates, read_days, seen_as
from densach.ui.wording import sentence

REACHES: Final = (
    ("one", _("this session only")),
    ("following", _("this one and those that follow")),
    ("all", _("all that are still to come")),
)
# "Ghế: 120 (4)" or "120 ghế (4 hỏng)": name, quantity, broken ones.
_THING: Final = re.compile(
    r"^(?:(?P<first>\d+)\s+)?(?P<name>.+?)(?:\s*[:x×]\s*(?P<quantity>\d+))?(?:\s*\(\s*(?P<broken>\d+)[^)]*\))?$"
)


class PlaceFields(forms.Form):
    """Where: a room of the unit, or a place in words."""

    venue = forms.ChoiceField(label=_("Room"), required=False)
    place = forms.CharField(
        label=_("Other place"), max_length=200, required=False,
        help_text=_("Where it is none of the unit's rooms: “Trường Tiểu học Long Điền”."),
    )  # fmt: skip
    channel = forms.ChoiceField(label=_("How it is held"), choices=Channel.choices)

    def __init__(self, *args: Any, venues: Mapping[str, Venue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.venues = venues
        offer(self, "venue", [("", _("none of the unit's rooms")), *((k, v.name) for k, v in venues.items())])


class SessionForm(PlaceFields):
    """One session. It ends on the same day unless a last day is told."""

    day = DayField(label=_("Day"))
    starts = ClockField(label=pgettext_lazy("activity", "From"), required=False)
    ends = ClockField(label=pgettext_lazy("activity", "To"), required=False)
    last_day = DayField(label=_("Ends on another day"), required=False)
    all_day = forms.BooleanField(label=_("The whole day"), required=False)
    topic = forms.CharField(label=_("Topic of this session"), max_length=200, required=False)
    seen_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = key_field()

    field_order: tuple[str, ...] = (
        "day",
        "starts",
        "ends",
        "last_day",
        "all_day",
        "venue",
        "place",
        "channel",
        "topic",
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        for name in ("starts", "ends"):
            if not told.get("all_day") and not told.get(name) and name not in self.errors:
                self.add_error(name, _("Write the time, or tick the whole day."))
        return told

    def when(self) -> When:
        """The session's time and place; call it on a valid form."""
        told = self.cleaned_data
        day, last = told["day"], told["last_day"] or told["day"]
        if told["all_day"]:
            starts, ends = instant(day, time()), instant(last, time())
            ends += timedelta(days=1)
        else:
            starts, ends = instant(day, told["starts"]), instant(last, told["ends"])
        return When(
            starts=starts, ends=ends, venue=self.venues.get(told["venue"]), place=told["place"],
            channel=told["channel"], topic=told["topic"], all_day=told["all_day"],
        )  # fmt: skip


class MoveForm(SessionForm):
    """Another time for one session, the following or all."""

    reach = forms.ChoiceField(label=_("What moves"), choices=REACHES, widget=forms.RadioSelect, initial="one")

    field_order: tuple[str, ...] = ("reach", *SessionForm.field_order)


class CancelForm(forms.Form):
    """Called off: how many, and why."""

    reach = forms.ChoiceField(
        label=_("What is called off"), choices=REACHES, widget=forms.RadioSelect, initial="one"
    )
    why = forms.CharField(label=_("Reason"), max_length=300, help_text=_("Whoever wanted to come reads it."))
    seen_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


def typed_session(session: Session) -> dict[str, Any]:
    """What the form shows of a session that there is."""
    first, last = local(session.starts), local(session.ends)
    ended = (last - timedelta(seconds=1)).date()
    return {
        "day": first.date(), "starts": first.time(), "ends": last.time(),
        "last_day": ended if ended != first.date() else None, "all_day": session.all_day,
        "venue": str(session.venue_id or ""), "place": session.place, "channel": session.channel,
        "topic": session.topic, "seen_revision": session.revision,
    }  # fmt: skip


class SeriesForm(PlaceFields):
    """A series by one kind of rule: only its own fields are shown."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days of the week"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    every = numeric(_("Every how many weeks"), least=1, most=52, initial=1)
    lunar_days = forms.CharField(
        label=_("Lunar days"), required=False, max_length=60,
        help_text=_("Days of the lunar month: “1, 15”. A month without the 30th is left out."),
    )  # fmt: skip
    lunar_month = forms.TypedChoiceField(label=_("Lunar month"), coerce=int, required=False, empty_value=None)
    leap = forms.ChoiceField(label=_("When the year has a leap month"), choices=LeapRule.choices)
    days = numeric(_("How many days in a row"), least=1, most=31, initial=1)
    dates = forms.CharField(
        label=_("Dates"), required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line, or parted by commas: 21/04/2026, 22/04/2026."),
    )  # fmt: skip
    starts = ClockField(label=pgettext_lazy("activity", "From"))
    ends = ClockField(label=pgettext_lazy("activity", "To"))
    term = forms.ChoiceField(label=pgettext_lazy("activity", "Term"), required=False)
    first_day = DayField(label=pgettext_lazy("activity", "First day"), required=False)
    last_day = DayField(label=pgettext_lazy("activity", "Last day"), required=False)
    skips_holidays = forms.BooleanField(
        label=_("Leave out holidays and days on which the house is closed"), required=False, initial=True
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    key = key_field()
    since = DayField(label=_("Holds from"), required=False)

    field_order: tuple[str, ...] = (
        "since", "weekdays", "every", "lunar_month", "lunar_days", "leap", "days", "dates", "starts", "ends", "term",
        "first_day", "last_day", "venue", "place", "channel", "skips_holidays",
    )  # fmt: skip
    OF_RULE: Final = {
        SeriesRule.WEEKLY: ("weekdays", "every", "term", "first_day", "last_day", "skips_holidays"),
        SeriesRule.LUNAR_MONTHLY: ("lunar_days", "leap", "first_day", "last_day", "skips_holidays"),
        SeriesRule.LUNAR_YEARLY: (
            "lunar_month", "lunar_days", "leap", "days", "first_day", "last_day", "skips_holidays",
        ),
        SeriesRule.DATES: ("dates", "skips_holidays"),
    }  # fmt: skip

    def __init__(self, *args: Any, rule: str, terms: Choices, changing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = SeriesRule(rule)
        own = {*self.OF_RULE[self.rule], "starts", "ends", "venue", "place", "channel", "seen", "key"}
        own |= {"since"} if changing else set()
        for name in set(self.fields) - own:
            del self.fields[name]
        if "weekdays" in own:
            offer(self, "weekdays", [(str(number), gettext(name)) for number, name in WEEKDAYS.items()])
            offer(self, "term", [("", _("no term: by first and last day")), *terms])
        if "lunar_month" in own:
            offer(self, "lunar_month", [("", "–"), *((str(number), str(number)) for number in range(1, 13))])
        # What its rule cannot do without.
        for name in {"weekdays", "lunar_month", "lunar_days", "dates"} & own:
            self.fields[name].required = True
        if "term" not in own:
            for name in {"first_day", "last_day"} & own:
                self.fields[name].required = True
        if "leap" in own:
            self.fields["leap"].initial = (
                LeapRule.BOTH if self.rule == SeriesRule.LUNAR_MONTHLY else LeapRule.PLAIN
            )

    def _read(self, name: str, read: Any) -> Any:
        try:
            return read(self.cleaned_data.get(name) or "")
        except Refusal as refusal:
            self.add_error(name, sentence(refusal))
            return ()

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if "lunar_days" in self.fields:
            told["lunar_days"] = self._read("lunar_days", read_days)
        if "dates" in self.fields:
            told["dates"] = self._read("dates", read_dates)
        starts, ends = told.get("starts"), told.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("A session ends after it starts."))
        return told

    def data_with(self, terms: Mapping[str, Term]) -> SeriesData:
        """The series as a value; call it on a valid form."""
        told = self.cleaned_data
        starts, ends = told["starts"], told["ends"]
        minutes = (ends.hour - starts.hour) * 60 + ends.minute - starts.minute
        return SeriesData(
            rule=self.rule.value, start_time=starts, minutes=minutes, first_day=told.get("first_day"),
            last_day=told.get("last_day"), weekdays=tuple(told.get("weekdays") or ()),
            every=told.get("every") or 1, lunar_days=tuple(told.get("lunar_days") or ()),
            lunar_month=told.get("lunar_month"), leap=told.get("leap") or LeapRule.PLAIN,
            days=told.get("days") or 1, dates=tuple(told.get("dates") or ()),
            term=terms.get(told.get("term") or ""), venue=self.venues.get(told["venue"]), place=told["place"],
            channel=told["channel"], skips_holidays=bool(told.get("skips_holidays")),
        )  # fmt: skip


def typed_series(series: Series) -> dict[str, Any]:
    """What the form shows of a series that there is."""
    data = data_of(series)
    begin = instant(data.first_day or date(2026, 1, 1), data.start_time)
    return {
        "weekdays": list(data.weekdays), "every": data.every,
        "lunar_days": ", ".join(str(day) for day in data.lunar_days), "lunar_month": data.lunar_month,
        "leap": data.leap, "days": data.days,
        "dates": "\n".join(f"{day:%d/%m/%Y}" for day in data.dates), "starts": data.start_time,
        "ends": (begin + timedelta(minutes=data.minutes)).time(), "term": str(series.term_id or ""),
        "first_day": data.first_day, "last_day": data.last_day, "venue": str(series.venue_id or ""),
        "place": data.place, "channel": data.channel, "skips_holidays": data.skips_holidays,
        "seen": seen_as(data),
    }  # fmt: skip


class VenueForm(forms.Form):
    """A room; what stands in it is a line each."""

    name = forms.CharField(label=_("Name of the room"), max_length=120)
    seats = numeric(_("Seats"), most=100_000)
    equipment = forms.CharField(
        label=_("What stands in it"), required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("A line each: “Chairs: 120 (4 broken)”."),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    seen_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def data_typed(self) -> VenueData:
        """The room as a value; call it on a valid form."""
        told = self.cleaned_data
        lines = [line.strip() for line in told["equipment"].splitlines()]
        things = tuple(_thing(found) for line in lines if (found := _THING.match(line)))
        return VenueData(told["name"], told["seats"], told["note"], things)


def _thing(found: re.Match[str]) -> Equipment:
    name, first = found["name"].strip(), found["first"]
    if first and found["quantity"]:
        name = f"{first} {name}"
    return Equipment(name, int(found["quantity"] or first or 1), int(found["broken"] or 0))


def typed_venue(venue: Venue) -> dict[str, Any]:
    """What the form shows of a room that there is."""
    lines = [
        f"{one.name}: {one.quantity}" + (f" ({one.broken})" if one.broken else "")
        for one in venue.equipment.order_by("pk")
    ]
    return {
        "name": venue.name, "seats": venue.seats, "note": venue.note, "equipment": "\n".join(lines),
        "seen_revision": venue.revision,
    }  # fmt: skip


class SpanForm(forms.Form):
    """A term or a holiday, of a unit or of everyone."""

    unit = forms.ChoiceField(label=_("Holds for"), required=False)
    name = forms.CharField(label=_("Name"), max_length=120)
    first_day = DayField(label=pgettext_lazy("activity", "First day"))
    last_day = DayField(label=pgettext_lazy("activity", "Last day"))

    def __init__(self, *args: Any, units: Choices, everywhere: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("all units"))] if everywhere else []
        offer(self, "unit", [*every, *units])
        self.fields["unit"].required = not everywhere

    def span(self) -> SpanData:
        """The days as a value; call it on a valid form."""
        told = self.cleaned_data
        return SpanData(told["name"], told["first_day"], told["last_day"])
