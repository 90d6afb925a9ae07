"""A year of oversight in the demo: difficulties and their answers, an inspection, models, commendations, a study by a
university, the review of the first half of the year. Everything by the actions that the pages call; only what lies
before today has happened.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from densach.demo import oversight_honours as honours
from densach.demo import oversight_words as words
from densach.demo.counts import moment
from densach.demo.places import Places
from densach.demo.rounds import acting, staff_of
from densach.files.actions import Upload
from densach.kernel.actor import Actor
from densach.kernel.period import Period
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.programme.oversight.actions import (
    assessments,
    commendations,
    difficulties,
    inspections,
    practices,
    reviews,
    visits,
)
from densach.programme.oversight.actions.stepping import Doing
from densach.programme.plans import queries as plans

_HALF: Final = Period.half(2026, 1)


@dataclass
class Scene:
    """Places and people, the plan and its targets, and the day on which the story ends."""

    places: Places
    people: dict[str, User]
    plan: Any
    today: date
    targets: list[Any] = field(default_factory=list)

    def has(self, day: date) -> bool:
        return day < self.today

    def unit(self, name: str) -> Organisation:
        """ "library", "museum", "centre", "department", or "library 3" and "centre 7" of a commune."""
        kind, _space, number = name.partition(" ")
        if not number:
            found: Organisation = getattr(self.places, kind)
            return found
        commune = self.places.communes[int(number)]
        if kind == "library":
            return commune.library or commune.centre
        return commune.committee if kind == "committee" else commune.centre

    def who(self, name: str, day: date) -> Actor:
        """Somebody of the demo's accounts by role, or somebody of the named unit."""
        if name in self.people:
            return acting(self.people[name], day)
        if name == "library":
            return staff_of("Lê Thị Thư")
        kind, _space, number = name.partition(" ")
        if number:
            commune = self.places.communes[int(number)].name
            return staff_of(f"Cán bộ văn hóa {commune[0].lower()}{commune[1:]}")
        return staff_of({"museum": "Phạm Văn Cổ", "centre": "Thạch Thị Sô Phia"}[kind])

    def doing(
        self, who: str, day: date, text: str = "", *, on: Any = None, paper: str = "", hour: int = 9
    ) -> Doing:
        """Somebody's act of the day on an entry as it is then."""
        seen = 0
        if on is not None:
            on.refresh_from_db()
            seen = on.revision
        upload = Upload(paper, words.paper_text(paper, text)) if paper else None
        return Doing(moment(day, hour), self.who(who, day), seen, text, upload)


def play(places: Places, people: dict[str, User], code: str, today: date) -> None:
    """The whole year."""
    plan = plans.by_code(code)
    targets = plans.targets_of(plan)
    scene = Scene(places, people, plan, today, targets)
    _difficulties(scene)
    _inspection(scene)
    _practices(scene)
    _commendations(scene)
    _assessment(scene)
    _review(scene)


_DIFFICULTY_ACTS: Final[dict[str, Callable[..., Any]]] = {
    "answer": difficulties.answer_difficulty,
    "settle": difficulties.settle_difficulty,
    "reopen": difficulties.reopen_difficulty,
    "withdraw": difficulties.withdraw_difficulty,
}


def _difficulties(scene: Scene) -> None:
    for told in words.DIFFICULTIES:
        if not scene.has(told.on):
            continue
        target = scene.targets[told.target % len(scene.targets)] if told.target is not None else None
        made = difficulties.raise_difficulty(
            scene.doing(told.unit, told.on, told.text),
            scene.unit(told.unit),
            wish=told.wish,
            target=target,
            task=next((one for one in plans.tasks_of(scene.plan) if told.task == one.title), None),
        )
        for act, who, day, text in told.then:
            if scene.has(day):
                _difficulty_step(scene, made, act, who, day, text)


def _difficulty_step(scene: Scene, made: Any, act: str, who: str, day: date, text: str) -> None:
    doing = scene.doing(who, day, text, on=made)
    if act == "forward":
        difficulties.forward_difficulty(doing, made, to=scene.places.committee)
    else:
        _DIFFICULTY_ACTS[act](doing, made)


def _inspection(scene: Scene) -> None:
    begun = date(2026, 3, 16)
    if not scene.has(begun):
        return
    officer = "department_officer"
    text = inspections.InspectionText(
        words.INSPECTION_TITLE, 2026, words.INSPECTION_SUBJECT, words.TEAM, scene.plan
    )
    made = inspections.prepare_inspection(scene.doing(officer, begun), scene.places.department, text)
    planned: list[Any] = []
    for day, units in words.VISITS:
        doing = scene.doing(officer, begun, on=made)
        planned += inspections.plan_visits(doing, made, [scene.unit(one) for one in units], day)
    issued = scene.doing(officer, date(2026, 3, 20), on=made, paper="quyet-dinh-212-kiem-tra.txt")
    inspections.issue_inspection(issued, made, number="212/QĐ-SVHTTDL", on=date(2026, 3, 20))
    for visit, told in zip(planned, words.RECORDS, strict=False):
        if scene.has(visit.planned_on):
            _record(scene, visit, told)


def _record(scene: Scene, visit: Any, told: words.Record) -> None:
    day, officer = visit.planned_on, "department_officer"
    record = visits.Record(day, told.place, told.received_by)
    visits.hold_visit(scene.doing(officer, day, told.summary, on=visit, hour=16), visit, record)
    for severity, clause, text, target in told.findings:
        row = scene.targets[target % len(scene.targets)] if target is not None else None
        doing = scene.doing(officer, day, text, on=visit, hour=16)
        visits.add_finding(doing, visit, severity=severity, clause=clause, target=row)
    made = []
    for text, days, then in told.asked:
        doing = scene.doing(officer, day, text, on=visit, hour=16)
        due = day + timedelta(days=days)
        made.append((visits.recommend(doing, visit, to=visit.organisation, due=due), then))
    if told.is_concluded:
        visits.conclude_visit(scene.doing(officer, day, on=visit, hour=17), visit)
    for asked, then in made:
        for act, unit, on, text in then:
            if scene.has(on):
                _follow_up(scene, asked, act, unit, on, text)


def _follow_up(scene: Scene, asked: Any, act: str, who: str, day: date, text: str) -> None:
    paper = "minh-chung-khac-phuc.txt" if act == "answer" else ""
    doing = scene.doing(who, day, text, on=asked, paper=paper)
    if act == "return":
        visits.return_recommendation(doing, asked, due=day + timedelta(days=30))
    elif act == "answer":
        visits.answer_recommendation(doing, asked)
    else:
        visits.close_recommendation(doing, asked)


def _practices(scene: Scene) -> None:
    for told in honours.PRACTICES:
        if not scene.has(told.on):
            continue
        text = practices.PracticeText(told.title, told.since, told.result)
        made = practices.offer_practice(
            scene.doing(told.unit, told.on, told.text), scene.unit(told.unit), text
        )
        if told.returned:
            day = told.on + timedelta(days=9)
            practices.return_practice(scene.doing("department_officer", day, told.returned, on=made), made)
        if told.number and scene.has(told.recognised):
            doing = scene.doing("department_officer", told.recognised, on=made)
            practices.recognise_practice(
                doing, made, number=told.number, on=told.recognised, public=told.public
            )
        for unit, since, result in told.uses:
            made.refresh_from_db()
            if scene.has(since):
                practices.take_up_practice(
                    scene.doing(unit, since, result), made, scene.unit(unit), since=since
                )


def _commendations(scene: Scene) -> None:
    called, officer = date(2026, 6, 1), "department_officer"
    if not scene.has(called):
        return
    first = commendations.RoundText(honours.ROUND_TITLE, 2026, honours.CRITERIA, _HALF, date(2026, 7, 15))
    made = commendations.call_round(scene.doing(officer, called), scene.places.department, first)
    _proposals(scene, made, honours.PROPOSALS)
    if scene.has(date(2026, 7, 31)):
        commendations.close_round(scene.doing(officer, date(2026, 7, 31), on=made), made)
    if scene.has(date(2026, 10, 20)):
        year = commendations.RoundText(
            honours.YEAR_ROUND_TITLE, 2026, honours.CRITERIA, Period.year(2026), date(2026, 12, 10)
        )
        doing = scene.doing(officer, date(2026, 10, 20))
        _proposals(
            scene, commendations.call_round(doing, scene.places.department, year), honours.YEAR_PROPOSALS
        )


def _proposals(scene: Scene, made: Any, proposals: tuple[honours.Proposed, ...]) -> None:
    for told in proposals:
        if not scene.has(told.on):
            continue
        proposal = commendations.Proposal(told.whom, told.award, told.person, told.post)
        doing = scene.doing(told.unit, told.on, told.merits)
        one = commendations.nominate(doing, made, scene.unit(told.unit), proposal)
        for act, day, text in told.then:
            if not scene.has(day):
                continue
            by = "department_officer" if act in ("agree", "return") else "leader"
            step = scene.doing(by, day, text, on=one)
            if act == "agree":
                commendations.agree_nomination(step, one, points=told.points)
            elif act == "return":
                commendations.return_nomination(step, one)
            elif act == "refuse":
                commendations.refuse_nomination(step, one)
            else:
                decision = commendations.Decision("388/QĐ-SVHTTDL", day, "Trần Văn Đồng")
                commendations.award(step, one, decision)


def _assessment(scene: Scene) -> None:
    day = date(2026, 9, 25)
    if not scene.has(day):
        return
    text = assessments.AssessmentText(
        honours.STUDY_TITLE, honours.STUDY_BY, date(2026, 8, 31), honours.STUDY_METHOD, scene.plan
    )
    doing = scene.doing("department_officer", day, honours.STUDY_JUDGEMENT, paper="bao-cao-khao-sat.txt")
    made = assessments.record_assessment(doing, scene.places.department, text)
    for place, theirs, note in honours.STUDY_FIGURES:
        step = scene.doing("department_officer", day, note, on=made)
        target = scene.targets[place % len(scene.targets)]
        assessments.compare_target(step, made, target=target, theirs=theirs)


def _review(scene: Scene) -> None:
    day, officer = date(2026, 7, 8), "department_officer"
    if not scene.has(day):
        return
    made = reviews.begin_review(
        scene.doing(officer, day),
        scene.places.department,
        scene.plan,
        kind="mid_term",
        year=2026,
        on=_HALF.end,
    )
    sections = {
        **made.sections,
        **{code: f"{made.sections[code]}\n{text}".strip() for code, text in honours.REVIEW},
    }
    reviews.write_review(scene.doing(officer, date(2026, 7, 9), on=made), made, sections=sections)
    reviews.submit_review(scene.doing(officer, date(2026, 7, 10), on=made), made)
    signing = reviews.Signing("131", "BC-SVHTTDL", "Trần Văn Đồng", "Giám đốc", date(2026, 7, 13))
    reviews.decide_review(scene.doing("leader", date(2026, 7, 13), on=made), made, signing)
    started = date(2026, 11, 18)
    if scene.has(started):
        doing = scene.doing(officer, started)
        reviews.begin_review(
            doing,
            scene.places.department,
            scene.plan,
            kind="yearly",
            year=2026,
            on=started - timedelta(days=3),
        )
