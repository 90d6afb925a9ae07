"""Fields that several forms of the room ask for: a day, a unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from densach.kernel.dates import today
from densach.kernel.vietnamese import fold
from densach.organisations.rules import DayOutOfReach, Named, require_day
from densach.ui.wording import sentence

BETWEEN = " · "
# A browser's list of suggestions stays quick up to about here; beyond it a name is typed whole.
SUGGESTED = 1500


class DayField(forms.DateField):
    """A day that can be right: not before 1900, not more than some years ahead (`require_day`)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        try:
            require_day(today(timezone.now()), day)
        except DayOutOfReach as refusal:
            raise forms.ValidationError(sentence(refusal)) from None
        return day


class UnitField(forms.CharField):
    """A unit by name or code, among those given; its clean value is the unit. The page lists suggestions."""

    def __init__(self, units: Sequence[Named]) -> None:
        super().__init__(
            label=_("Unit"),
            max_length=400,
            help_text=_("Type a part of the name and choose; accents may be left out."),
            widget=forms.TextInput(attrs={"list": "units", "autocomplete": "off"}),
        )
        self.units = units

    def clean(self, value: Any) -> Any:
        text: str = super().clean(value)
        name, _between, code = text.rpartition(BETWEEN)
        folded = fold(name or text).strip()
        found = [one for one in self.units if one.code in (code, text)]
        found = found or [one for one in self.units if fold(one.name) == folded]
        found = found or [one for one in self.units if folded in fold(one.name)]
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("None of the units that you look after is called so."))
        several = "; ".join(f"{one.name}{BETWEEN}{one.code}" for one in found[:5])
        raise forms.ValidationError(
            _("Several units are called so; give the code too: %(units)s"), params={"units": several}
        )
