"""When a room is taken and when it is free next: spans of time as values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from densach.services.activities.rules.activity import instant, local

# Nobody is told that a room is free at three in the night.
OPENS, CLOSES = time(6), time(22)
LOOKS_AHEAD: Final = 60


@dataclass(frozen=True, order=True)
class Span:
    """From an instant up to, but not with, another."""

    starts: datetime
    ends: datetime

    def meets(self, other: Span) -> bool:
        """Whether both have a moment in common; one that begins when the other ends does not."""
        return self.starts < other.ends and other.starts < self.ends


def first_clash(wanted: Iterable[Span], busy: Sequence[Span]) -> tuple[Span, int] | None:
    """The first wanted span that meets a busy one, and the busy one's place in the list."""
    for span in sorted(wanted):
        for index, other in enumerate(busy):
            if span.meets(other):
                return span, index
    return None


def next_free(wanted: Span, busy: Sequence[Span]) -> datetime | None:
    """The earliest start from the wanted one on at which as long a span fits: the same day between six and ten in the
    evening after something ends, else at the same hour of a following day; None within sixty days.
    """
    length = wanted.ends - wanted.starts
    day = local(wanted.starts).date()
    ends = sorted(one.ends for one in busy if one.ends > wanted.starts and local(one.ends).date() == day)
    candidates = [wanted.starts, *(end for end in ends if _by_day(end, length))]
    candidates += [wanted.starts + timedelta(days=ahead) for ahead in range(1, LOOKS_AHEAD)]
    for start in candidates:
        span = Span(start, start + length)
        if not any(span.meets(one) for one in busy):
            return start
    return None


def _by_day(start: datetime, length: timedelta) -> bool:
    day = local(start).date()
    return local(start).time() >= OPENS and start + length <= instant(day, CLOSES)
