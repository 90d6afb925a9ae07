"""The yearly self-assessment: counted where it can be, said where not, frozen when it is sent."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from densach.kernel.errors import NotAllowed
from densach.services.circulation import actions as desk
from densach.services.statistics.actions import assessments as actions
from densach.services.statistics.actions.assessments import Said
from densach.services.statistics.models import AssessmentState, CriterionLine, SelfAssessment
from densach.services.statistics.queries import assessments as queries
from densach.services.statistics.queries import papers
from densach.services.statistics.rules.criteria import BY_CODE, CRITERIA, GROUPS
from densach.services.statistics.rules.refusals import (
    AssessmentBegun,
    AssessmentCannot,
    CriteriaOpen,
    ReasonMissing,
    SeenAnOldAssessment,
    YearNotOver,
)
from densach.services.statistics.rules.years import due_on, span_of
from densach.services.stocktaking.access import libraries_for
from tests import cast
from tests.services.statistics.conftest import Store
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db
YEAR = cast.TODAY.year
# The first of December: the year is over.
AFTER = datetime(YEAR, 12, 1, 3, tzinfo=cast.NOW.tzinfo)
ALL_MET = {one.code: Said("", True, "") for one in CRITERIA}


def _begun(store: Store, province: cast.Province) -> SelfAssessment:
    return actions.begin(at=cast.NOW, actor=store.head, library=province.library, year=YEAR)


def _written(store: Store, found: SelfAssessment) -> SelfAssessment:
    return actions.write(
        at=cast.NOW, actor=store.head, assessment=found, seen=found.revision, said=ALL_MET, summary="Tốt",
        proposals="",
    )  # fmt: skip


def _submitted(store: Store, province: cast.Province) -> SelfAssessment:
    found = _written(store, _begun(store, province))
    return actions.submit(at=AFTER, actor=store.head, assessment=found, seen=found.revision)


def test_every_criterion_has_its_group_and_figure() -> None:
    groups = {code for code, _vi, _en in GROUPS}
    assert len(BY_CODE) == len(CRITERIA)
    assert {one.group for one in CRITERIA} == groups


def test_the_year_runs_from_december_and_schools_by_their_own() -> None:
    own = span_of(2026, school_year=False)
    assert (own.start, own.end, due_on(own.end)) == (
        date(2025, 12, 1),
        date(2026, 11, 30),
        date(2026, 12, 30),
    )
    school = span_of(2026, school_year=True)
    assert (school.start, due_on(school.end)) == (date(2025, 9, 1), date(2026, 10, 30))


def test_figures_are_counted_and_stand_still_once_sent(store: Store, province: cast.Province) -> None:
    library = province.library
    desk.check_out(at=cast.NOW, actor=store.librarian, library=library, barcode="K1", card="TV-0001")
    found = _written(store, _begun(store, province))
    assert queries.counted_figures(found, "vi", cast.TODAY)["loans"] == "1"
    sent = actions.submit(at=AFTER, actor=store.head, assessment=found, seen=found.revision)
    desk.check_in(at=cast.NOW + timedelta(hours=1), actor=store.librarian, library=library, barcode="K1")
    desk.check_out(
        at=cast.NOW + timedelta(hours=2), actor=store.librarian, library=library, barcode="K1", card="TV-0001"
    )
    lines = dict(CriterionLine.objects.filter(assessment=sent).values_list("criterion", "figure"))
    assert lines["loans"] == "1"
    back = actions.withdraw(at=AFTER, actor=store.head, assessment=sent, seen=sent.revision)
    assert queries.counted_figures(back, "vi", AFTER.date())["loans"] == "2"


def test_a_library_begins_a_year_once(store: Store, province: cast.Province) -> None:
    _begun(store, province)
    with pytest.raises(AssessmentBegun):
        _begun(store, province)


def test_a_year_is_sent_when_it_is_over_and_whole(store: Store, province: cast.Province) -> None:
    found = _begun(store, province)
    with pytest.raises(YearNotOver):
        actions.submit(at=cast.NOW, actor=store.head, assessment=found, seen=found.revision)
    with pytest.raises(CriteriaOpen):
        actions.submit(at=AFTER, actor=store.head, assessment=found, seen=found.revision)


def test_it_is_returned_with_a_reason_mended_and_accepted(store: Store, province: cast.Province) -> None:
    officer = cast.acting(cast.the_officer(province))
    found = _submitted(store, province)
    with pytest.raises(ReasonMissing):
        actions.decide(at=AFTER, actor=officer, assessment=found, seen=found.revision, accept=False)
    back = actions.decide(
        at=AFTER, actor=officer, assessment=found, seen=found.revision, accept=False, why="thiếu kinh phí"
    )
    assert (back.state, back.returned_why) == (AssessmentState.RETURNED, "thiếu kinh phí")
    again = actions.submit(at=AFTER, actor=store.head, assessment=back, seen=back.revision)
    done = actions.decide(at=AFTER, actor=officer, assessment=again, seen=again.revision, accept=True)
    assert done.state == AssessmentState.ACCEPTED
    with pytest.raises(AssessmentCannot):
        _written(store, done)


def test_a_librarian_writes_none_and_a_head_accepts_none(store: Store, province: cast.Province) -> None:
    with pytest.raises(NotAllowed):
        actions.begin(at=cast.NOW, actor=store.librarian, library=province.library, year=YEAR)
    found = _submitted(store, province)
    with pytest.raises(NotAllowed):
        actions.decide(at=AFTER, actor=store.head, assessment=found, seen=found.revision, accept=True)


def test_the_later_of_two_is_told_and_keeps_what_was_typed(store: Store, province: cast.Province) -> None:
    found = _begun(store, province)
    _written(store, found)
    with pytest.raises(SeenAnOldAssessment):
        actions.write(
            at=cast.NOW, actor=store.head, assessment=found, seen=1, said={}, summary="", proposals=""
        )
    typed = {"revision": "1", "summary": "Viết sau", "so-budget": "12.000.000", "dat-budget": "no"}
    answer = SignedIn(store.head_user).post(reverse("statistics:assessment", args=[found.pk]), typed)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Viết sau" in text
    assert "12.000.000" in text


def test_the_officer_sees_who_has_not_sent_theirs(store: Store, province: cast.Province) -> None:
    officer = cast.acting(cast.the_officer(province))
    _submitted(store, province)
    late = date(YEAR, 12, 31)
    told = queries.standings(libraries_for(officer, cast.TODAY), YEAR, late)
    by_code = {one.library.code: one for one in told}
    assert not by_code[province.library.code].is_late
    assert by_code[province.commune_library.code].is_late
    assert by_code[province.commune_library.code].assessment is None


def test_it_is_an_official_paper_and_its_pages_open(store: Store, province: cast.Province) -> None:
    found = _submitted(store, province)
    assert papers.assessment_docx(found, cast.TODAY)[:2] == b"PK"
    browser = SignedIn(store.head_user)
    for name in ("assessment", "assessment_paper"):
        assert browser.get(reverse(f"statistics:{name}", args=[found.pk])).status_code == 200
    assert browser.get(reverse("statistics:assessment_begin")).status_code == 200
