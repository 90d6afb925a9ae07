"""What may be written into a work: its words, its times, its paper, its phases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from densach.kernel.dates import parse_day_month
from densach.kernel.errors import Refusal
from densach.programme.tasks.actions import WorkValues
from densach.programme.tasks.models import TimeKind, Work, WorkKind
from densach.programme.tasks.rules.times import USED, Times
from densach.ui.wording import sentence

LARGEST = 2_000_000_000
_OF_TIMES = frozenset().union(*USED.values())
_NOTHING: dict[str, object] = {"due": (None, None), "condition": ""}


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        **kwargs,
    )


class SeenForm(forms.Form):
    """Every form of a work names the revision that the person saw."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, work: Work, **kwargs: Any) -> None:
        kwargs["initial"] = {"revision": work.revision, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class WorkForm(SeenForm):
    """What is to be done, by when, under whom.

    Each field of a time names the kinds that read it, by which the style sheet shows those of the chosen kind alone;
    what stands in another one is neither judged nor kept.
    """

    title = forms.CharField(
        label=_("What is to be done"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    content = forms.CharField(
        label=_("Content"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 4})
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=WorkKind.choices)
    leader_name = forms.CharField(label=_("Leader in charge"), required=False, max_length=150)
    leader_title = forms.CharField(
        label=_("Title of the leader"),
        required=False,
        max_length=150,
        help_text=_("For example Deputy Director."),
    )
    time_kind = forms.ChoiceField(label=_("Kind of time"), choices=TimeKind.choices)
    starts_on = _day(_("Begins on"))
    ends_on = _day(_("Ends on"))
    due = forms.CharField(
        label=_("Day of every year"),
        required=False,
        max_length=10,
        help_text=_("For what returns: 30/4. Empty: the last day of the year."),
        widget=forms.TextInput(attrs={"size": 8}),
    )
    every_years = forms.IntegerField(
        label=_("Once in so many years"), required=False, min_value=1, max_value=50
    )
    condition = forms.CharField(
        label=_("When this has happened"),
        required=False,
        max_length=300,
        help_text=_("For what waits for an event: “khi được tiếp nhận xe”."),
    )
    months_after = forms.IntegerField(
        label=_("Months after the event"), required=False, min_value=1, max_value=240
    )
    whole = forms.IntegerField(
        label=_("How many there are"),
        required=False,
        min_value=1,
        max_value=LARGEST,
        help_text=_("Only where it can be counted: 3 (schools), 124 (communes)."),
    )
    whole_unit = forms.CharField(label=_("Counted in"), required=False, max_length=60)

    def __init__(self, *args: Any, work: Work, values: WorkValues | None = None, **kwargs: Any) -> None:
        if values is not None:
            kwargs["initial"] = {**_initial(values), **kwargs.get("initial", {})}
        super().__init__(*args, work=work, **kwargs)
        for name in _OF_TIMES:
            kinds = [kind for kind, used in USED.items() if name in used]
            self.fields[name].widget.attrs["data-kinds"] = " ".join(kinds)

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        for name in _OF_TIMES - USED.get(told.get("time_kind", ""), _OF_TIMES):
            self.errors.pop(name, None)
            told[name] = _NOTHING.get(name)
        return told

    def clean_due(self) -> tuple[int | None, int | None]:
        text = self.cleaned_data["due"]
        if not text:
            return None, None
        try:
            return parse_day_month(text)
        except Refusal as refusal:
            raise forms.ValidationError(sentence(refusal)) from None

    def values(self, time_text: str = "") -> WorkValues:
        told = self.cleaned_data
        due_day, due_month = told["due"]
        times = Times(
            kind=told["time_kind"],
            text=time_text,
            starts_on=told["starts_on"],
            ends_on=told["ends_on"],
            due_day=due_day,
            due_month=due_month,
            every_years=told["every_years"],
            condition=told["condition"],
            months_after=told["months_after"],
        )
        return WorkValues(
            title=told["title"],
            content=told["content"],
            kind=told["kind"],
            leader_name=told["leader_name"],
            leader_title=told["leader_title"],
            times=times,
            whole=told["whole"],
            whole_unit=told["whole_unit"],
        )


def _initial(values: WorkValues) -> dict[str, object]:
    times = values.times
    due = f"{times.due_day}/{times.due_month}" if times.due_day and times.due_month else ""
    if times.due_month and not times.due_day:
        last = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}.get(times.due_month, 31)
        due = f"{last}/{times.due_month}"
    return {
        "title": values.title,
        "content": values.content,
        "kind": values.kind,
        "leader_name": values.leader_name,
        "leader_title": values.leader_title,
        "time_kind": times.kind,
        "starts_on": times.starts_on,
        "ends_on": times.ends_on,
        "due": due,
        "every_years": times.every_years,
        "condition": times.condition,
        "months_after": times.months_after,
        "whole": values.whole,
        "whole_unit": values.whole_unit,
    }


class PieceForm(WorkForm):
    """A piece with the units that get it."""

    units = forms.MultipleChoiceField(
        label=_("Given to"), required=False, help_text=_("Nobody chosen: the unit that divides keeps it.")
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["units"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = list(choices)
        self.order_fields(["title", "units"])


class DeclareForm(SeenForm):
    """The event has happened: when, and by what paper."""

    day = forms.DateField(
        label=_("Day on which it happened"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    paper = forms.CharField(
        label=_("By which paper"), required=False, max_length=200, help_text=_("Number, day and what it is.")
    )
    upload = forms.FileField(label=_("The paper itself"), required=False)


class PaperForm(SeenForm):
    """The paper in which the work ends: of the register, or written here with its file."""

    document = forms.ChoiceField(label=_("Paper of the register"), required=False)
    paper = forms.CharField(
        label=_("Number and title"),
        required=False,
        max_length=300,
        help_text=_(
            "For a paper that is not in the register: “Quyết định 12/2026/QĐ-UBND ban hành quy chế …”."
        ),
    )
    issued_on = _day(_("Issued on"))
    upload = forms.FileField(label=_("The paper itself"), required=False)

    def __init__(self, *args: Any, documents: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["document"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("none")), *documents]


class PhasesForm(SeenForm):
    """Where it is tried first, and where it goes afterwards."""

    pilot_places = forms.CharField(label=_("The pilot is tried at"), max_length=300)
    pilot_whole = forms.IntegerField(
        label=_("In how many places"), required=False, min_value=1, max_value=LARGEST
    )
    rollout_places = forms.CharField(label=_("The roll-out goes to"), max_length=300, required=False)


class ResultForm(SeenForm):
    """What the pilot has shown."""

    result = forms.CharField(
        label=_("Result of the pilot"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class UnitForm(SeenForm):
    """A unit, found by name, in a role."""

    role = forms.ChoiceField(label=_("Role"))
    organisation = forms.CharField(max_length=80)

    def __init__(self, *args: Any, roles: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(roles)
