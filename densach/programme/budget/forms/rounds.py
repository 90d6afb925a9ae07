"""Opening a round, its day, one more unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from densach.programme.budget.forms.fields import day_field
from densach.programme.budget.queries import Group


class RoundForm(forms.Form):
    """Which year, by when, and which groups of units are asked."""

    year = forms.IntegerField(label=_("For the year"), min_value=2000, max_value=2100)
    due = day_field(_("Estimates are in by"))
    groups = forms.MultipleChoiceField(
        label=_("Who is asked"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Single units can be added and taken off afterwards."),
    )
    note = forms.CharField(
        label=_("Word to the units"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._groups = {group.code: group for group in groups}
        field = self.fields["groups"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(one.code, f"{one.label} ({len(one.units)})") for one in groups]

    def units(self) -> list[int]:
        """The organisations of the groups chosen."""
        return [unit.id for code in self.cleaned_data["groups"] for unit in self._groups[code].units]


class DueForm(forms.Form):
    due = day_field(_("Estimates are in by"))


class UnitForm(forms.Form):
    unit = forms.ChoiceField(label=_("Unit"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(units)
