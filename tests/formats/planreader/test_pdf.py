"""PDFs as offices make them: Vietnamese letters, drawn tables, hundreds of pages."""

from __future__ import annotations

import time

import pypdfium2

from densach.formats.planreader import read
from tests.formats.planreader.papermaking import typeset_pdf

TABLE_PAPER = """
#set page(paper: "a4", numbering: "1", number-align: top + center)
UBND TỈNH HẢ LONG

KẾ HOẠCH

Đọc sách và học tập suốt đời đến năm 2030

I. CHỈ TIÊU

#table(
  columns: (1fr, 6fr, 3fr, 2fr, 2fr),
  [STT], [Chỉ tiêu], [Đơn vị tính], [Năm 2028], [Năm 2030],
  [1], [Tỷ lệ thư viện cấp xã có dịch vụ phục vụ học tập suốt đời cho người sử dụng], [%], [45], [70],
  [2], [Bản sách bổ sung hằng năm cho thư viện tỉnh], [bản], [4.000], [5.500],
)

II. NHIỆM VỤ

1. Phấn đấu đến năm 2029 có 12 điểm đọc sách lưu động.
"""


def test_a_table_drawn_in_a_pdf_is_read_cell_by_cell() -> None:
    reading = read(typeset_pdf(TABLE_PAPER), "bang.pdf")
    found = [(one.kind, one.value_min, one.year_to) for one in reading.targets]
    assert found == [
        ("pct_institutions", 45, 2028),
        ("pct_institutions", 70, 2030),
        ("count_per_year", 4000, 2028),
        ("count_per_year", 5500, 2030),
        ("count_total", 12, 2029),
    ]


def test_a_paper_of_three_hundred_pages_is_read_in_seconds() -> None:
    clause = "+ Phấn đấu đến năm 2030, 80% thư viện cấp xã có dịch vụ trực tuyến cho người đọc ở xa.\n\n"
    body = "".join(f"{number}. Nhiệm vụ về thư viện\n\n{clause * 14}" for number in range(1, 90))
    source = '#set page(paper: "a5")\n#set text(size: 25pt)\nKẾ HOẠCH\n\nI. NHIỆM VỤ\n\n' + body.replace(
        "+", "\\+"
    )
    data = typeset_pdf(source)
    with pypdfium2.PdfDocument(data) as document:
        pages = len(document)
    assert pages >= 300
    begun = time.perf_counter()
    reading = read(data, "dai.pdf")
    assert reading.source.pages == pages
    assert len(reading.targets) == 89 * 14
    assert time.perf_counter() - begun < 60
