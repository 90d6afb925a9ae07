"""What else libraries do in a year: rules of lending, visits by taps, use in the room, a shelf counted, worn copies
listed, the yearly look at oneself.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from densach.demo.counts import TAPS_FROM, moment
from densach.demo.library.shelves import Shelf
from densach.kernel.actor import Actor
from densach.kernel.errors import Refusal
from densach.organisations.models import Organisation
from densach.services.circulation.actions import closing, policies, visits
from densach.services.statistics.actions import assessments
from densach.services.stocktaking.actions import takes, weeding

_RULES: Final = (
    ("loan_days", "", "magazine", 7, "Báo, tạp chí mượn một tuần"),
    ("loan_days", "elderly", "", 28, "Người cao tuổi mượn lâu hơn"),
    ("max_loans", "child", "", 3, "Thiếu nhi mượn ba cuốn một lần"),
    ("max_loans", "group", "", 60, "Điểm đọc mượn theo đợt"),
    ("renewals", "", "textbook", 1, ""),
)
COUNTED_ON: Final = date(2026, 6, 30)
LISTED_ON: Final = date(2026, 10, 20)
# What was not found when the shelves of reference works were counted.
_NOT_FOUND: Final = 1
_CLOSED_DAYS: Final = 10


@dataclass
class Care:
    """The province's library and the commune whose library counts its visits by taps."""

    actor: Actor
    main: Shelf
    commune: Organisation
    chance: Random

    def on_opening(self, day: date) -> None:
        for kind, category, item_type, value, note in _RULES:
            policies.write_rule(
                at=moment(day, 7), actor=self.actor, kind=kind, library=self.main.library, category=category,
                item_type=item_type, value=value, note=note,
            )  # fmt: skip

    def a_day(self, day: date, last: date, *, main_open: bool, commune_open: bool) -> None:
        """What the two libraries do on a day on which they are open."""
        if main_open and day.weekday() in (2, 5):
            visits.use_in_room(
                at=moment(day, 16),
                actor=self.actor,
                library=self.main.library,
                quantity=self.chance.randint(4, 18),
            )
        if commune_open and day >= TAPS_FROM:
            self._taps(day)
            if day < last and (last - day).days <= _CLOSED_DAYS:
                closing.close_day(at=moment(day, 17), actor=self.actor, library=self.commune, on=day)
        if day == COUNTED_ON:
            self._a_shelf_counted(day)
        if day == LISTED_ON:
            self._worn_copies(day)

    def _taps(self, day: date) -> None:
        for hour in range(8, 16, 2):
            for age, most in (("child", 9), ("adult", 5), ("senior", 2)):
                if number := self.chance.randint(0, most):
                    visits.tap(
                        at=moment(day, hour), actor=self.actor, library=self.commune, quantity=number, age=age,
                        sex=self.chance.choice(("female", "male", "")),
                    )  # fmt: skip

    def _a_shelf_counted(self, day: date) -> None:
        """The shelf of reference works, half a year on: all there but one."""
        new = takes.NewTake(
            name="Kiểm kê phòng tra cứu 6 tháng đầu năm 2026",
            location="Phòng tra cứu",
            paper="Kế hoạch kiểm kê của Thư viện tỉnh năm 2026",
        )
        take = takes.begin(at=moment(day, 8), actor=self.actor, library=self.main.library, new=new)
        for barcode in self.main.reference[_NOT_FOUND:]:
            takes.scan(at=moment(day, 9), actor=self.actor, take=take, barcode=barcode)
        take.refresh_from_db()
        takes.close(at=moment(day, 15), actor=self.actor, take=take, seen=take.revision)

    def _worn_copies(self, day: date) -> None:
        """A list is begun and waits for the council."""
        made = weeding.begin(
            at=moment(day, 9), actor=self.actor, library=self.main.library, name="Thanh lọc năm 2026, đợt 1"
        )
        weeding.add(
            at=moment(day, 10), actor=self.actor, weeding=made, text="\n".join(sorted(self.main.free)[:7])
        )

    def at_last(self, day: date) -> None:
        """The self-assessment of the year is begun as soon as its last month runs."""
        if day < date(2026, 11, 1):
            return
        with suppress(Refusal):
            assessments.begin(
                at=moment(day - timedelta(days=3), 9), actor=self.actor, library=self.main.library, year=2026
            )
