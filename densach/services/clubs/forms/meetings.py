"""A meeting, a trip, a year's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.kernel.dates import today
from densach.kernel.numbers import whole_number
from densach.organisations.models import Area
from densach.services.activities.rules.activity import local
from densach.services.clubs.forms.fields import (
    ALL,
    AreaField,
    CrowdForm,
    SeenForm,
    choose,
    day_field,
    minutes_field,
    offer_areas,
    time_field,
    words_field,
)
from densach.services.clubs.models import Trip
from densach.services.clubs.queries.trips import Wanted
from densach.services.clubs.rules.given import MeetingData, TripData

_LENGTH, _TRIP_LENGTH = 90, 120


def _before(at: datetime, minutes: int) -> str:
    """The full hour at which something began that is over now; midnight where the day is younger than that."""
    began = local(at - timedelta(minutes=minutes))
    return f"{began:%H}:00" if began.date() == local(at).date() else "00:00"


class MeetingForm(CrowdForm):
    """A meeting that was held: day, how many came; the rest may stay as it stands."""

    on = day_field(_("Day"))
    starts = time_field(_("From the hour"))
    minutes = minutes_field(_LENGTH)
    topic = forms.CharField(label=_("What it was about"), max_length=200, required=False)
    place = forms.CharField(label=pgettext_lazy("club", "Where"), max_length=200, required=False)
    field_order = ("on", "total", "starts", "minutes", "topic", "place", "key")

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        initial = {"on": today(at), "starts": _before(at, _LENGTH), **kwargs.pop("initial", {})}
        super().__init__(*args, **{**kwargs, "initial": initial})

    def data_of(self) -> MeetingData:
        told = self.cleaned_data
        return MeetingData(
            on=told["on"], crowd=self.crowd, starts=told["starts"], minutes=told["minutes"], place=told["place"],
            topic=told["topic"], key=told["key"],
        )  # fmt: skip


class TripForm(CrowdForm):
    """A trip, planned or made. Who came is told where it was made already."""

    on = day_field(_("Day"))
    starts = time_field(_("From the hour"))
    minutes = minutes_field(_TRIP_LENGTH)
    place = forms.CharField(
        label=pgettext_lazy("trip", "Where"),
        max_length=200,
        help_text=_("Hamlet, school, square: where people came."),
    )
    area = AreaField(label=_("Commune"), queryset=Area.objects.none(), required=False, empty_label="–")
    programme = forms.CharField(label=_("Programme"), max_length=300, required=False)
    performers = forms.IntegerField(
        label=_("How many performed"), min_value=0, max_value=1000, required=False, initial=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    vehicle = forms.CharField(label=_("Vehicle"), max_length=120, required=False)
    note = forms.CharField(label=pgettext_lazy("club", "Note"), max_length=300, required=False)
    field_order = (
        "revision", "on", "starts", "minutes", "place", "area", "programme", "performers", "vehicle", "note", "total",
        "key",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        at: datetime,
        areas: Sequence[tuple[int, str]],
        trip: Trip | None = None,
        **kwargs: Any,
    ) -> None:
        initial = {"on": today(at), "starts": "19:00"} if trip is None else _of(trip)
        super().__init__(*args, **{**kwargs, "initial": {**initial, **kwargs.pop("initial", {})}})
        offer_areas(self, "area", areas)
        self.only = areas[0][0] if len(areas) == 1 else None

    def data_of(self, *, counted: bool = True) -> TripData:
        told = self.cleaned_data
        area = told.get("area")
        if area is None and self.only is not None:
            area = Area.objects.filter(pk=self.only).first()
        return TripData(
            on=told["on"], starts=told["starts"], minutes=told["minutes"], place=told["place"], area=area,
            programme=told["programme"], performers=told["performers"] or 0, vehicle=told["vehicle"],
            note=told["note"], crowd=self.crowd if counted and self.told else None, key=told["key"],
        )  # fmt: skip


class ChangeTripForm(SeenForm, TripForm):
    """What is told of a trip; who came is put right on its sheet. `revision`: of its session."""

    def __init__(self, *args: Any, trip: Trip, **kwargs: Any) -> None:
        super().__init__(*args, trip=trip, **kwargs)
        del self.fields["total"]
        if trip.session.closed_at is not None:
            for name in ("on", "starts", "minutes", "place"):
                del self.fields[name]
        self.trip = trip

    def data_of(self, *, counted: bool = False) -> TripData:
        for name, value in _of(self.trip).items():
            self.cleaned_data.setdefault(name, value)
        return super().data_of(counted=False)


def _of(trip: Trip) -> dict[str, Any]:
    session = trip.session
    starts = local(session.starts)
    minutes = round((session.ends - session.starts).total_seconds() / 60)
    return {
        "on": session.on, "starts": starts.time(), "minutes": minutes,
        "place": session.place, "area": trip.area, "programme": trip.programme, "performers": trip.performers,
        "vehicle": trip.vehicle, "note": trip.note, "revision": session.revision, "key": "",
    }  # fmt: skip


class TripsFilter(forms.Form):
    """An unknown value in the address asks for nothing."""

    nam = forms.ChoiceField(label=_("Year"), required=False)
    thang = forms.ChoiceField(label=pgettext_lazy("trip", "Month"), required=False)
    doi = forms.ChoiceField(label=pgettext_lazy("trip", "Team"), required=False)
    don_vi = forms.ChoiceField(label=_("Unit"), required=False)
    dia_ban = forms.ChoiceField(label=_("Commune"), required=False)
    tinh_trang = forms.ChoiceField(label=_("State"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        on: date,
        teams: Sequence[tuple[int, str]],
        units: Sequence[tuple[int, str]],
        areas: Sequence[tuple[int, str]],
    ) -> None:
        super().__init__(data)
        choose(
            self,
            "nam",
            [(str(year), str(year)) for year in range(on.year + 1, on.year - 8, -1)],
            none=str(on.year),
        )
        choose(self, "thang", [(str(one), str(one)) for one in range(1, 13)], none=ALL)
        states = [
            ("held", pgettext_lazy("trip", "counted")),
            ("planned", pgettext_lazy("trip", "not closed yet")),
        ]
        choose(self, "tinh_trang", states, none=ALL)
        for name, rows in (("doi", teams), ("don_vi", units), ("dia_ban", areas)):
            choose(self, name, [(str(key), label) for key, label in rows], none=ALL)
            if len(rows) < 2:
                del self.fields[name]
        self.is_valid()
        self.on = on

    def chosen(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")

    @property
    def year(self) -> int:
        return whole_number(self.chosen("nam")) or self.on.year

    def wanted(self) -> Wanted:
        return Wanted(
            year=self.year, month=whole_number(self.chosen("thang")), unit=whole_number(self.chosen("don_vi")),
            club=whole_number(self.chosen("doi")), area=whole_number(self.chosen("dia_ban")),
            state=self.chosen("tinh_trang"),
        )  # fmt: skip


class SummaryForm(SeenForm):
    """A year in the club's own words."""

    did = words_field(pgettext_lazy("club", "What was done"), rows=5, limit=4000)
    lacked = words_field(_("What was lacking"), rows=4, limit=4000)
    next_year = words_field(_("What comes next year"), rows=4, limit=4000)
