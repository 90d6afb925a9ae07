"""Reviews: begun, written, taken anew, decided."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from densach.kernel.numbers import whole_number
from densach.programme.oversight.actions.reviews import Signing
from densach.programme.oversight.forms.acts import ActForm, choose, day_field, words_field
from densach.programme.oversight.forms.practices import one_of
from densach.programme.oversight.models import Review, ReviewKind
from densach.programme.oversight.queries import choices
from densach.programme.oversight.rules.lifecycle import MANAGE
from densach.programme.oversight.rules.outline import SECTIONS
from densach.ui.figures import language


class BeginForm(ActForm):
    """Which plan, which kind, as of which day."""

    wordless = True
    fileless = True
    organisation = forms.ChoiceField(label=_("Who reviews"))
    plan = forms.ChoiceField(label=_("Plan"))
    kind = forms.ChoiceField(label=_("Kind"), choices=ReviewKind.choices, widget=forms.RadioSelect)
    year = forms.IntegerField(label=_("Year"), min_value=2020, max_value=2100)
    on_day = day_field(_("Figures to the day"))

    def offer(self) -> None:
        one_of(self, choices.keepers(self.actor, MANAGE, self.on))
        choose(self, "plan", choices.plan_choices(self.actor))
        self.fields["kind"].initial = ReviewKind.YEARLY
        self.fields["year"].initial, self.fields["on_day"].initial = self.on.year, self.on


class WriteForm(ActForm):
    """A field for each section."""

    wordless = True
    fileless = True

    def offer(self) -> None:
        review = cast("Review", self.thing)
        for section in SECTIONS:
            self.fields[section.code] = words_field(
                section.title if language() == "vi" else section.label, 8, required=False
            )
            self.fields[section.code].initial = review.sections.get(section.code, "")

    def given(self) -> dict[str, Any]:
        return {"sections": {one.code: self.cleaned_data[one.code] for one in SECTIONS}}


class RefreshForm(ActForm):
    wordless = True
    fileless = True
    on_day = day_field(_("Figures to the day"))

    def offer(self) -> None:
        self.fields["on_day"].initial = cast("Review", self.thing).on

    def given(self) -> dict[str, Any]:
        return {"on": self.cleaned_data["on_day"]}


class DecideForm(ActForm):
    """What the decision adds: number, symbol, signer, day."""

    wordless = True
    fileless = True
    number = forms.CharField(label=_("Number"), max_length=20)
    symbol = forms.CharField(label=_("Symbol"), max_length=60, initial="BC-SVHTTDL")
    signer_name = forms.CharField(label=_("Signed by"), max_length=150)
    signer_title = forms.CharField(label=_("Office"), max_length=150)
    on_day = day_field(_("Signed on"))

    def offer(self) -> None:
        self.fields["signer_name"].initial, self.fields["on_day"].initial = self.actor.name, self.on

    def clean_number(self) -> str:
        number = whole_number(str(self.cleaned_data["number"]).lstrip("0"))
        if not number:
            raise forms.ValidationError(_("The number of the registry, in digits."))
        return str(number)

    def given(self) -> dict[str, Any]:
        told = self.cleaned_data
        names = ("number", "symbol", "signer_name", "signer_title")
        return {"signing": Signing(**{name: told[name] for name in names}, on=told["on_day"])}
