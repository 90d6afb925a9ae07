"""Forms: the words of a report, remarks, days and units of obligations, and the signature."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from densach.kernel.errors import Refusal
from densach.kernel.period import Period
from densach.programme.reports.models import Report, ReportLine
from densach.programme.reports.rules.outline import RESULTS, SECTIONS
from densach.programme.reports.rules.timetable import Offer
from densach.ui.figures import day_text, language
from densach.ui.wording import sentence

OTHER = "other"
# The words' form on the page; fields and buttons outside of it belong to it by this name.
WORDS = "words-form"


class RevisionForm(forms.Form):
    """An act on a report as it was seen: `revision` is what the page showed."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def seen(self) -> int:
        return int(self.cleaned_data["revision"])


class WordsForm(RevisionForm):
    """A field for each section and, for each line of the report, its note."""

    def __init__(self, *args: Any, report: Report, lines: Sequence[ReportLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision"].initial = report.revision
        self.line_ids = [line.pk for line in lines]
        for section in SECTIONS:
            self.fields[section.code] = forms.CharField(
                label=f"{section.number}. {section.paper_title}" if language() == "vi" else section.label,
                help_text=section.hint,
                required=False,
                max_length=20_000,
                initial=report.sections.get(section.code, ""),
                widget=forms.Textarea(attrs={"rows": 8 if section.code == RESULTS else 5}),
            )
        for line in lines:
            self.fields[f"note-{line.pk}"] = forms.CharField(
                label=_("Note"),
                required=False,
                max_length=500,
                initial=line.note,
                widget=forms.TextInput(
                    attrs={
                        "form": WORDS,
                        "placeholder": _("Note"),
                        "aria-label": _("Note on: %(line)s") % {"line": line.label},
                    }
                ),
            )

    def now_seen(self, revision: int) -> None:
        """After a clash: the next attempt is made on what the report is now."""
        self.data = {**{name: self.data.get(name) for name in self.data}, "revision": str(revision)}

    def words(self) -> dict[str, str]:
        """Sections by code; only those that the page sent, so that what is not shown is not emptied."""
        sent = [section.code for section in SECTIONS if section.code in self.data]
        return {code: str(self.cleaned_data.get(code, "")) for code in sent}

    def notes(self) -> dict[int, str]:
        """Notes by line, only those that the page sent."""
        sent = {pk: f"note-{pk}" for pk in self.line_ids if f"note-{pk}" in self.data}
        return {pk: str(self.cleaned_data.get(name, "")) for pk, name in sent.items()}

    def section_fields(self) -> list[forms.BoundField]:
        return [self[section.code] for section in SECTIONS]

    def note_field(self, line: ReportLine) -> forms.BoundField:
        return self[f"note-{line.pk}"]


class ReturnForm(RevisionForm):
    text = forms.CharField(
        label=_("What should be changed"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The unit reads this above its report."),
    )


class AcceptForm(RevisionForm):
    text = forms.CharField(label=_("Remark on the report"), max_length=4000, required=False)


class SignForm(RevisionForm):
    number = forms.CharField(
        label=_("Number of the paper"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
    )
    symbol = forms.CharField(
        label=_("Symbol of the paper"), max_length=60, help_text=_("For example BC-SVHTTDL.")
    )
    signer_name = forms.CharField(label=_("Signed by"), max_length=150)
    signer_title = forms.CharField(
        label=_("In the office of"),
        max_length=150,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("As it stands above the name, a line each: KT. GIÁM ĐỐC, then PHÓ GIÁM ĐỐC."),
    )
    sure = forms.BooleanField(label=_("I have read the report and sign it. It cannot change afterwards."))


class DaysForm(forms.Form):
    due = forms.DateField(
        label=_("Due on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    cutoff = forms.DateField(
        label=_("Figures to"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The last day that the figures hold."),
    )


class AddUnitForm(forms.Form):
    unit = forms.ChoiceField(label=_("Unit"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = forms.ChoiceField(
            label=_("Unit"), choices=list(units), widget=forms.RadioSelect
        )


class AskForm(forms.Form):
    """Which report is asked for: one that the plan's duties name, or another once."""

    period = forms.ChoiceField(label=_("Report on"), widget=forms.RadioSelect)
    other = forms.CharField(
        label=_("Another period"),
        required=False,
        max_length=25,
        help_text=_("2026, 2026-H1, 2026-Q3, 2026-05, or 2026-01-01..2026-09-30."),
    )
    due = forms.DateField(
        label=_("Due on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Only for another period; the plan names the day of its own."),
    )

    def __init__(self, *args: Any, offers: Sequence[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = language()
        choices = [(offer.period.code, _offer_words(offer, lang)) for offer in offers]
        choices.append((OTHER, str(_("another period, asked for once"))))
        self.fields["period"] = forms.ChoiceField(
            label=_("Report on"), choices=choices, widget=forms.RadioSelect, initial=choices[0][0]
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("period") != OTHER:
            return cleaned
        try:
            Period.parse(cleaned.get("other") or "")
        except Refusal as refusal:
            self.add_error("other", ValidationError(sentence(refusal)))
        if not cleaned.get("due"):
            self.add_error("due", ValidationError(_("Say on which day the report is due.")))
        return cleaned

    def asked(self) -> tuple[Period, date | None]:
        """The period; the due day only for one asked for by hand."""
        if self.cleaned_data["period"] == OTHER:
            return Period.parse(self.cleaned_data["other"]), self.cleaned_data["due"]
        return Period.parse(self.cleaned_data["period"]), None


def _offer_words(offer: Offer, lang: str) -> str:
    return _("%(period)s, due on %(due)s, figures to %(cutoff)s") % {
        "period": offer.period.label(lang),
        "due": day_text(offer.due, lang),
        "cutoff": day_text(offer.cutoff, lang),
    }
