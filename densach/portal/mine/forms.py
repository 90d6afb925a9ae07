"""What readers type of their own: card and PIN, another PIN, how they are reached, where they pick up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.services.circulation.actions.personal import Contact
from densach.services.circulation.queries import Patron

# More places than this are a list that opens.
MANY: Final = 14


def _pin(label: Any, **more: Any) -> forms.CharField:
    attrs = {"inputmode": "numeric", "autocomplete": "off", **more.pop("attrs", {})}
    return forms.CharField(label=label, max_length=12, widget=forms.PasswordInput(attrs=attrs), **more)


class EnterForm(forms.Form):
    """Card and PIN."""

    card = forms.CharField(
        label=_("Number on your card"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    pin = _pin(_("PIN"), help_text=_("4 to 8 digits. No PIN yet, or forgotten? The desk gives you one."))


class PinForm(forms.Form):
    """Another PIN: the one that holds, and the new one twice. `first`: there is none yet."""

    now = _pin(_("PIN that holds now"))
    new = _pin(_("New PIN"), help_text=_("4 to 8 digits, not all alike, not counting up or down."))
    again = _pin(_("New PIN once more"))

    def __init__(self, *args: Any, first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if first:
            del self.fields["now"]

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("new") and told.get("again") and told["new"] != told["again"]:
            self.add_error("again", _("The two are not the same."))
        return told


class ContactForm(forms.Form):
    """How letters reach the reader, and in which language."""

    phone = forms.CharField(
        label=_("Telephone"), required=False, max_length=40, widget=forms.TextInput(attrs={"type": "tel"})
    )
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    notify_by = forms.ChoiceField(
        label=_("Letters reach me"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("email", _("by e-mail")),
            ("print", _("on paper, at the desk")),
            ("gateway", _("by telephone message, where the province has the service")),
        ],
    )
    language = forms.ChoiceField(
        label=_("Their language"),
        required=False,
        choices=[("", _("as usual: Vietnamese")), ("vi", "Tiếng Việt"), ("en", "English")],
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, patron: Patron, data: Any = None) -> ContactForm:
        person = patron.person
        initial = {
            "phone": person.phone,
            "email": person.email,
            "address": patron.address,
            "notify_by": patron.notify_by or "print",
            "language": patron.language,
            "revision": patron.revision,
        }
        return cls(data, initial=initial)

    def contact(self) -> Contact:
        told = self.cleaned_data
        return Contact(
            phone=told["phone"],
            email=told["email"],
            address=told["address"],
            notify_by=told["notify_by"] or "print",
            language=told["language"],
        )


class HoldForm(forms.Form):
    """Where the book is picked up, and how long it is any use."""

    pickup = forms.ChoiceField(label=_("Pick it up at"), widget=forms.RadioSelect)
    wanted_until = forms.DateField(
        label=_("Only if it comes by"),
        required=False,
        help_text=_("Leave it empty to wait as long as it takes."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = self.fields["pickup"].label
        widget = forms.RadioSelect if len(places) <= MANY else forms.Select
        self.fields["pickup"] = forms.ChoiceField(label=label, choices=places, widget=widget)
        if places:
            self.fields["pickup"].initial = places[0][0]
        self.order_fields(["pickup", "wanted_until"])


class PickupForm(forms.Form):
    """Another library to pick up at."""

    pickup = forms.ChoiceField(label=pgettext_lazy("hold", "Pick it up at"))

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pickup"] = forms.ChoiceField(label=self.fields["pickup"].label, choices=places)
