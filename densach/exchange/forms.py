"""A token's name, whose it is, what it may do and until when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from densach.exchange.actions import TokenValues
from densach.organisations.rules import Named
from densach.people.rules.roles import ROLES

_USUAL = 180  # days


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What it is for"),
        max_length=120,
        help_text=_(
            "The program and who runs it: whoever finds it in the journal in two years understands it."
        ),
    )
    unit = forms.ChoiceField(label=_("For which unit"))
    role = forms.ChoiceField(
        label=_("As which role"),
        help_text=_("It reaches as far as this role does, and never farther than you."),
    )
    only_reading = forms.BooleanField(
        label=_("It only reads"),
        required=False,
        initial=True,
        help_text=_("Take the mark away for a program that sends in counts."),
    )
    expires_on = forms.DateField(
        label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(
        self, *args: Any, units: Iterable[Named], roles: Iterable[str], on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _choice(self, "unit", [(one.code, one.name) for one in units])
        _choice(self, "role", [(code, ROLES[code].name) for code in roles])
        self.fields["expires_on"].initial = on + timedelta(days=_USUAL)

    def values(self) -> TokenValues:
        told = self.cleaned_data
        return TokenValues(told["name"], told["role"], told["expires_on"], only_reading=told["only_reading"])


def _choice(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
