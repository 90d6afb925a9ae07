"""Whatever a paper says and whenever it is asked, a target gets a verdict and never breaks the page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.template.loader import render_to_string

from densach.kernel.actor import SYSTEM
from densach.programme.indicators.models import Indicator
from densach.programme.plans import actions, queries
from densach.programme.plans.models import Plan, RowState, Target
from densach.programme.plans.rules.figures import planned_text, unit_together, when_text
from densach.programme.plans.rules.values import TargetValues
from densach.programme.plans.rules.vocabulary import KINDS
from densach.programme.plans.status import Status
from tests.cast import NOW

DAYS = (
    date(2019, 2, 28),
    date(2026, 1, 15),
    date(2026, 7, 1),
    date(2028, 2, 29),
    date(2030, 12, 31),
    date(2035, 1, 1),
)
ODD: tuple[dict[str, Any], ...] = (
    {"value_min": None, "value_max": None, "year_from": None, "year_to": None},
    {"value_min": Decimal(0), "value_max": Decimal(0), "year_from": 2031, "year_to": 2031},
    {"value_min": Decimal("70.5"), "value_max": Decimal(90), "year_from": 2026, "year_to": 2026},
    {"value_min": Decimal(3), "value_max": Decimal(5), "every_years": 7, "base_year": 2040, "per": "each"},
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_with_odd_values_gets_a_verdict_on_any_day(plan: Plan, kind: str) -> None:
    plan.targets.all().delete()
    position = 0
    for indicator in Indicator.objects.filter(
        code__in=["tv.luot_ban_doc", "tv.co_dich_vu_htsd", "tv.loai_bao_tap_chi"]
    ):
        for odd in ODD:
            row = Target(
                plan=plan, position=position, subject="?", kind=kind, indicator=indicator, quote="21/4, 31/6"
            )
            for name, value in odd.items():
                setattr(row, name, value)
            row.state = RowState.ACCEPTED
            row.save()
            position += 1
    for on in DAYS:
        for told in queries.judged(plan, on):
            assert told.status in Status
            assert told.verdict.explanation
            assert isinstance(told.actual_text, str)


def test_a_plan_without_day_of_issue_is_judged_from_its_first_year(plan: Plan) -> None:
    actions.accept_confident(at=NOW, actor=SYSTEM, plan=plan)
    Plan.objects.filter(pk=plan.pk).update(issued_on=None)
    plan.refresh_from_db()
    assert len(queries.judged(plan, date(2026, 7, 1))) == 3


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"kind": "pct_institutions", "value_min": Decimal(70)}, "70%"),
        ({"kind": "ratio", "value_min": Decimal(77), "value_max": Decimal(85)}, "77/85"),
        (
            {
                "kind": "range_per_year",
                "value_min": Decimal(8000),
                "value_max": Decimal(9000),
                "unit": "lượt/năm",
            },
            "8.000–9.000\u00a0lượt/năm",
        ),
        ({"kind": "growth_avg", "value_min": Decimal(10), "value_max": Decimal(15)}, "10–15%/năm"),
        ({"kind": "cadence", "value_min": Decimal(1), "every_years": 2}, "1 lần trong 2 năm"),
        ({"kind": "cadence", "value_min": Decimal(2)}, "2 lần/năm"),
        ({"kind": "capability"}, "phải hoàn thành"),
        ({"kind": "continuous"}, "thường xuyên"),
        (
            {"kind": "at_least", "value_min": Decimal(200), "unit": "bản/năm", "per": "each"},
            "mỗi đơn vị ít nhất 200\u00a0bản/năm",
        ),
        (
            {"kind": "at_least", "value_min": Decimal(200), "unit": "bản/năm/thư viện", "per": "each"},
            "ít nhất 200\u00a0bản/năm/thư viện",
        ),
    ],
)
def test_the_wanted_value_reads_as_papers_write_it(told: dict[str, Any], words: str) -> None:
    assert planned_text(TargetValues("?", **told), "vi") == words


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"kind": "count_per_year", "year_from": 2019, "year_to": 2019}, "2019"),
        ({"kind": "count_per_year", "year_from": 2019, "year_to": 2020}, "2019–2020"),
        ({"kind": "pct_institutions", "year_from": 2025, "year_to": 2025}, "đến năm 2025"),
        ({"kind": "cadence", "year_from": 2026}, "từ năm 2026"),
        ({"kind": "continuous"}, ""),
    ],
)
def test_the_years_read_as_papers_write_them(told: dict[str, Any], words: str) -> None:
    assert when_text(TargetValues("?", **told)) == words


def test_the_unit_of_a_sum_leaves_out_the_each() -> None:
    assert unit_together("bản/năm/thư viện", "each") == "bản/năm"
    assert unit_together("bản/năm", "each") == "bản/năm"
    assert unit_together("bản/năm/thư viện", "") == "bản/năm/thư viện"


def test_a_page_of_rows_lights_words_that_stand_in_markup_characters() -> None:
    from densach.programme.plans.rules.marking import Mark, pieces
    from densach.programme.plans.templatetags.plans import lit_text

    html = lit_text(pieces("a <b>đọc</b> & nghe", [Mark("target-1", 2, 12)]), "target")
    assert "&lt;b&gt;đọc&lt;/b&gt;" in html
    assert "<b>" not in html
    assert render_to_string("plans/parts/waiting.html", {"waiting": 2})
