"""A calendar of another program against what the unit has: what becomes of each event, and what is refused. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from densach.formats.ical import Reading, Timed, Told
from densach.kernel.errors import Closed, Conflict, Invalid, Refusal
from densach.kernel.vietnamese import clean_text

MOST: Final = 2_000
NEW, SAME, CHANGED, OFF, REFUSED = "new", "same", "changed", "off", "refused"
STATES: Final = (NEW, CHANGED, OFF, SAME, REFUSED)


class TooManyEvents(Invalid):
    """More sessions than one file may bring. Parameters: `number`, `limit`."""

    message_id = "activities.too_many_events"


class NothingInFile(Invalid):
    """The calendar holds no event at all. No parameters."""

    message_id = "activities.nothing_in_file"


class CalledOffInFile(Invalid):
    """Called off in the file and not known here. No parameters."""

    message_id = "activities.called_off_in_file"


class TwiceInFile(Invalid):
    """The same event stands in the file twice. No parameters."""

    message_id = "activities.twice_in_file"


class CountedAlready(Closed):
    """The session was held and counted; the file says otherwise. No parameters."""

    message_id = "activities.counted_already"


class OursCalledOff(Closed):
    """The session was called off here; the file still has it. No parameters."""

    message_id = "activities.ours_called_off"


class UntitledEvent(Invalid):
    """No title. No parameters."""

    message_id = "activities.untitled_event"


class FileTakenAlready(Conflict):
    """Somebody took it in before. Parameter: `when`."""

    message_id = "activities.file_taken_already"


class FileNotTaken(Conflict):
    """There is nothing to undo. No parameters."""

    message_id = "activities.file_not_taken"


class TooLateToUndo(Closed):
    """People are enrolled or marked, or a session is counted. Parameters: `number`, `when`, the first of them."""

    message_id = "activities.too_late_to_undo"


@dataclass(frozen=True)
class Standing:
    """A session that the unit has, as far as a file can change it."""

    pk: int
    starts: datetime
    ends: datetime
    place: str
    all_day: bool
    held: bool
    off: bool


@dataclass
class Row:
    """What becomes of one event. `at`, `until` ISO instants; `why` message id and parameters; `notes` the same."""

    key: str
    title: str
    at: str = ""
    until: str = ""
    when: str = ""
    place: str = ""
    all_day: bool = False
    state: str = NEW
    session: int | None = None
    made: bool = False
    activity: int | None = None
    before: dict[str, Any] = field(default_factory=dict)
    why: list[Any] = field(default_factory=list)
    notes: list[list[Any]] = field(default_factory=list)

    @property
    def starts(self) -> datetime:
        return datetime.fromisoformat(self.at)

    @property
    def ends(self) -> datetime:
        return datetime.fromisoformat(self.until)


def judged(reading: Reading, known: Mapping[str, Standing]) -> list[Row]:
    """A row for each event of the file, in order of time; then those that could not be read.

    Raises NothingInFile, TooManyEvents.
    """
    if not reading.events and not reading.refused:
        raise NothingInFile
    if len(reading.events) > MOST:
        raise TooManyEvents(number=len(reading.events), limit=MOST)
    notes: dict[str, list[list[Any]]] = {}
    for note in reading.notes:
        notes.setdefault(note.uid, []).append(kept(note.reason))
    return [*_rows(reading.events, known, notes), *(_refused(one) for one in reading.refused)]


def _rows(
    events: Iterable[Timed], known: Mapping[str, Standing], notes: Mapping[str, list[list[Any]]]
) -> Iterator[Row]:
    seen: set[str] = set()
    for event in events:
        row = Row(
            key=event.key[:255],
            title=clean_text(event.title)[:200],
            at=event.starts.isoformat(),
            until=event.ends.isoformat(),
            place=clean_text(event.place)[:200],
            all_day=event.all_day,
            notes=notes.get(event.uid, []),
        )
        row.state, reason = _became(event, row, known.get(row.key), row.key in seen)
        if reason is not None:
            row.why = kept(reason)
        if (standing := known.get(row.key)) is not None:
            row.session = standing.pk
        seen.add(row.key)
        yield row


def _became(event: Timed, row: Row, mine: Standing | None, twice: bool) -> tuple[str, Refusal | None]:
    if twice:
        return REFUSED, TwiceInFile()
    if mine is None:
        if event.cancelled:
            return REFUSED, CalledOffInFile()
        return (NEW, None) if row.title else (REFUSED, UntitledEvent())
    same = (mine.starts, mine.ends, mine.all_day) == (event.starts, event.ends, event.all_day)
    if mine.held:
        return (SAME, None) if same and not event.cancelled else (REFUSED, CountedAlready())
    if event.cancelled:
        return (SAME, None) if mine.off else (OFF, None)
    if mine.off:
        return REFUSED, OursCalledOff()
    return (SAME if same and mine.place == row.place else CHANGED), None


def _refused(told: Told) -> Row:
    return Row(
        key=told.uid[:255],
        title=clean_text(told.title)[:200],
        when=told.when,
        state=REFUSED,
        why=kept(told.reason),
    )


def kept(refusal: Refusal) -> list[Any]:
    """A refusal as plain values that a report holds: its id and its parameters in words."""
    params = {
        name: f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
        for name, value in refusal.params.items()
    }
    return [refusal.message_id, params]


def told_again(why: list[Any]) -> Refusal:
    """The refusal of a report, to be put into words of the reader's language."""
    kind = type("Kept", (Refusal,), {"message_id": str(why[0])})
    found: Refusal = kind(**why[1])
    return found
