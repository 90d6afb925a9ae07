"""Numbers that the house knows already, offered beside a criterion with where they come from; a person accepts them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from densach.facts import measures
from densach.facts import queries as facts
from densach.kernel.period import Period
from densach.organisations.models import Profile
from densach.organisations.rules import Named
from densach.people.models import Contract, Employment, Field, Qualification
from densach.programme.capabilities.models import Criterion, CriterionKind
from densach.programme.capabilities.rules import whole_months

# Criterion → what is counted of it; readings as they stand, flows over the last twelve whole months.
_MEASURED: Final = {
    "copies": "library.stock",
    "serials": "library.serial_titles",
    "thematic": "museum.exhibitions",
}
# Not the reading space: the page knows the floor of the whole building only, and that is more than what is asked.
_BUILT: Final = {"floor_area": "floor_area", "seats": "seats", "hall": "seats"}
_DEGREES: Final = (Qualification.POSTGRADUATE, Qualification.UNIVERSITY)
_FIELDS: Final = {"museum": Field.MUSEUM, "public_library": Field.LIBRARY}
_PERMANENT: Final = (Contract.CIVIL_SERVANT, Contract.PUBLIC_EMPLOYEE)


@dataclass(frozen=True)
class Known:
    """A number with its source in words."""

    value: Decimal
    source: str


def known_numbers(unit: Named, criteria: Iterable[Criterion], on: date) -> dict[int, Known]:
    """For each criterion (by number) what is known of it; nothing where nothing is."""
    asked = [one for one in criteria if one.kind == CriterionKind.AT_LEAST]
    found: dict[int, Known] = {}
    profile = Profile.objects.filter(organisation_id=unit.id).first()
    for criterion in asked:
        known = _counted(unit, criterion.code, on)
        if criterion.code in _BUILT and profile is not None:
            known = _built(profile, _BUILT[criterion.code])
        elif criterion.code == "qualified_staff":
            known = _staff(unit, on)
        if known is not None:
            found[criterion.pk] = known
    return found


def _counted(unit: Named, code: str, on: date) -> Known | None:
    if code not in _MEASURED:
        return None
    measure = measures.get(_MEASURED[code])
    if measure.is_flow:
        months = whole_months(on, 12)
        span = Period(months[0].start, months[-1].end)
        total = facts.totals_of_organisations(measure.code, [unit.id], span).get(unit.id)
        return Known(Decimal(total), _("counting book, last 12 months: %s") % measure.name) if total else None
    reading = facts.readings_of_organisations(measure.code, [unit.id], on).get(unit.id)
    return Known(Decimal(reading), _("counting book: %s") % measure.name) if reading is not None else None


def _built(profile: Profile, name: str) -> Known | None:
    number: int | None = getattr(profile, name)
    if number is None:
        return None
    words = {"floor_area": _("the institution's page: floor area of the whole building")}
    return Known(Decimal(number), words.get(name, _("the institution's page: seats")))


def _staff(unit: Named, on: date) -> Known | None:
    """Of the people in the field's work, how many have a degree of the field, in per cent rounded down.

    Guards and drivers are contract workers (decree 111/2022/NĐ-CP): such a worker is counted only with a training of
    the field. Who has two jobs in the unit is one person.
    """
    working = Employment.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on), organisation_id=unit.id, valid_from__lte=on
    )
    field = _FIELDS.get(unit.kind, Field.LIBRARY)
    counted = working.filter(Q(contract__in=_PERMANENT) | Q(contract=Contract.WORKER, field=field))
    fitting: dict[int, bool] = {}
    for person, degree, subject in counted.values_list("person_id", "qualification", "field"):
        fits = degree in _DEGREES and subject == field
        fitting[person] = fits or fitting.get(person, False)
    if not fitting:
        return None
    number = sum(fitting.values())
    words = _("staff files: %(fitting)d of %(all)d") % {"fitting": number, "all": len(fitting)}
    return Known(Decimal(100 * number // len(fitting)), words)
