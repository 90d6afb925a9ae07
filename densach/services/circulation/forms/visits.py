"""What the page of visits sends: taps, the gate's number, a card, the closing of a day."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.facts.measures import AGE, ETHNIC, SEX
from densach.kernel.vietnamese import clean_text
from densach.services.circulation.models import VisitWay


class TapForm(forms.Form):
    """Somebody came in, or a group: `age`, `sex`, `ethnic` are empty where nobody asked."""

    quantity = forms.IntegerField(min_value=1, max_value=500, required=False)
    age = forms.ChoiceField(choices=[("", ""), *((one, one) for one in AGE)], required=False)
    sex = forms.ChoiceField(choices=[("", ""), *((one, one) for one in SEX)], required=False)
    ethnic = forms.ChoiceField(choices=[("", ""), *((one, one) for one in ETHNIC)], required=False)
    key = forms.CharField(max_length=64, required=False)

    def clean_quantity(self) -> int:
        return int(self.cleaned_data["quantity"] or 1)


class GateForm(forms.Form):
    """What the gate shows now."""

    number = forms.IntegerField(
        label=_("What the gate shows"),
        min_value=0,
        max_value=2_000_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    both_ways = forms.BooleanField(
        label=_("It counts people coming and going"),
        required=False,
        help_text=_("Then half of it are visits."),
    )
    reset = forms.BooleanField(label=_("It was set back to zero since the last reading"), required=False)


class CardForm(forms.Form):
    """A reader shows the card on coming in."""

    card = forms.CharField(
        label=pgettext_lazy("desk", "Card"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "spellcheck": "false"}),
    )


class WayForm(forms.Form):
    """How visits are counted here."""

    way = forms.ChoiceField(
        label=_("How visits are counted here"), choices=VisitWay.choices, widget=forms.RadioSelect
    )


class ClosingForm(forms.Form):
    """The day to close, with a note."""

    on = forms.DateField(widget=forms.HiddenInput)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def clean_note(self) -> str:
        return clean_text(self.cleaned_data["note"])
