"""Changes as a phone sends them: read with care, for they come from a page that may be old."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from densach.facts.rules import slice_key
from densach.kernel.errors import Invalid
from densach.kernel.vietnamese import clean_text
from densach.services.activities.rules.attending import MOST_KEY, WalkIn

MOST_CHANGES: Final = 200
MOST_NAME: Final = 150
# The largest number that a database gives to a row.
MOST_NUMBER: Final = 2**63 - 1
PARTS: Final = ("band", "sex", "ethnic", "remote", "role")


class UnreadableBatch(Invalid):
    """What was sent is no list of changes."""

    message_id = "activities.unreadable_batch"


@dataclass(frozen=True)
class Change:
    """One act under its key: marks by person, a tap, one taken back, or somebody who came without enrolling. `why`: of
    what is put right in a session that was closed.
    """

    key: str
    marks: Mapping[int, str] = field(default_factory=dict)
    slice: str = ""
    quantity: int = 0
    untap: str = ""
    person: WalkIn | None = None
    why: str = ""


def changes_of(text: str) -> list[Change]:
    """The changes of a batch in their order. Raises UnreadableBatch."""
    try:
        told = json.loads(text)
        if not isinstance(told, list) or len(told) > MOST_CHANGES:
            raise UnreadableBatch()
        return [_change(one) for one in told]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        raise UnreadableBatch() from None


def _change(told: Mapping[str, Any]) -> Change:
    key = str(told["key"])
    if not 0 < len(key) <= MOST_KEY:
        raise UnreadableBatch()
    why = str(told.get("why") or "")
    if "marks" in told:
        marks = {int(person): str(status) for person, status in told["marks"].items()}
        if any(not 0 < person <= MOST_NUMBER for person in marks):
            raise UnreadableBatch()
        return Change(key, marks=marks, why=why)
    if "tap" in told:
        return Change(key, slice=slice_told(told["tap"]), quantity=int(told["tap"]["quantity"]), why=why)
    if "untap" in told:
        return Change(key, untap=str(told["untap"])[: MOST_KEY + 1], why=why)
    return Change(key, person=person_told(told["person"]), why=why)


def slice_told(told: Mapping[str, Any]) -> str:
    """The slice of a tap, from its parts; what was not asked is left out."""
    parts = {name: str(told.get(name) or "") for name in PARTS}
    return slice_key({name: value for name, value in parts.items() if value})


def person_told(told: Mapping[str, Any]) -> WalkIn:
    """Somebody who came without enrolling. Raises UnreadableBatch without a name."""
    name = " ".join(clean_text(str(told["name"])).split())[:MOST_NAME]
    if not name:
        raise UnreadableBatch()
    return WalkIn(name=name, band=str(told.get("band") or ""), sex=str(told.get("sex") or ""))
