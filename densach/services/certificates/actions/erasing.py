"""A person asked to be erased: the certificate keeps its number and what it was for, and forgets whose it was."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from densach.people.models import Person
from densach.services.certificates.models import Certificate


@transaction.atomic
def erase_holder(*, at: datetime, person: Person) -> int:
    """How many forgot their holder. The words of a certificate may name the holder too, so they go."""
    rows = Certificate.objects.filter(person=person)
    return rows.update(holder_name="", text="", person=None, credential="")
