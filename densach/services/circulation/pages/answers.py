"""The big line after a scan: yes, no or a question, with what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from densach.services.circulation.pages.reader import Shown
from densach.services.circulation.queries.counter import LoanLine

ICONS: Final = {
    "yes": "check-circle",
    "info": "info-circle",
    "ask": "question-circle",
    "no": "exclamation-octagon",
    "keep": "bookmark",
    "send": "truck",
}
Hidden = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Choice:
    """One of several that were meant; taking it sends the hidden fields to `url`."""

    label: str
    under: str
    url: str
    hidden: Hidden


@dataclass(frozen=True)
class Again:
    """The same act once more, against the rule, with a reason."""

    label: str
    url: str
    hidden: Hidden
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Act:
    """A line of what was just done; `undo_url` where it can be taken back by one press. `back`: the barcode that came
    back, so that its loan's line offers nothing more.
    """

    at: datetime
    icon: str
    words: str
    what: str
    undo_url: str = ""
    undo_label: str = ""
    undo_hidden: Hidden = ()
    confirm: str = ""
    back: str = ""


@dataclass(frozen=True)
class Answer:
    """`tone` is yes, info, ask, no or idle; `sign` another icon than the tone's; `reader` the card that stays open.

    `shown` brings the reader's panel anew, `closes` takes it away; else the panel stays as it is on the screen.
    """

    tone: str
    big: str
    item: str = ""
    detail: str = ""
    reader: str = ""
    sign: str = ""
    mode: str = ""
    opens: str = ""
    slip_url: str = ""
    slip_label: str = ""
    choices: tuple[Choice, ...] = ()
    again: Again | None = None
    shown: Shown | None = None
    closes: bool = False
    loan: LoanLine | None = None
    act: Act | None = None

    @property
    def icon(self) -> str:
        return ICONS.get(self.sign or self.tone, "info-circle")

    @property
    def refused(self) -> bool:
        return self.tone == "no"
