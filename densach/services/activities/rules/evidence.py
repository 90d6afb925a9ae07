"""What a piece of evidence has to have, by kind; pictures without what a camera writes into them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from densach.kernel.errors import Conflict, Invalid, NotFound

PICTURES: Final = frozenset({"image/jpeg", "image/png", "image/webp"})
LARGEST_PICTURE: Final = 12 * 1024 * 1024
# What each kind needs: a file, an address or a text; a source where somebody else wrote it.
NEEDS: Final = {
    "photo": ("file", "alt"),
    "news": ("text",),
    "press": ("url", "source"),
    "video": ("url",),
    "paper": ("file",),
}
_PNG: Final = b"\x89PNG\r\n\x1a\n"
# Parts of a PNG that tell where, when, with what and by whom it was made.
_PNG_TELLS: Final = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})


class NoSuchEvidence(NotFound):
    """There is none, or none for this actor."""

    message_id = "activities.no_such_evidence"


class SeenAnOldEvidence(Conflict):
    """Somebody changed it since the page was opened."""

    message_id = "activities.evidence_changed_meanwhile"


class EvidenceLacks(Invalid):
    """Parameter: `what`, already worded."""

    message_id = "activities.evidence_lacks"


class NotAPicture(Invalid):
    """Parameter: `name`."""

    message_id = "activities.not_a_picture"


class PictureTooLarge(Invalid):
    """Parameters: `size` and `limit` in megabytes."""

    message_id = "activities.picture_too_large"


class BrokenPicture(Invalid):
    """The bytes end too early. Parameter: `name`."""

    message_id = "activities.broken_picture"


class ConsentAsked(Invalid):
    """A picture in which people can be recognised is not published before they were asked."""

    message_id = "activities.consent_asked"


class EvidenceInFuture(Invalid):
    """Parameter: `on`."""

    message_id = "activities.evidence_in_future"


class WhyRemoved(Invalid):
    """What is taken away is taken away for a reason."""

    message_id = "activities.why_removed"


class EvidenceThere(Conflict):
    """The same address is there already. Parameter: `title`."""

    message_id = "activities.evidence_there"


def bare(data: bytes, kind: str, name: str) -> bytes:
    """The picture without place, time, device and author (EXIF, XMP, IPTC, hidden previews and films), its pixels as
    they were and the way up kept. Raises BrokenPicture.
    """
    try:
        if kind == "image/jpeg":
            return _bare_jpeg(data)
        if kind == "image/png":
            return _bare_png(data)
        return _bare_webp(data)
    except (IndexError, ValueError):
        raise BrokenPicture(name=name) from None


def _bare_jpeg(data: bytes) -> bytes:
    """Keeps what draws the picture: JFIF, Adobe's colour transform and colour profile among the application parts."""
    turned = 1
    parts: list[bytes] = []
    for marker, part in _jpeg_parts(data):
        if marker == 0xE1 and part[4:10] == b"Exif\0\0":
            turned = _orientation(part[10:])
        profile = marker == 0xE2 and part[4:15] == b"ICC_PROFILE"
        tells = (0xE0 <= marker <= 0xEF or marker == 0xFE) and marker not in {0xE0, 0xEE}
        if profile or not tells:
            parts.append(part)
    return b"\xff\xd8" + _turned(turned) + b"".join(parts) + b"\xff\xd9"


def _jpeg_parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each part with its marker, a scan with its data; what stands behind the end of the picture is left."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("no marker")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            return
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end > len(data) or end < at + 4:
            raise ValueError("cut")
        if marker == 0xDA:
            end = _end_of_scan(data, end)
        yield marker, data[at:end]
        at = end


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker stands that is neither a stuffed byte nor a restart."""
    while True:
        at = data.index(b"\xff", at)
        following = data[at + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7 and following != 0xFF:
            return at
        at += 1 if following == 0xFF else 2


def _orientation(exif: bytes) -> int:
    """1 to 8; 1 where it is not told or cannot be read."""
    if exif[:2] not in {b"II", b"MM"} or len(exif) < 14:
        return 1

    def number(at: int, length: int) -> int:
        return int.from_bytes(exif[at : at + length], "little" if exif[:2] == b"II" else "big")

    first = number(4, 4)
    for entry in range(first + 2, first + 2 + 12 * min(number(first, 2), 200), 12):
        if number(entry, 2) == 0x0112:
            found = number(entry + 8, 2)
            return found if 1 <= found <= 8 else 1
    return 1


def _turned(orientation: int) -> bytes:
    """The shortest EXIF that says which way is up; nothing where the picture stands upright."""
    if orientation == 1:
        return b""
    entry = b"\x01\x12\x00\x03\x00\x00\x00\x01\x00" + bytes([orientation]) + b"\x00\x00"
    exif = b"Exif\0\0MM\x00\x2a\x00\x00\x00\x08\x00\x01" + entry + b"\x00\x00\x00\x00"
    return b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif


def _bare_png(data: bytes) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while True:
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(data):
            raise ValueError("cut")
        if name not in _PNG_TELLS:
            kept.append(data[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end


def _bare_webp(data: bytes) -> bytes:
    kept: list[bytes] = []
    whole, at = 8 + int.from_bytes(data[4:8], "little"), 12
    if whole > len(data) + 1:
        raise ValueError("cut")
    while at + 8 <= min(whole, len(data)):
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + length + length % 2
        part = data[at:end]
        if name == b"VP8X":
            # The flags say whether EXIF and XMP follow.
            part = part[:8] + bytes([part[8] & ~0x0C]) + part[9:]
        if name not in {b"EXIF", b"XMP "}:
            kept.append(part)
        at = end
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body
