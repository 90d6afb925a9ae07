"""From which day on a service counts a measure by itself, told by the rooms that serve.

A service counts from the day on which an institution first used it; from then on no hand count of the measure is taken
there, also for days on which nothing happened. The rooms above register here and are thereby asked without being known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Final, NamedTuple


class Served(NamedTuple):
    """A service counts the measure in the organisation from a day on, to a day if it ended."""

    organisation_id: int
    measure: str
    since: date
    until: date | None


Ask = Callable[[Collection[int], Collection[str]], Iterable[Served]]
_SERVICES: Final[dict[str, tuple[frozenset[str], Ask]]] = {}


def serves(name: str, measures: Collection[str], ask: Ask) -> None:
    """A room says that it counts these measures, and how to ask since when; the same name again replaces it."""
    _SERVICES[name] = (frozenset(measures), ask)


def spans(
    organisation_ids: Collection[int], measures: Collection[str]
) -> dict[tuple[int, str], list[tuple[date, date]]]:
    """The days on which a service counts, for each organisation and measure; one query for each service concerned."""
    found: defaultdict[tuple[int, str], list[tuple[date, date]]] = defaultdict(list)
    for served, ask in _SERVICES.values():
        asked = served.intersection(measures)
        if not asked:
            continue
        for one in ask(organisation_ids, asked):
            found[one.organisation_id, one.measure].append((one.since, one.until or date.max))
    return found
