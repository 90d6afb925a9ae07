"""Courses, staff to enrol, results of many at once, filters, what one learned by oneself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.kernel.errors import InvalidNumber
from densach.kernel.numbers import parse_number, whole_number
from densach.organisations.models import Level
from densach.people.models import Duty, Field
from densach.people.rules.staffing import Course as StaffCourse
from densach.services.training.actions import CourseData, ResultData
from densach.services.training.models import Course, CourseForm, Outcome
from densach.services.training.queries.courses import Asked, Taker

ALL = pgettext_lazy("choice", "all")
_FIELDS = [(value, label) for value, label in Field.choices if value]
_DUTIES = [(value, label) for value, label in Duty.choices if value]
_LEVELS = [(one.value, one.label) for one in (Level.PROVINCE, Level.COMMUNE, Level.HAMLET)]


class HoursField(forms.CharField):
    """Hours in the writing of the country: 7,5."""

    def clean(self, value: object) -> Any:
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        try:
            return parse_number(text).quantize(Decimal("0.1"))
        except (InvalidNumber, ArithmeticError) as error:
            raise forms.ValidationError(_("Write hours as a number, for example 7,5.")) from error


class CourseFormPage(forms.Form):
    organisation = forms.ChoiceField(label=_("Held by"))
    title = forms.CharField(label=_("Name of the course"), max_length=200)
    form = forms.ChoiceField(label=_("Form of the course"), choices=CourseForm.choices)
    field = forms.ChoiceField(
        label=_("Field of the course"), required=False, choices=[("", _("not told")), *_FIELDS]
    )
    hours = HoursField(label=_("Hours in all"), max_length=10)
    duties = forms.MultipleChoiceField(
        label=_("For whom"), choices=_DUTIES, required=False, widget=forms.CheckboxSelectMultiple
    )
    levels = forms.MultipleChoiceField(
        label=_("Of which level"), choices=_LEVELS, required=False, widget=forms.CheckboxSelectMultiple
    )
    pass_share = forms.IntegerField(
        label=_("Completed from how many per cent of the hours"), min_value=0, max_value=100, initial=80
    )
    provider = forms.CharField(label=_("Taught by"), max_length=200, required=False)
    capacity = forms.IntegerField(label=_("Places"), min_value=1, required=False)
    paper_number = forms.CharField(label=_("Plan or decision"), max_length=100, required=False)
    syllabus = forms.CharField(
        label=_("What is taught"), max_length=6000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(
        self, *args: Any, units: Sequence[tuple[str, str]], course: Course | None = None, **kwargs: Any
    ) -> None:
        if course is not None:
            names = ("form", "field", "hours", "duties", "levels", "pass_share", "provider", "syllabus")
            kwargs["initial"] = {name: getattr(course, name) for name in names}
            kwargs["initial"]["hours"] = str(course.hours).replace(".", ",").removesuffix(",0")
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        if course is not None:
            for name in ("organisation", "title", "capacity", "paper_number"):
                del self.fields[name]
        elif isinstance(field, forms.ChoiceField):
            field.choices = list(units)
            if len(units) == 1:
                field.widget, field.initial = forms.HiddenInput(), units[0][0]

    def typed(self, course: Course | None = None) -> CourseData:
        told = self.cleaned_data
        return CourseData(
            title=course.activity.title if course else told["title"],
            hours=told["hours"], form=told["form"], field=told["field"], duties=tuple(told["duties"]),
            levels=tuple(told["levels"]), pass_share=told["pass_share"], provider=told["provider"],
            syllabus=told["syllabus"], capacity=told.get("capacity"),
            paper_number=told.get("paper_number", ""),
        )  # fmt: skip


class CourseFilter(forms.Form):
    don_vi = forms.ChoiceField(label=_("Held by"), required=False)
    linh_vuc = forms.ChoiceField(
        label=_("Field of the course"), required=False, choices=[("", ALL), *_FIELDS]
    )
    hinh_thuc = forms.ChoiceField(
        label=_("Form of the course"), required=False, choices=[("", ALL), *CourseForm.choices]
    )
    nam = forms.CharField(label=_("Year"), max_length=4, required=False)
    q = forms.CharField(
        label=_("Name of the course"), max_length=100, required=False,
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
        return Asked(self.chosen("linh_vuc"), self.chosen("hinh_thuc"), self.chosen("nam"), self.chosen("q"))


class OwnForm(forms.Form):
    """What one learned by oneself."""

    title = forms.CharField(label=_("What I learned"), max_length=200)
    field = forms.ChoiceField(
        label=_("Field of the course"), required=False, choices=[("", _("not told")), *_FIELDS]
    )
    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    last_day = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    certificate = forms.CharField(
        label=_("Where it can be seen"), max_length=100, required=False,
        help_text=_("A certificate's number, an address, what came of it."),
    )  # fmt: skip

    def typed(self) -> StaffCourse:
        told = self.cleaned_data
        return StaffCourse(
            title=told["title"], first_day=told["first_day"], last_day=told["last_day"], field=told["field"],
            certificate=told["certificate"],
        )  # fmt: skip


class ResultRow(forms.Form):
    """One person's line: hours and outcome as the attendance proposes them, until somebody says otherwise."""

    hours = HoursField(label=_("Hours"), max_length=8, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    outcome = forms.ChoiceField(label=_("Result"), choices=Outcome.choices)
    mark = forms.CharField(label=_("Mark"), max_length=60, required=False)
    duty = forms.ChoiceField(label=_("Duty"), choices=[("", _("not told")), *_DUTIES], required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput())


def result_rows(takers: Iterable[Taker], data: Mapping[str, Any] | None) -> list[tuple[Taker, ResultRow]]:
    """A line for each, filled with what stands or is proposed."""
    found = []
    for one in takers:
        initial = {
            "hours": str(one.hours).replace(".", ",").removesuffix(",0"),
            "outcome": one.outcome,
            "mark": one.result.mark if one.result else "",
            "duty": one.result.duty if one.result else one.place.duty,
            "seen": one.result.pk if one.result else 0,
        }
        found.append((one, ResultRow(data, prefix=f"p{one.person.pk}", initial=initial)))
    return found


def typed_results(rows: Iterable[tuple[Taker, ResultRow]]) -> list[ResultData]:
    """Of valid lines."""
    return [
        ResultData(
            one.person.pk, form.cleaned_data["hours"] or Decimal(0), form.cleaned_data["outcome"],
            form.cleaned_data["mark"], form.cleaned_data["duty"], form.cleaned_data["seen"] or 0,
        )
        for one, form in rows
    ]  # fmt: skip


def chosen_people(values: Iterable[str]) -> list[int]:
    return [number for one in values if (number := whole_number(one))]
