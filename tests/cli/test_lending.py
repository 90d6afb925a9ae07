"""`densach lend` and `densach run-day`."""

from __future__ import annotations

import argparse

import pytest
import time_machine

from densach.cli import lending
from densach.services.circulation.models import DayRun
from densach.services.circulation.rules.refusals import AlreadyLent, NoSuchCard
from tests import cast
from tests.services.circulation.stock import a_shelf

pytestmark = pytest.mark.django_db


def _asked(**given: object) -> argparse.Namespace:
    return argparse.Namespace(json=True, library=None, no_send=True, once=False, **given)


@time_machine.travel(cast.NOW, tick=False)
def test_a_copy_is_lent_where_it_stands(province: cast.Province) -> None:
    shelf = a_shelf(province)
    told = lending.lend(_asked(barcode="VL-1", card="TV-0001"))
    assert told == {"loan": shelf.mai.loans.get().pk, "due": "2026-12-04"}
    with pytest.raises(AlreadyLent):
        lending.lend(_asked(barcode="VL-1", card="TV-0002"))
    with pytest.raises(NoSuchCard):
        lending.lend(_asked(barcode="VL-2", card="nobody"))


@time_machine.travel(cast.NOW, tick=False)
def test_the_day_is_run_and_once_is_enough(province: cast.Province) -> None:
    a_shelf(province)
    assert lending.run_day(_asked())["holds_ended"] == 0
    assert DayRun.objects.count() == 1
    once = _asked()
    once.once = True
    again = lending.run_day(once)
    assert not any(again.values())
    assert "holds_ended" not in again
