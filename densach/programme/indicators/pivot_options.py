"""What a table can be turned to: the choices of the form, each with whether it is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from densach.facts.measures import DIMENSION_WORDS, VALUE_WORDS
from densach.organisations.models import Level, OrganisationKind
from densach.programme.indicators.models import IndicatorGroup
from densach.programme.indicators.queries.pivot import Gauge, offered
from densach.programme.indicators.rules_pivot import AREAS, CHARTS, MEASURES, SLICES, STEPS, UNITS, Asked


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool


Group = tuple[str, list[Option]]


def options_of(asked: Asked, places: Iterable[tuple[str, str]]) -> dict[str, list[Group] | list[Option]]:
    """The choices by the name of their field."""
    return {
        "hang": _axes(asked.rows),
        "cot": _axes(asked.columns),
        "dia_ban": [Option(code, name, code == asked.area) for code, name in places],
        "xem": [
            Option("was", _("as it was on each day"), asked.as_ == "was"),
            Option("now", _("as it is now"), asked.as_ == "now"),
        ],
        "lich": [
            Option("", _("calendar: from the 1st"), not asked.administrative),
            Option("nd09", _("reports: 15/12 to 14/12 (Decree 09/2019)"), asked.administrative),
        ],
        "lat": _slices(asked),
        "ve": [Option(code, str(label), code == asked.chart) for code, label in CHARTS.items()],
        "xep": [
            Option("", _("as they come"), not asked.order),
            Option("nhieu", _("largest first"), asked.order == "nhieu"),
            Option("it", _("smallest first"), asked.order == "it"),
        ],
        "loai": [Option(code, str(label), code in asked.kinds) for code, label in OrganisationKind.choices],
        "cap": [Option(code, str(label), code in asked.levels) for code, label in Level.choices],
    }


def _axes(here: str) -> list[Group]:
    groups: list[tuple[str, Mapping[str, str | Promise]]] = [
        (_("Time"), STEPS),
        (_("Place"), AREAS),
        (_("Institutions"), UNITS),
        (_("Told apart by"), SLICES),
        (_("What is measured"), {MEASURES: _("measures and indicators")}),
    ]
    return [
        (label, [Option(code, str(words), code == here) for code, words in known.items()])
        for label, known in groups
    ]


def _slices(asked: Asked) -> list[Group]:
    """The whole, or one value of a dimension that some measure is told apart by."""
    counted, _shares = offered()
    known: dict[str, tuple[str, ...]] = {}
    for one in counted:
        if one.measure is not None:
            known.update(one.measure.slices)
    whole: Group = ("", [Option("", _("everybody"), not asked.slice)])
    return [
        whole,
        *(
            (
                _(DIMENSION_WORDS[name]),
                [
                    Option(f"{name}={value}", _(VALUE_WORDS[value]), asked.slice == f"{name}={value}")
                    for value in values
                ],
            )
            for name, values in known.items()
        ),
    ]


def groups_of(asked: Asked, gauges: Sequence[Gauge]) -> list[Group]:
    """Everything that can be measured, in groups; what is shown without being asked for is chosen too."""
    counted, told = offered()
    chosen = {*asked.measures} or {one.code for one in gauges}
    groups: dict[str, list[Option]] = {
        "library": [],
        "museum": [],
        "culture": [],
    }
    for one in counted:
        groups.setdefault(one.code.partition(".")[0], []).append(_option(one, chosen))
    for one in told:
        if one.indicator is not None:
            groups.setdefault(one.indicator.group, []).append(_option(one, chosen))
    words = dict(IndicatorGroup.choices)
    return [(str(words.get(code, code)), options) for code, options in groups.items() if options]


def _option(one: Gauge, chosen: Iterable[str]) -> Option:
    return Option(one.code, f"{one.name} ({one.unit})", one.code in chosen)
