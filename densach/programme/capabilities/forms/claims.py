"""Answering, filtering and returning."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.kernel.numbers import whole_number
from densach.programme.capabilities.models import Capability, Claim, ClaimState, Stage


class ClaimForm(forms.Form):
    """Yes or no; for a work in stages, how far it is. With the day from which it holds, and its paper."""

    answer = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect)
    since = forms.DateField(
        label=_("Since"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What shows it: the service and its hours, the decision and its number."),
    )
    evidence = forms.FileField(
        label=_("Paper or photo"),
        required=False,
        help_text=_("A decision, a report or a photo; the level above verifies by it."),
    )

    def __init__(
        self, *args: Any, capability: Capability, claim: Claim | None, on: date, **kwargs: Any
    ) -> None:
        told: dict[str, object] = {"since": on}
        if claim is not None:
            plain = "yes" if claim.answer else "no"
            told["answer"] = str(claim.stage) if capability.staged else plain
        kwargs["initial"] = {**told, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        choices: Iterable[tuple[str, object]] = [
            ("yes", pgettext_lazy("capability", "Yes")),
            ("no", pgettext_lazy("capability", "No")),
        ]
        if capability.staged:
            choices = [(str(value), label) for value, label in reversed(Stage.choices)]
        field = self.fields["answer"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)

    def is_yes(self) -> bool:
        return self.cleaned_data["answer"] in {"yes", str(Stage.DONE.value)}

    def stage(self) -> int | None:
        """The stage told, or None where the question has none."""
        told: str = self.cleaned_data["answer"]
        return whole_number(told)


class WaitingFilter(forms.Form):
    """The list of answers to verify: by state, capability and place."""

    state = forms.ChoiceField(label=_("State"), required=False)
    capability = forms.ChoiceField(label=_("Question"), required=False)
    area = forms.ChoiceField(label=_("Place"), required=False)

    def __init__(
        self, data: Any, *, capabilities: Iterable[Capability], areas: Iterable[tuple[int, str]]
    ) -> None:
        super().__init__(data)
        every = [("all", _("all"))]
        _choose(self, "state", [*ClaimState.choices, *every])
        _choose(self, "capability", [("", _("all")), *((one.code, one.name) for one in capabilities)])
        _choose(self, "area", [("", _("all")), *((str(key), name) for key, name in areas)])

    def state_wanted(self) -> str:
        """Empty for all; those that wait unless something else is chosen."""
        told: str = self.cleaned_data.get("state") or ClaimState.CLAIMED
        return "" if told == "all" else told


class PlaceFilter(forms.Form):
    """The lists of one capability: by place."""

    area = forms.ChoiceField(label=_("Place"), required=False)

    def __init__(self, data: Any, *, areas: Iterable[tuple[int, str]]) -> None:
        super().__init__(data)
        _choose(self, "area", [("", _("all")), *((str(key), name) for key, name in areas)])


class ReturnForm(forms.Form):
    """A word on what is missing; that it is there is the action's to see to."""

    remark = forms.CharField(label=_("What is missing"), max_length=500, required=False)


def _choose(form: forms.Form, name: str, choices: list[tuple[Any, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
