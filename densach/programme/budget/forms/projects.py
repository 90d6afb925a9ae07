"""An investment project, its stages and its money."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from densach.files.actions import Upload
from densach.programme.budget.actions import ProjectValues
from densach.programme.budget.forms.fields import AmountField, RevisionForm, day_field
from densach.programme.budget.models import Project, Source, Stage
from densach.programme.budget.rules.lifecycle import PROJECT
from densach.programme.plans.models import Plan, Target


class ProjectForm(RevisionForm):
    unit = forms.ChoiceField(label=_("For which unit"))
    title = forms.CharField(label=_("Name of the project"), max_length=300)
    description = forms.CharField(
        label=_("What is built or renewed"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    total = AmountField(label=_("Total"), required=False)
    year_from = forms.IntegerField(label=_("From year"), required=False, min_value=2000, max_value=2100)
    year_to = forms.IntegerField(label=_("To year"), required=False, min_value=2000, max_value=2100)
    target = forms.ChoiceField(
        label=_("Target that it serves"), required=False, help_text=_("Works in stages of running plans.")
    )

    def __init__(
        self,
        *args: Any,
        units: Sequence[tuple[str, str]],
        targets: Sequence[tuple[Target, str]],
        plans: Sequence[Plan],
        project: Project | None = None,
        **kwargs: Any,
    ) -> None:
        told: dict[str, Any] = {"revision": 1}
        if project is not None:
            names = ("title", "description", "total", "year_from", "year_to", "revision")
            told = {name: getattr(project, name) for name in names}
            told["target"] = str(project.target_id or "")
        kwargs["initial"] = {**told, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self._targets = {str(one.pk): one for one, _words in targets}
        self._plans = {plan.pk: plan for plan in plans}
        choose(self, "target", [("", _("none")), *((str(one.pk), words) for one, words in targets)])
        if project is not None:
            del self.fields["unit"]
        else:
            choose(self, "unit", units)

    def values(self) -> ProjectValues:
        told = self.cleaned_data
        target = self._targets.get(told["target"])
        return ProjectValues(
            title=told["title"],
            description=told["description"],
            total=told["total"],
            year_from=told["year_from"],
            year_to=told["year_to"],
            plan=self._plans[target.plan_id] if target else None,
            target=target,
        )


class StageForm(RevisionForm):
    stage = forms.ChoiceField(label=_("Stage"), widget=forms.RadioSelect)
    on = day_field(_("Since"))
    legal_basis = forms.CharField(label=_("Paper"), required=False, max_length=300)
    note = forms.CharField(label=_("Note"), required=False, max_length=500)
    paper = forms.FileField(label=_("Its file"), required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        kwargs["initial"] = {"revision": project.revision, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        choose(self, "stage", [(one, Stage(one).label) for one in PROJECT[project.stage]])

    def upload(self) -> Upload | None:
        return Upload.sent(self.cleaned_data["paper"])


class MoneyForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    source = forms.ChoiceField(label=_("Source of money"), choices=Source.choices)
    allotted = AmountField(label=_("Allotted"), required=False)
    paid = AmountField(label=_("Paid out"), required=False)


def choose(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)
