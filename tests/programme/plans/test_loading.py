"""A paper comes in: kept, read, proposed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from densach.files import queries as files
from densach.formats.planreader.errors import EmptyPaper
from densach.formats.planreader.reading import Header, Notice, Origin, PlanReading
from densach.journal.models import Entry
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.organisations import actions as organisations
from densach.people.models import User
from densach.programme.plans import actions, queries
from densach.programme.plans.models import Plan, PlanState, RowState, TaskRole
from densach.programme.plans.rules.refusals import AlreadyLoaded
from tests import cast
from tests.programme.plans import papers


def load(
    user: User, place: object, data: bytes = b"words", name: str = "paper.txt", reader: object = None
) -> Plan:
    return actions.load(
        at=cast.NOW,
        actor=cast.acting(user),
        organisation=place,  # type: ignore[arg-type]  # an organisation of the cast
        name=name,
        data=data,
        reader=reader or papers.a_reading,  # type: ignore[arg-type]  # a reader of this file
    )


def test_the_paper_is_kept_as_it_came(plan: Plan) -> None:
    assert plan.source is not None
    assert files.read(plan.source) == papers.TEXT.encode()
    assert (plan.source.name, plan.source.organisation_code) == ("ke-hoach-31.txt", "so-vhttdl-ba-vam")


def test_the_plan_has_the_head_of_the_paper(plan: Plan) -> None:
    assert (plan.code, plan.number, plan.symbol) == ("kh-ubnd-31-2026", "31", "KH-UBND")
    assert (plan.year_from, plan.year_to, plan.state) == (2026, 2030, PlanState.REVIEW)
    assert (plan.territory.code, str(plan.issued_on)) == ("ba-vam", "2026-01-15")


def test_every_row_is_proposed_and_nothing_is_decided(plan: Plan) -> None:
    counted = queries.counters(plan)
    assert {kind: one.proposed for kind, one in counted.items()} == {
        "target": 4,
        "task": 1,
        "duty": 1,
        "event": 1,
    }
    assert queries.waiting(plan) == 7


def test_each_quote_stands_at_its_place(plan: Plan) -> None:
    for kind in queries.ROW_KINDS:
        for row in queries.rows_of(plan, kind):
            assert row.start is not None
            assert row.end is not None
            assert " ".join(plan.text[row.start : row.end].split()) == row.quote


def test_targets_are_tied_to_the_catalogue_as_the_reader_proposes(plan: Plan) -> None:
    codes = [target.indicator.code for target in plan.targets.order_by("position") if target.indicator]
    assert codes == ["tv.co_dich_vu_htsd", "tv.luot_ban_doc", "tv.trang_so_hoa", "bt.luot_khach"]


@pytest.mark.parametrize(
    ("between", "codes"),
    [
        (", cấp xã mỗi năm 01 lần", ["vh.lien_hoan_hoi_dien", "vh.lien_hoan_hoi_dien"]),
        (". Cấp xã mỗi năm 01 lần", ["vh.lien_hoan_hoi_dien", ""]),
    ],
)
def test_a_cadence_without_its_subject_means_what_the_sentence_began_with(
    officer: User, province: cast.Province, between: str, codes: list[str]
) -> None:
    first = "Hội diễn cấp tỉnh 02 năm 01 lần"
    text = f"{first}{between}."
    second = text[text.lower().index("cấp xã") : -1]

    def read(data: bytes, name: str) -> PlanReading:
        known = papers.a_reading(data, name)
        rows = [
            replace(
                known.targets[0],
                quote=words,
                start=text.index(words),
                end=text.index(words) + len(words),
                kind="cadence",
                indicator=code,
            )
            for words, code in ((first, "vh.lien_hoan_hoi_dien"), (second, None))
        ]
        return replace(known, text=text, targets=tuple(rows), clauses=())

    plan = load(officer, province.department, reader=read)
    assert [
        row.indicator.code if row.indicator else "" for row in queries.targets_of(plan, ["proposed"])
    ] == codes


def test_a_unit_named_surely_is_tied_and_a_vague_one_waits(plan: Plan, province: cast.Province) -> None:
    units = {unit.role: unit for unit in plan.tasks.get().units.all()}
    assert units[TaskRole.LEAD].organisation == province.library
    assert units[TaskRole.COORDINATING].organisation is None


def test_a_yearly_due_day_and_an_event_day_are_read_as_days(plan: Plan) -> None:
    duty, event = plan.reportdutys.get(), plan.eventdays.get()
    assert (duty.due_day, duty.due_month, duty.due_on) == (15, 11, None)
    assert (event.day, event.month, event.state) == (21, 4, RowState.PROPOSED)


def test_the_same_file_twice_for_the_same_office_is_refused_and_names_the_first(
    plan: Plan, officer: User, province: cast.Province
) -> None:
    with pytest.raises(AlreadyLoaded) as refused:
        load(officer, province.department, papers.TEXT.encode(), "again.txt")
    assert refused.value.params["code"] == plan.code
    assert Plan.objects.count() == 1


def test_another_file_of_the_same_number_gets_a_code_of_its_own(
    plan: Plan, officer: User, province: cast.Province
) -> None:
    assert load(officer, province.department).code == "kh-ubnd-31-2026-2"


def test_a_librarian_cannot_load_a_plan(librarian: User, province: cast.Province) -> None:
    with pytest.raises(NotAllowed):
        load(librarian, province.library)
    assert not Plan.objects.exists()


def test_a_paper_that_is_no_plan_is_kept_with_its_warning(officer: User, province: cast.Province) -> None:
    def no_plan(data: bytes, name: str) -> PlanReading:
        text = data.decode()
        return PlanReading(
            text,
            Origin(name, "0" * 64, "text", len(text)),
            Header(),
            warnings=(Notice("Không thấy kế hoạch nào."),),
        )

    plan = load(officer, province.department, b"A letter to a friend.", "letter.txt", no_plan)
    assert (plan.code, plan.title, plan.year_from, plan.year_to) == ("letter", "letter.txt", 2026, 2026)
    assert [remark.message for remark in queries.remarks(plan)] == ["Không thấy kế hoạch nào."]


def test_a_paper_that_cannot_be_read_leaves_nothing_behind(officer: User, province: cast.Province) -> None:
    def empty(data: bytes, name: str) -> PlanReading:
        raise EmptyPaper(name=name)

    with pytest.raises(EmptyPaper):
        load(officer, province.department, b" ", "empty.txt", empty)
    assert not Plan.objects.exists()


def test_loading_is_told_in_the_journal(plan: Plan) -> None:
    entry = Entry.objects.get(act="plans.loaded")
    assert (entry.actor_name, entry.organisation_code) == ("Nguyễn Thị Sen", "so-vhttdl-ba-vam")
    assert (entry.subject, entry.params["targets"]) == ("plan:kh-ubnd-31-2026", 4)


def test_a_plan_of_a_province_that_has_gone_keeps_its_territory(
    officer: User, province: cast.Province
) -> None:
    gone = organisations.found_area(
        at=cast.NOW,
        actor=SYSTEM,
        code="ba-vam-cu",
        name="Tỉnh Ba Vàm",
        kind="province",
        level="province",
        since=date(1992, 1, 1),
        until=date(2025, 6, 30),
        parent=province.nation,
    )
    organisations.write_area_succession(
        at=cast.NOW, actor=SYSTEM, predecessor=gone, successor=province.area, on=cast.SINCE, kind="merge"
    )

    def of_2023(data: bytes, name: str) -> PlanReading:
        reading = papers.a_reading(data, name)
        return replace(reading, document=replace(reading.document, date="2023-03-22"))

    assert load(officer, province.department, b"2023", reader=of_2023).territory == gone
    assert load(officer, province.department, b"2026").territory == province.area
