"""Invented people who come to classes: children with who answers for them, grown-ups, old people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from random import Random

from densach.demo.library.readers import parent_of, somebody
from densach.people.actions.readers import enter_served
from densach.people.models import Person
from densach.people.rules.staffing import PersonData


def learner(at: datetime, chance: Random, on: date, ages: tuple[int, int]) -> Person:
    """Somebody of that age on the day; whoever is under sixteen has a guardian."""
    data = aged(somebody(chance, on), chance, on, ages)
    child = data.birth_date is not None and on.year - data.birth_date.year < 17
    guardian = parent_of(data, chance) if child else None
    relation = "cha" if guardian else ""
    return enter_served(at=at, data=data, guardian=guardian, relation=relation)


def aged(data: PersonData, chance: Random, on: date, ages: tuple[int, int]) -> PersonData:
    """The same person, of an age between the two: nobody grows too old between enrolling and the first session."""
    years = chance.randint(ages[0], max(ages[1] - 1, ages[0]))
    born = date(on.year - years - 1, 1 + chance.randrange(12), 1 + chance.randrange(28))
    if (on.month, on.day) >= (born.month, born.day):
        born = born.replace(year=born.year + 1)
    return replace(data, birth_date=born)
