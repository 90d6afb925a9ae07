"""The doors of the staff file, of requests about personal data, and of one's own data."""

from __future__ import annotations

from typing import Any

from densach.people.models import Employment
from tests.house.answers import Reach, nowhere, overview, staff
from tests.house.doors import REFUSED, TO_SIGN_IN, Door
from tests.house.world import World


def a_job(world: World) -> Employment:
    return Employment.objects.filter(organisation=world.province.library).earliest("pk")


def a_staff_person(world: World) -> dict[str, Any]:
    return {"pk": a_job(world).person_id}


def the_job(world: World) -> dict[str, Any]:
    return {**a_staff_person(world), "job": a_job(world).pk}


def a_course(world: World) -> dict[str, Any]:
    return {**a_staff_person(world), "training": a_job(world).person.trainings.earliest("pk").pk}


def a_consent(world: World) -> dict[str, Any]:
    return {**a_staff_person(world), "consent": a_job(world).person.consents.earliest("pk").pk}


def a_data_request(world: World) -> dict[str, Any]:
    return {"pk": a_job(world).person.data_requests.earliest("pk").pk}


def as_csv(world: World) -> dict[str, Any]:
    return {"form": "csv"}


def data_officer(reach: Reach = nowhere, *, owned: int = 200, post: Reach | None = None, **more: Any) -> Door:
    """For whoever answers for personal data; an officer of another province does not."""
    return staff(reach, owner="administrator", stranger=REFUSED, owned=owned, post=post, **more)


PERSONS = {
    "people:staff": overview(is_list=True),
    "people:staff_download": overview(as_csv, is_list=True),
    "people:staff_new": overview(),
    "people:staff_posts": overview(is_list=True),
    "people:staff_posts_download": overview(as_csv, is_list=True),
    "people:staff_totals": overview(is_list=True),
    "people:staff_totals_download": overview(as_csv, is_list=True),
    "people:staff_person": staff(a_staff_person),
    "people:staff_change": staff(a_staff_person),
    "people:job_more": staff(a_staff_person),
    "people:job_change": staff(the_job),
    "people:job_move": staff(the_job),
    "people:job_leave": staff(the_job),
    "people:job_take_back": staff(the_job, post=nowhere, owned=302),
    "people:training_new": staff(a_staff_person),
    "people:training_remove": staff(a_course, post=nowhere, owned=302),
    "people:guardian": staff(a_staff_person),
    "people:tie": staff(a_staff_person),
    "people:untie": staff(a_staff_person, post=nowhere, owned=302),
    "people:consent_new": staff(a_staff_person),
    "people:consent_withdraw": staff(a_consent, post=nowhere, owned=302),
    "people:requests": data_officer(is_list=True),
    "people:purposes": data_officer(is_list=True),
    "people:retention": data_officer(is_list=True),
    "people:request": data_officer(a_data_request),
    "people:answer": data_officer(a_data_request, post=lambda world: {"answer": "grant"}, owned=302),
    "people:record_request": data_officer(a_staff_person),
    "people:copy": data_officer(lambda world: {**a_staff_person(world), "form": "json"}),
    "people:own_data": Door(TO_SIGN_IN, 200, 200, 200, "librarian", is_list=True),
    "people:own_request": Door(TO_SIGN_IN, 422, 422, 422, "librarian", post=nowhere),
    "people:own_consent": Door(
        TO_SIGN_IN, 302, 302, 302, "librarian", lambda world: {"purpose": "photo"}, nowhere
    ),
    "people:own_copy": Door(TO_SIGN_IN, 200, 200, 200, "librarian", lambda world: {"form": "json"}, nowhere),
}
