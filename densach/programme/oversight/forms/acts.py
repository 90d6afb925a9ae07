"""Forms of acts: what was seen of the entry, words, a file, and what the act itself asks for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from densach.files.actions import Upload
from densach.kernel.actor import Actor
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.programme.oversight.models import Entry


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, entered by the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=required, help_text=help_text)


def words_field(label: Any, rows: int = 4, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def file_field(label: Any, help_text: Any = "") -> forms.FileField:
    return forms.FileField(label=label, required=False, help_text=help_text)


def choose(form: forms.Form, name: str, choices: Iterable[Any], *, none: Any = None) -> None:
    """Sets the choices of a field; with `none` an empty one first."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [*([("", none)] if none is not None else []), *choices]


class ActForm(forms.Form):
    """An act on an entry as it was seen: its revision, words and, where it helps, a file."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = words_field(_("In words"), required=False)
    file = file_field(_("Paper or photo"))
    wordless = False
    fileless = False
    explained = False

    def __init__(self, *args: Any, thing: Entry | None, actor: Actor, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.thing, self.actor, self.on = thing, actor, on
        if thing is not None:
            self.fields["revision"].initial = thing.revision
        if self.wordless:
            del self.fields["text"]
        elif self.explained:
            self.fields["text"].required = True
        if self.fileless:
            del self.fields["file"]
        self.offer()

    def offer(self) -> None:
        """Fills choices and what stands in the fields at first."""

    @property
    def seen(self) -> int:
        return int(self.cleaned_data.get("revision") or 0)

    @property
    def words(self) -> str:
        return str(self.cleaned_data.get("text") or "")

    @property
    def upload(self) -> Upload | None:
        return Upload.sent(self.cleaned_data.get("file"))

    def given(self) -> dict[str, Any]:
        """What the action asks for beside who, when and which words."""
        return {}

    def now_seen(self, revision: int) -> None:
        """After a clash: the next attempt is made on the entry as it is now; what was typed stays."""
        self.data = (
            {**self.data.dict(), "revision": str(revision)} if hasattr(self.data, "dict") else self.data
        )

    def unit(self, name: str = "organisation") -> Any:
        return organisations.by_code(self.cleaned_data[name])


class PlainForm(ActForm):
    """An act that may be explained."""


class ExplainedForm(ActForm):
    """An act that must be explained."""

    explained = True


class SilentForm(ActForm):
    """An act without words or file."""

    wordless = True
    fileless = True


class WordsOnlyForm(ActForm):
    explained = True
    fileless = True


class UntilForm(WordsOnlyForm):
    """Until another day, and why."""

    due = day_field(_("To be done by"))

    def offer(self) -> None:
        self.fields["due"].initial = getattr(self.thing, "due", self.on)

    def given(self) -> dict[str, Any]:
        return {"due": self.cleaned_data["due"]}


def period_of(cleaned: dict[str, Any]) -> Period:
    """From `period_from` to `period_to`. Raises InvalidPeriod."""
    return Period.between(cleaned["period_from"], cleaned["period_to"])
