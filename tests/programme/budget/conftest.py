from __future__ import annotations

import pytest

from densach.people.models import User
from tests import cast
from tests.programme.budget.purse import Purse
from tests.programme.reports import scene as scenes


@pytest.fixture
def purse(province: cast.Province, officer: User) -> Purse:
    return Purse(
        province,
        scenes.the_scene(province).plan,
        officer,
        cast.the_leader(province),
        cast.the_librarian(province),
    )
