"""What a closed session comes to, slice by slice. Which measures a unit counts: see `countable` of this room. Pure.

A session counts 1 of the sessions of its family, and whoever was there as participants: people present or late by name,
and taps. The number enrolled is never counted. `what` tells apart what was held, `who` who came; both are slices of the
counting book, and what was not told is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from densach.facts.rules import slice_key, slice_parts
from densach.services.activities.models import Presence

THERE: Final = (Presence.PRESENT, Presence.LATE)
Lines = dict[str, dict[str, int]]


def what_of(*, family: str, interest: str, channel: str, occasion: str = "") -> dict[str, str]:
    """What was held, as parts of a slice. `family`: that of the activity's kind."""
    parts = {"kind": family, "interest": interest, "channel": channel}
    if occasion:
        parts["occasion"] = occasion
    return parts


def session_lines(counted: tuple[str, str], what: Mapping[str, str], who: Iterable[tuple[str, int]]) -> Lines:
    """Measure → slice → number of one session: `who` came, as slices with how many each."""
    sessions, participants = counted
    people: Counter[str] = Counter()
    for told, number in who:
        people[slice_key({**what, **slice_parts(told)})] += number
    return {sessions: {slice_key(what): 1}, participants: dict(people)}


def without(lines: Mapping[str, Mapping[str, int]], measures_: Iterable[str]) -> Lines:
    """The lines of the other measures: those that units still count by hand on the day are left out."""
    out = set(measures_)
    return {code: dict(parts) for code, parts in lines.items() if code not in out}
