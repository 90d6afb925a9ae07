from __future__ import annotations

import xml.etree.ElementTree as ET
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from densach.ui import charts
from densach.ui.charts.shapes import round_top

SVG = "{http://www.w3.org/2000/svg}"

pytestmark = pytest.mark.usefixtures("in_vietnamese")


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  # drawn by ourselves a moment ago


def bars(svg: str) -> list[ET.Element]:
    return list(parsed(svg).iter(f"{SVG}rect"))


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in parsed(svg).iter(f"{SVG}text")]


MONTHS = [
    charts.Point("01/2026", 50),
    charts.Point("02/2026", None),
    charts.Point("03/2026", 100, provisional=True),
]
ALL = [
    charts.bar_chart("Lượt bạn đọc", MONTHS, unit="lượt", target=80),
    charts.rank_chart("Theo đơn vị", MONTHS, unit="lượt"),
    charts.line_chart("Theo năm", ["2025", "2026"], [charts.Series("Thư viện", [1, None])], target=2),
    charts.status_strip("Tình trạng", {"achieved": 2, "at_risk": 1}),
    charts.bar_chart("Trống", []),
    charts.rank_chart("Trống", []),
    charts.line_chart("Trống", [], []),
    charts.status_strip("Trống", {}),
]


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: chart.title)
def test_every_drawing_tells_its_name_and_content_to_those_who_do_not_see_it(chart: charts.Chart) -> None:
    drawing = parsed(chart.svg)
    assert drawing.get("role") == "img"
    assert drawing.findtext(f"{SVG}title") == chart.title
    for row in chart.rows:
        assert row[0] in (drawing.findtext(f"{SVG}desc") or "")


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: chart.title)
def test_no_drawing_carries_style_or_script(chart: charts.Chart) -> None:
    for element in parsed(chart.svg).iter():
        assert "style" not in element.attrib
        assert not any(name.startswith("on") for name in element.attrib)
        assert element.tag not in {f"{SVG}script", f"{SVG}style"}


def test_a_drawing_stands_alone_in_a_report_by_its_own_colours() -> None:
    assert all(bar.get("fill", "").startswith("#") for bar in bars(ALL[0].svg))


def test_the_table_behind_a_chart_says_which_figures_are_missing_or_provisional() -> None:
    assert ALL[0].header == ("", "lượt")
    assert ALL[0].rows == (("01/2026", "50"), ("02/2026", "–"), ("03/2026", "100 (tạm tính)"))


def test_bars_are_as_high_as_their_figures() -> None:
    half, whole = bars(charts.bar_chart("x", [charts.Point("a", 50), charts.Point("b", 100)]).svg)
    assert float(whole.attrib["height"]) == pytest.approx(2 * float(half.attrib["height"]), abs=0.2)


def test_a_missing_figure_has_no_bar_and_a_zero_has_one() -> None:
    assert len(bars(charts.bar_chart("x", [charts.Point("a", None)]).svg)) == 0
    assert len(bars(charts.bar_chart("x", [charts.Point("a", 0)]).svg)) == 1


def test_a_gap_in_a_trend_breaks_the_line() -> None:
    series = [charts.Series("x", [1, 2, None, 3, 4])]
    drawing = parsed(charts.line_chart("x", list("abcde"), series).svg)
    assert len(list(drawing.iter(f"{SVG}polyline"))) == 2


def test_lines_differ_by_dashes_as_well_as_by_colour() -> None:
    series = [charts.Series(name, [1, 2]) for name in "abc"]
    drawing = parsed(charts.line_chart("x", ["1", "2"], series).svg)
    strokes = {(line.get("stroke"), line.get("stroke-dasharray")) for line in drawing.iter(f"{SVG}polyline")}
    assert len({colour for colour, _ in strokes}) == len({dash for _, dash in strokes}) == 3


def test_a_series_of_another_length_than_the_labels_is_refused() -> None:
    with pytest.raises(ValueError, match="as many values"):
        charts.line_chart("x", ["2025", "2026"], [charts.Series("x", [1])])


def test_names_under_many_bars_do_not_run_into_each_other() -> None:
    points = [charts.Point(f"{month:02d}/{year}", 1) for year in (2024, 2025, 2026) for month in range(1, 13)]
    shown = [text for text in texts(charts.bar_chart("x", points).svg) if "/" in text]
    assert 2 <= len(shown) <= 8


def test_what_people_named_is_escaped() -> None:
    chart = charts.rank_chart("<b>", [charts.Point("<script>alert(1)</script>", 1)])
    assert "<script>" not in chart.svg
    assert "<b>" not in chart.svg


@pytest.mark.parametrize("highest", [1, 2, 3, 5, 7, 10, 25, 40, 1000])
def test_people_come_whole_on_the_axis_too(highest: int) -> None:
    drawn = charts.bar_chart("x", [charts.Point("9h", highest), charts.Point("10h", 0)])
    assert not [text for text in texts(drawn.svg) if "," in text]


@given(st.fractions(min_value=0, max_value=10**9))
def test_the_top_of_an_axis_is_round_and_never_below_the_figures(highest: Fraction) -> None:
    top = round_top(highest)
    assert top >= highest
    assert top > 0
    assert highest == 0 or top <= highest * Fraction(5, 2)


def test_progress_shows_the_value_the_target_and_what_is_expected_by_now() -> None:
    drawing = charts.progress_bar(30, 45, 60, "Tiến độ", "at_risk")
    track, value = bars(drawing)
    assert float(value.attrib["width"]) == pytest.approx(float(track.attrib["width"]) / 2)
    assert "c-at_risk" in value.attrib["class"]
    tick = next(line for line in parsed(drawing).iter(f"{SVG}line") if line.get("class") == "c-target")
    assert float(tick.attrib["x1"]) == pytest.approx(float(track.attrib["width"]) * 0.75)


def test_progress_past_the_target_stays_inside_and_marks_the_target() -> None:
    drawing = charts.progress_bar(120, None, 60, "Tiến độ")
    track, value = bars(drawing)
    assert value.attrib["width"] == track.attrib["width"]
    mark = next(line for line in parsed(drawing).iter(f"{SVG}line") if line.get("class") == "c-axis")
    assert float(mark.attrib["x1"]) == pytest.approx(float(track.attrib["width"]) / 2)


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ((41, Fraction(109, 2), 87, "đơn vị"), "41/87 đơn vị; đến nay cần đạt 54,5"),
        (
            (1204650, Fraction(2360001, 2), 2970000, "lượt"),
            "1.204.650/2.970.000 lượt; đến nay cần đạt 1.180.000",
        ),
        ((None, 3, 9, ""), "chưa có số liệu, chỉ tiêu 9; đến nay cần đạt 3"),
        ((5, None, None, "lớp"), "5 lớp"),
    ],
)
def test_progress_says_in_words_what_it_draws(
    figures: tuple[int | None, Fraction | int | None, int | None, str], said: str
) -> None:
    assert charts.progress_words(*figures, "vi") == said


def test_the_strip_of_statuses_is_parted_by_their_counts() -> None:
    done, risky = bars(charts.status_strip("x", {"achieved": 3, "at_risk": 1}).svg)
    assert float(done.attrib["width"]) > 2.9 * float(risky.attrib["width"])
