"""A running plan of Ba Vàm whose tasks are of each kind of time, opened as works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from densach.kernel.actor import SYSTEM, Actor
from densach.organisations.models import Organisation
from densach.programme.plans.models import Plan, RowState, Task, TaskUnit
from densach.programme.tasks import actions
from densach.programme.tasks.actions import Saying
from densach.programme.tasks.models import Part, Update, Work
from tests.cast import Province
from tests.programme.reports.scene import a_plan

OPENED = datetime(2026, 1, 15, 2, 0, tzinfo=UTC)

# title → content, time of the plan's row, unit in the lead, executing units, who takes part
TASKS: tuple[tuple[str, str, dict[str, Any], str, tuple[str, ...], str], ...] = (
    ("Số hóa tài liệu địa chí", "", {"time_kind": "continuous", "time_text": "Thường xuyên"}, "Sở VHTTDL",
     ("Thư viện tỉnh",), "Bảo tàng tỉnh"),
    ("Tổ chức Ngày Sách", "", {"time_kind": "yearly", "time_text": "Tháng 4 hằng năm"}, "Sở VHTTDL",
     ("Thư viện tỉnh", "Bảo tàng tỉnh"), ""),
    ("Hiện đại hóa Thư viện tỉnh", "", {"time_kind": "span", "time_from": "2026-01-01", "time_to": "2027-12-31"}, "",
     ("Thư viện tỉnh",), ""),
    ("Tổ chức phục vụ xe thư viện lưu động",
     "Triển khai thí điểm phục vụ xe tại 03 trường tiểu học thuộc phường Bình Thủy. Sau đó triển khai rộng rãi đến "
     "các trường học vùng sâu.",
     {"time_kind": "conditional", "trigger": "Khi được tiếp nhận xe", "time_text": "Khi được tiếp nhận xe"}, "",
     ("Thư viện tỉnh",), ""),
    ("Xây dựng Quy chế phối hợp với trường học", "", {"time_kind": "date", "time_to": "2026-06-30"}, "Sở VHTTDL", (),
     ""),
    ("Khảo sát mạng lưới", "", {"time_kind": "every_n_years", "every_years": 2, "time_text": "02 năm 01 lần"}, "",
     ("Thư viện, phòng đọc các xã",), ""),
    ("Tuyên truyền", "", {}, "", (), ""),
)  # fmt: skip


@dataclass
class Scene:
    """The province with its plan; works are found by the first words of their title."""

    province: Province
    plan: Plan

    def work(self, words: str) -> Work:
        return Work.objects.get(plan=self.plan, title__startswith=words)

    def part(self, words: str, unit: Organisation | None = None) -> Part:
        rows = Part.objects.filter(work__plan=self.plan, work__title__startswith=words, reports=True)
        return rows.get(organisation=unit) if unit else rows.get()

    def say(
        self,
        part: Part,
        act: str,
        words: str = "Đã làm.",
        *,
        actor: Actor = SYSTEM,
        on: date = date(2026, 3, 2),
    ) -> Update:
        part.refresh_from_db()
        at = datetime(on.year, on.month, on.day, 3, 0, tzinfo=UTC)
        saying = Saying(words=words)
        return actions.say(at=at, actor=actor, part=part, act=act, seen_revision=part.revision, saying=saying)


def the_scene(province: Province) -> Scene:
    plan = a_plan(province)
    tied = {
        "Sở VHTTDL": province.department,
        "Thư viện tỉnh": province.library,
        "Bảo tàng tỉnh": province.museum,
    }
    for position, (title, content, time, lead, executing, helps) in enumerate(TASKS, start=1):
        task = Task.objects.create(
            plan=plan,
            position=position,
            state=RowState.ACCEPTED,
            title=title,
            content=content,
            group="library",
            **time,
        )
        units = [("lead", lead), *(("executing", one) for one in executing), ("coordinating", helps)]
        TaskUnit.objects.bulk_create(
            TaskUnit(task=task, role=role, name=name, organisation=tied.get(name))
            for role, name in units
            if name
        )
    actions.open_works(at=OPENED, actor=SYSTEM, plan=plan)
    return Scene(province, plan)
