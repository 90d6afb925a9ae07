"""What is typed at a session's door."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """The short code of an enrolment."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=20,
        help_text=_("Six letters and numbers: they stand in the confirmation of your enrolment."),
        widget=forms.TextInput(
            attrs={
                "autocapitalize": "characters",
                "autocomplete": "off",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )
