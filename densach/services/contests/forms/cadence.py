"""How often each level holds a festival: the filter of places, and a rule from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.organisations.models import Level
from densach.services.contests.forms.fields import choose, day_field, words_field
from densach.services.contests.rules.cadence import MOST_YEARS, Standing

STANDINGS = (
    (Standing.OVERDUE.value, pgettext_lazy("cadence", "overdue")),
    (Standing.DUE.value, pgettext_lazy("cadence", "to be held this year")),
    (Standing.DONE.value, pgettext_lazy("cadence", "held in time")),
)


class CadenceFilter(forms.Form):
    q = forms.CharField(
        label=_("Place or unit"), max_length=120, required=False,
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )  # fmt: skip
    cap = forms.ChoiceField(label=_("Level"), required=False)
    tinh_trang = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, data: Any, *, levels: Sequence[str]) -> None:
        super().__init__(data)
        labels = dict(Level.choices)
        choose(
            self, "cap", [(one, labels[Level(one)]) for one in levels], none=pgettext_lazy("choice", "all")
        )
        choose(self, "tinh_trang", STANDINGS, none=pgettext_lazy("choice", "all"))
        self.is_valid()

    def chosen(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")


class RuleForm(forms.Form):
    level = forms.ChoiceField(label=_("Level"))
    every_years = forms.IntegerField(label=_("Every so many years"), min_value=1, max_value=MOST_YEARS)
    since = day_field(_("From the day on"))
    legal_basis = words_field(
        _("By which paper"), limit=300, required=True, help_text=_("Number, day and what it says.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "level", [(one.value, one.label) for one in Level if one.value != "nation"])
