"""Counts from the reform to yesterday, by a seed: the same days give the same numbers, whenever the demo is made.

The numbers are invented and plausible: schools fill libraries before examinations, Sundays fill museums, Tết empties
both, some communes count every month, some forget, a few never began. Each is entered by the action that a person
would use.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from densach.demo.network import District
from densach.demo.places import REFORM, Commune, Places
from densach.facts import actions
from densach.facts.ledger import Places as AreasOfPlaces
from densach.facts.origin import Origin
from densach.kernel.actor import Actor
from densach.kernel.period import Period
from densach.organisations.models import Organisation

SEED: Final = 1520
# By month: how full a library is against its mean (examinations in May, summer readers, Tết).
LIBRARY_SEASON: Final = (0.86, 0.7, 1.1, 1.25, 1.2, 1.15, 1.1, 0.95, 1.0, 1.1, 1.05, 0.9)
MUSEUM_SEASON: Final = (0.9, 1.2, 0.95, 1.1, 1.25, 1.0, 0.9, 0.8, 0.95, 1.0, 1.2, 0.95)
HERITAGE_DAYS: Final = {
    (4, 26): "museum.heritage_events",
    (5, 18): "museum.museum_day_events",
    (11, 23): "museum.heritage_day_events",
}
# From here on the desks of a dozen libraries count loans and, in communes, what is added.
DESKS_COUNT: Final = date(2025, 12, 1)
# From here on forty units hold their activities on this platform and count them no more by hand.
ACTIVITIES_COUNT: Final = date(2025, 12, 1)
# From here on the library of the first commune taps its visits.
TAPS_FROM: Final = date(2026, 10, 1)
# Talent classes that the provincial centre opens, by month.
CLASSES: Final = (1, 0, 1, 1, 1, 2, 1, 0, 1, 1, 0, 1)


@dataclass(frozen=True)
class Planned:
    """One count that someone will enter: at the end of its last day, or some days later for a monthly return."""

    entered: date
    organisation: Organisation
    measure: str
    since: date
    until: date
    quantities: dict[str, int]
    origin: str = Origin.RETURN
    note: str = ""


@dataclass
class Counting:
    """Enters planned counts in the order of days, as far as asked."""

    actor: Actor
    waiting: list[Planned]
    areas: AreasOfPlaces = field(default_factory=AreasOfPlaces)
    done: int = 0
    # What else happens meanwhile: libraries lend.
    beside: list[Callable[[date], None]] = field(default_factory=list)

    def until(self, day: date) -> None:
        """Enters all that was entered by the end of the day."""
        for live in self.beside:
            live(day)
        while self.done < len(self.waiting) and self.waiting[self.done].entered <= day:
            self._enter(self.waiting[self.done])
            self.done += 1

    def _enter(self, planned: Planned) -> None:
        actions.enter_count(
            at=moment(planned.entered, 17),
            actor=self.actor,
            organisation=planned.organisation,
            measure=planned.measure,
            since=planned.since,
            until=planned.until,
            quantities=planned.quantities,
            note=planned.note,
            origin=planned.origin,
            places=self.areas,
        )


def moment(day: date, hour: int) -> datetime:
    """An instant of the day in Viet Nam (UTC+7, no summer time)."""
    return datetime.combine(day, time(hour - 7), tzinfo=UTC)


def plan_counts(
    places: Places,
    yesterday: date,
    former: Sequence[District] = (),
    held_here: Callable[[Planned], bool] = lambda _planned: False,
) -> list[Planned]:
    """All counts of the demo in the order in which they were entered, without those that activities count."""
    rng = random.Random(SEED)  # a demo's dice, no secrets
    planned = [*baselines(places, rng), *district_baselines(former, random.Random(SEED + 2))]
    days = [REFORM + timedelta(days=number) for number in range((yesterday - REFORM).days + 1)]
    for day in days:
        planned.extend(_library_day(places.library, day, rng))
        planned.extend(_museum_day(places.museum, day, rng))
        planned.extend(_centre_day(places.centre, day, rng))
    for number, commune in enumerate(places.communes):
        planned.extend(_commune(commune, number, yesterday, rng))
    entered = (one for one in planned if one.entered <= yesterday and not held_here(one))
    return sorted(entered, key=lambda one: one.entered)


def baselines(places: Places, rng: random.Random) -> Iterator[Planned]:
    """What the three former provinces reported: whole years before, and the first half of 2025."""
    means = (
        (places.former_libraries, "library.visits", 52_000),
        (places.former_museums, "museum.visitors", 28_500),
    )
    yield from _former_returns(means, rng)


def district_baselines(former: Sequence[District], rng: random.Random) -> Iterator[Planned]:
    """What the districts' libraries reported until they ended."""
    yield from _former_returns([([one.library for one in former], "library.visits", 6_200)], rng)


def _former_returns(
    means: Iterable[tuple[Sequence[Organisation], str, int]], rng: random.Random
) -> Iterator[Planned]:
    spans = [(date(year, 1, 1), date(year, 12, 31)) for year in (2023, 2024)]
    spans.append((date(2025, 1, 1), date(2025, 6, 30)))
    for organisations, measure, mean in means:
        for organisation in organisations:
            for since, until in spans:
                share = 0.5 if until.month == 6 else 1.0
                number = round(mean * share * rng.uniform(0.85, 1.15))
                yield Planned(
                    REFORM,
                    organisation,
                    measure,
                    since,
                    until,
                    {"": number},
                    Origin.BASELINE,
                    "Số liệu báo cáo năm",
                )


def _day_of(organisation: Organisation, measure: str, day: date, number: int) -> Planned:
    return Planned(day, organisation, measure, day, day, {"": number})


def _library_day(library: Organisation, day: date, rng: random.Random) -> Iterator[Planned]:
    if day.weekday() == 0 or _is_tet(day):
        return
    visits = round(
        475 * LIBRARY_SEASON[day.month - 1] * rng.uniform(0.8, 1.2) * (1.35 if day.weekday() > 4 else 1)
    )
    child, senior = round(visits * rng.uniform(0.36, 0.46)), round(visits * rng.uniform(0.05, 0.09))
    yield Planned(
        day,
        library,
        "library.visits",
        day,
        day,
        {
            "": visits,
            "age=child": child,
            "age=senior": senior,
            "age=adult": visits - child - senior,
            "ethnic=minority": round(visits * rng.uniform(0.12, 0.2)),
            "channel=mobile": round(visits * 0.06) if day.weekday() == 3 else 0,
        },
    )
    lent = round(visits * rng.uniform(0.5, 0.7) * 0.02)
    if day < DESKS_COUNT:
        yield _day_of(library, "library.loans", day, lent)
    if day.day == 20:
        yield _day_of(library, "library.books_added", day, rng.randint(380, 560))
        yield _day_of(library, "library.pages_digitised", day, rng.randint(2_200, 3_100))
        yield _day_of(library, "library.displays", day, rng.randint(1, 2))
    if (day.month, day.day) == (4, 21):
        yield _day_of(library, "library.book_day_events", day, 6)


def _museum_day(museum: Organisation, day: date, rng: random.Random) -> Iterator[Planned]:
    if (day.month, day.day) in HERITAGE_DAYS:
        yield _day_of(museum, HERITAGE_DAYS[day.month, day.day], day, 1)
    if day.weekday() == 0:
        return
    growth = 1.09 if day.year > 2025 else 1.0
    visitors = round(268 * growth * MUSEUM_SEASON[day.month - 1] * rng.uniform(0.7, 1.3))
    visitors = round(visitors * (1.5 if day.weekday() > 4 else 1))
    school = round(visitors * rng.uniform(0.2, 0.5)) if day.weekday() < 5 else round(visitors * 0.1)
    quantities = {"": visitors, "visitor=school": school, "age=child": round(school * 0.9)}
    yield Planned(day, museum, "museum.visitors", day, day, quantities)
    if (day.month, day.day) in {(3, 15), (5, 18), (9, 20), (11, 18)}:
        yield _day_of(museum, "museum.exhibitions", day, 1)
    if (day.month, day.day) in {(3, 25), (10, 10)}:
        yield _day_of(museum, "museum.programmes", day, 1)


def _centre_day(centre: Organisation, day: date, rng: random.Random) -> Iterator[Planned]:
    if day.weekday() not in {2, 4, 5, 6} or _is_tet(day):
        return
    sessions = rng.randint(2, 6)
    yield _day_of(centre, "culture.sessions", day, sessions)
    yield _day_of(centre, "culture.group_sessions", day, sessions - 1)
    people = sum(rng.randint(18, 45) for _session in range(sessions))
    child = round(people * rng.uniform(0.4, 0.6))
    yield Planned(day, centre, "culture.participants", day, day, {"": people, "age=child": child})
    opened = CLASSES[day.month - 1]
    # Courses begin on the Saturday after the 4th.
    if opened and day.weekday() == 5 and 5 <= day.day < 12:
        yield _day_of(centre, "culture.classes", day, opened)
    if day.month == 10 and 15 <= day.day <= 17 and day.year % 2 == 0:
        yield _day_of(centre, "culture.festivals", day, 1)


def _is_tet(day: date) -> bool:
    """The week in which the doors are closed (Tết 17/02/2026, 06/02/2027)."""
    starts = (date(2026, 2, 15), date(2027, 2, 4))
    return any(start <= day < start + timedelta(days=8) for start in starts)


def _commune(commune: Commune, number: int, yesterday: date, rng: random.Random) -> Iterator[Planned]:
    """A commune's monthly returns: most diligent, some silent for a while, five that never began."""
    if number % 25 == 7:
        return
    silent_from = date(2026, 7, 1) if number % 17 == 4 else None
    size = rng.uniform(0.5, 2.2)
    month = Period.month(REFORM.year, REFORM.month)
    while month.end <= yesterday:
        entered = month.end + timedelta(days=rng.randint(1, 4))
        if silent_from is None or month.start < silent_from:
            yield from _commune_month(commune, number, month, entered, size, rng)
        month = Period.month(month.end.year + month.end.month // 12, month.end.month % 12 + 1)


def _commune_month(
    commune: Commune, number: int, month: Period, entered: date, size: float, rng: random.Random
) -> Iterator[Planned]:
    def of(organisation: Organisation, measure: str, amount: int) -> Planned:
        return Planned(entered, organisation, measure, month.start, month.end, {"": amount})

    if commune.library is not None:
        season = LIBRARY_SEASON[month.start.month - 1]
        visits = round(1_050 * size * season * rng.uniform(0.85, 1.15))
        children = round(visits * rng.uniform(0.4, 0.65))
        if number or month.start < TAPS_FROM:
            yield Planned(
                entered,
                commune.library,
                "library.visits",
                month.start,
                month.end,
                {"": visits, "age=child": children},
            )
        if month.start.month % 3 == 0:
            added = rng.randint(20, 80)
            if month.end < DESKS_COUNT or not commune.has_desk:
                yield of(commune.library, "library.books_added", added)
    yield of(commune.centre, "culture.participants", round(420 * size * rng.uniform(0.7, 1.3)))
    sessions = rng.randint(4, 14)
    yield of(commune.centre, "culture.sessions", sessions)
    # A few of them are no meeting of a class or a club.
    yield of(commune.centre, "culture.group_sessions", max(sessions - 3, 0))
    if month.start.month == 9:
        # Who held none says so: nought is an answer.
        yield of(commune.centre, "culture.festivals", 1 if number % 3 else 0)
