"""People whom a unit serves with its activities: found by name or telephone, and alike ones."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from densach.kernel.vietnamese import fold
from densach.organisations.models import Organisation
from densach.people.models import Person
from densach.services.activities.models import Attendance, Enrolment
from densach.services.activities.rules.bands import Band, band_of

MOST = 20


@dataclass(frozen=True)
class Found:
    """Somebody known, with the band of age of the day."""

    person: Person
    band: Band | None


def served_by(units: Collection[int]) -> QuerySet[Person]:
    """Everybody who is or was enrolled with the units, or came to them by name."""
    enrolled = Enrolment.objects.filter(person=OuterRef("pk"), activity__organisation__in=units)
    came = Attendance.objects.filter(person=OuterRef("pk"), session__organisation__in=units)
    return Person.objects.filter(Exists(enrolled) | Exists(came), erased_at__isnull=True)


def find(organisation: Organisation | int, text: str, on: date) -> list[Found]:
    """Whom the unit knows by these words of the name, or by this telephone; in the order of Vietnamese names."""
    words = fold(text).split()
    digits = "".join(sign for sign in text if sign.isdigit())
    if not words:
        return []
    wanted = Q()
    for word in words:
        wanted &= Q(folded_name__contains=word)
    if len(digits) >= 6:
        wanted |= Q(phone__contains=digits) | Q(guardian__phone__contains=digits)
    rows = served_by([_key(organisation)]).filter(wanted).select_related("guardian")
    return [Found(one, band_of(one.birth_date, on)) for one in rows.order_by("sort_key", "pk")[:MOST]]


def alike(organisation: Organisation | int, name: str, birth_date: date | None) -> list[Person]:
    """Whom the unit knows by this name, unless the days of birth tell them apart."""
    rows = served_by([_key(organisation)]).filter(folded_name=fold(name).strip())
    if birth_date is not None:
        rows = rows.filter(Q(birth_date=birth_date) | Q(birth_date__isnull=True))
    return list(rows.select_related("guardian").order_by("pk")[:MOST])


def known(organisation: Organisation | int, pk: int) -> Person | None:
    """One of those whom the unit knows."""
    return served_by([_key(organisation)]).select_related("guardian").filter(pk=pk).first()


def _key(organisation: Organisation | int) -> int:
    return organisation if isinstance(organisation, int) else organisation.pk
