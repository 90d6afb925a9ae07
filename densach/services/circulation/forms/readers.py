"""A reader as entered and put right, the acts on a card, and what the register is narrowed by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.files.actions import Upload
from densach.kernel.vietnamese import clean_text
from densach.people.models import Sex
from densach.people.rules.staffing import PersonData
from densach.services.circulation.actions.patrons import NewReader, ReaderData
from densach.services.circulation.forms.desk import dialled, readers_name
from densach.services.circulation.models import Exemption, Patron
from densach.services.circulation.queries.register import STATES

Choices = Sequence[tuple[str, Any]]
WAYS: Final = (
    ("email", _("by e-mail")),
    ("print", _("on paper")),
    ("gateway", _("by telephone message, where the province has the service")),
    ("", _("not at all")),
)
LANGUAGES: Final = (("", _("as usual: Vietnamese")), ("vi", "Tiếng Việt"), ("en", "English"))
STATE_WORDS: Final = {
    "valid": _("card holds"),
    "soon": _("card ends within 30 days"),
    "ended": _("card has ended"),
    "blocked": _("blocked"),
    "suspended": _("does not borrow for some days"),
    "late": _("with late loans"),
    "doubled": _("perhaps registered twice"),
    "closed": _("readers no more"),
}


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, **more)


def _text(label: Any, most: int, **more: Any) -> forms.CharField:
    attrs = {"autocomplete": "off", **more.pop("attrs", {})}
    return forms.CharField(
        label=label, max_length=most, required=more.pop("required", False), widget=forms.TextInput(attrs=attrs), **more
    )  # fmt: skip


def _known(choices: Any) -> list[tuple[str, Any]]:
    return [(code, name) for code, name in choices if code]


class RegisterFilter(forms.Form):
    """`noi` is a home library, `loai` a category, `tt` a state, `nhom` a class or group; all stands in the address."""

    q = forms.CharField(
        label=_("Name, card, telephone or class"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )
    tt = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all who are readers")), *((code, STATE_WORDS[code]) for code in STATES)],
    )

    def __init__(
        self, *args: Any, libraries: Choices, categories: Choices, groups: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if len(libraries) > 1:
            every = [*libraries, ("*", _("all libraries that you serve"))]
            self.fields["noi"] = forms.ChoiceField(label=_("Library"), required=False, choices=every)
        self.fields["loai"] = forms.ChoiceField(
            label=_("Category"), required=False, choices=[("", _("all")), *categories]
        )
        if groups:
            self.fields["nhom"] = forms.ChoiceField(
                label=_("Class or group"), required=False, choices=[("", _("all")), *groups]
            )

    def chosen(self, name: str) -> str:
        """What was asked; a wrong value is as if nothing had been asked."""
        self.full_clean()
        return str(getattr(self, "cleaned_data", {}).get(name) or "")


class ReaderForm(forms.Form):
    """A reader with all that may be told; only the name has to be."""

    name = _text(pgettext_lazy("person", "Full name"), 150, required=True)
    birth_date = _day(_("Day of birth"), help_text=_("Says the category, and who needs somebody to answer."))
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=[("", "—"), *_known(Sex.choices)])
    minority = forms.ChoiceField(
        label=_("Of an ethnic minority"),
        required=False,
        choices=[("", "—"), ("yes", pgettext_lazy("desk", "yes")), ("no", pgettext_lazy("desk", "no"))],
        help_text=_("Asked for by the statistics of the sector; the group itself is not kept."),
    )
    phone = _text(_("Telephone"), 40, attrs={"type": "tel"})
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
    address = _text(_("Address"), 200)
    group = _text(_("Class or group"), 80, help_text=_("Cards can be printed for a whole class."))
    guardian = _text(_("Who answers for a child"), 150, help_text=_("Father, mother or guardian."))
    guardian_relation = _text(_("Who that is to the child"), 60)
    guardian_phone = _text(_("Their telephone"), 40, attrs={"type": "tel"})
    category = forms.ChoiceField(label=_("Category"), required=False)
    exemption = forms.ChoiceField(
        label=_("Free of fees as"),
        required=False,
        choices=[("", _("not, or by age")), *_known(Exemption.choices)],
        help_text=_("Law on Libraries 46/2019/QH14, article 44. Children and elderly people by age alone."),
    )
    exemption_paper = _text(_("Paper that shows it"), 150)
    card = _text(_("Card number"), 40, help_text=_("Scan a printed card, or leave it: the next number."))
    notify_by = forms.ChoiceField(label=_("Letters go"), required=False, choices=WAYS, initial="email")
    note = _text(_("Note for the desk"), 300, help_text=_("The reader may ask to see it."))
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        help_text=_("JPEG, PNG or WebP. It is seen at the desk and on the card."),
    )
    photo_agreed = forms.BooleanField(
        label=_("The reader, or who answers for a child, agrees to the photo"), required=False
    )
    even_if_alike = forms.BooleanField(label=_("It is another person of the same name"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, categories: Choices, patron: Patron | None = None, **kwargs: Any) -> None:
        if patron is not None:
            kwargs["initial"] = told_of(patron)
        super().__init__(*args, **kwargs)
        first = [] if patron is not None else [("", _("by age"))]
        self.fields["category"] = forms.ChoiceField(
            label=_("Category"), required=patron is not None, choices=[*first, *categories]
        )
        if patron is not None:
            for name in ("card", "even_if_alike"):
                del self.fields[name]
        self.order_fields(list(ReaderForm.base_fields))

    def clean_name(self) -> str:
        return readers_name(self.cleaned_data["name"])

    def clean_guardian_phone(self) -> str:
        return dialled(self.cleaned_data["guardian_phone"])

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("photo") and not told.get("photo_agreed"):
            self.add_error("photo_agreed", _("A photo is kept only where the reader agrees."))
        return told

    def upload(self) -> Upload | None:
        """The photo as sent."""
        return Upload.sent(self.cleaned_data["photo"])

    def person(self) -> PersonData:
        told = self.cleaned_data
        return PersonData(
            name=told["name"],
            birth_date=told["birth_date"],
            sex=told["sex"],
            is_ethnic_minority={"yes": True, "no": False}.get(told["minority"]),
            email=told["email"],
            phone=told["phone"],
        )

    def answering(self) -> PersonData | None:
        name = " ".join(clean_text(self.cleaned_data["guardian"]).split())
        return PersonData(name=name, phone=self.cleaned_data["guardian_phone"]) if name else None

    def _relation(self) -> str:
        return self.cleaned_data["guardian_relation"] or (
            str(_("parent or guardian")) if self.answering() else ""
        )

    def reader(self) -> NewReader:
        """As a new reader."""
        told = self.cleaned_data
        return NewReader(
            person=self.person(),
            category=told["category"],
            card=told["card"],
            exemption=told["exemption"],
            exemption_paper=told["exemption_paper"],
            group=told["group"],
            address=told["address"],
            guardian=self.answering(),
            guardian_relation=self._relation(),
            notify_by=told["notify_by"],
            note=told["note"],
            even_if_alike=told["even_if_alike"],
        )

    def data_told(self) -> ReaderData:
        """As what a known reader becomes."""
        told = self.cleaned_data
        return ReaderData(
            person=self.person(),
            category=told["category"],
            exemption=told["exemption"],
            exemption_paper=told["exemption_paper"],
            group=told["group"],
            address=told["address"],
            notify_by=told["notify_by"],
            note=told["note"],
            guardian=self.answering(),
            guardian_relation=self._relation(),
        )

    def differing(self, patron: Patron) -> list[tuple[str, str]]:
        """Label and what stands now, of each field in which the typed differs from it: for whoever came second."""
        now = told_of(patron)
        found = []
        for name, field in self.fields.items():
            typed, kept = self.cleaned_data.get(name), now.get(name)
            if name in now and name != "revision" and (typed or "") != (kept or ""):
                choices = dict(getattr(field, "choices", ()))
                found.append((str(field.label), str(choices.get(kept, kept) or "–")))
        return found


def told_of(patron: Patron) -> dict[str, Any]:
    """The reader as the form shows him or her."""
    person, guardian = patron.person, patron.person.guardian
    return {
        "name": person.name,
        "birth_date": person.birth_date,
        "sex": person.sex,
        "minority": {True: "yes", False: "no", None: ""}[person.is_ethnic_minority],
        "phone": person.phone,
        "email": person.email,
        "address": patron.address,
        "group": patron.group,
        "guardian": guardian.name if guardian else "",
        "guardian_relation": person.guardian_relation,
        "guardian_phone": guardian.phone if guardian else "",
        "category": patron.category.code,
        "exemption": patron.exemption,
        "exemption_paper": patron.exemption_paper,
        "notify_by": patron.notify_by,
        "note": patron.note,
        "revision": patron.revision,
    }


class RenewForm(forms.Form):
    """Until when the card holds; empty: as long as the category gives."""

    until = _day(_("Holds until"), help_text=_("Leave it empty: as long as the category gives."))


class ReplaceForm(forms.Form):
    """Another card in place of a lost or spoilt one."""

    why = _text(pgettext_lazy("desk", "Why"), 100, required=True, attrs={"list": "why-cards"})
    card = _text(_("New card number"), 40, help_text=_("Scan a printed card, or leave it: the next number."))


class PinForm(forms.Form):
    """A PIN that staff give, to be changed by the reader."""

    pin = forms.CharField(
        label=_("PIN"),
        max_length=8,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("4 to 8 digits. The reader is asked to change it when using it for the first time."),
    )


class WhyForm(forms.Form):
    """A reason that stays."""

    why = _text(pgettext_lazy("desk", "Why"), 200, required=True)


class LeaveForm(forms.Form):
    """Why the reader leaves, if told."""

    why = _text(pgettext_lazy("desk", "Why"), 100)


class HistoryForm(forms.Form):
    """The reader's own wish, told at the desk."""

    asked = forms.BooleanField(
        label=_("The reader, or who answers for a child, has read this and agrees"), required=True
    )


class PlainForm(forms.Form):
    """Nothing to tell."""


class OtherForm(forms.Form):
    """The card of whom this reader is the double."""

    card = forms.CharField(
        label=_("Card of the other registration"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
