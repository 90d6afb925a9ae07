"""The only door for readers of oversight.

doors       what an actor may know of in each register
standing    what waits for whom, what is due when
choices     what forms offer
evidence    what the house knows of a unit, frozen for a commendation
reviewing   what a review is made of, and its seal
papers      minutes and reviews as official papers
"""

from __future__ import annotations

from densach.programme.oversight.queries.doors import (
    answering_for,
    assessments_for,
    difficulties_for,
    entry_for,
    honoured_for,
    inspections_for,
    nominations_for,
    practices_for,
    public_honours,
    public_practices,
    recommendations_for,
    reviews_for,
    rounds_for,
    visits_for,
)
from densach.programme.oversight.queries.reviewing import broken_seals
from densach.programme.oversight.queries.standing import (
    Due,
    OpenWork,
    deadlines,
    difficulties_between,
    difficulties_by_target,
    difficulties_of_plan,
    difficulties_of_target,
    inspection_numbers,
    open_numbers,
    round_numbers,
    use_numbers,
    visits,
)

__all__ = [
    "Due",
    "OpenWork",
    "answering_for",
    "assessments_for",
    "broken_seals",
    "deadlines",
    "difficulties_between",
    "difficulties_by_target",
    "difficulties_for",
    "difficulties_of_plan",
    "difficulties_of_target",
    "entry_for",
    "honoured_for",
    "inspection_numbers",
    "inspections_for",
    "nominations_for",
    "open_numbers",
    "practices_for",
    "public_honours",
    "public_practices",
    "recommendations_for",
    "reviews_for",
    "round_numbers",
    "rounds_for",
    "use_numbers",
    "visits",
    "visits_for",
]
