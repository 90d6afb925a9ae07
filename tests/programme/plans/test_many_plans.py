"""Many plans judged out of one reading stand as each of them does alone."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from densach.kernel.period import Period
from densach.people.models import User
from densach.programme.indicators import queries as indicators
from densach.programme.indicators.rules import Scope
from densach.programme.plans import actions, queries
from densach.programme.plans.models import Plan
from tests import cast
from tests.cast import NOW
from tests.programme.plans import papers
from tests.programme.plans.test_progress import ON, answer, count


def another(province: cast.Province, officer: User, number: int) -> Plan:
    """The same paper once more, as if another department had issued it."""
    actor = cast.acting(officer)
    plan = actions.load(
        at=NOW,
        actor=actor,
        organisation=province.department,
        name=f"ke-hoach-{number}.txt",
        data=papers.TEXT.encode() + b" " * number,
        reader=papers.a_reading,
    )
    actions.accept_confident(at=NOW, actor=actor, plan=plan)
    return actions.start(at=NOW, actor=actor, plan=plan)


def figures(rows: list[queries.JudgedTarget]) -> list[tuple[object, ...]]:
    return [
        (one.target.pk, one.verdict, one.value, one.period, one.evidence_url, one.actual_text) for one in rows
    ]


def test_many_plans_stand_as_each_alone(province: cast.Province, officer: User, started: Plan) -> None:
    plans = [started, another(province, officer, 1), another(province, officer, 2)]
    for month in range(1, 7):
        count(province.library, 100 * month, date(2026, month, 8))
        count(province.commune_library, 10, date(2025, month, 28))
    answer(province.library, yes=True, verified=True)
    answer(province.commune_library, yes=False)
    together = queries.judged_many(plans, ON)
    assert list(together) == [plan.pk for plan in plans]
    for plan in plans:
        assert figures(together[plan.pk]) == figures(queries.judged(plan, ON))


def test_the_queries_do_not_grow_with_the_plans(
    province: cast.Province, officer: User, started: Plan
) -> None:
    plans = [started, *(another(province, officer, number) for number in (1, 2, 3))]
    asked = []
    for some in (plans[:2], plans):
        with CaptureQueriesContext(connection) as captured:
            queries.judged_many(some, ON)
        asked.append(len(captured))
    assert asked[0] == asked[1]


def test_no_plans_are_no_answers(db: None) -> None:
    assert queries.judged_many([], ON) == {}


def test_an_amount_is_the_numerator_of_its_value(province: cast.Province) -> None:
    """Nobody told, nought told and something told stay three things."""
    cast.the_catalogues()
    count(province.library, 0, date(2026, 2, 3))
    count(province.library, 30, date(2026, 3, 20))
    count(province.commune_library, 12, date(2025, 12, 30))
    indicator, scope = indicators.by_code("tv.luot_ban_doc"), Scope(area_id=province.area.pk)
    spans = [Period.month(2026, month) for month in (1, 2, 3)] + [
        Period(date(2025, 12, 1), date(2026, 3, 25)),
        Period.year(2027),
    ]
    reading = indicators.begin_reading(ON)
    with reading.collecting():
        for span in spans:
            reading.amount(indicator, scope, span)
    amounts = [reading.amount(indicator, scope, span) for span in spans]
    assert amounts == [None, 0, 30, 42, None]
    assert amounts == [indicators.evaluate(indicator, scope, span, ON).numerator for span in spans]
    assert indicators.begin_reading(ON).amount(indicator, scope, spans[3]) == 42
