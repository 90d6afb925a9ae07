"""Taking an indicator apart, lists of priority places, and looking through odd months."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from densach.facts.measures import REGISTRY
from densach.programme.indicators.forms.figures import FigureFilter
from densach.programme.indicators.forms.places import PlaceField, offer
from densach.programme.indicators.models import PriorityKind

STATES = [("asked", _("waits for an answer")), ("confirmed", _("confirmed")), ("corrected", _("corrected"))]


class SliceFilter(FigureFilter):
    """Where, when, in which calendar, and by what."""

    theo = forms.ChoiceField(label=_("Taken apart by"), required=False)
    field_order = ("theo", "area", "year", "lich", "view")

    def __init__(
        self,
        data: Any,
        *,
        areas: Iterable[tuple[int, str]],
        years: Iterable[int],
        dimensions: Iterable[tuple[str, str]],
    ) -> None:
        super().__init__(data, areas=areas, years=years)
        del self.fields["by"]
        field = self.fields["theo"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(dimensions)


class OddityFilter(forms.Form):
    """Which questions are listed."""

    trang_thai = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *STATES])
    so_do = forms.ChoiceField(label=_("Measure"), required=False)
    nam = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, data: Any, *, years: Iterable[int]) -> None:
        super().__init__(data)
        choices = {
            "so_do": [("", _("all")), *((one.code, one.name) for one in REGISTRY.values() if one.is_flow)],
            "nam": [("", _("all")), *((str(year), str(year)) for year in years)],
        }
        for name, told in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = told


class PlaceFilter(forms.Form):
    """Which lines of the lists are shown."""

    danh_muc = forms.ChoiceField(
        label=_("List"), required=False, choices=[("", _("all")), *PriorityKind.choices]
    )
    con = forms.ChoiceField(
        label=_("Time"),
        required=False,
        choices=[("", _("those that hold today")), ("het", _("all, former ones too"))],
    )


class PlaceForm(forms.Form):
    """A place, the list, from when, and the paper."""

    area = PlaceField(label=_("Place"))
    kind = forms.ChoiceField(label=_("List"), choices=PriorityKind.choices)
    since = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    legal_basis = forms.CharField(
        label=_("Paper"), max_length=300, help_text=_("Kind, number and day of the decision that lists it.")
    )

    def __init__(self, *args: Any, areas: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "area", areas)


class EndForm(forms.Form):
    until = forms.DateField(
        label=_("Holds until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
