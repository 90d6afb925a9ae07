"""Inspections, visits, findings, recommendations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.programme.oversight.actions.inspections import InspectionText
from densach.programme.oversight.actions.visits import Record
from densach.programme.oversight.forms.acts import (
    ActForm,
    WordsOnlyForm,
    choose,
    day_field,
    words_field,
)
from densach.programme.oversight.models import Inspection, Severity, Visit
from densach.programme.oversight.queries import choices
from densach.programme.oversight.rules.lifecycle import MANAGE, VIEW
from densach.programme.plans import queries as plans

_MONTH = timedelta(days=30)


class InspectionForm(ActForm):
    """A plan of inspection, new or changed."""

    wordless = True
    fileless = True
    organisation = forms.ChoiceField(label=_("Who inspects"))
    title = forms.CharField(label=_("Title"), max_length=300)
    year = forms.IntegerField(label=_("Year"), min_value=2020, max_value=2100)
    plan = forms.ChoiceField(label=_("Plan that is inspected"), required=False)
    subject = words_field(_("What is looked at"), 4, required=False)
    members = words_field(
        _("Team"), 5, required=False, help_text=_("One person a line, the leader first: name, post.")
    )

    def offer(self) -> None:
        choose(self, "organisation", choices.keepers(self.actor, MANAGE, self.on))
        choose(self, "plan", choices.plan_choices(self.actor), none=_("no particular one"))
        self.fields["year"].initial = self.on.year
        if isinstance(self.thing, Inspection):
            del self.fields["organisation"]
            for name in ("title", "year", "subject", "members"):
                self.fields[name].initial = getattr(self.thing, name)
            self.fields["plan"].initial = self.thing.plan.code if self.thing.plan else ""

    def said(self) -> InspectionText:
        told = self.cleaned_data
        plan = plans.plan_for(self.actor, told["plan"]) if told["plan"] else None
        return InspectionText(told["title"], told["year"], told["subject"], told["members"], plan)

    def given(self) -> dict[str, Any]:
        return {"text": self.said()}


class IssueForm(ActForm):
    """The decision by which the inspection begins."""

    wordless = True
    number = forms.CharField(label=_("Number and symbol of the decision"), max_length=80)
    on_day = day_field(_("Signed on"))
    field_order = ("number", "on_day", "file")

    def offer(self) -> None:
        self.fields["on_day"].initial = self.on

    def given(self) -> dict[str, Any]:
        return {"number": self.cleaned_data["number"], "on": self.cleaned_data["on_day"]}


class VisitsForm(ActForm):
    """Units that are visited on one day."""

    wordless = True
    fileless = True
    units = forms.MultipleChoiceField(
        label=_("Units"),
        widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text=_("Hold Ctrl to choose several."),
    )
    planned_on = day_field(pgettext_lazy("visit", "Day"))
    place = forms.CharField(label=_("Place of the visit"), max_length=200, required=False)

    def offer(self) -> None:
        field = cast("forms.MultipleChoiceField", self.fields["units"])
        field.choices = choices.units_where(self.actor, VIEW, self.on)

    def given(self) -> dict[str, Any]:
        told = self.cleaned_data
        units = [organisations.by_code(code) for code in told["units"]]
        return {"units": units, "planned_on": told["planned_on"], "place": told["place"]}


class RecordForm(ActForm):
    """The record of a visit; the words are its summary."""

    visited_on = day_field(_("Held on"))
    place = forms.CharField(label=_("Place of the visit"), max_length=200, required=False)
    received_by = forms.CharField(label=_("Who received the team"), max_length=300, required=False)
    text = words_field(_("Summary"), 6, required=False)
    file = forms.FileField(label=_("Photo of the visit"), required=False)
    field_order = ("visited_on", "place", "received_by", "text", "file")

    def offer(self) -> None:
        visit = cast("Visit", self.thing)
        self.fields["visited_on"].initial = visit.visited_on or min(visit.planned_on, self.on)
        self.fields["place"].initial = visit.place
        self.fields["received_by"].initial = visit.received_by
        self.fields["text"].initial = visit.summary

    def given(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {"record": Record(told["visited_on"], told["place"], told["received_by"])}


class MoveForm(WordsOnlyForm):
    planned_on = day_field(_("New day"))
    field_order = ("planned_on", "text")

    def offer(self) -> None:
        self.fields["planned_on"].initial = cast("Visit", self.thing).planned_on

    def given(self) -> dict[str, Any]:
        return {"planned_on": self.cleaned_data["planned_on"]}


class FindingForm(ActForm):
    """What was found, how grave it is, and what it belongs to."""

    text = words_field(_("What was found"), 4)
    severity = forms.ChoiceField(label=_("How grave"), choices=Severity.choices, widget=forms.RadioSelect)
    target = forms.ChoiceField(label=_("Target"), required=False)
    clause = forms.CharField(label=_("Clause"), max_length=120, required=False)
    field_order = ("text", "severity", "target", "clause", "file")

    def offer(self) -> None:
        plan = cast("Visit", self.thing).inspection.plan
        choose(self, "target", choices.targets_of(plan), none=_("no particular one"))

    def given(self) -> dict[str, Any]:
        told = self.cleaned_data
        key = whole_number(told["target"] or "")
        target = choices.target_for(self.actor, key) if key else None
        return {"severity": told["severity"], "clause": told["clause"], "target": target}


class RecommendForm(WordsOnlyForm):
    """What has to be done, by whom, by when."""

    text = words_field(_("What has to be done"), 4)
    to = forms.ChoiceField(label=_("By whom"))
    due = day_field(_("To be done by"))
    finding = forms.ChoiceField(label=_("Because of"), required=False)

    def offer(self) -> None:
        visit = cast("Visit", self.thing)
        choose(self, "to", choices.to_recommend(visit, self.on))
        choose(self, "finding", choices.findings_of(visit), none=_("no particular finding"))
        self.fields["due"].initial = (visit.visited_on or self.on) + _MONTH

    def given(self) -> dict[str, Any]:
        told = self.cleaned_data
        key = whole_number(told["finding"] or "")
        finding = cast("Visit", self.thing).findings.filter(pk=key).first() if key else None
        return {"to": self.unit("to"), "due": told["due"], "finding": finding}
