"""A year at the desk, day by day and by a seed: who borrows, brings back, comes late, waits for a title.

Each act goes through the desk's own actions, so that whatever the desk refuses does not happen here either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, partial
from random import Random
from typing import Final

from densach.demo.counts import LIBRARY_SEASON, moment
from densach.demo.library.care import Care
from densach.demo.library.readers import KNOWN_PIN, Readers
from densach.demo.library.shelves import CATALOGUED, Shelf, Stock, days_between, stock_up
from densach.demo.places import Places
from densach.kernel.actor import Actor
from densach.kernel.errors import Refusal
from densach.organisations import queries as organisations
from densach.services.catalogue.queries import Record
from densach.services.circulation.actions import daily, holding, lending, patrons, renewing, returning
from densach.services.circulation.queries import Loan, lists

OPENED: Final = date(2025, 12, 1)
SEED: Final = 2304
_READERS_AT_FIRST: Final = {True: 110, False: 13}
_READERS_LATER: Final = {True: 0.23, False: 0.022}
_LOANS_A_DAY: Final = {True: 3.0, False: 0.2}


@dataclass
class Year:
    """The desks from their opening to the day reached."""

    actor: Actor
    places: Places
    last: date
    readers: Readers
    stock: Stock
    chance: Random = field(default_factory=lambda: Random(SEED))
    reached: date = OPENED - timedelta(days=1)
    _due: defaultdict[date, list[Callable[[date], None]]] = field(default_factory=lambda: defaultdict(list))
    _out: dict[str, Record] = field(default_factory=dict)
    _closed: dict[int, set[date]] = field(default_factory=dict)

    def until(self, day: date) -> None:
        """Lives all days up to the given one."""
        day = min(day, self.last)
        if not self.stock.shelves and day >= CATALOGUED:
            self.stock = stock_up(self.places, self.actor)
        for today in days_between(self.reached + timedelta(days=1), day):
            self.stock.until(today, self.chance)
            if today == OPENED:
                self._open(today)
            for act in self._due.pop(today, []):
                act(today)
            for shelf in self.stock.shelves:
                if not self._is_closed(shelf, today):
                    self._a_day(shelf, today)
            main, commune = self.stock.shelves[0], self.stock.shelves[1]
            self._care.a_day(
                today,
                self.last,
                main_open=not self._is_closed(main, today),
                commune_open=not self._is_closed(commune, today),
            )
            if today.weekday() == 6 or (today + timedelta(days=1)).day == 1 or today == self.last:
                daily.run_day(at=moment(today, 22), send=False)
                self._what_the_night_sent(today)
            if today == self.last:
                self._care.at_last(today)
        self.reached = max(self.reached, day)

    @cached_property
    def _care(self) -> Care:
        main, commune = self.stock.shelves[:2]
        return Care(self.actor, main, commune.library, Random(SEED + 1))

    def _open(self, day: date) -> None:
        self._care.on_opening(day)
        for shelf in self.stock.shelves:
            for number in range(_READERS_AT_FIRST[_is_main(shelf)]):
                pin = KNOWN_PIN if number == 0 and _is_main(shelf) else ""
                self.readers.register(shelf.library, OPENED, self.chance, pin=pin)

    def _is_closed(self, shelf: Shelf, day: date) -> bool:
        pk = shelf.library.pk
        if pk not in self._closed:
            self._closed[pk] = organisations.closed_days(shelf.library, OPENED, OPENED + timedelta(days=800))
        return day in self._closed[pk]

    def _a_day(self, shelf: Shelf, day: date) -> None:
        main = _is_main(shelf)
        if self.chance.random() < _READERS_LATER[main]:
            self.readers.register(shelf.library, day, self.chance)
        wanted = _LOANS_A_DAY[main] * LIBRARY_SEASON[day.month - 1]
        for _number in range(int(wanted) + (self.chance.random() < wanted % 1)):
            self._somebody_borrows(shelf, day)
        if main and self.chance.random() < 0.2:
            self._somebody_waits(day)

    def _somebody_borrows(self, shelf: Shelf, day: date) -> None:
        if not shelf.free:
            return
        # A few readers borrow most: the first of a random handful.
        some = self.readers.of[shelf.library.pk]
        place = int(len(some) * self.chance.random() ** 1.7)
        # Who still comes has the card made to hold again in its last weeks.
        if some[place].valid_until < day + timedelta(days=25):
            some[place] = patrons.renew_card(at=moment(day, 8), actor=self.actor, patron=some[place])
        reader = some[place]
        self._lend(shelf, shelf.free[int(len(shelf.free) * self.chance.random() ** 1.4)], reader.card, day)

    def _lend(self, shelf: Shelf, barcode: str, card: str, day: date) -> None:
        hour = 8 + int(self.chance.random() * 9)
        try:
            lent = lending.check_out(
                at=moment(day, hour), actor=self.actor, library=shelf.library, barcode=barcode, card=card
            )
        except Refusal:
            return
        if barcode in shelf.free:
            shelf.free.remove(barcode)
        self._out[barcode] = lent.item.record
        kept = self.chance.choice((3, 5, 6, 7, 8, 9, 10, 12, 13, 14, 14, 18, 24))
        if kept == 14 and self.chance.random() < 0.6:
            self._due[day + timedelta(days=12)].append(lambda on: self._renew(shelf, lent.loan, on))
            kept += 9
        if self.chance.random() < 0.985:
            self._at(shelf, day + timedelta(days=kept), lambda on: self._bring_back(shelf, barcode, on))

    def _at(self, shelf: Shelf, day: date, act: Callable[[date], None]) -> None:
        """On the day, or the next on which the library opens."""
        while self._is_closed(shelf, day):
            day += timedelta(days=1)
        self._due[day].append(act)

    def _renew(self, shelf: Shelf, loan: Loan, day: date) -> None:
        with suppress(Refusal):
            renewing.renew(at=moment(day, 10), actor=self.actor, library=shelf.library, loan=loan)

    def _bring_back(self, shelf: Shelf, barcode: str, day: date) -> None:
        found = returning.check_in(
            at=moment(day, 15), actor=self.actor, library=shelf.library, barcode=barcode
        )
        self._out.pop(barcode, None)
        if found.to_do == "shelve":
            shelf.free.append(barcode)
        elif found.transfer is not None:
            there = next(one for one in self.stock.shelves if one.library.pk == found.transfer.destination_id)
            self._at(there, day + timedelta(days=2), lambda on: self._bring_back(there, barcode, on))
        elif found.hold is not None and found.hold.patron is not None and self.chance.random() < 0.8:
            card = found.hold.patron.card
            self._at(shelf, day + timedelta(days=1), lambda on: self._lend(shelf, barcode, card, on))

    def _what_the_night_sent(self, day: date) -> None:
        """A hold that ended sends its copy home: two days later it is there, as any other."""
        for shelf in self.stock.shelves:
            for one in lists.transfers_of(shelf.library.pk, "", day).filter(sent_at__gte=moment(day, 21)):
                arrival = partial(self._bring_back, shelf, one.item.barcode)
                self._at(shelf, day + timedelta(days=2), arrival)

    def _somebody_waits(self, day: date) -> None:
        """A reader of some library waits for a title that is out."""
        if not self._out:
            return
        shelf = self.chance.choice(self.stock.shelves)
        patron = self.chance.choice(self.readers.of[shelf.library.pk])
        record = self._out[self.chance.choice(sorted(self._out))]
        with suppress(Refusal):
            holding.place_hold(
                at=moment(day, 11), actor=self.actor, pickup=shelf.library, record=record, patron=patron
            )


def _is_main(shelf: Shelf) -> bool:
    return shelf.number == 10
