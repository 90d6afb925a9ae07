"""A file of 50,000 records taken in and taken back; pymarc's plain reading of it beside. Limit: 1,750 records/s.

Taking in is reading, validation, matching, headings, the index of searching, copies and what undo needs. The real files
of ../shared/data/library are measured too where they are.
"""

from __future__ import annotations

import gc
import random
import resource
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pymarc
from django.core.management import call_command

from densach.formats.marc import Marc, control, data
from densach.formats.marc.iso2709 import write
from densach.formats.marc.reading import records
from densach.kernel.actor import SYSTEM
from densach.organisations import actions as organisations
from densach.organisations.models import Organisation
from densach.services.catalogue.actions.importing import import_records, undo
from densach.services.catalogue.actions.seeding import seed_item_types
from densach.services.catalogue.rules.importing import Options

AT: Final = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
LIMIT: Final = 1_750
SEED: Final = 20261120
SHARED: Final = Path(__file__).parents[3] / "shared" / "data" / "library" / "marc"
REAL: Final = ("vietnamese-10000.mrc", "uva_001_2000.mrc", "jazz_1k.mrc")
_TEXT: Final = (
    "đất phương nam mùa lá rụng trong vườn tuổi thơ dữ dội sông nước cửu long lịch sử văn hóa dân gian người khmer "
    "truyện ngắn chọn lọc thơ tình quê hương cây lúa kỹ thuật trồng nuôi tôm bệnh học nhập môn giáo trình toán cao cấp "
    "vật lý đại cương hóa hữu cơ sinh thái môi trường kinh tế thị trường pháp luật hành chính nông thôn mới đường lên "
    "biển đảo chiến tranh hòa bình mẹ con cha trường học thầy trò bếp lửa mưa nắng gió bấc mắt biếc hoa vàng cỏ xanh"
)
_WORDS: Final = tuple(_TEXT.split())
_FAMILIES: Final = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Huỳnh",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Thạch",
    "Sơn",
    "Lý",
)
_MIDDLES: Final = ("Văn", "Thị", "Hữu", "Ngọc", "Minh", "Thanh", "Quang", "Đình", "Xuân", "Kim")
_GIVEN: Final = ("An", "Bình", "Châu", "Dũng", "Giang", "Hà", "Hạnh", "Khánh", "Lan", "Mai", "Nam", "Oanh", "Phúc",
                 "Quyên", "Sơn", "Tâm", "Uyên", "Vinh", "Yến", "Đức")  # fmt: skip
_PUBLISHERS: Final = (
    "Văn học",
    "Kim Đồng",
    "Trẻ",
    "Giáo dục Việt Nam",
    "Khoa học xã hội",
    "Nông nghiệp",
    "Phụ nữ",
)
_PLACES: Final = ("Hà Nội", "Thành phố Hồ Chí Minh", "Cần Thơ", "Đà Nẵng")


def figures(scale: float) -> Iterator[Mapping[str, Any]]:
    """First the grown file, then the real ones."""
    library = _library()
    with TemporaryDirectory(prefix="densach-grown-") as folder:
        file = Path(folder) / "50000.mrc"
        with file.open("wb") as out:
            for one in grown_one_by_one(max(1_000, round(50_000 * scale))):
                out.write(one)
        yield _measured("a file of grown records taken in", file, library, limit=LIMIT)
    for name in REAL:
        if (path := SHARED / name).is_file():
            yield _measured("a real file taken in", path, library)


def _library() -> Organisation:
    call_command("migrate", verbosity=0)
    gc.collect()  # what the migrations left behind is no part of an import
    seed_item_types()
    since = date(2020, 1, 1)
    nation = organisations.found_area(
        at=AT, actor=SYSTEM, code="nuoc-do", name="Nước đo", kind="nation", level="nation", since=since
    )
    province = organisations.found_area(
        at=AT, actor=SYSTEM, code="tinh-do", name="Tỉnh đo", kind="province", level="province", since=since,
        parent=nation,
    )  # fmt: skip
    return organisations.found(
        at=AT, actor=SYSTEM, code="thu-vien-do", name="Thư viện đo", kind="public_library", level="province",
        area=province, since=since,
    )  # fmt: skip


class _Memory:
    """The most that the process held of its own, without the pages of files that are mapped into it."""

    def __init__(self) -> None:
        self.before = self.most = self._now()

    def look(self, _number: int = 0) -> None:
        self.most = max(self.most, self._now())

    def _now(self) -> int:
        """MB; 0 where the system does not tell."""
        told = Path("/proc/self/status")
        lines = told.read_text().splitlines() if told.exists() else []
        return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("RssAnon")), 0)


def _measured(figure: str, path: Path, library: Organisation, limit: float = 0.0) -> Mapping[str, Any]:
    name = path.name
    began = time.perf_counter()
    with path.open("rb") as file:
        plain = sum(1 for _one in pymarc.MARCReader(file, hide_utf8_warnings=True))
    reading = time.perf_counter() - began
    memory = _Memory()
    began, worked = time.perf_counter(), time.process_time()
    with path.open("rb") as file:
        done = import_records(
            at=AT, actor=SYSTEM, library=library, reads=records(file, "mrc", name), name=name, form="mrc",
            options=Options(), progress=memory.look,
        )  # fmt: skip
    taking, worked = time.perf_counter() - began, time.process_time() - worked
    began, undone = time.perf_counter(), time.process_time()
    if done.batch is not None:
        undo(at=AT, actor=SYSTEM, batch=done.batch)
    back, undone = time.perf_counter() - began, time.process_time() - undone
    memory.look()
    rate = done.read / taking
    return {
        "figure": figure,
        "file": name,
        "records": done.read,
        "created": done.created,
        "updated": done.updated,
        "rejected": len(done.rejected),
        "copies": done.items,
        "seconds": round(taking, 2),
        "per_second": round(rate),
        "pymarc_per_second": round(plain / reading),
        "share_of_pymarc": round(rate / (plain / reading), 3),
        "processor_s_per_10000": round(worked / done.read * 10_000, 2),
        "undo_seconds": round(back, 2),
        "undo_processor_s_per_10000": round(undone / done.read * 10_000, 2),
        "memory_before_mb": memory.before,
        "own_memory_mb": memory.most - memory.before,
        "most_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        **({"limit": limit, "within": rate >= limit} if limit else {}),
    }


def grown(number: int, seed: int = SEED) -> bytes:
    """So many records as a Vietnamese public library would have them, each with a copy or two."""
    chance = random.Random(seed)  # figures must come out alike, not secret
    return b"".join(_grown(chance, number))


def grown_one_by_one(number: int, seed: int = SEED) -> Iterator[bytes]:
    """The same records, without holding them all."""
    return _grown(random.Random(seed), number)


def _grown(chance: random.Random, number: int) -> Iterator[bytes]:
    return (write(_record(chance, place)) for place in range(1, number + 1))


def _early(chance: random.Random, most: int) -> int:
    """A few headings stand on a great part of all records, most on few."""
    return min(int(chance.paretovariate(0.4)), most * 4) % most


def _subject(chance: random.Random) -> str:
    first, second = divmod(_early(chance, 3_000), len(_WORDS))
    return f"{_WORDS[first]} {_WORDS[second]}".capitalize()


def _record(chance: random.Random, place: int) -> Marc:
    title = " ".join(chance.choice(_WORDS) for _ in range(chance.randint(3, 8))).capitalize()
    author = f"{chance.choice(_FAMILIES)} {chance.choice(_MIDDLES)} {chance.choice(_GIVEN)}"
    year = str(chance.randint(1955, 2026))
    base = f"978604{place:06d}"
    check = (10 - sum(int(sign) * (3 if at % 2 else 1) for at, sign in enumerate(base)) % 10) % 10
    copies = [
        data(
            "952",
            "  ",
            ("p", f"BD{place:07d}{copy}"),
            ("c", "Kho mượn"),
            ("o", f"{chance.randint(0, 999):03d}"),
        )
        for copy in range(chance.choice((1, 1, 1, 2)))
    ]
    return Marc(
        "00000nam a2200000 i 4500",
        (
            control("001", f"bd{place:07d}"),
            control("003", "VN-BD"),
            control("008", f"261120s{year}    vm            000 0 vie d"),
            data("020", "  ", ("a", f"{base}{check}")),
            data("082", "04", ("a", f"{_early(chance, 900):03d}")),
            data("100", "1 ", ("a", author)),
            data("245", "10", ("a", f"{title} /"), ("c", author)),
            data("260", "  ", ("a", chance.choice(_PLACES)), ("b", chance.choice(_PUBLISHERS)), ("c", year)),
            data("300", "  ", ("a", f"{chance.randint(40, 900)} tr."), ("c", f"{chance.randint(19, 27)} cm")),
            data("650", " 7", ("a", _subject(chance))),
            data("653", "  ", ("a", _subject(chance))),
            *copies,
        ),
    )  # fmt: skip
