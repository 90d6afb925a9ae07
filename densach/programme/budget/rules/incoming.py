"""What a row of a file of estimates asks for, once it was understood."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LineValues:
    """What a person says of a line. With quantity and price the amount may be left to be worked out."""

    content: str
    source: str
    kind: str
    asked: int | None = None
    task_id: int | None = None
    quantity: int | None = None
    unit: str = ""
    price: int | None = None


@dataclass(frozen=True)
class Wish:
    """A line to be added to an estimate."""

    estimate_id: int
    values: LineValues
