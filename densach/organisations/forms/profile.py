"""The parts of an institution's profile, a form for each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from densach.organisations.forms.fields import (
    DayField,
    NameField,
    PhoneField,
    PointField,
    WholeNumberField,
)
from densach.organisations.models import Profile
from densach.organisations.opening import WEEK, Span, Timetable, Week, read_spans, weekday_name
from densach.organisations.rules import Building, Contacts


class ContactsForm(forms.Form):
    phone = PhoneField()
    email = forms.EmailField(label=_("Email"), required=False)
    website = forms.URLField(label=_("Website"), required=False, max_length=300, assume_scheme="https")
    point = PointField()
    about = forms.CharField(
        label=_("About it"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What visitors should know: what there is, for whom, how to get there."),
    )

    @staticmethod
    def as_now(profile: Profile | None) -> dict[str, Any]:
        if profile is None:
            return {}
        told = {name: getattr(profile, name) for name in ("phone", "email", "website", "about")}
        point = "" if profile.latitude is None else f"{profile.latitude}, {profile.longitude}"
        return {**told, "point": point}

    def contacts(self) -> Contacts:
        given = self.cleaned_data
        latitude, longitude = given["point"] or (None, None)
        return Contacts(given["phone"], given["email"], given["website"], given["about"], latitude, longitude)


class BuildingForm(forms.Form):
    floor_area = WholeNumberField(label=_("Floor area (m²)"))
    land_area = WholeNumberField(label=_("Land (m²)"))
    seats = WholeNumberField(label=_("Seats"), help_text=_("Places to sit in the hall or the reading room."))

    @staticmethod
    def as_now(profile: Profile | None) -> dict[str, Any]:
        return {name: getattr(profile, name, None) for name in ("floor_area", "land_area", "seats")}

    def building(self) -> Building:
        given = self.cleaned_data
        return Building(given["floor_area"], given["land_area"], given["seats"])


class SpansField(forms.CharField):
    """The hours of one day: "7:30–11:30, 13:30–17:00". Cleans to spans; empty is closed."""

    def __init__(self, weekday: int) -> None:
        super().__init__(required=False, max_length=100, label=weekday_name(weekday))

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        spans = read_spans(text)
        if spans is None:
            raise forms.ValidationError(
                _("“%(text)s” are no hours: write them as 7:30–11:30, 13:30–17:00."), params={"text": text}
            )
        return spans

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else ", ".join(str(span) for span in value or ())


class TimetableForm(forms.Form):
    """Seven days, each with its hours; left empty, it is closed that day."""

    since = DayField(label=_("From which day"))
    until = DayField(
        label=_("To which day"),
        required=False,
        help_text=_("For summer or holiday hours. Afterwards the hours from before hold again."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday in WEEK:
            self.fields[f"day_{weekday}"] = SpansField(weekday)

    @property
    def days(self) -> list[forms.BoundField]:
        return [self[f"day_{weekday}"] for weekday in WEEK]

    @staticmethod
    def as_now(present: Timetable | None, on: date) -> dict[str, Any]:
        week: Week = present.week if present else {}
        return {"since": on, **{f"day_{weekday}": week.get(weekday, ()) for weekday in WEEK}}

    def timetable(self) -> Timetable:
        given = self.cleaned_data
        week: dict[int, Sequence[Span]] = {
            weekday: given[f"day_{weekday}"] for weekday in WEEK if given[f"day_{weekday}"]
        }
        return Timetable(given["since"], given["until"], week)


class ClosureForm(forms.Form):
    first_day = DayField(label=_("From which day"))
    last_day = DayField(label=_("To which day"), required=False, help_text=_("Left empty: that one day."))
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("As visitors read it: Tết, stock-taking, repairs.")
    )

    def days(self) -> tuple[date, date]:
        first: date = self.cleaned_data["first_day"]
        return first, self.cleaned_data["last_day"] or first


class PostForm(forms.Form):
    title = NameField(label=_("Post"), max_length=150, help_text=_("For example: librarian, hall keeper."))
    number = WholeNumberField(label=_("How many"), required=True, initial=1)
    requirement = forms.CharField(
        label=_("What it asks for"),
        required=False,
        max_length=300,
        help_text=_("Schooling, certificate, years of work."),
    )
    since = DayField(label=_("From which day"))


class AliasForm(forms.Form):
    alias = NameField(label=_("Another name"))
