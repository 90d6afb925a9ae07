"""The kept totals reckoned anew: what differs is told and set right, what is right stays untouched."""

from __future__ import annotations

from datetime import date

from densach.facts import actions
from densach.facts.models import Total
from densach.facts.replay import verify
from densach.organisations.models import AreaVersion
from tests import cast
from tests.facts.book import VISITS, count, record

REFORM = date(2026, 3, 10)


def a_book(province: cast.Province) -> None:
    count(province.library, {"": 40, "age=child": 15}, date(2026, 3, 2))
    count(province.commune_library, 7, date(2026, 3, 20))
    record(province.other_commune_library, "loan:1", 3, age="adult", channel="onsite")


def standing() -> set[tuple[object, ...]]:
    return {row for row in Total.objects.values_list() if row[-1]}


def test_a_right_book_is_left_as_it_is(province: cast.Province) -> None:
    a_book(province)
    rebuilt = actions.rebuild_totals()
    assert rebuilt.changed == 0
    assert rebuilt.cells == len(standing())


def test_an_empty_book_has_no_cells(province: cast.Province) -> None:
    assert actions.rebuild_totals() == (0, 0)


def test_whatever_was_done_to_the_totals_is_set_right(province: cast.Province) -> None:
    a_book(province)
    before = standing()
    Total.objects.filter(unit_kind="a", measure=VISITS).update(quantity=1)
    Total.objects.filter(unit_kind="o", unit_id=province.library.pk).delete()
    Total.objects.create(unit_kind="o", unit_id=99_999, measure=VISITS, slice="", period=20260000, quantity=5)
    Total.objects.create(
        unit_kind="a", unit_id=province.area.pk, measure=VISITS, slice="", period=20200000, quantity=5
    )
    told = list(actions.differing_totals())
    assert sum(problem.startswith("total") for problem in verify()) == len(told)
    assert actions.rebuild_totals().changed == len(told)
    assert standing() == before
    assert list(actions.differing_totals()) == []


def test_each_fact_counts_where_its_unit_lay_that_day(province: cast.Province) -> None:
    """A commune changes hands in the middle of a half month: the days before stay with the province before."""
    count(province.commune_library, 5, date(2026, 3, 9))
    version = AreaVersion.objects.get(area=province.commune_area)
    AreaVersion.objects.filter(pk=version.pk).update(valid_to=date(2026, 3, 9))
    version.pk, version.valid_from, version.parent = None, REFORM, province.foreign_area
    version.save()
    count(province.commune_library, 8, REFORM)
    kept = dict(
        Total.objects.filter(unit_kind="a", period=20260301, slice="").values_list("unit_id", "quantity")
    )
    assert (kept[province.area.pk], kept[province.foreign_area.pk]) == (5, 8)
    assert kept[province.commune_area.pk] == 13
    before = standing()
    Total.objects.all().delete()
    actions.rebuild_totals()
    assert standing() == before
