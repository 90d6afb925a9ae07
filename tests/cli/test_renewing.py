"""An older installation is brought up to the house's map: nothing is lost, and totals lie where they belong."""

from __future__ import annotations

from datetime import date

import pytest

from densach.cli.installation import renew_map
from densach.facts import queries as facts
from densach.facts.replay import verify
from densach.kernel.actor import SYSTEM
from densach.kernel.period import Period
from densach.organisations import actions, queries
from densach.organisations.map import REFORM, TheMap, the_map
from densach.organisations.models import Area
from tests.cast import NOW
from tests.facts.book import VISITS, count


def the_older_map() -> TheMap:
    """Provinces of both times and the communes of today, as the house's first map was."""
    told = the_map()
    kept = [row for row in told.versions if row.level in {"nation", "province"} or row.valid_from == REFORM]
    codes = {row.code for row in kept}
    return TheMap(
        kept,
        [one for one in told.successions if {one.predecessor, one.successor} <= codes],
    )


@pytest.mark.django_db
def test_an_older_map_is_renewed_and_the_totals_of_former_years_find_their_province() -> None:
    assert actions.load_map(at=NOW, actor=SYSTEM, rows=the_older_map()) < 4_000
    commune = queries.area_by_code("vinh-long.hoa-minh")
    library = actions.found(
        at=NOW,
        actor=SYSTEM,
        code="tv-hoa-minh",
        name="Thư viện xã Hòa Minh",
        kind="public_library",
        level="commune",
        area=commune,
        since=date(2020, 1, 1),
    )
    count(library, 70, date(2024, 3, 1))
    year = Period.year(2024)
    new, former = (queries.area_by_code(code).pk for code in ("vinh-long", "tra-vinh.den-2025"))
    assert facts.total_of_areas(VISITS, [new], year) == 70
    renew_map()
    assert facts.total_of_areas(VISITS, [new], year) == 0
    assert facts.total_of_areas(VISITS, [former], year) == 70
    assert facts.total_of_areas(VISITS, queries.as_now_area_ids(new), year) == 70
    assert verify() == []


@pytest.mark.django_db
def test_an_installation_without_a_map_is_left_alone() -> None:
    renew_map()
    assert not Area.objects.exists()
