"""From what was typed to values."""

from __future__ import annotations

from densach.organisations.forms.changing import ChangeForm, EndForm
from densach.organisations.forms.founding import FoundForm, LightForm
from densach.organisations.forms.naming import AreaNameForm
from densach.organisations.forms.profile import (
    AliasForm,
    BuildingForm,
    ClosureForm,
    ContactsForm,
    PostForm,
    TimetableForm,
)

__all__ = [
    "AliasForm",
    "AreaNameForm",
    "BuildingForm",
    "ChangeForm",
    "ClosureForm",
    "ContactsForm",
    "EndForm",
    "FoundForm",
    "LightForm",
    "PostForm",
    "TimetableForm",
]
