"""What the public calendar is asked for: a view, a day, a place, a kind, an age; and the addresses that ask so."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

from django.http import QueryDict

from densach.kernel.errors import NotFound
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.organisations.rules import Named
from densach.portal.institutions import Places, Wanted, places_of
from densach.services.activities.queries import public

DAY, WEEK, MONTH, LIST = "ngay", "tuan", "thang", "danh-sach"
VIEWS: Final = (MONTH, WEEK, DAY, LIST)
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True)
class Wish:
    """The words of the address, checked. `day`: the day around which it is shown."""

    view: str
    day: date
    province: str = ""
    commune: str = ""
    family: str = ""
    band: str = ""
    unit: str = ""
    fee: str = ""
    text: str = ""
    after: str = ""

    @property
    def is_narrowed(self) -> bool:
        return any((self.province, self.commune, self.family, self.band, self.unit, self.fee, self.text))

    def query(self, **other: str) -> str:
        told = {
            "xem": self.view,
            "ngay": self.day.isoformat(),
            "tinh": self.province,
            "xa": self.commune,
            "loai": self.family,
            "tuoi": self.band,
            "don-vi": self.unit,
            "phi": self.fee,
            "q": self.text,
            **other,
        }
        return urlencode({name: value for name, value in told.items() if value})

    def at(self, day: date, view: str = "") -> str:
        return f"?{replace(self, day=day, view=view or self.view).query()}"

    @property
    def span(self) -> tuple[date, date]:
        """First and last day that the view shows: of a month, with the days that fill its weeks."""
        if self.view == DAY:
            return self.day, self.day
        if self.view == MONTH:
            first = self.day.replace(day=1)
            last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
            return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
        first = self.day - timedelta(days=self.day.weekday())
        return first, first + timedelta(days=6)

    def moved(self, forward: bool) -> date:
        """The day of the span before or after."""
        if self.view == MONTH:
            first = self.day.replace(day=1)
            return (
                (first + timedelta(days=32)).replace(day=1)
                if forward
                else (first - timedelta(days=1)).replace(day=1)
            )
        days = 1 if self.view == DAY else 7
        return self.day + timedelta(days=days if forward else -days)


def wish_of(query: QueryDict, today: date) -> Wish:
    """An unknown word asks for nothing; a day that is none, or is beyond the calendar, is today."""
    view = query.get("xem", "")
    bands = {code for code, _name in public.age_bands()}
    return Wish(
        view=view if view in VIEWS else MONTH,
        day=_day(query.get("ngay", ""), today),
        province=query.get("tinh", "")[:80],
        commune=query.get("xa", "").strip()[:120],
        family=query.get("loai", "") if query.get("loai", "") in public.FAMILIES else "",
        band=query.get("tuoi", "") if query.get("tuoi", "") in bands else "",
        unit=query.get("don-vi", "")[:80],
        fee=query.get("phi", "") if query.get("phi", "") in {"khong", "co"} else "",
        text=query.get("q", "").strip()[:120],
        after=query.get("after", "")[:80],
    )


def _day(text: str, today: date) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return today
    return found if FIRST_YEAR < found.year < LAST_YEAR else today


@dataclass(frozen=True)
class Narrowed:
    """What the words mean: places to choose from, the unit, and the question to the activities."""

    places: Places
    unit: Named | None
    asked: public.Asked
    lost: bool  # the typed place or unit is unknown or may be several: nothing is shown


def narrowed(wish: Wish, on: date) -> Narrowed:
    places = places_of(Wanted(province=wish.province, commune=wish.commune), on)
    unit, units = None, None
    lost = bool(places.suggestions) or places.unknown
    if places.area is not None:
        inside = organisations.area_ids_within(places.area, on)
        units = frozenset(one.id for one in organisations.alive(on, area_ids=inside))
    if wish.unit:
        try:
            unit = organisations.named(organisations.by_code(wish.unit), on)
        except NotFound:
            lost = True
        else:
            units = frozenset({unit.id}) if units is None else units & {unit.id}
    asked = public.Asked(
        units=units,
        family=wish.family,
        band=wish.band,
        free={"khong": True, "co": False}.get(wish.fee),
        text=fold(wish.text),
    )
    return Narrowed(places, unit, asked, lost)
