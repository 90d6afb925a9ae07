"""Values, life cycle and refusals of contests and festivals.

lifecycle  the life of a round as a table, and what may be done in which state
ranking    weighted totals in exact fractions, ties and how they were decided
naming     what the public may read of who won
cadence    how often a level must hold one, and what is overdue
given      what a person types of contests, rounds, entries, prizes
refusals   what the room refuses
verbs      what staff may do
"""

from __future__ import annotations
