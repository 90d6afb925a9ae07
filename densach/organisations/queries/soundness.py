"""Whether the tree stays a tree after an act: nobody under itself, nobody under somebody who is not there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from densach.organisations.models import Organisation, OrganisationVersion
from densach.organisations.planned import NotThereOnTheDay, PlannedChange, UnitsLeftBehind
from densach.organisations.queries.areas import alive_on
from densach.organisations.rules import ParentIsBelow, UnknownOrganisation

Tree = dict[str, str]  # code → code of whom it stands under, empty for nobody


def require_sound(change: PlannedChange) -> None:
    """Looks at the day of the act, and at later days on which somebody above a moved one changes or ends."""
    placed = [part for part in change.parts if part.after is not None and part.after != part.before]
    ended = {part.code for part in change.parts if part.ended}
    if not placed and not ended:
        return
    _require_parents(change)
    names = {part.code: part.name for part in change.parts}
    waiting, looked_at, above = [change.on], set[date](), set[str]()
    while waiting:
        day = min(waiting)
        looked_at.add(day)
        tree = _tree(day)
        _require_nobody_left(tree, ended, names, day)
        tree = {code: parent for code, parent in tree.items() if code not in ended}
        tree.update({part.code: part.after.parent for part in placed if part.after is not None})
        for part in placed:
            if part.after is not None and part.after.parent and part.after.parent not in tree:
                raise NotThereOnTheDay(name=_name(part.after.parent), on=day)
            above |= _above(part.code, tree, names)
        waiting = [one for one in _days(above - names.keys(), change.on) if one not in looked_at]


def _require_nobody_left(tree: Tree, ended: set[str], names: Mapping[str, str], on: date) -> None:
    left = [code for code, above in tree.items() if above in ended and code not in names]
    if left:
        raise UnitsLeftBehind(name=names[tree[left[0]]], units=_names(left, on))


def _require_parents(change: PlannedChange) -> None:
    founded = {part.code for part in change.parts if part.founded}
    for part in change.parts:
        parent = part.after.parent if part.after else ""
        if parent and parent not in change.ids and parent not in founded:
            raise UnknownOrganisation(code=parent)


def _days(codes: set[str], on: date) -> set[date]:
    """The later days on which one of them begins to be something else, or is no more."""
    rows = OrganisationVersion.objects.filter(organisation__code__in=codes)
    spans = rows.values_list("valid_from", "valid_to")
    found = {day for first, last in spans for day in (first, last + timedelta(days=1) if last else first)}
    return {day for day in found if day > on}


def _tree(on: date) -> Tree:
    rows = OrganisationVersion.objects.filter(alive_on(on))
    return {
        code: above or "" for code, above in rows.values_list("organisation__code", "parent__code").order_by()
    }


def _above(code: str, tree: Tree, names: Mapping[str, str]) -> set[str]:
    """All it stands under; ParentIsBelow when it is among them."""
    passed = {code}
    above = tree.get(code, "")
    while above:
        if above in passed:
            raise ParentIsBelow(name=names[code])
        passed.add(above)
        above = tree.get(above, "")
    return passed


def _names(codes: list[str], on: date) -> list[str]:
    rows = OrganisationVersion.objects.filter(alive_on(on), organisation__code__in=codes)
    return list(rows.order_by("sort_key").values_list("name", flat=True))


def _name(code: str) -> str:
    version = OrganisationVersion.objects.filter(organisation__code=code).order_by("-valid_from").first()
    return version.name if version else str(Organisation.objects.filter(code=code).first() or code)
