"""The anonymous part of a reader, as counted: age band, sex, ethnic minority or not. Pure."""

from __future__ import annotations

from datetime import date
from typing import Final

from densach.facts.rules import slice_key
from densach.people.models import Person
from densach.people.rules.purposes import CHILD_UNDER, age_on

SENIOR_FROM: Final = 60
ON_SITE: Final = "onsite"


def age_band(birth_date: date, on: date) -> str:
    age = age_on(birth_date, on)
    return "child" if age < CHILD_UNDER else "senior" if age >= SENIOR_FROM else "adult"


def slice_of(person: Person, on: date, *, channel: str = "") -> str:
    """What is known of the person on the day; what is not told is left out."""
    parts: dict[str, str] = {}
    if person.birth_date is not None and person.birth_date <= on:
        parts["age"] = age_band(person.birth_date, on)
    if person.sex:
        parts["sex"] = person.sex
    if person.is_ethnic_minority is not None:
        parts["ethnic"] = "minority" if person.is_ethnic_minority else "majority"
    if channel:
        parts["channel"] = channel
    return slice_key(parts)
