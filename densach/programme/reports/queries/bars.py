"""The drawing in a paper: how much of each target is reached, made to be read in black on white.

One row a target: its words, and under them a grey track whose end is the plan (100 %), with the bar in ink. The scale
ends at 120 %; a longer bar is cut there with two strokes and tells its true figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Final

_INK: Final = "#1a1a1a"
_GREY: Final = "#d4d4d4"
_WHITE: Final = "#ffffff"
# Lengths in points of the drawing, which is as wide as the text of the paper allows.
_WIDE: Final = 640.0
_BAR: Final = 520.0
_ROW: Final = 37.0
_HEAD: Final = 26.0
_SIZE: Final = 14
_LETTERS: Final = 60
_TOP: Final = Fraction(120, 100)
_WIDTH_MM: Final = 135.0
_TALLEST_MM: Final = 205.0


@dataclass(frozen=True)
class Bar:
    """A target's words, what the plan asks, the share of it that is reached, and how that prints."""

    label: str
    planned: str
    share: Fraction
    told: str


@dataclass(frozen=True)
class Drawing:
    """An SVG and its width in the paper, in mm: with its caption it fits on one page."""

    svg: str
    width: float


def bars_of(title: str, bars: Sequence[Bar]) -> Drawing:
    """The drawing of the bars in their order."""
    high = _HEAD + _ROW * len(bars)
    drawn = [_text(_x(Fraction(1)), 14, "100% kế hoạch", anchor="middle")]
    for place, bar in enumerate(bars):
        drawn += _row(bar, _HEAD + _ROW * place)
    told = "; ".join(f"{bar.label}: {bar.told}" for bar in bars)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE:g} {high:g}">'
        f"<title>{escape(title)}</title><desc>{escape(told)}</desc>{''.join(drawn)}</svg>"
    )
    return Drawing(svg, round(min(_WIDTH_MM, _TALLEST_MM * _WIDE / high), 1))


def _row(bar: Bar, y: float) -> list[str]:
    share = max(bar.share, Fraction(0))
    end = _x(min(share, _TOP))
    drawn = [
        _text(0, y + 13, f"{_clipped(bar.label)} – {bar.planned}"),
        _rect(0, y + 19, _x(Fraction(1)), 11, _GREY),
        _rect(0, y + 19, max(end, 1.5), 11, _INK),
    ]
    if share > _TOP:
        drawn += [_line(end - at, y + 33, end - at + 6, y + 16, _WHITE, width=2.5) for at in (18, 11)]
    # The plan's mark stands beside each bar only, so that it strikes through no word; in white where a bar passes it.
    plan = _x(Fraction(1))
    drawn.append(_line(plan, y + 16, plan, y + 33, _WHITE if share > 1 else _INK, width=1.5))
    beside = max(end, _x(Fraction(1)) if share < 1 else end) + 8
    drawn.append(_text(beside, y + 29, bar.told, bold=True))
    return drawn


def _x(share: Fraction) -> float:
    return round(float(share / _TOP) * _BAR, 1)


def _clipped(text: str) -> str:
    if len(text) <= _LETTERS:
        return text
    # Whole words where there are any.
    kept = text[: _LETTERS + 1]
    return (kept.rsplit(" ", 1)[0] if " " in kept else kept[:_LETTERS]).rstrip(" ,;-–") + "…"


def _text(x: float, y: float, told: str, *, anchor: str = "start", bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-family="Times New Roman, Tinos, Liberation Serif, serif" '
        f'font-size="{_SIZE}" text-anchor="{anchor}" fill="{_INK}"{weight}>{escape(told)}</text>'
    )


def _rect(x: float, y: float, wide: float, high: float, colour: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" fill="{colour}"/>'


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, dash: str = "", width: float = 1) -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{colour}" stroke-width="{width:g}"{dashed}/>'
