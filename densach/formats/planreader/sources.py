"""Files to text: what kind of file it is, by its first bytes before its name."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from densach.formats.planreader.docx_text import docx_text
from densach.formats.planreader.errors import (
    EmptyPaper,
    NotAWordFile,
    OldWordNeedsOffice,
    PaperTooLarge,
    UnknownPaperKind,
)
from densach.formats.planreader.paper import Paper
from densach.formats.planreader.pdf_text import pdf_paper
from densach.formats.planreader.plaintext import decode, modern

MAX_BYTES = 50 * 1024 * 1024
_OFFICE_SECONDS = 120
_OLD_WORD = b"\xd0\xcf\x11\xe0"


def open_paper(data: bytes, filename: str) -> Paper:
    """The text of a file; raises a `PlanRefusal` naming what was found when there is none."""
    name = Path(filename).name
    if not data.strip():
        raise EmptyPaper(name=name)
    if len(data) > MAX_BYTES:
        raise PaperTooLarge(name=name, size=f"{len(data) // (1024 * 1024)} MB", limit="50 MB")
    paper = _by_kind(data, name)
    # No database keeps a NUL; a blank in its place leaves every offset as it was.
    paper = replace(paper, text=paper.text.replace("\0", " "))
    if not re.search(r"[^\W\d_]{2}", paper.text):
        raise EmptyPaper(name=name)
    return paper


def _by_kind(data: bytes, name: str) -> Paper:
    suffix = Path(name).suffix.lower()
    if data[:1024].lstrip().startswith(b"%PDF") or suffix == ".pdf":
        return pdf_paper(data, name)
    if data.startswith(b"PK\x03\x04") or suffix == ".docx":
        if data.startswith(_OLD_WORD):
            return _old_word(data, name)
        text, warnings = docx_text(data, name)
        return _modern(Paper(text, "docx", warnings=warnings))
    if data.startswith(_OLD_WORD) or suffix == ".doc":
        return _old_word(data, name)
    if suffix in (".txt", ".md", ".markdown", ".text", ""):
        text, warnings = decode(data, name)
        return Paper(text, "text" if suffix not in (".md", ".markdown") else "markdown", warnings=warnings)
    raise UnknownPaperKind(name=name)


def _modern(paper: Paper) -> Paper:
    """Old font encodings survive inside Word files and PDFs too."""
    text, warnings = modern(paper.text)
    return replace(paper, text=text, warnings=(*paper.warnings, *warnings))


def _old_word(data: bytes, name: str) -> Paper:
    """A .doc goes through LibreOffice, where there is one."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise OldWordNeedsOffice(name=name)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "paper.doc"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "docx", "--outdir", folder, str(source)]
        try:
            subprocess.run(  # noqa: S603 (a fixed command on a file of our own)
                command, check=True, capture_output=True, timeout=_OFFICE_SECONDS
            )
            converted = (Path(folder) / "paper.docx").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise NotAWordFile(name=name) from error
    text, warnings = docx_text(converted, name)
    return _modern(Paper(text, "doc", warnings=warnings))
