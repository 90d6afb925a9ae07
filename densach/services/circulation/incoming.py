"""A row of a file of readers as it was understood, and what would be written for it: values only."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any

from densach.intake.sheets import Told
from densach.people.models import Person
from densach.people.rules.staffing import PersonData
from densach.services.circulation.models import Patron


@dataclass
class Row:
    """None is an empty cell: nothing is said, so nothing is changed."""

    number: int
    name: str
    birth_date: date | None = None
    sex: str | None = None
    minority: bool | None = None
    group: str | None = None
    card: str | None = None
    category: str | None = None
    guardian: str | None = None
    guardian_relation: str | None = None
    guardian_phone: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    exemption: str | None = None
    exemption_paper: str | None = None
    chosen: dict[str, str] = dataclasses.field(default_factory=dict)
    refused: list[Told] = dataclasses.field(default_factory=list)
    asked: list[Told] = dataclasses.field(default_factory=list)
    said: list[Told] = dataclasses.field(default_factory=list)


@dataclass(frozen=True)
class Enrolment:
    """A new reader of the library."""

    row: Row


@dataclass(frozen=True)
class Correction:
    """What the row tells of a known reader is put right."""

    row: Row
    patron_id: int


def person_of(row: Row, now: Person | None = None) -> PersonData:
    """What the row tells of the person, over what is known; a day of birth that is known stays."""
    return PersonData(
        name=now.name if now else row.name,
        birth_date=(now.birth_date if now else None) or row.birth_date,
        sex=_said(row.sex, now.sex if now else ""),
        is_ethnic_minority=now.is_ethnic_minority if row.minority is None and now else row.minority,
        email=_said(row.email, now.email if now else ""),
        phone=_said(row.phone, now.phone if now else ""),
    )


def guardian_of(row: Row) -> PersonData | None:
    """Who answers for the child, if the row names anybody."""
    return PersonData(name=row.guardian, phone=row.guardian_phone or "") if row.guardian else None


def kept_of(patron: Patron) -> dict[str, Any]:
    """What a row may change of a reader, as JSON: kept before and after, so that it can be put back."""
    person = patron.person
    return {
        "name": person.name,
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "sex": person.sex,
        "minority": person.is_ethnic_minority,
        "phone": person.phone,
        "email": person.email,
        "group": patron.group,
        "address": patron.address,
        "category": patron.category.code,
        "exemption": patron.exemption,
        "exemption_paper": patron.exemption_paper,
    }


def _said(value: str | None, now: str) -> str:
    return now if value is None else value
