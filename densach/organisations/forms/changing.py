"""The acts of the register as forms: what was decided, from which day, by which paper.

The paper itself is sent with the confirmation (`ConfirmForm`): a file cannot be carried through a preview.
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from densach.organisations.forms.fields import (
    Choices,
    DayField,
    LegalBasisField,
    NameField,
    PaperField,
    PickField,
    PickManyField,
    offer,
)
from densach.organisations.forms.founding import kind_choices
from densach.organisations.models import ActKind, ActState, Level, Ownership, Rank

SPLIT_ROWS: Final = 4


class ActForm(forms.Form):
    """What every act has."""

    on = DayField(label=_("In force from"), help_text=_("The first day on which it is so."))
    legal_basis = LegalBasisField()


class RenameForm(ActForm):
    name = NameField(label=_("New name"))
    field_order = ("name", "on", "legal_basis")


class MoveForm(ActForm):
    parent = PickField(label=_("Stands under"), required=False)
    area = PickField(label=_("Place"))
    seat = forms.CharField(label=_("Seat"), required=False, max_length=300)
    field_order = ("parent", "area", "seat", "on", "legal_basis")

    def __init__(
        self, *args: Any, parents: Choices, areas: Choices, stands_alone: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        # What stands under nobody may go on doing so; nothing else is let loose.
        self.fields["parent"].required = not stands_alone
        offer(self, "parent", parents)
        offer(self, "area", areas)


class ReclassForm(ActForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=kind_choices)
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    rank = forms.ChoiceField(label=_("Rank"), required=False, choices=Rank.choices)
    ownership = forms.ChoiceField(label=_("Public or not"), choices=Ownership.choices)
    field_order = ("kind", "level", "rank", "ownership", "on", "legal_basis")


class MergeForm(ActForm):
    """`result`: this one goes on, another one does, or a new one is founded."""

    others = PickManyField(
        label=_("Merged with"),
        help_text=_("Begin to type the name; those of the same place come first. One in each box."),
    )
    result = forms.ChoiceField(label=_("They go on as"), widget=forms.RadioSelect, initial="new")
    successor = PickField(
        label=_("Which one"), required=False, help_text=_("Only where another institution goes on.")
    )
    name = NameField(
        label=_("Name after the merger"),
        required=False,
        help_text=_("Needed for a new one; for one that goes on only if it gets another name."),
    )
    area = PickField(label=_("Place of the new one"), required=False)
    parent = PickField(label=_("The new one stands under"), required=False)
    field_order = ("others", "result", "successor", "name", "area", "parent", "on", "legal_basis")

    def __init__(
        self, *args: Any, name: str, alike: Choices, parents: Choices, areas: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "others", alike)
        self.fields["result"] = forms.ChoiceField(
            label=_("They go on as"),
            widget=forms.RadioSelect,
            choices=[
                ("new", _("a new institution")),
                ("here", _("%(name)s, which goes on") % {"name": name}),
                ("there", _("another one that is there already")),
            ],
        )
        offer(self, "successor", alike)
        offer(self, "area", areas)
        offer(self, "parent", parents)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        result = given.get("result")
        if result == "new" and not given.get("name"):
            self.add_error("name", _("Say how the new institution is called."))
        if result == "there" and not given.get("successor") and "successor" not in self.errors:
            self.add_error("successor", _("Say which institution goes on."))
        return given


class SplitForm(ActForm):
    """Up to four successors, each new (a name) or there already (picked)."""

    goes_on = forms.ChoiceField(
        label=_("What becomes of it"),
        widget=forms.RadioSelect,
        choices=[
            ("no", _("it ends and goes on as the following")),
            ("yes", _("it gives off the following and goes on")),
        ],
    )
    kind = forms.ChoiceField(label=_("Kind of the new ones"), choices=kind_choices)
    level = forms.ChoiceField(label=_("Level of the new ones"), choices=Level.choices)

    def __init__(self, *args: Any, alike: Choices, parents: Choices, areas: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(1, SPLIT_ROWS + 1):
            self.fields[f"name_{row}"] = NameField(label=_("Name of the new one"), required=False)
            self.fields[f"area_{row}"] = PickField(label=_("Its place"), required=False, choices=areas)
            self.fields[f"parent_{row}"] = PickField(
                label=_("It stands under"), required=False, choices=parents
            )
            self.fields[f"there_{row}"] = PickField(
                label=_("or one that is there already"), required=False, choices=alike
            )
        self.order_fields(["goes_on", "kind", "level"])
        for last in ("on", "legal_basis"):
            self.fields[last] = self.fields.pop(last)

    def bound_rows(self) -> list[dict[str, Any]]:
        """The fields row by row, for the page."""
        keys = ("name", "area", "parent", "there")
        rows = [[self[f"{key}_{row}"] for key in keys] for row in range(1, SPLIT_ROWS + 1)]
        return [{"fields": row, "is_filled": any(one.value() for one in row)} for row in rows]

    def rows(self) -> list[dict[str, str]]:
        """The successors that were filled in."""
        found = []
        for row in range(1, SPLIT_ROWS + 1):
            told = {key: self.cleaned_data[f"{key}_{row}"] for key in ("name", "area", "parent", "there")}
            if told["name"] or told["there"]:
                found.append(told)
        return found


class EndForm(forms.Form):
    last_day = DayField(label=_("Last day"))
    successor = PickField(
        label=_("Went on as"),
        required=False,
        help_text=_("Who took over its work; nobody, if it was given up."),
    )
    legal_basis = LegalBasisField()

    def __init__(self, *args: Any, successors: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "successor", successors)


class ConfirmForm(forms.Form):
    """What goes with the confirmation."""

    paper = PaperField()


class UndoForm(forms.Form):
    why = forms.CharField(
        label=_("Why it is undone"),
        max_length=300,
        help_text=_("It stays beside the act: a wrong day, a decision withdrawn …"),
    )


class ActsFilter(forms.Form):
    """The list of acts, as the address narrows it."""

    tu = DayField(required=False)
    den = DayField(required=False)
    loai = forms.ChoiceField(required=False, choices=[("", ""), *ActKind.choices])
    noi = forms.CharField(required=False, max_length=80)
    tinh_trang = forms.ChoiceField(required=False, choices=[("", ""), *ActState.choices])
