"""A new stock-taking, a file of barcodes, and the filters of the lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.services.stocktaking.actions.takes import NewTake
from densach.services.stocktaking.models import TakeState, WeedingState

LARGEST: Final = 5 * 1024 * 1024
ALL = pgettext_lazy("choice", "all")
Choices = Sequence[tuple[str, Any]]


def choose(form: forms.Form, name: str, choices: Choices) -> None:
    """Gives a field its choices; one choice alone is not asked about."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)
        if field.required and len(choices) == 1:
            field.widget = forms.HiddenInput()
            field.initial = choices[0][0]


class TakeForm(forms.Form):
    """Which shelves, and the paper that orders it."""

    library = forms.ChoiceField(label=_("Library"))
    name = forms.CharField(label=_("Name"), max_length=150, help_text=_("For example: Reading room, 2026."))
    location = forms.CharField(
        label=_("Only the location"), max_length=80, required=False,
        help_text=_("Empty: the whole library."),
        widget=forms.TextInput(attrs={"list": "locations", "autocomplete": "off"}),
    )  # fmt: skip
    call_from = forms.CharField(label=_("From call number"), max_length=80, required=False)
    call_to = forms.CharField(
        label=_("To call number"), max_length=80, required=False,
        help_text=_("The end is included, with all that begins like it."),
    )  # fmt: skip
    paper = forms.CharField(
        label=_("Ordered by"), max_length=150, required=False, help_text=_("Number and day of the decision.")
    )

    def __init__(self, *args: Any, libraries: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "library", libraries)

    def new(self) -> NewTake:
        told = self.cleaned_data
        return NewTake(told["name"], told["location"], told["call_from"], told["call_to"], told["paper"])


def text_of(data: bytes) -> str:
    """What a hand scanner wrote, in whatever it writes."""
    for encoding in ("utf-8-sig", "utf-16"):
        if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


class UploadForm(forms.Form):
    """The memory of a hand scanner."""

    file = forms.FileField(
        label=_("File of barcodes"), help_text=_("Text, a barcode a line; what follows a comma is left out."),
        widget=forms.FileInput(attrs={"accept": ".txt,.csv,text/plain"}),
    )  # fmt: skip
    location = forms.CharField(
        label=_("Scanned in"), max_length=80, required=False,
        widget=forms.TextInput(attrs={"list": "locations", "autocomplete": "off"}),
    )  # fmt: skip

    def clean_file(self) -> str:
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        return text_of(sent.read())


class TakesFilter(forms.Form):
    """Of the list of stock-takings and of weeding lists."""

    thu_vien = forms.ChoiceField(label=_("Library"), required=False)
    trang_thai = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, libraries: Choices, weeding: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "thu_vien", [("", ALL), *libraries])
        choose(self, "trang_thai", [("", ALL), *(WeedingState if weeding else TakeState).choices])
        if len(libraries) < 2:
            del self.fields["thu_vien"]

    def chosen(self, name: str) -> str:
        self.full_clean()
        return str(getattr(self, "cleaned_data", {}).get(name) or "")


class LinesFilter(forms.Form):
    """Of one list of a stock-taking."""

    phan = forms.CharField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(
        label=_("Barcode, title or call number"), max_length=100, required=False,
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )  # fmt: skip
    xong = forms.ChoiceField(
        label=_("Dealt with"), required=False,
        choices=[("", ALL), ("no", _("not yet")), ("yes", pgettext_lazy("stock-taking", "done"))],
    )  # fmt: skip

    def chosen(self, name: str) -> str:
        self.full_clean()
        return str(getattr(self, "cleaned_data", {}).get(name) or "")
