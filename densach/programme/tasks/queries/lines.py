"""Works as lines of a list: the tree of a plan with its filters, and what is late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from densach.kernel.actor import Actor
from densach.kernel.collation import sort_key
from densach.kernel.numbers import whole_number
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.programme.plans.models import Plan, PlanState, TaskRole
from densach.programme.tasks.models import Part, Work
from densach.programme.tasks.queries.doors import works_for
from densach.programme.tasks.rules.lifecycle import CLOSED, OPEN
from densach.programme.tasks.rules.times import SOON, Times, days_late, soonness, waits_for_event

ROLE_ORDER = {role: number for number, role in enumerate(TaskRole.values)}
PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What a list shows: `unit` is the number of an organisation, `late` one of "", "late", "soon",
    "event" (its clock waits for an event)."""

    group: str = ""
    unit: int | None = None
    stage: str = ""
    time_kind: str = ""
    late: str = ""
    leader: str = ""
    text: str = ""

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self == Wanted()


@dataclass(frozen=True)
class Line:
    """A work in a list. `units` are role, name and whether it is tied, in the order of roles;
    `keys` the organisations that are tied."""

    work: Work
    depth: int
    units: tuple[tuple[str, str, bool], ...]
    late: int
    soon: int | None
    waits: bool
    keys: frozenset[int] = frozenset()

    @property
    def doers(self) -> str:
        """Who carries it out, else who leads it."""
        by_role: dict[str, list[str]] = {}
        for role, name, _tied in self.units:
            by_role.setdefault(role, []).append(name)
        return "; ".join(by_role.get(TaskRole.EXECUTING) or by_role.get(TaskRole.LEAD) or [])


def times_of(work: Work) -> Times:
    """Its times as a value."""
    return Times(
        kind=work.time_kind,
        text=work.time_text,
        starts_on=work.starts_on,
        ends_on=work.ends_on,
        due_day=work.due_day,
        due_month=work.due_month,
        every_years=work.every_years,
        condition=work.condition,
        months_after=work.months_after,
    )


def lines_of(plan: Plan, wanted: Wanted, on: date) -> list[Line]:
    """The tree of a plan, each work followed by its pieces, as far as it fits. Three queries whatever its size."""
    works = list(Work.objects.filter(plan=plan).select_related("parent", "plan").order_by("position", "pk"))
    return [line for line in _lines(_in_tree(works), on) if _fits(line, wanted)]


def late_lines(actor: Actor, wanted: Wanted, on: date, *, plan: Plan | None = None) -> list[Line]:
    """What is past its last day over all plans that the actor may see, the longest late first; with `late` "soon"
    what is due within 30 days. Pieces count beside what they are cut from: each has its own units.
    """
    rows: QuerySet[Work] = works_for(actor, on).filter(stage__in=OPEN)
    if wanted.late == "soon":
        rows = rows.filter(due_on__range=(on, on + timedelta(days=SOON[0])))
    else:
        rows = rows.filter(due_on__lt=on)
    if plan is not None:
        rows = rows.filter(plan=plan)
    works = [(work, 0) for work in rows.order_by("due_on", "pk")]
    return [line for line in _lines(works, on) if _fits(line, wanted)]


def _in_tree(works: Sequence[Work]) -> list[tuple[Work, int]]:
    below: dict[int | None, list[Work]] = {}
    for work in works:
        below.setdefault(work.parent_id, []).append(work)
    found: list[tuple[Work, int]] = []

    def walk(key: int | None, depth: int) -> None:
        for work in below.get(key, ()):
            found.append((work, depth))
            walk(work.pk, depth + 1)

    walk(None, 0)
    return found


def _lines(works: Iterable[tuple[Work, int]], on: date) -> list[Line]:
    every = list(works)
    units = units_by_work([work.pk for work, _depth in every], on)
    return [_line(work, depth, units.get(work.pk, ()), on) for work, depth in every]


def _line(work: Work, depth: int, units: Sequence[tuple[str, str, bool, int | None]], on: date) -> Line:
    is_open = work.stage in OPEN
    return Line(
        work=work,
        depth=depth,
        units=tuple((role, name, tied) for role, name, tied, _key in units),
        late=days_late(work.due_on, on) if is_open else 0,
        soon=soonness(work.due_on, on) if is_open else None,
        waits=waits_for_event(work.time_kind, work.declared_on),
        keys=frozenset(key for *_rest, key in units if key),
    )


def units_by_work(keys: Sequence[int], on: date) -> dict[int, list[tuple[str, str, bool, int | None]]]:
    """Role, name as of the day, whether tied, and the organisation, for each work. Two queries."""
    parts = list(Part.objects.filter(work_id__in=keys).order_by("pk"))
    names = organisations.names_of({one.organisation_id for one in parts if one.organisation_id}, on)
    found: dict[int, list[tuple[str, str, bool, int | None]]] = {}
    for part in sorted(parts, key=lambda one: ROLE_ORDER.get(one.role, 9)):
        tied = part.organisation_id is not None
        name = names.get(part.organisation_id or 0, part.name)
        found.setdefault(part.work_id, []).append((part.role, name, tied, part.organisation_id))
    return found


def _fits(line: Line, wanted: Wanted) -> bool:
    work = line.work
    if wanted.text and not all(word in fold(work.title) for word in fold(wanted.text).split()):
        return False
    if wanted.unit is not None and wanted.unit not in line.keys:
        return False
    if not _fits_day(line, wanted.late):
        return False
    asked = (
        (wanted.group, work.group),
        (wanted.stage, work.stage),
        (wanted.time_kind, work.time_kind),
        (wanted.leader, work.leader_name),
    )
    return all(not want or want == given for want, given in asked)


def _fits_day(line: Line, asked: str) -> bool:
    match asked:
        case "late":
            return line.late > 0
        case "soon":
            return line.soon is not None
        case "event":
            return line.waits
    return True


def page_of(lines: Sequence[Line], after: str, size: int = PAGE) -> tuple[list[Line], int | None]:
    """The lines after a work's number, and the number after which the next page begins; none at the end."""
    key, start = whole_number(after), 0
    if key is not None:
        start = next((place + 1 for place, one in enumerate(lines) if one.work.pk == key), 0)
    shown = list(lines[start : start + size])
    return shown, shown[-1].work.pk if len(lines) > start + size else None


def groups_of(plan: Plan) -> list[str]:
    """Fields that works of the plan belong to."""
    rows = Work.objects.filter(plan=plan).exclude(group="").order_by("group")
    return list(rows.values_list("group", flat=True).distinct())


def led_by(actor: Actor, on: date) -> list[Line]:
    """Works of running plans whose leader in charge bears the actor's name, of those that the actor may see: the
    longest late first, then the next due, then what has no day. What is confirmed or stopped asks nothing more.
    """
    rows = led_works(actor, on).exclude(stage__in=CLOSED).order_by(F("due_on").asc(nulls_last=True), "pk")
    return _lines([(work, 0) for work in rows], on)


def led_works(actor: Actor, on: date) -> QuerySet[Work]:
    """Empty for whoever leads nothing: then what the actor may see is not asked for."""
    named = Work.objects.filter(plan__state=PlanState.RUNNING, leader_name__iexact=actor.name or "-")
    if not named.exists():
        return named.none()
    return works_for(actor, on).filter(plan__state=PlanState.RUNNING, leader_name__iexact=actor.name)


def leaders_of(plans: Sequence[int]) -> list[str]:
    """Leaders in charge of works of these plans, in the order of the alphabet."""
    rows = Work.objects.filter(plan_id__in=plans).exclude(leader_name="")
    return sorted(set(rows.values_list("leader_name", flat=True)), key=sort_key)


def unit_choices(plans: Sequence[int], on: date) -> Mapping[int, str]:
    """Units with a part in works of these plans, by name."""
    rows = Part.objects.filter(Q(organisation__isnull=False), work__plan_id__in=plans)
    names = organisations.names_of(set(rows.values_list("organisation_id", flat=True)), on)
    return dict(sorted(names.items(), key=lambda pair: sort_key(pair[1])))
