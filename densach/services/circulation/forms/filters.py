"""What the lists of the desk are narrowed by; everything stands in the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class ListFilter(forms.Form):
    """`phan` is the part of the list; `q` words, a card or a barcode; `ngay` a day, `tre` days late, where asked."""

    q = forms.CharField(
        label=_("Name, card, barcode or title"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )
    ngay = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    tre = forms.IntegerField(label=_("Days late at least"), required=False, min_value=1, max_value=10_000)

    def __init__(
        self, *args: Any, parts: Sequence[tuple[str, Words]], asks: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("q", "ngay", "tre"):
            if name not in asks:
                del self.fields[name]
        if parts:
            self.fields["phan"] = forms.ChoiceField(label=_("Show"), required=False, choices=list(parts))
            self.order_fields(["phan"])

    def chosen(self, name: str) -> Any:
        """What was asked, or None; a wrong value is as if nothing had been asked."""
        self.full_clean()
        return getattr(self, "cleaned_data", {}).get(name) or None
