"""Taking in what a file of staff says, by the acts of the staff file, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from densach.intake.sheets import Given, Made, Sending, Told, Verdict, told
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.actions import persons
from densach.people.incoming import Beginning, Correction, person_of, position_of
from densach.people.models import Employment, Person
from densach.people.rules.staffing import PersonData, Position


def take_in(sending: Sending, rows: Sequence[tuple[Given, Verdict]]) -> Mapping[int, Made]:
    """Writes the rows, in a transaction that the caller holds."""
    units: dict[str, Organisation] = {}
    made: dict[int, Made] = {}
    for given, verdict in rows:
        plan = verdict.plan
        if isinstance(plan, Beginning):
            unit = units.setdefault(plan.unit_code, organisations.by_code(plan.unit_code))
            made[given.number] = _begin(sending, plan, unit)
        elif isinstance(plan, Correction):
            made[given.number] = _correct(sending, plan)
    return made


def _begin(sending: Sending, plan: Beginning, unit: Organisation) -> Made:
    known = Person.objects.get(pk=plan.person_id) if plan.person_id else None
    job = persons.hire(
        at=sending.at,
        actor=sending.actor,
        organisation=unit,
        since=plan.since,
        person=known or person_of(plan.row),
        position=position_of(plan.row),
        # Who is alike was asked when the rows were judged.
        even_if_alike=True,
    )
    return {"job": job.pk, "person": job.person_id, "began": True}


def _correct(sending: Sending, plan: Correction) -> Made:
    job = Employment.objects.select_related("person", "organisation").get(pk=plan.job_id)
    before, position = _told(job.person), _position(job)
    data = person_of(plan.row, job.person)
    if asdict(data) != asdict(_data(before)):
        persons.change_person(at=sending.at, actor=sending.actor, person=job.person, data=data)
    persons.change_position(at=sending.at, actor=sending.actor, job=job, position=position_of(plan.row, job))
    return {
        "job": job.pk,
        "person": job.person_id,
        "began": False,
        "before": before,
        "position": asdict(position),
        "after": _told(job.person),
        "position_after": asdict(_position(job)),
    }


def _told(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "sex": person.sex,
        "is_ethnic_minority": person.is_ethnic_minority,
        "email": person.email,
        "phone": person.phone,
    }


def _data(kept: Mapping[str, Any]) -> PersonData:
    born = kept["birth_date"]
    return PersonData(**{**kept, "birth_date": date.fromisoformat(born) if born else None})


def _position(job: Employment) -> Position:
    return Position(job.contract, job.title, job.duty, job.qualification, job.field, job.post_id)


def hindrances(sending: Sending, made: Mapping[int, Made]) -> dict[int, Told]:
    """Row → why it cannot be taken back: the person has left, moved, or was changed by hand since."""
    jobs = Employment.objects.select_related("person").in_bulk([one["job"] for one in made.values()])
    found: dict[int, Told] = {}
    for number, one in made.items():
        job = jobs.get(one["job"])
        if (
            job is None
            or job.valid_to is not None
            or job.person.erased_at is not None
            or (
                not one["began"]
                and (_told(job.person) != one["after"] or asdict(_position(job)) != one["position_after"])
            )
        ):
            found[number] = told("sheets.changed_again")
    return found


def undo(sending: Sending, made: Mapping[int, Made]) -> None:
    """Takes all of it back, in a transaction that the caller holds, after nothing was found to hinder it."""
    jobs = Employment.objects.select_related("person", "organisation").in_bulk(
        [one["job"] for one in made.values()]
    )
    for one in made.values():
        job = jobs[one["job"]]
        if one["began"]:
            persons.take_back(at=sending.at, actor=sending.actor, job=job, undoing=True)
            continue
        persons.change_position(
            at=sending.at, actor=sending.actor, job=job, position=Position(**one["position"])
        )
        if one["before"] != one["after"]:
            persons.change_person(
                at=sending.at, actor=sending.actor, person=job.person, data=_data(one["before"])
            )
