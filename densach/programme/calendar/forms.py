"""An occasion, its dates in a year, and cancelling it once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.programme.calendar.actions import OccasionValues
from densach.programme.calendar.models import Rule


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class OccasionForm(forms.Form):
    name_vi = forms.CharField(label=_("Name"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    rule = forms.ChoiceField(label=_("When it falls"), choices=Rule.choices, widget=forms.RadioSelect)
    day = forms.IntegerField(label=_("Day of the month"), min_value=1, max_value=31, required=False)
    month = forms.IntegerField(label=_("Month"), min_value=1, max_value=12, required=False)
    leap = forms.BooleanField(
        label=_("In the leap month, in years that have one of this number"), required=False
    )
    days = forms.IntegerField(label=_("How many days"), min_value=1, max_value=60, initial=1)
    source = forms.CharField(
        label=_("Where it is laid down"),
        max_length=300,
        required=False,
        help_text=_("A paper, or the custom."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("rule") != Rule.SET:
            for name in ("day", "month"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(_("Give the day and the month.")))
        return cleaned

    def values(self) -> OccasionValues:
        return OccasionValues(**self.cleaned_data)


class DatesForm(forms.Form):
    first = _day(_("First day"))
    last = _day(pgettext_lazy("calendar", "Last day"))
    note = forms.CharField(label=_("Theme or note"), max_length=300, required=False)


class CancelForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    reason = forms.CharField(label=_("Why"), max_length=300)


class UnitForm(forms.Form):
    unit = forms.CharField(max_length=80)
