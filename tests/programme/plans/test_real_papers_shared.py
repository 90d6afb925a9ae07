"""Papers that offices issued: each loads, is lit in the review, and runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from densach.people.models import User
from densach.programme.plans import actions, queries
from densach.programme.plans.models import PlanState
from tests import cast
from tests.programme.plans.desk import address, text
from tests.stage import SignedIn

PAPERS = sorted((Path(__file__).resolve().parents[4] / "shared" / "plans").glob("*.txt"))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.stem)
def test_a_real_paper_goes_from_file_to_running_plan(
    paper: Path, officer: User, province: cast.Province, sign_in: type[SignedIn]
) -> None:
    actor = cast.acting(officer)
    plan = actions.load(
        at=cast.NOW,
        actor=actor,
        organisation=province.department,
        name=paper.name,
        data=paper.read_bytes(),
    )
    desk = sign_in(officer)
    for kind in (*queries.ROW_KINDS, queries.WARNINGS):
        page = text(desk.get(address("review", plan), {"loai": kind}))
        for row in queries.shown_rows(plan, kind):
            assert row.start is None or f'id="mark-{kind}-{row.pk}"' in page
    for target in plan.targets.all():
        assert " ".join(plan.text[target.start : target.end].replace("**", "").split()) == target.quote
    actions.accept_confident(at=cast.NOW, actor=actor, plan=plan, threshold=0)  # a person would look at each
    assert actions.start(at=cast.NOW, actor=actor, plan=plan).state == PlanState.RUNNING
    assert desk.get(address("plan", plan)).status_code == 200
