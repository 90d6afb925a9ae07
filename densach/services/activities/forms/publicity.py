"""A piece of evidence as it is told, with what its kind needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.files.actions import Upload
from densach.services.activities.actions.publicity import EvidenceData
from densach.services.activities.models import Evidence, EvidenceKind, Recognisable, Session
from densach.services.activities.queries.publicity import state_of
from densach.services.activities.rules.activity import when_text


class EvidenceForm(forms.Form):
    """Shows only what the kind asks for."""

    title = forms.CharField(label=pgettext_lazy("evidence", "Title"), max_length=200)
    file = forms.FileField(label=_("File"), required=False)
    alt = forms.CharField(
        label=_("What the picture shows"),
        required=False,
        max_length=300,
        help_text=_("Read out to who cannot see it: what happens, where. No names of children."),
    )
    text = forms.CharField(
        label=_("Text"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 8})
    )
    url = forms.URLField(label=_("Address"), required=False, max_length=500, assume_scheme="https")
    source = forms.CharField(label=_("Newspaper, station or page"), required=False, max_length=150)
    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    recognisable = forms.ChoiceField(
        label=_("Who can be recognised"),
        choices=Recognisable.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "Law 91/2025/QH15: for a child the guardian agrees, from seven years on the child as well."
        ),
    )
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    public = forms.BooleanField(label=_("Show it to everyone on the activity’s page"), required=False)

    _parts = {
        EvidenceKind.PHOTO: ("title", "file", "alt", "source", "on", "recognisable", "public"),
        EvidenceKind.NEWS: ("title", "text", "on", "public"),
        EvidenceKind.PRESS: ("title", "url", "source", "on", "public"),
        EvidenceKind.VIDEO: ("title", "url", "source", "on", "public"),
        EvidenceKind.PAPER: ("title", "file", "text", "on", "public"),
    }

    def __init__(
        self,
        *args: Any,
        kind: str,
        on: date,
        sessions: Sequence[Session],
        evidence: Evidence | None,
        **kwargs: Any,
    ) -> None:
        names = ("title", "alt", "text", "url", "source", "on", "recognisable", "public")
        kwargs["initial"] = (
            {name: getattr(evidence, name) for name in names} if evidence is not None else {"on": on}
        )
        if evidence is not None:
            kwargs["initial"]["seen"] = state_of(evidence)
        super().__init__(*args, **kwargs)
        self.kind = EvidenceKind(kind)
        self.sessions = {str(one.pk): one for one in sessions}
        for name in [name for name in self.fields if name not in ("seen", *self._parts[self.kind])]:
            del self.fields[name]
        if "file" in self.fields:
            is_photo = self.kind == EvidenceKind.PHOTO
            self.fields["file"].help_text = (
                _("JPEG, PNG or WebP. Place, time and device that the camera wrote into it are taken out.")
                if is_photo
                else _("PDF, Word, Excel or a scan.")
            )
            self.fields["file"].required = evidence is None
        if sessions:
            every = [
                ("", _("the activity as a whole")),
                *((str(one.pk), when_text(one.starts, one.ends)) for one in sessions),
            ]
            self.fields["session"] = forms.ChoiceField(
                label=_("Of which session"), required=False, choices=every
            )
            if evidence is not None and evidence.session_id is not None:
                self.initial["session"] = str(evidence.session_id)

    def told(self) -> EvidenceData:
        told = self.cleaned_data
        return EvidenceData(
            kind=self.kind, title=told["title"], on=told["on"], text=told.get("text") or "", url=told.get("url") or "",
            source=told.get("source") or "", alt=told.get("alt") or "", public=bool(told.get("public")),
            recognisable=told.get("recognisable") or Recognisable.UNASKED,
            session=self.sessions.get(told.get("session") or ""),
        )  # fmt: skip

    def upload(self) -> Upload | None:
        return Upload.sent(self.cleaned_data.get("file"))
