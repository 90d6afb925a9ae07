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


class DemandForm(forms.Form):
    """A second factor, asked of everybody in a unit from a day on."""

    since = DayField(
        label=_("From which day"),
        help_text=_("Until then everybody is told at signing in; two weeks are fair."),
    )
    legal_basis = forms.CharField(
        label=_("By which paper"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, units: Sequence[Named], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitField(units)
        self.suggestions = [f"{one.name}{BETWEEN}{one.code}" for one in units[:SUGGESTED]]
        if len(units) == 1:
            self.fields["unit"].initial = self.suggestions[0]
        self.order_fields(["unit", "since", "legal_basis"])


class MoveForm(RoleForm):
    """From one of the person's units to another, with the role there."""

    leaving = forms.ChoiceField(label=_("Leaves"))

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leaving"] = forms.ChoiceField(label=_("Leaves"), choices=places)
        self.fields["unit"].label = _("Goes to")
        self.fields["role"].label = _("Role there")
        self.order_fields(["leaving", "unit", "role", "since"])


class LeaveForm(forms.Form):
    last_day = DayField(
        label=_("Last day in the service"),
        help_text=_("All roles still hold on this day; after it the account is closed."),
    )
