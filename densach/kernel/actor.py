"""Who acts. Actions of every room take an `Actor`; the room `people` makes one from the signed-in account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol


class Actor(Protocol):
    """Someone, or something, that does an act and is named in the journal."""

    @property
    def id(self) -> int | None:
        """Number of the account; none for the system itself and for a visitor without account."""

    @property
    def name(self) -> str:
        """Name as the journal shows it."""

    def may(self, verb: str, organisation: object | None) -> bool:
        """Whether the verb ("plans.accept") is granted in this organisation, or anywhere at all for None."""


@dataclass(frozen=True)
class System:
    """The house itself, at the command line, in background work and in the demo: it may do everything."""

    id: int | None = None
    name: str = "Đèn Sách"

    def may(self, verb: str, organisation: object | None) -> bool:
        """Every verb, everywhere."""
        return True


@dataclass(frozen=True)
class Visitor:
    """Someone without an account: nothing is granted; public pages ask for no grant."""

    id: int | None = None
    name: str = ""

    def may(self, verb: str, organisation: object | None) -> bool:
        """No verb, nowhere."""
        return False


SYSTEM: Final = System()
VISITOR: Final = Visitor()
