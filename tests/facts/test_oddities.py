"""Numbers that stand far from the same months of earlier years: a question, never a hindrance."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from densach.facts import actions, queries
from densach.facts.models import Count, Oddity
from densach.facts.origin import Origin
from densach.facts.queries import OdditiesWanted
from densach.facts.rules import NoteMissing, OddityAnswered
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.kernel.outliers import median, odd
from densach.kernel.period import Period
from densach.organisations.models import Organisation
from densach.people.models import User
from tests import cast
from tests.cast import NOW
from tests.stage import SignedIn

MAY = Period.month(2026, 5)


def enter(
    place: Organisation, number: int, since: date, until: date | None = None, *, look: bool = True
) -> Count:
    return actions.enter_count(
        at=NOW,
        actor=SYSTEM,
        organisation=place,
        measure="library.visits",
        since=since,
        until=until or since,
        quantities={"": number},
        origin=Origin.RETURN,
        look=look,
    )


@pytest.fixture
def library(province: cast.Province) -> Organisation:
    """A library with three earlier Mays."""
    for year, number in ((2023, 95), (2024, 105), (2025, 100)):
        month = Period.month(year, 5)
        enter(province.library, number, month.start, month.end)
    return province.library


def the_question() -> Oddity:
    return Oddity.objects.get()


def test_eight_times_the_usual_is_asked_about_and_counts_all_the_same(library: Organisation) -> None:
    enter(library, 800, date(2026, 5, 9))
    asked = the_question()
    assert (asked.year, asked.month, asked.quantity, asked.state) == (2026, 5, 800, "asked")
    assert asked.median == 100
    assert asked.earlier == [[2025, 100], [2024, 105], [2023, 95]]
    assert queries.totals_of_organisations("library.visits", [library.pk], MAY) == {library.pk: 800}


def test_the_usual_is_not_asked_about(library: Organisation) -> None:
    enter(library, 104, date(2026, 5, 9))
    assert not Oddity.objects.exists()


def test_two_earlier_years_are_too_few_to_ask(province: cast.Province) -> None:
    for year in (2024, 2025):
        enter(province.library, 100, date(year, 5, 9))
    enter(province.library, 5000, date(2026, 5, 9))
    assert not Oddity.objects.exists()


def test_a_number_for_a_whole_year_says_nothing_of_its_last_month(province: cast.Province) -> None:
    for year in (2022, 2023, 2024):
        enter(province.library, 100_000, date(year, 1, 1), date(year, 12, 31))
    enter(province.library, 900, date(2025, 12, 9))
    assert not Oddity.objects.exists()


def test_a_month_that_still_runs_is_not_asked_why_it_is_behind(province: cast.Province) -> None:
    on = cast.TODAY
    for back in (1, 2, 3):
        enter(province.library, 900 + back, date(on.year - back, on.month, 1))
    enter(province.library, 12, date(on.year, on.month, 1))
    assert not Oddity.objects.exists()


def test_a_correction_answers_the_question(library: Organisation) -> None:
    count = enter(library, 800, date(2026, 5, 9))
    actions.correct_count(at=NOW, actor=SYSTEM, count=count, seen_revision=1, quantities={"": 80})
    assert (the_question().state, the_question().quantity) == ("corrected", 80)


def test_a_correction_may_be_asked_about_too(library: Organisation) -> None:
    count = enter(library, 100, date(2026, 5, 9))
    actions.correct_count(at=NOW, actor=SYSTEM, count=count, seen_revision=1, quantities={"": 1000})
    assert the_question().state == "asked"


def test_taking_the_count_back_answers_it_once_the_month_is_empty_and_over(library: Organisation) -> None:
    count = enter(library, 800, date(2026, 5, 9))
    actions.reverse_count(at=NOW, actor=SYSTEM, count=count, seen_revision=1, note="Nhầm")
    # Nothing at all in a month of a hundred is a question of its own.
    assert (the_question().quantity, the_question().state) == (0, "asked")


def test_a_word_confirms_the_number_and_can_be_taken_back(library: Organisation) -> None:
    enter(library, 800, date(2026, 5, 9))
    with pytest.raises(NoteMissing):
        actions.confirm_oddity(at=NOW, actor=SYSTEM, oddity=the_question(), note="  ")
    actions.confirm_oddity(at=NOW, actor=SYSTEM, oddity=the_question(), note="Ngày hội sách")
    assert (the_question().state, the_question().note) == ("confirmed", "Ngày hội sách")
    with pytest.raises(OddityAnswered):
        actions.confirm_oddity(at=NOW, actor=SYSTEM, oddity=the_question(), note="Nữa")
    actions.reopen_oddity(at=NOW, actor=SYSTEM, oddity=the_question())
    assert the_question().state == "asked"


def test_what_was_confirmed_is_asked_anew_when_it_changes(library: Organisation) -> None:
    enter(library, 800, date(2026, 5, 9))
    actions.confirm_oddity(at=NOW, actor=SYSTEM, oddity=the_question(), note="Ngày hội sách")
    enter(library, 700, date(2026, 5, 10))
    assert (the_question().state, the_question().quantity, the_question().note) == ("asked", 1500, "")


def test_a_stranger_confirms_nothing(library: Organisation, stranger: User) -> None:
    enter(library, 800, date(2026, 5, 9))
    with pytest.raises(NotAllowed):
        actions.confirm_oddity(at=NOW, actor=cast.acting(stranger), oddity=the_question(), note="Đúng")


def test_looking_through_a_month_finds_what_other_programs_brought(library: Organisation) -> None:
    enter(library, 800, date(2026, 5, 9), look=False)
    assert not Oddity.objects.exists()
    found = actions.look_through(at=NOW, actor=SYSTEM, month=MAY, organisation_ids=[library.pk])
    assert (found, the_question().quantity) == (1, 800)
    assert actions.look_through(at=NOW, actor=SYSTEM, month=MAY, organisation_ids=[library.pk]) == 1


def test_questions_are_listed_by_state_in_pages(library: Organisation) -> None:
    enter(library, 800, date(2026, 5, 9))
    rows = queries.oddities(OdditiesWanted([library.pk], "asked", "library.visits", 2026))
    page, following = queries.oddities_page(rows, "")
    assert ([row.quantity for row in page], following) == ([800], "")
    assert queries.oddities_page(rows, "2026-5-1")[0] == []
    assert queries.oddities_page(rows, "x-y-z")[0] == page
    assert not queries.oddities(OdditiesWanted([library.pk], "confirmed")).exists()
    assert queries.open_oddities([library.pk]) == 1


def test_entering_leads_to_the_question_and_answering_keeps_the_words(
    library: Organisation, librarian: User, sign_in: type[SignedIn]
) -> None:
    desk: Client = sign_in(librarian)
    url = f"/lam-viec/so-dem/{library.code}/library.visits/nhap/"
    answer = desk.post(url, {"total": "800", "since": "2026-05-09", "until": ""})
    assert answer.headers["Location"].endswith(f"/bat-thuong/{the_question().pk}/")
    page = desk.get(answer.headers["Location"]).content.decode()
    assert "gấp 8 lần" in page
    assert desk.post(f"{answer.headers['Location']}xac-nhan/", {"note": ""}).status_code == 422
    desk.post(f"{answer.headers['Location']}xac-nhan/", {"note": "Ngày hội sách"})
    assert "Ngày hội sách" in desk.get(answer.headers["Location"]).content.decode()


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=12))
def test_the_median_has_as_many_below_as_above(values: list[int]) -> None:
    middle = median(values)
    below, above = sum(v < middle for v in values), sum(v > middle for v in values)
    assert abs(below - above) <= sum(v == middle for v in values)
    assert min(values) <= middle <= max(values)


@given(st.lists(st.integers(0, 10**6), min_size=3, max_size=8), st.integers(1, 50))
def test_being_odd_does_not_depend_on_the_unit_of_counting(values: list[int], scale: int) -> None:
    number, fellows = values[0] * 7 + 13, values
    plain = odd(number * 100, [value * 100 for value in fellows])
    scaled = odd(number * 100 * scale, [value * 100 * scale for value in fellows])
    assert (plain is None) == (scaled is None)
    if plain is not None and scaled is not None:
        assert plain.score == scaled.score


def test_the_score_is_exact_and_years_that_are_alike_are_handled() -> None:
    found = odd(800, [95, 105, 100])
    assert found is not None
    assert found.score == Fraction(6745, 10_000) * 700 / 5
    assert found.times == 8
    assert odd(100 + 9, [100, 100, 100]) is None
    assert odd(150, [100, 100, 100]) is None
    assert odd(201, [100, 100, 100]) is not None
    assert odd(40, [100, 100, 100]) is not None
    mostly = odd(400, [100, 100, 100, 130])
    assert mostly is not None
    assert mostly.score == Fraction(1_000_000, 1_253_314) * 300 / Fraction(30, 4)
    assert odd(10**6, []) is None
