"""What a room above declares so that files of its rows can be sent: columns, and what a row means.

    sheet = Sheet(code="institutions", …, check=check, take_in=take_in, hindrances=hindrances, undo=undo)
    register(sheet)      # in AppConfig.ready()

The room of incoming files knows no more of a sheet than stands here: it keeps the file and the rows, asks the sheet
what becomes of each, shows it, and lets a person take them in and undo it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override

from densach.formats.tables import Column as HeadColumn
from densach.intake.models import RowAnswer
from densach.intake.rules import UnknownSheet
from densach.kernel.actor import Actor
from densach.kernel.dates import today

Words = str | Promise
# The answer to any question that the row is to be left out.
LEFT_OUT: Final = "-"
# A sentence for a person: message id and parameters, as JSON can hold them.
Told = list[Any]


def told(message_id: str, /, **params: object) -> Told:
    """A sentence as it is kept with a row; days become text that reads as a day again."""
    return [message_id, {name: _plain(value) for name, value in params.items()}]


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


@dataclass(frozen=True)
class Choice:
    """One answer to a question: what is kept of it, what the person reads, and why it is proposed."""

    value: str
    label: str
    reason: Told | None = None


def question(message_id: str, column: str, words: str, choices: Sequence[Choice], **params: object) -> Told:
    """A question about what stands in a column. One answer holds for all rows with the same words there."""
    found = told(message_id, words=words, **params)
    found[1]["column"] = column
    found[1]["choices"] = [[one.value, one.label, one.reason] for one in choices]
    return found


def difference(column: str, before: str, after: str) -> Told:
    """What a row would change in one column."""
    return told("intake.differs", column=column, before=before, after=after)


@dataclass(frozen=True)
class Column:
    """A column of the sheet. `choices` are the words that may stand in it, told in the template."""

    code: str
    label: Words
    aliases: tuple[str, ...] = ()
    required: bool = False
    help: Words = ""
    example: str = ""
    choices: tuple[Words, ...] = ()
    width: int = 18


@dataclass(frozen=True)
class Given:
    """A row as it was sent, and what a person answered to its questions (column → chosen value)."""

    number: int
    cells: Mapping[str, str]
    chosen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What would become of a row. `plan` is the sheet's own, handed back to it when the rows are taken in."""

    answer: RowAnswer
    said: Sequence[Told] = ()
    plan: Any = None


@dataclass(frozen=True)
class Sending:
    """Who sends, when, for which place, with which settings."""

    actor: Actor
    at: datetime
    place_code: str
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def on(self) -> date:
        return today(self.at)


Made = dict[str, Any]


def _no_offers(_sending: Sending, _column: str) -> Sequence[tuple[str, str]]:
    return ()


def _about_nothing(_actor: Actor, _key: str) -> tuple[str, str] | None:
    return None


@dataclass(frozen=True)
class Sheet:
    """A kind of file. `verb` is asked of whoever sends it, in the place for which it is sent.

    `check` writes nothing. `take_in` gets the rows that are new or changed, with their verdicts, inside a
    transaction, and gives for each row what was made. `hindrances` tells by row why it cannot be undone; `undo` is
    called when nothing hinders. `link` is the address of what a row made. `offers`: what a person may answer to a
    question about a column besides its proposals, value and label. `dated`: rows without a day of their own need one.
    `about`: what a file may be sent about from its own page, by the key that the address brings: the code of the place
    and a name, None for what the sender may not send about; `check` finds the key in the settings, under "about".
    """

    code: str
    name: Words
    lead: Words
    icon: str
    verb: str
    columns: tuple[Column, ...]
    places: Callable[[Actor, date], Sequence[tuple[str, str]]]
    check: Callable[[Sending, Sequence[Given]], Sequence[Verdict]]
    take_in: Callable[[Sending, Sequence[tuple[Given, Verdict]]], Mapping[int, Made]]
    hindrances: Callable[[Sending, Mapping[int, Made]], Mapping[int, Told]]
    undo: Callable[[Sending, Mapping[int, Made]], None]
    link: Callable[[Made], str]
    since_label: Words = ""
    since_help: Words = ""
    dated: bool = True
    offers: Callable[[Sending, str], Sequence[tuple[str, str]]] = _no_offers
    about: Callable[[Actor, str], tuple[str, str] | None] = _about_nothing

    def head(self) -> tuple[HeadColumn, ...]:
        """The columns as the reader of tables knows them: by label in either language, alias and code."""
        return tuple(
            HeadColumn(one.code, (str(one.label), *_in_every_language(one.label), *one.aliases), one.required)
            for one in self.columns
        )

    def column(self, code: str) -> Column | None:
        return next((one for one in self.columns if one.code == code), None)


def _in_every_language(words: Words) -> Iterator[str]:
    """A template taken in one language is sent in the other."""
    for code, _name in settings.LANGUAGES:
        with override(code):
            yield str(words)


_SHEETS: dict[str, Sheet] = {}


def register(sheet: Sheet) -> None:
    """Declares a sheet; a second one of the same code takes the place of the first."""
    _SHEETS[sheet.code] = sheet


def every() -> list[Sheet]:
    """All sheets, in the order in which they were declared."""
    return list(_SHEETS.values())


def by_code(code: str) -> Sheet:
    try:
        return _SHEETS[code]
    except KeyError:
        raise UnknownSheet(sheet=code) from None
