"""Consents, requests about one's own data, and their answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from densach.people.models import RequestKind
from densach.people.rules.purposes import PURPOSES


class PurposeForm(forms.Form):
    """Which purpose; nothing is chosen beforehand. `child_agreed` is asked only where a child's own word counts."""

    purpose = forms.ChoiceField(label=_("Agrees to"))
    child_agreed = forms.BooleanField(label=_("The child itself agrees too"), required=False)

    def __init__(self, *args: Any, of_child: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"] = forms.ChoiceField(
            label=_("Agrees to"),
            choices=[("", "—"), *((one.code, gettext(one.name)) for one in PURPOSES.values())],
        )
        self.order_fields(["purpose", "child_agreed"])
        if not of_child:
            del self.fields["child_agreed"]


class AskForm(forms.Form):
    """What somebody asks about their own data."""

    kind = forms.ChoiceField(label=_("What is asked"), choices=[("", "—"), *RequestKind.choices])
    words = forms.CharField(
        label=_("In words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is wrong, or what should no longer be done. No reason is needed."),
    )


class RecordForm(AskForm):
    """The same, written down by staff."""

    asked_by = forms.CharField(
        label=_("Asked by"),
        max_length=150,
        required=False,
        help_text=_("The person itself where this is left empty; else the guardian's name."),
    )


class AnswerForm(forms.Form):
    """What the person is told."""

    words = forms.CharField(
        label=_("Answer in words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed for a refusal: the reason, and the law."),
    )
