"""Copies: many at once, one changed, how one stands, and the list's filter."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.services.catalogue.actions.items import MOST_AT_ONCE, NewItem
from densach.services.catalogue.models import Acquired, Item, ItemState, Restriction
from densach.services.catalogue.queries import copies
from densach.services.catalogue.rules import lifecycle
from densach.services.catalogue.rules.importing import EARLIEST_DAY

ALL = pgettext_lazy("choice", "all")


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=required, help_text=help_text)


def choose(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


class _Described(forms.Form):
    """What every copy tells."""

    call_number = forms.CharField(label=_("Call number"), max_length=80, required=False)
    location = forms.CharField(
        label=_("Location"), max_length=80, required=False,
        widget=forms.TextInput(attrs={"list": "locations", "autocomplete": "off"}),
        help_text=_("Store, room or shelf."),
    )  # fmt: skip
    item_type = forms.ChoiceField(label=_("Type of item"))
    volume = forms.CharField(label=_("Volume or part"), max_length=60, required=False)
    restriction = forms.ChoiceField(label=_("Restriction of use"), choices=Restriction.choices)
    acquired = forms.ChoiceField(label=_("How it came"), choices=Acquired.choices, required=False)
    source = forms.CharField(label=_("From whom"), max_length=150, required=False)
    price = forms.IntegerField(label=_("Price (đồng)"), min_value=0, max_value=10**12, required=False)
    acquired_on = day_field(_("Came on"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, lang: str, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "item_type", list(copies.types(lang)))
        self.on = on
        self.fields["acquired_on"].initial = on

    def clean_acquired_on(self) -> date:
        day: date = self.cleaned_data["acquired_on"]
        if day > self.on:
            raise forms.ValidationError(_("This day is still to come."))
        if day < EARLIEST_DAY:
            raise forms.ValidationError(
                _("No library here kept books before %(year)s: look at the year."),
                params={"year": EARLIEST_DAY.year},
            )
        return day

    def described(self, barcode: str, accession: str, counted_on: date | None = None) -> NewItem:
        told = dict(self.cleaned_data)
        kind = copies.type_by_code(told["item_type"])
        if kind is None:
            raise forms.ValidationError(_("Choose a type of item."))
        names = ("call_number", "location", "volume", "restriction", "acquired", "source", "price", "note")
        given = {name: told[name] for name in names}
        return NewItem(
            barcode=barcode, accession_number=accession, item_type=kind, acquired_on=told["acquired_on"],
            counted_on=counted_on, **given,
        )  # fmt: skip


class AddForm(_Described):
    """A run of copies: how many, and the first of their numbers."""

    library = forms.ChoiceField(label=_("Library"))
    many = forms.IntegerField(label=_("How many copies"), min_value=1, max_value=MOST_AT_ONCE, initial=1)
    first_barcode = forms.CharField(
        label=_("First barcode"), max_length=40, required=False, help_text=_("Empty: the next free one.")
    )
    first_accession = forms.CharField(
        label=_("First accession number"), max_length=40, required=False,
        help_text=_("Empty: the next free one of the library."),
    )  # fmt: skip
    counted = forms.BooleanField(
        label=_("Count them as added on the day they came"), required=False, initial=True,
        help_text=_("Leave out for an old stock that is only being entered."),
    )  # fmt: skip
    sure = forms.BooleanField(
        label=_("The barcode is right: it has another form than the others"), required=False,
        widget=forms.HiddenInput,
    )  # fmt: skip
    field_order = (
        "library", "many", "call_number", "location", "item_type", "first_barcode", "first_accession", "price",
        "acquired", "source", "acquired_on", "counted", "volume", "restriction", "note",
    )  # fmt: skip

    def __init__(self, *args: Any, libraries: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "library", list(libraries))
        if len(libraries) == 1:
            self.fields["library"].widget = forms.HiddenInput()
        if libraries:
            self.fields["library"].initial = libraries[0][0]

    def new_items(self, home: int, code: str) -> list[NewItem]:
        """The copies that are asked for. Empty numbers are the next free ones."""
        told = self.cleaned_data
        many = told["many"]
        counted_on = told["acquired_on"] if told["counted"] else None
        self._ask_of_form(home)
        barcodes = (
            copies.run_of(told["first_barcode"], many)
            if told["first_barcode"]
            else copies.next_barcodes(home, code, many)
        )
        accessions = (
            copies.run_of(told["first_accession"], many)
            if told["first_accession"]
            else copies.next_accessions(home, code, many)
        )
        if len(barcodes) < many or len(accessions) < many:
            raise forms.ValidationError(_("A run of numbers needs digits in the first one."))
        return [self.described(*pair, counted_on) for pair in zip(barcodes, accessions, strict=True)]

    def _ask_of_form(self, home: int) -> None:
        """A barcode unlike the library's others is asked about: it may be a slip of the scanner or the hand."""
        barcode = self.cleaned_data["first_barcode"]
        if not barcode or self.cleaned_data["sure"]:
            return
        if usual := copies.unlike_usual(home, barcode):
            self.fields["sure"].widget = forms.CheckboxInput()
            asked = _(
                "“%(barcode)s” looks unlike the barcodes of this library (%(usual)s). If it is right, say so below."
            )
            raise forms.ValidationError(asked, params={"barcode": barcode, "usual": usual})


class ItemForm(_Described):
    """One copy as it is, to be changed."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    barcode = forms.CharField(label=_("Barcode"), max_length=40)
    accession_number = forms.CharField(label=_("Accession number"), max_length=40, required=False)
    place = forms.ChoiceField(label=_("Where it stands now"))
    field_order = (
        "revision", "barcode", "accession_number", "place", "call_number", "location", "item_type", "volume",
        "restriction", "price", "acquired", "source", "acquired_on", "note",
    )  # fmt: skip

    def __init__(self, *args: Any, item: Item, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "place", list(places))
        names = [name for name in self.fields if name not in ("item_type", "place")]
        self.initial = {
            **{name: getattr(item, name) for name in names},
            "item_type": item.item_type.code,
            "place": item.place.code,
        }

    def new(self) -> NewItem:
        return self.described(self.cleaned_data["barcode"], self.cleaned_data["accession_number"])

    def now_seen(self, revision: int) -> None:
        self.data = (
            {**self.data.dict(), "revision": str(revision)} if isinstance(self.data, QueryDict) else self.data
        )


class StateForm(forms.Form):
    """How a copy stands from now on, and why."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(label=_("New state"))
    why = forms.CharField(label=_("Why"), max_length=200)
    by_mistake = forms.BooleanField(
        label=_("It was entered by mistake: take it out of what was counted as added"), required=False,
        help_text=_("Only when it is withdrawn."),
    )  # fmt: skip

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What the desk alone may say: lent, kept for a reader, on the way.
        at_the_desk = {ItemState.ON_LOAN, ItemState.ON_HOLD_SHELF, ItemState.IN_TRANSIT}
        may = [one for one in ItemState if one in lifecycle.AFTER[item.state] and one not in at_the_desk]
        choose(self, "state", [(one.value, one.label) for one in may])
        self.initial = {"revision": item.revision}
        if item.counted_on is None:
            del self.fields["by_mistake"]

    def now_seen(self, revision: int) -> None:
        self.data = (
            {**self.data.dict(), "revision": str(revision)} if isinstance(self.data, QueryDict) else self.data
        )


class HomeForm(forms.Form):
    """Whose a copy is from now on."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    library = forms.ChoiceField(label=_("New home"))
    accession_number = forms.CharField(
        label=_("Accession number there"), max_length=40, required=False,
        help_text=_("Left empty, the next free number of that library."),
    )  # fmt: skip
    stands_there = forms.BooleanField(label=_("It stands there already"), required=False)
    why = forms.CharField(label=_("Why"), max_length=200)

    def __init__(self, *args: Any, item: Item, libraries: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "library", list(libraries))
        self.initial = {"revision": item.revision, "stands_there": True}

    def now_seen(self, revision: int) -> None:
        self.data = (
            {**self.data.dict(), "revision": str(revision)} if isinstance(self.data, QueryDict) else self.data
        )


class ItemFilter(forms.Form):
    """An unknown value in the address asks for nothing."""

    number = forms.CharField(
        label=_("Barcode or accession number"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )  # fmt: skip
    home = forms.ChoiceField(label=_("Library"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", ALL), *ItemState.choices])
    item_type = forms.ChoiceField(label=_("Type of item"), required=False)
    location = forms.CharField(
        label=_("Location"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"list": "locations"}),
    )
    call_from = forms.CharField(label=_("Call numbers from"), required=False, max_length=80)
    call_to = forms.CharField(label=pgettext_lazy("call numbers", "to"), required=False, max_length=80)

    def __init__(self, data: Any, *, libraries: list[tuple[str, str]], lang: str) -> None:
        super().__init__(data)
        choose(self, "home", [("", ALL), *libraries])
        choose(self, "item_type", [("", ALL), *copies.types(lang)])
