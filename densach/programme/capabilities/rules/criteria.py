"""Checklists: what an answer to a criterion is worth, and how far it is from what is asked. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from densach.files.actions import Upload
from densach.files.models import StoredFile
from densach.kernel.errors import Closed, Invalid, NotFound
from densach.programme.capabilities.models import Criterion, CriterionKind


class UnknownChecklist(NotFound):
    """There is no such checklist. Parameter: `code`."""

    message_id = "capabilities.unknown_checklist"


class UnknownAssessment(NotFound):
    """There is no such filled checklist."""

    message_id = "capabilities.unknown_assessment"


class ListNotForThisUnit(Invalid):
    """The checklist is meant for other kinds or levels. Parameters: `name`, `checklist`."""

    message_id = "capabilities.list_not_for_unit"


class ListNotInForce(Invalid):
    """The checklist did not hold on the day. Parameters: `checklist`, `since`."""

    message_id = "capabilities.list_not_in_force"


class RegionNeeded(Invalid):
    """The figures of the checklist differ by region; say which one holds here."""

    message_id = "capabilities.region_needed"


class NothingAnswered(Invalid):
    """An empty checklist cannot be sent."""

    message_id = "capabilities.nothing_answered"


class ListTooEarly(Invalid):
    """A new version of an answered list begins after the present one. Parameters: `since`, `present`."""

    message_id = "capabilities.list_too_early"


class ListHasEnded(Closed):
    """Only the present version of a list can be amended. Parameter: `ended`."""

    message_id = "capabilities.list_has_ended"


class ListIsEmpty(Invalid):
    """A list asks at least one thing."""

    message_id = "capabilities.list_is_empty"


class Met(models.TextChoices):
    MET = "met", _("met")
    SHORT = "short", _("short")
    UNANSWERED = "unanswered", _("not answered")


@dataclass(frozen=True)
class Result:
    """What one answer is worth. `short` is how much is missing up to `threshold`; None where nothing is measured."""

    state: Met
    threshold: Decimal | None = None
    short: Decimal | None = None

    @property
    def is_met(self) -> bool:
        return self.state == Met.MET


@dataclass(frozen=True)
class Told:
    """One answer of a form: yes or no, or a number; with its note and paper (a new one, or the one of last time)."""

    criterion_id: int
    answer: bool | None = None
    value: Decimal | None = None
    note: str = ""
    upload: Upload | None = None
    kept: StoredFile | None = None

    @property
    def is_answer(self) -> bool:
        return self.answer is not None or self.value is not None


def threshold_of(thresholds: Mapping[str, str], region: str) -> Decimal | None:
    """The least number for the region; None where none is asked there."""
    text = thresholds.get(region) or thresholds.get("")
    return Decimal(text) if text else None


def result_of(criterion: Criterion, region: str, answer: bool | None, value: Decimal | None) -> Result:
    """What an answer is worth. What is not answered is neither met nor failed."""
    if criterion.kind == CriterionKind.YES_NO:
        if answer is None:
            return Result(Met.UNANSWERED)
        return Result(Met.MET if answer else Met.SHORT)
    threshold = threshold_of(criterion.thresholds, region)
    if value is None:
        return Result(Met.UNANSWERED, threshold)
    if threshold is None or value >= threshold:
        return Result(Met.MET, threshold)
    return Result(Met.SHORT, threshold, threshold - value)


def meets_all(results: Iterable[tuple[Criterion, Result]]) -> bool:
    """Whether every required criterion is met; a list that requires nothing proves nothing."""
    required = [result.is_met for criterion, result in results if criterion.required]
    return bool(required) and all(required)


def is_for(kinds: Iterable[str], levels: Iterable[str], kind: str, level: str) -> bool:
    """Whether a checklist is meant for an institution; a list without levels is meant for every level."""
    levels = tuple(levels)
    return kind in tuple(kinds) and (not levels or level in levels)
