"""Signing in, one's own account, and the accounts and roles of those whom one looks after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.kernel.vietnamese import clean_text, fold
from densach.organisations.rules import Named
from densach.people.models import Language, User
from densach.people.rules import Role

_BETWEEN = " · "
# A browser's list of suggestions stays quick up to about here; beyond it a name is typed whole.
_SUGGESTED = 1500


class SignInForm(AuthenticationForm):
    username = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {
        "invalid_login": _(
            "The e-mail and the password do not fit together. Mind capitals and the keyboard's Telex mode."
        ),
        "inactive": _("This account is closed."),
    }


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language after signing in"), choices=Language.choices)


class PasswordForm(forms.Form):
    """A new password, with the present one to prove that it is you."""

    present = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_("At least 10 characters; a few words in a row are better than tricks."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_present(self) -> str:
        present: str = self.cleaned_data["present"]
        if not self.user.check_password(present):
            raise forms.ValidationError(_("This is not your present password."))
        return present


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class UnitField(forms.CharField):
    """A unit by name or code, among those given; its clean value is the unit. The page lists suggestions."""

    def __init__(self, units: Sequence[Named]) -> None:
        super().__init__(
            label=_("Unit"),
            max_length=400,
            help_text=_("Type a part of the name and choose; accents may be left out."),
            widget=forms.TextInput(attrs={"list": "units", "autocomplete": "off"}),
        )
        self.units = units

    def clean(self, value: Any) -> Any:
        text: str = super().clean(value)
        name, _between, code = text.rpartition(_BETWEEN)
        folded = fold(name or text).strip()
        found = [one for one in self.units if one.code in (code, text)]
        found = found or [one for one in self.units if fold(one.name) == folded]
        found = found or [one for one in self.units if folded in fold(one.name)]
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("None of the units that you look after is called so."))
        several = "; ".join(f"{one.name}{_BETWEEN}{one.code}" for one in found[:5])
        raise forms.ValidationError(
            _("Several units are called so; give the code too: %(units)s"), params={"units": several}
        )


class RoleForm(forms.Form):
    """A role in a unit from a day on."""

    role = forms.ChoiceField(label=_("Role"))
    since = DayField(label=_("From which day"))

    def __init__(self, *args: Any, units: Sequence[Named], roles: Sequence[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitField(units)
        self.fields["role"] = forms.ChoiceField(
            label=_("Role"), choices=[("", "—"), *((role.code, role.name) for role in roles)]
        )
        self.suggestions = [f"{one.name}{_BETWEEN}{one.code}" for one in units[:_SUGGESTED]]
        if len(units) == 1:
            self.fields["unit"].initial = self.suggestions[0]
        self.order_fields(["name", "email", "unit", "role", "since"])


class NewPersonForm(RoleForm):
    """Somebody new, with the first role."""

    name = forms.CharField(
        label=pgettext_lazy("person", "Full name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("The person signs in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean_name(self) -> str:
        return " ".join(clean_text(self.cleaned_data["name"]).split())


class EndRoleForm(forms.Form):
    last_day = DayField(label=_("Last day"), help_text=_("The role still holds on this day."))
