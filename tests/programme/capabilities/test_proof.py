"""What proves a capability: verified statements, counted months, a unit's own answer; and which goes first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from densach.kernel.period import Period
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.programme.capabilities import actions, queries
from densach.programme.capabilities.actions import NewRule
from densach.programme.capabilities.models import Claim, ProofRule
from densach.programme.capabilities.rules import (
    How,
    proven,
    whole_months,
)
from densach.programme.indicators import queries as indicators
from densach.programme.indicators.rules import Scope
from tests import cast
from tests.cast import NOW, TODAY, acting
from tests.programme.capabilities.lists import count_months, filled

GROUPS = "culture.regular_groups"
SESSIONS = "culture.group_sessions"
OCTOBER = Period.month(2026, 10)
HOUR = timedelta(hours=1)


def said(place: Organisation, yes: bool, who: User, **more: object) -> Claim:
    told: dict[str, object] = {"at": NOW - HOUR, "capability_code": GROUPS, "since": date(2026, 1, 1), **more}
    return actions.claim(actor=acting(who), organisation=place, answer=yes, **told)  # type: ignore[arg-type]


def rule(code: str = GROUPS) -> ProofRule:
    return ProofRule.objects.get(capability__code=code, valid_to=None)


@dataclass(frozen=True)
class Asked:
    measure: str
    at_least: int
    months: int
    window: int
    dimension: str = ""
    values: int = 0
    together: bool = False


# pure -------------------------------------------------------------------------------------------------------


def test_a_month_is_whole_on_its_last_day() -> None:
    assert whole_months(date(2026, 10, 30), 1) == (Period.month(2026, 9),)
    assert whole_months(date(2026, 10, 31), 1) == (OCTOBER,)
    assert whole_months(date(2026, 1, 15), 2) == (Period.month(2025, 11), Period.month(2025, 12))


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)), st.integers(1, 36))
def test_whole_months_follow_one_another_and_have_all_passed(on: date, number: int) -> None:
    months = whole_months(on, number)
    assert len(months) == number
    assert months[-1].end <= on < months[-1].end + timedelta(days=31)
    assert all(a.end + timedelta(days=1) == b.start for a, b in pairwise(months))


@given(
    st.dictionaries(st.integers(0, 11), st.integers(0, 9)),
    st.integers(1, 9),
    st.integers(1, 12),
)
def test_more_counted_never_proves_less(counts: dict[int, int], least: int, months: int) -> None:
    looked_at = whole_months(TODAY, 12)
    counted = {looked_at[place]: {1: amount} for place, amount in counts.items()}
    more = {month: {1: units[1] + 1} for month, units in counted.items()}
    asks = Asked("m", least, months, 12)
    enough = sum(1 for amount in counts.values() if amount >= least)
    assert (1 in proven(asks, counted, TODAY)) == (enough >= months)
    assert proven(asks, counted, TODAY).keys() <= proven(asks, more, TODAY).keys()


# facts ------------------------------------------------------------------------------------------------------


def test_sessions_in_nine_of_twelve_months_prove_regular_groups(province: cast.Province) -> None:
    centre = province.commune_centre
    count_months(centre, SESSIONS, 9, last=OCTOBER)
    found = queries.answers(GROUPS, [centre.pk, province.other_commune_centre.pk], TODAY)
    assert set(found) == {centre.pk}
    answer = found[centre.pk]
    assert (answer.answer, answer.verified, answer.how) == (True, True, How.FACTS)
    assert answer.proof is not None
    assert [month.start.month for month in answer.proof.months] == [2, 3, 4, 5, 6, 7, 8, 9, 10]


def test_eight_months_are_not_answered_and_never_a_no(province: cast.Province) -> None:
    count_months(province.commune_centre, SESSIONS, 8, last=OCTOBER)
    assert queries.answers(GROUPS, [province.commune_centre.pk], TODAY) == {}


def test_the_months_of_a_proof_open_onto_their_counts(province: cast.Province) -> None:
    count_months(province.commune_centre, SESSIONS, 9, 5, last=OCTOBER)
    months = queries.months_of(rule(), province.commune_centre.pk, TODAY)
    assert [one.amount for one in months] == [5] * 9 + [0] * 3
    assert all(row.record_url for one in months for row in one.rows)


def test_the_queries_do_not_grow_with_the_institutions(
    province: cast.Province, django_assert_max_num_queries: object
) -> None:
    ids = [province.commune_centre.pk, province.other_commune_centre.pk, province.culture_centre.pk]
    for place in (province.commune_centre, province.other_commune_centre, province.culture_centre):
        count_months(place, SESSIONS, 9, last=OCTOBER)
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        assert len(queries.answers(GROUPS, ids, TODAY)) == 3


# precedence -------------------------------------------------------------------------------------------------


def test_facts_go_before_an_answer_that_nobody_verified(province: cast.Province, culture_head: User) -> None:
    said(province.culture_centre, False, culture_head)
    count_months(province.culture_centre, SESSIONS, 9, last=OCTOBER)
    answer = queries.answers(GROUPS, [province.culture_centre.pk], TODAY)[province.culture_centre.pk]
    assert (answer.answer, answer.how) == (True, How.FACTS)


def test_a_verified_answer_goes_before_facts(
    province: cast.Province, culture_head: User, officer: User
) -> None:
    claim = said(province.culture_centre, False, culture_head)
    count_months(province.culture_centre, SESSIONS, 9, last=OCTOBER)
    actions.verify(at=NOW, actor=acting(officer), claim=claim)
    answer = queries.answers(GROUPS, [province.culture_centre.pk], TODAY)[province.culture_centre.pk]
    assert (answer.answer, answer.how, answer.claim_id) == (False, How.CLAIM, claim.pk)


def test_an_answer_of_its_own_holds_where_facts_prove_nothing(
    province: cast.Province, culture_head: User
) -> None:
    said(province.culture_centre, True, culture_head)
    answer = queries.answers(GROUPS, [province.culture_centre.pk], TODAY)[province.culture_centre.pk]
    assert (answer.answer, answer.verified, answer.how) == (True, False, How.CLAIM)


def test_a_verified_checklist_proves_what_it_is_meant_for(province: cast.Province, officer: User) -> None:
    sent = filled(province.library, "tv.hoc-tap-suot-doi")
    code = "library.lifelong_service"
    assert queries.answers(code, [province.library.pk], TODAY) == {}
    actions.verify_assessment(at=NOW, actor=acting(officer), assessment=sent)
    answer = queries.answers(code, [province.library.pk], TODAY)[province.library.pk]
    assert (answer.answer, answer.how, answer.assessment_id) == (True, How.CHECKLIST, sent.pk)


def test_a_verified_checklist_with_a_gap_proves_nothing_and_is_no_no(
    province: cast.Province, officer: User
) -> None:
    sent = filled(province.library, "tv.hoc-tap-suot-doi", {"service": False})
    actions.verify_assessment(at=NOW, actor=acting(officer), assessment=sent)
    assert queries.answers("library.lifelong_service", [province.library.pk], TODAY) == {}


def test_of_two_verified_statements_the_later_holds(
    province: cast.Province, librarian: User, officer: User
) -> None:
    sent = filled(province.library, "tv.hoc-tap-suot-doi", at=NOW - 5 * HOUR)
    actions.verify_assessment(at=NOW - 4 * HOUR, actor=acting(officer), assessment=sent)
    claim = said(province.library, False, librarian, capability_code="library.lifelong_service")
    actions.verify(at=NOW, actor=acting(officer), claim=claim)
    answer = queries.answers("library.lifelong_service", [province.library.pk], TODAY)[province.library.pk]
    assert (answer.answer, answer.how) == (False, How.CLAIM)


# as known ---------------------------------------------------------------------------------------------------


def test_a_frozen_reading_sees_only_the_facts_of_its_time(province: cast.Province) -> None:
    centre = province.commune_centre
    count_months(centre, SESSIONS, 8, last=OCTOBER)
    mark = indicators.book_mark()
    count_months(centre, SESSIONS, 1, last=Period.month(2026, 2))
    assert queries.answers(GROUPS, [centre.pk], TODAY, until_fact=mark) == {}
    assert queries.answers(GROUPS, [centre.pk], TODAY)[centre.pk].answer is True


def test_a_frozen_reading_keeps_the_rule_of_its_time(province: cast.Province, officer: User) -> None:
    centre = province.commune_centre
    count_months(centre, SESSIONS, 9, last=OCTOBER)
    actions.change_rule(
        at=NOW + 2 * HOUR,
        actor=acting(officer),
        rule=rule(),
        asks=NewRule(SESSIONS, 1, 12, 12),
        since=TODAY,
        legal_basis="Hướng dẫn 01/HD-SVHTTDL",
    )
    assert queries.answers(GROUPS, [centre.pk], TODAY) == {}
    assert queries.answers(GROUPS, [centre.pk], TODAY, NOW + HOUR)[centre.pk].how == How.FACTS
    assert queries.answers(GROUPS, [centre.pk], TODAY, NOW - HOUR) == {}, "no rule was written down then"


def test_a_share_of_institutions_reads_facts_and_answers_alike(
    province: cast.Province, culture_head: User
) -> None:
    count_months(province.commune_centre, SESSIONS, 9, last=OCTOBER)
    said(province.culture_centre, False, culture_head)
    indicator = indicators.by_code("vh.co_lop_clb_nhom_so_thich")
    scope = Scope(("culture_centre",), (), province.area.pk)
    year = Period.year(2026)
    one = indicators.evaluate(indicator, scope, year, TODAY)
    [many] = indicators.evaluate_all([(indicator, scope, year)], TODAY)
    assert one == many
    assert (one.yes, one.no, one.unknown) == (1, 1, 1)
    assert {part.how for part in one.parts} == {How.FACTS.value, How.CLAIM.value, ""}
