"""What is typed at a session: marks, taps, whoever came without enrolling, codes, and words why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.facts.measures import ETHNIC, REMOTE, ROLE, SEX
from densach.kernel.numbers import whole_number
from densach.services.activities.rules.attending import MOST_KEY, MOST_TAPPED, STATUSES, WalkIn
from densach.services.activities.rules.bands import BY_CODE
from densach.services.activities.rules.syncing import person_told, slice_told

_MARK = "mark-"


def marks_told(data: MultiValueDict[str, str]) -> dict[int, str]:
    """The choices of a list sent without a script: person → status."""
    found = {}
    for name in data:
        person, status = whole_number(name.removeprefix(_MARK)), data.get(name)
        if name.startswith(_MARK) and person is not None and status in STATUSES:
            found[person] = status
    return found


def _choices(values: tuple[str, ...]) -> list[tuple[str, str]]:
    return [("", ""), *((value, value) for value in values)]


class TapForm(forms.Form):
    """One tap: `place` is band and sex as the button says them."""

    place = forms.CharField(required=False)
    quantity = forms.IntegerField(min_value=1, max_value=MOST_TAPPED)
    ethnic = forms.ChoiceField(choices=_choices(ETHNIC), required=False)
    remote = forms.ChoiceField(choices=_choices(REMOTE), required=False)
    role = forms.ChoiceField(choices=_choices(ROLE), required=False)
    key = forms.CharField(required=False, max_length=MOST_KEY)

    def clean_place(self) -> dict[str, str]:
        """Band and sex, either of them empty."""
        band, _sign, sex = self.cleaned_data["place"].partition("|")
        if (band and band not in BY_CODE) or (sex and sex not in SEX):
            raise forms.ValidationError(_("This age or sex is not known."))
        return {"band": band, "sex": sex}

    def slice(self) -> str:
        """As the counting book writes it."""
        told = self.cleaned_data
        return slice_told({**told["place"], **{name: told[name] for name in ("ethnic", "remote", "role")}})


class WalkInForm(forms.Form):
    """Somebody who came without enrolling: a name is enough."""

    name = forms.CharField(label=_("Name"), max_length=150)
    band = forms.ChoiceField(choices=_choices(tuple(BY_CODE)), required=False)
    sex = forms.ChoiceField(choices=_choices(SEX), required=False)
    why = forms.CharField(required=False, max_length=200)
    key = forms.CharField(required=False, max_length=MOST_KEY)

    def person(self) -> WalkIn:
        return person_told(self.cleaned_data)


class CloseForm(forms.Form):
    """The session is closed; without anybody in it only with a word why. `seen`: the last closing on the page."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Why nobody came"),
        max_length=200,
        required=False,
        help_text=_("A session with nobody in it is closed with a word why."),
    )

    def __init__(self, *args: Any, somebody: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if somebody:
            self.fields["why"].widget = forms.HiddenInput()


class WhyForm(forms.Form):
    """An act that needs its reason."""

    why = forms.CharField(label=pgettext_lazy("attendance", "Why"), max_length=200)
