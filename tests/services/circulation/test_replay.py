"""Whatever happens at the desks, the counting book equals what the records replay."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import datetime, timedelta

import pytest

from densach.facts import replay
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import Refusal
from densach.services.catalogue.models import Item, ItemState
from densach.services.circulation import actions as desk
from densach.services.circulation.models import Hold, HoldState, Loan, Patron, Transfer
from tests import cast
from tests.services.circulation.stock import NOW, a_copy, a_reader, a_title

pytestmark = pytest.mark.django_db


class _Year:
    """A province in which acts happen by chance; refusals are part of life."""

    def __init__(self, province: cast.Province, seed: int) -> None:
        self.chance = random.Random(seed)
        self.libraries = [province.library, province.commune_library]
        self.at: datetime = NOW
        titles = [a_title(library, f"Sách {n}", str(n)) for n, library in enumerate(self.libraries * 2)]
        for number in range(8):
            a_copy(titles[number % 4], self.libraries[number % 2], f"B{number}")
        for number in range(5):
            a_reader(self.libraries[number % 2], f"Bạn đọc {number}", card=f"THE-{number}", born=None)

    def step(self) -> None:
        self.at += timedelta(minutes=self.chance.choice([1, 30, 600, 4000, 20_000]))
        acts = [
            self.lend, self.lend, self.lend, self.back, self.back, self.renew, self.hold, self.cancel, self.visit,
            self.use, self.lose, self.send, self.day, self.merge,
        ]  # fmt: skip
        with suppress(Refusal):
            self.chance.choice(acts)()

    def _barcode(self) -> str:
        return f"B{self.chance.randrange(8)}"

    def _patron(self) -> Patron:
        return self.chance.choice(list(Patron.objects.filter(merged_into__isnull=True)))

    def lend(self) -> None:
        desk.check_out(
            at=self.at, actor=SYSTEM, library=self.chance.choice(self.libraries), barcode=self._barcode(),
            card=self._patron().card, override=self.chance.choice(["", "vì sao"]),
        )  # fmt: skip

    def back(self) -> None:
        desk.check_in(
            at=self.at, actor=SYSTEM, library=self.chance.choice(self.libraries), barcode=self._barcode()
        )

    def renew(self) -> None:
        loans = list(Loan.objects.filter(returned_at__isnull=True))
        if loans:
            loan = self.chance.choice(loans)
            desk.renew(at=self.at, actor=SYSTEM, library=self.chance.choice(self.libraries), loan=loan)

    def hold(self) -> None:
        item = Item.objects.select_related("record").get(barcode=self._barcode())
        desk.place_hold(
            at=self.at, actor=SYSTEM, pickup=self.chance.choice(self.libraries), record=item.record,
            patron=self._patron(),
        )  # fmt: skip

    def cancel(self) -> None:
        holds = list(Hold.objects.all())
        if holds:
            desk.cancel_hold(at=self.at, actor=SYSTEM, hold=self.chance.choice(holds), why="")

    def visit(self) -> None:
        library = self.chance.choice(self.libraries)
        desk.visits.tap(at=self.at, actor=SYSTEM, library=library, quantity=self.chance.randrange(1, 9))
        if self.chance.random() < 0.3:
            desk.visits.cancel(at=self.at, actor=SYSTEM, library=library)

    def use(self) -> None:
        library = self.chance.choice(self.libraries)
        desk.use_in_room(at=self.at, actor=SYSTEM, library=library, barcode=self._barcode())
        if self.chance.random() < 0.3:
            desk.cancel_use(at=self.at, actor=SYSTEM, library=library)

    def lose(self) -> None:
        act = self.chance.choice([desk.mark_lost, desk.mark_damaged])
        act(at=self.at, actor=SYSTEM, library=self.chance.choice(self.libraries), barcode=self._barcode())

    def send(self) -> None:
        origin, destination = self.chance.sample(self.libraries, 2)
        desk.send(at=self.at, actor=SYSTEM, library=origin, barcode=self._barcode(), destination=destination)

    def day(self) -> None:
        desk.run_day(at=self.at, send=False)

    def merge(self) -> None:
        if self.chance.random() < 0.2:
            desk.merge(
                at=self.at, actor=SYSTEM, library=self.libraries[0], kept=self._patron(), gone=self._patron()
            )


def _states_agree() -> None:
    """A copy is on loan exactly while a loan is open, kept exactly while a hold is ready, on the way exactly while a
    transfer is.
    """
    for item in Item.objects.all():
        open_loans = Loan.objects.filter(item=item, returned_at__isnull=True).count()
        assert open_loans == (item.state == ItemState.ON_LOAN), item
        ready = Hold.objects.filter(item=item, state=HoldState.READY).count()
        assert ready == (item.state == ItemState.ON_HOLD_SHELF), item
        moving = Transfer.objects.filter(item=item, received_at__isnull=True, cancelled_at__isnull=True)
        assert moving.count() == (item.state == ItemState.IN_TRANSIT), item
        coming = Hold.objects.filter(item=item, state=HoldState.COMING)
        assert coming.count() <= moving.count(), item


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_book_equals_the_replay_after_any_acts(province: cast.Province, seed: int) -> None:
    year = _Year(province, seed)
    for number in range(200):
        year.step()
        if number % 25 == 0:
            _states_agree()
    _states_agree()
    assert Loan.objects.count() > 5
    assert replay.verify() == []
