"""The staff file: a person, what somebody is in a unit, moving, leaving, courses, guardian, account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Post
from densach.organisations.rules import Named
from densach.people.forms.fields import BETWEEN, SUGGESTED, DayField, UnitField
from densach.people.models import Contract, Duty, Employment, Field, Person, Qualification, Sex
from densach.people.rules.staffing import Course, PersonData, Position

_OPEN = ("", "—")


def _whether(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


def _choices(choices: Sequence[tuple[Any, Any]], empty: Any) -> list[tuple[Any, Any]]:
    return [("", empty), *((code, name) for code, name in choices if code)]


class PersonForm(forms.Form):
    """What is told of a person; all but the name may be left out."""

    name = forms.CharField(
        label=pgettext_lazy("person", "Full name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    birth_date = DayField(label=_("Day of birth"), required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=_choices(Sex.choices, Sex.UNKNOWN.label), required=False)
    minority = forms.ChoiceField(
        label=_("Of an ethnic minority"),
        choices=[("", Sex.UNKNOWN.label), ("yes", _("yes")), ("no", _("no"))],
        required=False,
        help_text=_("Asked for by the statistics of the sector; the group itself is not kept."),
    )
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    phone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        if person is not None:
            kwargs["initial"] = {**_told_of(person), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def clean_name(self) -> str:
        return " ".join(clean_text(self.cleaned_data["name"]).split())

    def data_told(self) -> PersonData:
        told = self.cleaned_data
        return PersonData(
            name=told["name"],
            birth_date=told["birth_date"],
            sex=told["sex"],
            is_ethnic_minority=_whether(told["minority"]),
            email=told["email"],
            phone=told["phone"],
        )


def _told_of(person: Person) -> dict[str, Any]:
    minority = {True: "yes", False: "no", None: ""}[person.is_ethnic_minority]
    return {
        "name": person.name,
        "birth_date": person.birth_date,
        "sex": person.sex,
        "minority": minority,
        "email": person.email,
        "phone": person.phone,
    }


class PositionForm(forms.Form):
    """What somebody is in a unit. The posts of the unit are offered where it has any."""

    title = forms.CharField(
        label=_("Title"),
        max_length=150,
        required=False,
        help_text=_("As in the decision or contract: librarian grade III, deputy director."),
    )
    contract = forms.ChoiceField(label=_("Form of employment"), choices=[_OPEN, *Contract.choices])
    duty = forms.ChoiceField(
        label=_("Duty"),
        choices=_choices(Duty.choices, Duty.NONE.label),
        required=False,
        help_text=_("Plans count people by these."),
    )
    qualification = forms.ChoiceField(
        label=_("Qualification"),
        choices=_choices(Qualification.choices, Qualification.UNKNOWN.label),
        required=False,
    )
    field = forms.ChoiceField(
        label=_("Field of training"), choices=_choices(Field.choices, Field.UNKNOWN.label), required=False
    )

    def __init__(
        self, *args: Any, posts: Sequence[Post] = (), job: Employment | None = None, **kwargs: Any
    ) -> None:
        if job is not None:
            kwargs["initial"] = {**_told_of_job(job), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if posts:
            self.fields["post"] = forms.TypedChoiceField(
                label=_("Post"),
                choices=[_OPEN, *((post.pk, post.title) for post in posts)],
                coerce=int,
                empty_value=None,
                required=False,
            )

    def position_told(self) -> Position:
        told = self.cleaned_data
        return Position(
            contract=told["contract"],
            title=told["title"],
            duty=told["duty"],
            qualification=told["qualification"],
            field=told["field"],
            post=told.get("post"),
        )


def _told_of_job(job: Employment) -> dict[str, Any]:
    return {
        "title": job.title,
        "contract": job.contract,
        "duty": job.duty,
        "qualification": job.qualification,
        "field": job.field,
        "post": job.post_id,
    }


def suggestions(units: Sequence[Named]) -> list[str]:
    return [f"{one.name}{BETWEEN}{one.code}" for one in units[:SUGGESTED]]


class _WithUnit(PositionForm):
    """A position in a unit of those given, from a day on."""

    since = DayField(label=_("First day there"))

    def __init__(self, *args: Any, units: Sequence[Named], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitField(units)
        self.suggestions = suggestions(units)
        if len(units) == 1:
            self.fields["unit"].initial = self.suggestions[0]


class HireForm(_WithUnit, PersonForm):
    """Somebody new to the staff file, and what they are in a unit."""

    other = forms.BooleanField(
        label=_("It is somebody else of the same name"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, units: Sequence[Named], **kwargs: Any) -> None:
        super().__init__(*args, units=units, **kwargs)
        self.order_fields(
            ["name", "unit", "since", "title", "contract", "duty", "qualification", "field", "birth_date",
             "sex", "minority", "email", "phone", "other"]
        )  # fmt: skip

    def ask_whether_other(self) -> None:
        """Shown once the file holds somebody of the same name."""
        self.fields["other"].widget = forms.CheckboxInput()


class MoveForm(_WithUnit):
    """To another unit from a day on, or beside the present work."""

    def __init__(self, *args: Any, units: Sequence[Named], **kwargs: Any) -> None:
        super().__init__(*args, units=units, **kwargs)
        self.order_fields(["unit", "since", "title", "contract", "duty", "qualification", "field"])


class LeaveForm(forms.Form):
    last_day = DayField(label=_("Last day of work"))


class TrainingForm(forms.Form):
    title = forms.CharField(label=_("Course"), max_length=200)
    field = forms.ChoiceField(
        label=_("Field of training"), choices=_choices(Field.choices, Field.UNKNOWN.label), required=False
    )
    first_day = DayField(label=_("First day"))
    last_day = DayField(label=_("Last day"))
    provider = forms.CharField(label=_("Given by"), max_length=200, required=False)
    certificate = forms.CharField(label=_("Certificate"), max_length=100, required=False)

    def course_told(self) -> Course:
        return Course(**self.cleaned_data)


class GuardianForm(forms.Form):
    name = forms.CharField(label=_("Name of the guardian"), max_length=150)
    relation = forms.CharField(
        label=_("Who that is to the child"), max_length=60, help_text=_("Mother, father, grandparent …")
    )
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)

    def guardian_told(self) -> PersonData:
        told = self.cleaned_data
        return PersonData(name=told["name"], phone=told["phone"], email=told["email"])


class AccountForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail of the account"),
        max_length=254,
        help_text=_("The account must be one that you look after."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
