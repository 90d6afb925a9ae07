"""An indicator taken apart: the parts never exceed the whole, and what was not told is a part of its own."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from densach.facts import actions as facts
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.kernel.period import Period
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.programme.capabilities import actions as capabilities
from densach.programme.indicators import actions, queries
from densach.programme.indicators.models import PriorityPlace
from densach.programme.indicators.queries.places import listed_on
from densach.programme.indicators.queries.slices import Sliced, dimensions, sliced
from densach.programme.indicators.rules import (
    AlreadyListed,
    BasisMissing,
    EndsBeforeItBegins,
    Question,
    Scope,
)
from tests import cast
from tests.cast import NOW, TODAY
from tests.stage import SignedIn

VISITS = "tv.luot_ban_doc"
SHARE = "tv.co_dich_vu_htsd"
DAY = date(2026, 3, 2)


def count(place: Organisation, quantities: dict[str, int], on: date = DAY) -> None:
    facts.enter_count(
        at=NOW,
        actor=SYSTEM,
        organisation=place,
        measure="library.visits",
        since=on,
        until=on,
        quantities=quantities,
    )


def taken_apart(province: cast.Province, by: str, code: str = VISITS, period: Period | None = None) -> Sliced:
    question = Question(Scope(area_id=province.area.pk), period or Period.year(2026), TODAY)
    return sliced(queries.by_code(code), question, by)


def figures(told: Sliced) -> dict[str, int | None]:
    return {one.key: one.numerator for one in told.slices}


def lists(province: cast.Province, kind: str = "hard", since: date = date(2026, 1, 1)) -> PriorityPlace:
    return actions.list_place(
        at=NOW,
        actor=SYSTEM,
        organisation=province.department,
        area_id=province.commune_area.pk,
        kind=kind,
        since=since,
        legal_basis="Quyết định 12/QĐ-UBND",
    )


def test_what_was_not_told_apart_is_a_slice_of_its_own(province: cast.Province) -> None:
    count(province.library, {"": 100, "age=child": 40, "age=adult": 25})
    count(province.commune_library, {"": 50})
    told = taken_apart(province, "age")
    assert told.whole.numerator == 150
    assert figures(told) == {"child": 40, "adult": 25, "senior": None, "?": 85}


def test_what_nobody_told_is_no_nought(province: cast.Province) -> None:
    count(province.library, {"": 100, "age=child": 60, "age=adult": 40})
    assert set(figures(taken_apart(province, "sex")).values()) == {None, 100}
    # Here the others make the whole: nothing is left for the third.
    assert figures(taken_apart(province, "age")) == {"child": 60, "adult": 40, "senior": 0, "?": 0}


def test_odd_days_are_taken_apart_from_the_facts(province: cast.Province) -> None:
    count(province.library, {"": 100, "age=child": 40})
    count(province.library, {"": 7, "age=child": 3}, date(2026, 3, 5))
    told = taken_apart(province, "age", period=Period(date(2026, 3, 2), date(2026, 3, 3)))
    assert (told.whole.numerator, figures(told)["child"], figures(told)["?"]) == (100, 40, 60)


@pytest.mark.parametrize("by", ["area", "kind", "level"])
def test_parts_by_institution_make_the_whole(by: str, province: cast.Province) -> None:
    count(province.library, {"": 100})
    count(province.commune_library, {"": 50})
    told = taken_apart(province, by)
    assert sum(one.numerator or 0 for one in told.slices) == told.whole.numerator == 150
    assert sum(one.units or 0 for one in told.slices) == len(told.whole.parts)
    assert sum(one.unknown for one in told.slices) == told.whole.unknown


def test_a_share_is_taken_apart_with_its_own_denominators(province: cast.Province) -> None:
    for place, yes in ((province.library, True), (province.commune_library, False)):
        capabilities.claim(
            at=NOW,
            actor=SYSTEM,
            organisation=place,
            capability_code="library.lifelong_service",
            answer=yes,
            since=date(2026, 1, 1),
        )
    told = taken_apart(province, "level", SHARE)
    assert {one.key: (one.numerator, one.denominator, one.unknown) for one in told.slices} == {
        "province": (1, 1, 0),
        "commune": (0, 2, 1),
    }


def test_priority_places_stand_beside_the_rest_for_as_long_as_they_are_listed(
    province: cast.Province,
) -> None:
    count(province.library, {"": 100})
    count(province.commune_library, {"": 50})
    place = lists(province)
    lists(province, "minority")
    told = taken_apart(province, "priority")
    assert figures(told) == {"listed": 50, "hard": 50, "minority": 50, "other": 100}
    assert [one.key for one in told.slices if one.of_which] == ["hard", "minority"]
    actions.end_place(
        at=NOW, actor=SYSTEM, organisation=province.department, place=place, until=date(2026, 2, 1)
    )
    assert listed_on(date(2026, 2, 1))[province.commune_area.pk] == {"hard", "minority"}
    assert listed_on(TODAY)[province.commune_area.pk] == {"minority"}


def test_a_list_has_a_paper_one_open_line_and_days_in_order(province: cast.Province, stranger: User) -> None:
    place = lists(province)
    with pytest.raises(AlreadyListed):
        lists(province)
    with pytest.raises(EndsBeforeItBegins):
        actions.end_place(
            at=NOW, actor=SYSTEM, organisation=province.department, place=place, until=date(2025, 1, 1)
        )
    told = {"at": NOW, "organisation": province.department, "area_id": province.area.pk, "kind": "remote"}
    with pytest.raises(BasisMissing):
        actions.list_place(**told, actor=SYSTEM, since=TODAY, legal_basis=" ")  # type: ignore[arg-type]  # by name
    with pytest.raises(NotAllowed):
        actions.list_place(**told, actor=cast.acting(stranger), since=TODAY, legal_basis="QĐ 1")  # type: ignore[arg-type]  # by name


def test_an_end_is_taken_back_unless_the_place_was_listed_anew(province: cast.Province) -> None:
    place = lists(province)
    told = {"at": NOW, "actor": SYSTEM, "organisation": province.department, "place": place}
    actions.end_place(**told, until=date(2026, 2, 1))  # type: ignore[arg-type]  # told by name
    assert actions.end_place(**told, until=None).valid_to is None  # type: ignore[arg-type]  # told by name
    actions.end_place(**told, until=date(2026, 2, 1))  # type: ignore[arg-type]  # told by name
    lists(province, since=date(2026, 3, 1))
    with pytest.raises(AlreadyListed):
        actions.end_place(**told, until=None)  # type: ignore[arg-type]  # told by name


def test_more_slices_and_institutions_ask_no_more_queries(province: cast.Province) -> None:
    def asked(by: str) -> int:
        with CaptureQueriesContext(connection) as made:
            taken_apart(province, by)
        return len(made)

    before = {by: asked(by) for by in dimensions(queries.by_code(VISITS))}
    count(province.library, {"": 100, "age=child": 40, "sex=female": 30, "channel=onsite": 9})
    count(province.commune_library, {"": 50, "age=child": 4})
    lists(province)
    for by, number in before.items():
        assert asked(by) <= number + 1


parts = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers=parts)
def test_parts_and_what_is_unknown_always_make_the_whole(
    province: cast.Province, numbers: tuple[int, int, int, int]
) -> None:
    child, adult, senior, untold = numbers
    with transaction.atomic():
        told = {"": sum(numbers), "age=child": child, "age=adult": adult, "age=senior": senior}
        count(province.library, told)
        found = taken_apart(province, "age")
        transaction.set_rollback(True)
    # The kept totals hold no noughts: where some were not told apart, a nought and "not asked" look alike.
    told_apart = {"child": child, "adult": adult, "senior": senior}
    known = {name: number or (None if untold else 0) for name, number in told_apart.items()}
    assert figures(found) == {**known, "?": untold}
    assert sum(one.numerator or 0 for one in found.slices) == found.whole.numerator


def test_the_two_years_are_exact_sums_of_the_same_facts(province: cast.Province) -> None:
    days = (date(2025, 12, 14), date(2025, 12, 15), date(2025, 12, 31), date(2026, 1, 1), date(2026, 5, 14))
    for number, day in enumerate(days):
        count(province.library, {"": 10**number}, day)
    assert taken_apart(province, "area", period=Period.year(2026)).whole.numerator == 11_000
    assert taken_apart(province, "area", period=Period.admin_year(2026)).whole.numerator == 11_110


def test_the_running_year_is_estimated_by_how_earlier_ones_went(province: cast.Province) -> None:
    for year in (2024, 2025):
        count(province.library, {"": 100}, date(year, 2, 2))
        count(province.library, {"": 300}, date(year, 12, 2))
    count(province.library, {"": 200}, date(2026, 2, 2))
    indicator, scope = queries.by_code(VISITS), Scope(area_id=province.area.pk)
    value = queries.evaluate(indicator, scope, Period.year(2026), TODAY)
    assert queries.year_estimate(indicator, scope, Period.year(2026), value, TODAY) == 800
    assert queries.year_estimate(indicator, scope, Period.year(2025), value, TODAY) is None


@pytest.fixture
def desk(officer: User) -> Client:
    return SignedIn(officer)


@pytest.mark.parametrize("by", ["area", "kind", "level", "priority", "age", "sex", "ethnic", "channel"])
def test_the_page_shows_every_way_and_gives_it_away(by: str, desk: Client, province: cast.Province) -> None:
    count(
        province.library, {"": 100, "age=child": 40, "sex=male": 1, "ethnic=minority": 5, "channel=mobile": 2}
    )
    url = f"/lam-viec/chi-tieu/{VISITS}/phan-to/?theo={by}&lich=hc"
    page = desk.get(url)
    assert page.status_code == 200
    assert "100" in page.content.decode()
    for form in ("csv", "xlsx"):
        assert desk.get(f"{url}&as={form}").status_code == 200


def test_nonsense_in_the_address_is_the_first_way(desk: Client, province: cast.Province) -> None:
    url = f"/lam-viec/chi-tieu/{VISITS}/phan-to/?theo=mau-mat&year=abc&area=999999&after=-3"
    assert desk.get(url).status_code == 200


def test_an_officer_keeps_the_lists_on_their_page(desk: Client, province: cast.Province) -> None:
    url = "/lam-viec/chi-tieu/dia-ban-uu-tien/"
    told = {"area": province.commune_area.pk, "kind": "hard", "since": "2026-01-01", "legal_basis": ""}
    assert desk.post(url, told).status_code == 422
    desk.post(url, {**told, "legal_basis": "Quyết định 12/QĐ-UBND"})
    place = PriorityPlace.objects.get()
    assert "Quyết định 12/QĐ-UBND" in desk.get(url).content.decode()
    desk.post(f"{url}{place.pk}/het/", {"until": "2026-02-01"})
    assert "Quyết định 12/QĐ-UBND" not in desk.get(url).content.decode()
    assert "Quyết định 12/QĐ-UBND" in desk.get(f"{url}?con=het").content.decode()
    assert "Quyết định 12/QĐ-UBND" in desk.get(f"{url}?con=het&as=csv").content.decode("utf-8-sig")
