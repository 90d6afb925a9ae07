"""Who gets in at the doors of enrolment and evidence."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from densach.kernel.actor import SYSTEM
from densach.services.activities.actions import groups, publicity
from densach.services.activities.models import Activity, Enrolment, EnrolMode, Evidence, Group
from tests import cast
from tests.house.answers import Reach, staff
from tests.house.doors import ABSENT, Door
from tests.house.world import World
from tests.services.activities.enrolment import an_adult, put
from tests.services.activities.stage import a_kind, a_session, an_activity


def _class(world: World) -> Activity:
    unit = world.province.culture_centre
    found = Activity.objects.filter(organisation=unit, title="Lớp vẽ").first()
    if found is None:
        found = an_activity(unit, "Lớp vẽ", kind=a_kind(), enrol_mode=EnrolMode.OPEN)
        a_session(found, cast.TODAY + timedelta(days=30), "08:00")
    return found


def a_class(world: World) -> dict[str, Any]:
    return {"pk": _class(world).pk}


def somebody_known(world: World) -> dict[str, Any]:
    return {**a_class(world), "person": _enrolment(world).person_id}


def _enrolment(world: World) -> Enrolment:
    found = Enrolment.objects.filter(activity=_class(world)).first()
    return found or put(_class(world), an_adult("Trần Văn Ghi"))


def an_enrolment(world: World) -> dict[str, Any]:
    return {"pk": _enrolment(world).pk}


def an_act(world: World) -> dict[str, Any]:
    return {**an_enrolment(world), "what": "approve"}


def _group(world: World) -> Group:
    found = Group.objects.filter(activity=_class(world), state="confirmed").first()
    data = groups.GroupData(name="Lớp 4A", people=20)
    return found or groups.add_group(at=cast.NOW, actor=SYSTEM, activity=_class(world), data=data)


def a_group(world: World) -> dict[str, Any]:
    return {"pk": _group(world).pk}


def a_group_act(world: World) -> dict[str, Any]:
    return {**a_group(world), "what": "approve"}


def _evidence(world: World) -> Evidence:
    found = Evidence.objects.filter(activity=_class(world), removed_at__isnull=True).first()
    data = publicity.EvidenceData(kind="news", title="Khai giảng", on=cast.TODAY, text="Lớp vẽ khai giảng.")
    return found or publicity.add_evidence(at=cast.NOW, actor=SYSTEM, activity=_class(world), data=data)


def some_evidence(world: World) -> dict[str, Any]:
    return {"pk": _evidence(world).pk}


def an_evidence_act(world: World) -> dict[str, Any]:
    return {**some_evidence(world), "what": "up"}


def a_kind_of_evidence(world: World) -> dict[str, Any]:
    return {**a_class(world), "kind": "news"}


def nothing(world: World) -> dict[str, Any]:
    return {}


def keepers(reach: Reach, **more: Any) -> Door:
    """Names and pictures are for the staff of the unit."""
    return staff(reach, owner="culture_head", **more)


ENROLMENT = {
    "activities:enrolments": keepers(a_class, is_list=True),
    "activities:enrolments_paper": keepers(a_class),
    "activities:enrol_decide": keepers(a_class, post=nothing, owned=302),
    "activities:enrol_find": keepers(a_class),
    "activities:enrol_new": keepers(a_class),
    "activities:enrol_known": keepers(somebody_known),
    "activities:enrolment": keepers(an_enrolment),
    "activities:enrol_act": keepers(an_act, post=nothing, owned=302),
    "activities:new_group": keepers(a_class),
    "activities:group": keepers(a_group),
    "activities:group_names": keepers(a_group, post=nothing, owned=422),
    "activities:group_act": keepers(a_group_act, post=nothing, owned=404),
    "activities:evidence": keepers(a_class, is_list=True),
    "activities:add_evidence": keepers(a_kind_of_evidence),
    "activities:change_evidence": keepers(some_evidence),
    "activities:evidence_act": keepers(an_evidence_act, post=nothing, owned=302),
    # News has no file; a picture that is not public is nobody's but the unit's.
    "activities:evidence_file": Door(ABSENT, ABSENT, ABSENT, ABSENT, "culture_head", some_evidence),
}
