"""Which files may be kept, told by what they hold and not by what they are called."""

from __future__ import annotations

import io
import zipfile

from densach.kernel.errors import Invalid, NotFound

LARGEST = 50 * 1024 * 1024


class EmptyFile(Invalid):
    """The file has no bytes. Parameter: `name`."""

    message_id = "files.empty"


class TooLarge(Invalid):
    """Above the limit. Parameters: `name`, `size` and `limit` in megabytes."""

    message_id = "files.too_large"


class WrongType(Invalid):
    """What the file holds is none of the accepted kinds. Parameters: `name`, `accepted`."""

    message_id = "files.wrong_type"


class NotWhatItSays(Invalid):
    """The name's ending and the content disagree. Parameters: `name`, `found`."""

    message_id = "files.not_what_it_says"


class MissingBytes(NotFound):
    """The bytes are gone from storage or no longer match their checksum. Parameter: `name`."""

    message_id = "files.missing"


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDINGS = {
    "application/pdf": (".pdf",),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
    "application/msword": (".doc", ".xls"),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "text/plain": (".txt", ".md", ".csv", ".ics"),
}
# Shown in the page; anything else is sent to be saved.
SHOWN = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})


def content_type(name: str, data: bytes) -> str:
    """The type by content, checked against the ending. Raises the refusals above."""
    if not data:
        raise EmptyFile(name=name)
    if len(data) > LARGEST:
        raise TooLarge(name=name, size=round(len(data) / 2**20), limit=LARGEST // 2**20)
    found = _by_content(data)
    if found is None:
        raise WrongType(name=name, accepted="PDF, .docx, .doc, .xlsx, JPEG, PNG, WebP, .txt, .md, .csv")
    ending = "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if ending not in ENDINGS[found]:
        raise NotWhatItSays(name=name, found=ENDINGS[found][0])
    return found


def _by_content(data: bytes) -> str | None:
    signatures = (
        (b"%PDF-", "application/pdf"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
    )
    for start, kind in signatures:
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data.startswith(b"PK"):
        return _office(data)
    # Text in UTF-16 is full of noughts, and says so by its mark.
    is_text = b"\x00" not in data[:8192] or data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "text/plain" if is_text else None


def _office(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, RuntimeError, ValueError, OverflowError):
        # A damaged directory may also ask for a version, an offset or a size that the reader does not know.
        return None
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None
