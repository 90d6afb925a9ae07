"""What a person learned: courses held here, courses written down, what they told themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from densach.people.actions.learning import BY_ONESELF
from densach.people.models import Person
from densach.people.queries.persons import trainings_of
from densach.services.certificates.models import Certificate
from densach.services.certificates.queries.certificates import standing_for_all
from densach.services.training.models import Result


@dataclass(frozen=True)
class Learned:
    """One course of a person. `result` when it was held here; `own` when they told it themselves."""

    title: str
    first_day: date
    last_day: date
    provider: str
    field: str
    hours: Decimal | None
    outcome: str
    result: Result | None
    certificate: Certificate | None
    own: int | None


def learned_by(person: Person) -> list[Learned]:
    """Newest first."""
    rows = Result.objects.filter(person=person, cancelled_at__isnull=True)
    results = list(rows.select_related("course__activity__organisation", "training"))
    papers = standing_for_all([f"result:{one.pk}" for one in results])
    by_line = {one.training_id: one for one in results if one.training_id}
    found = []
    for line in trainings_of(person):
        result = by_line.pop(line.pk, None)
        found.append(
            Learned(
                line.title, line.first_day, line.last_day, line.provider,
                line.get_field_display() if line.field else "",
                result.hours if result else None, result.get_outcome_display() if result else line.certificate,
                result, papers.get(f"result:{result.pk}") if result else None,
                line.pk if line.provider == BY_ONESELF else None,
            )
        )  # fmt: skip
    found += [
        Learned(
            one.course.activity.title, one.on, one.on, one.course.provider, "", one.hours,
            one.get_outcome_display(), one, None, None,
        )
        for one in results
        if one.training_id is None
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.last_day, reverse=True)


def hours_of(learned: list[Learned], year: int) -> Decimal:
    """Hours of courses held here that ended in the year."""
    return sum((one.hours for one in learned if one.hours and one.last_day.year == year), Decimal(0))
