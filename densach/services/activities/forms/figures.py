"""Which unit, which period: all of it stands in the address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.kernel.errors import InvalidPeriod
from densach.kernel.period import Period

_DAY = {"type": "date"}


def periods(on: date, lang: str) -> list[tuple[str, str]]:
    """Those asked for most: years by each calendar, halves, quarters and months of two years."""
    found = []
    for year in (on.year, on.year - 1):
        found += [Period.year(year), Period.admin_year(year)]
        found += [Period.half(year, half) for half in (1, 2)]
        found += [Period.quarter(year, quarter) for quarter in (1, 2, 3, 4)]
        found += [Period.month(year, month) for month in range(1, 13)]
    return [(one.code, one.label(lang)) for one in found if one.start <= on]


class FiguresForm(forms.Form):
    """Two days win over the period."""

    don_vi = forms.ChoiceField(label=pgettext_lazy("figures", "Unit"), required=False)
    ky = forms.ChoiceField(label=_("Period"), required=False)
    tu = forms.DateField(
        label=_("or from"), required=False, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )
    den = forms.DateField(
        label=pgettext_lazy("until a day", "to"), required=False,
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(
        self, *args: Any, units: Sequence[tuple[str, str]], on: date, lang: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.misread = False
        self._choose("don_vi", [("", _("all together")), *units])
        self._choose("ky", periods(on, lang))
        if len(units) < 2:
            del self.fields["don_vi"]

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)

    def period(self) -> Period:
        """What was asked; this year where nothing was, or nothing that can be read, which `misread` then tells."""
        self.full_clean()
        told = getattr(self, "cleaned_data", {})
        if told.get("tu") and told.get("den") and told["tu"] <= told["den"]:
            return Period.between(told["tu"], told["den"])
        self.misread = bool(self.data.get("tu") or self.data.get("den"))
        try:
            return Period.parse(str(self.data.get("ky") or self.on.year))
        except InvalidPeriod:
            self.misread = True
            return Period.year(self.on.year)
