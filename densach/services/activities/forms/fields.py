"""Fields that forms of activities share: days, clock times, choices given when the form is made."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from densach.kernel.dates import parse_date
from densach.kernel.errors import Refusal
from densach.services.activities.rules.activity import require_year
from densach.ui.wording import sentence

Choices = Sequence[tuple[str, Any]]


class DayField(forms.Field):
    """A day as people write it, 21/11/2026, or as a date box sends it; 30/2 is told as what it is."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"widget": DayInput(), **given})

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            day = parse_date(str(value))
            require_year(day.year)
        except Refusal as refusal:
            raise forms.ValidationError(sentence(refusal)) from None
        return day


class DayInput(forms.DateInput):
    """The browser's own date box."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ClockField(forms.TimeField):
    """Hours and minutes, in the browser's own box."""

    def __init__(self, **given: Any) -> None:
        box = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        super().__init__(**{"widget": box, "input_formats": ["%H:%M", "%H:%M:%S", "%Hh%M", "%H.%M"], **given})


def fresh_key() -> str:
    """A key under which one form is sent, however often."""
    return secrets.token_hex(12)


def key_field() -> forms.CharField:
    """The key of a form that makes something, unseen."""
    return forms.CharField(widget=forms.HiddenInput, required=False, max_length=64, initial=fresh_key)


def offer(form: forms.Form, name: str, choices: Choices, *, initial: Any = None) -> None:
    """What can be chosen, known only when the form is made."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)
    if initial is not None:
        field.initial = initial


def numeric(label: Any, *, least: int = 0, most: int = 1_000_000, **given: Any) -> forms.IntegerField:
    """A whole number, optional unless told otherwise."""
    box = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, widget=box, **{"required": False, **given}
    )
