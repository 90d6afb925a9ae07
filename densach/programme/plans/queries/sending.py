"""To whom a plan was sent, who has read it, and who has not issued a plan of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.organisations.models import Area
from densach.organisations.rules import Named
from densach.people.queries import StaffActor
from densach.programme.plans.models import Addressee, Plan, PlanState
from densach.programme.plans.rules.refusals import UnknownRow

UNREAD, READ = "unread", "read"
ISSUED, DRAFTED, WANTED, LATE = "issued", "drafted", "wanted", "late"


@dataclass(frozen=True)
class Receipt:
    """A unit to which the plan was sent. `issuing` is empty where no plan of its own is asked; `days` are those past
    the day asked, of the paper's day where it was issued late, of today where it was not.
    """

    addressee: Addressee
    unit: Named
    own: Plan | None
    issuing: str
    days: int = 0

    @property
    def reading(self) -> str:
        return READ if self.addressee.read_at else UNREAD

    @property
    def is_late(self) -> bool:
        return self.issuing == LATE


def receipts(plan: Plan, on: date) -> list[Receipt]:
    """Everyone to whom the plan was sent, by level and alphabet: four queries, however many."""
    rows = list(Addressee.objects.filter(plan=plan).select_related("organisation"))
    units = organisations.all_named([row.organisation_id for row in rows], on)
    own = own_plans(Plan.objects.filter(parent=plan).order_by("pk"))
    told = [_receipt(row, units[row.organisation_id], own.get(row.organisation_id), on) for row in rows]
    order = (
        {key: place for place, key in enumerate(one.id for one in organisations.alive(on))} if rows else {}
    )
    return sorted(told, key=lambda one: (order.get(one.unit.id, len(order)), one.unit.name))


def own_plans(rows: Iterable[Plan]) -> dict[int, Plan]:
    """The plans that units have made from one, by unit; a closed one only where there is no other."""
    found: dict[int, Plan] = {}
    for row in rows:
        if row.organisation_id not in found or row.state != PlanState.CLOSED:
            found[row.organisation_id] = row
    return found


def _receipt(row: Addressee, unit: Named, own: Plan | None, on: date) -> Receipt:
    if not row.must_issue:
        return Receipt(row, unit, own, "")
    if own is not None and own.state != PlanState.REVIEW:
        issued = own.issued_on or today(own.loaded_at)
        return Receipt(row, unit, own, ISSUED, _past(issued, row.due))
    late = _past(on, row.due)
    if late:
        return Receipt(row, unit, own, LATE, late)
    return Receipt(row, unit, own, DRAFTED if own is not None else WANTED)


def _past(day: date, due: date | None) -> int:
    return max((day - due).days, 0) if due else 0


def narrowed(rows: Sequence[Receipt], state: str, name: str = "") -> list[Receipt]:
    """Only those of one state: unread, read, issued, drafted, wanted, late; `open` is whoever has not issued. `name`
    are words of the unit's name, case and accents forgiven.
    """
    if words := fold(name).split():
        rows = [one for one in rows if all(word in fold(one.unit.name) for word in words)]
    if state == "open":
        return [one for one in rows if one.issuing in {DRAFTED, WANTED, LATE}]
    if state in {UNREAD, READ}:
        return [one for one in rows if one.reading == state]
    if state in {ISSUED, DRAFTED, WANTED, LATE}:
        return [one for one in rows if one.issuing == state]
    return list(rows)


def tally(rows: Sequence[Receipt]) -> dict[str, int]:
    """How many are in each state."""
    states = (READ, UNREAD, ISSUED, "open", LATE)
    return {state: len(narrowed(rows, state)) for state in states}


def addressee_of(plan: Plan, pk: int) -> Addressee:
    """Raises UnknownRow."""
    found = Addressee.objects.select_related("organisation", "plan").filter(plan=plan, pk=pk).first()
    if found is None:
        raise UnknownRow(plan=plan.code)
    return found


def mine(actor: Actor, plan: Plan) -> list[Addressee]:
    """The sendings of the plan to units in which the actor holds a role."""
    return list(received(actor).filter(plan=plan))


def received(actor: Actor) -> QuerySet[Addressee]:
    """Every running plan that was sent to units in which the actor holds a role."""
    homes = {one.organisation_id for one in actor.memberships} if isinstance(actor, StaffActor) else set()
    rows = Addressee.objects.filter(organisation_id__in=homes, plan__state=PlanState.RUNNING)
    return rows.select_related("plan__organisation", "organisation").order_by("due", "pk")


def to_read(actor: Actor) -> list[Addressee]:
    """Plans sent to the actor's units that nobody there has read."""
    return list(received(actor).filter(read_at__isnull=True))


def to_issue(actor: Actor) -> list[Addressee]:
    """Plans from which the actor's units must make their own and have not issued it; the nearest day first."""
    rows = [
        row
        for row in received(actor).filter(must_issue=True)
        if actor.may("plan.manage", row.organisation_id)
    ]
    issued = set(
        Plan.objects.filter(parent_id__in={row.plan_id for row in rows})
        .exclude(state=PlanState.REVIEW)
        .values_list("parent_id", "organisation_id")
    )
    return [row for row in rows if (row.plan_id, row.organisation_id) not in issued]


def reachable(plan: Plan, on: date, kind: str = "", level: str = "", area_code: str = "") -> list[Named]:
    """Units of the plan's territory of today, of a kind, a level and an area of it, the plan's own unit left out."""
    now = organisations.whole_successor(plan.territory_id, on)
    inside = set(organisations.area_ids_within(now, on))
    if area_code:
        inside &= set(organisations.area_ids_within(organisations.area_by_code(area_code), on))
    found = organisations.alive(
        on,
        kinds=[kind] if kind else (),
        levels=[level] if level else (),
        area_ids=sorted(inside),
    )
    return [one for one in found if one.id != plan.organisation_id]


def areas_of(plan: Plan, on: date) -> list[tuple[str, str]]:
    """Code and name of the areas right under the plan's territory of today."""
    now = Area.objects.get(pk=organisations.whole_successor(plan.territory_id, on))
    return [(code, name) for code, name, *_kind in organisations.areas_of(now, on)]
