"""Who keeps what of a person: the register of holders, through which one person's data are told or erased.

Every room that keeps personal data registers one or more holders when the program starts (`AppConfig.ready`). The
rooms above this one are thereby reached without being known here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from densach.kernel.errors import Closed, Invalid
from densach.people.models import Person


@dataclass(frozen=True)
class Section:
    """A part of what is kept. `columns`: each key with its label (an English source sentence); rows: plain values."""

    code: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True)
class Outcome:
    """What became of a part when a person asked to be erased: gone, or kept by which law and until when.

    `what` and `law` are English source sentences, so that the answer can be read in either language years later.
    """

    what: str
    erased: bool
    law: str = ""
    until: date | None = None

    def as_json(self) -> dict[str, object]:
        until = self.until.isoformat() if self.until else None
        return {"what": self.what, "erased": self.erased, "law": self.law, "until": until}

    @classmethod
    def of_json(cls, told: Mapping[str, object]) -> Outcome:
        until = told.get("until")
        day = date.fromisoformat(str(until)) if until else None
        return cls(str(told["what"]), bool(told["erased"]), str(told.get("law") or ""), day)


Export = Callable[[Person], list[Section]]
Erase = Callable[[Person, datetime], list[Outcome]]


@dataclass(frozen=True)
class Holder:
    """A keeper of personal data. `order` places it among the others when a person is told or erased."""

    code: str
    export: Export
    erase: Erase
    order: int = 100


_HOLDERS: Final[dict[str, Holder]] = {}


def hold(holder: Holder) -> None:
    """Registers a holder; the same code again replaces it."""
    _HOLDERS[holder.code] = holder


def holders() -> list[Holder]:
    return sorted(_HOLDERS.values(), key=lambda one: (one.order, one.code))


def told(person: Person) -> list[Section]:
    """All that the house keeps of the person, room by room; parts without content are left out."""
    sections = [section for one in holders() for section in one.export(person)]
    return [section for section in sections if section.rows]


class RequestAnswered(Closed):
    """The request has its answer already. Parameter: `answered`."""

    message_id = "people.request_answered"


class RequestOpen(Closed):
    """The same was asked already and waits for its answer. Parameter: `asked`."""

    message_id = "people.request_open"


class ReasonNeeded(Invalid):
    """A refusal tells why."""

    message_id = "people.reason_needed"


class NotOnOwnData(Invalid):
    """One's own request is answered by somebody else."""

    message_id = "people.not_on_own_data"
