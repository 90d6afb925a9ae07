"""Files of records with what they may do, the meaning of columns, what goes out, what others are asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.services.catalogue.rules.importing import FILL, LEAVE, REPLACE, Options

Choices = Sequence[tuple[str, str]]

COLUMNS = (
    ("title", pgettext_lazy("book", "Title")),
    ("subtitle", _("Subtitle")),
    ("volume", _("Volume")),
    ("author", _("Author")),
    ("others", _("Other authors, translators")),
    ("year", _("Year")),
    ("publisher", _("Publisher")),
    ("published_in", _("Place of publication")),
    ("edition", _("Edition")),
    ("isbn", _("ISBN")),
    ("class", _("Class number")),
    ("subjects", _("Subjects, key words")),
    ("language", _("Language")),
    ("extent", _("Pages")),
    ("size", _("Size")),
    ("series", _("Series")),
    ("summary", _("Summary")),
    ("note", _("Note")),
    ("accession", _("Accession number")),
    ("barcode", _("Barcode")),
    ("location", _("Where it stands")),
    ("call_number", _("Call number")),
    ("price", _("Price")),
    ("source", _("Source")),
    ("acquired", _("Day of acquisition")),
    ("copies", _("Number of copies")),
)


class SendRecordsForm(forms.Form):
    """The file, whose copies it brings, and what it may do."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("ISO 2709 (.mrc), MARCXML, .mrk, JSON, a workbook (.xlsx) or a table (.csv)."),
        widget=forms.FileInput(attrs={"accept": ".mrc,.marc,.dat,.iso,.xml,.mrk,.json,.xlsx,.csv,.txt"}),
    )
    library = forms.ChoiceField(label=_("For"), help_text=_("Its copies come with the file."))
    update = forms.ChoiceField(
        label=_("Where the catalogue knows the record already"),
        choices=[
            (FILL, _("fill only what it lacks")),
            (REPLACE, _("let the file replace its fields")),
            (LEAVE, _("leave it as it is, add copies only")),
        ],
        initial=FILL,
        widget=forms.RadioSelect,
    )
    item_type = forms.ChoiceField(label=_("Kind of copy, where the file names none"))
    location = forms.CharField(
        label=_("Where copies stand, where the file says nothing"), required=False, max_length=80
    )
    call_number = forms.BooleanField(
        label=_("Copies without a call number take the class number"), required=False, initial=True
    )
    counts = forms.BooleanField(
        label=_("Count the copies as added today"),
        required=False,
        help_text=_(
            "Only for books that really come to the library now; a stock of former years is not counted."
        ),
    )

    def __init__(self, *args: Any, libraries: Choices, item_types: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["library"] = forms.ChoiceField(
            label=_("For"), choices=libraries, help_text=_("Its copies come with the file.")
        )
        self.fields["item_type"] = forms.ChoiceField(
            label=_("Kind of copy, where the file names none"), choices=item_types, initial="book"
        )

    def options(self) -> Options:
        given = self.cleaned_data
        return Options(
            update=given["update"],
            counts=given["counts"],
            item_type=given["item_type"],
            location=given["location"],
            call_number=given["call_number"],
        )


class ColumnsForm(forms.Form):
    """Which column of the table means what; a column may stay unread."""

    def __init__(self, *args: Any, head: Sequence[str], places: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meant = {place: code for code, place in places.items()}
        for place, text in enumerate(head):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=text or _("Column %(number)s") % {"number": place + 1},
                choices=[("", _("not read")), *COLUMNS],
                required=False,
                initial=meant.get(place, ""),
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        meant = [code for code in given.values() if code]
        twice = {code for code in meant if meant.count(code) > 1}
        if twice:
            names = ", ".join(str(dict(COLUMNS)[code]) for code in sorted(twice))
            raise forms.ValidationError(_("Two columns cannot both mean: %(names)s.") % {"names": names})
        if "title" not in meant:
            raise forms.ValidationError(_("Say which column holds the titles."))
        return given

    def places(self) -> dict[str, int]:
        """Code → place of the column."""
        return {code: int(name.removeprefix("column-")) for name, code in self.cleaned_data.items() if code}


class RowsFilter(forms.Form):
    """Which rows of a file are shown."""

    action = forms.CharField(required=False, max_length=10)
    kind = forms.CharField(required=False, max_length=60)
    remarks = forms.BooleanField(label=_("Only with remarks"), required=False)
    q = forms.CharField(label=_("Title contains"), required=False, max_length=120)


class ExportForm(forms.Form):
    """What goes out, and in which form."""

    library = forms.ChoiceField(label=_("What"), required=False)
    q = forms.CharField(
        label=_("Only what a search finds"),
        required=False,
        max_length=300,
        help_text=_("Words as in the search box; left empty, everything."),
    )
    form = forms.ChoiceField(
        label=_("Form"),
        choices=[
            ("mrc", _("MARC 21, ISO 2709 (.mrc), with copies in 952")),
            ("xml", "MARCXML"),
            ("mrk", _("MARC as lines of text (.mrk)")),
            ("json", "MARC-in-JSON"),
            ("xlsx", _("workbook (.xlsx), a row for each copy")),
            ("csv", _("table (.csv), a row for each copy")),
            ("bib", "BibTeX"),
            ("ris", "RIS"),
        ],
    )

    def __init__(self, *args: Any, libraries: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["library"] = forms.ChoiceField(
            label=_("What"), choices=[("", _("the whole catalogue")), *libraries], required=False
        )


class AskForm(forms.Form):
    """What is asked of other libraries' catalogues."""

    isbn = forms.CharField(label="ISBN", required=False, max_length=20)
    title = forms.CharField(label=pgettext_lazy("book", "Title"), required=False, max_length=200)
    author = forms.CharField(label=_("Author"), required=False, max_length=120)

    def __init__(self, *args: Any, targets: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"] = forms.MultipleChoiceField(
            label=_("Catalogues to ask"), choices=targets, widget=forms.CheckboxSelectMultiple, required=False
        )
