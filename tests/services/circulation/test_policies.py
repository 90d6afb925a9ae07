"""Lending rules: the nearest wins, each kind by itself, and the desk can say which."""

from __future__ import annotations

import pytest

from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.services.circulation import actions as desk
from densach.services.circulation.models import LendingRule, RuleKind
from densach.services.circulation.queries import policies as queries
from densach.services.circulation.rules import refusals
from densach.services.circulation.rules.policies import KINDS, Rule, choose
from tests import cast
from tests.services.circulation.stock import NOW, TODAY

_DAYS = RuleKind.LOAN_DAYS
# Number, place, category, type, value: library 1 under 2.
_RULES = [
    Rule(1, _DAYS, 0, "", "", 10),
    Rule(2, _DAYS, 2, "child", "dvd", 3),
    Rule(3, _DAYS, 2, "child", "", 7),
    Rule(4, _DAYS, 2, "", "dvd", 5),
    Rule(5, _DAYS, 1, "", "", 21),
    Rule(6, RuleKind.MAX_LOANS, 0, "child", "", 2),
]


@pytest.mark.parametrize(
    ("libraries", "category", "item_type", "value", "why"),
    [
        ([1, 2], "child", "dvd", 21, "1/*/*"),
        ([2], "child", "dvd", 3, "2/child/dvd"),
        ([2], "child", "book", 7, "2/child/*"),
        ([2], "adult", "dvd", 5, "2/*/dvd"),
        ([2], "adult", "book", 10, "*/*/*"),
        ([9], "adult", "book", 10, "*/*/*"),
    ],
)
def test_the_nearest_library_wins_then_the_category_then_the_type(
    libraries: list[int], category: str, item_type: str, value: int, why: str
) -> None:
    chosen = choose(_RULES, _DAYS, libraries, category, item_type)
    assert (chosen.value, chosen.why) == (value, why)


def test_each_kind_is_looked_up_by_itself() -> None:
    assert choose(_RULES, RuleKind.MAX_LOANS, [1, 2], "child", "").value == 2
    assert choose(_RULES, RuleKind.MAX_LOANS, [1, 2], "adult", "").why == "default"


def test_every_kind_has_a_default_so_that_a_reading_point_needs_no_rules() -> None:
    assert set(KINDS) == set(RuleKind.values)
    assert choose([], _DAYS, [1], "adult", "book").value == 14


@pytest.mark.django_db
def test_a_rule_of_the_committee_holds_in_its_libraries_and_is_named(province: cast.Province) -> None:
    desk.write_rule(
        at=NOW, actor=SYSTEM, kind=_DAYS, library=province.commune_committee, value=30, category="child"
    )
    told = {one.kind: one for one in queries.explain(province.commune_library.pk, "child", "book", TODAY)}
    assert told[_DAYS].value == 30
    assert "An Tiến" in told[_DAYS].why
    assert told[RuleKind.RENEWALS].rule is None
    here = {one.kind: one for one in queries.explain(province.library.pk, "child", "book", TODAY)}
    assert here[_DAYS].value == 14


@pytest.mark.django_db
def test_a_rule_written_again_replaces_itself_and_a_removed_one_holds_no_more(
    province: cast.Province,
) -> None:
    for value in (20, 25):
        desk.write_rule(at=NOW, actor=SYSTEM, kind=_DAYS, library=province.library, value=value)
        assert queries.terms_of(province.library.pk, "adult", "book", TODAY)[_DAYS] == value
    desk.remove_rule(at=NOW, actor=SYSTEM, rule=LendingRule.objects.get())
    assert queries.terms_of(province.library.pk, "adult", "book", TODAY)[_DAYS] == 14


@pytest.mark.django_db
def test_rules_are_written_by_who_keeps_them(province: cast.Province) -> None:
    officer = cast.acting(cast.the_officer(province))
    desk.write_rule(at=NOW, actor=officer, kind=_DAYS, library=None, value=9)
    desk.write_rule(at=NOW, actor=officer, kind=_DAYS, library=province.commune_library, value=9)
    librarian = cast.acting(cast.the_librarian(province))
    for library in (None, province.library):
        with pytest.raises(NotAllowed):
            desk.write_rule(at=NOW, actor=librarian, kind=_DAYS, library=library, value=9)


@pytest.mark.django_db
@pytest.mark.parametrize("value", [0, -1, 100_000])
def test_values_beyond_reason_are_refused(province: cast.Province, value: int) -> None:
    with pytest.raises(refusals.RuleBeyondReason):
        desk.write_rule(at=NOW, actor=SYSTEM, kind=_DAYS, library=province.library, value=value)
