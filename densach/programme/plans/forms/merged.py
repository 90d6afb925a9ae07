"""The form of a decision on targets that outlived whom they asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from densach.kernel.numbers import whole_number
from densach.programme.plans.actions import Choice, Ruling
from densach.programme.plans.models import Fate, Target
from densach.programme.plans.queries.merged.proposals import Carriers, Supposed, nearest
from densach.programme.plans.queries.merged.waiting import Outlived

FATES = (
    (Fate.CARRY, _("Carry on: units of today take it over")),
    (Fate.REPLACE, _("Replace: a target of today's plan takes its place")),
    (Fate.END, _("End: it stands still and counts no more")),
)


class DecisionForm(forms.Form):
    """What was decided, on which paper, from which day on."""

    fate = forms.ChoiceField(label=_("Decision"), choices=FATES, widget=forms.RadioSelect)
    on = forms.DateField(
        label=_("From which day on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        max_length=300,
        help_text=_("Number, symbol and day of the paper that decides."),
    )
    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    paper = forms.FileField(label=_("Paper"), required=False)

    def ruling(self) -> Ruling:
        """As the action takes it."""
        data: dict[str, Any] = self.cleaned_data
        return Ruling(data["fate"], data["on"], data["legal_basis"], data["note"])


def target_ids(query: QueryDict) -> list[int]:
    """The targets that were ticked."""
    found = (whole_number(text) for text in query.getlist("chi-tieu"))
    return list(dict.fromkeys(key for key in found if key is not None))


def supposed(
    rows: list[Outlived], fate: str, carriers: Carriers, among: list[Target], sent: QueryDict | None
) -> list[Supposed]:
    """One choice for each target: as sent; before anything was sent, as lineage and the new plan propose it."""
    by_key = {one.pk: one for one in among}
    found = []
    for one in rows:
        if fate == Fate.CARRY:
            found.append(Supposed(one, _units(one, carriers, sent)))
        elif fate == Fate.REPLACE:
            found.append(Supposed(one, (), _instead(one, by_key, sent)))
        else:
            found.append(Supposed(one))
    return found


def choices(told: list[Supposed]) -> list[Choice]:
    """As the action takes them."""
    return [
        Choice(one.one.target.pk, one.unit_ids, one.replaced_by.pk if one.replaced_by else None)
        for one in told
    ]


def initial(on: date, first: date) -> dict[str, object]:
    """What the form begins with: carried on, from the day after the last one (or today, if that is earlier)."""
    return {"fate": Fate.CARRY, "on": min(first, on)}


def _units(one: Outlived, carriers: Carriers, sent: QueryDict | None) -> tuple[int, ...]:
    if sent is None:
        return tuple(unit.id for unit in carriers.proposed(one))
    found = (whole_number(text) for text in sent.getlist(f"don-vi-{one.target.pk}"))
    return tuple(key for key in found if key is not None)


def _instead(one: Outlived, among: Mapping[int, Target], sent: QueryDict | None) -> Target | None:
    if sent is None:
        return nearest(one.target, list(among.values()))
    return among.get(whole_number(sent.get(f"thay-{one.target.pk}", "")) or 0)
