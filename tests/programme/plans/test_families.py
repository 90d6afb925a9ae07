"""Plans are sent and read, units make their own, papers fill drafts, an ended plan hands over."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from densach.formats.planreader.reading import PlanReading
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.programme.plans import actions, queries
from densach.programme.plans.models import Addressee, Plan, Programme, RowState, Target
from densach.programme.plans.queries import family, sending, succession
from densach.programme.plans.rules.comparing import Stand
from densach.programme.plans.rules.refusals import (
    AlreadyDerived,
    AlreadyHandedOver,
    AlreadyRead,
    DueInThePast,
    FamilyCircular,
    HandedOverInUse,
    HasPaper,
    NobodyChosen,
    NothingChosen,
    NotSent,
    OutsideTerritory,
    SuccessorForeign,
)
from densach.programme.reports.models import Obligation, Report, ReportLine
from densach.workspace import waiting
from tests import cast
from tests.cast import NOW, TODAY
from tests.programme.plans import papers
from tests.programme.plans.desk import address, asked, text
from tests.stage import SignedIn

DUE = date(2026, 12, 15)


def send(plan: Plan, *units: Organisation, due: date | None = DUE) -> tuple[int, int]:
    return actions.send(at=NOW, actor=SYSTEM, plan=plan, units=units, must_issue=due is not None, due=due)


def derive(plan: Plan, unit: Organisation, **low: int) -> Plan:
    """All targets, with other values by their position: `p1=3000`."""
    taken = []
    for row in queries.targets_of(plan):
        value = low.get(f"p{row.position}")
        taken.append(actions.Taken(row, None if value is None else Decimal(value)))
    return actions.derive(
        at=NOW, actor=SYSTEM, parent=plan, organisation=unit, title="Kế hoạch của xã", taken=taken
    )


def receipt(plan: Plan, unit: Organisation, on: date = TODAY) -> sending.Receipt:
    return next(row for row in sending.receipts(plan, on) if row.unit.id == unit.pk)


# sending --------------------------------------------------------------------------------------------------


def test_all_communes_are_sent_to_at_once(desk: Client, started: Plan, province: cast.Province) -> None:
    url = address("send", started)
    page = desk.get(url, {"kind": "peoples_committee", "level": "commune"})
    codes = [one.code for one, _known, ticked in page.context["units"] if ticked]
    assert codes == [province.commune_committee.code, province.other_commune_committee.code]
    desk.post(url, {"don-vi": codes, "must_issue": "on", "due": DUE.isoformat()})
    assert Addressee.objects.filter(plan=started, must_issue=True, due=DUE).count() == 2


def test_the_list_of_receivers_finds_a_unit_without_accents(
    desk: Client, started: Plan, province: cast.Province
) -> None:
    send(started, province.commune_committee, province.other_commune_committee)
    page = desk.get(address("receipts", started), {"q": "long dien"})
    assert [row.unit.id for row, _words in page.context["rows"]] == [province.other_commune_committee.pk]


def test_sending_again_keeps_who_has_read(started: Plan, province: cast.Province) -> None:
    send(started, province.commune_committee, due=None)
    actions.mark_read(at=NOW, actor=SYSTEM, addressee=Addressee.objects.get())
    assert send(started, province.commune_committee) == (0, 1)
    row = Addressee.objects.get()
    assert (row.must_issue, row.due, row.read_at) == (True, DUE, NOW)


def test_a_plan_in_review_is_not_sent(plan: Plan, province: cast.Province) -> None:
    with pytest.raises(NotSent):
        send(plan, province.commune_committee)


def test_a_unit_of_another_province_is_not_sent_to(started: Plan, province: cast.Province) -> None:
    with pytest.raises(OutsideTerritory):
        send(started, province.foreign_library)


def test_nobody_and_a_day_gone_by_are_refused(started: Plan, province: cast.Province) -> None:
    with pytest.raises(NobodyChosen):
        send(started)
    with pytest.raises(DueInThePast):
        send(started, province.commune_committee, due=TODAY - timedelta(days=1))


def test_the_receiver_says_that_it_is_read_and_the_first_stays(
    started: Plan, province: cast.Province, commune_officer: User
) -> None:
    send(started, province.commune_committee)
    phone = SignedIn(commune_officer)
    assert address("read", started) in text(phone.get(address("plan", started)))
    phone.post(address("read", started))
    row = receipt(started, province.commune_committee)
    assert (row.reading, row.addressee.read_by_name) == (sending.READ, commune_officer.name)
    assert address("read", started) not in text(phone.get(address("plan", started)))


def test_nobody_reads_for_another_unit(started: Plan, province: cast.Province, officer: User) -> None:
    send(started, province.commune_committee)
    with pytest.raises(NotAllowed):
        actions.mark_read(at=NOW, actor=cast.acting(officer), addressee=Addressee.objects.get())


def test_what_was_read_is_not_taken_back(started: Plan, province: cast.Province) -> None:
    send(started, province.commune_committee, province.other_commune_committee)
    first, second = Addressee.objects.order_by("pk")
    actions.mark_read(at=NOW, actor=SYSTEM, addressee=first)
    with pytest.raises(AlreadyRead):
        actions.take_back(at=NOW, actor=SYSTEM, addressee=first)
    actions.take_back(at=NOW, actor=SYSTEM, addressee=second)
    assert list(Addressee.objects.all()) == [first]


def test_who_has_not_issued_is_told_with_days(started: Plan, province: cast.Province) -> None:
    send(started, province.commune_committee, province.other_commune_committee)
    child = derive(started, province.other_commune_committee)
    actions.start(at=NOW, actor=SYSTEM, plan=child)
    late = DUE + timedelta(days=10)
    assert (receipt(started, province.commune_committee, late).issuing) == sending.LATE
    assert (receipt(started, province.commune_committee, late).days) == 10
    assert (receipt(started, province.other_commune_committee, late).issuing) == sending.ISSUED
    assert (receipt(started, province.commune_committee).issuing) == sending.WANTED


def test_the_letter_names_who_has_not_issued(desk: Client, started: Plan, province: cast.Province) -> None:
    send(started, province.commune_committee)
    answer = desk.get(address("letter", started))
    words = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    assert "xã An Tiến" in words
    assert "31/KH-UBND" in words


def test_a_desk_tells_what_came_and_what_is_to_be_issued(
    started: Plan, province: cast.Province, commune_officer: User
) -> None:
    send(started, province.commune_committee)
    urls = [todo.url for todo in waiting.of(cast.acting(commune_officer), TODAY)]
    assert {address("plan", started), address("derive", started)} <= set(urls)


def test_a_longer_list_of_receivers_asks_no_more(
    desk: Client, started: Plan, province: cast.Province
) -> None:
    send(started, province.commune_committee)
    few = asked(desk, address("receipts", started))
    send(started, province.other_commune_committee, province.library, province.museum)
    assert asked(desk, address("receipts", started)) <= few


# plans from a parent --------------------------------------------------------------------------------------


def test_a_commune_makes_its_plan_on_screen(
    started: Plan, province: cast.Province, commune_officer: User
) -> None:
    phone = SignedIn(commune_officer)
    url = address("derive", started)
    form = phone.get(url).context["form"]
    told = {"organisation": province.commune_committee.code, "title": "Kế hoạch xã An Tiến"}
    for row in form.targets:
        told |= {f"take-{row.pk}": "on", f"low-{row.pk}": "50"}
    answer = phone.post(url, told)
    child = Plan.objects.get(parent=started)
    assert answer.headers["Location"] == reverse("plans:compare", args=[child.code])
    assert child.organisation == province.commune_committee
    assert set(child.targets.values_list("inherits__plan", flat=True)) == {started.pk}


def test_a_plan_without_a_paper_opens_on_every_page(
    desk: Client, started: Plan, province: cast.Province
) -> None:
    child = derive(started, province.commune_committee)
    actions.start(at=NOW, actor=SYSTEM, plan=child)
    for name in (
        "plan",
        "review",
        "tasks",
        "print",
        "compare",
        "children",
        "receipts",
        "marks",
        "succession",
    ):
        assert desk.get(address(name, child)).status_code == 200, name
    row = child.targets.earliest("position")
    assert desk.get(address("target", child, row.pk)).status_code == 200
    assert desk.get(address("download", child, "csv")).status_code == 200
    assert Client().get(reverse("portal:plan", args=[child.code])).status_code == 200


def test_a_second_plan_of_one_unit_is_refused(started: Plan, province: cast.Province) -> None:
    derive(started, province.commune_committee)
    with pytest.raises(AlreadyDerived):
        derive(started, province.commune_committee)


def test_a_draft_begun_by_mistake_goes_and_a_running_plan_stays(
    desk: Client, started: Plan, province: cast.Province
) -> None:
    wrong = derive(started, province.commune_committee)
    desk.post(address("discard", wrong))
    assert not Plan.objects.filter(parent=started).exists()
    running = derive(started, province.commune_committee)
    actions.start(at=NOW, actor=SYSTEM, plan=running)
    desk.post(address("discard", running))
    assert Plan.objects.filter(pk=running.pk).exists()


def test_a_plan_of_nothing_is_refused(started: Plan, province: cast.Province) -> None:
    with pytest.raises(NothingChosen):
        actions.derive(
            at=NOW, actor=SYSTEM, parent=started, organisation=province.library, title="Không", taken=[]
        )


def test_a_unit_of_another_province_takes_up_nothing(started: Plan, province: cast.Province) -> None:
    with pytest.raises(OutsideTerritory):
        derive(started, province.foreign_library)


def test_the_two_plans_are_told_side_by_side(started: Plan, province: cast.Province) -> None:
    child = derive(started, province.commune_committee, p0=60, p1=3000)
    stands = {row.above.position: row.stand for row in family.compared(child, TODAY) if row.above}
    assert stands[0] == Stand.LOWER
    assert stands[1] == Stand.PART


def test_what_was_left_out_is_missing_only_where_it_asks_the_unit(
    started: Plan, province: cast.Province
) -> None:
    row = started.targets.get(position=1)
    museum = started.targets.get(position=3)
    Target.objects.filter(pk=museum.pk).update(state=RowState.ACCEPTED)
    child = actions.derive(
        at=NOW,
        actor=SYSTEM,
        parent=started,
        organisation=province.commune_committee,
        title="Kế hoạch xã",
        taken=[actions.Taken(row, Decimal(100))],
    )
    stands = {one.above.position: one.stand for one in family.compared(child, TODAY) if one.above}
    assert stands[0] == Stand.MISSING
    assert stands[3] == Stand.ELSEWHERE


def test_parts_of_units_are_summed_and_drafts_are_not(started: Plan, province: cast.Province) -> None:
    first = derive(started, province.commune_committee, p1=30000)
    derive(started, province.other_commune_committee, p1=50000)
    actions.start(at=NOW, actor=SYSTEM, plan=first)
    row = next(one for one in family.rolled_up(started, TODAY) if one.target.position == 1)
    assert row.total == 30000
    assert row.short == 90000


def test_who_promises_less_is_named(desk: Client, started: Plan, province: cast.Province) -> None:
    child = derive(started, province.commune_committee, p0=50)
    actions.start(at=NOW, actor=SYSTEM, plan=child)
    row = next(one for one in family.rolled_up(started, TODAY) if one.target.position == 0)
    assert [line.name for line in row.lower] == ["Ủy ban nhân dân xã An Tiến"]
    assert "xã An Tiến" in text(desk.get(address("children", started)))


def test_a_loaded_plan_is_tied_to_its_parent_and_rows_are_paired(
    started: Plan, province: cast.Province
) -> None:
    own = actions.load(
        at=NOW,
        actor=SYSTEM,
        organisation=province.commune_committee,
        name="ke-hoach-xa.txt",
        data=f"xa {papers.TEXT}".encode(),
        reader=papers.a_reading,
    )
    assert actions.adopt(at=NOW, actor=SYSTEM, plan=own, parent=started) == 3
    assert actions.adopt(at=NOW, actor=SYSTEM, plan=own, parent=None) == 0
    assert not own.targets.exclude(inherits=None).exists()


def test_a_plan_does_not_come_from_itself_or_its_child(started: Plan, province: cast.Province) -> None:
    child = derive(started, province.commune_committee)
    for parent in (started, child):
        with pytest.raises(FamilyCircular):
            actions.adopt(at=NOW, actor=SYSTEM, plan=started, parent=parent)


def _paper(low: float) -> object:
    def read(data: bytes, name: str) -> PlanReading:
        told = papers.a_reading(data, name)
        first, *others = told.targets
        return replace(told, targets=(replace(first, value_min=low, value_max=low), *others[:1]))

    return read


def test_the_paper_fills_the_draft_and_differing_figures_wait(started: Plan, province: cast.Province) -> None:
    child = derive(started, province.commune_committee, p1=120000)
    actions.fill(
        at=NOW,
        actor=SYSTEM,
        plan=child,
        name="xa.txt",
        data=papers.TEXT.encode(),
        reader=_paper(55.0),  # type: ignore[arg-type]  # told loosely above
    )
    child.refresh_from_db()
    rows = {row.position: row for row in child.targets.all()}
    assert child.source is not None
    assert rows[0].value_min == 55
    assert (rows[0].state, rows[0].quote[:8]) == (RowState.PROPOSED, "Đến năm ")
    assert rows[1].state == RowState.ACCEPTED
    assert rows[0].inherits is not None
    assert [row.position for row in rows.values() if not row.quote and row.questions] == [2]


def test_a_plan_with_a_paper_gets_no_second_one(started: Plan) -> None:
    with pytest.raises(HasPaper):
        actions.fill(at=NOW, actor=SYSTEM, plan=started, name="a.txt", data=b"a")


# programmes -----------------------------------------------------------------------------------------------


def test_a_row_is_marked_for_another_programme_and_what_others_marked_stays(
    desk: Client, started: Plan, officer: User
) -> None:
    actions.seed_programmes(at=NOW)
    first, second = started.targets.order_by("position")[:2]
    second.programmes.add(Programme.objects.get(code="van-hoa-doc"))
    desk.post(f"{address('marks', started)}?loai=target", {"dau": [f"{first.pk}:van-hoa-doc"]})
    assert first.programmes.count() == second.programmes.count() == 1
    page = desk.get(reverse("plans:programme", args=["van-hoa-doc"]))
    assert [len(rows) for _plan, rows in page.context["plans"]] == [2]


# handing over ---------------------------------------------------------------------------------------------


@pytest.fixture
def ended(started: Plan) -> Plan:
    """The same plan of years gone by."""
    Plan.objects.filter(pk=started.pk).update(year_from=2021, year_to=2025)
    started.refresh_from_db()
    return started


@pytest.fixture
def next_plan(province: cast.Province) -> Plan:
    plan = actions.load(
        at=NOW,
        actor=SYSTEM,
        organisation=province.department,
        name="ke-hoach-sau.txt",
        data=f"sau {papers.TEXT}".encode(),
        reader=papers.a_reading,
    )
    actions.accept_confident(at=NOW, actor=SYSTEM, plan=plan)
    return actions.start(at=NOW, actor=SYSTEM, plan=plan)


def over(ended: Plan, successor: Plan) -> Plan:
    rows = succession.to_take_up(ended, successor, TODAY)
    taken = {row.proposed: row.row.target.pk for row in rows if row.proposed is not None}
    tasks = [task.pk for task in succession.open_tasks(ended)]
    return actions.hand_over(at=NOW, actor=SYSTEM, plan=ended, successor=successor, taken=taken, tasks=tasks)


def test_an_ended_plan_waits_until_it_is_handed_over(desk: Client, ended: Plan, next_plan: Plan) -> None:
    listed = desk.get(reverse("plans:list"), {"state": "cho-noi-tiep"})
    assert [plan for plan, _counts in listed.context["plans"]] == [ended]
    page = desk.get(address("succession", ended), {"ke-hoach": next_plan.code})
    told = {"ke-hoach": next_plan.code}
    told |= {f"tiep-{one.row.target.pk}": str(one.proposed or "") for one in page.context["rows"]}
    desk.post(address("succession", ended), told)
    ended.refresh_from_db()
    assert ended.successor == next_plan
    assert not succession.is_waiting(ended, TODAY)
    assert ended.title in text(desk.get(address("succession", next_plan)))


def test_targets_are_taken_up_and_tasks_carried_with_their_units(ended: Plan, next_plan: Plan) -> None:
    before = next_plan.tasks.count()
    ended = over(ended, next_plan)
    assert len(succession.taken_up(ended)) == 3
    carried = succession.taken_over_tasks(ended)
    assert next_plan.tasks.count() == before + len(carried)
    former = carried[0].carries
    assert former is not None
    assert [unit.name for unit in carried[0].units.all()] == [unit.name for unit in former.units.all()]


def test_a_handing_over_is_taken_back_whole(ended: Plan, next_plan: Plan) -> None:
    before = next_plan.tasks.count()
    over(ended, next_plan)
    actions.take_back_hand_over(at=NOW, actor=SYSTEM, plan=ended)
    ended.refresh_from_db()
    assert (ended.successor, next_plan.tasks.count()) == (None, before)
    assert not Target.objects.filter(inherits__plan=ended).exists()


def test_what_a_report_rests_on_is_not_taken_back(
    ended: Plan, next_plan: Plan, province: cast.Province
) -> None:
    ended = over(ended, next_plan)
    year = {"period_from": date(2026, 1, 1), "period_to": date(2026, 12, 31)}
    obligation = Obligation.objects.create(
        plan=next_plan, organisation=province.library, period="2026", due=TODAY, cutoff=TODAY, **year
    )
    report = Report.objects.create(obligation=obligation)
    ReportLine.objects.create(report=report, target=succession.taken_up(ended)[0], position=0, **year)
    with pytest.raises(HandedOverInUse):
        actions.take_back_hand_over(at=NOW, actor=SYSTEM, plan=ended)


def test_a_plan_is_not_replaced_by_itself_nor_in_a_circle(ended: Plan, next_plan: Plan) -> None:
    with pytest.raises(FamilyCircular):
        over(ended, ended)
    over(ended, next_plan)
    with pytest.raises(FamilyCircular):
        over(next_plan, ended)
    with pytest.raises(AlreadyHandedOver):
        over(ended, next_plan)


def test_a_plan_of_another_province_takes_over_nothing(ended: Plan, province: cast.Province) -> None:
    foreign = actions.load(
        at=NOW,
        actor=SYSTEM,
        organisation=province.foreign_department,
        name="cuu-ha.txt",
        data=f"cuu ha {papers.TEXT}".encode(),
        reader=papers.a_reading,
        territory=province.foreign_area,
    )
    with pytest.raises(SuccessorForeign):
        over(ended, foreign)
