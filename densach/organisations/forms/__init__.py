"""From what was typed to values."""

from __future__ import annotations

from densach.organisations.forms.changing import (
    ActsFilter,
    ConfirmForm,
    EndForm,
    MergeForm,
    MoveForm,
    ReclassForm,
    RenameForm,
    SplitForm,
    UndoForm,
)
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
    "ActsFilter",
    "AliasForm",
    "AreaNameForm",
    "BuildingForm",
    "ClosureForm",
    "ConfirmForm",
    "ContactsForm",
    "EndForm",
    "FoundForm",
    "LightForm",
    "MergeForm",
    "MoveForm",
    "PostForm",
    "ReclassForm",
    "RenameForm",
    "SplitForm",
    "TimetableForm",
    "UndoForm",
]
