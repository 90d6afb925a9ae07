"""The doors of training and certificates: a course of the department with a result, a certificate, templates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from densach.kernel.actor import SYSTEM
from densach.people.actions.learning import tell_own_course
from densach.people.models import Training
from densach.people.rules.staffing import Course as StaffCourse
from densach.services.activities.models import ActivityKind
from densach.services.certificates import actions as certificates
from densach.services.certificates.models import Certificate, SigningKey, Template
from densach.services.certificates.queries.certificates import templates_for
from densach.services.training.models import Course, Result
from tests import cast
from tests.house.answers import nowhere, overview, public, staff
from tests.house.doors import Door
from tests.house.world import World
from tests.services.activities.stage import a_kind, a_session, an_activity
from tests.services.training.test_courses import School

TITLE = "Tập huấn chủ nhiệm nhà văn hóa"


def _course(world: World) -> Course:
    found = Course.objects.filter(activity__title=TITLE).order_by("pk").first()
    if found is not None:
        return found
    school = School(world.province)
    school.write((school.mai, "8", "completed"))
    return school.course


def a_course(world: World) -> dict[str, Any]:
    return {"pk": _course(world).pk}


def a_result(world: World) -> dict[str, Any]:
    course = _course(world)
    return {"pk": course.pk, "result": Result.objects.filter(course=course).latest("pk").pk}


def a_counted_result(world: World) -> dict[str, Any]:
    return {"pk": Result.objects.filter(course=_course(world)).latest("pk").pk}


def a_learner(world: World) -> dict[str, Any]:
    return {"pk": Result.objects.filter(course=_course(world)).latest("pk").person_id}


def own_learning(world: World) -> dict[str, Any]:
    found = Training.objects.filter(title="Tự học quay phim").first()
    if found is None:
        told = StaffCourse(title="Tự học quay phim", first_day=cast.TODAY, last_day=cast.TODAY)
        found = tell_own_course(at=cast.NOW, user=world.person("officer"), course=told)
    return {"pk": found.pk}


def _certificate(world: World) -> Certificate:
    found = Certificate.objects.filter(source="cua:1").first()
    if found is not None:
        return found
    return certificates.issue(
        at=cast.NOW, actor=SYSTEM, organisation=world.province.department, kind="thanks", source="cua:1",
        holder_name="Bà Sáu", title="Ngày hội sách", hours=Decimal(2),
    )  # fmt: skip


def a_certificate(world: World) -> dict[str, Any]:
    return {"pk": _certificate(world).pk}


def a_token(world: World) -> dict[str, Any]:
    return {"token": _certificate(world).token}


def an_issuer(world: World) -> dict[str, Any]:
    return {"code": world.province.department.code}


def a_key(world: World) -> dict[str, Any]:
    SigningKey.objects.get_or_create(kid="abc123", defaults={"public": {"kty": "OKP"}, "since": cast.NOW})
    return {"kid": "abc123"}


def own_template(world: World) -> dict[str, Any]:
    unit = world.province.department
    found = templates_for([unit.pk]).filter(organisation=unit).first()
    if found is None:
        house = Template.objects.get(organisation=None, kind="thanks")
        found = certificates.copy_template(at=cast.NOW, actor=SYSTEM, template=house, organisation=unit)
    return {"pk": found.pk}


def a_class(world: World) -> dict[str, Any]:
    kind = ActivityKind.objects.filter(certificate=True).first() or a_kind(certificate=True)
    made = an_activity(world.province.culture_centre, "Lớp có chứng nhận", kind=kind, published=False)
    a_session(made)
    return {"pk": made.pk}


def _typed(world: World) -> dict[str, Any]:
    return {"organisation": world.province.department.code}


TRAINING: dict[str, Door] = {
    "activities:certificates": staff(a_class),
    "training:courses": overview(is_list=True),
    "training:hold": staff(stranger=200),
    "training:numbers": overview(is_list=True),
    "training:mine": staff(stranger=200),
    "training:strike": staff(own_learning, post=nowhere, owned=302),
    "training:learner": staff(a_learner),
    "training:trace": staff(a_counted_result),
    "training:course": staff(a_course),
    "training:change": staff(a_course),
    "training:staff": staff(a_course),
    "training:results": staff(a_course, post=nowhere, owned=422),
    "training:certify": staff(a_course, post=nowhere, owned=302),
    "training:take_back": staff(a_result, post=nowhere, owned=302),
    "certificates:issued": overview(is_list=True),
    "certificates:papers": staff(stranger=302, owned=302),
    "certificates:certificate": staff(a_certificate),
    "certificates:paper": staff(a_certificate),
    "certificates:revoke": staff(a_certificate, post=nowhere, owned=422),
    "certificates:trace": staff(a_certificate),
    "certificates:templates": overview(),
    "certificates:write": staff(stranger=200),
    "certificates:template": staff(own_template),
    "certificates:sample": staff(own_template),
    "certificates:copy": staff(own_template, post=_typed, owned=302),
    "certificates:end": staff(own_template, post=nowhere, owned=302),
    "certificate:verify": public(a_token),
    "certificate:public_paper": public(a_token),
    "certificate:badge": public(a_token),
    "certificate:claims": public(a_token),
    "certificate:key": public(a_key),
    "certificate:issuer": public(an_issuer),
    "certificate:revocations": public(an_issuer),
}
