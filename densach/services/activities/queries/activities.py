"""Activities of units, with their next sessions and how many were held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date

from django.db.models import Count, Q, QuerySet

from densach.kernel.vietnamese import fold
from densach.people.models import Employment, Person
from densach.people.queries.persons import working
from densach.services.activities.models import (
    Activity,
    ActivityKind,
    ActivityPartner,
    ActivityRole,
    SessionState,
)
from densach.services.activities.rules.activity import ActivityData


@dataclass(frozen=True)
class Wanted:
    """What a list of activities is filtered by; empty means all. `state` "open" is draft or announced."""

    text: str = ""
    unit: int | None = None
    kind: str = ""
    family: str = ""
    state: str = ""


def activities_of(units: Iterable[int], wanted: Wanted | None = None) -> QuerySet[Activity]:
    """Activities of the units, the newest first, with `planned`, `held` and `called_off` sessions."""
    wanted = wanted or Wanted()
    rows = Activity.objects.filter(organisation_id__in=list(units)).select_related("kind", "organisation")
    if wanted.unit is not None:
        rows = rows.filter(organisation_id=wanted.unit)
    if wanted.kind:
        rows = rows.filter(kind__code=wanted.kind)
    if wanted.family:
        rows = rows.filter(kind__family=wanted.family)
    if wanted.state == "open":
        rows = rows.filter(state__in=("draft", "published"))
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    for word in fold(wanted.text).split():
        rows = rows.filter(folded__contains=word)
    return rows.annotate(
        planned=Count("sessions", filter=Q(sessions__state=SessionState.PLANNED)),
        held=Count("sessions", filter=Q(sessions__state=SessionState.HELD)),
        called_off=Count("sessions", filter=Q(sessions__state=SessionState.CANCELLED)),
    ).order_by("-pk")


def data_of_activity(activity: Activity) -> ActivityData:
    """The activity as a value, as its form shows it."""
    values = {one.name: getattr(activity, one.name) for one in fields(ActivityData)}
    values["audience"], values["fee_free"] = tuple(activity.audience), tuple(activity.fee_free)
    return ActivityData(**values)


def kinds_for(family: str = "", *, ended: bool = False) -> list[ActivityKind]:
    """Kinds that units of the family hold, in their order; those ended only when asked for."""
    rows = ActivityKind.objects.all() if ended else ActivityKind.objects.filter(ended_on__isnull=True)
    return [kind for kind in rows if not family or not kind.families or family in kind.families]


def roles_of(activity: Activity) -> list[ActivityRole]:
    """Who has a part now."""
    rows = activity.roles.filter(ended_on__isnull=True).select_related("person")
    return list(rows.order_by("role", "pk"))


def staff_by_name(organisation_id: int, on: date) -> dict[str, Person]:
    """Who works in the unit, by name as it is written; names that two have are left out. One query."""
    rows = Employment.objects.filter(
        working(on), organisation_id=organisation_id, person__erased_at__isnull=True
    ).select_related("person")
    found = {row.person_id: row.person for row in rows}
    numbers = Counter(person.name for person in found.values())
    return {person.name: person for person in found.values() if numbers[person.name] == 1}


def partners_of(activity: Activity) -> list[ActivityPartner]:
    """Which institutions take part."""
    return list(activity.partners.select_related("organisation").order_by("pk"))
