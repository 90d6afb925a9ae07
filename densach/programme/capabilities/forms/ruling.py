"""A rule of proof, as a sentence with blanks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from densach.facts.measures import DIMENSION_WORDS, Measure
from densach.programme.capabilities.actions import NewRule
from densach.programme.capabilities.models import Capability, ProofRule

_ASKED = ("measure", "at_least", "months", "window", "dimension", "values", "together")


class RuleForm(forms.Form):
    """In `months` of the last `window` whole months, at least `at_least` of `measure`; from a day on, by a paper."""

    measure = forms.ChoiceField(label=_("What is counted"))
    at_least = forms.IntegerField(label=_("At least, each month"), min_value=1, initial=1)
    months = forms.IntegerField(label=_("In how many months"), min_value=1, max_value=36, initial=9)
    window = forms.IntegerField(label=_("Of the last whole months"), min_value=1, max_value=36, initial=12)
    dimension = forms.ChoiceField(
        label=_("Or of different kinds, told apart by"),
        required=False,
        help_text=_("Then the months are looked at together, and enough is asked of each of so many values."),
    )
    values = forms.IntegerField(
        label=_("How many different values"), min_value=1, max_value=20, required=False
    )
    together = forms.BooleanField(
        label=_("Proves only together with the other rules so marked"), required=False
    )
    since = forms.DateField(
        label=_("Holds from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    legal_basis = forms.CharField(
        label=_("By which paper"),
        max_length=300,
    )
    paper = forms.FileField(label=_("File of the paper"), required=False)

    def __init__(
        self,
        *args: Any,
        measures: Iterable[Measure],
        rule: ProofRule | None,
        on: date,
        trying: bool,
        **kwargs: Any,
    ) -> None:
        initial: dict[str, object] = {"since": on}
        if rule is not None:
            initial |= {name: getattr(rule, name) for name in _ASKED}
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        known = list(measures)
        # Whoever only tries a rule has no paper for it yet.
        self.fields["legal_basis"].required = not trying
        field = self.fields["measure"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(one.code, f"{one.name} ({one.unit})") for one in known]
        apart = {dimension for one in known for dimension in one.slices}
        field = self.fields["dimension"]
        if isinstance(field, forms.ChoiceField):
            told = [(code, gettext(words)) for code, words in DIMENSION_WORDS.items() if code in apart]
            field.choices = [("", _("nothing: month by month")), *told]

    def asks(self) -> NewRule:
        data = self.cleaned_data
        varied = bool(data["dimension"])
        return NewRule(
            data["measure"],
            data["at_least"],
            # Of variety the months are looked at together, so their number says nothing.
            1 if varied else data["months"],
            data["window"],
            data["dimension"],
            (data["values"] or 1) if varied else 0,
            data["together"],
        )


class CapabilityChoice(forms.Form):
    """For which question a new rule is meant."""

    capability = forms.ChoiceField(label=_("Question"))

    def __init__(self, data: Any, *, capabilities: Iterable[Capability]) -> None:
        super().__init__(data)
        field = self.fields["capability"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(one.code, one.name) for one in capabilities]
