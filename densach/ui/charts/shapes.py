"""What every drawing is made of: values in, scales, and the frame of an SVG with its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from densach.kernel.numbers import Number, exact

INK: Final = "#1c2336"
INK_SOFT: Final = "#474e62"
LINE: Final = "#e0d5bf"
LINE_STRONG: Final = "#85795f"
PAPER: Final = "#fffdf7"
LAMP_EDGE: Final = "#9c5a00"
LAMP_TEXT: Final = "#8a4f00"
STATUS_COLOURS: Final = {
    "achieved": "#1b6a45",
    "on_track": "#1f5c93",
    "at_risk": "#955400",
    "off_track": "#a3232d",
    "no_data": "#5c6271",
}
# Of one letter at font size 1, a little too wide for most, so that words do not run into each other.
LETTER: Final = 0.56
SIZE: Final = 14


@dataclass(frozen=True)
class Point:
    """One figure with its name; `value` None leaves a gap, `provisional` draws it hollow."""

    label: str
    value: Number | None
    provisional: bool = False


@dataclass(frozen=True)
class Series:
    """One line of a trend: as many values as there are labels on the axis, None for a gap."""

    label: str
    values: Sequence[Number | None]


@dataclass(frozen=True)
class Chart:
    """A drawing with the table behind it, all in words already."""

    title: str
    svg: SafeString
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def place(value: float) -> str:
    """A coordinate, short and the same on every machine."""
    return f"{value:.1f}".removesuffix(".0")


def frame(
    width: float, height: float, title: str, desc: str, body: Sequence[str], extra: str = ""
) -> SafeString:
    """The SVG around `body`, with its name and its description for those who do not see it."""
    fit = "none" if "strip" in extra else "xMinYMid meet"
    told = f"<desc>{escape(desc)}</desc>" if desc else ""
    return mark_safe(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart{extra}" role="img" '
        f'viewBox="0 0 {place(width)} {place(height)}" preserveAspectRatio="{fit}">'
        f"<title>{escape(title)}</title>{told}{''.join(body)}</svg>"
    )


def words(
    x: float,
    y: float,
    text: str,
    *,
    size: int = SIZE,
    anchor: str = "start",
    kind: str = "text",
    bold: bool = False,
    halo: bool = False,
) -> str:
    """Text at a point; `kind` is text, strong or target-text; a halo parts it from lines behind it."""
    colour = {"strong": INK, "target-text": LAMP_TEXT}.get(kind, INK_SOFT)
    weight = ' font-weight="600"' if bold else ""
    if halo:
        weight += f' paint-order="stroke" stroke="{PAPER}" stroke-width="3" stroke-linejoin="round"'
    return (
        f'<text class="c-{kind}" x="{place(x)}" y="{place(y)}" font-size="{size}" text-anchor="{anchor}" '
        f'fill="{colour}"{weight}>{escape(text)}</text>'
    )


def rule(
    x1: float, y1: float, x2: float, y2: float, kind: str = "grid", width: float = 1, dash: str = ""
) -> str:
    """A straight line; `kind` is grid, axis or target."""
    colour = {"axis": LINE_STRONG, "target": LAMP_EDGE}.get(kind, LINE)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line class="c-{kind}" x1="{place(x1)}" y1="{place(y1)}" x2="{place(x2)}" y2="{place(y2)}" '
        f'stroke="{colour}" stroke-width="{place(width)}"{dashes}/>'
    )


def bar(x: float, y: float, width: float, height: float, kind: str = "bar", provisional: bool = False) -> str:
    """A filled bar, or a hollow one where the figure is provisional."""
    colour = STATUS_COLOURS.get(kind, LINE if kind == "track" else INK)
    if provisional:
        paint = f'class="c-bar-provisional" fill="{PAPER}" stroke="{INK}" stroke-width="1.5" stroke-dasharray="4 2"'
    else:
        paint = f'class="c-{kind}" fill="{colour}"'
    size = f'x="{place(x)}" y="{place(y)}" width="{place(max(width, 0))}" height="{place(max(height, 0))}"'
    return f"<rect {paint} {size}/>"


def round_top(highest: Fraction) -> Fraction:
    """The top of an axis: the first of 1, 2, 2.5, 4, 5 or 10 times a power of ten not below `highest`."""
    if highest <= 0:
        return Fraction(1)
    power = Fraction(1)
    while power * 10 <= highest:
        power *= 10
    while power > highest:
        power /= 10
    steps = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(4), Fraction(5), Fraction(10))
    return next(step * power for step in steps if step * power >= highest)


def top_of(values: Sequence[Number | None]) -> Fraction:
    """The round top for these values; unknown ones do not count."""
    return round_top(max((exact(value) for value in values if value is not None), default=Fraction(0)))


def clip(text: str, room: float, size: int = SIZE) -> str:
    """`text` cut with an ellipsis to what `room` holds."""
    letters = max(int(room / (size * LETTER)), 1)
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"
