"""Members: who joins, which part they have, when they leave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.kernel.dates import format_date
from densach.people.models import Person, Sex
from densach.people.rules.staffing import PersonData
from densach.services.clubs.forms.fields import day_field
from densach.services.clubs.models import MemberRole, Membership
from densach.services.clubs.rules.given import MemberData

ANOTHER = "~"
_MINORITY = (("", pgettext_lazy("choice", "not told")), ("1", _("yes")), ("0", pgettext_lazy("answer", "no")))


class JoinForm(forms.Form):
    """Somebody joins. Where the unit knows people of that name, they are offered before a new one is entered."""

    who = forms.ChoiceField(
        label=_("The unit knows people of this name. Is it one of them?"),
        required=False,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=pgettext_lazy("person", "Full name"), max_length=150)
    role = forms.ChoiceField(label=_("Part in it"), choices=MemberRole.choices, initial=MemberRole.MEMBER)
    since = day_field(pgettext_lazy("club", "Member since"))
    birth_date = day_field(_("Born on"), required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices, required=False)
    minority = forms.ChoiceField(label=_("Ethnic minority"), choices=_MINORITY, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    guardian = forms.CharField(
        label=_("Who answers for a child"), max_length=150, required=False,
        help_text=_("Father, mother or guardian, where under sixteen."),
    )  # fmt: skip
    relation = forms.CharField(label=_("Who that is to the child"), max_length=60, required=False)
    guardian_phone = forms.CharField(label=_("Their telephone"), max_length=40, required=False)
    agreed = forms.BooleanField(label=_("The guardian agrees"), required=False)

    def __init__(self, *args: Any, on: date, alike: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"since": on}})
        self.alike = {str(one.pk): one for one in alike}
        field = self.fields["who"]
        if not alike:
            del self.fields["who"]
        elif isinstance(field, forms.ChoiceField):
            field.choices = [
                *((key, f"{one.name} ({format_date(one.birth_date) if one.birth_date else '–'})")
                  for key, one in self.alike.items()),
                (ANOTHER, _("No, it is another person")),
            ]  # fmt: skip

    @property
    def known(self) -> Person | None:
        return self.alike.get(self.cleaned_data.get("who") or "")

    def data_of(self) -> MemberData:
        told, known = self.cleaned_data, self.known
        new = PersonData(
            name=told["name"], birth_date=told["birth_date"], sex=told["sex"],
            is_ethnic_minority={"1": True, "0": False}.get(told["minority"]), phone=told["phone"],
        )  # fmt: skip
        guardian = None
        if told["guardian"].strip():
            guardian = PersonData(name=told["guardian"], phone=told["guardian_phone"])
        named = told["guardian"]
        if known is not None and known.guardian is not None:
            named = known.guardian.name
        return MemberData(
            who=known or new, since=told["since"], role=told["role"], guardian=guardian,
            relation=told["relation"], agreed_by=named if told["agreed"] else "",
            sure=("alike",) if told.get("who") else (),
        )  # fmt: skip


class PartForm(forms.Form):
    """Which part somebody has; the head is made by an act of its own."""

    role = forms.ChoiceField(
        label=_("Part in it"), choices=[one for one in MemberRole.choices if one[0] != MemberRole.HEAD]
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"role": member.role}})


class DayForm(forms.Form):
    """From which day on."""

    on = day_field(pgettext_lazy("club", "From the day"))


class LeaveForm(DayForm):
    why = forms.CharField(label=pgettext_lazy("club", "Note"), max_length=200, required=False)


class MembersFilter(forms.Form):
    """An unknown value in the address asks for nothing."""

    q = forms.CharField(
        label=pgettext_lazy("person", "Name"), max_length=150, required=False,
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )  # fmt: skip
    xem = forms.ChoiceField(
        label=pgettext_lazy("club", "Who"), required=False,
        choices=[("", pgettext_lazy("club", "who belongs to it")), ("truoc", pgettext_lazy("club", "who has left"))],
    )  # fmt: skip

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    def chosen(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")
