"""Forms of the register of papers, of sending and of plans that hang together."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.files.actions import Upload
from densach.organisations.models import Level, OrganisationKind
from densach.programme.plans.actions import stamp_of
from densach.programme.plans.forms.rows import NumberField
from densach.programme.plans.models import Document, Relation, Target
from densach.programme.plans.rules.papers import TYPES, PaperValues

_FILES = ".docx,.pdf,.doc,.txt,.md,.jpg,.jpeg,.png"


class PaperForm(forms.Form):
    """A paper of the register; `seen` is what the person saw of it, for two people may write at once."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    organisation = forms.ChoiceField(
        label=_("Issued by"), required=False, help_text=_("A unit of yours, or another body named below.")
    )
    issuer = forms.CharField(label=_("Another body"), max_length=200, required=False)
    document_type = forms.CharField(
        label=_("Kind of paper"), max_length=60, widget=forms.TextInput(attrs={"list": "paper-types"})
    )
    number = forms.CharField(
        label=pgettext_lazy("paper", "Number"),
        max_length=20,
        required=False,
        help_text=_("A draft has none; enter it when the registry has given it."),
    )
    symbol = forms.CharField(
        label=pgettext_lazy("paper", "Symbol"), max_length=60, required=False, help_text=_("As in KH-UBND.")
    )
    issued_on = forms.DateField(
        label=_("Issued on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    abstract = forms.CharField(
        label=_("About"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    file = forms.FileField(
        label=_("File"), required=False, widget=forms.FileInput(attrs={"accept": _FILES}), max_length=200
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [("", _("another body"))]
        self.fields["organisation"].choices = [*places, *others]  # type: ignore[attr-defined]  # a choice field, as declared

    @property
    def types(self) -> tuple[str, ...]:
        """Kinds that the page proposes."""
        return TYPES

    def values(self, issuer: str) -> PaperValues:
        """What was written; `issuer` is the name of the unit chosen, if one was."""
        told = self.cleaned_data
        return PaperValues(
            told["document_type"],
            told["number"].strip(),
            told["symbol"].strip(),
            issuer or told["issuer"],
            told["issued_on"],
            None,
            told["abstract"],
        )

    def upload(self) -> Upload | None:
        return Upload.sent(self.cleaned_data["file"])


def paper_initial(document: Document) -> dict[str, Any]:
    """A paper as the fields of its form want it."""
    names = ("document_type", "number", "symbol", "issuer", "issued_on", "abstract")
    told = {name: getattr(document, name) for name in names}
    place = document.organisation.code if document.organisation else ""
    return {**told, "organisation": place, "seen": stamp_of(document)}


class LinkForm(forms.Form):
    """How the paper of the page stands to another one, chosen among those found."""

    relation = forms.ChoiceField(label=_("How it stands"), choices=Relation.choices)
    other = forms.CharField(widget=forms.HiddenInput)


class SendForm(forms.Form):
    """Who must issue a plan of their own, and by when; the units themselves are ticked in the list."""

    must_issue = forms.BooleanField(label=_("They issue a plan of their own"), required=False)
    due = forms.DateField(
        label=_("No later than"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ReachForm(forms.Form):
    """Which units the list of addressees offers."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all")), *OrganisationKind.choices]
    )
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[("", _("all")), *Level.choices])
    area = forms.ChoiceField(label=_("Place"), required=False)

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("all")), *areas]  # type: ignore[attr-defined]  # a choice field, as declared


class DeriveForm(forms.Form):
    """A unit's own plan: whose, how it is called, and for each target of the parent whether and how much."""

    organisation = forms.ChoiceField(label=_("Plan of"))
    title = forms.CharField(
        label=_("Name of the plan"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, *args: Any, places: list[tuple[str, str]], targets: list[Target], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = places  # type: ignore[attr-defined]  # a choice field, as declared
        self.targets = targets
        for row in targets:
            self.fields[f"take-{row.pk}"] = forms.BooleanField(required=False)
            self.fields[f"low-{row.pk}"] = NumberField()
            self.fields[f"high-{row.pk}"] = NumberField()

    def taken(self) -> list[tuple[Target, Decimal | None, Decimal | None]]:
        """The targets that were ticked, with what was written beside them."""
        told = self.cleaned_data
        return [
            (row, told.get(f"low-{row.pk}"), told.get(f"high-{row.pk}"))
            for row in self.targets
            if told.get(f"take-{row.pk}")
        ]


class PaperUploadForm(forms.Form):
    """The paper of a plan that was written here first."""

    paper = forms.FileField(
        label=_("The paper"),
        help_text=_("As it was issued: .docx, .pdf, .doc, .txt or .md, at most 50 MB. It is kept unchanged."),
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.doc,.txt,.md"}),
    )
