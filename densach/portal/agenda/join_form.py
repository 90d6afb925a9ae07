"""Enrolling oneself or a child."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext_lazy as _

NEW: Final = "moi"


class JoinForm(forms.Form):
    """Who, which session, whether a fee is due, and what is agreed to. Nothing is chosen beforehand but oneself."""

    who = forms.ChoiceField(label=_("Who takes part"), widget=forms.RadioSelect)
    child_name = forms.CharField(label=_("Name of the child"), required=False, max_length=150)
    child_born = forms.DateField(
        label=_("The child’s day of birth"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    relation = forms.CharField(
        label=_("What I am to the child"),
        required=False,
        max_length=60,
        help_text=_("mother, father, guardian…"),
    )
    born = forms.DateField(
        label=_("My day of birth"),
        required=False,
        help_text=_("Only because this activity is for certain ages."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    session = forms.ChoiceField(label=_("Which session"), widget=forms.RadioSelect)
    free = forms.ChoiceField(label=_("Fee"), required=False, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Something the unit should know"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    agreed = forms.BooleanField(
        label=_("I answer for this child and agree that it takes part."), required=False
    )
    learning_record = forms.BooleanField(required=False)
    photo = forms.BooleanField(required=False)
    sure = forms.MultipleChoiceField(
        label=_("Please confirm"), required=False, widget=forms.CheckboxSelectMultiple
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[str, str]],
        sessions: Sequence[tuple[str, str]],
        free: Sequence[tuple[str, str]],
        consents: Sequence[tuple[str, str]],
        ages: bool,
        own_born: date | None,
        for_children: bool = False,
        questions: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choose("who", [*people, (NEW, _("A child of mine who is not in the list"))])
        # What is for children is for one of the children; the page of a new one opens there.
        offered = [code for code, _name in people][1 if for_children else 0 :]
        self.initial.setdefault("who", offered[0] if offered else NEW)
        self.use_required_attribute = False
        for name in ("child_name", "child_born"):
            self.fields[name].required = not self.is_bound or self.data.get("who") == NEW
            self.fields[name].error_messages["required"] = _(
                "A child is enrolled with its name and day of birth."
            )
        self._choose("session", list(sessions)) if sessions else self.fields.pop("session")
        self._choose("free", [("", _("I pay the fee")), *free]) if free else self.fields.pop("free")
        self._choose("sure", list(questions)) if questions else self.fields.pop("sure")
        if not ages or own_born is not None:
            del self.fields["born"]
        for name, words in consents:
            self.fields[name].label = words

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("who") not in {"", None, "toi"} and not told.get("agreed"):
            self.add_error("agreed", _("Whoever answers for the child has to agree."))
        return told
