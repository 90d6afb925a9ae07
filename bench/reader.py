"""Reading a plan: seconds for each paper, beside plain text extraction of the same file in the same run.

The public plans of `../shared/plans` where they are, and always our own paper as .docx, .pdf and .txt.
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import docx
import pypdfium2

from densach.demo.plan_paper import plan_docx, plan_paper
from densach.formats import planreader
from densach.formats.officialdoc import write_pdf

SHARED: Final = Path(__file__).resolve().parents[2] / "shared" / "plans"
TIMES: Final = 5


def run() -> Iterator[Mapping[str, Any]]:
    """A line for each paper, with the medians of some readings."""
    for name, data in [*_public(), *_own()]:
        reading = planreader.read(data, name)
        ours, plain = _median(partial(planreader.read, data, name)), _median(partial(_text, data, name))
        yield {
            "what": name,
            "characters": len(reading.text),
            "targets": len(reading.targets),
            "tasks": len(reading.tasks),
            "seconds": round(ours, 4),
            "text_only_seconds": round(plain, 5),
            "ratio": round(ours / plain, 1),
        }


def _public() -> Iterator[tuple[str, bytes]]:
    if SHARED.is_dir():
        for path in sorted(SHARED.iterdir()):
            if path.suffix in _EXTRACTORS:
                yield path.name, path.read_bytes()


def _own() -> Iterator[tuple[str, bytes]]:
    paper = plan_docx()
    yield "own-plan.docx", paper
    yield "own-plan.pdf", write_pdf(plan_paper())
    yield "own-plan.txt", planreader.read(paper, "own-plan.docx").text.encode()


def _median(work: Callable[[], object]) -> float:
    taken = []
    for _time in range(TIMES):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def _text(data: bytes, name: str) -> str:
    """What the file's own library gives as text, with nothing understood."""
    return _EXTRACTORS[Path(name).suffix](data)


def _of_docx(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def _of_pdf(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


_EXTRACTORS: Final[dict[str, Callable[[bytes], str]]] = {
    ".txt": bytes.decode,
    ".md": bytes.decode,
    ".docx": _of_docx,
    ".pdf": _of_pdf,
}
