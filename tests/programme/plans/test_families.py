"""Units make their own plans from a parent, papers fill drafts, rows serve several programmes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from densach.formats.planreader.reading import PlanReading
from densach.kernel.actor import SYSTEM
from densach.people.models import User
from densach.programme.plans import actions
from densach.programme.plans.models import Plan, Programme, RowState, Target
from densach.programme.plans.queries import family
from densach.programme.plans.rules.comparing import Stand
from densach.programme.plans.rules.papers import PaperValues
from densach.programme.plans.rules.refusals import (
    AlreadyDerived,
    FamilyCircular,
    HasPaper,
    NothingChosen,
    OutsideTerritory,
)
from densach.programme.plans.rules.unfit import ParentElsewhere, ParentNotIssued, ParentOfOtherYears
from tests import cast
from tests.cast import NOW, TODAY
from tests.programme.plans import papers
from tests.programme.plans.desk import address, text
from tests.programme.plans.kin import derive
from tests.stage import SignedIn


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


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"state": "review"}, ParentNotIssued),
        ({"year_from": 2016, "year_to": 2020}, ParentOfOtherYears),
        ({"territory": "foreign_area"}, ParentElsewhere),
    ],
)
def test_what_is_not_offered_as_a_parent_is_not_taken_by_a_typed_address(
    changed: dict[str, object],
    refusal: type[Exception],
    started: Plan,
    province: cast.Province,
) -> None:
    own = derive(started, province.commune_committee)
    actions.adopt(at=NOW, actor=SYSTEM, plan=own, parent=None)
    if "territory" in changed:
        changed = {"territory": province.foreign_area}
    Plan.objects.filter(pk=started.pk).update(**changed)
    with pytest.raises(refusal):
        actions.adopt(at=NOW, actor=SYSTEM, plan=own, parent=Plan.objects.get(pk=started.pk))


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


def carried_out(started: Plan, province: cast.Province) -> Plan:
    """A second plan, in review, whose paper says that it carries out the paper of the first."""
    child = actions.load(
        at=NOW,
        actor=SYSTEM,
        organisation=province.commune_committee,
        name="ke-hoach-xa.txt",
        data=papers.TEXT.replace("45", "46").encode(),
        reader=papers.a_reading,
    )
    for row in child.targets.all():
        actions.accept_row(at=NOW, actor=SYSTEM, row=row, seen_revision=row.revision)
    assert child.document is not None
    assert started.document is not None
    actions.link_documents(
        at=NOW, actor=SYSTEM, later=child.document, earlier=started.document, relation="implements"
    )
    return child


def test_a_plan_that_starts_takes_over_the_plan_that_its_paper_carries_out(
    started: Plan, province: cast.Province
) -> None:
    child = actions.start(at=NOW, actor=SYSTEM, plan=carried_out(started, province))
    child.refresh_from_db()
    assert child.parent == started
    assert child.targets.filter(inherits__plan=started).exists()


def test_a_running_plan_is_offered_the_plan_that_its_paper_carries_out(
    started: Plan, province: cast.Province, desk: Client
) -> None:
    child = carried_out(started, province)
    actions.start(at=NOW, actor=SYSTEM, plan=child)
    actions.adopt(at=NOW, actor=SYSTEM, plan=child, parent=None)
    page = text(desk.get(address("plan", child)))
    assert f'name="ke-hoach" value="{started.code}"' in page
    assert started.document is not None
    assert reverse("plans:document", args=[started.document.code]) in page
    desk.post(address("adopt", child), {"ke-hoach": started.code})
    child.refresh_from_db()
    assert child.parent == started
    assert f'name="ke-hoach" value="{started.code}"' not in text(desk.get(address("plan", child)))


def test_a_plan_with_no_plan_above_shows_the_paper_that_it_carries_out(started: Plan, desk: Client) -> None:
    paper = actions.add_document(at=NOW, actor=SYSTEM, values=PaperValues("Quyết định", "1520", "QĐ-TTg"))
    assert started.document is not None
    actions.link_documents(at=NOW, actor=SYSTEM, later=started.document, earlier=paper, relation="implements")
    page = text(desk.get(address("plan", started)))
    assert reverse("plans:document", args=[paper.code]) in page
    assert "Chưa nêu kế hoạch cấp trên" not in page
