"""Fields that several forms have, and choices that are laid at runtime."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

Choices = Iterable[tuple[str, Any]]


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, entered by the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=required, help_text=help_text)


def time_field(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


def words_field(
    label: Any, *, rows: int = 3, limit: int = 6000, required: bool = False, help_text: Any = ""
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=limit, required=required, widget=widget, help_text=help_text
    )


def choose(form: forms.Form, name: str, choices: Choices, *, none: Any = None) -> None:
    """Gives a field its choices, an empty one first where `none` names it; one choice alone is not asked about."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        return
    field.choices = [*([("", none)] if none is not None else []), *choices]
    if field.required and len(field.choices) == 1:
        field.widget = forms.HiddenInput()
        field.initial = field.choices[0][0]


class SeenForm(forms.Form):
    """A form made on a page that showed a revision."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def seen(self) -> int:
        return int(self.cleaned_data["revision"])


class WhyForm(SeenForm):
    """An act that must be explained."""

    why = forms.CharField(
        label=_("Why"), max_length=200, help_text=_("Stands in the record for everybody who reads it.")
    )


class PlainWhyForm(forms.Form):
    """Why, where no revision is asked."""

    why = forms.CharField(
        label=_("Why"), max_length=200, help_text=_("Stands in the record for everybody who reads it.")
    )
