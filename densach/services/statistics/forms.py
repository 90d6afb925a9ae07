"""What is looked at, and what a library says of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.kernel.errors import InvalidPeriod
from densach.kernel.period import Period
from densach.services.statistics.actions.assessments import Said
from densach.services.statistics.models import AssessmentState
from densach.services.statistics.rules.criteria import BY_CODE

ALL = pgettext_lazy("choice", "all")
Choices = Sequence[tuple[str, Any]]


def periods(on: date, lang: str) -> list[tuple[str, str]]:
    """The periods that are asked for most: years by each calendar, halves, quarters and months of two years."""
    found = []
    for year in (on.year, on.year - 1):
        found += [Period.year(year), Period.admin_year(year), Period.library_year(year)]
        found += [Period.half(year, half) for half in (1, 2)]
        found += [Period.quarter(year, quarter) for quarter in (1, 2, 3, 4)]
        found += [Period.month(year, month) for month in range(1, 13)]
    return [(one.code, one.label(lang)) for one in found if one.start <= on]


class LookForm(forms.Form):
    """Which library, which period: all of it stands in the address. Two days win over the period."""

    thu_vien = forms.ChoiceField(label=_("Library"), required=False)
    ky = forms.ChoiceField(label=_("Period"), required=False)
    tu = forms.DateField(
        label=_("or from"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    den = forms.DateField(
        label=pgettext_lazy("until a day", "to"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, libraries: Choices, on: date, lang: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self._choose("thu_vien", [("", _("all together")), *libraries] if len(libraries) > 1 else libraries)
        self._choose("ky", periods(on, lang))
        if len(libraries) < 2:
            del self.fields["thu_vien"]

    def _choose(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)

    def period(self) -> Period:
        """What was asked; this year where nothing was, or nothing that can be read."""
        self.full_clean()
        told = getattr(self, "cleaned_data", {})
        if told.get("tu") and told.get("den") and told["tu"] <= told["den"]:
            return Period.between(told["tu"], told["den"])
        try:
            return Period.parse(str(self.data.get("ky") or self.on.year))
        except InvalidPeriod:
            return Period.year(self.on.year)


class BeginForm(forms.Form):
    """The self-assessment of a year."""

    library = forms.ChoiceField(label=_("Library"))
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    school_year = forms.BooleanField(
        label=_("By the school year"), required=False,
        help_text=_("Only libraries of schools: 1 September to 31 August, due sixty days later."),
    )  # fmt: skip

    def __init__(self, *args: Any, libraries: Choices, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("library", list(libraries)),
            ("year", [(year, str(year)) for year in range(on.year, on.year - 4, -1)]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        if len(libraries) == 1:
            self.fields["library"].widget = forms.HiddenInput()
            self.fields["library"].initial = libraries[0][0]


class WrittenForm(forms.Form):
    """The words of a self-assessment; its criteria are read by `said_in`."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    summary = forms.CharField(
        label=_("General assessment"), required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What went well, what did not, and why."),
    )  # fmt: skip
    proposals = forms.CharField(
        label=_("Proposals"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class ListFilter(forms.Form):
    """Of the list of self-assessments."""

    nam = forms.TypedChoiceField(label=_("Year"), coerce=int, required=False)
    trang_thai = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[
            ("", ALL), ("none", _("not begun")), *AssessmentState.choices, ("late", _("late")),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["nam"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(year, str(year)) for year in range(on.year, on.year - 6, -1)]
        self.on = on

    def year(self) -> int:
        self.full_clean()
        return int(getattr(self, "cleaned_data", {}).get("nam") or self.on.year)

    def state(self) -> str:
        self.full_clean()
        return str(getattr(self, "cleaned_data", {}).get("trang_thai") or "")


_MET = {"yes": True, "no": False, "": None}


def said_in(told: Mapping[str, Any]) -> dict[str, Said]:
    """What was typed of each criterion: `so-<code>`, `dat-<code>` (yes, no or empty), `ghi-<code>`."""
    return {
        code: Said(
            str(told.get(f"so-{code}", "")), _MET.get(str(told.get(f"dat-{code}", ""))),
            str(told.get(f"ghi-{code}", "")),
        )
        for code in BY_CODE
        if f"so-{code}" in told or f"dat-{code}" in told or f"ghi-{code}" in told
    }  # fmt: skip
