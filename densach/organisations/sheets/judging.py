"""What becomes of each row: it is compared with the register and with the rest of its file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, count

from densach.intake.models import RowAnswer
from densach.intake.sheets import Sending, Told, Verdict, told
from densach.kernel.dates import parse_date
from densach.organisations import kinds, queries
from densach.organisations.incoming import Alteration, Founding, Plan
from densach.organisations.models import Level, OrganisationKind
from densach.organisations.queries import area_by_code
from densach.organisations.rules import DayOutOfReach, require_day
from densach.organisations.sheets.altering import alteration, differences
from densach.organisations.sheets.book import Book, Kept
from densach.organisations.sheets.matching import match, parent_of
from densach.organisations.sheets.places import Places
from densach.organisations.sheets.wish import Wish
from densach.organisations.sheets.words import code_from, compared


@dataclass
class Item:
    """One organisation of one row on its way to a verdict. `along`: it comes with the row's own."""

    wish: Wish
    along: bool = False
    kept: Kept | None = None
    code: str = ""
    parent_code: str = ""
    parent_item: Item | None = None
    plan: Founding | Alteration | None = None
    differs: list[Told] = field(default_factory=list)

    @property
    def settled(self) -> bool:
        """Whether nothing is refused or asked so far."""
        return not (self.wish.refused or self.wish.asked)


class _File:
    """All rows of one file, with the register that they are compared with."""

    def __init__(self, sending: Sending, wishes: Sequence[Wish]) -> None:
        on = sending.on
        place = queries.named(queries.by_code(sending.place_code), on)
        self.on = on
        self.since = parse_date(str(sending.settings["since"])) if sending.settings.get("since") else on
        self.places = Places(area_by_code(next(iter(queries.area_codes([place.area_id]).values()))), on)
        self.book = Book(list(self.places.names), sending.place_code, sending.actor, on)
        self.items: list[Item] = []
        for wish in wishes:
            self.items.append(Item(wish))
            if wish.along is not None:
                self.items.append(Item(wish.along, along=True))
        self.codes = {item.wish.code for item in self.items if item.wish.code} | self.book.every_code.keys()
        self.by_name: dict[str, list[Item]] = {}
        self.by_code: dict[str, Item] = {}
        self.by_kept: dict[int, Item] = {}
        # Thousands of rows are of a few kinds.
        self.misfits: dict[tuple[str, str, str], Told | None] = {}

    def judge(self) -> None:
        steps = (self._day, self._place, self._once, self._match, self._code, self._stand_under, self._plan)
        for step in steps:
            last: Item | None = None
            for item in self.items:
                if item.along and last is not None:
                    self._follow(item, last)
                if not item.along:
                    last = item
                if item.settled:
                    step(item)
        self._settle_parents()

    def _follow(self, item: Item, main: Item) -> None:
        """What comes along shares the place and the fate of the row's own, and stands under it."""
        item.wish.area_id, item.wish.level = main.wish.area_id, main.wish.level
        if not main.settled:
            item.wish.refused = list(main.wish.refused or main.wish.asked)
        item.parent_item = main
        item.parent_code = main.code

    def _day(self, item: Item) -> None:
        try:
            require_day(self.on, item.wish.since)
        except DayOutOfReach as refusal:
            item.wish.refused.append(told(refusal.message_id, column="since", **refusal.params))

    def _place(self, item: Item) -> None:
        if item.wish.area_id is None:
            self.places.place(item.wish)

    def _once(self, item: Item) -> None:
        """Neither a code nor a name of one kind in one place stands twice in a file."""
        wish = item.wish
        if wish.code:
            first = self.by_code.setdefault(wish.code, item)
            if first is not item:
                wish.refused.append(
                    told("sheets.code_twice", column="code", code=wish.code, row=first.wish.number)
                )
        names = self.by_name.setdefault(compared(wish.name), [])
        same = [
            one
            for one in names
            if (one.wish.kind, one.wish.area_id) == (wish.kind, wish.area_id)
            and not (one.wish.code and wish.code and one.wish.code != wish.code)
        ]
        if same:
            wish.refused.append(told("sheets.row_twice", row=same[0].wish.number))
        names.append(item)

    def _match(self, item: Item) -> None:
        item.kept = match(item.wish, self.book, self.places, len(self.by_name[compared(item.wish.name)]))
        if item.kept is not None:
            first = self.by_kept.setdefault(item.kept.id, item)
            if first is not item:
                item.wish.refused.append(told("sheets.same_one_twice", row=first.wish.number))

    def _code(self, item: Item) -> None:
        if item.kept is not None:
            item.code = item.kept.code
            return
        item.code = item.wish.code or self._new_code(item.wish)
        self.by_code.setdefault(item.code, item)

    def _new_code(self, wish: Wish) -> str:
        """Made from the name; where that is taken, with the place behind it, then with a number."""
        base = code_from(wish.name) or "co-so"
        place = self.places.code_of(wish.area_id or 0).split(".")[-1]
        longer = f"{base[:50]}-{place}"[:76].rstrip("-.")
        numbered = (f"{longer}-{number}" for number in count(2))
        made = next(one for one in chain((base, longer), numbered) if one not in self.codes)
        self.codes.add(made)
        return made

    def _stand_under(self, item: Item) -> None:
        if item.along:
            return
        wish = item.wish
        if wish.parent_words is None:
            if item.kept is not None:
                return
            around = self.places.around(wish.area_id or 0)
            under = self.book.authority_over(wish.kind, wish.level or self._level(wish), around)
            if under is not None and under.code != item.code:
                item.parent_code = under.code
                wish.said.append(told("sheets.stands_under", name=under.version.name))
            return
        found = parent_of(wish, self.book, self.by_code, self.by_name)
        if isinstance(found, Item):
            item.parent_item, item.parent_code = found, found.code
        elif found is not None:
            item.parent_code = found.code
            old = item.kept.version.parent_id if item.kept else None
            if found.id != old and not self.book.may_keep(found.id):
                wish.refused.append(told("sheets.parent_not_yours", column="parent", name=found.version.name))

    def _plan(self, item: Item) -> None:
        if item.kept is None:
            item.plan = self._founding(item)
            return
        wish, kept = item.wish, item.kept
        if not self.book.may_keep(kept.id):
            wish.refused.append(told("sheets.not_yours", name=kept.version.name))
            return
        item.differs = differences(wish, kept, item.parent_code, self.book, self.places)
        if item.differs:
            item.plan = alteration(wish, kept, item.parent_code, self.since, self.book)

    def _founding(self, item: Item) -> Founding | None:
        wish = item.wish
        level = wish.level or self._level(wish)
        fitting = (wish.kind, level, wish.rank or "")
        if fitting not in self.misfits:
            self.misfits[fitting] = _misfit(*fitting)
        if (misfit := self.misfits[fitting]) is not None:
            wish.refused.append(misfit)
            return None
        return Founding(
            code=item.code,
            name=wish.name,
            kind=wish.kind,
            level=level,
            area_id=wish.area_id or 0,
            parent=item.parent_code,
            since=wish.since or self.since,
            rank=wish.rank or "",
            seat=wish.seat or "",
            ownership=wish.ownership or kinds.usual_ownership(wish.kind),
            legal_basis=wish.legal_basis,
            aliases=wish.aliases,
            reach=wish.reach(),
        )

    def _level(self, wish: Wish) -> str:
        """That of the place; a culture house in a commune is a hamlet's."""
        of_place = self.places.levels[wish.area_id or 0]
        if wish.kind == OrganisationKind.CULTURE_HOUSE and of_place == Level.COMMUNE:
            return Level.HAMLET
        return of_place

    def _settle_parents(self) -> None:
        """Who stands under a refused or waiting row shares its fate; who would stand under itself is refused."""
        for item in self.items:
            if item.settled and self._stands_under_itself(item):
                item.wish.refused.append(told("sheets.circle", column="parent", name=item.wish.name))
        moved = True
        while moved:
            moved = False
            for item in self.items:
                above = item.parent_item
                if above is None or item.along or above.settled or not item.settled:
                    continue
                row = above.wish.number
                if above.wish.refused:
                    item.wish.refused.append(told("sheets.parent_refused", column="parent", row=row))
                else:
                    item.wish.asked.append(told("sheets.parent_waits", column="parent", row=row))
                moved = True

    def _stands_under_itself(self, item: Item) -> bool:
        """Walks up from the item over what the file says and, where it says nothing, over the register."""
        passed = {item.code}
        code = self._above(item.code)
        while code:
            if code in passed:
                return code == item.code
            passed.add(code)
            code = self._above(code)
        return False

    def _above(self, code: str) -> str:
        item = self.by_code.get(code) or self._items_of_kept().get(code)
        if item is not None and item.parent_code:
            return item.parent_code
        kept = self.book.by_code.get(code)
        return self.book.code_of(kept.version.parent_id) if kept else ""

    def _items_of_kept(self) -> dict[str, Item]:
        if not hasattr(self, "_of_kept"):
            self._of_kept = {item.code: item for item in self.items if item.kept is not None}
        return self._of_kept


def _misfit(kind: str, level: str, rank: str) -> Told | None:
    try:
        kinds.require_fit(kind, level, rank)
    except (kinds.LevelDoesNotFit, kinds.RankDoesNotFit) as refusal:
        column = "level" if isinstance(refusal, kinds.LevelDoesNotFit) else "rank"
        return told(refusal.message_id, column=column, **refusal.params)
    return None


def judge(sending: Sending, wishes: Sequence[Wish]) -> list[Verdict]:
    """One verdict a row, in order. Reads much and writes nothing."""
    file = _File(sending, wishes)
    file.judge()
    items = iter(file.items)
    verdicts = []
    for wish in wishes:
        own = [next(items)]
        if wish.along is not None:
            own.append(next(items))
        verdicts.append(_verdict(own))
    return verdicts


def _verdict(items: list[Item]) -> Verdict:
    """The row's own organisation first; what comes along adds to it."""
    main = items[0]
    refused = main.wish.refused or [one for item in items[1:] for one in item.wish.refused]
    remarks = list(main.wish.said)
    if refused:
        return Verdict(RowAnswer.REFUSED, [*refused, *remarks])
    asked = main.wish.asked or [one for item in items[1:] for one in item.wish.asked]
    if asked:
        return Verdict(RowAnswer.QUESTION, [*asked, *remarks])
    plan: Plan = tuple(item.plan for item in items if item.plan is not None)
    along = list(_told_along(items[1:]))
    if main.kept is None:
        return Verdict(RowAnswer.NEW, [*remarks, *along], plan)
    if plan:
        return Verdict(RowAnswer.CHANGED, [*main.differs, *remarks, *along], plan)
    return Verdict(RowAnswer.SAME, [told("sheets.is_there", code=main.code), *remarks])


def _told_along(items: list[Item]) -> Iterator[Told]:
    for item in items:
        if isinstance(item.plan, Founding):
            yield told("sheets.library_along", name=item.wish.name)
