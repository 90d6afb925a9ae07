"""Clubs: the register's filter, founding, the short form, acts of their life, growing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.files.actions import Upload
from densach.kernel.numbers import whole_number
from densach.organisations.models import Area
from densach.people.rules.staffing import PersonData
from densach.services.activities.models import Interest
from densach.services.activities.rules.bands import BANDS
from densach.services.clubs.forms.fields import (
    ALL,
    AreaField,
    SeenForm,
    choose,
    day_field,
    offer_areas,
    words_field,
)
from densach.services.clubs.models import Club, ClubKind, ClubState
from densach.services.clubs.queries.clubs import Wanted
from densach.services.clubs.rules.given import ClubData, GrowData, LightData, StepData

_NAME = _("Name of the club, group or team")
_PAPER = _("Decision of founding: number and symbol")


class ClubsFilter(forms.Form):
    """An unknown value in the address asks for nothing."""

    q = forms.CharField(
        label=pgettext_lazy("club", "Name"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )  # fmt: skip
    loai = forms.ChoiceField(label=_("Kind"), required=False)
    so_thich = forms.ChoiceField(label=_("Interest"), required=False)
    tinh_trang = forms.ChoiceField(label=_("State"), required=False)
    gia_han = forms.ChoiceField(label=pgettext_lazy("club", "Renewal"), required=False)
    don_vi = forms.ChoiceField(label=_("Unit"), required=False)
    dia_ban = forms.ChoiceField(label=pgettext_lazy("club", "Place"), required=False)

    def __init__(
        self, data: Any, *, units: Sequence[tuple[int, str]], areas: Sequence[tuple[int, str]]
    ) -> None:
        super().__init__(data)
        choose(self, "loai", [*ClubKind.choices, ("team", pgettext_lazy("club", "every team"))], none=ALL)
        choose(self, "so_thich", Interest.choices, none=ALL)
        live = pgettext_lazy("club", "active or paused")
        choose(
            self,
            "tinh_trang",
            [*ClubState.choices, ("all", pgettext_lazy("club", "all, also closed ones"))],
            none=live,
        )
        due = [
            ("soon", pgettext_lazy("club", "due within 60 days")),
            ("lapsed", pgettext_lazy("club", "lapsed")),
            ("none", pgettext_lazy("club", "without an end")),
        ]
        choose(self, "gia_han", due, none=ALL)
        for name, rows in (("don_vi", units), ("dia_ban", areas)):
            choose(self, name, [(str(key), label) for key, label in rows], none=ALL)
            if len(rows) < 2:
                del self.fields[name]
        self.is_valid()

    def chosen(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")

    def wanted(self) -> Wanted:
        return Wanted(
            text=self.chosen("q"), unit=whole_number(self.chosen("don_vi")), kind=self.chosen("loai"),
            interest=self.chosen("so_thich"), state=self.chosen("tinh_trang"),
            area=whole_number(self.chosen("dia_ban")), renewal=self.chosen("gia_han"),
        )  # fmt: skip


class _ClubFields(forms.Form):
    """What is told of a club in the full form."""

    name = forms.CharField(label=_NAME, max_length=200)
    about = words_field(_("What it does"), help_text=_("Citizens read this. No names of members."))
    interest = forms.ChoiceField(label=_("Interest"), choices=Interest.choices)
    audience = forms.MultipleChoiceField(
        label=_("For whom"), required=False, choices=[(band.code, _(band.name)) for band in BANDS],
        widget=forms.CheckboxSelectMultiple, help_text=_("Nothing ticked: for every age."),
    )  # fmt: skip
    area = AreaField(
        label=_("Commune"), queryset=Area.objects.none(), required=False, empty_label=_("of the unit")
    )
    hamlet = forms.CharField(label=_("Hamlet or neighbourhood"), max_length=120, required=False)
    founded_on = day_field(_("Founded on"))
    paper_number = forms.CharField(label=_PAPER, max_length=100, required=False)
    paper = forms.FileField(label=_("The paper"), required=False)
    contact = forms.CharField(
        label=_("How to join"), max_length=200, required=False,
        help_text=_("Citizens read this, for example: evenings at the culture house, telephone of the house."),
    )  # fmt: skip
    public = forms.BooleanField(label=_("Citizens see it"), required=False, initial=True)

    def club_data(self, kind: str, area: Area | None = None) -> ClubData:
        told = self.cleaned_data
        return ClubData(
            kind=kind, name=told["name"], founded_on=told["founded_on"], about=told["about"],
            interest=told["interest"], audience=tuple(told["audience"]), area=told.get("area") or area,
            hamlet=told["hamlet"], paper_number=told["paper_number"], upload=Upload.sent(told["paper"]),
            renewed_until=told.get("renewed_until"), public=told["public"], contact=told["contact"],
        )  # fmt: skip


class NewClubForm(_ClubFields):
    """A club, group or team with its paper and its head."""

    organisation = forms.ChoiceField(label=_("Unit that keeps it"))
    kind = forms.ChoiceField(label=_("Kind"), choices=ClubKind.choices)
    renewed_until = day_field(
        _("The founding holds until"), required=False, help_text=_("Empty where no renewal is asked.")
    )
    head_name = forms.CharField(label=_("Head: full name"), max_length=150, required=False)
    head_phone = forms.CharField(label=_("Head: telephone"), max_length=40, required=False)
    head_born = day_field(_("Head: born on"), required=False)
    field_order = (
        "organisation", "kind", "name", "interest", "about", "audience", "area", "hamlet", "founded_on",
        "paper_number", "paper", "renewed_until", "head_name", "head_phone", "head_born", "contact", "public",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        units: Sequence[tuple[str, str]],
        areas: Sequence[tuple[int, str]],
        on: date,
        **kwargs: Any,
    ) -> None:
        initial = {"founded_on": on, "interest": Interest.ARTS, **kwargs.pop("initial", {})}
        super().__init__(*args, **{**kwargs, "initial": initial})
        choose(self, "organisation", units)
        offer_areas(self, "area", areas)

    def data_of(self) -> ClubData:
        return self.club_data(self.cleaned_data["kind"])

    def head(self) -> PersonData | None:
        told = self.cleaned_data
        if not told["head_name"].strip():
            return None
        return PersonData(name=told["head_name"], phone=told["head_phone"], birth_date=told["head_born"])


class ClubForm(SeenForm, _ClubFields):
    """A club is changed; its kind and its renewal are not changed here."""

    def __init__(self, *args: Any, club: Club, areas: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        names = (
            "name", "about", "interest", "audience", "area", "hamlet", "founded_on", "paper_number", "public",
            "revision",
        )  # fmt: skip
        initial = {name: getattr(club, name) for name in names}
        initial["contact"] = club.activity.contact if club.activity else ""
        super().__init__(*args, **{**kwargs, "initial": {**initial, **kwargs.pop("initial", {})}})
        offer_areas(self, "area", areas)
        if club.light:
            for name in ("audience", "paper_number", "paper"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        told.setdefault("audience", [])
        told.setdefault("paper_number", "")
        told.setdefault("paper", None)
        return told


class LightForm(forms.Form):
    """The short form: one screen of a phone."""

    organisation = forms.ChoiceField(label=_("Unit that keeps it"))
    name = forms.CharField(label=pgettext_lazy("club", "Name of the group"), max_length=200)
    hamlet = forms.CharField(label=_("Hamlet or neighbourhood"), max_length=120)
    area = AreaField(
        label=_("Commune"), queryset=Area.objects.none(), required=False, empty_label=_("of the unit")
    )
    interest = forms.ChoiceField(label=_("Interest"), choices=Interest.choices, initial=Interest.ARTS)
    members = forms.IntegerField(
        label=_("Number of members"), min_value=1, max_value=5000, required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    head_name = forms.CharField(label=_("Head's name"), max_length=150, required=False)
    head_phone = forms.CharField(
        label=_("Head's telephone"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, units: Sequence[tuple[str, str]], areas: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "organisation", units)
        offer_areas(self, "area", areas)

    def data_of(self) -> LightData:
        told = self.cleaned_data
        return LightData(
            name=told["name"], hamlet=told["hamlet"], interest=told["interest"], members=told["members"],
            head_name=told["head_name"], head_phone=told["head_phone"], area=told.get("area"),
        )  # fmt: skip


class StepForm(SeenForm):
    """An act of the club's life, with the fields that it asks for."""

    on = day_field(pgettext_lazy("club", "From the day"))
    until = day_field(pgettext_lazy("club", "Holds until"))
    paper_number = forms.CharField(label=_("Paper: number and symbol"), max_length=100, required=False)
    paper = forms.FileField(label=_("The paper"), required=False)
    note = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("Stands in the record for everybody who reads it.")
    )

    def __init__(self, *args: Any, act: str, club: Club, on: date, **kwargs: Any) -> None:
        initial = {"on": on, "revision": club.revision}
        if act == "renew":
            begins = max(club.renewed_until or on, on)
            initial["until"] = _years_later(begins, 2)
        super().__init__(*args, **{**kwargs, "initial": initial})
        if act != "renew":
            del self.fields["until"]
        if act == "reopen":
            for name in ("on", "paper_number", "paper"):
                del self.fields[name]
        if act not in ("close", "reopen"):
            self.fields["note"].required = False
            self.fields["note"].label = pgettext_lazy("club", "Note")
            self.fields["note"].help_text = ""

    def data_of(self, on: date) -> StepData:
        told = self.cleaned_data
        return StepData(
            on=told.get("on") or on, until=told.get("until"), paper_number=told.get("paper_number", ""),
            upload=Upload.sent(told.get("paper")), note=told["note"],
        )  # fmt: skip


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


class GrowForm(SeenForm):
    """A group in the short form becomes a full club."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("club", "From now on it is"),
        choices=[(one.value, one.label) for one in (ClubKind.CLUB, ClubKind.GROUP)],
    )
    name = forms.CharField(label=_NAME, max_length=200)
    about = words_field(_("What it does"), help_text=_("Citizens read this. No names of members."))
    on = day_field(pgettext_lazy("club", "From the day"))
    paper_number = forms.CharField(label=_PAPER, max_length=100, required=False)
    paper = forms.FileField(label=_("The paper"), required=False)
    renewed_until = day_field(
        _("The founding holds until"), required=False, help_text=_("Empty where no renewal is asked.")
    )

    def __init__(self, *args: Any, club: Club, on: date, **kwargs: Any) -> None:
        initial = {"name": club.name, "about": club.about, "on": on, "revision": club.revision}
        super().__init__(*args, **{**kwargs, "initial": initial})

    def data_of(self) -> GrowData:
        told = self.cleaned_data
        return GrowData(
            name=told["name"], on=told["on"], kind=told["kind"], about=told["about"],
            paper_number=told["paper_number"], upload=Upload.sent(told["paper"]),
            renewed_until=told["renewed_until"],
        )  # fmt: skip
