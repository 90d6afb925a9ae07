"""From what somebody wants to a planned act: the register is read, what cannot be is refused, nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from densach.kernel.vietnamese import clean_text
from densach.organisations.kinds import ranks_of, require_fit, usual_ownership
from densach.organisations.models import ActKind, LineageKind, Organisation, OrganisationVersion
from densach.organisations.planned import (
    IntoItself,
    LaterVersionStands,
    NewOne,
    NothingChanges,
    NotThereOnTheDay,
    Part,
    PlannedChange,
    State,
    Tie,
    TooFewParts,
    TooFewToMerge,
    TwiceInTheAct,
)
from densach.organisations.queries.areas import alive_on, area_by_code
from densach.organisations.queries.register import by_code
from densach.organisations.queries.soundness import require_sound
from densach.organisations.rules import AlreadyEnded, CodeTaken, NewVersion, VersionTooEarly

# Where units go when the one above them ends: a code, or this word for "they end with it".
ENDS_TOO = "-"
Children = Mapping[str, str]


def plan_change(organisation: Organisation, new: NewVersion, kind: str = "") -> PlannedChange:
    """It is called, placed or classed otherwise from `new.since` on. The kind of act follows from what changes."""
    before = state_of(_present(organisation, new.since))
    after = _changed(before, new)
    if after == before:
        raise NothingChanges(name=before.name)
    parts = [Part(organisation.code, organisation.pk, before, after)]
    return _whole(kind or _kind_of(before, after), new.since, parts, [], new.legal_basis)


def plan_merge(
    predecessors: Sequence[Organisation],
    successor: Organisation | NewOne,
    *,
    on: date,
    legal_basis: str = "",
    new_name: str = "",
    children: Children | None = None,
) -> PlannedChange:
    """The predecessors end on the day before and go on as one: a new one, or one that is there, renamed or not."""
    going = {one.pk: one for one in predecessors}
    if isinstance(successor, Organisation):
        going.pop(successor.pk, None)
    joined = len(going) + isinstance(successor, Organisation)
    if not going or joined < 2:
        raise TooFewToMerge()
    heir = _heir(successor, on, new_name)
    parts = [*(_ending(one, on) for one in going.values()), heir]
    ties = [Tie(one.code, heir.code, LineageKind.MERGE) for one in going.values()]
    _follow(parts, ties, on, children or {}, default=heir.code)
    return _whole(ActKind.MERGE, on, parts, ties, legal_basis)


def plan_split(
    predecessor: Organisation,
    successors: Sequence[Organisation | NewOne],
    *,
    on: date,
    goes_on: bool,
    legal_basis: str = "",
    children: Children | None = None,
) -> PlannedChange:
    """It is divided among the successors and ends on the day before, or gives them off and goes on."""
    if len(successors) < (1 if goes_on else 2):
        raise TooFewParts()
    own = _staying(predecessor, on) if goes_on else _ending(predecessor, on)
    if any(isinstance(one, Organisation) and one.pk == predecessor.pk for one in successors):
        raise IntoItself(name=own.name)
    heirs = [_heir(one, on) for one in successors]
    parts = [own, *heirs]
    ties = [Tie(own.code, heir.code, LineageKind.SPLIT) for heir in heirs]
    wanted = children or {}
    if goes_on:
        _hand_over(parts, on, wanted)
    else:
        _follow(parts, ties, on, wanted, default=heirs[0].code)
    return _whole(ActKind.SPLIT, on, parts, ties, legal_basis)


def plan_end(
    organisation: Organisation,
    *,
    on: date,
    successor: Organisation | None = None,
    legal_basis: str = "",
    children: Children | None = None,
) -> PlannedChange:
    """It is no more from the day on; with a successor that one takes over its work and its past."""
    own = _ending(organisation, on)
    parts, ties = [own], [Tie(own.code, "", LineageKind.ABOLISH)]
    above = own.before.parent if own.before else ""
    if successor is not None:
        if successor.pk == organisation.pk:
            raise IntoItself(name=own.name)
        heir = _heir(successor, on)
        parts.append(heir)
        ties = [Tie(own.code, heir.code, LineageKind.MERGE)]
    _follow(parts, ties, on, children or {}, default=successor.code if successor else above)
    return _whole(ActKind.ABOLISH, on, parts, ties, legal_basis)


def plan_end_with(organisation: Organisation, *, last_day: date, **told: Any) -> PlannedChange:
    """As `plan_end`, told the last day instead of the first one on which it is no more."""
    return plan_end(organisation, on=last_day + timedelta(days=1), **told)


def units_under(change: PlannedChange) -> list[Part]:
    """The units that the act moves, or ends, only because the one above them ends."""
    named = {tie.predecessor for tie in change.ties if tie.successor} | {tie.successor for tie in change.ties}
    first = change.parts[0].code if change.parts else ""
    return [part for part in change.parts if part.code not in named and part.code != first and part.before]


def state_of(version: OrganisationVersion) -> State:
    """What a version says; its parent is read with it."""
    return State(
        name=version.name,
        kind=version.kind,
        level=version.level,
        area_id=version.area_id,
        parent=version.parent.code if version.parent else "",
        rank=version.rank,
        seat=version.seat,
        ownership=version.ownership,
    )


def _present(organisation: Organisation, on: date) -> OrganisationVersion:
    """The version that an act on the day would close."""
    versions = OrganisationVersion.objects.filter(organisation=organisation).select_related("parent")
    present = versions.order_by("-valid_from").first()
    if present is None or present.valid_to is not None:
        raise AlreadyEnded(
            name=present.name if present else organisation.code, ended=present.valid_to if present else None
        )
    if on <= present.valid_from:
        raise VersionTooEarly(name=present.name, since=present.valid_from)
    return present


def _changed(before: State, new: NewVersion) -> State:
    kind, level = new.kind or before.kind, new.level or before.level
    rank = before.rank if new.rank is None else new.rank
    if new.rank is None and rank not in ranks_of(kind, level):
        rank = ""
    return State(
        name=" ".join(clean_text(new.name or before.name).split()),
        kind=kind,
        level=level,
        area_id=area_by_code(new.area_code).pk if new.area_code is not None else before.area_id,
        parent=new.parent_code if new.parent_code is not None else before.parent,
        rank=rank,
        seat=before.seat if new.seat is None else clean_text(new.seat),
        ownership=new.ownership or before.ownership,
    )


def _kind_of(before: State, after: State) -> str:
    def of(state: State) -> tuple[tuple[str, ...], tuple[object, ...]]:
        classed = (state.kind, state.level, state.rank, state.ownership)
        return classed, (state.parent, state.area_id, state.seat)

    if of(before)[0] != of(after)[0]:
        return ActKind.RECLASS
    return ActKind.MOVE if of(before)[1] != of(after)[1] else ActKind.RENAME


def _ending(organisation: Organisation, on: date) -> Part:
    return Part(organisation.code, organisation.pk, state_of(_present(organisation, on)), None)


def _staying(organisation: Organisation, on: date) -> Part:
    """Somebody who takes part and stays as it is."""
    versions = OrganisationVersion.objects.filter(alive_on(on), organisation=organisation)
    present = versions.select_related("parent").first()
    if present is None:
        last = OrganisationVersion.objects.filter(organisation=organisation).order_by("valid_from").last()
        raise NotThereOnTheDay(name=last.name if last else organisation.code, on=on)
    state = state_of(present)
    return Part(organisation.code, organisation.pk, state, state)


def _heir(one: Organisation | NewOne, on: date, new_name: str = "") -> Part:
    if isinstance(one, NewOne):
        if Organisation.objects.filter(code=one.code).exists():
            raise CodeTaken(code=one.code)
        state = State(
            name=" ".join(clean_text(one.name).split()),
            kind=one.kind,
            level=one.level,
            area_id=area_by_code(one.area).pk,
            parent=one.parent,
            rank=one.rank,
            seat=clean_text(one.seat),
            ownership=one.ownership or usual_ownership(one.kind),
        )
        return Part(one.code, None, None, state)
    staying = _staying(one, on)
    name = " ".join(clean_text(new_name).split())
    if not name or staying.after is None or name == staying.after.name:
        return staying
    present = state_of(_present(one, on))
    return Part(one.code, one.pk, present, replace(present, name=name))


def _versions_under(parent_ids: Sequence[int], on: date) -> list[OrganisationVersion]:
    """Everything that stands under them on the day or later."""
    rows = OrganisationVersion.objects.filter(parent_id__in=parent_ids).select_related(
        "organisation", "parent"
    )
    return [
        row
        for row in rows.order_by("sort_key", "organisation_id", "valid_from")
        if row.valid_to is None or row.valid_to >= on
    ]


def _follow(parts: list[Part], ties: list[Tie], on: date, children: Children, *, default: str) -> None:
    """Who stands under somebody that ends goes where it is told, else to `default`, or ends too."""
    named = {part.code for part in parts}
    ended = [part for part in parts if part.ended]
    above = {part.code: part.before.parent for part in ended if part.before}
    while ended:
        under = _versions_under([part.organisation_id for part in ended if part.organisation_id], on)
        ended = []
        for version in under:
            code = version.organisation.code
            if code in named:
                _lift(parts, version, above)
                continue
            named.add(code)
            if version.valid_from >= on or version.valid_to is not None:
                raise LaterVersionStands(name=version.name, since=version.valid_to or version.valid_from)
            state = state_of(version)
            where = children.get(code, default)
            if where == ENDS_TOO:
                part = Part(code, version.organisation_id, state, None)
                ended.append(part)
                ties.append(Tie(code, "", LineageKind.ABOLISH))
            else:
                part = Part(code, version.organisation_id, state, replace(state, parent=where))
            parts.append(part)


def _lift(parts: list[Part], version: OrganisationVersion, above: Mapping[str, str]) -> None:
    """A successor that stands under one of its own predecessors takes that one's place under the parent."""
    for index, part in enumerate(parts):
        if part.code == version.organisation.code and part.after is not None:
            parent = part.after.parent
            while parent in above:
                parent = above[parent]
            if parent != part.after.parent:
                parts[index] = replace(part, after=replace(part.after, parent=parent))


def _hand_over(parts: list[Part], on: date, children: Children) -> None:
    """Who is divided and goes on gives away the units that are named, and keeps the others."""
    named = {part.code for part in parts}
    for code, where in children.items():
        if code in named:
            continue
        unit = by_code(code)
        if where == ENDS_TOO:
            parts.append(_ending(unit, on))
            continue
        state = state_of(_present(unit, on))
        if state.parent != where:
            parts.append(Part(code, unit.pk, state, replace(state, parent=where)))


def _whole(
    kind: str, on: date, parts: Sequence[Part], ties: Sequence[Tie], legal_basis: str
) -> PlannedChange:
    seen: set[str] = set()
    for part in parts:
        if part.code in seen:
            raise TwiceInTheAct(name=part.name)
        seen.add(part.code)
        if part.after is not None and part.after != part.before:
            require_fit(part.after.kind, part.after.level, part.after.rank)
    parents = {
        state.parent for part in parts for state in (part.before, part.after) if state and state.parent
    }
    ids = dict(Organisation.objects.filter(code__in=parents | seen).values_list("code", "pk"))
    change = PlannedChange(kind, on, tuple(parts), tuple(ties), clean_text(legal_basis), ids)
    require_sound(change)
    return change


def day_before(on: date) -> date:
    """The last day of whoever ends by an act in force from `on`; the calendar's first day has none before it."""
    return on - timedelta(days=1) if on > date.min else on
