"""A difficulty in two fields; what it belongs to can be told, and need not be."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from densach.kernel.numbers import whole_number
from densach.programme.oversight.forms.acts import ActForm, WordsOnlyForm, choose, words_field
from densach.programme.oversight.models import Difficulty
from densach.programme.oversight.queries import choices
from densach.programme.oversight.queries.doors import higher_than
from densach.programme.oversight.rules.lifecycle import RAISE


class RaiseForm(ActForm):
    """Two fields to fill; the unit is asked only of whoever speaks for several."""

    text = words_field(_("What hinders you"), 5)
    wish = words_field(_("What you ask for"), 3, required=False)
    organisation = forms.ChoiceField(label=_("Unit"))
    target = forms.ChoiceField(label=_("Target"), required=False)
    task = forms.ChoiceField(label=_("Task"), required=False)
    field_order = ("text", "wish", "organisation", "task", "target", "file")

    def offer(self) -> None:
        units = choices.units_where(self.actor, RAISE, self.on)
        choose(self, "organisation", units)
        if len(units) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
        if units:
            self.fields["organisation"].initial = units[0][0]
        choose(self, "target", choices.target_groups(self.actor), none=_("no particular one"))
        choose(self, "task", choices.task_groups(self.actor), none=_("no particular one"))

    def given(self) -> dict[str, Any]:
        keys = {name: whole_number(self.cleaned_data[name] or "") for name in ("target", "task")}
        return {
            "wish": self.cleaned_data["wish"],
            "target": choices.target_for(self.actor, keys["target"]) if keys["target"] else None,
            "task": choices.task_for(self.actor, keys["task"]) if keys["task"] else None,
        }


class ChangeForm(ActForm):
    """The same words again, to be put better."""

    text = words_field(_("What hinders you"), 5)
    wish = words_field(_("What you ask for"), 3, required=False)
    field_order = ("text", "wish", "file")

    def offer(self) -> None:
        if isinstance(self.thing, Difficulty):
            self.fields["text"].initial, self.fields["wish"].initial = self.thing.text, self.thing.wish

    def given(self) -> dict[str, Any]:
        return {"wish": self.cleaned_data["wish"]}


class ForwardForm(WordsOnlyForm):
    """To whom, and why it goes up."""

    to = forms.ChoiceField(label=_("To"))
    field_order = ("to", "text")

    def offer(self) -> None:
        if isinstance(self.thing, Difficulty):
            higher = higher_than(self.thing.addressee_id, self.on)
            choose(self, "to", [one for one in higher if one[0] != self.thing.organisation.code])

    def given(self) -> dict[str, Any]:
        return {"to": self.unit("to")}
