"""Old Word files and scans, read where the machine has LibreOffice or Tesseract with its Vietnamese data."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from densach.formats.planreader import read
from densach.formats.planreader.textview import bare
from tests.formats.planreader.papermaking import picture_pdf_of, typeset_pdf, word_paper

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
RECOGNISER = shutil.which("tesseract")
LINES = [
    "ỦY BAN NHÂN DÂN TỈNH BA LAI",
    "Số: 19/KH-UBND",
    "KẾ HOẠCH",
    "Phát triển thư viện đến năm 2030",
    "I. MỤC TIÊU",
    "1. Đến năm 2030, 75% thư viện cấp xã có dịch vụ mượn về nhà.",
    "2. Mỗi năm bổ sung 2.500 bản sách.",
]


def _reads_vietnamese() -> bool:
    if RECOGNISER is None:
        return False
    listed = subprocess.run([RECOGNISER, "--list-langs"], capture_output=True, text=True, check=False)
    return "vie" in listed.stdout.split()


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
def test_an_old_word_file_is_read_through_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "paper.docx").write_bytes(word_paper(LINES))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        str(OFFICE),
        profile,
        "--headless",
        "--convert-to",
        "doc:MS Word 97",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run(
        [*command, str(tmp_path / "paper.docx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    reading = read((tmp_path / "paper.doc").read_bytes(), "cu.doc")
    assert reading.source.method == "doc"
    assert [(one.kind, one.value_min, one.year_to) for one in reading.targets] == [
        ("pct_institutions", 75, 2030),
        ("count_per_year", 2500, 2030),
    ]


@pytest.mark.skipif(not _reads_vietnamese(), reason="Tesseract with Vietnamese is not on this machine")
def test_a_scanned_page_is_read_through_tesseract() -> None:
    page = "\n\n".join(line.replace("%", "\\%").replace("1.", "1\\.").replace("2.", "2\\.") for line in LINES)
    printed = typeset_pdf(f"#set text(size: 13pt)\n{page}")
    pictures: list[Image.Image] = [
        one.render(scale=300 / 72).to_pil() for one in pypdfium2.PdfDocument(printed)
    ]
    reading = read(picture_pdf_of(pictures), "quet.pdf")
    assert reading.source.method == "ocr"
    assert "thu vien cap xa" in bare(reading.text)
    assert {one.value_min for one in reading.targets} == {75, 2500}
