"""Sending a file, and answering what its rows ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from densach.files.rules import LARGEST, TooLarge
from densach.intake.sheets import LEFT_OUT, Sheet
from densach.kernel.vietnamese import fold
from densach.ui.wording import sentence

Offers = Sequence[tuple[str, str]]


class SendForm(forms.Form):
    """The file, for whom it is sent, and the day for rows that name none."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A workbook (.xlsx) or a table in plain text (.csv), at most 50 MB and 20,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    place = forms.ChoiceField(label=_("For"), help_text=_("Every row must lie in its territory."))
    since = forms.DateField(
        label=_("Day for rows that name none"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    page = forms.CharField(
        label=_("Sheet of the workbook"),
        required=False,
        max_length=31,
        help_text=_("Left empty, the one whose head fits is found."),
    )
    again = forms.BooleanField(
        label=_("Take this file in once more"),
        required=False,
        help_text=_("Only where the very same file was taken in before and that is meant."),
    )

    def __init__(self, *args: Any, sheet: Sheet, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = forms.ChoiceField(
            label=_("For"), choices=places, help_text=_("Every row must lie in its territory.")
        )
        if sheet.since_label:
            self.fields["since"].label = str(sheet.since_label)
            self.fields["since"].help_text = str(sheet.since_help)
        if not sheet.dated:
            # Its rows are of the day on which they are taken in, wherever people live.
            del self.fields["since"]
            self.fields["place"].help_text = ""

    def ask_for_again(self) -> None:
        """The box stands there only once it means something."""
        if not self.data.get("again"):
            self.fields["again"].widget = forms.HiddenInput()

    def show_again(self) -> None:
        self.fields["again"].widget = forms.CheckboxInput()

    def clean_file(self) -> UploadedFile[Any]:
        """Refused by its size before a byte of it is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            refusal = TooLarge(name=file.name, size=round((file.size or 0) / 2**20), limit=LARGEST // 2**20)
            raise ValidationError(sentence(refusal))
        return file


class OtherField(forms.CharField):
    """What is none of the proposals, by its label: whole, without accents, or a part that only one has."""

    def __init__(self, offers: Offers) -> None:
        super().__init__(required=False, max_length=300)
        self.offers = {value: fold(label) for value, label in offers}

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip()
        if not text:
            return ""
        folded = fold(text)
        exact = [value for value, label in self.offers.items() if label == folded]
        found = exact or [value for value, label in self.offers.items() if folded in label]
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(_("Nothing to choose is called “%(text)s”."), params={"text": text})
        raise ValidationError(
            _("Several are called “%(text)s”: write the whole name."), params={"text": text}
        )


class AnswersForm(forms.Form):
    """One field for each question, and one beside it where something else may be typed; those left open go on
    waiting.
    """

    def __init__(self, *args: Any, asked: Sequence[tuple[str, Offers, Offers]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = [name for name, _choices, _offers in asked]
        for name, choices, offers in asked:
            self.fields[name] = forms.ChoiceField(
                choices=[*choices, (LEFT_OUT, "")], required=False, widget=forms.RadioSelect, label=name
            )
            if offers:
                self.fields[f"{name}_other"] = OtherField(offers)

    def answers(self) -> dict[str, str]:
        """By field: what was typed, else what was picked."""
        told = {
            name: self.cleaned_data.get(f"{name}_other") or self.cleaned_data[name] for name in self.asked
        }
        return {name: value for name, value in told.items() if value}


class ListFilter(forms.Form):
    """The list of files: by kind and state."""

    loai = forms.ChoiceField(label=_("Kind of file"), required=False)
    trang_thai = forms.ChoiceField(label=_("State"), required=False)

    def __init__(
        self, data: Any, *, kinds: Sequence[tuple[str, Any]], states: Sequence[tuple[str, Any]]
    ) -> None:
        super().__init__(data)
        self.fields["loai"] = forms.ChoiceField(
            label=_("Kind of file"), required=False, choices=[("", _("all")), *kinds]
        )
        self.fields["trang_thai"] = forms.ChoiceField(
            label=_("State"), required=False, choices=[("", _("all")), *states]
        )
