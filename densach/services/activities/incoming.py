"""Rows of a file of names, as the sheet has understood them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date

from densach.intake.sheets import Told
from densach.people.rules.staffing import PersonData


@dataclass
class Row:
    """What one line says. `agreed`: the guardian's word for a child; `chosen`: answers to questions, by column."""

    number: int
    activity: str | None
    name: str
    birth_date: date | None
    sex: str | None
    minority: bool | None
    guardian: str | None
    relation: str | None
    guardian_phone: str | None
    agreed: bool | None
    phone: str | None
    email: str | None
    note: str | None
    chosen: dict[str, str] = dataclasses.field(default_factory=dict)
    refused: list[Told] = dataclasses.field(default_factory=list)
    asked: list[Told] = dataclasses.field(default_factory=list)
    said: list[Told] = dataclasses.field(default_factory=list)

    def person(self) -> PersonData:
        return PersonData(
            name=self.name, birth_date=self.birth_date, sex=self.sex or "", is_ethnic_minority=self.minority,
            email=self.email or "", phone=self.phone or "",
        )  # fmt: skip

    def guarding(self) -> PersonData | None:
        return PersonData(name=self.guardian, phone=self.guardian_phone or "") if self.guardian else None


@dataclass(frozen=True)
class Joining:
    """Somebody is enrolled for an activity: a known person, or a new one (`person_id` None)."""

    row: Row
    activity_id: int
    person_id: int | None
