"""Slices as canonical text, the cells a fact is summed into, and what the book refuses. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from densach.facts.measures import Measure
from densach.facts.origin import Origin
from densach.kernel.errors import Conflict, Invalid, NotFound
from densach.kernel.period import Period, cell_of

LARGEST = 1_000_000_000
OF_WHICH = "~"


class UnknownSlice(Invalid):
    """The measure is not told apart this way. Parameters: `measure`, `slice`."""

    message_id = "facts.unknown_slice"


class NotCountedHere(Invalid):
    """Organisations of this kind do not count this measure. Parameters: `measure`, `organisation`."""

    message_id = "facts.not_counted_here"


class EndedBefore(Invalid):
    """The organisation was no more on the count's last day. Parameters: `organisation`, `ended`, `until`."""

    message_id = "facts.ended_before"


class NotYetFounded(Invalid):
    """The organisation was not there yet on the count's first day. Parameters: `organisation`, `founded`, `since`."""

    message_id = "facts.not_yet_founded"


class CrossesYears(Invalid):
    """A hand count over the turn of a year: nobody could tell which year its number belongs to.
    Parameters: `since`, `until`.
    """

    message_id = "facts.crosses_years"


class NegativeQuantity(Invalid):
    """A count below zero. Parameter: `measure`."""

    message_id = "facts.negative"


class TooManyAtOnce(Invalid):
    """A count beyond belief. Parameters: `measure`, `limit`."""

    message_id = "facts.too_many"


class FutureCount(Invalid):
    """A count for days still to come. Parameter: `until`."""

    message_id = "facts.future"


class NothingEntered(Invalid):
    """No number at all."""

    message_id = "facts.nothing_entered"


class PartsBeyondTotal(Invalid):
    """The parts of one dimension add up to more than the total. Parameters: `dimension`, `parts`, `total`."""

    message_id = "facts.parts_beyond_total"


class PeriodOverlaps(Conflict):
    """Another count already holds some of these days. Parameters: `since`, `until`, `measure`."""

    message_id = "facts.period_overlaps"


class AlreadyCounted(Conflict):
    """This very period is counted: correct that count. Parameters: `measure`, `since`, `until`."""

    message_id = "facts.already_counted"


class CountedByService(Conflict):
    """The unit's own service already counts this measure on these days. Parameters: `measure`, `since`, `until`."""

    message_id = "facts.counted_by_service"


class AlreadyReversed(Conflict):
    """The count was reversed before."""

    message_id = "facts.already_reversed"


class SeenAnOldRevision(Conflict):
    """Someone else corrected the count in between. Parameters: `who`, `when`."""

    message_id = "facts.seen_old_revision"


class OddityAnswered(Conflict):
    """The question was answered meanwhile. Parameters: `who`, `state`."""

    message_id = "facts.oddity_answered"


class NoteMissing(Invalid):
    """A number that stands far from its fellows is confirmed with a word why. No parameters."""

    message_id = "facts.note_missing"


class UnknownSource(NotFound):
    """No fact of this measure has this source. Parameters: `measure`, `source`."""

    message_id = "facts.unknown_source"


class BadSourceKey(Invalid):
    """A row without the name that its program gave it, or with one too long. Parameter: `limit`."""

    message_id = "facts.bad_source_key"


class KeyTwice(Invalid):
    """Two rows of one import under the same key. Parameter: `key`."""

    message_id = "facts.key_twice"


class TooManyRows(Invalid):
    """More rows than one import takes. Parameter: `limit`."""

    message_id = "facts.too_many_rows"


class KeyOfAnotherCell(Conflict):
    """The key belongs to a count of another cell. Parameters: `key`, `measure`, `since`, `until`."""

    message_id = "facts.key_of_another_cell"


class CorrectedByHand(Conflict):
    """A person has corrected this count since it was sent; another program does not overrule that. Parameter: `key`."""

    message_id = "facts.corrected_by_hand"


class ImportTouched(Conflict):
    """Counts of the import were corrected or taken back since. Parameters: `number`, `key` of the first of them."""

    message_id = "facts.import_touched"


class ImportUndone(Conflict):
    """The import was taken back before. Parameters: `who`, `when`."""

    message_id = "facts.import_undone"


def slice_key(parts: Mapping[str, str]) -> str:
    """Canonical text of a slice: dimensions in alphabetical order, `age=child;channel=onsite`."""
    return ";".join(f"{name}={parts[name]}" for name in sorted(parts))


def slice_parts(key: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in key.split(";")) if key else {}


def check_slice(measure: Measure, key: str, *, by_hand: bool = False) -> str:
    """The key in canonical form, or UnknownSlice. `by_hand`: one of a count by hand, which knows fewer dimensions."""
    known = measure.hand_slices if by_hand else measure.slices
    try:
        parts = slice_parts(key)
    except ValueError:
        raise UnknownSlice(measure=measure.name, slice=key) from None
    for dimension, value in parts.items():
        if value not in known.get(dimension, ()):
            raise UnknownSlice(measure=measure.name, slice=key)
    return slice_key(parts)


def check_quantities(measure: Measure, quantities: Mapping[str, int]) -> dict[str, int]:
    """Canonical slices with their numbers, ready to be facts.

    `""` holds the total. A part of one dimension says "of which" and is kept as `~age=child`: it feeds the figures of
    its slice only. The parts of a dimension may add up to less than the total (some were not told), never to more.
    Without a total, it is the largest sum of parts.
    """
    if quantities.keys() == {""} and 0 <= quantities[""] <= LARGEST:
        return {"": quantities[""]}
    checked = {
        check_slice(measure, key.removeprefix(OF_WHICH), by_hand=True): value
        for key, value in quantities.items()
    }
    if not checked:
        raise NothingEntered()
    if any(value < 0 for value in checked.values()):
        raise NegativeQuantity(measure=measure.name)
    if any(value > LARGEST for value in checked.values()):
        raise TooManyAtOnce(measure=measure.name, limit=LARGEST)
    sums: dict[str, int] = {}
    for key, value in checked.items():
        if ";" in key:
            raise UnknownSlice(measure=measure.name, slice=key)
        if key:
            dimension = key.partition("=")[0]
            sums[dimension] = sums.get(dimension, 0) + value
    total = checked.get("", max(sums.values(), default=0))
    for dimension, parts in sums.items():
        if parts > total:
            raise PartsBeyondTotal(dimension=dimension, parts=parts, total=total)
    return {"": total, **{OF_WHICH + key: value for key, value in checked.items() if key}}


def check_span(since: date, until: date, origin: str) -> None:
    """A count by hand lies in one calendar year; figures taken over from older papers and files may span more.

    A period's number is read in the window that holds its last day, so a longer one would move work to another year.
    """
    if since.year != until.year and origin not in {Origin.BASELINE, Origin.IMPORT}:
        raise CrossesYears(since=since, until=until)


def feeds(key: str) -> list[str]:
    """The slices whose totals a fact of this slice feeds.

    A service writes one fact with its full slice, which feeds the whole and each of its dimensions; an "of which" of
    a hand count feeds its own slice alone, because the whole was counted by the fact beside it.
    """
    if key.startswith(OF_WHICH):
        return [key.removeprefix(OF_WHICH)]
    parts = slice_parts(key)
    return ["", *(f"{name}={parts[name]}" for name in sorted(parts))]


def periods_of(on: date) -> tuple[int, int]:
    """The half-month cell and the year cell of a day."""
    return cell_of(on), on.year * 10_000


def year_cell(year: int) -> int:
    return year * 10_000


def cover(period: Period) -> tuple[list[int], list[Period]]:
    """Fewest kept cells that make up the period: whole years, then half months; and the odd days left over."""
    whole_years: list[int] = []
    rest: list[Period] = []
    for part in period.calendar_years():
        if part == Period.year(part.start.year):
            whole_years.append(year_cell(part.start.year))
        else:
            rest.append(part)
    keys = list(whole_years)
    edges: list[Period] = []
    for part in rest:
        cells = part.cells()
        keys.extend(cells.full)
        edges.extend(cells.edges)
    return keys, edges


def overlapping(spans: Iterable[tuple[date, date]], since: date, until: date) -> tuple[date, date] | None:
    """The first span that shares a day with since–until."""
    return next(((first, last) for first, last in spans if first <= until and last >= since), None)
