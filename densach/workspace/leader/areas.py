"""The targets of a plan by place: who has reached what was promised, commune by commune and by former province.

Nothing is asked of the database for it: a judged target carries the part of each institution. Only a target that asks
places, not institutions, asks once more: those that lack one are what it is about.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from densach.kernel.collation import sort_key
from densach.kernel.numbers import format_number, format_percent
from densach.organisations import queries as organisations
from densach.organisations.tilemaps import cells_of
from densach.programme.indicators.queries import Formula, Reading
from densach.programme.indicators.rules import Part
from densach.programme.plans.queries import READ_AS, JudgedTarget
from densach.ui.figures import language
from densach.ui.tilemap import HEATS, Look, Tile, TileMap, draw
from densach.workspace.leader.naming import subject_of

ALL: Final = "tat-ca"
# A sum over so few institutions says nothing of places.
_MANY: Final = 10
_SHARES: Final = frozenset({"pct_institutions", "ratio", "cadence", "capability", "at_least"})
_FLOWS: Final = frozenset({"count_per_year", "range_per_year", "growth_avg", "at_least"})
_COMMITTEE: Final = "peoples_committee"


@dataclass(frozen=True)
class Tally:
    """Of the institutions asked in a place: reached, not yet, not answered."""

    reached: int = 0
    lacking: int = 0
    unknown: int = 0

    @property
    def asked(self) -> int:
        return self.reached + self.lacking + self.unknown

    def plus(self, other: Tally) -> Tally:
        return Tally(self.reached + other.reached, self.lacking + other.lacking, self.unknown + other.unknown)


@dataclass(frozen=True)
class Subject:
    """One question of the plan by place: `tallies` for what each institution owes, else `amounts` that are summed.
    `table_url` opens the same as a table, of the same kinds and levels of institutions.
    """

    code: str
    label: str
    unit: str
    tallies: Mapping[int, Tally]
    amounts: Mapping[int, int | None]
    table_url: str = ""

    @property
    def is_share(self) -> bool:
        return bool(self.tallies)


def subjects_of(rows: Iterable[JudgedTarget]) -> list[Subject]:
    """Each question once, though a plan may ask it for several years."""
    found: dict[tuple[object, ...], Subject] = {}
    for row in rows:
        if row.value is None or row.target.indicator is None:
            continue
        asked = _places_asked(row)
        if max(len(row.value.parts), len(asked)) < _MANY:
            continue
        owed = row.target.value_min if row.target.per == "each" else None
        is_share = row.target.kind in _SHARES and (row.target.kind != "at_least" or owed is not None)
        key = (row.target.indicator_id, row.scope.kinds, is_share and owed)
        if key not in found and (is_share or row.target.kind in _FLOWS):
            tallies = _tallies_of(row, asked, owed) if is_share else {}
            amounts = {} if is_share else _amounts(row.value.parts)
            found[key] = Subject(
                str(row.target.pk), subject_of(row), row.target.indicator.unit, tallies, amounts, _table(row)
            )
    return list(found.values())


def _table(row: JudgedTarget) -> str:
    """The pivot table of whom the target asks; none for what a table does not measure."""
    indicator = row.target.indicator
    if indicator is None or (indicator.formula == Formula.INSTITUTIONS and not indicator.capability):
        return ""
    told = {
        "hang": "area",
        "cot": "year",
        "do": indicator.code,
        "loai": ",".join(row.scope.kinds),
        "cap": ",".join(row.scope.levels),
    }
    return f"{reverse('indicators:pivot')}?{urlencode({name: text for name, text in told.items() if text})}"


def _places_asked(row: JudgedTarget) -> frozenset[int]:
    """The places of whom the target asks an institution, with or without one: each has its own committee. Empty for a
    target that asks the institutions themselves.
    """
    indicator, value = row.target.indicator, row.value
    if (
        indicator is None
        or value is None
        or indicator.formula != Formula.INSTITUTIONS
        or indicator.capability
    ):
        return frozenset()
    levels = row.scope.levels or tuple(indicator.levels)
    scope = replace(row.scope, kinds=(_COMMITTEE,), levels=levels, unit_ids=())
    day = min(value.period.end, row.on) if value.period is not None else row.on
    standing = (one for one in Reading(row.on, READ_AS).members_of(scope) if one.alive_on(day))
    return frozenset(one.area_id for one in standing)


def _tallies_of(row: JudgedTarget, asked: frozenset[int], owed: Decimal | None) -> dict[int, Tally]:
    parts = row.value.parts if row.value else ()
    if not asked:
        return _tallies(parts, Fraction(owed) if owed else None)
    have = {part.area_id for part in parts if part.area_id is not None}
    return {key: Tally(reached=1) if key in have else Tally(lacking=1) for key in asked | have}


def _tallies(parts: Iterable[Part], owed: Fraction | None) -> dict[int, Tally]:
    found: defaultdict[int, Tally] = defaultdict(Tally)
    for part in parts:
        if part.area_id is not None:
            found[part.area_id] = found[part.area_id].plus(_one(part, owed))
    return dict(found)


def _one(part: Part, owed: Fraction | None) -> Tally:
    if not part.answered:
        return Tally(unknown=1)
    reached = part.answer if part.answer is not None else (part.numerator or 0) >= (owed or 1)
    return Tally(reached=1) if reached else Tally(lacking=1)


def _amounts(parts: Iterable[Part]) -> dict[int, int | None]:
    found: dict[int, int | None] = {}
    for part in parts:
        if part.area_id is not None:
            before = found.get(part.area_id)
            known = part.numerator
            found[part.area_id] = before if known is None else (before or 0) + known
    return found


# places ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PlaceLine:
    """A commune: `tally` of the chosen subject, of all shares of the plan together without one; `note` in words."""

    id: int
    code: str
    name: str
    tally: Tally
    look: str
    note: str
    url: str


@dataclass(frozen=True)
class Places:
    """The map of a subject with the lines behind it, what asks for something to be done first."""

    subject: Subject | None
    map: TileMap | None
    lines: tuple[PlaceLine, ...]


def chosen(subjects: Sequence[Subject], code: str) -> Subject | None:
    """The subject that the address names; none for all of them together."""
    return next((one for one in subjects if one.code == code), None)


def places_of(territory_id: int, subjects: Sequence[Subject], subject: Subject | None, on: date) -> Places:
    """Each commune of the territory. Five queries."""
    code = organisations.area_codes([territory_id])[territory_id]
    area = organisations.area_by_code(code)
    communes = organisations.communes_of(area, on)
    ids = [key for key, _code, _name in communes]
    whole: defaultdict[int, Tally] = defaultdict(Tally)
    for one in subjects:
        for key, tally in one.tallies.items():
            whole[key] = whole[key].plus(tally)
    looks, legend = _looks(subject, whole, ids)
    address = reverse("workspace:province", args=["any-code"])
    lines = [
        PlaceLine(
            key,
            code,
            name,
            whole[key] if subject is None else subject.tallies.get(key, Tally()),
            looks[key],
            _note(subject, whole[key], key),
            address.replace("any-code", code),
        )
        for key, code, name in communes
    ]
    cells, _placed = cells_of(area, ids, on)
    title = subject.label if subject else _("All promises together")
    tiles = [Tile(*cells[one.id], one.name, one.look, one.url, one.note) for one in lines]
    lines.sort(key=lambda one: (_urgency(subject, one), sort_key(one.name)))
    return Places(subject, draw(tiles, legend, title) if tiles else None, tuple(lines))


def _urgency(subject: Subject | None, line: PlaceLine) -> int:
    """What stands first: most still to do; of amounts those not told, then the fewest, whoever is not asked last."""
    if subject is None or subject.is_share:
        return -(line.tally.lacking + line.tally.unknown)
    if line.id not in subject.amounts:
        return sys.maxsize
    amount = subject.amounts[line.id]
    return -1 if amount is None else amount


def _looks(
    subject: Subject | None, whole: Mapping[int, Tally], ids: Sequence[int]
) -> tuple[dict[int, str], tuple[Look, ...]]:
    if subject is not None and not subject.is_share:
        return _heat(subject, ids)
    tallies = whole if subject is None else subject.tallies
    legend = (
        Look("has", _("reached")),
        Look("part", _("partly")),
        Look("no", _("not yet")),
        Look("unknown", _("not answered")),
        Look("outside", _("nobody is asked there")),
    )
    return {key: _look(tallies.get(key, Tally())) for key in ids}, legend


def _look(tally: Tally) -> str:
    if not tally.asked:
        return "outside"
    if tally.reached == tally.asked:
        return "has"
    if tally.unknown == tally.asked:
        return "unknown"
    return "part" if tally.reached else "no"


def _heat(subject: Subject, ids: Sequence[int]) -> tuple[dict[int, str], tuple[Look, ...]]:
    """Quarters of the places that counted, from few to many; equal amounts look alike."""
    lang = language()
    known = sorted(amount for key in ids if (amount := subject.amounts.get(key)) is not None)
    steps = (
        sorted({known[min(len(known) - 1, len(known) * quarter // 4)] for quarter in (1, 2, 3)})
        if known
        else []
    )
    bounds = [*steps, known[-1]] if known else []
    bounds = sorted(set(bounds))
    looks: dict[int, str] = {}
    for key in ids:
        amount = subject.amounts.get(key)
        place = next((at for at, bound in enumerate(bounds) if amount is not None and amount <= bound), 0)
        told = key in subject.amounts
        looks[key] = HEATS[place] if amount is not None else "unknown" if told else "outside"
    legend, low = [], known[0] if known else 0
    for at, bound in enumerate(bounds):
        legend.append(
            Look(HEATS[at], f"{format_number(low, lang)} – {format_number(bound, lang)} {subject.unit}")
        )
        low = bound + 1
    legend += [Look("unknown", _("not counted")), Look("outside", _("nobody is asked there"))]
    return looks, tuple(legend)


def _note(subject: Subject | None, whole: Tally, key: int) -> str:
    lang = language()
    if subject is not None and not subject.is_share:
        amount = subject.amounts.get(key)
        return f"{format_number(amount, lang)} {subject.unit}" if amount is not None else ""
    tally = whole if subject is None else subject.tallies.get(key, Tally())
    if not tally.asked:
        return ""
    told = {"reached": tally.reached, "asked": tally.asked, "unknown": tally.unknown}
    text = _("%(reached)d of %(asked)d reached") % told
    return f"{text}; {_('%(unknown)d not answered') % told}" if tally.unknown else text


# former provinces -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ranked:
    """A former province in the league of one share: its place (shared by equals), and both numbers."""

    place: int
    shared: bool
    name: str
    reached: int
    asked: int
    unknown: int

    @property
    def percent(self) -> str:
        return format_percent(Fraction(self.reached, self.asked), language(), 1) if self.asked else ""


@dataclass(frozen=True)
class Compared:
    """One share by former province, the largest first."""

    label: str
    rows: tuple[Ranked, ...]


def compared(territory_id: int, subjects: Iterable[Subject], on: date) -> list[Compared]:
    """Every share of the plan by the provinces that went into the territory; none where it was never merged.

    Only shares are ranked: amounts of a large and a small place do not compare. One query for each former province.
    """
    earlier = organisations.as_now_area_ids(territory_id)[1:]
    names = organisations.area_names(earlier, on)
    grounds = {key: set(organisations.ground_of(key)) for key in earlier}
    grounds = {key: inside for key, inside in grounds.items() if inside}
    if len(grounds) < 2:
        return []
    found = []
    for one in subjects:
        if one.is_share:
            sums = {
                key: _summed(tally for area, tally in one.tallies.items() if area in inside)
                for key, inside in grounds.items()
            }
            found.append(Compared(one.label, tuple(_ranked(sums, names))))
    return [one for one in found if one.rows]


def _summed(tallies: Iterable[Tally]) -> Tally:
    whole = Tally()
    for tally in tallies:
        whole = whole.plus(tally)
    return whole


def _ranked(sums: Mapping[int, Tally], names: Mapping[int, str]) -> list[Ranked]:
    told = [(Fraction(tally.reached, tally.asked), key, tally) for key, tally in sums.items() if tally.asked]
    told.sort(key=lambda one: (-one[0], sort_key(names.get(one[1], ""))))
    ratios = [ratio for ratio, _key, _tally in told]
    return [
        Ranked(
            ratios.index(ratio) + 1,
            ratios.count(ratio) > 1,
            names.get(key, ""),
            tally.reached,
            tally.asked,
            tally.unknown,
        )
        for ratio, key, tally in told
    ]
