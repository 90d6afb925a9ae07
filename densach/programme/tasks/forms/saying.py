"""Saying how a part stands: words, number, time spoken of, and what shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from densach.files.actions import Upload
from densach.kernel.period import Period
from densach.programme.indicators.models import Indicator
from densach.programme.tasks.actions import Proof, Saying
from densach.programme.tasks.models import Part, Work
from densach.ui.figures import language


class SayForm(forms.Form):
    """`revision` is what the person saw; a number is asked only where the work says how many there are."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("In words"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    counted = forms.IntegerField(
        label=_("How many by now"),
        required=False,
        min_value=0,
        max_value=2_000_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 8}),
    )
    period = forms.ChoiceField(
        label=_("For the time"),
        required=False,
        help_text=_("Left as it is: now."),
        error_messages={"invalid_choice": _("Choose a time from the list.")},
    )
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    paper = forms.FileField(
        label=_("Paper"), required=False, help_text=_("PDF, .docx, .xlsx, photo or text, at most 50 MB.")
    )
    link = forms.URLField(label=_("Link"), required=False, max_length=500, assume_scheme="https")
    indicator = forms.ChoiceField(
        label=_("Counted figure"),
        required=False,
        help_text=_("Shown live from the counting book and opening onto what made it."),
    )
    indicator_period = forms.ChoiceField(
        label=_("Counted in"),
        required=False,
        error_messages={"invalid_choice": _("Choose a time from the list.")},
    )

    def __init__(
        self,
        *args: Any,
        part: Part,
        work: Work,
        catalogue: Iterable[Indicator],
        periods: Sequence[Period],
        **kwargs: Any,
    ) -> None:
        told = {"revision": part.revision, "period": periods[0].code, "counted": part.counted}
        year = str(periods[0].end.year)
        kwargs["initial"] = {**told, "indicator_period": year, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self._catalogue = {one.code: one for one in catalogue}
        field = self.fields["indicator"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("none")), *((one.code, one.name) for one in self._catalogue.values())]
        times = [(one.code, one.label(language())) for one in periods]
        for name in ("period", "indicator_period"):
            chosen = self.fields[name]
            if isinstance(chosen, forms.ChoiceField):
                chosen.choices = times
        if work.whole is None:
            del self.fields["counted"]
        else:
            words = _("of %(whole)s %(unit)s")
            self.fields["counted"].help_text = words % {"whole": work.whole, "unit": work.whole_unit}

    def saying(self) -> Saying:
        """What was told, with each piece of evidence."""
        told = self.cleaned_data
        files = [Upload.sent(told.get("photo")), Upload.sent(told.get("paper"))]
        proofs = [Proof(upload=one) for one in files if one is not None]
        if told.get("link"):
            proofs.append(Proof(url=told["link"]))
        if told.get("indicator"):
            chosen = self._catalogue[told["indicator"]]
            proofs.append(Proof(indicator=chosen, period=told.get("indicator_period") or ""))
        return Saying(
            words=told.get("words") or "",
            counted=told.get("counted"),
            period=told.get("period") or "",
            proofs=tuple(proofs),
        )
