"""The acts of the register read: what was done when by whom, what came later, and what an act says of itself.

`RegisterAct.told` keeps `{"parts": [{code, before, after, into, changed}]}`: names before and after ("" for founded
and ended), the codes it went on as, and field → [old, new] for what changed (names of places and parents, codes of
kinds, levels and ranks). What was entered together with a point stands beside them: `opening_times` and `posts`, the
numbers of their rows; `seen` is the fingerprint of the plan that was carried out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from densach.kernel.errors import NotFound
from densach.kernel.numbers import whole_number
from densach.organisations.models import ActPart, ActState, Area, Organisation, RegisterAct
from densach.organisations.planned import PlannedChange, State
from densach.organisations.queries.areas import area_ids_within, area_names
from densach.organisations.queries.register import names_of


class UnknownAct(NotFound):
    """The register has no such act."""

    message_id = "organisations.unknown_act"


@dataclass(frozen=True)
class ActsWanted:
    """What the list of acts is narrowed to; empty parts ask for all. `area` takes in all that lies inside it."""

    first_day: date | None = None
    last_day: date | None = None
    kind: str = ""
    area: Area | None = None
    state: str = ""
    organisation: Organisation | None = None


def told_of(change: PlannedChange) -> dict[str, Any]:
    """What the act keeps in words of its day."""
    areas = area_names(change.area_ids, change.on)
    names = names_of(change.ids.values(), change.on)
    called = {code: names.get(pk, code) for code, pk in change.ids.items()}
    later = called | {part.code: part.after.name for part in change.parts if part.after}
    parts = []
    for part in change.parts:
        told: dict[str, Any] = {
            "code": part.code,
            "before": part.before.name if part.before else "",
            "after": part.after.name if part.after else "",
        }
        if into := [one.code for one in change.successors_of(part.code)]:
            told["into"] = into
        if (
            part.before
            and part.after
            and (changed := _changes(part.before, part.after, areas, called, later))
        ):
            told["changed"] = changed
        parts.append(told)
    return {"parts": parts}


def _changes(
    before: State, after: State, areas: dict[int, str], called: dict[str, str], later: dict[str, str]
) -> dict[str, list[str]]:
    pairs = {
        "name": [before.name, after.name],
        "kind": [before.kind, after.kind],
        "level": [before.level, after.level],
        "rank": [before.rank, after.rank],
        "ownership": [before.ownership, after.ownership],
        "seat": [before.seat, after.seat],
        "area": [areas.get(before.area_id, ""), areas.get(after.area_id, "")],
        "parent": [called.get(before.parent, ""), later.get(after.parent, "")],
    }
    same = {"parent"} if before.parent == after.parent else set()
    return {field: pair for field, pair in pairs.items() if pair[0] != pair[1] and field not in same}


def changes_between(change: PlannedChange) -> dict[str, dict[str, list[str]]]:
    """For each organisation that goes on otherwise: field → [before, after]; for the preview."""
    told = told_of(change)["parts"]
    return {part["code"]: part["changed"] for part in told if part.get("changed")}


def act_by_id(pk: int) -> RegisterAct:
    """Raises UnknownAct."""
    found = RegisterAct.objects.select_related("paper").filter(pk=pk).first()
    if found is None:
        raise UnknownAct()
    return found


def act_seen(code: str, actor_id: int | None, seen: str) -> RegisterAct | None:
    """The act that this person confirmed from just this preview: a second click finds what the first one did."""
    if not seen or actor_id is None:
        return None
    rows = RegisterAct.objects.filter(parts__organisation__code=code, state=ActState.DONE)
    return rows.filter(done_by_id=actor_id, told__seen=seen).order_by("pk").last()


def parts_of(act: RegisterAct) -> list[ActPart]:
    """In the order in which they were written."""
    rows = act.parts.select_related("organisation", "closed", "opened", "lineage")
    return list(rows.order_by("pk"))


def _acts(wanted: ActsWanted) -> QuerySet[RegisterAct]:
    rows = RegisterAct.objects.select_related("paper")
    if wanted.first_day is not None:
        rows = rows.filter(on__gte=wanted.first_day)
    if wanted.last_day is not None:
        rows = rows.filter(on__lte=wanted.last_day)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    touched = ActPart.objects.all()
    if wanted.organisation is not None:
        rows = rows.filter(pk__in=touched.filter(organisation=wanted.organisation).values("act_id"))
    if wanted.area is not None:
        # Where they stood at any time: an act stays in the list of its place after the unit has moved away.
        inside = area_ids_within(wanted.area, wanted.last_day or date.max)
        within = touched.filter(organisation__versions__area_id__in=inside)
        rows = rows.filter(pk__in=within.values("act_id"))
    return rows


def acts(wanted: ActsWanted, *, after: str = "", limit: int = 50) -> tuple[list[RegisterAct], str]:
    """A page, the latest day first, and the key of the next page. Two queries."""
    rows = _acts(wanted).order_by("-on", "-pk")
    day, _, number = after.partition("~")
    last = whole_number(number)
    try:
        on = date.fromisoformat(day)
    except ValueError:
        on = None
    if on is not None and last is not None:
        rows = rows.filter(Q(on__lt=on) | Q(on=on, pk__lt=last))
    found = list(rows[: limit + 1])
    page = found[:limit]
    following = f"{page[-1].on.isoformat()}~{page[-1].pk}" if len(found) > limit else ""
    return page, following


def acts_of(organisation: Organisation) -> list[RegisterAct]:
    """Every act that touched it, newest first, the undone ones among them."""
    return acts(ActsWanted(organisation=organisation), limit=500)[0]


def later_acts(act: RegisterAct) -> list[RegisterAct]:
    """Acts that stand on this one: written after it about the same organisations, and not undone."""
    touched = [key for (key,) in act.parts.values_list("organisation_id") if key]
    rows = RegisterAct.objects.filter(pk__gt=act.pk, state=ActState.DONE, parts__organisation_id__in=touched)
    return list(rows.distinct().order_by("on", "pk"))
