"""A person asked to be erased: hours and outcomes stay for the count, marks and the line of the staff file go."""

from __future__ import annotations

from django.db import transaction

from densach.people.models import Person
from densach.services.training.models import Result


@transaction.atomic
def erase_results(*, person: Person) -> int:
    """How many results forgot their mark. The line in the staff file is its own room's affair."""
    return Result.objects.filter(person=person).update(mark="", training=None)
