"""The tasks of the demo's plan at work: opened in January, told by their units, confirmed, returned, some late."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from densach.demo.counts import SEED, moment
from densach.demo.places import Places
from densach.demo.rounds import acting, staff_of
from densach.demo.tasks_added import ALLOWANCE, RULES, TRUCK, Added, added
from densach.files.actions import Upload
from densach.kernel.actor import Actor
from densach.kernel.errors import Refusal
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.programme.indicators import queries as indicators
from densach.programme.plans import actions as plans_do
from densach.programme.plans import queries as plans
from densach.programme.plans.rules.values import TaskValues
from densach.programme.tasks import actions, queries
from densach.programme.tasks.actions import Proof, Saying, WorkValues
from densach.programme.tasks.rules.times import Times

OPENED: Final = date(2026, 1, 15)
LEADER: Final = ("Trần Văn Đồng", "Phó Giám đốc Sở")


@dataclass
class _Story:
    """Acts in the order of days; whatever lies after yesterday has not happened."""

    plan: Any
    officer: User
    today: date
    people: dict[str, User]
    dice: random.Random = field(default_factory=lambda: random.Random(SEED + 11))

    def has_come(self, day: date) -> bool:
        return day < self.today

    def boss(self, day: date) -> Actor:
        return acting(self.officer, day)

    def work(self, title: str) -> Any:
        found = queries.lines_of(self.plan, queries.Wanted(text=title), self.today)
        return next(line.work for line in found if line.work.title == title or len(found) == 1)

    def part(self, title: str, unit: Organisation | None = None) -> Any:
        """The reporting part of a unit, or the first one that nobody is tied to."""
        parts = [one for one in queries.parts_of(self.work(title)) if one.reports]
        key = unit.pk if unit else None
        return next(one for one in parts if one.organisation_id == key)

    def say(
        self,
        day: date,
        who: Actor,
        part: Any,
        act: str,
        words: str = "",
        *,
        counted: int | None = None,
        proofs: Sequence[Proof] = (),
    ) -> None:
        if self.has_come(day):
            saying = Saying(words=words, counted=counted, proofs=tuple(proofs))
            part.refresh_from_db()
            actions.say(
                at=moment(day, 9), actor=who, part=part, act=act, seen_revision=part.revision, saying=saying
            )


def play(places: Places, people: dict[str, User], plan_code: str, today: date) -> None:
    """Everything up to yesterday."""
    if today <= OPENED:
        return
    officer = people["department_officer"]
    plan = plans.plan_for(acting(officer, OPENED), plan_code)
    story = _Story(plan, officer, today, people)
    more = added(places)
    for one in more:
        values = TaskValues(one.title, one.content, one.group)
        plans_do.add_task(at=moment(OPENED, 8), actor=story.boss(OPENED), plan=plan, values=values)
    actions.open_works(at=moment(OPENED, 9), actor=story.boss(OPENED), plan=plan)
    for one in more:
        _set_up(story, one)
    _library(story, places)
    _museum(story, places)
    _centre(story, places)
    _learning_week(story, places)
    _truck(story, places)
    _papers(story, places)
    _communes(story, places)
    _reminders(story, places)


def _set_up(story: _Story, one: Added) -> None:
    """Times, leader and units as the assignment of the department says."""
    work = story.work(one.title)
    values = WorkValues(
        title=one.title,
        content=one.content,
        kind=one.kind,
        leader_name=LEADER[0],
        leader_title=LEADER[1],
        times=one.times,
    )
    at, boss = moment(OPENED, 10), story.boss(OPENED)
    work = actions.change_work(at=at, actor=boss, work=work, seen_revision=work.revision, values=values)
    first = story.part(one.title, work.owner)
    for unit in one.units:
        if unit.pk != work.owner_id:
            work.refresh_from_db()
            actions.add_unit(
                at=at, actor=boss, work=work, seen_revision=work.revision, role="executing", organisation=unit
            )
    if work.owner_id not in {unit.pk for unit in one.units}:
        work.refresh_from_db()
        actions.remove_unit(at=at, actor=boss, part=first, seen_revision=work.revision)


def _counted(code: str, period: str) -> Proof:
    return Proof(indicator=indicators.by_code(code), period=period)


def _paper(name: str, text: str) -> Proof:
    return Proof(upload=Upload(name, text.encode()))


def _library(story: _Story, places: Places) -> None:
    head = acting(story.people["institution_head"], OPENED)
    desk = acting(story.people["librarian"], OPENED)
    modern = story.part("Hiện đại hóa Thư viện tỉnh", places.library)
    story.say(date(2026, 2, 3), head, modern, "begin")
    for title, last in (
        ("Lựa chọn, chuyển dữ liệu sang phần mềm quản lý thư viện mới", date(2026, 12, 10)),
        ("Bố trí phòng đọc đa phương tiện tầng 2", date(2026, 11, 14)),
    ):
        values = WorkValues(title=title, times=Times("span", starts_on=date(2026, 3, 1), ends_on=last))
        actions.divide(
            at=moment(date(2026, 2, 4), 9), actor=head, part=modern, values=values, organisations_given=()
        )
        piece = story.part(title, places.library)
        story.say(date(2026, 3, 9), desk, piece, "begin")
    story.say(date(2026, 6, 15), head, modern, "note", "Đã khảo sát 04 phần mềm, chọn 02 phần mềm chạy thử.")
    _scanning(story, places, desk)
    _day_of_books(story, places, head)
    assets = story.part("Bàn giao, hợp nhất sổ đăng ký tài sản", places.library)
    story.say(date(2026, 3, 2), head, assets, "begin")
    story.say(
        date(2026, 8, 18),
        head,
        assets,
        "wait",
        "Chưa thống nhất giá trị còn lại của xe thư viện lưu động cũ.",
    )


def _scanning(story: _Story, places: Places, desk: Actor) -> None:
    """Pages are counted, so the task says how many there are."""
    scans = story.work("Số hóa tài liệu địa chí")
    values = WorkValues(
        title=scans.title,
        content=scans.content,
        leader_name=LEADER[0],
        leader_title=LEADER[1],
        times=queries.times_of(scans),
        whole=50_000,
        whole_unit="trang",
    )
    boss = story.boss(OPENED)
    actions.change_work(
        at=moment(OPENED, 14), actor=boss, work=scans, seen_revision=scans.revision, values=values
    )
    part = story.part("Số hóa tài liệu địa chí", places.library)
    story.say(date(2026, 2, 10), desk, part, "begin")
    story.say(
        date(2026, 5, 8), desk, part, "note", "Đã quét xong bộ báo Vĩnh Long 1976 - 1985.", counted=12_400
    )
    story.say(
        date(2026, 9, 25),
        desk,
        part,
        "note",
        "Quét thêm địa bạ, gia phả của 06 đình làng; máy quét khổ lớn hỏng 02 tuần.",
        counted=31_750,
        proofs=[_paper("so-theo-doi-so-hoa.txt", "Sổ theo dõi số hóa tài liệu địa chí, đến 25/9/2026")],
    )


def _day_of_books(story: _Story, places: Places, head: Actor) -> None:
    """Done in April, confirmed, with what shows it."""
    day_of_books = story.part("Tổ chức Ngày Sách và Văn hóa đọc Việt Nam (21/4)", places.library)
    story.say(date(2026, 4, 2), head, day_of_books, "begin")
    story.say(
        date(2026, 4, 24),
        head,
        day_of_books,
        "finish",
        "Đã tổ chức 03 ngày hội sách tại Vĩnh Long, Bến Tre, Trà Vinh; tặng 1.200 bản sách cho 14 trường.",
        proofs=[
            _paper("bao-cao-ngay-sach.txt", "Báo cáo kết quả Ngày Sách và Văn hóa đọc Việt Nam 2026"),
            _counted("tv.luot_ban_doc", "2026-04"),
        ],
    )
    story.say(date(2026, 4, 27), story.boss(OPENED), day_of_books, "confirm")
    others = story.part("Tổ chức Ngày Sách và Văn hóa đọc Việt Nam (21/4)")
    story.say(
        date(2026, 4, 29),
        story.boss(OPENED),
        others,
        "finish",
        "97/124 xã, phường đã tổ chức, theo báo cáo nhanh.",
    )
    story.say(date(2026, 5, 4), story.boss(OPENED), others, "confirm")


def _museum(story: _Story, places: Places) -> None:
    keeper, boss = acting(story.people["museum_keeper"], OPENED), story.boss(OPENED)
    lessons = story.part("Xây dựng chương trình giáo dục di sản", places.museum)
    story.say(date(2026, 3, 16), keeper, lessons, "begin")
    story.say(
        date(2026, 10, 20),
        keeper,
        lessons,
        "note",
        "Đã biên soạn 05/08 bài học; 31 đoàn học sinh đến học tại bảo tàng.",
        proofs=[_counted("bt.luot_khach", "2026")],
    )
    shows = story.part("Trưng bày chuyên đề và trưng bày lưu động", places.museum)
    story.say(date(2026, 2, 20), keeper, shows, "begin")
    story.say(date(2026, 9, 11), keeper, shows, "finish", "Đã tổ chức đủ các cuộc trưng bày trong năm.")
    story.say(
        date(2026, 9, 15), boss, shows, "return", "Thiếu thuyết minh tiếng Khmer của cuộc trưng bày thứ ba."
    )
    story.say(date(2026, 11, 12), keeper, shows, "finish", "Đã bổ sung thuyết minh tiếng Khmer và tiếng Anh.")
    days = story.part("Tổ chức Ngày Quốc tế Bảo tàng (18/5)", places.museum)
    story.say(date(2026, 5, 5), keeper, days, "begin")
    story.say(date(2026, 5, 22), keeper, days, "note", "Mở cửa tự do ngày 18/5, đón 1.940 lượt khách.")


def _centre(story: _Story, places: Places) -> None:
    head, boss = acting(story.people["culture_head"], OPENED), story.boss(OPENED)
    festival = story.part("Tổ chức liên hoan, hội diễn văn nghệ quần chúng", places.centre)
    story.say(date(2026, 6, 1), head, festival, "begin")
    story.say(
        date(2026, 8, 28),
        head,
        festival,
        "finish",
        "Liên hoan cấp tỉnh có 42 đội, 318 diễn viên không chuyên.",
    )
    story.say(date(2026, 9, 3), boss, festival, "confirm")
    training = story.part("Tập huấn người phụ trách phòng đọc", places.centre)
    story.say(date(2026, 8, 10), head, training, "begin")
    story.say(date(2026, 11, 6), head, training, "note", "Đã mở 02 lớp tại Trà Vinh, Bến Tre cho 86 người.")


def _learning_week(story: _Story, places: Places) -> None:
    """The week is over: some have told, one has not, so it is late."""
    boss, title = story.boss(OPENED), "Hưởng ứng Tuần lễ học tập suốt đời"
    library = story.part(title, places.library)
    story.say(date(2026, 9, 20), acting(story.people["institution_head"], OPENED), library, "begin")
    story.say(
        date(2026, 10, 9),
        acting(story.people["institution_head"], OPENED),
        library,
        "finish",
        "Tổ chức lễ hưởng ứng, 04 lớp kỹ năng số, 02 buổi nói chuyện chuyên đề.",
    )
    story.say(date(2026, 10, 14), boss, library, "confirm")
    museum = story.part(title, places.museum)
    story.say(
        date(2026, 10, 8),
        acting(story.people["museum_keeper"], OPENED),
        museum,
        "finish",
        "Mở cửa tự do cả tuần.",
    )
    centre = story.part(title, places.centre)
    story.say(date(2026, 9, 28), acting(story.people["culture_head"], OPENED), centre, "begin")


def _truck(story: _Story, places: Places) -> None:
    """The lorry came in August: the pilot ran in three schools, its result opened the roll-out."""
    boss, came = story.boss(OPENED), date(2026, 8, 14)
    if not story.has_come(came):
        return
    work = story.work(TRUCK)
    work = actions.declare(
        at=moment(came, 15),
        actor=boss,
        work=work,
        seen_revision=work.revision,
        day=date(2026, 8, 12),
        paper="Biên bản bàn giao xe ngày 12/8/2026 của Vụ Thư viện",
    )
    pilot, rollout = actions.divide_into_phases(
        at=moment(came, 16),
        actor=boss,
        work=work,
        seen_revision=work.revision,
        pilot_places="03 trường tiểu học thuộc các xã cù lao",
        rollout_places="các trường học vùng sâu trên địa bàn tỉnh",
        pilot_whole=3,
    )
    _pilot(story, pilot, rollout)


def _pilot(story: _Story, pilot: Any, rollout: Any) -> None:
    boss, head = story.boss(OPENED), acting(story.people["institution_head"], OPENED)
    tried = next(one for one in queries.parts_of(pilot) if one.reports)
    story.say(date(2026, 9, 7), head, tried, "begin", counted=1)
    story.say(
        date(2026, 10, 23),
        head,
        tried,
        "finish",
        "Xe đã phục vụ đủ 03 trường, mỗi trường 02 buổi.",
        counted=3,
    )
    if not story.has_come(date(2026, 10, 30)):
        return
    story.say(date(2026, 10, 28), boss, tried, "confirm")
    pilot.refresh_from_db()
    actions.write_result(
        at=moment(date(2026, 10, 30), 9),
        actor=boss,
        work=pilot,
        seen_revision=pilot.revision,
        result="1.046 lượt học sinh đọc sách, mượn 780 bản; cần thêm 01 máy phát điện và lịch cố định theo tuần. "
        "Đề nghị triển khai rộng.",
    )
    next_part = next(one for one in queries.parts_of(rollout) if one.reports)
    story.say(date(2026, 11, 9), head, next_part, "begin")


def _papers(story: _Story, places: Places) -> None:
    boss, title = story.boss(OPENED), RULES
    part = story.part(title, places.department)
    story.say(date(2026, 4, 6), boss, part, "begin")
    issued = date(2026, 6, 22)
    if story.has_come(issued):
        work = story.work(title)
        actions.close_by_paper(
            at=moment(issued, 10),
            actor=boss,
            work=work,
            seen_revision=work.revision,
            paper="Quyết định 1187/QĐ-SVHTTDL ban hành Quy chế phối hợp",
            issued_on=issued,
            upload=Upload("quyet-dinh-1187.txt", "Quyết định ban hành Quy chế phối hợp".encode()),
        )
    story.say(date(2026, 6, 23), boss, part, "finish", "Đã ban hành, gửi các trường và thư viện.")
    story.say(date(2026, 6, 24), boss, part, "confirm")
    late = story.part(ALLOWANCE, places.department)
    story.say(date(2026, 7, 6), boss, late, "begin")
    story.say(date(2026, 10, 12), boss, late, "wait", "Chờ ý kiến thẩm định của Sở Tài chính về nguồn chi.")


def _communes(story: _Story, places: Places) -> None:
    """Each commune's library gets its own part; most have begun, some are done, a few are silent."""
    title, boss = "Phát triển thư viện, phòng đọc cấp xã", story.boss(OPENED)
    libraries = [one.library for one in places.communes if one.library is not None]
    work, part = story.work(title), story.part(title)
    actions.spread(at=moment(OPENED, 15), actor=boss, part=part, seen_revision=work.revision, units=libraries)
    for number, part in enumerate(one for one in queries.parts_of(work) if one.reports):
        who = staff_of(f"Người phụ trách {part.name.split(' (')[0].replace('Thư viện', 'thư viện')}")
        if number % 4 == 3:
            continue
        story.say(date(2026, 3, 2 + number % 26), who, part, "begin")
        if number % 8 == 1:
            story.say(
                date(2026, 10, 1 + number % 20), who, part, "finish", "Đã niêm yết giờ mở cửa, đủ giá sách."
            )
        if number % 16 == 1:
            story.say(date(2026, 11, 2), boss, part, "confirm")


def _reminders(story: _Story, places: Places) -> None:
    day = date(2026, 11, 3)
    if not story.has_come(day):
        return
    for addressee in (None, places.library):
        try:
            actions.print_letter(
                at=moment(day, 14), actor=story.boss(day), plan=story.plan, addressee=addressee
            )
        except Refusal:
            continue
