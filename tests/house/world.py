"""One of everything that has a page: what the doors of the house are tried on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from densach.facts.models import Count
from densach.files import actions as files
from densach.files.models import StoredFile
from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.programme.capabilities import actions as capabilities
from densach.programme.capabilities.models import Claim
from densach.programme.plans.models import Plan, RowState, Target, Task, TaskUnit
from densach.programme.reports.models import Obligation, Report
from densach.programme.tasks import actions as tasks
from densach.programme.tasks.models import Work
from tests import cast
from tests.people import staff
from tests.programme.capabilities.lists import filled
from tests.programme.oversight import scene as oversight
from tests.programme.oversight.scene import Registers
from tests.programme.reports import scene as scenes
from tests.programme.reports.scene import Scene
from tests.services.catalogue import scene as catalogue
from tests.services.catalogue.scene import Shelves

PEOPLE: dict[str, Callable[[cast.Province], User]] = {
    "administrator": cast.the_administrator,
    "officer": cast.the_officer,
    "leader": cast.the_leader,
    "librarian": cast.the_librarian,
    "museum_keeper": cast.the_museum_keeper,
    "culture_head": cast.the_culture_head,
    "stranger": cast.the_stranger,
}
SERVICE = "library.lifelong_service"


@dataclass
class World:
    """The cast's province with a running plan, reports under way, counts, a file and a claim."""

    province: cast.Province
    scene: Scene
    count: Count
    file: StoredFile
    claim: Claim
    unit_report: Report
    draft: Report
    gathering: Report
    task_unit: TaskUnit
    people: dict[str, User]
    registers: Registers
    shelves: Shelves

    @property
    def plan(self) -> Plan:
        return self.scene.plan

    @property
    def target(self) -> Target:
        return Target.objects.filter(plan=self.plan).earliest("position")

    @property
    def unopened(self) -> Obligation:
        return self.scene.obligation(self.province.museum)

    def person(self, who: str) -> User:
        """Somebody of the cast, by role."""
        return self.people[who]


def _a_claim(library: Organisation, days_ago: int = 40) -> Claim:
    return capabilities.claim(
        at=cast.NOW - timedelta(days=days_ago),
        actor=SYSTEM,
        organisation=library,
        capability_code=SERVICE,
        answer=True,
        since=date(2026, 1, 1),
    )


def _a_task(plan: Plan, position: int) -> TaskUnit:
    task = Task.objects.create(
        plan=plan, position=position, title=f"Ngày hội sách {position}", state=RowState.ACCEPTED
    )
    return TaskUnit.objects.create(task=task, name="Thư viện tỉnh")


def _open_tasks(plan: Plan, library: Organisation) -> None:
    """Opens what is not open yet, and gives the library a part in each."""
    tasks.open_works(at=cast.NOW, actor=SYSTEM, plan=plan)
    for work in Work.objects.filter(plan=plan).exclude(parts__organisation=library):
        tasks.add_unit(
            at=cast.NOW,
            actor=SYSTEM,
            work=work,
            seen_revision=work.revision,
            role="executing",
            organisation=library,
        )


def the_world(province: cast.Province) -> World:
    scene = scenes.the_scene(province)
    scene.ask()
    count = scenes.count(province.library, "library.loans", date(2026, 6, 1), date(2026, 6, 30), 900)
    paper = files.keep(
        at=cast.NOW,
        actor=SYSTEM,
        name="so-ban-doc.txt",
        data="Sổ bạn đọc".encode(),
        organisation=province.library,
    )
    report = scene.submitted(province.library)
    draft = scene.written(province.culture_centre)
    claim = _a_claim(province.library)
    filled(province.library, "tv.tinh")
    filled(province.commune_library, "tv.xa")
    task_unit = _a_task(scene.plan, 1)
    _open_tasks(scene.plan, province.library)
    people = {**{who: make(province) for who, make in PEOPLE.items()}, "citizen": cast.the_citizen()}
    staff.file_for_doors(province.library, people["librarian"])
    gathered = scene.consolidated()
    target = Target.objects.filter(plan=scene.plan).earliest("position")
    registers = oversight.the_registers(province, scene.plan, target)
    shelves = catalogue.the_shelves(province)
    return World(
        province, scene, count, paper, claim, report, draft, gathered, task_unit, people, registers, shelves
    )


def grow(world: World) -> None:
    """More of everything: longer lists must not ask more queries."""
    province, plan = world.province, world.plan
    for month in range(1, 6):
        last = date(2026, month + 1, 1) - timedelta(days=1)
        scenes.count(province.library, "library.loans", date(2026, month, 1), last, 100 * month)
        files.keep(at=cast.NOW, actor=SYSTEM, name=f"so-{month}.txt", data=b"So %d" % month)
        _a_task(plan, 1 + month)
        subject, given = scenes.TARGETS[0]
        scenes.a_target(plan, 100 + month, f"{subject} ({month})", **given)
    _open_tasks(plan, province.library)
    for place in (province.other_commune_library, province.foreign_library):
        _a_claim(place)
    filled(province.other_commune_library, "tv.xa")
    filled(province.museum, "bt.hang-i")
    scenes.count(province.other_commune_library, "library.visits", date(2026, 1, 1), date(2026, 1, 31), 70)
    world.scene.submitted(province.museum)
    for number in range(4):
        staff.file_for_doors(province.museum, None, f"Trần Văn Bảo {number}")
    oversight.more(province, plan, world.target, world.registers)
    catalogue.more(province, world.shelves)
