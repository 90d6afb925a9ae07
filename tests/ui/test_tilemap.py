"""Maps of tiles: where each stands, what it says without colours, and the day at which a page is read."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from datetime import date

import pytest
from django.http import QueryDict

from densach.ui import daywise
from densach.ui.tilemap import LOOKS, Look, Tile, draw, in_rows

LEGEND = (Look("has", "có"), Look("lacks", "chưa có"))
SVG = "{http://www.w3.org/2000/svg}"
TODAY = date(2026, 11, 20)


def parsed(drawn: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawn)  # noqa: S314 (made here)


def test_a_tile_is_a_link_that_says_place_and_look_in_words() -> None:
    made = draw([Tile(3, 2, "Xã An Tiến", "has", "/x/", "2 thư viện")], LEGEND, "Bản đồ")
    link = parsed(made.svg).find(f"{SVG}a")
    assert link is not None
    assert link.get("href") == "/x/"
    assert link.get("aria-label") == "Xã An Tiến: 2 thư viện: có"
    assert link.findtext(f"{SVG}title") == link.get("aria-label")


def test_the_map_begins_at_its_first_column_and_row() -> None:
    drawn = parsed(draw([Tile(7, 9, "A", "has"), Tile(8, 9, "B", "lacks")], LEGEND, "x").svg)
    assert [one.get("transform") for one in drawn] == ["translate(0 0)", "translate(44 0)"]
    assert drawn.get("viewBox") == "0 0 84 40"


def test_keys_walk_from_top_to_bottom_whatever_the_order_given() -> None:
    tiles = [Tile(0, 1, "C", "has", "/c"), Tile(1, 0, "B", "has", "/b"), Tile(0, 0, "A", "lacks", "/a")]
    made = draw(tiles, LEGEND, "x")
    assert [one.get("href") for one in parsed(made.svg)] == ["/a", "/b", "/c"]
    assert [tile.label for tile, _look in made.rows] == ["C", "B", "A"]


def test_the_legend_counts_each_look() -> None:
    made = draw([Tile(0, 0, "A", "has"), Tile(1, 0, "B", "has")], LEGEND, "x")
    assert [(key.look.words, key.number) for key in made.legend] == [("có", 2), ("chưa có", 0)]


def test_every_look_has_a_mark_or_a_box_of_its_own_shape() -> None:
    shapes = set()
    for drawn in LOOKS.values():
        root = parsed(f"<g>{drawn}</g>")
        shapes.add(
            tuple((part.tag, part.get("d"), part.get("r"), part.get("stroke-dasharray")) for part in root)
        )
    assert len(shapes) == len(LOOKS)


def test_a_map_without_links_is_one_picture() -> None:
    assert 'role="img"' in draw([Tile(0, 0, "A", "has")], LEGEND, "x").svg
    assert 'role="group"' in draw([Tile(0, 0, "A", "has", "/a")], LEGEND, "x").svg


def test_two_tiles_in_one_cell_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="one cell"):
        draw([Tile(0, 0, "A", "has"), Tile(0, 0, "B", "has")], LEGEND, "x")


def test_names_cannot_break_out_of_the_drawing() -> None:
    drawn = draw([Tile(0, 0, '<b onclick="x">', "has", '/"><script>')], LEGEND, "<i>").svg
    assert "<b" not in drawn
    assert "<script" not in drawn
    parsed(drawn)


def test_an_empty_map_is_drawn_too() -> None:
    parsed(draw([], LEGEND, "x").svg)


@pytest.mark.parametrize("number", [0, 1, 2, 7, 103, 124, 800])
def test_places_without_positions_stand_in_rows_one_in_a_cell(number: int) -> None:
    cells = in_rows(number)
    assert len(set(cells)) == number
    assert cells == sorted(cells, key=lambda cell: (cell[1], cell[0]))


@pytest.mark.parametrize(
    ("written", "on", "is_past"),
    [
        ("", TODAY, False),
        ("2025-06-30", date(2025, 6, 30), True),
        ("30/6/2025", date(2025, 6, 30), True),
        ("2026-11-20", TODAY, False),
        ("31/02/2025", TODAY, False),
    ],
)
def test_the_address_names_the_day_at_which_a_page_is_read(written: str, on: date, is_past: bool) -> None:
    asked = daywise.asked_of(QueryDict(f"ngay={written}"), TODAY)
    assert (asked.on, asked.is_past) == (on, is_past)


def test_what_is_no_day_is_told_back() -> None:
    assert daywise.asked_of(QueryDict("ngay=hôm qua"), TODAY).unread == "hôm qua"


def test_links_carry_the_day_on() -> None:
    past = daywise.asked_of(QueryDict("ngay=30/6/2025"), TODAY)
    assert (past.query, past.more) == ("?ngay=2025-06-30", "&ngay=2025-06-30")
    assert daywise.asked_of(QueryDict(""), TODAY).query == ""


def test_a_name_on_a_tile_leaves_its_mark_in_the_corner() -> None:
    link = parsed(draw([Tile(0, 0, "Tỉnh Vĩnh Long", "has", short="Vĩnh\nLong")], LEGEND, "x").svg)[0]
    assert [span.text for span in link.iter(f"{SVG}tspan")] == ["Vĩnh", "Long"]
    assert link.find(f"{SVG}g/{SVG}path") is not None
