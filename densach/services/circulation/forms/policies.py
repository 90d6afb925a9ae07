"""A lending rule as it is written, and the question which one holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from densach.kernel.vietnamese import clean_text
from densach.services.circulation.models import RuleKind

Choices = Sequence[tuple[str, str]]


class RuleForm(forms.Form):
    """One kind, one value, for a library, a category of readers and a type of item; empty means all."""

    kind = forms.ChoiceField(label=_("Rule"), choices=RuleKind.choices)
    library = forms.ChoiceField(label=_("Library"), required=False)
    category = forms.ChoiceField(label=_("Readers"), required=False)
    item_type = forms.ChoiceField(label=_("Items"), required=False)
    value = forms.IntegerField(
        label=_("Value"), min_value=0, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        libraries: Choices,
        categories: Choices,
        item_types: Choices,
        everywhere: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("all libraries"))] if everywhere else []
        _offer(self, "library", [*every, *libraries])
        self.fields["library"].required = not everywhere
        _offer(self, "category", [("", _("all readers")), *categories])
        _offer(self, "item_type", [("", _("all items")), *item_types])

    def clean_note(self) -> str:
        return clean_text(self.cleaned_data["note"])


class ExplainForm(forms.Form):
    """For whom and what the rules are explained."""

    library = forms.ChoiceField(label=_("Library"), required=False)
    category = forms.ChoiceField(label=_("Readers"), required=False)
    item_type = forms.ChoiceField(label=_("Items"), required=False)

    def __init__(
        self, *args: Any, libraries: Choices, categories: Choices, item_types: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "library", libraries)
        _offer(self, "category", categories)
        _offer(self, "item_type", item_types)


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    known = form.fields[name]
    form.fields[name] = forms.ChoiceField(label=known.label, required=known.required, choices=list(choices))
