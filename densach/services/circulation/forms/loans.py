"""What the page of a hold asks for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from densach.kernel.vietnamese import clean_text


class ReasonForm(forms.Form):
    """Why, in words that stay."""

    why = forms.CharField(
        label=_("Why"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean_why(self) -> str:
        return clean_text(self.cleaned_data["why"])
