"""Clubs, groups and teams of the register: who leads them, who belongs to them, where teams go, how a club ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from random import Random
from typing import Final

from densach.demo.activities.learners import aged
from densach.demo.activities.plans import Plan
from densach.demo.activities.units import Unit
from densach.demo.counts import moment
from densach.demo.library.readers import somebody
from densach.kernel.actor import Actor
from densach.organisations.models import Area, Organisation
from densach.people.models import Person
from densach.people.rules.staffing import PersonData
from densach.services.activities.actions import attending
from densach.services.activities.queries import Activity, Session
from densach.services.clubs import actions
from densach.services.clubs.queries import Club
from densach.services.clubs.queries.clubs import by_id
from densach.services.clubs.rules.given import (
    ClubData,
    Crowd,
    LightData,
    MeetingData,
    MemberData,
    StepData,
    TripData,
)

# Of the communes' clubs: every fourth writes its members; one pauses, one ends, one is to be renewed soon.
_WITH_NAMES: Final = 4
_PAUSES, _ENDS, _RENEWS = 9, 13, 6
_TEAMS: Final = (
    ("Đội văn nghệ quần chúng Trung tâm Văn hóa tỉnh", "art_team", "arts", 20, "Ca ngợi quê hương Cửu Long"),
    ("Đội tuyên truyền lưu động tỉnh", "mobile_team", "law", 12, "Phòng chống đuối nước, an toàn giao thông"),
)  # fmt: skip
_PLACES: Final = (
    "Nhà văn hóa ấp Phú Hòa", "Sân chùa ấp Sóc Ruộng", "Chợ xã", "Sân Ủy ban nhân dân xã", "Bến đò ấp Cồn Phụng",
    "Trường Tiểu học ấp Nhơn Lợi",
)  # fmt: skip
_GROUPS: Final = (
    ("Nhóm dưỡng sinh buổi sáng", "ấp Tân Phú", "sport", 18, "Nguyễn Thị Bảy", "0939112204"),
    ("Nhóm múa Rô băm", "ấp Sóc Ruộng", "folk", 14, "Thạch Thị Sa Rinh", "0939112205"),
    ("Nhóm đờn ca xóm Chợ", "ấp Chợ", "folk", 11, "Huỳnh Văn Sáu", "0939112206"),
)  # fmt: skip
# A light group meets on these days of a month, from summer on.
_MEETS_ON: Final = (6, 20)
_GROUPS_FROM: Final = date(2026, 8, 1)


@dataclass
class Clubs:
    """`last`: the last day that is lived; what is about to end, or has just ended, is told from there."""

    actor: Actor
    units: list[Unit]
    last: date
    chance: Random
    # Commune → its area.
    areas: Mapping[str, Area] = field(default_factory=dict)
    _members: dict[int, list[Person]] = field(default_factory=dict)
    _founded: list[int] = field(default_factory=list)
    _teams: list[int] = field(default_factory=list)
    _groups: list[int] = field(default_factory=list)

    def found(self, unit: Unit, plan: Plan, today: date) -> Activity:
        """The club that meets by the plan, and the activity of its meetings."""
        number = len(self._founded)
        told = ClubData(
            kind="club", name=plan.title, founded_on=date(2016 + number % 9, 3 + number % 8, 4 + number % 20),
            about=plan.summary or "Sinh hoạt mỗi tháng một lần theo lịch trăng; ai mê thì đến, nghe rồi cùng tập.",
            interest=plan.interest, audience=plan.audience, paper_number=f"{20 + number}/QĐ-UBND",
            renewed_until=self.last + timedelta(days=25) if number == _RENEWS else None,
            contact="Đến buổi sinh hoạt gần nhất hoặc gặp cán bộ trực trung tâm trong giờ làm việc.",
        )  # fmt: skip
        club = self._enter(unit.organisation, told, today)
        self._founded.append(club.pk)
        if not unit.commune or number % _WITH_NAMES == 0:
            self._join(club, 8 + number % 7, today)
        return self._activity(club)

    def meet(self, session: Session, today: date) -> None:
        """Members who came are marked by name, where the club writes names."""
        members = self._members.get(session.activity_id, [])
        if members:
            marks = {one.pk: "present" if self.chance.random() < 0.8 else "excused" for one in members}
            attending.mark(at=moment(today, 21), actor=self.actor, session=session, marks=marks)

    def live(self, today: date) -> None:
        """A day: teams go out once a month, groups meet, clubs pause and end, a year is signed."""
        if not self._teams:
            self._teams = [self._team(number, today) for number in range(len(_TEAMS))]
        for number, team in enumerate(self._teams):
            if today.day == (12, 24)[number]:
                self._go_out(team, number, today)
        if today == _GROUPS_FROM:
            self._groups = [self._note(number, today) for number in range(len(_GROUPS))]
        elif today.day in _MEETS_ON:
            for number, group in enumerate(self._groups):
                self._meet_lightly(group, number, today)
        if today == date(2026, 1, 6):
            self._sign(2025, today)
        if today == self.last:
            self._step(_PAUSES, "pause", today, "Chủ nhiệm đi chữa bệnh, tạm nghỉ đến sau Tết")
            self._step(_ENDS, "close", today, "Hội viên chuyển sang sinh hoạt cùng câu lạc bộ xã bên")

    def _enter(self, unit: Organisation, told: ClubData, today: date) -> Club:
        head = aged(somebody(self.chance, today), self.chance, today, (42, 70))
        return actions.found_club(
            at=moment(today, 8), actor=self.actor, organisation=unit, data=told, head=head
        )

    def _join(self, club: Club, number: int, today: date) -> None:
        found = self._members.setdefault(self._activity(club).pk, [])
        for _each in range(number):
            who: PersonData = aged(somebody(self.chance, today), self.chance, today, (24, 68))
            data = MemberData(who=who, since=today, sure=("alike",))
            made = actions.join(at=moment(today, 9), actor=self.actor, club=club, data=data)
            found.append(made.person)

    def _team(self, number: int, today: date) -> int:
        name, kind, interest, performers, _programme = _TEAMS[number]
        told = ClubData(
            kind=kind, name=name, founded_on=date(2018, 5, 10 + number), interest=interest,
            paper_number=f"{118 + number}/QĐ-SVHTTDL", about="Đi phục vụ các ấp, khóm xa trung tâm.",
        )  # fmt: skip
        team = self._enter(self.units[0].organisation, told, today)
        self._join(team, performers // 2, today)
        return team.pk

    def _go_out(self, team: int, number: int, today: date) -> None:
        _name, _kind, _interest, performers, programme = _TEAMS[number]
        whole = self.chance.randint(110, 240)
        parts = {"age=child;band=b6_10": whole // 4, "age=senior;band=b60": whole // 6}
        unit = self.units[3 + (today.month * 2 + number) % 28]
        trip = TripData(
            on=today, starts=time(18, 30), minutes=120, place=_PLACES[(today.month + number) % len(_PLACES)],
            area=self.areas.get(unit.commune), programme=programme, performers=performers, vehicle="xe 29 chỗ, xe loa",
            crowd=Crowd(whole, parts),
        )  # fmt: skip
        actions.add_trip(at=moment(today, 22), actor=self.actor, club=self._club(team), data=trip)

    def _note(self, number: int, today: date) -> int:
        name, hamlet, interest, members, head, phone = _GROUPS[number]
        data = LightData(
            name=name, hamlet=hamlet, interest=interest, members=members, head_name=head, head_phone=phone
        )
        unit = self.units[3 + number].organisation
        made = actions.add_light_group(at=moment(today, 8), actor=self.actor, organisation=unit, data=data)
        return made.pk

    def _meet_lightly(self, group: int, number: int, today: date) -> None:
        came = _GROUPS[number][3] - self.chance.randrange(5)
        data = MeetingData(
            on=today, crowd=Crowd(came, {"age=senior;band=b60": came // 2}), starts=time(6), minutes=60,
            place=f"Nhà văn hóa {_GROUPS[number][1]}",
        )  # fmt: skip
        actions.record_meeting(at=moment(today, 20), actor=self.actor, club=self._club(group), data=data)

    def _sign(self, year: int, today: date) -> None:
        club, at = self._club(self._founded[0]), moment(today, 9)
        summary = actions.write_summary(
            at=at, actor=self.actor, club=club, year=year, seen=0,
            did="Sinh hoạt đều; tham gia văn nghệ đêm giao thừa của tỉnh, truyền nghề cho sáu em nhỏ.",
            lacked="Thiếu đàn kìm, phòng tập dùng chung với lớp năng khiếu.",
            next_year="Mở thêm một lớp cho học sinh; dự liên hoan cấp tỉnh.",
        )  # fmt: skip
        actions.sign_summary(at=at, actor=self.actor, summary=summary, seen=summary.revision)

    def _step(self, number: int, act: str, today: date, note: str) -> None:
        club = self._club(self._founded[number])
        data = StepData(on=today, note=note)
        actions.step_club(
            at=moment(today, 22), actor=self.actor, club=club, act=act, data=data, seen=club.revision
        )

    def _club(self, pk: int) -> Club:
        found = by_id(pk)
        if found is None:
            raise LookupError(pk)
        return found

    def _activity(self, club: Club) -> Activity:
        if club.activity is None:
            raise LookupError(club.pk)
        return club.activity
