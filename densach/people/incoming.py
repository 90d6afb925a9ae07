"""A row of an incoming file of staff as it was understood, and what would be written for it: values only."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date

from densach.intake.sheets import Told
from densach.people.models import Contract, Employment, Person
from densach.people.rules.staffing import PersonData, Position


@dataclass
class Row:
    """None is an empty cell: nothing is said, so nothing is changed."""

    number: int
    name: str
    unit_words: str
    title: str | None = None
    duty: str | None = None
    contract: str | None = None
    qualification: str | None = None
    field: str | None = None
    birth_date: date | None = None
    sex: str | None = None
    minority: bool | None = None
    since: date | None = None
    phone: str | None = None
    email: str | None = None
    chosen: dict[str, str] = dataclasses.field(default_factory=dict)
    refused: list[Told] = dataclasses.field(default_factory=list)
    asked: list[Told] = dataclasses.field(default_factory=list)
    said: list[Told] = dataclasses.field(default_factory=list)


@dataclass(frozen=True)
class Beginning:
    """Somebody begins in a unit: a person of the file already (`person_id`), or a new one."""

    row: Row
    unit_code: str
    person_id: int | None
    since: date


@dataclass(frozen=True)
class Correction:
    """What is written of somebody at work in the unit is put right."""

    row: Row
    job_id: int
    person_id: int


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


def position_of(row: Row, now: Employment | None = None) -> Position:
    """What the row tells of the work, over what is known."""
    return Position(
        contract=_said(row.contract, now.contract if now else Contract.PUBLIC_EMPLOYEE.value),
        title=_said(row.title, now.title if now else ""),
        duty=_said(row.duty, now.duty if now else ""),
        qualification=_said(row.qualification, now.qualification if now else ""),
        field=_said(row.field, now.field if now else ""),
        post=now.post_id if now else None,
    )


def _said(value: str | None, now: str) -> str:
    return now if value is None else value
