"""Cells for a tile map: each area of today gets one near where it lies, and no two share one."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from tools.areas.names import Units

# The provinces are few and everyone knows their shape, so their cells are set by hand: row by row, from the north.
PROVINCES = (
    ". lai-chau lao-cai tuyen-quang cao-bang . .",
    "dien-bien son-la phu-tho thai-nguyen bac-ninh lang-son .",
    ". . ha-noi hung-yen hai-phong quang-ninh .",
    ". . thanh-hoa ninh-binh . . .",
    ". . nghe-an . . . .",
    ". . ha-tinh . . . .",
    ". . . quang-tri . . .",
    ". . . hue da-nang . .",
    ". . . gia-lai quang-ngai . .",
    ". . . . dak-lak . .",
    ". tay-ninh dong-nai lam-dong khanh-hoa . .",
    "an-giang dong-thap ho-chi-minh . . . .",
    "can-tho vinh-long . . . . .",
    "ca-mau . . . . . .",
)
# So many cells for each commune: room enough that hills stay thin and towns stay dense.
ROOM = 1.25
# How far from the middle a place may pull, in times the middle half: islands are far, codes may be wrong.
REACH = 1.8
Point = tuple[float, float]
Cell = tuple[int, int]


def grid(units: Units, codes: dict[str, str]) -> Iterator[tuple[str, int, int]]:
    """(code, column, row) from the upper left corner, for the provinces of the nation and the communes of each."""
    for row, line in enumerate(PROVINCES):
        for column, code in enumerate(line.split()):
            if code != ".":
                yield code, column, row
    inside: dict[str, list[tuple[str, Point]]] = defaultdict(list)
    for province, ward, *_names, latitude, longitude in units.now:
        inside[province].append((codes[f"{province}_{ward}"], (longitude, -latitude)))
    for places in inside.values():
        cells = _cells([point for _code, point in places])
        for (code, _point), (column, row) in zip(places, cells, strict=True):
            yield code, column, row


def _cells(points: list[Point]) -> list[Cell]:
    across, down = (_spread([point[axis] for point in points]) for axis in (0, 1))
    width = max(max(across) - min(across), 1e-6)
    height = max(max(down) - min(down), 1e-6)
    wanted = len(points) * ROOM
    columns = max(1, round(math.sqrt(wanted * width / height)))
    rows = math.ceil(wanted / columns)
    told = list(zip(_levelled(across, columns), _levelled(down, rows), strict=True))
    free = [(column, row) for row in range(rows) for column in range(columns)]
    chosen = [free[place] for place in assign([[_far(point, cell) for cell in free] for point in told])]
    return _trimmed(chosen)


def _spread(values: list[float]) -> list[float]:
    """The values with what lies far out drawn in."""
    ordered = sorted(values)
    middle, low, high = (ordered[len(ordered) * part // 4] for part in (2, 1, 3))
    reach = max(high - low, 1e-6) * REACH
    return [min(max(value, middle - reach), middle + reach) for value in values]


def _levelled(values: list[float], size: int) -> list[float]:
    """Half the true distance, half the order: neighbours stay neighbours and no corner is crowded."""
    low, high = min(values), max(values)
    order = sorted(range(len(values)), key=lambda place: (values[place], place))
    rank = {place: number for number, place in enumerate(order)}
    last = max(len(values) - 1, 1)
    return [
        (size - 1) * (0.5 * (value - low) / max(high - low, 1e-6) + 0.5 * rank[place] / last)
        for place, value in enumerate(values)
    ]


def _far(point: Point, cell: Cell) -> float:
    return (point[0] - cell[0]) ** 2 + (point[1] - cell[1]) ** 2


def _trimmed(cells: list[Cell]) -> list[Cell]:
    """Without empty columns and rows."""
    columns, rows = (sorted({cell[axis] for cell in cells}) for axis in (0, 1))
    return [(columns.index(column), rows.index(row)) for column, row in cells]


def assign(costs: list[list[float]]) -> list[int]:
    """For each line another column so that the sum is least: the Hungarian method in Jonker and Volgenant's form."""
    lines, columns = len(costs), len(costs[0])
    line_price, column_price = [0.0] * (lines + 1), [0.0] * (columns + 1)
    holder, came = [0] * (columns + 1), [0] * (columns + 1)
    for line in range(1, lines + 1):
        holder[0], at = line, 0
        least, seen = [math.inf] * (columns + 1), [False] * (columns + 1)
        while holder[at]:
            seen[at] = True
            at = _step(costs, holder[at], at, (line_price, column_price, least), seen, came)
            _reprice(at, (line_price, column_price, least), seen, holder)
        while at:
            holder[at] = holder[came[at]]
            at = came[at]
    found = [0] * lines
    for column in range(1, columns + 1):
        if holder[column]:
            found[holder[column] - 1] = column - 1
    return found


Prices = tuple[list[float], list[float], list[float]]


def _step(
    costs: list[list[float]], line: int, at: int, prices: Prices, seen: list[bool], came: list[int]
) -> int:
    """Looks from one line along all columns not yet seen; the nearest of them is next."""
    line_price, column_price, least = prices
    row, price = costs[line - 1], line_price[line]
    nearest, best = 0, math.inf
    for column in range(1, len(seen)):
        if seen[column]:
            continue
        cost = row[column - 1] - price - column_price[column]
        if cost < least[column]:
            least[column], came[column] = cost, at
        if least[column] < best:
            best, nearest = least[column], column
    return nearest


def _reprice(nearest: int, prices: Prices, seen: list[bool], holder: list[int]) -> None:
    line_price, column_price, least = prices
    delta = least[nearest]
    for column, is_seen in enumerate(seen):
        if is_seen:
            line_price[holder[column]] += delta
            column_price[column] -= delta
        else:
            least[column] -= delta
