"""Weeding: a list, copies put on it, a rule, a council, a decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.services.catalogue.models import ItemState
from densach.services.stocktaking.forms.takes import ALL, LARGEST, Choices, choose, text_of
from densach.services.stocktaking.models import Weeding, WhyWeeded
from densach.services.stocktaking.rules.weeding import Proposal


def _day(label: Any, *, required: bool = False) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


class WeedingForm(forms.Form):
    """A new list."""

    library = forms.ChoiceField(label=_("Library"))
    name = forms.CharField(label=_("Name"), max_length=150, help_text=_("For example: Weeding of 2026."))

    def __init__(self, *args: Any, libraries: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "library", libraries)


class AddForm(forms.Form):
    """Copies by barcode: scanned one by one, pasted, or as a file."""

    codes = forms.CharField(
        label=_("Barcodes"), required=False,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "spellcheck": "false", "data-scan": ""}),
        help_text=_("Scan one, or paste many, one a line."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("or a file"), required=False, widget=forms.FileInput(attrs={"accept": ".txt,.csv,text/plain"})
    )
    why = forms.ChoiceField(label=_("Reason"), choices=WhyWeeded.choices)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        sent = told.get("file")
        if sent is not None:
            if sent.size > LARGEST:
                raise forms.ValidationError(_("The file is larger than 5 MB."))
            told["codes"] = told.get("codes", "") + "\n" + text_of(sent.read())
        if not told.get("codes", "").strip():
            self.add_error("codes", _("Scan or paste a barcode, or choose a file."))
        return told


class RuleForm(forms.Form):
    """Which copies a rule puts forward; all conditions must hold."""

    unused_years = forms.IntegerField(
        label=_("Not lent for so many years"), min_value=1, max_value=100, required=False
    )
    published_before = forms.IntegerField(
        label=_("Published before"), min_value=1000, max_value=2200, required=False
    )
    more_than = forms.IntegerField(
        label=_("Copies of a title beyond"), min_value=1, max_value=100, required=False,
        help_text=_("Those lent least are put forward."),
    )  # fmt: skip
    loans_at_most = forms.IntegerField(
        label=_("Loans in all at most"), min_value=0, max_value=10_000, required=False
    )
    states = forms.MultipleChoiceField(
        label=_("State"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(one.value, one.label) for one in (ItemState.DAMAGED, ItemState.MISSING, ItemState.LOST)],
    )  # fmt: skip

    def proposal(self) -> Proposal:
        self.full_clean()
        told = getattr(self, "cleaned_data", {})
        return Proposal(
            told.get("unused_years"), told.get("published_before"), told.get("more_than"),
            told.get("loans_at_most"), tuple(told.get("states") or ()),
        )  # fmt: skip


class SubmitForm(forms.Form):
    """The council to which the list goes."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    council = forms.CharField(
        label=_("Members of the council"), widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line: name, post, part in the council."),
    )  # fmt: skip
    paper = forms.CharField(
        label=_("Set up by"), max_length=150, help_text=_("Number and day of the decision.")
    )
    on = _day(_("Day of the meeting"))

    def __init__(self, *args: Any, weeding: Weeding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {
            "revision": weeding.revision, "council": weeding.council, "paper": weeding.council_paper,
            "on": weeding.council_on,
        }  # fmt: skip


class DecideForm(forms.Form):
    """The paper by which copies are taken out."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.CharField(
        label=_("Decision"), max_length=150, help_text=_("For example: Quyết định số 12/QĐ-TVT.")
    )
    on = _day(_("Day of the decision"), required=True)
    file = forms.FileField(label=_("The paper as a file"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        return day


class WeedingLinesFilter(forms.Form):
    """Of the lines of a list."""

    q = forms.CharField(
        label=_("Barcode or title"), max_length=100, required=False,
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )  # fmt: skip
    y_kien = forms.ChoiceField(
        label=_("Verdict"), required=False,
        choices=[
            ("", ALL),
            ("open", _("not said yet")),
            ("out", pgettext_lazy("weeding", "take out")),
            ("keep", pgettext_lazy("weeding", "keep")),
            ("left", _("to take out, still here")),
        ],
    )  # fmt: skip
    ly_do = forms.ChoiceField(label=_("Reason"), required=False, choices=[("", ALL), *WhyWeeded.choices])

    def chosen(self, name: str) -> str:
        self.full_clean()
        return str(getattr(self, "cleaned_data", {}).get(name) or "")


_VERDICTS = {"out": True, "keep": False, "": None}


def verdicts_in(told: Mapping[str, Any]) -> dict[int, tuple[bool | None, str]]:
    """`y-<line>` is out, keep or empty, `ghi-<line>` the remark. What cannot be read is left out."""
    found: dict[int, tuple[bool | None, str]] = {}
    for name, value in told.items():
        number = name.removeprefix("y-")
        if name.startswith("y-") and number.isascii() and number.isdigit() and value in _VERDICTS:
            found[int(number)] = (_VERDICTS[value], str(told.get(f"ghi-{number}", "")))
    return found
