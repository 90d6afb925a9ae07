"""What the desk's one box sends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.kernel.vietnamese import clean_text, fold
from densach.people.models import Sex
from densach.people.rules.staffing import PersonData
from densach.services.circulation.actions.patrons import NewReader

MODES: Final = ("lend", "return", "renew", "room", "hold")
# A word before the code chooses what to do with it, with or without accents.
WORDS: Final = {
    "muon": "lend", "tra": "return", "giahan": "renew", "gia han": "renew", "taicho": "room", "tai cho": "room",
    "datcho": "hold", "dat cho": "hold", "lend": "lend", "return": "return", "renew": "renew", "room": "room",
    "hold": "hold",
}  # fmt: skip
_WORD: Final = re.compile(rf"(?P<word>{'|'.join(sorted(WORDS, key=len, reverse=True))})[ :]+(?P<rest>\S.*)")


@dataclass(frozen=True)
class Said:
    """One scan: what to do, with what, for whom. `key` is the sender's own number of the act; `here`: the copy
    lies before the desk, wherever it should stand.
    """

    mode: str
    code: str
    reader: str = ""
    key: str = ""
    override: str = ""
    due_on: date | None = None
    pickup: str = ""
    record: int = 0
    unread: bool = False
    here: bool = False


class ScanForm(forms.Form):
    """`reader` is the card that is open on the screen; an unknown mode lends."""

    code = forms.CharField(required=False, max_length=200)
    mode = forms.ChoiceField(required=False, choices=[(mode, mode) for mode in MODES])
    reader = forms.CharField(required=False, max_length=60)
    key = forms.CharField(required=False, max_length=64)
    override = forms.CharField(required=False, max_length=200)
    due_on = forms.DateField(required=False)
    pickup = forms.CharField(required=False, max_length=80)
    record = forms.IntegerField(required=False, min_value=1)
    here = forms.BooleanField(required=False)

    def said(self) -> Said:
        """What was meant; what cannot be read is as if it had not been sent."""
        self.is_valid()
        told = self.cleaned_data
        mode, code = worded(told.get("code") or "")
        return Said(
            mode=mode or told.get("mode") or "lend",
            code=code,
            reader=told.get("reader") or "",
            key=told.get("key") or "",
            override=clean_text(told.get("override") or ""),
            due_on=told.get("due_on"),
            pickup=told.get("pickup") or "",
            record=told.get("record") or 0,
            unread="code" in self.errors,
            here=bool(told.get("here")),
        )


def worded(text: str) -> tuple[str, str]:
    """The mode that a leading word names, and the rest. A name is no command: the rest has a figure in it."""
    plain = clean_text(text)
    match = _WORD.fullmatch(fold(plain))
    if match is None or not any(sign.isdigit() for sign in match["rest"]):
        return "", plain
    return WORDS[match["word"]], plain[match.start("rest") :]


def readers_name(text: str) -> str:
    """A name in one line. Raises ValidationError for what has no letter: a code that was scanned into the field."""
    name = " ".join(clean_text(text).split())
    if name and not any(sign.isalpha() for sign in name):
        raise forms.ValidationError(_("This is a number, not a name."))
    return name


def dialled(text: str) -> str:
    """A telephone number as told. Raises ValidationError for what nobody can dial."""
    phone = clean_text(text)
    if phone and (sum(sign.isdigit() for sign in phone) < 6 or any(sign.isalpha() for sign in phone)):
        raise forms.ValidationError(_("This is no telephone number."))
    return phone


def _known(choices: Any) -> list[tuple[str, Any]]:
    return [(code, name) for code, name in choices if code]


class RegisterForm(forms.Form):
    """A new reader in as few fields as the Law and the counting ask for; all but the name may be left out."""

    name = forms.CharField(
        label=pgettext_lazy("person", "Full name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    birth_date = forms.DateField(
        label=_("Day of birth"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=[("", "—"), *_known(Sex.choices)])
    minority = forms.ChoiceField(
        label=_("Of an ethnic minority"),
        required=False,
        choices=[("", "—"), ("yes", pgettext_lazy("desk", "yes")), ("no", pgettext_lazy("desk", "no"))],
    )
    phone = forms.CharField(
        label=_("Telephone"), required=False, max_length=40, widget=forms.TextInput(attrs={"type": "tel"})
    )
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    group = forms.CharField(label=_("Class or group"), required=False, max_length=80)
    guardian = forms.CharField(
        label=_("Who answers for a child"),
        required=False,
        max_length=150,
        help_text=_("Father, mother or guardian."),
    )
    guardian_phone = forms.CharField(
        label=_("Their telephone"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    card = forms.CharField(
        label=_("Card number"),
        required=False,
        max_length=40,
        help_text=_("Scan a printed card, or leave it: the next number."),
    )
    even_if_alike = forms.BooleanField(label=_("Another person of the same name"), required=False)

    def clean_name(self) -> str:
        return readers_name(self.cleaned_data["name"])

    def clean_guardian_phone(self) -> str:
        return dialled(self.cleaned_data["guardian_phone"])

    def reader(self) -> NewReader:
        """The new reader as told; who answers for a child is a person too."""
        told = self.cleaned_data
        guardian = clean_text(told["guardian"])
        return NewReader(
            person=PersonData(
                name=told["name"],
                birth_date=told["birth_date"],
                sex=told["sex"],
                is_ethnic_minority={"yes": True, "no": False}.get(told["minority"]),
                phone=told["phone"],
            ),
            card=told["card"],
            group=told["group"],
            address=told["address"],
            guardian=PersonData(name=guardian, phone=told["guardian_phone"]) if guardian else None,
            guardian_relation=str(_("parent or guardian")) if guardian else "",
            even_if_alike=told["even_if_alike"],
        )
