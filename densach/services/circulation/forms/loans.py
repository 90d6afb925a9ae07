"""What the page of a hold asks for."""

from __future__ import annotations

from django import forms
from django.utils.translation import pgettext_lazy

from densach.kernel.vietnamese import clean_text


class ReasonForm(forms.Form):
    """Why, in words that stay."""

    why = forms.CharField(
        label=pgettext_lazy("desk", "Why"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_why(self) -> str:
        return clean_text(self.cleaned_data["why"])
