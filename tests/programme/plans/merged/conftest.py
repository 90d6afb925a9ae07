"""The merged province with the plans of those that went into it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.programme.plans.merged.world import World, the_world, two_plans
from tests.stage import SignedIn


@pytest.fixture
def world(db: None) -> World:
    found = the_world()
    two_plans(found)
    return found


@pytest.fixture
def hop_desk(world: World) -> Client:
    return SignedIn(world.officer())
