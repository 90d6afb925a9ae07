"""Founding, changing and ending an organisation: each dated, each with its paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from densach.kernel.vietnamese import clean_text, fold
from densach.organisations.models import CODE, Level, OrganisationKind

Choices = Sequence[tuple[str, str]]


def code_from(name: str) -> str:
    """A code for a name: small letters without accents, joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:80].strip("-")


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class NameField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, label=_("Full name"), **kwargs)

    def clean(self, value: Any) -> Any:
        return " ".join(clean_text(super().clean(value)).split())


class LegalBasisField(forms.CharField):
    def __init__(self) -> None:
        super().__init__(
            max_length=300,
            required=False,
            label=_("Legal basis"),
            help_text=_("Number and date of the decision, for example 12/QĐ-UBND of 05/02/2026."),
        )


class PlacedForm(forms.Form):
    """What founding and changing have in common; the choices of places are those of one province."""

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


class FoundForm(PlacedForm):
    """`code` may be left empty: it is then made from the name."""

    aliases = forms.CharField(
        label=_("Other names"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("As papers write it, one a line: an abbreviation, a former name."),
    )
    code = forms.CharField(
        label=_("Code"),
        required=False,
        max_length=80,
        validators=[CODE],
        help_text=_("It never changes. Left empty, it is made from the name."),
    )
    field_order = ("name", "kind", "level", "parent", "area", "since", "legal_basis", "aliases", "code")

    def __init__(self, *args: Any, may_stand_alone: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_stand_alone:
            self.fields["parent"].required = False
            self.fields["parent"].help_text = _("Left empty for a province's own committee.")

    def code_or_made(self) -> str:
        return self.cleaned_data["code"] or code_from(self.cleaned_data["name"])

    def alias_names(self) -> tuple[str, ...]:
        """The names once each, told apart as the register tells them apart."""
        found: dict[str, str] = {}
        for line in self.cleaned_data["aliases"].splitlines():
            if fold(line).strip():
                found.setdefault(fold(line).strip(), " ".join(line.split()))
        return tuple(found.values())


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
