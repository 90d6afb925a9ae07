"""Who enrols and how: the person, what is asked, groups, and what a list is narrowed to."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from densach.kernel.dates import parse_date
from densach.kernel.errors import InvalidDate, Refusal
from densach.people.models import Person, Sex
from densach.people.rules.purposes import PURPOSES as WORDS
from densach.people.rules.staffing import PersonData
from densach.services.activities.actions.groups import GroupData
from densach.services.activities.models import Activity, Enrolment, EnrolMode, Group, Session
from densach.services.activities.rules import fees
from densach.services.activities.rules.activity import when_text
from densach.services.activities.rules.enrolling import PURPOSES, QUESTIONS
from densach.ui.wording import sentence

SURE: Final = {
    "age": _("The age fits"),
    "area": _("The person lives, studies or works there"),
    "alike": _("It is another person of the same name"),
    "late": _("Take the person outside the time of enrolment"),
}
MOST_NAMES: Final = 200


def _text(label: Any, most: int, **more: Any) -> forms.CharField:
    attrs = {"autocomplete": "off", **more.pop("attrs", {})}
    required = more.pop("required", False)
    return forms.CharField(
        label=label, max_length=most, required=required, widget=forms.TextInput(attrs=attrs), **more
    )


def free_choices(activity: Activity) -> list[tuple[str, str]]:
    """Who pays nothing or half here: by law always, else as the activity says."""
    known = [one for one in fees.FREE.values() if fees.frees(one.code, activity.fee_free)]
    return [
        ("", gettext("as the age says, else the fee is due")),
        *((one.code, gettext(one.name)) for one in known),
    ]


class FreeField(forms.ChoiceField):
    """Why no fee is due."""

    def __init__(self, activity: Activity) -> None:
        super().__init__(
            label=_("Free of the fee as"),
            required=False,
            choices=free_choices(activity),
            help_text=_("By law, or as the unit has said for this activity. The paper is shown, not kept."),
        )


class WishForm(forms.Form):
    """How somebody is enrolled. `asked`: questions that were put and can be answered with yes."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self,
        *args: Any,
        activity: Activity,
        sessions: Sequence[Session],
        asked: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {}).setdefault("key", secrets.token_hex(12))
        super().__init__(*args, **kwargs)
        self.activity, self.sessions = activity, {str(one.pk): one for one in sessions}
        self._add_choices(activity, sessions)
        self.fields["agreed"] = forms.BooleanField(
            label=_("For a child: the father, the mother or the guardian agrees"), required=False
        )
        self.fields["consents"] = forms.MultipleChoiceField(
            label=_("Agrees besides, of free will"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(code, gettext(WORDS[code].words)) for code in PURPOSES],
            help_text=_(
                "Read it out. Nothing is agreed to beforehand, and nobody is enrolled the less for saying no."
            ),
        )
        self.fields["note"] = _text(
            _("Needs and notes"), 300, help_text=_("Seen by the staff of the unit alone.")
        )
        self.asked = told = [code for code in QUESTIONS if code in asked]
        if told:
            self.fields["sure"] = forms.MultipleChoiceField(
                label=_("Asked and answered"), required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(code, SURE[code]) for code in told],
            )  # fmt: skip

    def _add_choices(self, activity: Activity, sessions: Sequence[Session]) -> None:
        if activity.enrol_each:
            words = [(str(one.pk), when_text(one.starts, one.ends)) for one in sessions]
            self.fields["session"] = forms.ChoiceField(label=_("Session"), choices=words)
        if activity.enrol_mode in {EnrolMode.APPROVAL, EnrolMode.INVITATION}:
            ways = [
                ("approved", _("gets a place at once, or waits for one")),
                ("invited", _("is invited: the place is kept until the person answers")),
            ]
            if activity.enrol_mode == EnrolMode.APPROVAL:
                ways.insert(1, ("asked", _("has asked, and waits for approval")))
            self.fields["how"] = forms.ChoiceField(label=_("How"), choices=ways)
        if activity.fee:
            self.fields["free"] = FreeField(activity)

    def wish(self, guardian: str = "") -> dict[str, Any]:
        """What `enrolling.enrol` takes besides the person."""
        told = self.cleaned_data
        how = told.get("how") or ""
        return {
            "session": self.sessions.get(told.get("session") or ""),
            "key": told.get("key") or "",
            "agreed_by": guardian if told.get("agreed") else "",
            "free": told.get("free") or "",
            "invited": how == "invited",
            "approved": how == "approved",
            "sure": told.get("sure") or [],
            "consents": told.get("consents") or [],
            "note": told.get("note") or "",
        }


class NewForm(WishForm):
    """Somebody told anew: only the name has to be told."""

    name = _text(pgettext_lazy("person", "Full name"), 150, required=True)
    birth_date = forms.DateField(
        label=_("Day of birth"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Says the band of age, and who needs a guardian."),
    )
    sex = forms.ChoiceField(
        label=_("Sex"),
        required=False,
        choices=[("", "—"), *((code, name) for code, name in Sex.choices if code)],
    )
    minority = forms.ChoiceField(
        label=_("Of an ethnic minority"),
        required=False,
        choices=[
            ("", "—"),
            ("yes", pgettext_lazy("enrolment", "yes")),
            ("no", pgettext_lazy("enrolment", "no")),
        ],
        help_text=_("Asked for by the statistics of the sector; the group itself is not kept."),
    )
    phone = _text(_("Telephone"), 40, attrs={"type": "tel"})
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
    guardian = _text(
        pgettext_lazy("learner", "Who answers for a child"),
        150,
        help_text=_("Father, mother or guardian, where under sixteen."),
    )
    relation = _text(_("Who that is to the child"), 60)
    guardian_phone = _text(pgettext_lazy("learner", "Their telephone"), 40, attrs={"type": "tel"})
    guardian_email = forms.EmailField(label=_("Their e-mail"), required=False, max_length=254)

    def person(self) -> PersonData:
        told = self.cleaned_data
        return PersonData(
            name=told["name"],
            birth_date=told.get("birth_date"),
            sex=told.get("sex") or "",
            is_ethnic_minority={"yes": True, "no": False}.get(told.get("minority") or ""),
            email=told.get("email") or "",
            phone=told.get("phone") or "",
        )

    def guarding(self) -> PersonData | None:
        told = self.cleaned_data
        if not told.get("guardian"):
            return None
        return PersonData(
            name=told["guardian"],
            phone=told.get("guardian_phone") or "",
            email=told.get("guardian_email") or "",
        )


class SettleForm(forms.Form):
    """What is noted of one enrolment."""

    fee_settled = forms.BooleanField(label=_("The fee is settled"), required=False)
    note = _text(_("Needs and notes"), 300)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, enrolment: Enrolment, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "free": enrolment.free, "fee_settled": enrolment.fee_settled, "note": enrolment.note,
            "revision": enrolment.revision,
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        if enrolment.activity.fee:
            self.fields["free"] = FreeField(enrolment.activity)
            self.order_fields(["free"])
        else:
            del self.fields["fee_settled"]


class ListFilter(forms.Form):
    """`q` a name, a code or a telephone number; `buoi` a session, `nhom` a group; all stands in the address."""

    q = forms.CharField(
        label=_("Name, code or telephone"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, sessions: Sequence[Session], groups: Sequence[Group], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if sessions:
            every = [(str(one.pk), when_text(one.starts, one.ends)) for one in sessions]
            self.fields["buoi"] = forms.ChoiceField(
                label=_("Session"), required=False, choices=[("", _("all")), *every]
            )
        if groups:
            self.fields["nhom"] = forms.ChoiceField(
                label=_("Group"),
                required=False,
                choices=[("", _("all")), *((str(one.pk), one.name) for one in groups)],
            )

    def chosen(self, name: str) -> str:
        """What was asked; a wrong value is as if nothing had been asked."""
        self.full_clean()
        return str(getattr(self, "cleaned_data", {}).get(name) or "")


class GroupForm(forms.Form):
    """A group as it is told."""

    name = _text(
        _("Name of the group"), 150, required=True, help_text=_("For a class: the class and its school.")
    )
    school = forms.BooleanField(
        label=_("A class of a school: the school answers for its pupils"), required=False, initial=True
    )
    people = forms.IntegerField(label=_("How many come, adults among them"), min_value=1, max_value=5000)
    adults = forms.IntegerField(
        label=_("Adults among them"), min_value=0, max_value=5000, required=False, initial=0
    )
    contact = _text(_("Who answers, and their telephone"), 200)
    needs = _text(_("What they need"), 300)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, activity: Activity, sessions: Sequence[Session], group: Group | None, **kwargs: Any
    ) -> None:
        if group is not None:
            names = ("name", "school", "people", "adults", "contact", "needs", "revision")
            kwargs["initial"] = {name: getattr(group, name) for name in names}
        super().__init__(*args, **kwargs)
        self.sessions = {str(one.pk): one for one in sessions}
        if activity.enrol_each and group is None:
            words = [(str(one.pk), when_text(one.starts, one.ends)) for one in sessions]
            self.fields["session"] = forms.ChoiceField(label=_("Session"), choices=words)
            self.order_fields(["session"])

    def data_told(self) -> GroupData:
        told = self.cleaned_data
        return GroupData(
            name=told["name"], people=told["people"], adults=told.get("adults") or 0,
            school=bool(told.get("school")), contact=told.get("contact") or "", needs=told.get("needs") or "",
        )  # fmt: skip

    def session(self) -> Session | None:
        return self.sessions.get(self.cleaned_data.get("session") or "")


class NamesForm(forms.Form):
    """Names of a group, a line each: the name, then if told the day of birth and whether girl or boy."""

    names = forms.CharField(
        label=_("Names, a line each"),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        max_length=40_000,
        help_text=_(
            "Nguyễn Văn An; 12/09/2016; nam. The day and the sex may be left out; cells of a sheet can be pasted."
        ),
    )

    def people(self) -> list[PersonData]:
        return [one for line in self.cleaned_data["names"].splitlines() if (one := _person(line)) is not None]

    def clean_names(self) -> str:
        text = str(self.cleaned_data["names"])
        wrong = [str(number) for number, line in enumerate(text.splitlines(), 1) if list(_bad(line))]
        if wrong:
            raise forms.ValidationError(
                _("The day of birth cannot be read on line %(lines)s: write 12/09/2016.")
                % {"lines": ", ".join(wrong)}
            )
        if sum(bool(line.strip()) for line in text.splitlines()) > MOST_NAMES:
            raise forms.ValidationError(_("At most %(most)s names at a time.") % {"most": MOST_NAMES})
        return text


def _cells(line: str) -> list[str]:
    """A line's parts: by semicolon, tab or, where there is neither, comma."""
    sign = next((sign for sign in (";", "\t", ",") if sign in line), ";")
    return [cell.strip() for cell in line.split(sign) if cell.strip()]


def _is_day(cell: str) -> bool:
    return any(sign.isdigit() for sign in cell)


def _bad(line: str) -> Iterator[str]:
    for cell in _cells(line)[1:]:
        if _is_day(cell):
            try:
                parse_date(cell)
            except InvalidDate:
                yield cell


def _person(line: str) -> PersonData | None:
    cells = _cells(line)
    # A list numbers its lines.
    if len(cells) > 1 and cells[0].strip(".)").isdecimal():
        cells = cells[1:]
    if not cells:
        return None
    day = next((cell for cell in cells[1:] if _is_day(cell)), "")
    word = next((cell.casefold() for cell in cells[1:] if not _is_day(cell)), "")
    sex = {"nam": "male", "trai": "male", "nữ": "female", "gái": "female", "male": "male", "female": "female"}
    return PersonData(name=cells[0], birth_date=parse_date(day) if day else None, sex=sex.get(word, ""))


def answered(refusal: Refusal) -> tuple[str, str]:
    """A refusal in words, and the question that may be answered with yes ("" for none)."""
    return sentence(refusal), str(getattr(refusal, "question", ""))


def guardian_of(person: Person) -> str:
    """Whose word enrols a child: the guardian that is known."""
    return person.guardian.name if person.guardian is not None else ""
