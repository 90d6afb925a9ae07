"""How often the institutions of a level hold a festival or contest, and what follows for a place on a day.

Lai Châu's plan (1133/KH-UBND of 16/12/2015, II.4): the province every two years, each commune every year one of the
forms. Years are those of the calendar: what was held in 2024 every two years is due by the end of 2026.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from densach.facts.measures import FESTIVALS
from densach.organisations.models import Level

BASIS: Final = (
    "Kế hoạch của UBND tỉnh về hoạt động văn hóa cơ sở: liên hoan, hội diễn, ngày hội cấp tỉnh 02 năm 01 lần, "
    "cấp xã mỗi năm 01 lần (ghi số, ngày của kế hoạch khi sửa quy định)"
)
# Since provinces and communes are what they are now: who has nothing on record of 2025 or later is overdue.
SINCE: Final = date(2025, 7, 1)
KINDS: Final = (*FESTIVALS, "community_learning_centre")
# Level, every so many years.
SEEDS: Final = ((Level.PROVINCE.value, 2), (Level.COMMUNE.value, 1))
MOST_YEARS: Final = 10


class Standing(StrEnum):
    """How a place stands: past its year, to be held this year, done for now."""

    OVERDUE = "overdue"
    DUE = "due"
    DONE = "done"


@dataclass(frozen=True)
class Rule:
    """Every so many years, from a day on."""

    level: str
    every_years: int
    since: date


def due_by(rule: Rule, last: date | None) -> date:
    """The last day on which the next one is in time. Who never held one has the rule's first span for it."""
    year = last.year + rule.every_years if last is not None else rule.since.year + rule.every_years - 1
    return date(year, 12, 31)


def standing(rule: Rule, last: date | None, on: date) -> Standing:
    due = due_by(rule, last)
    if due < on:
        return Standing.OVERDUE
    return Standing.DUE if due.year == on.year else Standing.DONE
