"""Fields that money needs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from densach.kernel.errors import Refusal
from densach.kernel.numbers import format_number
from densach.programme.budget.rules.amounts import parse_amount
from densach.ui.figures import language
from densach.ui.wording import sentence


class AmountField(forms.CharField):
    """An amount in đồng: "1.200.000", "350 triệu", "1,2 tỷ". Cleans to a whole number, or None where left empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("help_text", _("In đồng, or in words: 350 triệu, 1,2 tỷ."))
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return format_number(value, language()) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_amount(text, language())
        except Refusal as refusal:
            raise ValidationError(sentence(refusal)) from refusal


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class RevisionForm(forms.Form):
    """An act on something as it was seen: `revision` is what the page showed."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def seen(self) -> int:
        return int(self.cleaned_data["revision"])

    def now_seen(self, revision: int) -> None:
        """After a clash: the next attempt is made on what it is now."""
        self.data = {**{name: self.data.get(name) for name in self.data}, "revision": str(revision)}
