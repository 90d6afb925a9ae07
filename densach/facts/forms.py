"""Entering and correcting a count: one number, at most a few parts of it, and a paper."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from densach.facts.measures import DIMENSION_WORDS, VALUE_WORDS, Measure
from densach.kernel.errors import Refusal
from densach.kernel.numbers import parse_count
from densach.ui.figures import language
from densach.ui.wording import sentence


class NumberField(forms.CharField):
    """A whole number as people here write it: 1.250 or 1250."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"inputmode": "numeric", "autocomplete": "off", "class": "input-number"}
        super().__init__(widget=forms.TextInput(attrs=attributes), max_length=20, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_count(text, language())
        except Refusal as refusal:
            raise forms.ValidationError(sentence(refusal)) from refusal


class QuantitiesForm(forms.Form):
    """The total and, folded away, its parts by each dimension that the measure knows."""

    total = NumberField(label=_("Number"))
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
    evidence = forms.FileField(
        label=_("Paper or photo"),
        required=False,
        help_text=_("A sheet, a minute or a photo that shows the number."),
    )

    def __init__(
        self, *args: Any, measure: Measure, quantities: dict[str, int] | None = None, **kwargs: Any
    ) -> None:
        if quantities:
            initial = {"total": quantities.get("")}
            initial.update({part_name(key.lstrip("~")): value for key, value in quantities.items() if key})
            kwargs["initial"] = {**initial, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.measure = measure
        self.dimensions = []
        for dimension, values in measure.hand_slices.items():
            for value in values:
                self.fields[part_name(f"{dimension}={value}")] = NumberField(
                    label=gettext(VALUE_WORDS[value]), required=False
                )
            names = [part_name(f"{dimension}={value}") for value in values]
            self.dimensions.append((gettext(DIMENSION_WORDS[dimension]), names))

    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(label, [self[name] for name in names]) for label, names in self.dimensions]

    def has_parts(self) -> bool:
        return any(field.value() for _label, fields in self.parts() for field in fields)

    def quantities(self) -> dict[str, int]:
        """Slice → number, as the action wants it. Empty parts were not told."""
        found = {"": self.cleaned_data["total"]}
        for dimension, values in self.measure.hand_slices.items():
            for value in values:
                number = self.cleaned_data.get(part_name(f"{dimension}={value}"))
                if number is not None:
                    found[f"{dimension}={value}"] = number
        return found


def part_name(key: str) -> str:
    return "part_" + key.replace("=", "_")


class CountForm(QuantitiesForm):
    """A count of one day, or of a period when the second day is given."""

    since = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(
        label=_("To"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_(
            "Leave empty for one day. A period lies within one calendar year; its number is read in the month, "
            "quarter or year that holds its last day."
        ),
    )
    field_order = ("total", "since", "until")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day cannot come before the first day."))
        return data

    def days(self) -> tuple[date, date]:
        since: date = self.cleaned_data["since"]
        return since, self.cleaned_data["until"] or since


class CorrectForm(QuantitiesForm):
    seen_revision = forms.IntegerField(widget=forms.HiddenInput)


class ReverseForm(forms.Form):
    seen_revision = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(label=_("Why it is taken back"), max_length=500)


class OddityForm(forms.Form):
    note = forms.CharField(
        label=_("Why the number is right"),
        max_length=500,
        help_text=_("A festival, a new branch, a change in how it is counted …"),
    )


def quick_days(today: date) -> list[tuple[str, date, date]]:
    """Periods one tap away: today, yesterday, last month."""
    first = today.replace(day=1)
    before = first - timedelta(days=1)
    return [
        (gettext("Today"), today, today),
        (gettext("Yesterday"), today - timedelta(days=1), today - timedelta(days=1)),
        (gettext("Last month"), before.replace(day=1), before),
    ]
