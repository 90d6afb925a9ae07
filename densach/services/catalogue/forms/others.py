"""Smaller forms of the catalogue: states of records, covers, headings, labels."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.kernel.vietnamese import clean_text
from densach.services.catalogue.actions.headings import HeadingText
from densach.services.catalogue.forms.items import choose
from densach.services.catalogue.models import Authority, AuthorityKind, Record, RecordState
from densach.services.catalogue.queries import headings
from densach.services.catalogue.rules import labels, lifecycle


class RecordStateForm(forms.Form):
    """What becomes of a record, and why."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(label=_("New state"))
    why = forms.CharField(label=_("Why"), max_length=180, required=False)

    def __init__(self, *args: Any, record: Record, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        may = [one for one in RecordState if one in lifecycle.RECORD_AFTER[record.state]]
        choose(self, "state", [(one.value, one.label) for one in may])
        self.initial = {"revision": record.revision}


class CoverForm(forms.Form):
    """A picture, or none."""

    picture = forms.FileField(
        label=_("Picture of the cover"), help_text=_("JPEG, PNG or WebP, at most 5 MB.")
    )


class LinesForm(forms.Form):
    """The whole record as text."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("The record as text"), strip=False,
        widget=forms.Textarea(attrs={"rows": 22, "class": "marc-text", "spellcheck": "false"}),
        help_text=_("A field a line, for example: =245  10$aTruyện Kiều /$cNguyễn Du. A blank indicator is #."),
    )  # fmt: skip


class HeadingForm(forms.Form):
    """A heading with the forms under which people look for it, and what stands around it."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=AuthorityKind.choices)
    heading = forms.CharField(label=_("Heading"), max_length=300)
    dates = forms.CharField(label=_("Years of life or of the meeting"), max_length=60, required=False)
    variants = forms.CharField(
        label=_("Other forms, seen from"), required=False, max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line: pen names, former names, other spellings."),
    )  # fmt: skip
    broader = forms.CharField(
        label=_("Broader heading"), required=False, max_length=300, help_text=_("Its exact words.")
    )
    related = forms.CharField(
        label=_("Related headings"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Their exact words, one a line."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, thing: Authority | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.thing = thing
        if thing is not None:
            del self.fields["kind"]
            self.initial = {
                "revision": thing.revision,
                "heading": thing.heading,
                "dates": thing.dates,
                "variants": "\n".join(thing.variants),
                "broader": thing.broader.heading if thing.broader else "",
                "related": "\n".join(thing.related.order_by("sort_key").values_list("heading", flat=True)),
                "note": thing.note,
            }

    @property
    def _kind(self) -> str:
        return self.thing.kind if self.thing else str(self.cleaned_data.get("kind", ""))

    def clean_broader(self) -> Authority | None:
        words = clean_text(self.cleaned_data["broader"])
        if not words:
            return None
        found = headings.by_heading(self._kind, words)
        if found is None:
            raise forms.ValidationError(_("No heading of this kind reads so."))
        return found

    def clean_related(self) -> tuple[int, ...]:
        words = [text for one in self.cleaned_data["related"].splitlines() if (text := clean_text(one))]
        found, unknown = headings.by_headings(self._kind, words)
        if unknown:
            raise forms.ValidationError(
                _("No heading of this kind reads so: %(words)s") % {"words": "; ".join(unknown)}
            )
        return tuple(one.pk for one in found)

    def text(self) -> HeadingText:
        told = self.cleaned_data
        return HeadingText(
            told["heading"], told["dates"], tuple(told["variants"].splitlines()), told["note"], told["broader"],
            told["related"],
        )  # fmt: skip

    def now_seen(self, revision: int) -> None:
        self.data = (
            {**self.data.dict(), "revision": str(revision)} if isinstance(self.data, QueryDict) else self.data
        )


class HeadingFilter(forms.Form):
    """An unknown value in the address asks for nothing."""

    q = forms.CharField(
        label=_("Words"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", pgettext_lazy("choice", "all")), *AuthorityKind.choices],
    )
    use = forms.ChoiceField(
        label=_("Use"), required=False,
        choices=[("", _("by the alphabet")), ("most", _("most used first")), ("none", _("used by none"))],
    )  # fmt: skip


class LabelsForm(forms.Form):
    """Which copies, on which sheet, from which place on. Numbers of copies come from a list or as a span."""

    ids = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20000)
    home = forms.ChoiceField(label=_("Library"), required=False)
    first = forms.CharField(label=_("From accession number"), required=False, max_length=40)
    last = forms.CharField(label=pgettext_lazy("call numbers", "to"), required=False, max_length=40)
    sheet = forms.ChoiceField(
        label=_("Sheet"), choices=[(one.code, one.name) for one in labels.SHEETS.values()]
    )
    what = forms.ChoiceField(label=_("What to print"), choices=labels.WHAT)
    start = forms.IntegerField(
        label=_("First free label of the sheet"), min_value=1, max_value=65, initial=1,
        help_text=_("Counted from the upper left, line by line."),
    )  # fmt: skip

    def __init__(self, data: Any, *, libraries: list[tuple[str, str]]) -> None:
        super().__init__(data)
        choose(self, "home", list(libraries))
