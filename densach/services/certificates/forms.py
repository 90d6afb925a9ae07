"""Filters, templates and reasons, from what was typed to values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.files.actions import Upload
from densach.kernel.errors import Refusal
from densach.services.certificates.actions import TemplateData
from densach.services.certificates.models import CertificateKind, Template
from densach.services.certificates.queries.certificates import Asked
from densach.services.certificates.rules.filling import check
from densach.ui.wording import sentence

ALL = pgettext_lazy("choice", "all")
LARGEST = 2 * 1024 * 1024


class CertificateFilter(forms.Form):
    don_vi = forms.ChoiceField(label=_("Institution"), required=False)
    loai = forms.ChoiceField(
        label=pgettext_lazy("certificate", "Kind"), required=False,
        choices=[("", ALL), *CertificateKind.choices],
    )  # fmt: skip
    trang_thai = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[
            ("", ALL),
            ("holds", pgettext_lazy("certificate", "holds")),
            ("revoked", pgettext_lazy("certificate", "revoked")),
        ],
    )  # fmt: skip
    nam = forms.CharField(label=_("Year"), max_length=4, required=False)
    q = forms.CharField(
        label=_("Number, name or what for"), max_length=100, required=False,
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )  # fmt: skip

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["don_vi"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", ALL), *units]
        if len(units) < 2:
            del self.fields["don_vi"]

    def chosen(self, name: str) -> str:
        self.full_clean()
        return str(getattr(self, "cleaned_data", {}).get(name) or "")

    def asked(self) -> Asked:
        return Asked(self.chosen("loai"), self.chosen("nam"), self.chosen("trang_thai"), self.chosen("q"))


class RevokeForm(forms.Form):
    why = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("The reason shows at the certificate's address.")
    )


class TemplateForm(forms.Form):
    """A template; its placeholders are checked here too, so that the sentence stands at the field."""

    organisation = forms.ChoiceField(label=_("Institution"))
    kind = forms.ChoiceField(label=pgettext_lazy("certificate", "Kind"), choices=CertificateKind.choices)
    name = forms.CharField(
        label=_("Name of the template"), max_length=120, help_text=_("Shown only where one chooses.")
    )
    heading = forms.CharField(label=_("Heading"), max_length=120, initial="Giấy chứng nhận")
    body = forms.CharField(
        label=_("Text under the name"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    signer_title = forms.CharField(label=_("Signer's title"), max_length=150, required=False)
    signer_name = forms.CharField(label=_("Signer's name"), max_length=150, required=False)
    landscape = forms.BooleanField(label=_("Across the page"), required=False, initial=True)
    accent = forms.RegexField(
        r"^#[0-9a-fA-F]{6}$", label=_("Colour of frame and heading"), initial="#8a1c1c",
        widget=forms.TextInput(attrs={"type": "color"}),
    )  # fmt: skip
    emblem = forms.FileField(
        label=_("Emblem"), required=False, help_text=_("PNG or JPEG, up to 2 MB. Without one our lamp stands there."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )  # fmt: skip
    without_emblem = forms.BooleanField(label=_("Take the emblem away"), required=False)

    def __init__(
        self, *args: Any, units: Sequence[tuple[str, str]], template: Template | None = None, **kwargs: Any
    ) -> None:
        if template is not None:
            names = ("kind", "name", "heading", "body", "signer_title", "signer_name", "landscape", "accent")
            kwargs["initial"] = {name: getattr(template, name) for name in names}
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        if template is not None:
            del self.fields["organisation"]
        elif isinstance(field, forms.ChoiceField):
            field.choices = list(units)
            if len(units) == 1:
                field.widget, field.initial = forms.HiddenInput(), units[0][0]
        if template is None or template.emblem_id is None:
            del self.fields["without_emblem"]

    def clean_heading(self) -> str:
        return self._checked("heading")

    def clean_body(self) -> str:
        return self._checked("body")

    def _checked(self, name: str) -> str:
        try:
            return check(str(self.cleaned_data[name]))
        except Refusal as refusal:
            raise forms.ValidationError(sentence(refusal)) from refusal

    def clean_emblem(self) -> Upload | None:
        sent = self.cleaned_data.get("emblem")
        if not sent:
            return None
        if sent.size > LARGEST:
            raise forms.ValidationError(_("The picture is larger than 2 MB."))
        data = sent.read()
        if not data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
            raise forms.ValidationError(_("An emblem is a picture as PNG or JPEG."))
        return Upload(sent.name, data)

    def data_typed(self) -> TemplateData:
        told = self.cleaned_data
        return TemplateData(
            told["kind"], told["name"], told["heading"], told["body"], told["signer_title"],
            told["signer_name"], told["landscape"], told["accent"],
        )  # fmt: skip
