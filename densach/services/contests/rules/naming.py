"""What the public reads of who took part: an adult's or a consenting person's name, of a child the first name.

Law 91/2025/QH15 on personal data protection, article 24: a child's private life is published only with consent.
"""

from __future__ import annotations

from datetime import date

from densach.people.rules.purposes import CHILD_UNDER
from densach.services.contests.models import EntryKind

# Their names are those of a person; a team and a school are called as they call themselves.
OF_PEOPLE = (EntryKind.PERSON.value, EntryKind.WORK.value)


def is_adult(birth_date: date | None, on: date) -> bool:
    """Whether the day of birth is told and old enough; what is not told is no adult."""
    if birth_date is None:
        return False
    years = on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))
    return years >= CHILD_UNDER


def public_name(kind: str, name: str, unit: str, *, agreed: bool) -> str:
    """`agreed`: an adult, or somebody whose consent to publicity is recorded. The first name stands last."""
    if kind not in OF_PEOPLE or agreed:
        return name
    words = name.split()
    first = words[-1] if words else ""
    return ", ".join(part for part in (first, unit) if part)
