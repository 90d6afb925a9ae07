"""Looking through the catalogue, and choosing place, time and view of a figure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from densach.programme.indicators.forms.places import PlaceField, offer
from densach.programme.indicators.models import Formula, IndicatorGroup


class CatalogueFilter(forms.Form):
    """Words and formula; the group is chosen by the tabs and kept."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    group = forms.ChoiceField(
        required=False, widget=forms.HiddenInput, choices=[("", ""), *IndicatorGroup.choices]
    )
    formula = forms.ChoiceField(
        label=_("Formula"), required=False, choices=[("", _("all")), *Formula.choices]
    )


class FigureFilter(forms.Form):
    """Where, when and how one indicator is looked at."""

    area = PlaceField(label=_("Place"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    by = forms.ChoiceField(
        label=_("By"), required=False, choices=[("month", _("month")), ("year", _("year"))]
    )
    lich = forms.ChoiceField(
        label=_("Calendar"),
        required=False,
        choices=[("", _("calendar year")), ("hc", _("15/12 to 14/12"))],
    )
    view = forms.ChoiceField(
        label=_("Territory"),
        required=False,
        choices=[("was", _("as it was on each day")), ("now", _("as it is now"))],
    )

    def __init__(self, data: Any, *, areas: Iterable[tuple[int, str]], years: Iterable[int]) -> None:
        super().__init__(data)
        offer(self, "area", areas)
        field = self.fields["year"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(y), str(y)) for y in years]
