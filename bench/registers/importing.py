"""A file of 3,000 institutions: read, checked, taken in, taken back. Limit of the issue: 20 s for check and taking in.

A third of the places are told by a name of before 2025-07-01, which a person answers once for each name.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

import xlsxwriter

from densach.files.actions import Upload
from densach.intake import actions as intake
from densach.intake import queries as batches
from densach.intake import sheets
from densach.kernel.actor import SYSTEM
from densach.organisations import actions, queries

AT: Final = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TODAY: Final = date(2026, 11, 20)
SINCE: Final = date(2025, 7, 1)
BEFORE: Final = date(2025, 6, 30)
PROVINCE: Final = "vinh-long"
LIMIT: Final = 20
HEAD: Final = ("Tên", "Loại", "Nơi", "Từ ngày", "Trụ sở", "Điện thoại", "Tên khác")
KINDS: Final = ("phòng đọc sách", "nhà văn hóa ấp", "câu lạc bộ", "trung tâm học tập cộng đồng")


def figures(scale: float) -> Iterator[Mapping[str, Any]]:
    """The province has a committee in each of its communes, as in the demo; the map was loaded by `areas`."""
    number = max(100, round(3_000 * scale))
    place = _province()
    told: dict[str, float] = {}
    began = time.perf_counter()
    batch = intake.send(
        at=AT,
        actor=SYSTEM,
        sheet=sheets.by_code("institutions"),
        place_code=place,
        upload=Upload("co-so.xlsx", _workbook(number)),
        settings={"since": TODAY.isoformat(), "place_name": place},
    )
    told["check"] = time.perf_counter() - began
    asked = batches.questions(batch)
    began = time.perf_counter()
    intake.answer(at=AT, actor=SYSTEM, batch=batch, answers={one.key: one.choices[0][0] for one in asked})
    told["answers"] = time.perf_counter() - began
    began = time.perf_counter()
    taken = intake.take_in(at=AT, actor=SYSTEM, batch=batch)
    told["taking in"] = time.perf_counter() - began
    began = time.perf_counter()
    intake.undo(at=AT, actor=SYSTEM, batch=batch)
    told["taking back"] = time.perf_counter() - began
    seconds = told["check"] + told["taking in"]
    yield {
        "figure": "a file of institutions, checked and taken in",
        "rows": number,
        "taken_in": taken,
        "questions": len(asked),
        "seconds": round(seconds, 2),
        "limit": LIMIT,
        "within": seconds <= LIMIT,
        **{f"seconds_{name.replace(' ', '_')}": round(value, 2) for name, value in told.items()},
    }


def _province() -> str:
    """The committee of the province with those of its communes; gives its code."""
    province = queries.area_by_code(PROVINCE)
    top = _committee(
        f"ubnd-{PROVINCE}", queries.area_name(province.pk, TODAY), province.code, "province", None
    )
    for _key, code, name in queries.communes_of(province, TODAY):
        _committee(f"ubnd-{code}", name, code, "commune", top)
    return f"ubnd-{PROVINCE}"


def _committee(code: str, name: str, area: str, level: str, parent: Any) -> Any:
    return actions.found(
        at=AT,
        actor=SYSTEM,
        code=code,
        name=f"Ủy ban nhân dân {name[:1].lower()}{name[1:]}",
        kind="peoples_committee",
        level=level,
        area=queries.area_by_code(area),
        since=SINCE,
        parent=parent,
    )


def _workbook(number: int) -> bytes:
    communes = [name for _key, _code, name in queries.communes_of(queries.area_by_code(PROVINCE), TODAY)]
    former = queries.area_by_code("tra-vinh.den-2025")
    older = [f"{name}, tỉnh Trà Vinh" for _key, _code, name in queries.communes_of(former, BEFORE)][:40]
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    page = book.add_worksheet("Cơ sở")
    page.write_row(0, 0, HEAD)
    for line in range(number):
        kind = KINDS[line % len(KINDS)]
        commune = communes[line % len(communes)]
        place = older[line % len(older)] if line % 3 == 0 else commune
        name = f"{kind.capitalize()} số {line + 1}"
        row = (name, kind, place, "01/03/2026", f"Ấp {line + 1}", f"0270 38{line:05d}", f"Điểm {line + 1}")
        page.write_row(line + 1, 0, row)
    book.close()
    return file.getvalue()
