"""An activity as it is typed: only the fields that its kind asks for. Roles, partners, kinds, filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, Final

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from densach.organisations.models import Area
from densach.services.activities.forms.fields import Choices, ClockField, DayField, key_field, numeric, offer
from densach.services.activities.models import (
    Activity,
    ActivityKind,
    ActivityState,
    Channel,
    CountMode,
    EnrolMode,
    Family,
    Interest,
)
from densach.services.activities.queries.activities import data_of_activity
from densach.services.activities.rules.activity import ActivityData, instant, local
from densach.services.activities.rules.bands import BANDS
from densach.services.activities.rules.fees import FREE
from densach.services.activities.rules.kinds import ASKS
from densach.services.activities.rules.occasions import OCCASIONS

LONG: Final = ("books", "syllabus", "film", "route", "acts", "heritage")
_ENROL: Final = (
    "enrol_mode", "enrol_each", "enrol_from", "enrol_until", "capacity", "waiting_list", "offer_hours", "min_age",
    "max_age", "area", "fee", "fee_note", "fee_free",
)  # fmt: skip


class ActivityForm(forms.Form):
    """`kind` decides what is asked; `areas` are those to which enrolment may be limited."""

    title = forms.CharField(label=pgettext_lazy("activity", "Title"), max_length=200)
    summary = forms.CharField(
        label=_("What it is about"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Citizens read this: what happens, for whom, what to bring."),
    )  # fmt: skip
    interest = forms.ChoiceField(label=_("Interest"), choices=Interest.choices)
    audience = forms.MultipleChoiceField(
        label=_("For which ages"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none for everyone."),
    )  # fmt: skip
    occasion = forms.ChoiceField(label=_("Belongs to"), required=False)
    channel = forms.ChoiceField(label=_("How it is held"), choices=Channel.choices)
    contact = forms.CharField(
        label=_("Whom to ask"), max_length=200, required=False,
        help_text=_("Name and telephone number of the unit's staff; citizens read it."),
    )  # fmt: skip
    paper_number = forms.CharField(label=_("Number of the decision or plan"), max_length=100, required=False)
    count_mode = forms.ChoiceField(label=_("How those who come are counted"), choices=CountMode.choices)
    enrol_mode = forms.ChoiceField(label=_("Enrolment"), choices=EnrolMode.choices)
    enrol_each = forms.BooleanField(label=_("People enrol for single sessions"), required=False)
    enrol_from = DayField(label=_("Enrolment opens on"), required=False)
    enrol_until = DayField(label=_("Last day of enrolment"), required=False)
    capacity = numeric(
        pgettext_lazy("activity", "Places"), least=1, help_text=_("Leave it empty for no limit.")
    )
    waiting_list = forms.BooleanField(label=_("Keep a waiting list when full"), required=False, initial=True)
    offer_hours = numeric(_("Hours that a freed place is kept"), least=1, most=720, initial=48)
    min_age = numeric(_("Lowest age"), most=120)
    max_age = numeric(_("Highest age"), most=120)
    area = forms.ChoiceField(label=_("Only for people of"), required=False)
    fee = numeric(_("Fee in đồng"), most=100_000_000, initial=0, help_text=_("0 is free of charge."))
    fee_note = forms.CharField(label=_("What the fee is for"), max_length=200, required=False)
    fee_free = forms.MultipleChoiceField(
        label=_("Free for"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Those whom the law frees are freed in any case."),
    )  # fmt: skip
    public = forms.BooleanField(
        label=_("Show it to citizens once it is announced"), required=False, initial=True
    )
    seen_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = key_field()

    def __init__(self, *args: Any, kind: ActivityKind, areas: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        offer(self, "audience", [(band.code, gettext(band.name)) for band in BANDS])
        offer(self, "occasion", [("", _("no special day")), *((c, gettext(w)) for c, w in OCCASIONS.items())])
        offer(self, "area", [("", _("everywhere")), *areas])
        offer(self, "fee_free", [(one.code, gettext(one.name)) for one in FREE.values() if not one.by_law])
        self.fields["count_mode"].initial = kind.count_mode
        if "paper" not in kind.asks:
            del self.fields["paper_number"]
        if not kind.enrols:
            for name in _ENROL:
                del self.fields[name]
        self._ask()

    def _ask(self) -> None:
        """The kind's own fields, after the summary."""
        order = ["title", "summary"]
        for name in self.kind.asks:
            if name in ASKS and name not in ("paper", "partners"):
                box = forms.Textarea(attrs={"rows": 3}) if name in LONG else forms.TextInput()
                self.fields[f"ask_{name}"] = forms.CharField(
                    label=gettext(ASKS[name]).capitalize(), max_length=2000, required=False, widget=box
                )
                order.append(f"ask_{name}")
        self.order_fields(order)

    def data_with(self, *, areas: Mapping[str, Area], before: ActivityData | None = None) -> ActivityData:
        """The activity as a value; call it on a valid form. What the form does not ask stays as it was `before`."""
        told = dict(self.cleaned_data)
        told.pop("seen_revision", None)
        told.pop("key", None)
        told["extra"] = {
            name.removeprefix("ask_"): told.pop(name) for name in list(told) if name.startswith("ask_")
        }
        if self.kind.enrols:
            told["enrol_from"] = _opening(told["enrol_from"], time())
            told["enrol_until"] = _opening(told["enrol_until"], time(23, 59))
            told["area"] = areas.get(told["area"])
            told["fee"] = told["fee"] or 0
            told["offer_hours"] = told["offer_hours"] or 48
            told["fee_free"] = tuple(told["fee_free"])
        told["audience"] = tuple(told["audience"])
        if before is None:
            return ActivityData(kind=self.kind, **told)
        if before.kind != self.kind and not self.kind.enrols:
            told |= {name: getattr(ActivityData(self.kind, ""), name) for name in _ENROL}
        return replace(before, kind=self.kind, **told)


def _opening(day: date | None, clock: time) -> datetime | None:
    return instant(day, clock) if day else None


def typed(activity: Activity) -> dict[str, Any]:
    """What the form shows of an activity that there is."""
    data = data_of_activity(activity)
    told = {name: getattr(data, name) for name in data.__dataclass_fields__ if name != "extra"}
    told |= {f"ask_{name}": text for name, text in data.extra.items()}
    told["audience"], told["fee_free"] = list(data.audience), list(data.fee_free)
    told["area"] = str(data.area.pk) if data.area else ""
    for name in ("enrol_from", "enrol_until"):
        told[name] = local(told[name]).date() if told[name] else None
    told["seen_revision"] = activity.revision
    return told


class FilterForm(forms.Form):
    """What the list of activities is narrowed to."""

    q = forms.CharField(label=pgettext_lazy("activity", "Title"), required=False, max_length=100)
    don_vi = forms.ChoiceField(label=_("Unit"), required=False)
    ho = forms.ChoiceField(label=_("Kind"), required=False)
    tt = forms.ChoiceField(label=pgettext_lazy("activity", "State"), required=False)

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "don_vi", [("", _("all units")), *units])
        offer(self, "ho", [("", _("all kinds")), *Family.choices])
        offer(
            self, "tt",
            [("", _("all states")), ("open", _("draft or announced")), *ActivityState.choices],
        )  # fmt: skip


class AgendaForm(forms.Form):
    """What the calendar is narrowed to; the day and the view travel along unseen."""

    don_vi = forms.ChoiceField(label=_("Unit"), required=False)
    phong = forms.ChoiceField(label=_("Room"), required=False)
    ho = forms.ChoiceField(label=_("Kind"), required=False)
    tt = forms.ChoiceField(label=pgettext_lazy("session", "State"), required=False)

    def __init__(self, *args: Any, units: Choices, venues: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "don_vi", [("", _("all units")), *units])
        offer(self, "phong", [("", _("all rooms")), *venues])
        offer(self, "ho", [("", _("all kinds")), *Family.choices])
        states = (
            ("planned", pgettext_lazy("session", "planned")),
            ("held", pgettext_lazy("session", "held")),
            ("cancelled", pgettext_lazy("session", "called off")),
        )
        offer(self, "tt", [("", _("all states")), *states])
        if len(units) < 2:
            del self.fields["don_vi"]
        if not venues:
            del self.fields["phong"]


class WhyForm(forms.Form):
    """The reason of an act, which people read."""

    why = forms.CharField(label=_("Reason"), max_length=300, help_text=_("Whoever wanted to come reads it."))


class CopyForm(forms.Form):
    """Last year's activity once more."""

    title = forms.CharField(label=pgettext_lazy("activity", "Title"), max_length=200)
    with_series = forms.BooleanField(label=_("With its series of sessions"), required=False, initial=True)
    first_day = DayField(
        label=_("First day"), required=False,
        help_text=_("The series begin as many days later; lunar days find their own place in the year."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("with_series") and not told.get("first_day"):
            self.add_error("first_day", _("Say on which day it begins this time."))
        return told


__all__ = ["ActivityForm", "AgendaForm", "ClockField", "CopyForm", "FilterForm", "WhyForm", "typed"]
