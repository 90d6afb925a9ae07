"""A whole checklist on one page: every line with its answer, note and paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from densach.files.actions import Upload
from densach.kernel.errors import InvalidNumber
from densach.kernel.numbers import format_number, parse_number
from densach.programme.capabilities.models import AssessmentLine, Checklist, Criterion, CriterionKind
from densach.programme.capabilities.queries import Known
from densach.programme.capabilities.rules import Told
from densach.ui.wording import sentence

YES_NO = (
    ("", _("Not answered")),
    ("yes", pgettext_lazy("capability", "Yes")),
    ("no", pgettext_lazy("capability", "No")),
)
_LARGEST = Decimal(10) ** 11


class WrittenNumber(forms.CharField):
    """A number as people write it: 2.000, 12,5; not below nought."""

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            number = parse_number(text, "en" if (get_language() or "vi").startswith("en") else "vi")
        except InvalidNumber as refusal:
            raise forms.ValidationError(sentence(refusal)) from None
        if not 0 <= number < _LARGEST:
            raise forms.ValidationError(_("Write a number that is not below nought."))
        return number.quantize(Decimal("0.01"))


@dataclass(frozen=True)
class Row:
    """One line of the page: its controls, what is known of it, and what was said last time."""

    criterion: Criterion
    answer: BoundField
    note: BoundField
    paper: BoundField
    known: Known | None
    accept: BoundField | None
    keep: BoundField | None
    before: AssessmentLine | None


class AssessForm(forms.Form):
    """The day, the region where figures differ, and a group of controls for each criterion."""

    since = forms.DateField(
        label=_("Since"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    region = forms.ChoiceField(label=_("Column that holds here"), required=False)

    def __init__(
        self,
        *args: Any,
        checklist: Checklist,
        criteria: Sequence[Criterion],
        known: Mapping[int, Known],
        before: Mapping[int, AssessmentLine],
        on: date,
        region: str = "",
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {"since": on, "region": region}
        super().__init__(*args, **kwargs)
        self.criteria, self.known, self.before = criteria, known, before
        self._ask_region(checklist)
        for criterion in criteria:
            self._ask(criterion)

    def _ask_region(self, checklist: Checklist) -> None:
        if not checklist.regions:
            del self.fields["region"]
            return
        lang = "en" if (get_language() or "vi").startswith("en") else "vi"
        field = self.fields["region"]
        if isinstance(field, forms.ChoiceField):
            names = [(code, words[lang]) for code, words in checklist.regions.items()]
            field.choices = [("", _("choose")), *names]

    def _ask(self, criterion: Criterion) -> None:
        key, before = criterion.pk, self.before.get(criterion.pk)
        if criterion.kind == CriterionKind.YES_NO:
            said = "" if before is None or before.answer is None else "yes" if before.answer else "no"
            self.fields[f"answer_{key}"] = forms.ChoiceField(
                label=criterion.name, choices=YES_NO, required=False, widget=forms.RadioSelect, initial=said
            )
        else:
            self.fields[f"answer_{key}"] = WrittenNumber(
                label=criterion.name,
                required=False,
                max_length=24,
                initial=_written(before),
                widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 12}),
            )
        if key in self.known:
            self.fields[f"accept_{key}"] = forms.BooleanField(required=False, label=_("Use this number"))
        if before is not None and before.evidence is not None:
            self.fields[f"keep_{key}"] = forms.BooleanField(
                required=False, initial=True, label=_("Keep the paper of last time")
            )
        note = before.note if before is not None else ""
        self.fields[f"note_{key}"] = forms.CharField(
            label=_("Note"), max_length=500, required=False, initial=note
        )
        self.fields[f"paper_{key}"] = forms.FileField(label=_("Paper or photo"), required=False)

    def rows(self) -> list[Row]:
        """The lines of the page, in the order of the list."""
        return [
            Row(
                criterion=one,
                answer=self[f"answer_{one.pk}"],
                note=self[f"note_{one.pk}"],
                paper=self[f"paper_{one.pk}"],
                known=self.known.get(one.pk),
                accept=self[f"accept_{one.pk}"] if one.pk in self.known else None,
                keep=self[f"keep_{one.pk}"] if f"keep_{one.pk}" in self.fields else None,
                before=self.before.get(one.pk),
            )
            for one in self.criteria
        ]

    def told(self) -> list[Told]:
        """Every answer; a known number is taken where the person accepted it and wrote none."""
        return [self._told(one) for one in self.criteria]

    def _told(self, criterion: Criterion) -> Told:
        key, data = criterion.pk, self.cleaned_data
        given, before = data.get(f"answer_{key}"), self.before.get(criterion.pk)
        answer, value = None, None
        if criterion.kind == CriterionKind.YES_NO:
            answer = {"yes": True, "no": False}.get(given or "")
        else:
            value = given
            if value is None and data.get(f"accept_{key}"):
                value = self.known[key].value
        return Told(
            criterion_id=key,
            answer=answer,
            value=value,
            note=data.get(f"note_{key}") or "",
            upload=Upload.sent(data.get(f"paper_{key}")),
            kept=before.evidence if before is not None and data.get(f"keep_{key}") else None,
        )


def _written(line: AssessmentLine | None) -> str:
    if line is None or line.value is None:
        return ""
    return format_number(line.value, "en" if (get_language() or "vi").startswith("en") else "vi")
