"""Reviews: figures are taken once and stand still, what somebody wrote stays, a decided review is sealed."""

from __future__ import annotations

import io
from datetime import date, timedelta

import docx
import pytest

from densach.files import queries as files
from densach.kernel.errors import NotAllowed
from densach.people.models import User
from densach.programme.oversight import queries
from densach.programme.oversight.actions import reviews as actions
from densach.programme.oversight.models import Review
from densach.programme.oversight.queries.reviewing import differences, seal_holds, tally
from densach.programme.oversight.rules.refusals import (
    AlreadyThere,
    DayAhead,
    NothingToReview,
    SymbolUnusable,
    WrongState,
    YearOutsidePlan,
)
from densach.programme.plans.models import Plan, Target
from tests.cast import TODAY, Province
from tests.programme.oversight.scene import (
    a_difficulty,
    a_practice,
    a_review,
    actor_of,
    decided,
    doing,
    recognised,
)
from tests.programme.reports.scene import count


def test_every_target_is_judged_and_counted(province: Province, plan: Plan) -> None:
    found = a_review(province, plan)
    assert len(found.lines) == Target.objects.filter(plan=plan).count()
    assert sum(tally(found.lines).values()) == len(found.lines)
    (visits,) = [one for one in found.lines if one["label"].startswith("Thư viện tỉnh phục vụ")]
    assert visits["actual"] == "60.000\xa0lượt/năm"


def test_the_words_begin_with_what_the_registers_know(province: Province, plan: Plan, target: Target) -> None:
    a_difficulty(province.library, "Máy tính hỏng.", target=target)
    recognised(a_practice(province.library))
    found = a_review(province, plan)
    assert "Máy tính hỏng." in found.sections["causes"]
    assert "Cấp máy mới." in found.sections["proposals"]
    assert "Góc học tập số" in found.sections["lessons"]
    behind = [one for one in found.lines if one["status"] in ("at_risk", "off_track")]
    assert f"{len(behind)} chỉ tiêu chậm" in found.sections["limits"] or not behind


def test_figures_stand_still_until_somebody_takes_them_anew(province: Province, plan: Plan) -> None:
    found = a_review(province, plan)
    count(province.library, "library.visits", date(2026, 6, 1), date(2026, 6, 30), 5000)
    found.refresh_from_db()
    assert any(one["actual"] == "60.000\xa0lượt/năm" for one in found.lines)
    anew = actions.refresh_review(doing(on=found), found, on=TODAY)
    assert any(one["actual"] == "65.000\xa0lượt/năm" for one in anew.lines)


def test_words_that_somebody_wrote_stay_when_figures_are_taken_anew(province: Province, plan: Plan) -> None:
    found = a_review(province, plan)
    own = {**found.sections, "causes": "Do thiếu người."}
    found = actions.write_review(doing(on=found), found, sections=own)
    count(province.library, "library.visits", date(2026, 6, 1), date(2026, 6, 30), 140000)
    anew = actions.refresh_review(doing(on=found), found, on=TODAY)
    assert anew.sections["causes"] == "Do thiếu người."
    assert anew.sections["results"] != own["results"]


def test_only_the_leader_decides_and_then_nothing_changes(
    province: Province, plan: Plan, officer: User, leader: User
) -> None:
    found = a_review(province, plan)
    found = actions.submit_review(doing(actor_of(officer), on=found), found)
    signing = actions.Signing("131", "BC-SVHTTDL", "Trần Văn Đồng", "Giám đốc", TODAY)
    with pytest.raises(NotAllowed):
        actions.decide_review(doing(actor_of(officer), on=found), found, signing)
    found = actions.decide_review(doing(actor_of(leader), on=found), found, signing)
    assert seal_holds(found)
    with pytest.raises(WrongState):
        actions.write_review(doing(on=found), found, sections={})


def test_a_touched_review_breaks_its_seal(province: Province, plan: Plan) -> None:
    found = decided(a_review(province, plan))
    assert queries.broken_seals() == []
    Review.objects.filter(pk=found.pk).update(sections={**found.sections, "results": "Đạt tất cả."})
    assert queries.broken_seals() == [f"review {found.pk}: its seal is broken"]


def test_what_the_book_says_differently_is_shown_beside_a_decided_review(
    province: Province, plan: Plan
) -> None:
    found = decided(a_review(province, plan))
    assert differences(found) == []
    count(province.library, "library.visits", date(2026, 6, 1), date(2026, 6, 30), 5000)
    told = {one["then"]: one["now"] for one in differences(found)}
    assert told["60.000\xa0lượt/năm"] == "65.000\xa0lượt/năm"
    found.refresh_from_db()
    assert seal_holds(found)


def test_the_kept_paper_has_the_number_and_every_target(province: Province, plan: Plan) -> None:
    found = decided(a_review(province, plan, "mid_term"))
    assert found.docx is not None
    paper = docx.Document(io.BytesIO(files.read(found.docx)))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(one.text for one in paper.paragraphs), *cells])
    assert "131/BC-SVHTTDL" in text and "DỰ THẢO" not in text
    assert all(line["label"] in cells for line in found.lines)


def test_a_paper_has_a_usable_symbol(province: Province, plan: Plan) -> None:
    found = actions.submit_review(doing(on=(made := a_review(province, plan))), made)
    with pytest.raises(SymbolUnusable):
        actions.decide_review(doing(on=found), found, actions.Signing("1", "BC/SVHTTDL", "A", "B", TODAY))


def test_one_review_of_a_kind_a_year(province: Province, plan: Plan) -> None:
    a_review(province, plan)
    with pytest.raises(AlreadyThere):
        a_review(province, plan)


def test_days_to_come_and_years_outside_the_plan_are_refused(province: Province, plan: Plan) -> None:
    with pytest.raises(DayAhead):
        a_review(province, plan, on=TODAY + timedelta(days=1))
    with pytest.raises(YearOutsidePlan):
        actions.begin_review(doing(), province.department, plan, kind="yearly", year=2040, on=TODAY)


def test_a_plan_without_targets_has_nothing_to_review(province: Province, plan: Plan) -> None:
    Target.objects.filter(plan=plan).update(state="dropped")
    with pytest.raises(NothingToReview):
        a_review(province, plan)
