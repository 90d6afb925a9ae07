"""Labels for spines and barcodes on sheets: where each stands, and what it says. Measures in millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import barcode
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Sheet:
    """A sheet of labels: columns by rows of `width` by `height`, the first at `left`, `top`, `gap_x`, `gap_y` apart."""

    code: str
    name: object
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    gap_x: float = 0
    gap_y: float = 0
    page: tuple[float, float] = (210, 297)

    @property
    def places(self) -> int:
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """Left and top of a place on its page, counted from 0 in reading order."""
        row, column = divmod(place % self.places, self.columns)
        return self.left + column * (self.width + self.gap_x), self.top + row * (self.height + self.gap_y)


SHEETS: Final = {
    one.code: one
    for one in (
        Sheet("a4-24", _("A4, 24 labels (3 × 8; 70 × 37 mm)"), 3, 8, 70, 37, 0, 0.5),
        Sheet("a4-65", _("A4, 65 labels (5 × 13; 38.1 × 21.2 mm)"), 5, 13, 38.1, 21.2, 4.7, 10.7, 2.5),
        Sheet("a4-40", _("A4, 40 labels (4 × 10; 48.5 × 25.4 mm)"), 4, 10, 48.5, 25.4, 8, 21.5),
        Sheet("roll-50-30", _("Roll, one label (50 × 30 mm)"), 1, 1, 50, 30, 0, 0, page=(50, 30)),
    )
}  # fmt: skip
SPINE: Final = "spine"
BARCODE: Final = "barcode"
BOTH: Final = "both"
# Modules left white before and after the bars.
QUIET: Final = 10
WHAT: Final = (
    (BOTH, _("spine label and barcode")),
    (SPINE, _("spine labels")),
    (BARCODE, _("barcodes")),
)


@dataclass(frozen=True)
class Label:
    """What a label says of one copy."""

    barcode: str
    call_number: str
    accession_number: str
    library: str
    title: str


@dataclass(frozen=True)
class Placed:
    """A label on a page (from 0), at a corner, as spine label or barcode."""

    page: int
    x: float
    y: float
    kind: str
    label: Label


def placed(labels: Sequence[Label], sheet: Sheet, what: str, first: int = 1) -> list[Placed]:
    """Each label in its place, beginning at place `first` (from 1) of the first page."""
    kinds = (SPINE, BARCODE) if what == BOTH else (what,)
    found = []
    place = max(0, first - 1)
    for label in labels:
        for kind in kinds:
            x, y = sheet.corner(place)
            found.append(Placed(place // sheet.places, x, y, kind, label))
            place += 1
    return found


def bars(code: str) -> str:
    """The code in Code 128 as SVG, bars alone with the quiet zone that scanners ask for. Signs that Code 128 has not
    are left out.
    """
    kept = "".join(sign for sign in code if 32 <= ord(sign) < 127) or "0"
    modules = str(barcode.get("code128", kept).build()[0])
    drawn, place = [], QUIET
    for sign, run in groupby(modules):
        wide = len(list(run))
        if sign == "1":
            drawn.append(f'<rect x="{place}" width="{wide}" height="10"/>')
        place += wide
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {place + QUIET} 10" preserveAspectRatio="none">'
    return f"{head}{''.join(drawn)}</svg>"


def spine_lines(call_number: str) -> list[str]:
    """A call number as it stands on a spine: a part a line, numbers before their decimals."""
    lines: list[str] = []
    for part in call_number.replace("/", " ").split():
        if len(part) > 9 and "." in part:
            whole, decimals = part.split(".", 1)
            lines += [whole, f".{decimals}"]
        else:
            lines.append(part)
    return lines[:5]
