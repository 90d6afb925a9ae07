"""Contests and rounds: called, changed, made for the communes below; filters of the lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.files.actions import Upload
from densach.organisations.models import Level
from densach.services.activities.models import ActivityKind, Venue
from densach.services.contests.forms.fields import SeenForm, choose, day_field, time_field, words_field
from densach.services.contests.models import Contest, Criterion, EntryKind, Round, RoundState
from densach.services.contests.rules.given import ContestData, RoundData

ALL: Final = pgettext_lazy("choice", "all")
# Nothing is chosen for whoever looks past the field: it decides what the rounds are counted as.
NONE_YET: Final = _("choose the kind")
_YEARS: Final = 6


class ContestsFilter(forms.Form):
    """An unknown value in the address asks for nothing."""

    q = forms.CharField(
        label=_("Words or unit"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )  # fmt: skip
    nam = forms.ChoiceField(label=_("Year"), required=False)
    cap = forms.ChoiceField(label=_("Level"), required=False)
    tinh_trang = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, data: Any, *, on: date) -> None:
        super().__init__(data)
        years = [(str(year), str(year)) for year in range(on.year + 1, on.year - _YEARS, -1)]
        choose(self, "nam", years, none=ALL)
        levels = [(one.value, one.label) for one in Level if one.value in ("province", "commune", "hamlet")]
        choose(self, "cap", levels, none=ALL)
        states = [("live", _("going on or to come")), *RoundState.choices]
        choose(self, "tinh_trang", states, none=ALL)
        self.is_valid()

    def chosen(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")


if TYPE_CHECKING:
    _OfKinds = forms.ModelChoiceField[ActivityKind]
else:
    _OfKinds = forms.ModelChoiceField


class _KindField(_OfKinds):
    """Kinds by their name in the language of the page."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class _ContestFields(forms.Form):
    """What is told of a contest as a whole."""

    title = forms.CharField(
        label=_("Name of the contest or festival"), max_length=200,
        help_text=_("For example: Liên hoan tiếng hát dân ca tỉnh năm 2026."),
    )  # fmt: skip
    kind = _KindField(label=_("Kind"), queryset=ActivityKind.objects.none(), empty_label=NONE_YET)
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100)
    theme = forms.CharField(label=_("Theme"), max_length=300, required=False)
    rules = words_field(_("Rules"), rows=6, help_text=_("Who may enter, with what, how long, what is given."))
    entry_kinds = forms.MultipleChoiceField(
        label=_("Who or what may enter"), choices=EntryKind.choices, widget=forms.CheckboxSelectMultiple
    )
    paper_number = forms.CharField(
        label=_("Decision or plan it is held by"), max_length=100, required=False,
        help_text=_("Number and symbol, for example 125/KH-SVHTTDL."),
    )  # fmt: skip
    paper = forms.FileField(label=_("The paper"), required=False)
    public = forms.BooleanField(label=_("Citizens see it and its results"), required=False, initial=True)

    def offer_kinds(self, kinds: Sequence[ActivityKind], given: ActivityKind | None) -> None:
        field = self.fields["kind"]
        if isinstance(field, forms.ModelChoiceField):
            keys = [one.pk for one in kinds] + ([given.pk] if given else [])
            field.queryset = ActivityKind.objects.filter(pk__in=keys).order_by("position", "code")

    def data_of(self) -> ContestData:
        told = self.cleaned_data
        return ContestData(
            title=told["title"], year=told["year"], kind=told["kind"], theme=told["theme"], rules=told["rules"],
            entry_kinds=tuple(told["entry_kinds"]), paper_number=told["paper_number"], public=told["public"],
            upload=Upload.sent(told["paper"]),
        )  # fmt: skip


class _RoundFields(forms.Form):
    """What is told of a round."""

    name = forms.CharField(label=_("Name of the round"), max_length=150)
    opens = day_field(_("Entries from"))
    closes = day_field(_("Entries until"))
    held_on = day_field(
        pgettext_lazy("contest", "Held on"),
        required=False,
        help_text=_("The day on which it counts; it may be told later."),
    )
    starts = time_field(_("From the hour"))
    ends = time_field(_("To the hour"))
    place = forms.CharField(label=pgettext_lazy("contest", "Where"), max_length=200, required=False)
    promotes = forms.IntegerField(
        label=_("How many go up to the round above"), min_value=0, max_value=500, required=False, initial=0
    )
    drops = forms.BooleanField(
        label=_("Leave out the highest and the lowest mark of each criterion"), required=False,
        help_text=_("Done where at least four judges scored."),
    )  # fmt: skip

    def round_data(self, tie_by: tuple[int, ...] = (), venue: Venue | None = None) -> RoundData:
        told = self.cleaned_data
        return RoundData(
            name=told["name"], opens=told["opens"], closes=told["closes"], held_on=told["held_on"],
            starts=told["starts"], ends=told["ends"], place=told["place"], venue=venue,
            promotes=told["promotes"] or 0, drops=told["drops"], tie_by=tie_by,
        )  # fmt: skip


def _first_days(on: date) -> dict[str, Any]:
    return {"opens": on, "starts": "08:00", "ends": "11:00", "promotes": 0}


class NewContestForm(_ContestFields, _RoundFields):
    """A contest with its highest round."""

    organisation = forms.ChoiceField(label=_("Who holds it"))
    field_order = (
        "organisation", "title", "kind", "year", "theme", "rules", "entry_kinds", "paper_number", "paper", "public",
        "name", "opens", "closes", "held_on", "starts", "ends", "place", "drops",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        units: Sequence[tuple[str, str]],
        kinds: Sequence[ActivityKind],
        on: date,
        **kwargs: Any,
    ) -> None:
        initial = {
            **_first_days(on), "year": on.year, "entry_kinds": EntryKind.values, "name": _("Final round"),
            **kwargs.pop("initial", {}),
        }  # fmt: skip
        super().__init__(*args, **{**kwargs, "initial": initial})
        del self.fields["promotes"]
        choose(self, "organisation", units)
        self.offer_kinds(kinds, None)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        told.setdefault("promotes", 0)
        return told


class ContestForm(SeenForm, _ContestFields):
    """A contest is changed."""

    def __init__(self, *args: Any, contest: Contest, kinds: Sequence[ActivityKind], **kwargs: Any) -> None:
        names = ("title", "year", "theme", "rules", "entry_kinds", "paper_number", "public", "revision")
        initial = {name: getattr(contest, name) for name in names}
        super().__init__(*args, **{**kwargs, "initial": {**initial, "kind": contest.kind}})
        self.offer_kinds(kinds, contest.kind)


class RoundForm(SeenForm, _RoundFields):
    """A round is changed. The order of the criteria that break ties is written as their places, "2, 1"."""

    tie_by = forms.CharField(
        label=_("Criteria that break a tie, in order"), max_length=60, required=False,
        help_text=_("Places in the list of criteria, for example 2, 1; empty: as they stand in the list."),
    )  # fmt: skip

    def __init__(self, *args: Any, round_: Round, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        names = ("name", "opens", "closes", "held_on", "promotes", "drops", "revision")
        places = {one.pk: str(place) for place, one in enumerate(criteria, start=1)}
        tie_by = ", ".join(places[key] for key in round_.tie_by if key in places)
        initial = {name: getattr(round_, name) for name in names}
        initial.update(starts="08:00", ends="11:00", tie_by=tie_by)
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.criteria = list(criteria)
        if round_.above_id is None:
            del self.fields["promotes"]
        if not criteria:
            del self.fields["tie_by"]
        if round_.held_on is not None:
            # Its session stands in the calendar, where hours and rooms are changed.
            for name in ("starts", "ends", "place"):
                del self.fields[name]

    def clean_tie_by(self) -> tuple[int, ...]:
        keys = []
        for part in self.cleaned_data["tie_by"].replace(";", ",").split(","):
            text = part.strip()
            if not text:
                continue
            if not text.isdecimal() or not 1 <= int(text) <= len(self.criteria):
                raise forms.ValidationError(_("Write places of the list of criteria, parted by commas."))
            key = self.criteria[int(text) - 1].pk
            if key in keys:
                raise forms.ValidationError(_("Each criterion once."))
            keys.append(key)
        return tuple(keys)

    def data_of(self, round_: Round) -> RoundData:
        told = self.cleaned_data
        first = RoundData(round_.name, round_.opens, round_.closes)
        told.setdefault("promotes", 0)
        for name in ("starts", "ends", "place"):
            told.setdefault(name, getattr(first, name))
        return self.round_data(tie_by=told.get("tie_by", ()))


class BelowForm(SeenForm, _RoundFields):
    """One round each for the units that are ticked; `name` comes before the name of the place."""

    units = forms.MultipleChoiceField(
        label=_("Units that hold a round"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one unit.")},
    )  # fmt: skip
    field_order = (
        "revision",
        "name",
        "opens",
        "closes",
        "held_on",
        "starts",
        "ends",
        "place",
        "promotes",
        "drops",
    )

    def __init__(self, *args: Any, above: Round, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        initial = {
            "name": _("Commune round"), "opens": above.opens, "closes": above.closes, "starts": "08:00",
            "ends": "11:00", "promotes": 3, "drops": above.drops, "revision": above.revision,
        }  # fmt: skip
        super().__init__(*args, **{**kwargs, "initial": initial})
        choose(self, "units", units)
