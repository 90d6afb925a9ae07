"""Accounts and roles of those whom one looks after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.kernel.vietnamese import clean_text
from densach.organisations.rules import Named
from densach.people.forms.fields import BETWEEN, SUGGESTED, DayField, UnitField
from densach.people.rules import Role


class RoleForm(forms.Form):
    """A role in a unit from a day on."""

    role = forms.ChoiceField(label=_("Role"))
    since = DayField(label=_("From which day"))

    def __init__(self, *args: Any, units: Sequence[Named], roles: Sequence[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitField(units)
        self.fields["role"] = forms.ChoiceField(
            label=_("Role"), choices=[("", "—"), *((role.code, role.name) for role in roles)]
        )
        self.suggestions = [f"{one.name}{BETWEEN}{one.code}" for one in units[:SUGGESTED]]
        if len(units) == 1:
            self.fields["unit"].initial = self.suggestions[0]
        self.order_fields(["name", "email", "unit", "role", "since"])


class NewPersonForm(RoleForm):
    """Somebody new, with the first role."""

    name = forms.CharField(
        label=pgettext_lazy("person", "Full name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("The person signs in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean_name(self) -> str:
        return " ".join(clean_text(self.cleaned_data["name"]).split())


class EndRoleForm(forms.Form):
    last_day = DayField(label=_("Last day"), help_text=_("The role still holds on this day."))
