"""The year lived: what is announced, who enrols, who comes, what is closed and what waits to be closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from random import Random
from typing import Final

from densach.demo.activities.clubs import Clubs
from densach.demo.activities.contests import Contests
from densach.demo.activities.courses import Courses
from densach.demo.activities.learners import learner
from densach.demo.activities.plans import Plan, plans_of
from densach.demo.activities.units import Unit, furnish
from densach.demo.counts import moment
from densach.demo.places import Places
from densach.kernel.actor import Actor
from densach.kernel.errors import Refusal
from densach.people.models import Person
from densach.services.activities.actions import (
    attending,
    closing,
    daily,
    enrolling,
    groups,
    planning,
    publicity,
    series,
    sessions,
    terms,
)
from densach.services.activities.actions.groups import GroupData
from densach.services.activities.actions.publicity import EvidenceData
from densach.services.activities.queries import Activity, ActivityKind, Session
from densach.services.activities.queries.activities import kinds_for
from densach.services.activities.queries.sessions import sessions_of
from densach.services.activities.rules.activity import ActivityData, PartnerData, RoleData
from densach.services.activities.rules.grounds import SpanData

BEGUN: Final = date(2025, 12, 1)
SEED: Final = 1811
# Of so many sessions one is closed late, one called off, one forgotten until somebody looks.
_CALLED_OFF, _FORGOTTEN = 60, 45
# Smaller crowds are tapped by fewer marks.
_LARGE: Final = 60


@dataclass(frozen=True)
class _Held:
    """A session to come, with who is expected."""

    session: int
    activity: int
    unit: Unit
    plan: Plan
    people: tuple[Person, ...]


@dataclass
class Year:
    """The units from the day on which they began to the day reached."""

    actor: Actor
    places: Places
    units: list[Unit]
    last: date
    chance: Random = field(default_factory=lambda: Random(SEED))
    reached: date = BEGUN - timedelta(days=1)
    _due: defaultdict[date, list[_Held]] = field(default_factory=lambda: defaultdict(list))
    _told: set[int] = field(default_factory=set)
    _acts: defaultdict[date, list[Callable[[date], None]]] = field(default_factory=lambda: defaultdict(list))

    def until(self, day: date) -> None:
        """Lives all days up to the given one."""
        day = min(day, self.last)
        while self.reached < day:
            self.reached += timedelta(days=1)
            self._live(self.reached)

    def _live(self, today: date) -> None:
        if today == BEGUN:
            self._begin(today)
        for act in self._acts.pop(today, []):
            act(today)
        for held in self._due.pop(today, []):
            self._hold(held, today)
        self._clubs.live(today)
        self._contests.live(today)
        self._courses.live(today)
        if (today + timedelta(days=1)).day == 1 or today == self.last:
            daily.run_day(at=moment(today, 23), send=False)

    @cached_property
    def _kinds(self) -> dict[str, ActivityKind]:
        return {one.code: one for one in kinds_for()}

    @cached_property
    def _contests(self) -> Contests:
        return Contests(self.actor, self.places, self.units, Random(SEED + 1))

    @cached_property
    def _clubs(self) -> Clubs:
        areas = {one.name: one.area for one in self.places.communes}
        return Clubs(self.actor, self.units, self.last, Random(SEED + 3), areas)

    @cached_property
    def _courses(self) -> Courses:
        return Courses(self.actor, self.places, Random(SEED + 2))

    def _begin(self, today: date) -> None:
        at = moment(today, 7)
        for name, first, last in (
            ("Nghỉ Tết Nguyên đán Bính Ngọ", date(2026, 2, 14), date(2026, 2, 22)),
            ("Nghỉ lễ 30/4 và 01/5", date(2026, 4, 30), date(2026, 5, 3)),
            ("Nghỉ Quốc khánh 02/9", date(2026, 9, 1), date(2026, 9, 2)),
        ):
            terms.write_holiday(at=at, actor=self.actor, organisation=None, data=SpanData(name, first, last))
        for unit in self.units:
            furnish(at, self.actor, unit)
            for plan in plans_of(unit, BEGUN, self.last):
                day = max(plan.announced, today)
                if day <= self.last:
                    self._acts[day].append(partial(self._announce, unit, plan))

    def _announce(self, unit: Unit, plan: Plan, today: date) -> None:
        """Planned, given its days and people, and shown to everybody."""
        at = moment(today, 9)
        is_club = plan.kind == "club_meeting"
        activity = self._clubs.found(unit, plan, today) if is_club else self._plan(unit, plan, at)
        if not self._has_days(activity, unit, plan, at):
            return
        if not is_club:
            planning.publish(at=at, actor=self.actor, activity=activity)
        people = [self._enrol(activity, plan, at, today) for _number in range(plan.learners)]
        for number, session in enumerate(sessions_of(activity)):
            if plan.schools and session.on > today:
                self._invite(activity, session, plan.schools[number % len(plan.schools)], at)
            if today <= session.on <= self.last:
                held = _Held(session.pk, activity.pk, unit, plan, tuple(people[: plan.capacity]))
                self._due[session.on].append(held)

    def _plan(self, unit: Unit, plan: Plan, at: datetime) -> Activity:
        told = ActivityData(
            kind=self._kinds[plan.kind], title=plan.title, summary=plan.summary, interest=plan.interest,
            audience=plan.audience, occasion=plan.occasion, channel=plan.channel,
            enrol_mode="open" if plan.learners else "approval" if plan.schools else "none",
            enrol_each=bool(plan.schools), capacity=plan.capacity,
            min_age=plan.ages[0] if plan.learners else None, max_age=plan.ages[1] if plan.learners else None,
            extra={name: text for name, text in (("books", plan.books), ("hours", plan.hours)) if text},
        )  # fmt: skip
        made = planning.plan_activity(at=at, actor=self.actor, organisation=unit.organisation, data=told)
        if need := made.kind.needs_role:
            roles = [RoleData(need, name=plan.teacher or "Cán bộ phụ trách")]
            planning.write_roles(at=at, actor=self.actor, activity=made, roles=roles)
        if plan.partners:
            partners = [PartnerData(name=name) for name in plan.partners]
            planning.write_partners(at=at, actor=self.actor, activity=made, partners=partners)
        return made

    def _has_days(self, activity: Activity, unit: Unit, plan: Plan, at: datetime) -> bool:
        """In its room, or in another one where that is taken; False where no day is left of it."""
        room = unit.rooms[_room_of(plan, unit)] if unit.rooms and not plan.series.place else None
        for venue, place in ((room, plan.series.place), (None, plan.series.place or "Phòng họp")):
            data = replace(plan.series, venue=venue, place=place, channel=plan.channel)
            with suppress(Refusal):
                series.add_series(at=at, actor=self.actor, activity=activity, data=data)
                return True
        return False

    def _enrol(self, activity: Activity, plan: Plan, at: datetime, today: date) -> Person:
        person = learner(at, self.chance, today, plan.ages)
        enrolling.enrol(
            at=at, actor=self.actor, activity=activity, person=person, sure=("alike", "age", "late"),
            agreed_by=person.guardian.name if person.guardian else "",
        )  # fmt: skip
        return person

    def _invite(self, activity: Activity, session: Session, school: str, at: datetime) -> None:
        """A class of the school has its places."""
        pupils = self.chance.randint(28, 38)
        told = GroupData(
            f"Lớp {self.chance.randint(3, 7)}A, {school}", pupils + 2, 2, contact="Thầy, cô chủ nhiệm"
        )
        groups.add_group(at=at, actor=self.actor, activity=activity, data=told, session=session)

    def _tell_news(self, session: Session, plan: Plan, today: date) -> None:
        """What the unit wrote of it, and what the press did."""
        at = moment(today, 22)
        own = EvidenceData("news", plan.title, today, text=plan.news, session=session, public=True)
        publicity.add_evidence(at=at, actor=self.actor, activity=session.activity, data=own)
        press = EvidenceData(
            "press", f"Phóng sự: {plan.title}", today, url=f"https://bao.example.vn/van-hoa/{session.pk}",
            source="Báo và Phát thanh, Truyền hình Vĩnh Long", session=session, public=True,
        )  # fmt: skip
        publicity.add_evidence(at=at, actor=self.actor, activity=session.activity, data=press)

    def _hold(self, held: _Held, today: date) -> None:
        session = Session.objects.get(pk=held.session)
        at = moment(today, 22)
        if self.chance.randrange(_CALLED_OFF) == 0 and not held.plan.occasion:
            sessions.cancel_session(
                at=moment(today, 8),
                actor=self.actor,
                session=session,
                why="Mưa lớn, triều cường",
                reach="one",
            )
            return
        if held.people:
            marks = {one.pk: self._came() for one in held.people}
            attending.mark(at=at, actor=self.actor, session=session, marks=marks)
        self._clubs.meet(session, today)
        if held.plan.crowd:
            self._tap(session, held.plan, today)
        # In the last three weeks some wait to be closed: the list of the demo has something to show.
        if (self.last - today).days < 21 and self.chance.randrange(_FORGOTTEN) < 4:
            return
        closing.close_session(at=at, actor=self.actor, session=session, seen=0)
        if held.plan.news and held.activity not in self._told:
            self._told.add(held.activity)
            self._tell_news(session, held.plan, today)

    def _came(self) -> str:
        drawn = self.chance.random()
        return (
            "present" if drawn < 0.84 else "late" if drawn < 0.9 else "excused" if drawn < 0.94 else "absent"
        )

    def _tap(self, session: Session, plan: Plan, today: date) -> None:
        """A crowd in a few taps: children, grown-ups, old people; some of whom nobody knows more."""
        at = moment(today, 21)
        whole = max(round(plan.crowd * self.chance.uniform(0.7, 1.25)), 3)
        children = round(whole * plan.children)
        old = round((whole - children) * self.chance.uniform(0.1, 0.3))
        unknown = round(whole * 0.06)
        minority = round((whole - children - old - unknown) * 0.12)
        pupils = "age=child;band=b6_10;role=pupil"
        parts = [(pupils, children), ("age=senior;band=b60", old)]
        if whole > _LARGE:
            older = children // 3
            parts = [
                (pupils, children - older),
                ("age=child;band=b11_15;role=pupil", older),
                ("age=senior;band=b60", old),
                ("age=adult;band=b31_59;ethnic=minority", minority),
                ("", unknown),
            ]
        told = sum(number for _slice, number in parts)
        parts.append(("age=adult;band=b31_59", whole - told))
        for slice_, number in parts:
            if number > 0:
                attending.tap(at=at, actor=self.actor, session=session, slice=slice_, quantity=number)


def _room_of(plan: Plan, unit: Unit) -> int:
    """The class room for classes, the hall for the rest, as far as the unit has them."""
    wanted = 1 if plan.learners else 0
    return min(wanted, len(unit.rooms) - 1)
