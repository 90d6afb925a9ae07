"""Another name for an area, from a day on, by a paper."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from densach.organisations.forms.fields import DayField, LegalBasisField, NameField
from densach.organisations.models import AreaKind, Level

# What an area of each level can be today.
OF_LEVEL: Final = {
    Level.NATION: (AreaKind.NATION,),
    Level.PROVINCE: (AreaKind.PROVINCE, AreaKind.CITY),
    Level.COMMUNE: (AreaKind.RURAL_COMMUNE, AreaKind.WARD, AreaKind.SPECIAL_ZONE),
}


class AreaNameForm(forms.Form):
    name = NameField(
        max_length=120, help_text=_("With the word for its kind: Thành phố Huế, Phường Long Châu.")
    )
    kind = forms.ChoiceField(label=_("Kind"))
    since = DayField(label=_("From this day on"))
    legal_basis = LegalBasisField()

    def __init__(self, *args: Any, level: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = OF_LEVEL.get(Level(level), ())
        self.fields["kind"] = forms.ChoiceField(
            label=_("Kind"), choices=[(kind.value, kind.label.capitalize()) for kind in kinds]
        )
        # A name of an area is nobody's opinion: a resolution gives it.
        self.fields["legal_basis"].required = True
