"""Refusals: what the house says no to, as a tree of named errors.

    Refusal
    ├── NotAllowed            the actor has no right to this act in this place
    ├── NotFound              no such thing, or none that this actor may know of
    ├── Invalid               what was given cannot be used
    │   ├── InvalidPeriod     no such period
    │   ├── InvalidDate       not a date that can be read
    │   │   └── ImpossibleDate    read, but no such day in the calendar (31/6)
    │   └── InvalidNumber     not a number that can be read
    │       └── AmbiguousNumber   two readings differ (1,500 and 12.5)
    ├── Conflict              someone else was here first; look again and decide
    ├── Closed                the state of its life cycle forbids the act
    └── Unavailable           an optional part is not installed or not reachable

Rooms hang their own errors under one of these six, each with its own `message_id`. The sentence for the
person is in `densach.ui.wording`, under that id; the parameters fill its named places. Code tells errors
apart by class, never by id or text.
"""

from __future__ import annotations

from typing import ClassVar


class Refusal(Exception):
    """Something a person asked for and cannot have.

    Raised with keyword parameters only: they fill the sentence and are shown to people, so they hold
    plain values (names, numbers, dates) and never secrets.
    """

    message_id: ClassVar[str] = "refusal"

    def __init__(self, **params: object) -> None:
        super().__init__(self.message_id, params)
        self.params: dict[str, object] = params

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.message_id}({told})"

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions are rebuilt from positional arguments by default, which this constructor does not take.
        return (_rebuild, (type(self), self.params))


def _rebuild(kind: type[Refusal], params: dict[str, object]) -> Refusal:
    return kind(**params)


class NotAllowed(Refusal):
    """The actor has no right to this act in this place."""

    message_id = "not_allowed"


class NotFound(Refusal):
    """No such thing, or none that this actor may know of: strangers cannot tell the two apart."""

    message_id = "not_found"


class Invalid(Refusal):
    """What was given cannot be used."""

    message_id = "invalid"


class InvalidPeriod(Invalid):
    """No such period. Parameter: `text`."""

    message_id = "invalid_period"


class InvalidDate(Invalid):
    """Not a date that can be read. Parameter: `text`."""

    message_id = "invalid_date"


class ImpossibleDate(InvalidDate):
    """A day, a month and a year could be read, but the calendar has no such day. Parameter: `text`."""

    message_id = "impossible_date"


class InvalidNumber(Invalid):
    """Not a number that can be read. Parameter: `text`."""

    message_id = "invalid_number"


class AmbiguousNumber(InvalidNumber):
    """Two readings differ by a factor of a thousand, so neither is taken. Parameter: `text`."""

    message_id = "ambiguous_number"


class Conflict(Refusal):
    """Someone else was here first; the person must look again and decide."""

    message_id = "conflict"


class Closed(Refusal):
    """The state of its life cycle forbids the act."""

    message_id = "closed"


class Unavailable(Refusal):
    """An optional part is not installed or not reachable; the rest goes on."""

    message_id = "unavailable"
