"""Rounds, proposals, decisions."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from densach.programme.oversight.actions.commendations import Decision, Proposal, RoundText
from densach.programme.oversight.forms.acts import (
    ActForm,
    choose,
    day_field,
    file_field,
    period_of,
    words_field,
)
from densach.programme.oversight.models import CommendationRound, Nomination, Whom
from densach.programme.oversight.queries import choices
from densach.programme.oversight.rules.lifecycle import MANAGE, RAISE


class RoundForm(ActForm):
    """A call for proposals, new or changed."""

    wordless = True
    fileless = True
    organisation = forms.ChoiceField(label=_("Who commends"))
    title = forms.CharField(label=_("Title"), max_length=300)
    year = forms.IntegerField(label=_("Year"), min_value=2020, max_value=2100)
    criteria = words_field(_("Criteria"), 5, help_text=_("One a line, with its points where there are any."))
    period_from = day_field(_("Figures from"))
    period_to = day_field(_("Figures to"))
    propose_by = day_field(_("Proposals by"))

    def offer(self) -> None:
        choose(self, "organisation", choices.keepers(self.actor, MANAGE, self.on))
        year = self.on.year
        first = {"year": year, "period_from": date(year, 1, 1), "period_to": date(year, 12, 31)}
        if isinstance(self.thing, CommendationRound):
            del self.fields["organisation"]
            names = ("title", "year", "criteria", "period_from", "period_to", "propose_by")
            first = {name: getattr(self.thing, name) for name in names}
        for name, value in first.items():
            self.fields[name].initial = value

    def said(self) -> RoundText:
        told = self.cleaned_data
        period = period_of(told)
        return RoundText(told["title"], told["year"], told["criteria"], period, told["propose_by"])

    def given(self) -> dict[str, Any]:
        return {"text": self.said()}


class ProposalForm(ActForm):
    """Whom, for what. Of a person only the name and the post."""

    organisation = forms.ChoiceField(label=_("Unit that proposes"))
    whom = forms.ChoiceField(label=_("Whom"), choices=Whom.choices, widget=forms.RadioSelect)
    person = forms.CharField(
        label=_("Name"),
        max_length=150,
        required=False,
        help_text=_("Of a person or a supporter; leave it empty for the unit itself."),
    )
    post = forms.CharField(label=_("Post"), max_length=150, required=False)
    award = forms.CharField(
        label=_("Form of commendation"),
        max_length=200,
        help_text=_("For example: Giấy khen của Giám đốc Sở."),
    )
    text = words_field(
        _("Merits"),
        6,
        help_text=_(
            "The unit's figures, models and tasks are gathered by themselves: tell what they do not."
        ),
    )
    file = file_field(_("Record of the unit's vote or photo"))
    field_order = ("organisation", "whom", "person", "post", "award", "text", "file")

    def offer(self) -> None:
        self.fields["whom"].initial = Whom.COLLECTIVE
        if isinstance(self.thing, Nomination):
            del self.fields["organisation"]
            for name in ("whom", "person", "post", "award"):
                self.fields[name].initial = getattr(self.thing, name)
            self.fields["text"].initial = self.thing.merits
            return
        units = choices.units_where(self.actor, RAISE, self.on)
        choose(self, "organisation", units)
        if len(units) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.fields["organisation"].initial = units[0][0]

    def said(self) -> Proposal:
        told = self.cleaned_data
        return Proposal(told["whom"], told["award"], told["person"], told["post"])

    def given(self) -> dict[str, Any]:
        return {"proposal": self.said()}


class AgreeForm(ActForm):
    points = forms.IntegerField(
        label=_("Points"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=_("0 to 100 by the criteria."),
    )
    fileless = True
    field_order = ("points", "text")

    def given(self) -> dict[str, Any]:
        return {"points": self.cleaned_data["points"]}


class AwardForm(ActForm):
    """The decision, with its signer."""

    wordless = True
    number = forms.CharField(label=_("Number and symbol of the decision"), max_length=80)
    on_day = day_field(_("Signed on"))
    signer = forms.CharField(label=_("Signed by"), max_length=150, required=False)
    field_order = ("chosen", "number", "on_day", "signer", "file")

    def offer(self) -> None:
        self.fields["on_day"].initial = self.on
        self.fields["signer"].initial = self.actor.name

    def given(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {"decision": Decision(told["number"], told["on_day"], told["signer"])}


class AwardAllForm(AwardForm):
    """One decision for many proposals, each as it was seen."""

    chosen = forms.MultipleChoiceField(label=_("Whom"), widget=forms.CheckboxSelectMultiple)

    def offer(self) -> None:
        super().offer()
        offered = choices.agreed_in(cast("CommendationRound", self.thing), self.on)
        field = cast("forms.MultipleChoiceField", self.fields["chosen"])
        field.choices = offered
        field.initial = [key for key, _words in offered]

    def clean_chosen(self) -> list[tuple[int, int]]:
        """Numbers with the revisions that were seen."""
        pairs = (str(one).split("-") for one in self.cleaned_data["chosen"])
        return [(int(key), int(revision)) for key, revision in pairs]
