"""From what was typed to values."""

from __future__ import annotations

from densach.people.forms.fields import DayField, UnitField
from densach.people.forms.own import LanguageForm, PasswordForm, SignInForm
from densach.people.forms.register import EndRoleForm, NewPersonForm, RoleForm

__all__ = [
    "DayField",
    "EndRoleForm",
    "LanguageForm",
    "NewPersonForm",
    "PasswordForm",
    "RoleForm",
    "SignInForm",
    "UnitField",
]
