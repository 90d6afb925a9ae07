"""What the pages of a loan and of a hold ask for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.kernel.vietnamese import clean_text
from densach.services.circulation.actions.dueday import REASON_LENGTH


class ReasonForm(forms.Form):
    """Why, in words that stay."""

    why = forms.CharField(
        label=pgettext_lazy("desk", "Why"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_why(self) -> str:
        return clean_text(self.cleaned_data["why"])


class DueForm(forms.Form):
    """Another due day with its reason; `seen` is the day that the person looked at."""

    seen = forms.DateField(widget=forms.HiddenInput(attrs={"id": "seen-due"}))
    due_on = forms.DateField(
        label=_("New due day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(
        label=pgettext_lazy("desk", "Why"),
        max_length=REASON_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def now_seen(self, due: str) -> None:
        """After somebody else was quicker: what was typed stays, the day looked at is the new one."""
        self.data = {**{name: self.data.get(name) for name in self.data}, "seen": due}
