"""Where the tile of each commune stands, and a province drawn with one commune lit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from densach.organisations import queries
from densach.organisations.models import Area
from densach.ui.tilemap import Tile, TileMap, draw, in_rows


def cells_of(area: Area, ids: Sequence[int], on: date) -> tuple[dict[int, tuple[int, int]], bool]:
    """Column and row of each of these parts of the area, and whether they tell where the part lies: of the maps of
    former days no positions are known, so their parts stand in rows in the order given.
    """
    grid = queries.grid_of(area, on) if ids else {}
    if ids and all(key in grid for key in ids):
        return {key: grid[key] for key in ids}, True
    return dict(zip(ids, in_rows(len(ids)), strict=True)), False


def locator(area_id: int, province: Area, on: date, title: str) -> TileMap | None:
    """The province with one commune lit, as a picture; none where the commune or its position is not known."""
    cells = queries.grid_of(province, on)
    if area_id not in cells:
        return None
    names = queries.area_names(cells, on)
    tiles = [
        Tile(*cell, names.get(key, ""), "here" if key == area_id else "outside")
        for key, cell in cells.items()
    ]
    return draw(tiles, (), title)
