"""What the pages of acts show: an act in one line, and a planned one as before and after. Values for templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from densach.organisations import queries
from densach.organisations.effects import Effect
from densach.organisations.models import (
    ActKind,
    ActState,
    Level,
    LineageKind,
    Organisation,
    OrganisationKind,
    Ownership,
    Rank,
    RegisterAct,
)
from densach.organisations.planned import Part, PlannedChange, State
from densach.organisations.queries.planning import ENDS_TOO, day_before, units_under
from densach.ui import lineage
from densach.ui.figures import UNKNOWN, day_text, language

FIELDS = {
    "name": gettext_lazy("name"),
    "kind": gettext_lazy("kind"),
    "level": gettext_lazy("level"),
    "rank": gettext_lazy("rank"),
    "ownership": gettext_lazy("public or not"),
    "parent": gettext_lazy("stands under"),
    "area": gettext_lazy("place"),
    "seat": gettext_lazy("seat"),
}
_VALUES: Mapping[str, Mapping[str, Any]] = {
    "kind": dict(OrganisationKind.choices),
    "level": dict(Level.choices),
    "rank": dict(Rank.choices),
    "ownership": dict(Ownership.choices),
}
UNDONE = pgettext_lazy("act of the register", "undone")


def value_words(field: str, value: str) -> str:
    """A value as people read it; nothing is a dash."""
    return str(_VALUES.get(field, {}).get(value, value)) or UNKNOWN


@dataclass(frozen=True)
class ActLine:
    """One act in the list."""

    act: RegisterAct
    kind: str
    words: str
    url: str

    @property
    def undone(self) -> bool:
        return self.act.state == ActState.UNDONE


def line_of(act: RegisterAct) -> ActLine:
    """The act in one line."""
    kind = str(ActKind(act.kind).label)
    return ActLine(act, kind, summary(act.told), reverse("organisations:act", args=[act.pk]))


def summary(told: Mapping[str, Any]) -> str:
    """ "Thư viện xã A, Thư viện xã B → Thư viện liên xã": who became what, in one line."""
    parts: list[dict[str, Any]] = told.get("parts", [])
    names = {part["code"]: part["after"] or part["before"] for part in parts}
    going = [part for part in parts if part.get("into")]
    if going:
        into = list(dict.fromkeys(code for part in going for code in part["into"]))
        left = ", ".join(str(part["before"]) for part in going)
        return f"{left} → {', '.join(str(names.get(code, code)) for code in into)}"
    if not parts:
        return ""
    first = parts[0]
    changed: dict[str, list[str]] = first.get("changed", {})
    if not changed:
        return str(first["before"] or first["after"])
    if list(changed) == ["name"]:
        return " → ".join(changed["name"])
    told_changes = "; ".join(
        f"{FIELDS[field]}: {value_words(field, old)} → {value_words(field, new)}"
        for field, (old, new) in changed.items()
    )
    return f"{first['before']}: {told_changes}"


@dataclass(frozen=True)
class Side:
    """One organisation before or after the act. `facts`: label, value, whether it changes."""

    name: str
    name_changes: bool
    mark: str
    facts: tuple[tuple[str, str, bool], ...]
    url: str = ""


def act_sides(act: RegisterAct) -> tuple[list[Side], list[Side]]:
    """What an act that was done did: from what to what, as its own words keep it."""
    before, after = [], []
    for part in act.told.get("parts", []):
        changed: dict[str, list[str]] = part.get("changed", {})
        facts = [
            [
                (str(FIELDS[field]), value_words(field, pair[side]), True)
                for field, pair in changed.items()
                if field != "name"
            ]
            for side in (0, 1)
        ]
        url = reverse("organisations:organisation", args=[part["code"]])
        differs = bool(part["before"] and part["after"] and part["before"] != part["after"])
        if part["before"]:
            mark = "" if part["after"] else _("ends")
            before.append(Side(part["before"], differs, mark, tuple(facts[0]), url))
        if part["after"]:
            gone = act.state == ActState.UNDONE and not part["before"]
            mark = "" if part["before"] else _("founded by this act")
            after.append(Side(part["after"], differs, mark, tuple(facts[1]), "" if gone else url))
    return before, after


@dataclass(frozen=True)
class Unit:
    """Somebody who stood under one that ends: where it goes, and where it may go."""

    code: str
    name: str
    chosen: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Preview:
    """A planned act as a page shows it."""

    change: PlannedChange
    before: tuple[Side, ...]
    after: tuple[Side, ...]
    units: tuple[Unit, ...]
    drawn: lineage.Lineage | None
    last_day_before: date
    figures: tuple[tuple[str, tuple[Effect, ...]], ...]
    warnings: tuple[Effect, ...]
    decide: tuple[Effect, ...]
    stays: tuple[Effect, ...]


def preview_of(change: PlannedChange, effects: Sequence[Effect]) -> Preview:
    """Everything that the page of a planned act says."""
    moved = {part.code for part in units_under(change)}
    parts = [part for part in change.parts if part.code not in moved]
    words = _Words(change)
    by_weight = {
        weight: tuple(one for one in effects if one.weight == weight)
        for weight in ("figure", "warning", "decide", "stays")
    }
    return Preview(
        change=change,
        before=tuple(words.side(part, part.before) for part in parts if part.before),
        after=tuple(words.side(part, part.after) for part in parts if part.after),
        units=_units(change),
        drawn=_drawn(change) if any(tie.successor for tie in change.ties) else None,
        last_day_before=day_before(change.on),
        figures=_grouped(by_weight["figure"]),
        warnings=by_weight["warning"],
        decide=by_weight["decide"],
        stays=by_weight["stays"],
    )


def _grouped(figures: Sequence[Effect]) -> tuple[tuple[str, tuple[Effect, ...]], ...]:
    """Figures under what they stand under, in the order of the rooms."""
    found: dict[str, list[Effect]] = {}
    for one in figures:
        found.setdefault(one.group_words, []).append(one)
    return tuple((group, tuple(members)) for group, members in found.items())


class _Words:
    """Names of the places and parents of one act, read once."""

    def __init__(self, change: PlannedChange) -> None:
        self.areas = queries.area_names(change.area_ids, change.on)
        names = queries.names_of(change.ids.values(), change.on)
        self.called = {code: names.get(pk, code) for code, pk in change.ids.items()}
        self.later = self.called | {part.code: part.after.name for part in change.parts if part.after}

    def value(self, field: str, state: State, *, after: bool) -> str:
        if field == "area":
            return self.areas.get(state.area_id, UNKNOWN)
        if field == "parent":
            return (self.later if after else self.called).get(state.parent, "") or UNKNOWN
        return value_words(field, str(getattr(state, field)))

    def side(self, part: Part, state: State | None) -> Side:
        """What it is on one side; what differs from the other side is marked."""
        if state is None:
            raise ValueError(part.code)
        after = state is part.after
        other = part.before if after else part.after
        facts = []
        for field in FIELDS:
            value = self.value(field, state, after=after)
            differs = other is not None and self.value(field, other, after=not after) != value
            dull = field in {"name"} or (field in {"rank", "seat", "ownership"} and not differs)
            if not dull:
                facts.append((str(FIELDS[field]), value, differs))
        if part.founded:
            mark = _("founded by this act")
        elif part.ended:
            mark = _("ends")
        else:
            mark = "" if part.changed else _("stays as it is")
        changes = other is not None and other.name != state.name
        url = reverse("organisations:organisation", args=[part.code]) if not part.founded else ""
        return Side(state.name, changes, mark, tuple(facts), url)


def _units(change: PlannedChange) -> tuple[Unit, ...]:
    """The units below whoever ends; for one that is divided and goes on, all of its units."""
    goes = {part.code: part for part in change.parts}
    first = change.parts[0]
    under: list[tuple[str, str, str]] = [
        (part.code, part.name, part.after.parent if part.after else ENDS_TOO) for part in units_under(change)
    ]
    if change.kind == ActKind.SPLIT and not first.ended and first.organisation_id:
        known = {code for code, _name, _where in under}
        listed = queries.children_of(Organisation(pk=first.organisation_id), change.on)
        under += [(one.code, one.name, first.code) for one in listed if one.code not in known | goes.keys()]
    choices = _destinations(change, {where for _code, _name, where in under})
    return tuple(Unit(code, name, where, choices) for code, name, where in under)


def _destinations(change: PlannedChange, chosen: set[str]) -> tuple[tuple[str, str], ...]:
    """Where units may go: to those who go on, to whoever stood above, or they end too."""
    moved = {part.code for part in units_under(change)}
    heirs = {part.code: part.name for part in change.parts if part.after and part.code not in moved}
    above = {part.before.parent for part in change.parts if part.before and part.code not in moved}
    names = queries.names_of(change.ids.values(), change.on)
    ended = {part.code for part in change.parts if part.ended}
    for code in (above | chosen) - {"", ENDS_TOO} - ended:
        if code in change.ids:
            heirs.setdefault(code, names.get(change.ids[code], code))
    return (*heirs.items(), (ENDS_TOO, _("ends with it")))


def _drawn(change: PlannedChange) -> lineage.Lineage:
    """The act as streams from the day before to the day itself."""
    lang = language()
    moved = {part.code for part in units_under(change)}
    until, since = day_text(day_before(change.on), lang), day_text(change.on, lang)
    nodes = []
    for part in change.parts:
        if part.code in moved:
            continue
        span = _("until %(day)s") % {"day": until} if part.ended else ""
        if part.founded:
            span = _("from %(day)s") % {"day": since}
        nodes.append(lineage.Node(part.code, part.name, span, ended=part.ended, here=part.founded))
    edges = [
        lineage.Edge(
            tie.predecessor,
            tie.successor,
            change.on,
            str(LineageKind(tie.kind).label),
            change.legal_basis,
            part=tie.kind == LineageKind.SPLIT,
        )
        for tie in change.ties
        if tie.successor
    ]
    return lineage.draw(_("Who goes on as whom"), nodes, edges)
