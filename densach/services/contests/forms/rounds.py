"""Criteria, prizes, judges, conflicts, entries, numbers: what a round is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.files.actions import Upload
from densach.kernel.errors import InvalidNumber
from densach.kernel.numbers import parse_number
from densach.organisations import queries as organisations
from densach.people.models import Person
from densach.services.contests.forms.fields import SeenForm, choose
from densach.services.contests.models import Criterion, Entry, EntryKind, EntryState, Judge, Prize
from densach.services.contests.rules.given import CriterionData, EntryData, JudgeData, PrizeData

# How many empty lines a table offers beside those that are filled.
SPARE: Final = 3


def number_of(text: str, lang: str = "vi") -> Decimal | None:
    """A number as typed, "8,5" and "8.5" alike; None for nothing. Raises InvalidNumber."""
    text = text.strip()
    if not text:
        return None
    plain = text.replace(",", ".")
    if plain.count(".") <= 1 and plain.replace(".", "", 1).isdigit() and plain.isascii():
        return Decimal(plain)
    return parse_number(text, lang)


class LinesForm(SeenForm):
    """A table of lines that are typed over; a line without a name is none."""

    columns: tuple[str, ...] = ()
    firsts: Mapping[str, str] = {}

    def __init__(self, *args: Any, lines: Sequence[Mapping[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """What stands in the table: what was typed, or what is there and a few empty lines."""
        if self.is_bound:
            number = 0
            while f"name-{number}" in self.data:
                yield number, {one: str(self.data.get(f"{one}-{number}", "")) for one in self.columns}
                number += 1
            return
        for place, line in enumerate([*self.lines, *[dict(self.firsts)] * SPARE]):
            yield place, {one: line.get(one, "") for one in self.columns}

    def typed(self) -> list[dict[str, str]]:
        return [row for _place, row in self.rows() if row["name"].strip()]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        told["rows"] = []
        for row in self.typed():
            try:
                told["rows"].append(self.read(row))
            except (InvalidNumber, ArithmeticError):
                self.add_error(
                    None, _("“%(name)s”: write numbers such as 10 or 1,5.") % {"name": row["name"].strip()}
                )
        return told

    def read(self, row: Mapping[str, str]) -> Any:
        """One line as a value."""
        return dict(row)


class CriteriaForm(LinesForm):
    columns = ("name", "most", "weight")
    firsts: Mapping[str, str] = {"most": "10", "weight": "1"}

    def read(self, row: Mapping[str, str]) -> CriterionData:
        most, weight = number_of(row["most"]), number_of(row["weight"])
        return CriterionData(
            row["name"], Decimal(10) if most is None else most, Decimal(1) if weight is None else weight
        )


class PrizesForm(LinesForm):
    columns = ("name", "number", "amount")
    firsts: Mapping[str, str] = {"number": "1"}

    def read(self, row: Mapping[str, str]) -> PrizeData:
        number = number_of(row["number"].replace(".", ""))
        amount = number_of(row["amount"].replace(".", "").replace(" ", ""))
        return PrizeData(row["name"], min(int(number or 1), 1000), min(int(amount or 0), 2_000_000_000))


def criterion_lines(criteria: Sequence[Criterion], told: Callable[[Decimal], str]) -> list[dict[str, str]]:
    return [{"name": one.name, "most": told(one.most), "weight": told(one.weight)} for one in criteria]


def prize_lines(prizes: Sequence[Prize]) -> list[dict[str, str]]:
    return [
        {"name": one.name, "number": str(one.number), "amount": str(one.amount) if one.amount else ""}
        for one in prizes
    ]


class JudgeForm(forms.Form):
    name = forms.CharField(label=_("Name of the judge"), max_length=150, required=False)
    about = forms.CharField(
        label=_("Post or title"), max_length=200, required=False,
        help_text=_("For example: Nghệ nhân ưu tú, Hội Văn học Nghệ thuật tỉnh."),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail of the judge's account"), required=False,
        help_text=_("With an account they score on their own phone; without one you enter their sheet."),
    )  # fmt: skip
    head = forms.BooleanField(label=_("Head of the jury"), required=False)

    def data_of(self) -> JudgeData:
        told = self.cleaned_data
        return JudgeData(told["name"], told["about"], told["email"], told["head"])


class ConflictForm(forms.Form):
    """Who may not score what, and why."""

    judge = forms.ChoiceField(label=pgettext_lazy("contest", "Judge"))
    entry = forms.ChoiceField(label=pgettext_lazy("contest", "Entry"))
    why = forms.CharField(
        label=_("Why"), max_length=200,
        help_text=_("For example: own pupil, own unit, relative. It stands on the ranking sheet."),
    )  # fmt: skip

    def __init__(self, *args: Any, judges: Sequence[Judge], entries: Sequence[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "judge", [(str(one.pk), one.name) for one in judges], none="–")
        choose(self, "entry", [(str(one.pk), f"{one.number}. {one.name}") for one in entries], none="–")


class EntriesFilter(forms.Form):
    q = forms.CharField(
        label=_("Words or number"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )  # fmt: skip
    tinh_trang = forms.ChoiceField(label=_("State"), required=False)
    loai = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        choose(self, "tinh_trang", EntryState.choices, none=pgettext_lazy("choice", "all"))
        choose(self, "loai", EntryKind.choices, none=pgettext_lazy("choice", "all"))
        self.is_valid()

    def chosen(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")


class EntryForm(forms.Form):
    """A new entry, or one that is changed."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Kind"))
    name = forms.CharField(
        label=_("Who competes"),
        max_length=200,
        help_text=_("The team, the school, the person or the author."),
    )
    title = forms.CharField(label=_("Piece or work"), max_length=200, required=False)
    genre = forms.CharField(
        label=_("Genre"),
        max_length=100,
        required=False,
        help_text=_("For example: đơn ca, múa, kể chuyện sách."),
    )
    unit = forms.ChoiceField(label=_("Unit that sends it"), required=False)
    person = forms.ChoiceField(
        label=_("One of those enrolled"), required=False,
        help_text=_("Ties the entry to the person, so that whoever competes cannot enter marks."),
    )  # fmt: skip
    members = forms.IntegerField(label=_("How many take part"), min_value=1, max_value=5000, initial=1)
    named = forms.BooleanField(
        label=_("Agrees that the name is published with the result"), required=False,
        help_text=_("For a child, who answers for it and the child agree. Else only the first name is shown."),
    )  # fmt: skip
    file = forms.FileField(label=_("The work or its form"), required=False)

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[str],
        units: Sequence[tuple[str, str]],
        people: Sequence[tuple[int, str]],
        entry: Entry | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **{**kwargs, "initial": _initial(entry)})
        self.entry = entry
        labels = dict(EntryKind.choices)
        choose(self, "kind", [(one, labels[EntryKind(one)]) for one in kinds])
        choose(self, "unit", units, none="–")
        choose(self, "person", [(str(key), name) for key, name in people], none="–")
        if not people:
            del self.fields["person"]

    @property
    def person_key(self) -> int | None:
        key = self.cleaned_data.get("person")
        return int(key) if key else None

    def data_of(self, person: Person | None) -> EntryData:
        """`person`: who was chosen; where nobody could be, whoever the entry is tied to stays."""
        told = self.cleaned_data
        unit = told["unit"]
        if "person" not in self.fields and self.entry is not None:
            person = self.entry.person
        return EntryData(
            kind=told["kind"], name=told["name"], title=told["title"], genre=told["genre"], person=person,
            group=self.entry.group if self.entry else None,
            organisation=organisations.by_code(unit) if unit else None,
            members=told["members"], named=told["named"], upload=Upload.sent(told["file"]),
        )  # fmt: skip


def _initial(entry: Entry | None) -> dict[str, Any]:
    if entry is None:
        return {"members": 1}
    names = ("revision", "kind", "name", "title", "genre", "members", "named")
    found = {name: getattr(entry, name) for name in names}
    found["unit"] = entry.organisation.code if entry.organisation else ""
    found["person"] = str(entry.person_id or "")
    return found
