"""The drawing in a paper: a scale that no runaway figure bends, words that are not clipped, one page."""

from __future__ import annotations

import re
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from densach.programme.reports.queries.bars import Bar, bars_of

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*shares: Fraction) -> ElementTree.Element:
    bars = [Bar(f"Chỉ tiêu {place}", "70%", share, f"{share * 100}%") for place, share in enumerate(shares)]
    return ElementTree.fromstring(bars_of("Tỷ lệ", bars).svg)  # noqa: S314 (made here)


def lengths(svg: ElementTree.Element) -> list[float]:
    """The bars in ink, without their tracks."""
    return [float(one.get("width", "")) for one in svg.iter(f"{SVG}rect") if one.get("fill") == "#1a1a1a"]


def test_bars_are_as_long_as_their_shares() -> None:
    half, whole = lengths(drawn(Fraction(1, 2), Fraction(1)))
    assert whole == pytest.approx(2 * half, rel=0.01)


def test_a_bar_beyond_the_scale_is_cut_with_strokes_and_tells_its_true_figure() -> None:
    svg = drawn(Fraction(1, 2), Fraction(2973, 100))
    half, cut = lengths(svg)
    assert cut == pytest.approx(2.4 * half, rel=0.01)
    assert len([one for one in svg.iter(f"{SVG}line") if one.get("stroke-width") == "2.5"]) == 2
    assert "2973%" in [one.text for one in svg.iter(f"{SVG}text")]


def test_sixty_letters_of_a_target_stand_whole_on_a_line_of_their_own() -> None:
    label = "Trung tâm văn hóa xã, phường thường xuyên mở lớp năng khiếu"
    assert len(label) <= 60
    longer = f"{label}, duy trì câu lạc bộ"
    svg = bars_of(
        "Tỷ lệ", [Bar(label, "85%", Fraction(1), "100%"), Bar(longer, "85%", Fraction(1), "100%")]
    ).svg
    assert f">{label} – 85%<" in svg
    assert re.search(rf">{label}… – 85%<", svg)


@pytest.mark.parametrize("number", [1, 3, 20, 45])
def test_with_its_caption_it_fits_on_one_page(number: int) -> None:
    drawing = bars_of("Tỷ lệ", [Bar("Chỉ tiêu", "1", Fraction(1, 2), "50%")] * number)
    _x, _y, wide, high = map(float, re.search(r'viewBox="([^"]+)"', drawing.svg)[1].split())  # type: ignore[index]
    assert drawing.width <= 155
    assert drawing.width * high / wide <= 206
