"""Doors of statistics and self-assessments. No person's name stands in any of them."""

from __future__ import annotations

from datetime import date

from densach.kernel.actor import Actor
from densach.organisations.rules import Named
from densach.services.statistics.models import SelfAssessment
from densach.services.statistics.rules.refusals import NoSuchAssessment
from densach.services.stocktaking.access import VIEW, libraries_for, library_for

WRITE, ACCEPT = "assessment.write", "assessment.accept"

__all__ = ["ACCEPT", "VIEW", "WRITE", "assessment_for", "libraries_for", "library_for", "narrowed"]


def assessment_for(actor: Actor, pk: int, verb: str = VIEW) -> SelfAssessment:
    """Raises NoSuchAssessment, for those of others too."""
    found = SelfAssessment.objects.select_related("library", "file").filter(pk=pk).first()
    if found is None or not actor.may(verb, found.library):
        raise NoSuchAssessment
    return found


def narrowed(actor: Actor, on: date, code: str) -> tuple[list[Named], list[Named]]:
    """The libraries in reach, and of these the one asked for; all of them where none is."""
    every = libraries_for(actor, on)
    return every, [one for one in every if one.code == code] if code else every
