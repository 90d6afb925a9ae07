from __future__ import annotations

import pytest

from tests.cast import Province
from tests.programme.reports.scene import Scene, the_scene


@pytest.fixture
def scene(province: Province) -> Scene:
    """A running plan with counts, and the first half of 2026 asked for."""
    made = the_scene(province)
    made.ask()
    return made
