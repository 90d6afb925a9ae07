"""Pilot and roll-out as a paper words them: where it is tried first, and where it goes afterwards."""

from __future__ import annotations

import re
from dataclasses import dataclass

from densach.kernel.vietnamese import clean_text

_PILOT = re.compile(r"[^.;]*\bthí điểm\b[^.;]*", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:tại|ở|cho)\s+(.+)", re.IGNORECASE)
_AFTERWARDS = re.compile(
    r"(?:sau đó|sau thí điểm|sau khi thí điểm|trên cơ sở đó|tiếp đó)[,\s]*([^.;]*)", re.IGNORECASE
)
_SPREAD = re.compile(r"\b(?:đến|tại|ở|cho|trên)\s+(.+)", re.IGNORECASE)


@dataclass(frozen=True)
class PhasesRead:
    """Places of the pilot and of the roll-out; either may be empty where the paper names none."""

    pilot: str
    rollout: str


def phases_in(text: str) -> PhasesRead | None:
    """ "Thí điểm tại 03 trường … Sau đó triển khai rộng rãi đến …"; None where no pilot is asked for."""
    found = _PILOT.search(text)
    if found is None:
        return None
    sentence = found[0]
    afterwards = _AFTERWARDS.search(text)
    if afterwards and afterwards.start() > found.start():
        sentence = text[found.start() : min(found.end(), afterwards.start())]
    place = _PLACE.search(sentence)
    spread = _SPREAD.search(afterwards[1]) if afterwards else None
    return PhasesRead(_short(place[1] if place else ""), _short(spread[1] if spread else ""))


def _short(text: str) -> str:
    return clean_text(text).strip(" ,;.")[:300]
