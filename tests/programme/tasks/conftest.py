from __future__ import annotations

import pytest

from tests.cast import Province
from tests.programme.tasks.scene import Scene, the_scene


@pytest.fixture
def scene(province: Province) -> Scene:
    return the_scene(province)
