"""Models and the units that take them up; assessments by partners."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.kernel.numbers import whole_number
from densach.programme.oversight.actions.assessments import AssessmentText
from densach.programme.oversight.actions.practices import PracticeText
from densach.programme.oversight.forms.acts import (
    ActForm,
    choose,
    day_field,
    file_field,
    words_field,
)
from densach.programme.oversight.models import ExternalAssessment, Practice
from densach.programme.oversight.queries import choices
from densach.programme.oversight.rules.lifecycle import MANAGE, RAISE
from densach.programme.plans import queries as plans


class PracticeForm(ActForm):
    """A model offered: what it is called, what is done, what it has brought."""

    organisation = forms.ChoiceField(label=_("Unit"))
    title = forms.CharField(label=_("Name of the model"), max_length=300)
    text = words_field(_("What is done, and how"), 6)
    result = words_field(_("What it has brought"), 4, required=False)
    since = day_field(_("Since"))
    file = file_field(_("Photo"))
    field_order = ("organisation", "title", "text", "result", "since", "file")

    def offer(self) -> None:
        if isinstance(self.thing, Practice):
            del self.fields["organisation"]
            for name in ("title", "text", "result", "since"):
                self.fields[name].initial = getattr(self.thing, name)
            return
        one_of(self, choices.units_where(self.actor, RAISE, self.on))

    def said(self) -> PracticeText:
        told = self.cleaned_data
        return PracticeText(told["title"], told["since"], told["result"])

    def given(self) -> dict[str, Any]:
        return {"text": self.said()}


def one_of(form: forms.Form, units: list[tuple[str, str]]) -> None:
    """Whoever speaks for one unit only is not asked which."""
    choose(form, "organisation", units)
    if len(units) == 1:
        form.fields["organisation"].widget = forms.HiddenInput()
    if units:
        form.fields["organisation"].initial = units[0][0]


class RecogniseForm(ActForm):
    wordless = True
    number = forms.CharField(label=_("Number and symbol of the decision"), max_length=80)
    on_day = day_field(_("Signed on"))
    public = forms.BooleanField(label=_("Citizens may see it"), required=False)
    field_order = ("number", "on_day", "public", "file")

    def offer(self) -> None:
        self.fields["on_day"].initial = self.on

    def given(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {"number": told["number"], "on": told["on_day"], "public": told["public"]}


class ShowForm(ActForm):
    wordless = True
    fileless = True
    public = forms.BooleanField(label=_("Citizens may see it"), required=False)

    def offer(self) -> None:
        self.fields["public"].initial = cast("Practice", self.thing).public

    def given(self) -> dict[str, Any]:
        return {"public": self.cleaned_data["public"]}


class UseForm(ActForm):
    """A unit takes the model up."""

    organisation = forms.ChoiceField(label=_("Unit"))
    since = day_field(_("Since"))
    text = words_field(_("What came of it"), 4, required=False)
    file = file_field(_("Photo"))
    field_order = ("organisation", "since", "text", "file")

    def offer(self) -> None:
        own = cast("Practice", self.thing).organisation.code
        one_of(self, [one for one in choices.units_where(self.actor, RAISE, self.on) if one[0] != own])
        self.fields["since"].initial = self.on


class EndUseForm(ActForm):
    fileless = True
    until = day_field(_("Last day"))
    text = words_field(_("What came of it"), 4, required=False)
    field_order = ("until", "text")

    def offer(self) -> None:
        self.fields["until"].initial = self.on


class AssessmentForm(ActForm):
    """By whom, when, how, with which judgement."""

    organisation = forms.ChoiceField(label=_("Who keeps it"))
    title = forms.CharField(label=_("Title"), max_length=300)
    partner = forms.CharField(label=_("Who assessed"), max_length=200)
    on_day = day_field(pgettext_lazy("assessment", "Day"))
    plan = forms.ChoiceField(label=_("Plan"), required=False)
    method = words_field(_("How it was assessed"), 3)
    text = words_field(_("Judgement"), 5)
    field_order = ("organisation", "title", "partner", "on_day", "plan", "method", "text", "file")

    def offer(self) -> None:
        one_of(self, choices.keepers(self.actor, MANAGE, self.on))
        choose(self, "plan", choices.plan_choices(self.actor), none=_("no particular one"))

    def said(self) -> AssessmentText:
        told = self.cleaned_data
        plan = plans.plan_for(self.actor, told["plan"]) if told["plan"] else None
        return AssessmentText(told["title"], told["partner"], told["on_day"], told["method"], plan)


class CompareForm(ActForm):
    """Their figure on one target; ours of that day is put beside it."""

    fileless = True
    target = forms.ChoiceField(label=_("Target"))
    theirs = forms.CharField(label=_("Their figure"), max_length=120)
    text = words_field(_("Note"), 2, required=False)
    field_order = ("target", "theirs", "text")

    def offer(self) -> None:
        choose(self, "target", choices.targets_of(cast("ExternalAssessment", self.thing).plan))

    def given(self) -> dict[str, Any]:
        key = whole_number(self.cleaned_data["target"]) or 0
        return {"target": choices.target_for(self.actor, key), "theirs": self.cleaned_data["theirs"]}
