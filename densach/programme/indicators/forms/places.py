"""A place chosen by writing a few letters of its name: a field of text with the names to pick from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from densach.kernel.vietnamese import fold

_TOLD: Final = 4


class PlaceInput(forms.TextInput):
    """The names stand in a list that the browser narrows while one writes; nothing else is needed for it."""

    input_type = "search"

    def __init__(self) -> None:
        super().__init__(attrs={"autocomplete": "off"})
        self.names: tuple[str, ...] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        key = f"{name}-names"
        written = super().render(name, value, {**(attrs or {}), "list": key}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.names))
        return format_html('{}<datalist id="{}">{}</datalist>', written, key, options)


class PlaceField(forms.CharField):
    """The key of one of the places, told by its name, by words of it, or by the key as addresses carry it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=PlaceInput(), max_length=200, **kwargs)
        self.places: dict[int, str] = {}

    def offer(self, places: Iterable[tuple[int, str]]) -> None:
        """Among which places is chosen, the whole first; of several with one name each is told with its key."""
        told = list(places)
        number = Counter(name for _key, name in told)
        self.places = {key: name if number[name] == 1 else f"{name} ({key})" for key, name in told}
        if isinstance(self.widget, PlaceInput):
            self.widget.names = tuple(self.places.values())
            if not self.required:
                self.widget.attrs["placeholder"] = next(iter(self.widget.names), "")

    def prepare_value(self, value: Any) -> Any:
        return self.places.get(int(value), value) if str(value or "").isdecimal() else value

    def clean(self, value: Any) -> int | None:
        written = super().clean(value)
        if not written:
            return None
        if written.isdecimal() and int(written) in self.places:
            return int(written)
        wanted = fold(written)
        folded = {key: fold(name) for key, name in self.places.items()}
        found = [key for key, name in folded.items() if name == wanted]
        found = found or [key for key, name in folded.items() if set(wanted.split()) <= set(name.split())]
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(self.places[key] for key in found[:_TOLD])
            said = _("“%(written)s” is the name of several places: %(names)s. Choose one from the list.")
            raise ValidationError(said % {"written": written, "names": names})
        raise ValidationError(
            _("No place here is called “%(written)s”: choose one from the list.") % {"written": written}
        )


def offer(form: forms.Form, name: str, places: Iterable[tuple[int, str]]) -> None:
    """Gives a form's field of a place the places of whoever asks."""
    field = form.fields[name]
    if isinstance(field, PlaceField):
        field.offer(places)
