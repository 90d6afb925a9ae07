"""What the staff's list of records may be narrowed to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from densach.services.catalogue.forms.items import ALL, choose
from densach.services.catalogue.models import Material, RecordState
from densach.services.catalogue.rules.fixed import choices

# What somebody who keeps a catalogue asks of its copies.
COPIES = (("", ALL), ("co", _("on the shelf now")), ("khong", _("no copies yet")))
ORDERS = (
    ("", _("best first")),
    ("newest", _("last entered first")),
    ("year", _("newest year first")),
    ("title", _("by title")),
)


class RecordFilter(forms.Form):
    """An unknown value in the address asks for nothing."""

    q = forms.CharField(
        label=_("Words, ISBN, barcode"), required=False, max_length=400,
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/", "autofocus": True}),
    )  # fmt: skip
    library = forms.ChoiceField(label=_("Library"), required=False)
    material = forms.ChoiceField(label=_("Material"), required=False, choices=[("", ALL), *Material.choices])
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("", ALL), *(one for one in RecordState.choices if one[0] != RecordState.MERGED)],
    )  # fmt: skip
    copies = forms.ChoiceField(label=_("Copies"), required=False, choices=COPIES)
    language = forms.ChoiceField(label=_("Language"), required=False)
    since = forms.IntegerField(label=_("Years from"), required=False, min_value=1, max_value=9999)
    until = forms.IntegerField(label=_("Years until"), required=False, min_value=1, max_value=9999)
    sort = forms.ChoiceField(label=_("Sort by"), required=False, choices=ORDERS)

    def __init__(self, data: Any, *, libraries: list[tuple[str, str]], lang: str) -> None:
        super().__init__(data)
        choose(self, "library", [("", ALL), *libraries])
        named = [(one.value, one.en if lang == "en" else one.vi) for one in choices("language")]
        choose(self, "language", [("", ALL), *named])
