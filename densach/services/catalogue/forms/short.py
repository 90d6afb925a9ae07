"""The short form of a record: ten fields, and more that are folded away."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.urls import reverse_lazy
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from densach.kernel.vietnamese import clean_text
from densach.services.catalogue.models import Material
from densach.services.catalogue.rules import fixed, names
from densach.services.catalogue.rules.short import Short

FIRST: Final = (
    "title", "subtitle", "author", "place", "publisher", "year", "isbn", "extent", "language", "subjects",
)  # fmt: skip
LISTS: Final = ("isbn", "subjects", "contributors", "keywords", "notes")


# While a name is typed, headings that begin so are offered; without scripts the field is a plain one.
SUGGEST: Final[dict[str, Any]] = {
    "hx-get": reverse_lazy("catalogue:suggest"),
    "hx-trigger": "input changed delay:250ms",
    "hx-target": "#names",
    "hx-swap": "innerHTML",
}


def line(
    label: Any, help_text: Any = "", *, required: bool = False, most: int = 500, **attrs: Any
) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=most, widget=forms.TextInput(attrs=attrs)
    )  # fmt: skip


# The same for a field of many lines: `suggest.js` offers headings for the line that is being typed.
SUGGEST_SUBJECTS: Final[dict[str, Any]] = {
    "data-suggest": reverse_lazy("catalogue:suggest"),
    "autocomplete": "off",
}


def lines(label: Any, help_text: Any = "", rows: int = 2, **attrs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, **attrs})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=8000, widget=widget)


class ShortForm(forms.Form):
    """What was seen of the record, and its short form."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = line(pgettext_lazy("book", "Title"), required=True, most=2000, autofocus="autofocus")
    subtitle = line(_("Subtitle"), most=2000)
    author = line(
        _("Author"),
        _("One name as it is to be filed: Nguyễn Du; Hugo, Victor."),
        list="names",
        **SUGGEST,
        autocomplete="off",
    )
    place = line(_("Place of publication"), list="places", autocomplete="off")
    publisher = line(_("Publisher"), list="publishers", autocomplete="off")
    year = line(_("Year of publication"), most=60, inputmode="numeric")
    isbn = lines(_("ISBN"), _("One a line."), rows=1)
    extent = line(_("Pages or extent"), _("For example 349 tr."))
    language = forms.ChoiceField(label=pgettext_lazy("book", "Language"), required=False)
    subjects = lines(
        _("Subjects"), _("One a line; parts of a subject are set off by “ – ”."), rows=3, **SUGGEST_SUBJECTS
    )
    contributors = lines(_("Other contributors"), _("One a line; the role in brackets: Lê An (dịch)."))
    responsibility = line(_("Responsibility as printed in the book"), most=2000)
    edition = line(_("Edition"))
    illustrations = line(_("Illustrations"))
    size = line(_("Size"), _("For example 21 cm."))
    series = line(_("Series"))
    ddc = line(_("DDC"), most=40)
    summary = lines(_("Summary"), rows=4)
    keywords = lines(_("Keywords"), _("One a line."))
    notes = lines(_("Notes"), _("One a line."))
    children = forms.BooleanField(label=_("For children"), required=False)
    material = forms.ChoiceField(label=_("Kind of material"), choices=Material.choices)

    def __init__(self, *args: Any, short: Short | None = None, revision: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [
            (one.value, one.vi if get_language() == "vi" else one.en) for one in fixed.choices("language")
        ]
        now = short.language if short else ""
        if now and now not in dict(told):
            told.append((now, now))
        self._choices("language", [("", _("not told")), *told])
        if short is not None:
            self.initial = {**initial_of(short), "revision": revision}

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in FIRST]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        shown = {*FIRST, "revision", "library", "draft", "anyway"}
        return [self[name] for name in self.fields if name not in shown]

    @property
    def is_more_wrong(self) -> bool:
        """Whether something that is folded away needs attention."""
        return any(bound.errors for bound in self.more_fields)

    @property
    def places(self) -> tuple[str, ...]:
        return names.imprints("place")

    @property
    def publishers(self) -> tuple[str, ...]:
        return names.imprints("publisher")

    def clean_title(self) -> str:
        return clean_text(self.cleaned_data["title"])

    def short(self) -> Short:
        """The form as a value."""
        told = self.cleaned_data
        given: dict[str, Any] = {}
        for name in Short.__dataclass_fields__:
            value = told.get(name)
            if name in LISTS:
                given[name] = tuple(text for one in (value or "").splitlines() if (text := clean_text(one)))
            else:
                given[name] = clean_text(value) if isinstance(value, str) else bool(value)
        return Short(**given)

    def now_seen(self, revision: int) -> None:
        """After a clash: the next attempt is made on the record as it is now; what was typed stays."""
        self.data = (
            {**self.data.dict(), "revision": str(revision)} if isinstance(self.data, QueryDict) else self.data
        )


class NewForm(ShortForm):
    """A record that the catalogue lacks: whose it is, and whether it is a draft."""

    library = forms.ChoiceField(label=_("Library"))
    draft = forms.BooleanField(label=_("Keep it as a draft, not in the catalogue yet"), required=False)
    anyway = forms.BooleanField(
        label=_("It is another one: enter it all the same"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, libraries: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices("library", list(libraries))
        if len(libraries) == 1:
            self.fields["library"].widget = forms.HiddenInput()
        if libraries:
            self.fields["library"].initial = libraries[0][0]

    def ask_anyway(self) -> None:
        """The record looks like one that is there: the box to go on is shown."""
        self.fields["anyway"].widget = forms.CheckboxInput()


def initial_of(short: Short) -> dict[str, Any]:
    """The short form as a form begins with it."""
    told = dict(short.__dict__)
    return {**told, **{name: "\n".join(told[name]) for name in LISTS}}
