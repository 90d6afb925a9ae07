"""Fields that several forms have, and choices that are laid at runtime."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.organisations.models import Area
from densach.services.activities.rules.bands import BANDS
from densach.services.clubs.rules.given import Crowd

ALL: Final = pgettext_lazy("choice", "all")
# Columns of the table of taps: what is asked is told, the rest stays unknown.
SEXES: Final = (("female", pgettext_lazy("crowd", "female")), ("male", pgettext_lazy("crowd", "male")))


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, entered by the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=required, help_text=help_text)


def time_field(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


def words_field(label: Any, *, rows: int = 3, limit: int = 2000, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=limit, required=False, widget=widget, help_text=help_text)


def minutes_field(initial: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Lasted, in minutes"), min_value=10, max_value=1440, initial=initial,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip


def choose(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]], *, none: Any = None) -> None:
    """Gives a field its choices, an empty one first where `none` names it; one choice alone is not asked about."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        return
    field.choices = [*([("", none)] if none is not None else []), *choices]
    if field.required and len(field.choices) == 1:
        field.widget = forms.HiddenInput()
        field.initial = field.choices[0][0]


class SeenForm(forms.Form):
    """A form made on a page that showed a revision."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def seen(self) -> int:
        return int(self.cleaned_data["revision"])


if TYPE_CHECKING:
    _OfAreas = forms.ModelChoiceField[Area]
else:
    _OfAreas = forms.ModelChoiceField


class AreaField(_OfAreas):
    """Communes by their name of the day."""

    names: dict[int, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        return self.names.get(obj.pk, str(obj.pk))


def offer_areas(form: forms.Form, name: str, areas: Iterable[tuple[int, str]]) -> None:
    """Communes in which a club may be; where only one is, it is not asked about."""
    field = form.fields[name]
    told = dict(areas)
    if not isinstance(field, AreaField):
        return
    if len(told) < 2:
        del form.fields[name]
        return
    field.queryset = Area.objects.filter(pk__in=told)
    field.names = told


@dataclass(frozen=True)
class Cell:
    name: str
    value: str
    label: str


@dataclass(frozen=True)
class CrowdRow:
    name: str
    cells: list[Cell]


class CrowdForm(forms.Form):
    """How many came: in all, and by age and sex as far as somebody counted."""

    total = forms.IntegerField(
        label=_("How many came"), min_value=1, max_value=50_000, required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "club-total"}),
    )  # fmt: skip
    key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def crowd_rows(self) -> list[CrowdRow]:
        """The table of ages and sexes, with what was typed."""
        return [
            CrowdRow(
                _now(band.name),
                [
                    Cell(
                        f"c-{band.code}-{sex}", str(self.data.get(f"c-{band.code}-{sex}", "")),
                        f"{_now(band.name)}, {label}",
                    )
                    for sex, label in SEXES
                ],
            )
            for band in BANDS
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        parts: dict[str, int] = {}
        for band in BANDS:
            for sex, _label in SEXES:
                text = str(self.data.get(f"c-{band.code}-{sex}", "")).strip()
                if not text:
                    continue
                if not text.isascii() or not text.isdigit() or int(text) > 50_000:
                    self.add_error(None, _("Write whole numbers of people, such as 12."))
                    return told
                parts[f"band={band.code};sex={sex}"] = int(text)
        told["parts"] = parts
        return told

    @property
    def crowd(self) -> Crowd:
        return Crowd(self.cleaned_data.get("total"), self.cleaned_data.get("parts") or {})

    @property
    def told(self) -> bool:
        """Whether anybody was counted."""
        crowd = self.crowd
        return crowd.total is not None or any(crowd.parts.values())
