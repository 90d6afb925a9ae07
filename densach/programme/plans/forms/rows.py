"""Forms: the paper to load, and what may be written into a row."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from densach.kernel.errors import Refusal
from densach.kernel.numbers import format_number, parse_number
from densach.programme.indicators.models import Indicator
from densach.programme.plans.rules.values import DutyValues, EventValues, RowValues, TargetValues, TaskValues
from densach.programme.plans.rules.vocabulary import (
    CYCLES,
    INSTITUTION_TYPES,
    KINDS,
    LEVELS,
    TASK_GROUPS,
    TIME_KINDS,
)
from densach.ui.figures import language
from densach.ui.wording import sentence

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# Between the code and the name of an indicator, as the list of choices writes them.
SEPARATOR = " · "


class NumberField(forms.CharField):
    """A number as people of the page's language write it: 2.970.000 or 12,5."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False, widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 12}), **kwargs
        )

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_number(text, language())
        except Refusal as refusal:
            raise ValidationError(sentence(refusal)) from None

    def prepare_value(self, value: Any) -> Any:
        return format_number(value, language(), None) if isinstance(value, Decimal | int) else value


def _year(label: _StrPromise) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1945, max_value=2200, required=False)


class UploadForm(forms.Form):
    organisation = forms.ChoiceField(label=_("Plan of"))
    paper = forms.FileField(
        label=_("The paper"),
        help_text=_("As it was issued: .docx, .pdf, .doc, .txt or .md, at most 50 MB. It is kept unchanged."),
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.doc,.txt,.md"}),
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = places  # type: ignore[attr-defined]  # a choice field, as declared


class RowForm(forms.Form):
    """What every row's form has: the revision that the person saw, and the place in the paper."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    quote = forms.CharField(
        label=_("Words in the paper"),
        help_text=_("Choose them in the text, or copy them here. May be left empty."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def values(self) -> RowValues:
        raise TypeError(f"{type(self).__name__} says what it reads")


class TargetForm(RowForm):
    subject = forms.CharField(label=_("What is to be reached"), widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
    value_min = NumberField(label=_("Value"), help_text=_("The lower one of two; for “77 of 85” the 77."))
    value_max = NumberField(label=_("Upper value"), help_text=_("For “77 of 85” the 85."))
    unit = forms.CharField(label=_("Unit of measurement"), max_length=60, required=False)
    per = forms.ChoiceField(
        label=_("Counts for"),
        choices=[
            ("", _("all together")),
            ("total", _("all together, as the paper says")),
            ("each", _("each unit")),
        ],
        required=False,
    )
    every_years = forms.IntegerField(
        label=_("Once in so many years"), min_value=1, max_value=50, required=False
    )
    year_from = _year(_("First year"))
    year_to = _year(_("Last year"))
    base_year = _year(_("Base year"))
    base_value = NumberField(label=_("Value at the base"))
    denominator = forms.IntegerField(
        label=_("Of how many"),
        min_value=1,
        required=False,
        help_text=_("The whole of which a share is meant."),
    )
    trigger_on = forms.DateField(
        label=_("Begun on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("For what starts with an event: the day on which it happened."),
    )
    indicator = forms.CharField(
        label=_("Measured by"),
        required=False,
        widget=forms.TextInput(attrs={"list": "indicators", "autocomplete": "off"}),
        help_text=_("Type a few letters and choose from the catalogue."),
    )
    institution_types = forms.MultipleChoiceField(
        label=_("Types of institutions"),
        choices=list(INSTITUTION_TYPES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    levels = forms.MultipleChoiceField(
        label=_("Levels"), choices=list(LEVELS.items()), widget=forms.CheckboxSelectMultiple, required=False
    )
    mandatory = forms.BooleanField(label=_("Binding (set from above)"), required=False)

    def clean_indicator(self) -> str:
        """The code that opens the chosen line ("tv.luot_ban_doc · Lượt bạn đọc"), or a name that is unique."""
        text = str(self.cleaned_data["indicator"]).strip()
        if not text:
            return ""
        code = text.split(SEPARATOR)[0].strip()
        if Indicator.objects.filter(code=code).exists():
            return code
        named = [row.code for row in Indicator.objects.all() if text.casefold() in row.name.casefold()]
        if len(named) == 1:
            return named[0]
        raise ValidationError(
            _("The catalogue has no such indicator: choose one from the list, or leave this empty.")
        )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if (
            told.get("kind") == "growth_avg"
            and told.get("base_year") is None
            and "base_year" not in self.errors
        ):
            self.add_error(
                "base_year",
                _(
                    "From which year is this growth counted? Usually the last full year before the plan was issued; "
                    "for the milestone 2030 the year 2025."
                ),
            )
        return told

    def clean_base_value(self) -> int | None:
        value = self.cleaned_data["base_value"]
        if value is not None and value != int(value):
            raise ValidationError(_("A whole number is needed here."))
        return None if value is None else int(value)

    def values(self) -> TargetValues:
        told = self.cleaned_data
        return TargetValues(
            subject=told["subject"],
            kind=told["kind"],
            value_min=told["value_min"],
            value_max=told["value_max"],
            unit=told["unit"],
            per=told["per"],
            every_years=told["every_years"],
            year_from=told["year_from"],
            year_to=told["year_to"],
            milestone=told["year_to"],
            base_year=told["base_year"],
            base_value=told["base_value"],
            denominator=told["denominator"],
            trigger_on=told["trigger_on"],
            institution_types=tuple(told["institution_types"]),
            levels=tuple(told["levels"]),
            indicator=told["indicator"],
            mandatory=told["mandatory"],
        )


class TaskForm(RowForm):
    title = forms.CharField(label=_("Task"), widget=forms.Textarea(attrs={"rows": 2}))
    content = forms.CharField(label=_("Content"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    group = forms.ChoiceField(label=_("Field"), choices=[("", "–"), *TASK_GROUPS.items()], required=False)
    time_kind = forms.ChoiceField(label=_("When"), choices=[("", "–"), *TIME_KINDS.items()], required=False)
    time_text = forms.CharField(label=_("Time in the paper's words"), max_length=300, required=False)

    def values(self) -> TaskValues:
        told = self.cleaned_data
        return TaskValues(told["title"], told["content"], told["group"], told["time_kind"], told["time_text"])


class DutyForm(RowForm):
    cycle = forms.ChoiceField(label=_("How often"), choices=list(CYCLES.items()))
    due_day = forms.IntegerField(label=_("Due day"), min_value=1, max_value=31, required=False)
    due_month = forms.IntegerField(label=_("Due month"), min_value=1, max_value=12, required=False)
    due_on = forms.DateField(
        label=_("Due once, on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    reporters = forms.CharField(
        label=_("Reporting units"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One on each line."),
    )
    recipients = forms.CharField(
        label=_("To whom"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One on each line."),
    )

    def values(self) -> DutyValues:
        told = self.cleaned_data
        return DutyValues(
            told["cycle"],
            told["due_day"],
            told["due_month"],
            told["due_on"],
            _lines(told["reporters"]),
            _lines(told["recipients"]),
        )


class EventForm(RowForm):
    name = forms.CharField(label=_("Event"), max_length=200)
    day = forms.IntegerField(label=_("Day"), min_value=1, max_value=31, required=False)
    month = forms.IntegerField(label=_("Month"), min_value=1, max_value=12, required=False)
    lunar = forms.BooleanField(label=_("By the lunar calendar"), required=False)

    def values(self) -> EventValues:
        told = self.cleaned_data
        return EventValues(told["name"], told["day"], told["month"], told["lunar"])


FORMS: dict[str, type[RowForm]] = {
    "target": TargetForm,
    "task": TaskForm,
    "duty": DutyForm,
    "event": EventForm,
}


def initial_of(values: RowValues) -> dict[str, Any]:
    """A row's values as the fields of its form want them."""
    initial = dict(vars(values))
    for name in ("reporters", "recipients"):
        if name in initial:
            initial[name] = "\n".join(initial[name])
    if initial.get("indicator"):
        found = Indicator.objects.filter(code=initial["indicator"]).first()
        initial["indicator"] = f"{found.code}{SEPARATOR}{found.name}" if found else initial["indicator"]
    return initial


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class TieForm(forms.Form):
    """Which organisation a unit named by a task is: its code, or its name in full."""

    organisation = forms.CharField(
        label=_("Organisation"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
