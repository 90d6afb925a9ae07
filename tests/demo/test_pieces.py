"""The demo's numbers come from a seed and its people from a list: the same province whenever it is made."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.http import QueryDict

from densach.demo import accounts, build, counts, tables
from densach.demo.places import REFORM, Commune, Places
from densach.facts.measures import get
from densach.facts.models import Count
from densach.facts.replay import verify
from densach.facts.rules import check_quantities
from densach.formats import planreader
from densach.kernel.actor import SYSTEM
from densach.people.models import User
from densach.people.rules import ROLES
from densach.programme.indicators.queries.pivot import gauges_of
from densach.programme.indicators.rules_pivot import asked_of
from tests import cast

YESTERDAY = date(2025, 9, 30)


@pytest.fixture
def places(province: cast.Province) -> Places:
    """The demo's shape on the cast's small province."""
    return Places(
        province=province.area,
        committee=province.committee,
        department=province.department,
        library=province.library,
        museum=province.museum,
        centre=province.culture_centre,
        former_libraries=(),
        former_museums=(),
        school=province.foreign_library,
        others=(),
        communes=(
            Commune(
                province.commune_area,
                "Xã An Tiến",
                province.commune_committee,
                province.commune_library,
                province.commune_centre,
            ),
        ),
    )


def test_the_same_days_give_the_same_numbers(places: Places) -> None:
    assert counts.plan_counts(places, YESTERDAY) == counts.plan_counts(places, YESTERDAY)


def test_a_later_demo_tells_the_same_past(places: Places) -> None:
    province_wide = replace(places, communes=())
    earlier = counts.plan_counts(province_wide, date(2025, 8, 31))
    later = counts.plan_counts(province_wide, YESTERDAY)
    assert later[: len(earlier)] == earlier
    assert len(later) > len(earlier)


def test_counts_are_planned_in_the_order_in_which_they_are_entered(places: Places) -> None:
    entered = [one.entered for one in counts.plan_counts(places, YESTERDAY)]
    assert entered == sorted(entered)
    assert entered[0] >= REFORM and entered[-1] <= YESTERDAY


def test_every_planned_count_is_one_that_a_person_could_enter(places: Places) -> None:
    planned = counts.plan_counts(places, YESTERDAY)
    for one in planned:
        check_quantities(get(one.measure), one.quantities)
        assert one.since <= one.until <= one.entered
    cells = Counter((one.organisation.pk, one.measure, one.since) for one in planned)
    assert max(cells.values()) == 1


def test_doors_are_closed_on_mondays_and_at_tet(places: Places) -> None:
    rng = random.Random(1)
    closed = (date(2025, 7, 7), date(2026, 2, 17))
    for day in closed:
        assert not list(counts._library_day(places.library, day, rng))
    assert list(counts._library_day(places.library, date(2025, 7, 8), rng))


def test_counting_goes_only_as_far_as_asked(places: Places) -> None:
    counting = counts.Counting(SYSTEM, counts.plan_counts(places, date(2025, 7, 20)))
    counting.until(date(2025, 7, 5))
    first = Count.objects.count()
    assert first == counting.done > 0
    assert not Count.objects.filter(until__gt=date(2025, 7, 5)).exists()
    counting.until(date(2025, 7, 8))
    assert Count.objects.count() == counting.done > first
    assert verify() == []


def test_there_is_an_account_for_every_role_and_one_without(places: Places) -> None:
    people = accounts.open_all(cast.NOW, places)
    assert set(people) == {*ROLES, "citizen"}
    assert User.objects.get(email="canbo-so@demo.densach.vn").check_password(accounts.PASSWORD)
    told = accounts.listing()
    assert "tài khoản" in told.lower()
    assert all(account.email in told for account in accounts.ACCOUNTS)


def test_the_description_is_kept_beside_the_data(tmp_path: Path) -> None:
    assert build.kept(tmp_path) is None
    build.keep(tmp_path, {"today": "2026-11-20", "counts": 3})
    assert build.kept(tmp_path) == {"today": "2026-11-20", "counts": 3}


def test_the_demo_s_paper_reads_back_as_a_plan() -> None:
    from densach.demo.plan_paper import plan_docx

    reading = planreader.read(plan_docx(), "ke-hoach.docx").as_json()
    assert len(reading["targets"]) >= 15
    assert reading["report_duties"]
    assert reading["document"]["number"]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "query"), [(name, query) for _role, name, query, _shared in tables.VIEWS])
def test_kept_tables_ask_only_what_the_page_knows(name: str, query: str) -> None:
    cast.the_catalogues()
    told = QueryDict(query)
    asked = asked_of(told.dict(), {key: told.getlist(key) for key in ("do", "loai", "cap")}, date(2026, 7, 6))
    assert not asked.unread
    assert gauges_of(asked.measures)
    assert 0 < len(name) <= 100
