"""Who gets which answer at each door of the site. A new URL is refused by the tests until it stands here."""

from __future__ import annotations

from typing import Any

from densach.intake.models import Batch
from densach.organisations import queries
from densach.programme.capabilities.models import Assessment, Checklist, ProofRule
from tests.house.access_agenda import AGENDA
from tests.house.access_attending import ATTENDING
from tests.house.access_budget import BUDGET
from tests.house.access_calendar import CALENDAR
from tests.house.access_clubs import CLUBS
from tests.house.access_contests import CONTESTS
from tests.house.access_counting import COUNTING
from tests.house.access_desk import DESK
from tests.house.access_enrolment import ENROLMENT
from tests.house.access_exchange import EXCHANGE
from tests.house.access_finding import FINDING
from tests.house.access_library import LIBRARY
from tests.house.access_merged import MERGED
from tests.house.access_oversight import OVERSIGHT
from tests.house.access_papers import PAPERS
from tests.house.access_patrons import PATRONS
from tests.house.access_persons import PERSONS
from tests.house.access_planning import PLANNING
from tests.house.access_roofs import FILES, ROOFS, STYLE
from tests.house.access_stock import STOCK
from tests.house.access_targets import TARGETS
from tests.house.access_tasks import TASKS
from tests.house.access_training import TRAINING
from tests.house.answers import Reach, nowhere, overview, staff
from tests.house.doors import ABSENT, REFUSED, TO_SIGN_IN, Door
from tests.house.world import SERVICE, World
from tests.intake.sending import row, send

# Doors that serve no page of ours.
UNGUARDED: set[str] = set()


def a_plan(world: World) -> dict[str, Any]:
    return {"code": world.plan.code}


def a_row(world: World) -> dict[str, Any]:
    return {"code": world.plan.code, "kind": "target", "pk": world.target.pk}


def unit_report(world: World) -> dict[str, Any]:
    return {"pk": world.unit_report.pk}


def draft(world: World) -> dict[str, Any]:
    return {"pk": world.draft.pk}


def an_assessment(world: World) -> dict[str, Any]:
    return {"pk": Assessment.objects.filter(organisation=world.province.library).earliest("pk").pk}


def a_list(world: World) -> dict[str, Any]:
    return {"pk": Checklist.objects.get(code="tv.xa").pk}


def a_rule(world: World) -> dict[str, Any]:
    return {"pk": ProofRule.objects.get(capability__code="culture.regular_groups").pk}


def seen_draft(world: World) -> dict[str, Any]:
    return {"revision": world.draft.revision}


def gathering(world: World) -> dict[str, Any]:
    return {"pk": world.gathering.pk}


def gathering_duty(world: World) -> dict[str, Any]:
    return {"pk": world.gathering.obligation_id}


def seen_unit_report(world: World) -> dict[str, Any]:
    return {"revision": world.unit_report.revision, "text": "Xem lại số lượt."}


def seen_gathering(world: World) -> dict[str, Any]:
    return {"revision": world.gathering.revision}


def a_count(world: World) -> dict[str, Any]:
    return {"pk": world.count.pk}


def a_claim(world: World) -> dict[str, Any]:
    return {"pk": world.claim.pk}


def a_person(world: World) -> dict[str, Any]:
    return {"pk": world.person("librarian").pk}


def a_role(world: World) -> dict[str, Any]:
    return {**a_person(world), "membership": world.person("librarian").memberships.earliest("pk").pk}


def nobodys(world: World) -> dict[str, Any]:
    """The number of a thing that is not there."""
    return {"pk": 0}


def carer(
    reach: Reach = nowhere, *, owned: int = 200, post: Reach | None = None, is_list: bool = False
) -> Door:
    """For whoever looks after people; an officer of another province looks after nobody."""
    return staff(reach, owner="administrator", stranger=REFUSED, owned=owned, post=post, is_list=is_list)


def a_part(world: World) -> dict[str, Any]:
    """A closure or post that nobody has written down."""
    return {"code": world.province.library.code, "pk": 999_999}


def an_act(world: World) -> dict[str, Any]:
    return {"pk": queries.acts_of(world.province.library)[0].pk}


def a_library(world: World) -> dict[str, Any]:
    return {"code": world.province.library.code}


PEOPLE = {
    "people:login": Door(200, 302, 302, 302),
    "people:logout": Door(302, 302, 302, 302, post=nowhere),
    "people:account": Door(TO_SIGN_IN, 200, 200, 200),
    "people:second_step": Door(302, 302, 302, 302),
    "people:sign_on": Door(ABSENT, ABSENT, ABSENT, ABSENT),
    "people:sign_on_back": Door(ABSENT, ABSENT, ABSENT, ABSENT),
    "people:accept": Door(ABSENT, ABSENT, ABSENT, ABSENT, reach=lambda world: {"token": "khong-co"}),
    "people:security": Door(TO_SIGN_IN, 200, 200, 200),
    "people:add_app": Door(TO_SIGN_IN, 200, 200, 200),
    "people:add_passkey": Door(TO_SIGN_IN, 200, 200, 200),
    "people:renew_codes": Door(TO_SIGN_IN, 422, 422, 422, post=nowhere),
    "people:remove_factor": Door(TO_SIGN_IN, ABSENT, ABSENT, ABSENT, reach=nobodys, post=nowhere),
    "people:end_own_sign_in": Door(TO_SIGN_IN, ABSENT, ABSENT, ABSENT, reach=nobodys, post=nowhere),
    "people:end_own_sign_ins": Door(TO_SIGN_IN, 302, 302, 302, post=nowhere),
    "people:unbind": Door(TO_SIGN_IN, 302, 302, 302, post=nowhere),
    "people:roles": overview(),
    "people:safety": carer(is_list=True),
    "people:demand": carer(post=nowhere, owned=422),
    "people:end_demand": carer(nobodys, post=nowhere, owned=ABSENT),
    "people:invitations": carer(is_list=True),
    "people:invite": carer(),
    "people:withdraw_invitation": carer(nobodys, post=nowhere, owned=ABSENT),
    "people:list": carer(is_list=True),
    "people:download": carer(lambda world: {"form": "csv"}, is_list=True),
    "people:new": carer(),
    "people:person": carer(a_person),
    "people:give_role": carer(a_person, post=nowhere, owned=422),
    "people:end_role": carer(a_role, post=nowhere, owned=422),
    "people:close": carer(a_person, post=nowhere, owned=302),
    "people:reopen": carer(a_person, post=nowhere, owned=302),
    "people:reset": carer(a_person, post=nowhere),
    "people:unlock": carer(a_person, post=nowhere, owned=302),
    "people:reset_factors": carer(a_person, post=nowhere, owned=302),
    "people:end_sign_ins": carer(a_person, post=nowhere, owned=302),
    "people:move": carer(a_person),
    "people:leave": carer(a_person),
}
FACTS = {
    "facts:home": overview(owner="librarian", is_list=True),
    "facts:enter": staff(
        lambda world: {"unit": world.province.library.code, "measure": "library.visits"}, owner="librarian"
    ),
    "facts:count": staff(a_count, owner="librarian"),
    "facts:correct": staff(a_count, owner="librarian", post=nowhere, owned=422),
    "facts:take_back": staff(a_count, owner="librarian", post=nowhere, owned=422),
    "facts:download": staff(
        lambda world: {"unit": world.province.library.code, "form": "csv"}, owner="librarian", is_list=True
    ),
}
CAPABILITIES = {
    "capabilities:mine": overview(owner="librarian", is_list=True),
    "capabilities:verifying": overview(is_list=True),
    "capabilities:verify": staff(a_claim, post=nowhere, owned=302),
    "capabilities:return": staff(a_claim, post=lambda world: {"remark": "Thiếu minh chứng."}, owned=302),
    "capabilities:catalogue": overview(is_list=True),
    "capabilities:capability": overview(lambda world: {"code": SERVICE}, is_list=True),
    "capabilities:history": staff(lambda world: {"code": SERVICE, "unit": world.province.library.code}),
    "capabilities:answer": staff(
        lambda world: {"unit": world.province.library.code, "code": SERVICE}, owner="librarian"
    ),
    "capabilities:sheet": staff(lambda world: {"unit": world.province.library.code}),
    "capabilities:fill": staff(
        lambda world: {"unit": world.province.library.code, "code": "tv.tinh"}, owner="librarian"
    ),
    "capabilities:assessment": staff(an_assessment),
    "capabilities:verify_list": staff(an_assessment, post=nowhere, owned=302),
    "capabilities:return_list": staff(an_assessment, post=lambda world: {"remark": "Thiếu ảnh."}, owned=302),
    "capabilities:lists": overview(is_list=True),
    "capabilities:checklist": overview(a_list),
    "capabilities:comparison": overview(a_list, is_list=True),
    "capabilities:amend": carer(a_list),
    "capabilities:rules": overview(is_list=True),
    "capabilities:new_rule": staff(stranger=REFUSED),
    "capabilities:rule": staff(a_rule, stranger=REFUSED),
    "capabilities:end_rule": staff(a_rule, stranger=REFUSED, post=nowhere, owned=302),
}


def an_indicator(world: World) -> dict[str, Any]:
    return {"code": "tv.luot_ban_doc"}


INDICATORS = {
    "indicators:index": overview(is_list=True),
    "indicators:pivot": overview(is_list=True),
    # The cell leads on, to the page of evidence.
    "indicators:pivot_cell": Door(TO_SIGN_IN, REFUSED, 302, 302),
    "indicators:keep_view": Door(
        TO_SIGN_IN,
        REFUSED,
        302,
        302,
        post=lambda world: {"query": "hang=area", "name": "Lượt bạn đọc theo xã"},
    ),
    # Somebody else's view, or none: nobody finds it.
    "indicators:change_view": Door(
        TO_SIGN_IN, REFUSED, ABSENT, ABSENT, reach=lambda world: {"pk": 10**6, "act": "xoa"}, post=nowhere
    ),
    "indicators:indicator": overview(an_indicator),
    "indicators:evidence": overview(an_indicator, is_list=True),
    "indicators:trail": staff(lambda world: {**an_indicator(world), "unit": world.province.library.pk}),
}
PLANS = {
    "plans:list": overview(is_list=True),
    "plans:load": overview(),
    "plans:plan": staff(a_plan, is_list=True),
    "plans:review": staff(a_plan, is_list=True),
    "plans:accept_confident": staff(a_plan, post=nowhere, owned=302),
    "plans:undo_accept_confident": staff(a_plan, post=nowhere, owned=302),
    "plans:add": staff(lambda world: {"code": world.plan.code, "kind": "target"}),
    "plans:change": staff(a_row),
    "plans:decide": staff(
        lambda world: {**a_row(world), "act": "restore"},
        post=lambda world: {"revision": world.target.revision},
        owned=302,
    ),
    "plans:target": staff(lambda world: {"code": world.plan.code, "pk": world.target.pk}),
    "plans:tasks": staff(a_plan, is_list=True),
    "plans:tie": staff(lambda world: {"code": world.plan.code, "pk": world.task_unit.pk}),
    "plans:move": staff(lambda world: {"code": world.plan.code, "act": "close"}, post=nowhere, owned=302),
    "plans:print": staff(a_plan),
    "plans:download": staff(lambda world: {"code": world.plan.code, "form": "csv"}, is_list=True),
}
REPORTS = {
    "reports:owed": overview(owner="librarian", is_list=True),
    "reports:board": overview(is_list=True),
    "reports:export": overview(lambda world: {"form": "csv"}),
    "reports:ask": overview(),
    "reports:open": staff(
        lambda world: {"pk": world.unopened.pk}, owner="museum_keeper", post=nowhere, owned=302
    ),
    "reports:remove_unit": staff(lambda world: {"pk": world.unopened.pk}, post=nowhere, owned=302),
    "reports:add_unit": staff(gathering_duty),
    "reports:set_days": staff(gathering_duty),
    "reports:report": staff(unit_report, owner="librarian"),
    "reports:refresh": staff(draft, owner="culture_head", post=seen_draft, owned=302),
    "reports:submit": staff(draft, owner="culture_head", post=seen_draft, owned=302),
    "reports:return": staff(unit_report, post=seen_unit_report, owned=302),
    "reports:accept": staff(unit_report, post=seen_unit_report, owned=302),
    "reports:consolidate": staff(gathering, post=seen_gathering, owned=302),
    "reports:reopen": staff(gathering, post=seen_gathering, owned=302),
    "reports:sign": staff(gathering, owner="leader"),
    "reports:line": staff(
        lambda world: {**gathering(world), "line_pk": world.gathering.lines.earliest("pk").pk}
    ),
    "reports:paper": staff(lambda world: {**gathering(world), "form": "docx"}),
}
WORKSPACE = {
    "workspace:home": overview(is_list=True),
    "workspace:silent": overview(is_list=True),
    "workspace:silent_download": overview(lambda world: {"form": "csv"}),
    "workspace:journal": overview(is_list=True),
    "workspace:journal_download": overview(lambda world: {"form": "csv"}, is_list=True),
    "workspace:leader": overview(is_list=True),
    "workspace:leader_download": overview(lambda world: {"form": "csv"}),
    "workspace:leader_places": overview(lambda world: {"form": "csv"}),
    "workspace:nation": overview(is_list=True),
    "workspace:province": overview(lambda world: {"code": world.province.area.code}, is_list=True),
    "workspace:province_download": overview(
        lambda world: {"code": world.province.area.code, "form": "csv"}, is_list=True
    ),
}


def an_area(world: World) -> dict[str, Any]:
    return {"code": "ba-vam"}


AREAS = {
    "areas:find": overview(is_list=True),
    "areas:area": overview(an_area, is_list=True),
    "areas:download": overview(lambda world: {"code": "ba-vam", "form": "csv"}),
    "areas:rename": staff(an_area, owner="administrator", stranger=REFUSED),
}

# The register of institutions may be read by staff everywhere, and changed by who manages the place.
ORGANISATIONS = {
    "organisations:list": overview(is_list=True),
    "organisations:download": overview(lambda world: {"form": "csv"}),
    "organisations:organisation": overview(a_library),
    "organisations:found": overview(),
    "organisations:found_point": overview(),
    "organisations:profile": staff(a_library, owner="administrator", stranger=REFUSED),
    "organisations:building": staff(a_library, owner="administrator", stranger=REFUSED),
    "organisations:opening": staff(a_library, owner="administrator", stranger=REFUSED),
    "organisations:closures": staff(a_library, owner="administrator", stranger=REFUSED),
    "organisations:posts": staff(a_library, owner="administrator", stranger=REFUSED),
    "organisations:names": staff(a_library, owner="administrator", stranger=REFUSED),
    # Nothing is written down yet that could be struck out.
    "organisations:remove_timetable": staff(
        a_library,
        owner="administrator",
        stranger=REFUSED,
        owned=ABSENT,
        post=lambda world: {"since": "2026-01-01"},
    ),
    "organisations:reopen": staff(
        a_part, owner="administrator", stranger=REFUSED, owned=ABSENT, post=nowhere
    ),
    "organisations:end_post": staff(
        a_part,
        owner="administrator",
        stranger=REFUSED,
        owned=ABSENT,
        post=lambda world: {"last_day": "2026-01-01"},
    ),
    "organisations:remove_name": staff(
        a_library, owner="administrator", stranger=REFUSED, owned=ABSENT, post=lambda world: {"alias": "TVX"}
    ),
    "organisations:change": staff(a_library, owner="administrator", stranger=REFUSED),
    "organisations:rename": staff(a_library, owner="administrator", stranger=REFUSED),
    "organisations:move": staff(a_library, owner="administrator", stranger=REFUSED),
    "organisations:reclass": staff(a_library, owner="administrator", stranger=REFUSED),
    "organisations:merge": staff(a_library, owner="administrator", stranger=REFUSED),
    "organisations:split": staff(a_library, owner="administrator", stranger=REFUSED),
    "organisations:end": staff(a_library, owner="administrator", stranger=REFUSED),
    "organisations:acts": overview(is_list=True),
    "organisations:acts_download": overview(lambda world: {"form": "csv"}),
    "organisations:act": overview(an_act),
    "organisations:undo": staff(an_act, owner="administrator", stranger=REFUSED),
}


def a_sent_file(world: World) -> dict[str, Any]:
    return {"pk": (Batch.objects.first() or send([row("Phòng đọc")], world.province.department)).pk}


def sender(reach: Reach = nowhere, *, owned: int = 200, post: Reach | None = None) -> Door:
    """For whoever keeps a register; a file sent for another province does not exist for them."""
    return staff(reach, owner="administrator", owned=owned, post=post)


def a_sheet(world: World) -> dict[str, Any]:
    return {"code": "institutions"}


INTAKE = {
    "intake:list": overview(is_list=True),
    "intake:download": overview(lambda world: {"form": "csv"}),
    "intake:template": overview(lambda world: {**a_sheet(world), "form": "csv"}),
    "intake:send": overview(a_sheet),
    "intake:batch": sender(a_sent_file),
    "intake:questions": sender(a_sent_file),
    "intake:check_again": sender(a_sent_file, post=nowhere, owned=302),
    "intake:take_in": sender(a_sent_file, post=nowhere, owned=302),
    "intake:undo": sender(a_sent_file),
    "intake:as_sent": sender(a_sent_file),
    "intake:drop": sender(a_sent_file, post=nowhere, owned=302),
    "intake:left_out": sender(lambda world: {**a_sent_file(world), "form": "csv"}),
}
DOORS: dict[str, Door] = {
    **COUNTING, **ENROLMENT, **PLANNING,
    **ATTENDING, **ROOFS, **WORKSPACE, **INTAKE, **STYLE, **PEOPLE, **PERSONS, **PAPERS, **AREAS, **ORGANISATIONS,
    **FILES, **BUDGET, **CALENDAR, **EXCHANGE, **FINDING, **MERGED, **TARGETS, **FACTS, **CAPABILITIES,
    **AGENDA, **CONTESTS, **TRAINING, **INDICATORS, **PLANS, **REPORTS, **TASKS, **OVERSIGHT, **LIBRARY,
    **CLUBS, **DESK, **PATRONS, **STOCK,
}  # fmt: skip
