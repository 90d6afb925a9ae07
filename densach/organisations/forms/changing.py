"""Changing and ending an organisation: each dated, each with its paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from densach.organisations.forms.fields import Choices, DayField, LegalBasisField, NameField
from densach.organisations.models import Level, OrganisationKind


class PlacedForm(forms.Form):
    """What an organisation is, where and under whom; the choices of places are those of one province."""

    name = NameField()
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", "—"), *OrganisationKind.choices])
    level = forms.ChoiceField(label=_("Level"), choices=[("", "—"), *Level.choices])
    parent = forms.ChoiceField(label=_("Stands under"))
    area = forms.ChoiceField(label=_("Place"))
    since = DayField(label=_("From which day"))
    legal_basis = LegalBasisField()

    def __init__(self, *args: Any, parents: Choices, areas: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = forms.ChoiceField(label=_("Stands under"), choices=[("", "—"), *parents])
        self.fields["area"] = forms.ChoiceField(label=_("Place"), choices=[("", "—"), *areas])


class ChangeForm(PlacedForm):
    field_order = ("since", "name", "kind", "level", "parent", "area", "legal_basis")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What stands under nobody may go on doing so.
        self.fields["parent"].required = False


class EndForm(forms.Form):
    last_day = DayField(label=_("Last day"))
    successor = forms.ChoiceField(
        label=_("Went on as"),
        required=False,
        help_text=_("Who took over its work; nobody, if it was given up."),
    )
    legal_basis = LegalBasisField()

    def __init__(self, *args: Any, successors: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"] = forms.ChoiceField(
            label=_("Went on as"),
            required=False,
            choices=[("", _("nobody")), *successors],
            help_text=_("Who took over its work; nobody, if it was given up."),
        )
