"""A kind of activity as it is typed; who has a part in an activity."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from densach.facts.measures import REGISTRY
from densach.people.models import Person
from densach.services.activities.actions.kinds import KindData
from densach.services.activities.forms.fields import Choices, offer
from densach.services.activities.models import ActivityKind, ActivityPartner, ActivityRole, CountMode, Family
from densach.services.activities.rules.activity import PartnerData, RoleData
from densach.services.activities.rules.kinds import ASKS, FAMILY_WORDS, ONCE_CHOICES, ROLES
from densach.ui.figures import language

# "Trần Út – nghệ nhân ưu tú": a name, and what he or she is.
_NAMED: Final = re.compile(r"^(?P<name>[^–—|]+?)(?:\s*[–—|]\s*(?P<about>.+))?$")


def _several(label: Any, **given: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, **given
    )


def _measures(codes: tuple[str, ...]) -> Choices:
    english = language() == "en"
    named = [(code, REGISTRY[code].name_en if english else REGISTRY[code].name_vi) for code in codes]
    return [("", _("nothing")), *named]


class KindForm(forms.Form):
    """What the kind is called, asks for and counts."""

    name_vi = forms.CharField(label=_("Vietnamese name"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=120)
    family = forms.ChoiceField(label=_("Family"), choices=Family.choices)
    families = _several(_("Held by"), help_text=_("Tick none for all."))
    asks = _several(_("The form asks for"))
    roles = _several(_("Roles"))
    needs_role = forms.ChoiceField(label=_("Not announced without"), required=False)
    count_mode = forms.ChoiceField(label=_("How those who come are counted"), choices=CountMode.choices)
    enrols = forms.BooleanField(label=_("People can enrol"), required=False)
    certificate = forms.BooleanField(label=_("Ends with a certificate"), required=False)
    once_library = forms.ChoiceField(label=_("Counts once in a library"), required=False)
    once_museum = forms.ChoiceField(label=_("Counts once in a museum"), required=False)
    once_centre = forms.ChoiceField(label=_("Counts once in a culture centre"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "families", [(code, gettext(words)) for code, words in FAMILY_WORDS.items()])
        offer(self, "asks", [(code, gettext(words)) for code, words in ASKS.items()])
        roles = [(code, gettext(words)) for code, words in ROLES.items()]
        offer(self, "roles", roles)
        offer(self, "needs_role", [("", _("nobody in particular")), *roles])
        for family, codes in ONCE_CHOICES.items():
            offer(self, f"once_{family}", _measures(codes))

    def data_typed(self) -> KindData:
        """The kind as a value; call it on a valid form."""
        told = dict(self.cleaned_data)
        for name in ("families", "asks", "roles"):
            told[name] = tuple(told[name])
        return KindData(**told)


def typed_kind(kind: ActivityKind) -> dict[str, Any]:
    """What the form shows of a kind that there is."""
    return {name: getattr(kind, name) for name in KindForm.base_fields}


class RolesForm(forms.Form):
    """Names by role, a line each; institutions that take part, a line each."""

    def __init__(
        self,
        *args: Any,
        kind: ActivityKind,
        roles: list[ActivityRole],
        partners: list[ActivityPartner],
        colleagues: Mapping[str, Person] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        known = {row.person.name: row.person for row in roles if row.person is not None}
        self.persons = {**(colleagues or {}), **known}
        codes = list(dict.fromkeys([*kind.roles, *(row.role for row in roles)])) or ["head", "host"]
        for code in codes:
            self.fields[f"role_{code}"] = _lines(
                gettext(ROLES.get(code, code)).capitalize(),
                [
                    _told(row.person.name if row.person else row.name, row.about)
                    for row in roles
                    if row.role == code
                ],
                _("A name a line; after a dash what he or she is: “Trần Út – artisan”."),
            )
        self.organisations = {one.organisation.code: one.organisation for one in partners if one.organisation}
        self.fields["partners"] = _lines(
            gettext("Institutions that take part"),
            [
                _told(one.name or (one.organisation.code if one.organisation else ""), one.part)
                for one in partners
            ],
            _("One a line; after a dash what it does."),
        )

    def roles_typed(self) -> list[RoleData]:
        """Who has which part; somebody who works in the unit is that person. Call it on a valid form."""
        found = []
        for field, text in self.cleaned_data.items():
            if field.startswith("role_"):
                for name, about in _read(text):
                    person = self.persons.get(name)
                    role = field.removeprefix("role_")
                    found.append(RoleData(role, person, "" if person else name, about))
        return found

    def partners_typed(self) -> list[PartnerData]:
        """Which institutions take part; call it on a valid form."""
        told = _read(self.cleaned_data["partners"])
        return [
            PartnerData(known, "" if known else name, part)
            for name, part in told
            for known in (self.organisations.get(name),)
        ]


def _lines(label: str, lines: list[str], help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=4000, initial="\n".join(lines), help_text=help_text,
        widget=forms.Textarea(attrs={"rows": max(2, len(lines) + 1)}),
    )  # fmt: skip


def _told(name: str, about: str) -> str:
    return f"{name} – {about}" if about else name


def _read(text: str) -> list[tuple[str, str]]:
    found = []
    for line in text.splitlines():
        match = _NAMED.match(line.strip())
        if match is not None and match["name"].strip():
            found.append((match["name"].strip(), (match["about"] or "").strip()))
    return found
