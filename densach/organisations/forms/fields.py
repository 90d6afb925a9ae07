"""Fields that several forms of the register share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from densach.files.actions import Upload
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations.rules import DayOutOfReach, require_day
from densach.organisations.spelling import NameWithoutLetter, NotAPhone, require_name, require_phone
from densach.ui.wording import sentence

Choices = Sequence[tuple[str, str]]
# Told beside a text that may mean several; more would not help.
_TOLD: Final = 4
# Suggestions of a box; more make a page heavy, and nobody looks through them.
_SUGGESTED: Final = 400
# Boxes of a field for several: at least so many, and always some empty ones.
_BOXES: Final = 4
_EMPTY: Final = 2


class DayField(forms.DateField):
    """A day that the register takes (`rules.require_day`)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        try:
            require_day(today(timezone.now()), day)
        except DayOutOfReach as refusal:
            raise forms.ValidationError(sentence(refusal)) from None
        return day


class NameField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 200, "label": _("Full name"), **kwargs})

    def clean(self, value: Any) -> Any:
        name = " ".join(clean_text(super().clean(value)).split())
        try:
            if name:
                require_name(name)
        except NameWithoutLetter as refusal:
            raise forms.ValidationError(sentence(refusal)) from None
        return name


class PhoneField(forms.CharField):
    """A telephone number that can be dialled, or nothing."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Phone"), required=False, max_length=40, widget=forms.TextInput(attrs={"type": "tel"})
        )

    def clean(self, value: Any) -> Any:
        phone = super().clean(value).strip()
        try:
            require_phone(phone)
        except NotAPhone as refusal:
            raise forms.ValidationError(sentence(refusal)) from None
        return phone


class LegalBasisField(forms.CharField):
    def __init__(self) -> None:
        super().__init__(
            max_length=300,
            required=False,
            label=_("Legal basis"),
            help_text=_("Number and date of the decision, for example 12/QĐ-UBND of 05/02/2026."),
        )


class WholeNumberField(forms.IntegerField):
    """A whole number from 0 up, written with or without points between thousands."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 0, "max_value": 10_000_000, "required": False, **kwargs})

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = re.sub(r"(?<=\d)[. ](?=\d{3}\b)", "", value.strip())
        return super().to_python(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class PointField(forms.CharField):
    """A point as maps tell it: "10.2537, 105.9722", in degrees. Cleans to latitude and longitude, or to None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "label": _("Point on the map"),
                "required": False,
                "max_length": 60,
                "help_text": _("Latitude, longitude, as a map on a phone gives them: 10.25370, 105.97220."),
                **kwargs,
            }
        )

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip().strip("()")
        if not text:
            return None
        # Maps write 10.25, 105.97; by hand it is 10,25; 105,97.
        told = re.findall(r"-?\d+(?:\.\d+)?" if "." in text else r"-?\d+(?:,\d+)?", text)
        try:
            latitude, longitude = (
                Decimal(one.replace(",", ".")).quantize(Decimal("0.00001")) for one in told
            )
        except (InvalidOperation, ValueError):
            raise forms.ValidationError(
                _("“%(text)s” is no point: write latitude and longitude, for example 10.2537, 105.9722."),
                params={"text": text},
            ) from None
        return latitude, longitude


class PickInput(forms.TextInput):
    """A text with suggestions of the browser's own: works on a phone, without a script, for hundreds of choices."""

    choices: Choices = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        identity = f"{(attrs or {}).get('id') or f'id_{name}'}_choices"
        field = super().render(
            name, value, {**(attrs or {}), "list": identity, "autocomplete": "off"}, renderer
        )
        return format_html('{}<datalist id="{}">{}</datalist>', field, identity, self.suggestions())

    def suggestions(self) -> SafeString:
        """The first of the choices; of thousands the others are found by typing them."""
        shown = self.choices[:_SUGGESTED]
        return format_html_join("", "<option{}></option>", ((flatatt({"value": one}),) for _c, one in shown))


class PickManyInput(PickInput):
    """Several boxes with the same suggestions: those that are filled, and some more."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        identity = (attrs or {}).get("id") or f"id_{name}"
        filled = [one for one in value or [] if one]
        boxes = [*filled, *[""] * max(_BOXES - len(filled), _EMPTY)]
        more = {**(attrs or {}), "list": f"{identity}_choices", "autocomplete": "off"}
        rows = (
            (forms.TextInput().render(name, box, more | {"id": identity if not n else f"{identity}_{n}"}),)
            for n, box in enumerate(boxes)
        )
        return format_html(
            '<div class="pick-many">{}</div><datalist id="{}_choices">{}</datalist>',
            format_html_join("", "{}", rows),
            identity,
            self.suggestions(),
        )

    def use_required_attribute(self, initial: Any) -> bool:
        """One box filled is enough."""
        return False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])


class PickField(forms.CharField):
    """One of many by its name, typed or picked: exact, then without accents, then by a part. Cleans to the code."""

    widget = PickInput

    def __init__(self, *, choices: Choices = (), **kwargs: Any) -> None:
        super().__init__(max_length=300, **kwargs)
        self.labels = _told_apart(choices)

    @property
    def labels(self) -> dict[str, str]:
        return self._labels

    @labels.setter
    def labels(self, labels: dict[str, str]) -> None:
        self._labels = labels
        if isinstance(self.widget, PickInput):
            self.widget.choices = list(labels.items())

    def offer(self, choices: Choices) -> None:
        """What may be chosen."""
        self.labels = _told_apart(choices)

    def prepare_value(self, value: Any) -> Any:
        return self._labels.get(value, value)

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip()
        if not text or text in self._labels:
            return text
        found = self._meant(fold(text))
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("Nothing to choose is called “%(text)s”."), params={"text": text})
        names = "; ".join(self._labels[code] for code in found[:_TOLD])
        raise forms.ValidationError(
            _("Several are called so: %(names)s. Choose one."), params={"names": names}
        )

    def _meant(self, folded: str) -> list[str]:
        labels = {code: fold(label) for code, label in self._labels.items()}
        exact = [code for code, label in labels.items() if label == folded]
        begun = [code for code, label in labels.items() if label.startswith(f"{folded} (")]
        return exact or begun or [code for code, label in labels.items() if folded in label]


class PickManyField(PickField):
    """Several of many, each as `PickField` has it. Cleans to their codes, each once."""

    widget = PickManyInput

    def prepare_value(self, value: Any) -> Any:
        return [PickField.prepare_value(self, one) for one in value or []]

    def clean(self, value: Any) -> Any:
        found = [PickField.clean(self, one) for one in value or [] if str(one).strip()]
        if not found and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return list(dict.fromkeys(found))


def offer(form: forms.Form, name: str, choices: Choices) -> None:
    """What may be picked in this field of the form."""
    field = form.fields[name]
    if isinstance(field, PickField):
        field.offer(choices)


def _told_apart(choices: Choices) -> dict[str, str]:
    """Labels by code, those of the same name with their codes behind."""
    seen: dict[str, int] = {}
    for _code, label in choices:
        seen[label] = seen.get(label, 0) + 1
    return {code: label if seen[label] == 1 else f"{label} · {code}" for code, label in choices}


class PaperField(forms.FileField):
    """The decision itself, scanned or written."""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            label=_("The decision as a file"),
            help_text=_("PDF, Word or a scan, if there is one."),
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent = super().clean(data, initial)
        return Upload.sent(sent) if sent else None


def names_in(text: str) -> tuple[str, ...]:
    """One name a line, once each, told apart as the register tells them apart."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        if fold(line).strip():
            found.setdefault(fold(line).strip(), " ".join(line.split()))
    return tuple(found.values())
