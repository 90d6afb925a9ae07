"""A new version of a checklist: its day, its paper and every line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from densach.kernel.numbers import format_number
from densach.programme.capabilities.actions import NewCriterion
from densach.programme.capabilities.forms.assessing import WrittenNumber
from densach.programme.capabilities.models import Checklist, Criterion

SPARE = 3


@dataclass(frozen=True)
class AmendRow:
    """The controls of one line; `thresholds` one for each column, each with its heading."""

    number: int
    criterion: Criterion | None
    name_vi: BoundField
    name_en: BoundField
    unit_vi: BoundField
    unit_en: BoundField
    required: BoundField
    thresholds: tuple[BoundField, ...]


class AmendForm(forms.Form):
    """What the new version asks. A line without a name is left out; a line without a figure asks yes or no."""

    since = forms.DateField(
        label=_("Holds from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    legal_basis = forms.CharField(label=_("By which paper"), max_length=300)
    paper = forms.FileField(label=_("File of the paper"), required=False)

    def __init__(
        self, *args: Any, checklist: Checklist, criteria: Sequence[Criterion], on: date, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"since": on, "legal_basis": checklist.legal_basis}
        super().__init__(*args, **kwargs)
        self.columns = list(checklist.regions) or [""]
        self.lines: list[Criterion | None] = [*criteria, *[None] * SPARE]
        lang = "en" if (get_language() or "vi").startswith("en") else "vi"
        self.headings = {code: words[lang] for code, words in checklist.regions.items()}
        for number, criterion in enumerate(self.lines):
            self._ask(number, criterion)

    def _ask(self, number: int, one: Criterion | None) -> None:
        text = {"name_vi": _("What is asked"), "name_en": _("The same in English")}
        unit = {"unit_vi": _("Unit"), "unit_en": _("Unit in English")}
        for name, label in text.items():
            self.fields[f"{name}_{number}"] = forms.CharField(
                label=label, max_length=500, required=False, initial=getattr(one, name, "")
            )
        for name, label in unit.items():
            self.fields[f"{name}_{number}"] = forms.CharField(
                label=label, max_length=40, required=False, initial=getattr(one, name, "")
            )
        self.fields[f"required_{number}"] = forms.BooleanField(
            label=_("Required"), required=False, initial=one.required if one is not None else True
        )
        for place, column in enumerate(self.columns):
            self.fields[f"least_{number}_{place}"] = WrittenNumber(
                label=self.headings.get(column, _("At least")),
                max_length=24,
                required=False,
                initial=_figure(one, column),
                widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 10}),
            )

    def rows(self) -> list[AmendRow]:
        """The lines of the page."""
        return [self._row(number, one) for number, one in enumerate(self.lines)]

    def _row(self, number: int, one: Criterion | None) -> AmendRow:
        return AmendRow(
            number=number + 1,
            criterion=one,
            name_vi=self[f"name_vi_{number}"],
            name_en=self[f"name_en_{number}"],
            unit_vi=self[f"unit_vi_{number}"],
            unit_en=self[f"unit_en_{number}"],
            required=self[f"required_{number}"],
            thresholds=tuple(self[f"least_{number}_{place}"] for place in range(len(self.columns))),
        )

    def criteria(self) -> list[NewCriterion]:
        """Every line that has a name."""
        told = [self._criterion(number, one) for number, one in enumerate(self.lines)]
        return [one for one in told if one is not None]

    def _criterion(self, number: int, one: Criterion | None) -> NewCriterion | None:
        data = self.cleaned_data
        if not data[f"name_vi_{number}"].strip():
            return None
        figures: dict[str, Decimal | None] = {
            column: data[f"least_{number}_{place}"] for place, column in enumerate(self.columns)
        }
        return NewCriterion(
            code=one.code if one is not None else "",
            name_vi=data[f"name_vi_{number}"],
            name_en=data[f"name_en_{number}"],
            unit_vi=data[f"unit_vi_{number}"],
            unit_en=data[f"unit_en_{number}"],
            thresholds={code: str(figure) for code, figure in figures.items() if figure is not None},
            required=data[f"required_{number}"],
        )


def _figure(one: Criterion | None, column: str) -> str:
    text = one.thresholds.get(column) if one is not None else None
    lang = "en" if (get_language() or "vi").startswith("en") else "vi"
    return format_number(Decimal(text), lang) if text else ""
