"""Entering an institution: the full form, and the short one for a point in a commune."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from densach.kernel.vietnamese import clean_text
from densach.organisations.forms.fields import (
    Choices,
    DayField,
    LegalBasisField,
    NameField,
    PaperField,
    PhoneField,
    PickField,
    PointField,
    WholeNumberField,
    names_in,
    offer,
)
from densach.organisations.kinds import LIGHT, grouped_choices
from densach.organisations.models import CODE, Level, OrganisationKind, Ownership, Rank
from densach.organisations.opening import Span, read_week
from densach.organisations.rules import Building, Contacts, code_from

Section = tuple[Promise, list[BoundField]]


def kind_choices() -> list[tuple[str, Any]]:
    return [("", "—"), *grouped_choices()]


class FoundForm(forms.Form):
    """`code` left empty is made from the name, `parent` and `level` left empty are found by themselves."""

    name = NameField()
    kind = forms.ChoiceField(label=_("Kind"), choices=kind_choices)
    level = forms.ChoiceField(
        label=_("Level"),
        required=False,
        choices=[("", _("that of its place")), *Level.choices],
    )
    rank = forms.ChoiceField(
        label=_("Rank"),
        required=False,
        choices=Rank.choices,
        help_text=_("Museums, public libraries and culture centres have one, once it has been decided."),
    )
    ownership = forms.ChoiceField(
        label=_("Public or not"), required=False, choices=[("", _("usual for its kind")), *Ownership.choices]
    )
    area = PickField(label=_("Place"), help_text=_("Begin to type the name of the commune or province."))
    parent = PickField(
        label=_("Stands under"),
        required=False,
        help_text=_(
            "Left empty, it is the library, department or committee that it belongs to by its place."
        ),
    )
    seat = forms.CharField(
        label=_("Seat"),
        required=False,
        max_length=300,
        help_text=_("House number, street, hamlet."),
    )
    since = DayField(label=_("From which day"))
    phone = PhoneField()
    email = forms.EmailField(label=_("Email"), required=False)
    website = forms.URLField(label=_("Website"), required=False, max_length=300, assume_scheme="https")
    point = PointField()
    floor_area = WholeNumberField(label=_("Floor area (m²)"))
    land_area = WholeNumberField(label=_("Land (m²)"))
    seats = WholeNumberField(label=_("Seats"), help_text=_("Places to sit in the hall or the reading room."))
    aliases = forms.CharField(
        label=_("Other names"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("As papers write it, one a line: an abbreviation, a former name."),
    )
    code = forms.CharField(
        label=_("Code"),
        required=False,
        max_length=80,
        validators=[CODE],
        help_text=_("It never changes. Left empty, it is made from the name."),
    )
    legal_basis = LegalBasisField()
    paper = PaperField()
    same_name = forms.BooleanField(label=_("It is another one of the same name"), required=False)

    def __init__(self, *args: Any, parents: Choices, areas: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "parent", parents)
        offer(self, "area", areas)
        self.fields["same_name"].widget = forms.HiddenInput()

    def ask_whether_another(self) -> None:
        """The refusal of a second one of the same name can be answered here."""
        self.fields["same_name"].widget = forms.CheckboxInput()

    def sections(self) -> list[Section]:
        """The form in the order in which somebody fills it."""
        parts: tuple[tuple[Promise, tuple[str, ...]], ...] = (
            (_("The institution itself"), ("name", "kind", "level", "rank", "ownership")),
            (_("Where and under whom"), ("area", "seat", "parent", "since")),
            (_("Contacts"), ("phone", "email", "website", "point")),
            (_("House and land"), ("floor_area", "land_area", "seats")),
            (_("Names and code"), ("aliases", "code")),
            (_("Paper"), ("legal_basis", "paper", "same_name")),
        )
        return [(title, [self[name] for name in names if not self[name].is_hidden]) for title, names in parts]

    def code_wanted(self) -> str:
        return self.cleaned_data["code"] or code_from(self.cleaned_data["name"])

    def alias_names(self) -> tuple[str, ...]:
        return names_in(self.cleaned_data["aliases"])

    def contacts(self) -> Contacts | None:
        """None where nothing was written."""
        given = self.cleaned_data
        latitude, longitude = given["point"] or (None, None)
        found = Contacts(given["phone"], given["email"], given["website"], "", latitude, longitude)
        return None if found == Contacts() else found

    def building(self) -> Building | None:
        """None where nothing was written."""
        given = self.cleaned_data
        found = Building(given["floor_area"], given["land_area"], given["seats"])
        return None if found == Building() else found


class LightForm(forms.Form):
    """A reading point, a post office and culture point, a hamlet's house: eight fields, four of them optional."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        widget=forms.RadioSelect,
        choices=[(kind, OrganisationKind(kind).label) for kind in LIGHT],
        initial=LIGHT[0],
    )
    name = NameField(label=_("Name"))
    area = PickField(label=_("Commune"))
    seat = forms.CharField(
        label=_("Where exactly"), required=False, max_length=300, help_text=_("Hamlet, road, whose house.")
    )
    keeper = forms.CharField(
        label=_("Who keeps it"),
        required=False,
        max_length=150,
        help_text=_("The post, not the person: hamlet head, teacher, keeper of the post office."),
    )
    phone = PhoneField()
    opening = forms.CharField(
        label=_("When it is open"),
        required=False,
        max_length=300,
        help_text=_("As it stands on the door: “Thứ Hai – Thứ Sáu: 7:30–11:00, 14:00–17:00”."),
    )
    since = DayField(label=_("From which day"))
    same_name = forms.BooleanField(label=_("It is another one of the same name"), required=False)

    def __init__(self, *args: Any, areas: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "area", areas)
        self.fields["same_name"].widget = forms.HiddenInput()
        if len(areas) == 1:
            self.fields["area"].initial = areas[0][0]

    def ask_whether_another(self) -> None:
        """The refusal of a second one of the same name can be answered here."""
        self.fields["same_name"].widget = forms.CheckboxInput()

    def week(self) -> dict[int, tuple[Span, ...]] | None:
        """The opening times, where the words can be read as such."""
        return read_week(self.cleaned_data["opening"])

    def contacts(self) -> Contacts | None:
        """The phone, and opening words that are no timetable; None where nothing was written."""
        words = "" if self.week() else clean_text(self.cleaned_data["opening"])
        found = Contacts(phone=self.cleaned_data["phone"], about=words)
        return None if found == Contacts() else found
