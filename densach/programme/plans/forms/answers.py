"""Answering what a target asks, and proposing a change of a binding one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from densach.files.actions import Upload
from densach.programme.plans.forms.rows import NumberField, TargetForm
from densach.programme.plans.models import ProposalState
from densach.programme.plans.rules.values import TargetValues

MOST: Final = 10**12


class AnswerForm(forms.Form):
    """What every answer has: the revision that the person saw, where the answer comes from, and a paper."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Where this comes from"),
        max_length=500,
        required=False,
        help_text=_("The number of the paper, or who told it."),
    )
    paper = forms.FileField(label=_("Paper"), required=False)

    def answered(self, values: TargetValues) -> TargetValues:
        """The target's values with the answer."""
        raise TypeError(f"{type(self).__name__} says what it answers")

    def upload(self) -> Upload | None:
        return Upload.sent(self.cleaned_data["paper"])

    def _ask_for_source(self) -> None:
        told = self.cleaned_data
        if not told.get("reason") and not told.get("paper"):
            self.add_error("reason", _("A number by hand needs its source: the paper, or its number."))


class DenominatorForm(AnswerForm):
    denominator = forms.IntegerField(label=_("Of how many"), min_value=1, max_value=MOST)
    field_order = ("denominator",)

    def clean(self) -> dict[str, Any]:
        self._ask_for_source()
        return self.cleaned_data

    def answered(self, values: TargetValues) -> TargetValues:
        return replace(values, denominator=self.cleaned_data["denominator"])


class BaseForm(AnswerForm):
    """The base year, and its value where the counting book does not know it."""

    base_year = forms.IntegerField(label=_("Base year"), min_value=1945, max_value=2200)
    base_value = NumberField(
        label=_("Value of the base year"),
        help_text=_("Leave empty to take what was counted. By hand only with its source."),
    )
    field_order = ("base_year", "base_value")

    def clean_base_value(self) -> int | None:
        value = self.cleaned_data["base_value"]
        if value is None:
            return None
        if value != int(value) or value <= 0:
            raise ValidationError(_("A whole number above nought is needed here."))
        return int(value)

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("base_value") is not None:
            self._ask_for_source()
        return self.cleaned_data

    def answered(self, values: TargetValues) -> TargetValues:
        told = self.cleaned_data
        return replace(values, base_year=told["base_year"], base_value=told["base_value"])


class StartForm(AnswerForm):
    """What stood at the start of the term, where nobody had answered then; nought is an answer too."""

    base_value = NumberField(
        label=_("How many there were at the start"),
        help_text=_("Nought has to be told too: what nobody told is not nought."),
    )
    field_order = ("base_value",)

    def clean_base_value(self) -> int:
        value = self.cleaned_data["base_value"]
        if value is None or value != int(value) or not 0 <= value <= MOST:
            raise ValidationError(_("A whole number is needed here, nought or more."))
        return int(value)

    def clean(self) -> dict[str, Any]:
        self._ask_for_source()
        return self.cleaned_data

    def answered(self, values: TargetValues) -> TargetValues:
        return replace(values, base_value=self.cleaned_data["base_value"])


class TriggerForm(AnswerForm):
    trigger_on = forms.DateField(
        label=_("The day on which it happened"), widget=forms.DateInput(attrs={"type": "date"})
    )
    field_order = ("trigger_on",)

    def answered(self, values: TargetValues) -> TargetValues:
        return replace(values, trigger_on=self.cleaned_data["trigger_on"])


ANSWERS: Final[dict[str, type[AnswerForm]]] = {
    "denominator": DenominatorForm,
    "base": BaseForm,
    "start": StartForm,
    "trigger": TriggerForm,
}


class ProposeForm(TargetForm):
    """The values as they should be, why, and the paper that says so; or that the target should go."""

    drop = forms.BooleanField(label=_("The target is to end, not to change"), required=False)
    reason = forms.CharField(
        label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}), required=True
    )
    basis = forms.CharField(
        label=_("By which paper"),
        max_length=200,
        required=False,
        help_text=_(
            "Number and symbol of the decision or letter that asks for the change; or send its file."
        ),
    )
    paper = forms.FileField(
        label=_("Paper"), required=False, help_text=_("The decision or letter that asks for the change.")
    )

    def upload(self) -> Upload | None:
        return Upload.sent(self.cleaned_data["paper"])


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ProposalFilter(forms.Form):
    """Which proposals are listed."""

    trang_thai = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *ProposalState.choices]
    )
    q = forms.CharField(label=_("Words"), required=False, max_length=100)


def filled_answer(name: str, data: Mapping[str, Any] | None, files: Any, **initial: Any) -> AnswerForm:
    """The form of a question, with what was sent or with its beginning. KeyError for a question without one."""
    return ANSWERS[name](data, files, initial=initial)
