"""The contest of telling books: rounds in six communes, winners who go up, the final of the province and its prizes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from random import Random
from typing import Final

from densach.demo.activities.units import Unit
from densach.demo.counts import moment
from densach.demo.library.readers import somebody
from densach.demo.places import Places
from densach.kernel.actor import Actor
from densach.kernel.errors import Refusal
from densach.services.activities.actions import attending, closing
from densach.services.activities.queries.sessions import sessions_of
from densach.services.contests.access import round_for
from densach.services.contests.actions import (
    contests,
    entries,
    jury,
    prizing,
    promoting,
    scoring,
    setting,
    stepping,
)
from densach.services.contests.queries import Entry, Round
from densach.services.contests.queries.contests import festival_kinds
from densach.services.contests.rules.given import (
    ContestData,
    CriterionData,
    EntryData,
    JudgeData,
    PrizeData,
    RoundData,
)

CALLED: Final = date(2026, 2, 25)
LOWER: Final = (date(2026, 3, 5), date(2026, 3, 20), date(2026, 3, 28))
UPPER: Final = (date(2026, 3, 30), date(2026, 4, 15), date(2026, 4, 19))
_TITLES: Final = (
    "Đất rừng phương Nam", "Dế mèn phiêu lưu ký", "Cánh đồng bất tận", "Nhật ký Đặng Thùy Trâm", "Hòn Đất",
    "Tuổi thơ dữ dội", "Mùa len trâu", "Lục Vân Tiên",
)  # fmt: skip
_CRITERIA: Final = (
    CriterionData("Nội dung, ý nghĩa cuốn sách", Decimal(10), Decimal(2)),
    CriterionData("Cách thể hiện", Decimal(10), Decimal("1.5")),
    CriterionData("Phong thái, trang phục", Decimal(10), Decimal(1)),
)
_PRIZES: Final = (
    PrizeData("Giải Nhất", 1, 3_000_000), PrizeData("Giải Nhì", 2, 2_000_000), PrizeData("Giải Ba", 3, 1_500_000),
    PrizeData("Giải Khuyến khích", 4, 800_000),
)  # fmt: skip


@dataclass
class Contests:
    """One contest, as far as the day has come."""

    actor: Actor
    places: Places
    units: list[Unit]
    chance: Random
    _upper: int = 0
    _lower: list[int] = field(default_factory=list)

    def live(self, today: date) -> None:
        if today == CALLED:
            self._call(today)
        elif today == LOWER[0]:
            for key in self._lower:
                self._enter(self._round(key), today)
        elif today == LOWER[2]:
            for key in self._lower:
                self._judge(self._round(key), today, 3)
                found = self._round(key)
                promoting.promote(at=moment(today, 18), actor=self.actor, round_=found, seen=found.revision)
        elif today == UPPER[0]:
            self._step(self._round(self._upper), "open", today)
        elif today == UPPER[2]:
            self._judge(self._round(self._upper), today, 5)
            self._give(self._round(self._upper), today)

    def _round(self, key: int) -> Round:
        return round_for(self.actor, key)

    def _call(self, today: date) -> None:
        at = moment(today, 8)
        told = ContestData(
            title="Hội thi Tuyên truyền, giới thiệu sách tỉnh Vĩnh Long năm 2026", year=2026,
            kind=next(one for one in festival_kinds(today) if one.code == "book_telling_contest"),
            theme="Sách – hành trang của tuổi trẻ",
            paper_number="45/KH-TVT",
            rules="Mỗi đội từ một đến năm người, giới thiệu một cuốn sách trong không quá mười phút.",
        )  # fmt: skip
        made = contests.hold_contest(
            at=at, actor=self.actor, organisation=self.places.library, data=told,
            first=RoundData(
                "Vòng chung khảo cấp tỉnh", UPPER[0], UPPER[1], UPPER[2], time(8), time(16), "Hội trường thư viện",
                drops=True,
            ),
        )  # fmt: skip
        upper = made.rounds.get()
        self._upper = upper.pk
        self._set(upper, today)
        hosts = [one.organisation for one in self.units if one.commune and one.family == "centre"][:6]
        upper = self._round(upper.pk)
        below = contests.add_rounds_below(
            at=at, actor=self.actor, above=upper, seen=upper.revision, units=hosts,
            data=RoundData("Vòng sơ khảo cấp xã", LOWER[0], LOWER[1], LOWER[2], promotes=2, place="Hội trường xã"),
        )  # fmt: skip
        for one in below:
            self._lower.append(one.pk)
            self._set(self._round(one.pk), today)

    def _set(self, found: Round, today: date) -> None:
        at = moment(today, 9)
        setting.write_criteria(at=at, actor=self.actor, round_=found, seen=found.revision, criteria=_CRITERIA)
        found = self._round(found.pk)
        setting.write_prizes(at=at, actor=self.actor, round_=found, seen=found.revision, prizes=_PRIZES)

    def _enter(self, found: Round, today: date) -> None:
        self._step(found, "open", today)
        for number in range(self.chance.randint(4, 7)):
            name = somebody(self.chance, today).name
            told = EntryData(
                kind="team" if number % 2 else "person", name=f"Nhóm {name.split()[-1]}" if number % 2 else name,
                title=_TITLES[(found.pk + number) % len(_TITLES)], members=4 if number % 2 else 1,
            )  # fmt: skip
            entries.enter(at=moment(today, 10), actor=self.actor, round_=self._round(found.pk), data=told)

    def _judge(self, found: Round, today: date, seats: int) -> None:
        at = moment(today, 16)
        for number in range(seats):
            name = somebody(self.chance, today).name
            with suppress(Refusal):
                jury.seat_judge(
                    at=at, actor=self.actor, round_=self._round(found.pk),
                    data=JudgeData(f"{name} ({number + 1})", about="Hội Văn học Nghệ thuật", head=not number),
                )  # fmt: skip
        self._step(self._round(found.pk), "judge", today)
        held = self._round(found.pk)
        judges = list(held.judges.filter(removed_at__isnull=True))
        taking = list(held.entries.filter(state="entered"))
        for judge in judges:
            marks = {
                (entry.pk, criterion.pk): scoring.Mark(Decimal(self.chance.randrange(60, 100)) / 10)
                for entry in taking
                for criterion in held.criteria.all()
            }
            scoring.give_marks(at=at, actor=self.actor, judge=judge, marks=marks)
        self._step(self._round(found.pk), "rank", today)
        self._came(self._round(found.pk), today, len(taking))

    def _came(self, found: Round, today: date, acts: int) -> None:
        """Its session: who performed, and who looked on."""
        if found.activity is None:
            return
        for session in sessions_of(found.activity):
            at = moment(today, 17)
            attending.tap(
                at=at, actor=self.actor, session=session, slice="age=child;band=b11_15;role=pupil",
                quantity=acts * 3 + 20,
            )  # fmt: skip
            attending.tap(
                at=at, actor=self.actor, session=session, slice="age=adult;band=b31_59", quantity=acts * 2 + 9
            )
            closing.close_session(at=at, actor=self.actor, session=session, seen=0)

    def _give(self, found: Round, today: date) -> None:
        ranked: list[Entry] = list(found.entries.filter(rank__isnull=False).order_by("rank", "number"))
        prizes = [prize for prize in found.prizes.order_by("position") for _each in range(prize.number)]
        chosen = {entry.pk: prize.pk for entry, prize in zip(ranked, prizes, strict=False)}
        at = moment(today, 18)
        given = prizing.give_prizes(at=at, actor=self.actor, round_=found, seen=found.revision, chosen=chosen)
        prizing.certify(at=at, actor=self.actor, round_=self._round(found.pk), awards=given)
        for key in (*self._lower, self._upper):
            self._step(self._round(key), "close", today)

    def _step(self, found: Round, act: str, today: date) -> None:
        stepping.step_round(at=moment(today, 8), actor=self.actor, round_=found, act=act, seen=found.revision)
