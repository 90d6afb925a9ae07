"""A year of activities in forty units, all through the actions that people use.

units      which units, and the rooms that they promise
learners   invented people who come, children with who answers for them
plans      what each unit plans: classes, clubs' meetings, festivals by the moon, displays, talks, shows
clubs      those who meet stand in the register: founded, led, joined, some ended; teams go out
contests   a contest with rounds in communes and the province
courses    training of staff, with results and certificates
days       the year lived day by day: who came, what was closed, what waits
"""

from __future__ import annotations

from datetime import date

from densach.demo.activities.days import Year
from densach.demo.activities.units import forty
from densach.demo.places import Places
from densach.kernel.actor import System


def a_year(places: Places, yesterday: date) -> Year:
    """A year that is lived as far as it is asked."""
    return Year(System(name="Người tổ chức hoạt động"), places, forty(places), yesterday)
