from __future__ import annotations

import pytest

from densach.programme.plans.models import Plan, Target
from tests.cast import Province
from tests.programme.reports.scene import the_scene


@pytest.fixture
def plan(province: Province) -> Plan:
    """A running plan of the department with counts of two years."""
    return the_scene(province).plan


@pytest.fixture
def target(plan: Plan) -> Target:
    return Target.objects.filter(plan=plan).earliest("position")
