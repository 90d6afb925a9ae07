"""What results amount to in the counting book: a turn, its hours, and the course once; the same again for a replay."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from densach.facts import replay
from densach.facts.replay import Expected
from densach.services.activities.measures import COURSES, HOURS, TURNS
from densach.services.training.models import Course, Result
from densach.services.training.rules import counts

Lines = Mapping[str, Mapping[str, int]]


def slice_of(duty: str, level: str) -> str:
    """`duty=head;level=commune`, as far as they are told."""
    return ";".join(part for part in (duty and f"duty={duty}", level and f"level={level}") if part)


def whole_hours(hours: Decimal) -> int:
    """Hours as the book counts them: half an hour and more is one."""
    return int(hours.quantize(Decimal(1), ROUND_HALF_UP))


def result_lines(result: Result, counted: Collection[str]) -> Lines:
    """Measure → slice → number; empty for what is not counted here."""
    lines: dict[str, dict[str, int]] = {TURNS: {}, HOURS: {}}
    if not counts(result.outcome, result.hours):
        return lines
    if TURNS in counted:
        lines[TURNS] = {result.slice: 1}
    if HOURS in counted and (hours := whole_hours(result.hours)):
        lines[HOURS] = {"": hours}
    return lines


def course_lines(has_results: bool, counted: Collection[str]) -> Lines:
    return {COURSES: {"": 1} if has_results and COURSES in counted else {}}


def _results() -> Iterator[Expected]:
    rows = Result.objects.filter(cancelled_at__isnull=True).exclude(lines={})
    told = rows.values_list("pk", "counted_in_id", "on", "lines")
    for pk, unit, on, lines in told.iterator(chunk_size=2000):
        yield from _expected(f"result:{pk}", unit, on, lines)


def _courses() -> Iterator[Expected]:
    rows = Course.objects.filter(counted_on__isnull=False)
    told = rows.values_list("pk", "activity__organisation_id", "counted_on", "lines")
    for pk, unit, on, lines in told.iterator(chunk_size=2000):
        if on is not None:
            yield from _expected(f"course:{pk}", unit, on, lines)


def _expected(source: str, unit: int, on: date, lines: Lines) -> Iterator[Expected]:
    for measure, parts in lines.items():
        for key, number in parts.items():
            yield Expected(source, unit, measure, on, key, number)


def register() -> None:
    """Called once, when the program starts."""
    replay.counted_by("result", _results)
    replay.counted_by("course", _courses)
