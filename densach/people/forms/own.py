"""Signing in, and one's own account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text
from densach.people.models import Language, User
from densach.people.passwords import normalised
from densach.people.queries import has_left


class PasswordField(forms.CharField):
    """A password as typed, in one form whatever the keyboard; pasting is welcome, nothing is cut off."""

    def __init__(self, *, autocomplete: str, **kwargs: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(strip=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        return normalised(super().clean(value))


class NewPasswordField(PasswordField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            autocomplete="new-password",
            help_text=_("At least 10 characters; a few words in a row are better than tricks."),
            **kwargs,
        )


class SignInForm(AuthenticationForm):
    username = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = PasswordField(label=_("Password"), autocomplete="current-password")
    error_messages = {
        "invalid_login": _(
            "The e-mail and the password do not fit together. Mind capitals and the keyboard's Telex mode."
        ),
        "inactive": _("This account is closed."),
    }

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if has_left(user, today(timezone.now())):
            raise forms.ValidationError(self.error_messages["inactive"], code="inactive")


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language after signing in"), choices=Language.choices)


class ConfirmForm(forms.Form):
    """The present password, to prove that it is still you; accounts without one are not asked."""

    present = PasswordField(label=_("Present password"), autocomplete="current-password")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if not user.has_usable_password():
            del self.fields["present"]

    def clean_present(self) -> str:
        present: str = self.cleaned_data["present"]
        if not self.user.check_password(present):
            raise forms.ValidationError(_("This is not your present password."))
        return present


class PasswordForm(ConfirmForm):
    """A new password, with the present one to prove that it is you."""

    new = NewPasswordField(label=_("New password"))


class CodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        ),
    )


class AppForm(CodeForm):
    """The first code of an app proves that it has the key."""

    code = forms.CharField(
        label=_("The six figures that the app shows"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class PasskeyForm(forms.Form):
    """The browser's answer, put in by the page's script."""

    answer = forms.CharField(widget=forms.HiddenInput, max_length=20_000)


class NewPasskeyForm(PasskeyForm):
    name = forms.CharField(
        label=_("Name of the passkey"),
        max_length=60,
        help_text=_("For example: my telephone, the office's key."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class AcceptForm(forms.Form):
    """The own name, as its owner writes it, and a password that nobody else has seen."""

    name = forms.CharField(
        label=pgettext_lazy("person", "Full name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = NewPasswordField(label=_("Your password"))

    def clean_name(self) -> str:
        return " ".join(clean_text(self.cleaned_data["name"]).split())
