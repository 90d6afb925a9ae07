"""What the self-service screen asks for: a card with its PIN, the password that leaves it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class EnterForm(forms.Form):
    """Card and PIN."""

    card = forms.CharField(
        label=_("Scan your card"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "spellcheck": "false"}),
    )
    pin = forms.CharField(
        label=_("PIN"),
        max_length=12,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class LeaveForm(forms.Form):
    """The password of whoever started the screen."""

    password = forms.CharField(
        label=_("Password"), max_length=200, widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )
