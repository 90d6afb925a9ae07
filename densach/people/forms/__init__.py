"""From what was typed to values."""

from __future__ import annotations

from densach.people.forms.fields import DayField, UnitField
from densach.people.forms.own import (
    AcceptForm,
    AppForm,
    CodeForm,
    ConfirmForm,
    LanguageForm,
    NewPasskeyForm,
    PasskeyForm,
    PasswordForm,
    SignInForm,
)
from densach.people.forms.register import (
    DemandForm,
    EndRoleForm,
    LeaveForm,
    MoveForm,
    NewPersonForm,
    RoleForm,
)

__all__ = [
    "AcceptForm",
    "AppForm",
    "CodeForm",
    "ConfirmForm",
    "DayField",
    "DemandForm",
    "EndRoleForm",
    "LanguageForm",
    "LeaveForm",
    "MoveForm",
    "NewPasskeyForm",
    "NewPersonForm",
    "PasskeyForm",
    "PasswordForm",
    "RoleForm",
    "SignInForm",
    "UnitField",
]
