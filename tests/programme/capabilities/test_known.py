"""Numbers that the house knows already and offers beside a criterion."""

from __future__ import annotations

from datetime import date

from densach.organisations import queries as organisations
from densach.organisations.models import Organisation, Profile
from densach.people.models import Contract, Employment, Field, Person, Qualification
from densach.programme.capabilities import queries
from densach.programme.capabilities.queries import Known
from tests import cast
from tests.cast import NOW, TODAY


def offered(place: Organisation) -> dict[str, Known]:
    """What is offered for the provincial library's list, by the criterion's code."""
    criteria = queries.criteria_of(queries.list_by_code("tv.tinh", TODAY))
    found = queries.known_numbers(organisations.named(place, TODAY), criteria, TODAY)
    return {one.code: found[one.pk] for one in criteria if one.pk in found}


def a_job(
    person: Person,
    place: Organisation,
    contract: Contract,
    degree: Qualification,
    field: Field,
    since: date = date(2020, 1, 1),
) -> None:
    Employment.objects.create(
        person=person,
        organisation=place,
        contract=contract,
        qualification=degree,
        field=field,
        valid_from=since,
    )


def a_person(name: str) -> Person:
    return Person.objects.create(
        name=name, folded_name=name.casefold(), sort_key=name.casefold(), entered_at=NOW
    )


def test_the_floor_of_the_whole_building_is_not_offered_as_reading_space(province: cast.Province) -> None:
    Profile.objects.create(organisation=province.library, floor_area=4200, changed_at=NOW)
    assert "reading_area" not in offered(province.library)


def test_who_has_two_jobs_is_one_person_and_guards_do_no_library_work(province: cast.Province) -> None:
    library = province.library
    both, other, guard = a_person("Lê Thị Hai"), a_person("Trần Văn Ba"), a_person("Võ Văn Gác")
    a_job(both, library, Contract.PUBLIC_EMPLOYEE, Qualification.UNIVERSITY, Field.LIBRARY)
    a_job(both, library, Contract.PUBLIC_EMPLOYEE, Qualification.UNKNOWN, Field.UNKNOWN, date(2023, 1, 1))
    a_job(other, library, Contract.PUBLIC_EMPLOYEE, Qualification.UNIVERSITY, Field.OTHER)
    a_job(guard, library, Contract.WORKER, Qualification.UNKNOWN, Field.UNKNOWN)
    known = offered(library)["qualified_staff"]
    assert known.value == 50
    assert "1" in known.source
    assert "2" in known.source


def test_a_contract_worker_trained_in_the_field_is_counted(province: cast.Province) -> None:
    a_job(
        a_person("Lê Thị Hai"),
        province.library,
        Contract.WORKER,
        Qualification.UNIVERSITY,
        Field.LIBRARY,
    )
    assert offered(province.library)["qualified_staff"].value == 100


def test_without_people_in_the_work_nothing_is_offered(province: cast.Province) -> None:
    a_job(a_person("Võ Văn Gác"), province.library, Contract.WORKER, Qualification.UNKNOWN, Field.UNKNOWN)
    assert "qualified_staff" not in offered(province.library)
