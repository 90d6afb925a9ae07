"""The demo's register: what the districts had lives on in the communes, and nothing stands where nothing can."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from densach.demo.places import LAST_DAY_BEFORE, REFORM
from densach.organisations import queries
from densach.organisations.models import OrganisationVersion

# The demo is made once for all tests of this folder, in a minute of work.
pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.xdist_group("demo"), pytest.mark.timeout(900)]
TODAY = date(2026, 11, 20)


def _district_libraries() -> list[OrganisationVersion]:
    return list(
        OrganisationVersion.objects.filter(kind="public_library", level="district").select_related(
            "organisation"
        )
    )


def test_every_district_of_the_three_provinces_had_a_library_until_it_ended() -> None:
    libraries = _district_libraries()
    districts = [
        code
        for former in ("vinh-long", "ben-tre", "tra-vinh")
        for code, _name, level in queries.areas_of(
            queries.area_by_code(f"{former}.den-2025"), LAST_DAY_BEFORE
        )
        if level == "district"
    ]
    assert len(libraries) == len(districts) > 20
    assert {version.valid_to for version in libraries} == {LAST_DAY_BEFORE}


def test_a_district_s_library_lives_on_in_one_commune_of_its_ground() -> None:
    for version in _district_libraries():
        (succession,) = queries.successions_of(version.organisation)
        assert succession.successor is not None
        commune = queries.area_of(succession.successor, REFORM)
        assert commune in queries.ground_of(version.area_id), version.name


def test_what_a_district_s_library_counted_is_its_successor_s_as_it_is_now() -> None:
    version = _district_libraries()[0]
    (succession,) = queries.successions_of(version.organisation)
    assert succession.successor is not None
    assert version.organisation_id in queries.as_now_organisation_ids(succession.successor)
    assert not [one for one in queries.alive(REFORM) if one.id == version.organisation_id]


def test_institutions_are_closed_at_tet_and_open_on_their_days() -> None:
    library = queries.by_code("tv-vinh-long")
    assert queries.is_open(library, date(2027, 2, 6)).state == "closed"
    monday = TODAY - timedelta(days=TODAY.isoweekday() - 1)
    assert queries.is_open(library, monday).state == "closed"
    assert queries.is_open(library, monday + timedelta(days=1)).state == "open"


def test_the_museum_got_its_rank_by_a_paper() -> None:
    ranks = [(one.rank, bool(one.legal_basis)) for one in queries.history(queries.by_code("bt-vinh-long"))]
    assert ranks[0] == ("2", True)


def test_every_commune_has_a_learning_centre_and_some_have_no_post_office_point(demo: Path) -> None:
    kinds = queries.tally_by_kind(TODAY)
    assert kinds["community_learning_centre"] == 124
    assert 60 < kinds["post_office_point"] < 90
    assert kinds["culture_house"] > 60
