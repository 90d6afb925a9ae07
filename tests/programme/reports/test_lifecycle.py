"""The two tables of a report's life."""

from __future__ import annotations

from itertools import product

import pytest

from densach.people.rules import VERBS
from densach.programme.reports.models import ReportState
from densach.programme.reports.rules import lifecycle
from densach.programme.reports.rules.refusals import ReportSealed, WrongState

EXPECTED = {
    (False, "draft"): {"save": "draft", "refresh": "draft", "submit": "submitted"},
    (False, "submitted"): {"return": "returned", "accept": "accepted"},
    (False, "returned"): {"save": "returned", "refresh": "returned", "submit": "submitted"},
    (False, "accepted"): {"return": "returned", "include": "consolidated"},
    (False, "consolidated"): {"release": "accepted"},
    (False, "signed"): {},
    (True, "draft"): {"save": "draft", "consolidate": "consolidated"},
    (True, "submitted"): {},
    (True, "returned"): {},
    (True, "accepted"): {},
    (True, "consolidated"): {
        "save": "consolidated",
        "consolidate": "consolidated",
        "reopen": "draft",
        "sign": "signed",
    },
    (True, "signed"): {},
}
ACTS = sorted({act for steps in EXPECTED.values() for act in steps})


@pytest.mark.parametrize(
    ("gathering", "state", "act"), list(product((False, True), ReportState.values, ACTS))
)
def test_every_act_in_every_state_leads_where_the_table_says_or_is_refused(
    gathering: bool, state: str, act: str
) -> None:
    expected = EXPECTED[gathering, state].get(act)
    if expected is not None:
        assert lifecycle.step(act, state, gathering=gathering).next == expected
        return
    with pytest.raises(ReportSealed if state == "signed" else WrongState):
        lifecycle.step(act, state, gathering=gathering)


def test_every_step_asks_for_a_verb_that_roles_can_hold() -> None:
    tables = (*lifecycle.UNIT_REPORT.values(), *lifecycle.GATHERING_REPORT.values())
    assert {step.verb for steps in tables for step in steps} <= set(VERBS)


def test_only_the_verb_of_signing_signs() -> None:
    found = lifecycle.step("sign", "consolidated", gathering=True)
    assert found.verb == "report.sign"
