"""Days of the demo's own place: the learning week of two years, and two feasts by the lunar calendar."""

from __future__ import annotations

from datetime import date
from typing import Final

from densach.demo.counts import moment
from densach.demo.rounds import acting
from densach.people.models import User
from densach.programme.calendar import actions, queries
from densach.programme.calendar.actions import OccasionValues

SET: Final = date(2026, 1, 15)
OWN: Final = (
    OccasionValues(
        "Lễ Kỳ yên đình làng", "lunar", 12, 4, days=3, name_en="Kỳ yên feast of the village halls"
    ),
    OccasionValues("Lễ hội Ok Om Bok", "lunar", 15, 10, name_en="Ok Om Bok festival"),
    OccasionValues(
        "Tết Chôl Chnăm Thmây", "solar", 14, 4, days=3, name_en="Chol Chnam Thmay, Khmer New Year"
    ),
)


def play(people: dict[str, User]) -> None:
    """The officer sets the weeks and puts the feasts into the calendar."""
    officer = acting(people["department_officer"], SET)
    at = moment(SET, 9)
    for values in OWN:
        actions.add_occasion(at=at, actor=officer, values=values)
    week = queries.occasion_by_code("tuan-le-hoc-tap")
    for year, theme in ((2026, "Học tập trong kỷ nguyên số"), (2027, "Mỗi gia đình một tủ sách")):
        actions.set_dates(
            at=at,
            actor=officer,
            occasion=week,
            first=date(year, 10, 1),
            last=date(year, 10, 7),
            note=f"Chủ đề: {theme}",
        )
