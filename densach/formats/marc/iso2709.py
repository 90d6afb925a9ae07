"""ISO 2709: bytes are pymarc's work. Records are parted by their terminator, so that one wrong length costs one record.

Leader/09 often lies about the encoding: bytes that are UTF-8 are read so, whatever it says.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from typing import BinaryIO, Final

import pymarc
from pymarc import exceptions

from densach.formats.marc import marc8, tidy
from densach.formats.marc.fonts import converted, fixed, old_bytes
from densach.formats.marc.record import Field, Marc
from densach.formats.marc.values import Read, Told

_END: Final = b"\x1d"
_BLOCK: Final = 1 << 20
# A record has five digits for its length; ten times that without a terminator is no file of records.
_LONGEST: Final = 1_000_000
_BEFORE: Final = b" \r\n\t\x00\x1a\xef\xbb\xbf"
_ESCAPES: Final = re.compile(rb"\x1b")
_WORDS: Final = re.compile(rb"[\xc0-\xff]{4,}")
# Bytes that mean nothing in MARC-8 (ANSEL) and are letters in the fonts of before Unicode.
_NO_MARC8: Final = re.compile(rb"[\xc9-\xdf]")
_OF_WINDOWS: Final = frozenset({"cp1251", "cp1252"})
# What pymarc would say on stderr is told with the record.
logging.getLogger("pymarc").setLevel(logging.CRITICAL)
warnings.filterwarnings("ignore", category=exceptions.BadSubfieldCodeWarning)
marc8.silence()


def read(stream: BinaryIO) -> Iterator[Read]:
    """Each record, in order; memory holds one block at a time."""
    for position, (piece, is_whole) in enumerate(_pieces(stream), start=1):
        if not is_whole:
            yield Read(position, None, (("marc.cut", {}),))
            return
        yield _read(position, piece)


def _pieces(stream: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Bytes of each record with its terminator, and whether that stood there."""
    rest = b""
    while block := stream.read(_BLOCK):
        *whole, rest = (rest + block).split(_END)
        for piece in whole:
            if piece := piece.lstrip(_BEFORE):
                yield piece + _END, True
        if len(rest) > _LONGEST:
            break
    if rest.strip(_BEFORE):
        yield rest, False


def _read(position: int, piece: bytes) -> Read:
    told: list[Told] = []
    data = _sized(piece, told)
    encoding, modern = _encoding(data, told)
    try:
        record = _decoded(data, encoding)
    except exceptions.BadSubfieldCodeWarning:  # where warnings are errors
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            record = _decoded(data, encoding)
    except Exception as error:  # a damaged record fails anywhere in the reader, in ways that nobody can list
        return Read(position, None, (_reason(error),))
    if encoding == "marc8" and (lost := marc8.lost(data)):
        told.append(("marc.text_lost", {"number": str(lost)}))
    fields = tuple(_fields(record, told, modern))
    if not fields:
        return Read(position, None, (("marc.no_fields", {}),))
    return Read(position, Marc(tidy.leader(str(record.leader)), fields), tuple(dict_once(told)))


def dict_once(told: list[Told]) -> Iterator[Told]:
    """The same remark once."""
    seen: set[str] = set()
    for one in told:
        if str(one) not in seen:
            seen.add(str(one))
            yield one


def _sized(piece: bytes, told: list[Told]) -> bytes:
    length = f"{len(piece):05d}".encode()
    if piece[:5] == length or len(piece) < 24:
        return piece
    if len(length) == 5:
        told.append(
            ("marc.length_wrong", {"stated": piece[:5].decode("ascii", "replace"), "found": str(len(piece))})
        )
        return length + piece[5:]
    return b"99999" + piece[5:]


def _encoding(data: bytes, told: list[Told]) -> tuple[str, str]:
    """How pymarc is to decode, and the font of before Unicode in which the text was typed, if any."""
    if data.isascii() and not _ESCAPES.search(data):
        return "utf-8", ""
    says_utf8 = data[9:10] == b"a"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, says_utf8, told)
    if _ESCAPES.search(data) and data.isascii():
        return "marc8", ""
    if not says_utf8:
        told.append(("marc.flag_wrong", {"found": "UTF-8"}))
    return "utf-8", ""


def _not_utf8(data: bytes, says_utf8: bool, told: list[Told]) -> tuple[str, str]:
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = sum(not sign.isascii() for sign in text) - wrong
    if says_utf8 and (right > wrong or wrong <= 2):
        told.append(("marc.utf8_broken", {"number": str(wrong)}))
        return "utf-8-replace", ""
    if not _ESCAPES.search(data):
        if _NO_MARC8.search(data) and (font := old_bytes(data[24:4024])):
            return "cp1252", font
        # MARC-8 puts one mark before a letter; whole words of high bytes without an escape are Cyrillic of Windows.
        if len(_WORDS.findall(data)) > 2:
            told.append(("marc.encoding_guessed", {"encoding": "Windows-1251"}))
            return "cp1251", ""
    if says_utf8:
        told.append(("marc.flag_wrong", {"found": "MARC-8"}))
    return "marc8", ""


def _decoded(data: bytes, encoding: str) -> pymarc.Record:
    flagged = data if encoding == "utf-8" and data[9:10] == b"a" else _flagged(data, encoding)
    return pymarc.Record(
        data=flagged,
        to_unicode=True,
        hide_utf8_warnings=True,
        utf8_handling="replace" if encoding == "utf-8-replace" else "strict",
        file_encoding=encoding if encoding in _OF_WINDOWS else "iso8859-1",
    )


def _flagged(data: bytes, encoding: str) -> bytes:
    """The record with leader/09 as its bytes are; pymarc takes "iso8859-1" without the flag for MARC-8."""
    return data[:9] + (b"a" if encoding.startswith("utf-8") else b" ") + data[10:]


def _fields(record: pymarc.Record, told: list[Told], font: str) -> Iterator[Field]:
    kept, new = tidy.kept, tuple.__new__
    for field in record.fields:
        tag = field.tag
        if field.control_field:
            yield new(Field, (tag, kept(field.data or ""), "  ", ()))
            continue
        if not tidy.tag(tag):
            told.append(("marc.tag_wrong", {"tag": tidy.kept(tag)}))
            continue
        pair = field.indicators
        subfields = tuple([(one.code, kept(one.value)) for one in field.subfields])
        if font:
            subfields = tuple((code, fixed(value, font)) for code, value in subfields)
        if subfields:
            yield new(Field, (tag, "", tidy.indicators("".join(pair or ())), subfields))
    if font:
        told.append(converted(font))


_REASONS: Final = {
    exceptions.BaseAddressInvalid: "marc.base_address",
    exceptions.BaseAddressNotFound: "marc.base_address",
    exceptions.RecordDirectoryInvalid: "marc.directory",
    exceptions.NoFieldsFound: "marc.no_fields",
    exceptions.TruncatedRecord: "marc.cut",
    exceptions.RecordLeaderInvalid: "marc.leader",
}


def _reason(error: Exception) -> Told:
    for kind, message in _REASONS.items():
        if isinstance(error, kind):
            return message, {}
    if isinstance(error, UnicodeDecodeError):
        return "marc.undecodable", {}
    return "marc.broken", {}


# What five digits can say.
LONGEST: Final = 99_999


def write(marc: Marc) -> bytes:
    """The record in UTF-8. Raises ValueError for more bytes than the form can say."""
    record = pymarc.Record(leader=marc.leader, force_utf8=True)
    record.fields = [
        pymarc.Field(tag=field.tag, data=_plain(field.data))
        if field.is_control
        else pymarc.Field(
            tag=field.tag,
            indicators=pymarc.Indicators(*field.indicators),
            subfields=[pymarc.Subfield(code, _plain(value)) for code, value in field.subfields],
        )
        for field in marc.fields
    ]
    data = bytes(record.as_marc())
    if len(data) > LONGEST or any(len(one.text().encode()) > 9_000 for one in marc.fields):
        raise ValueError(len(data))
    return data


def _plain(text: str) -> str:
    return text if text.isprintable() else tidy.kept(text)


def write_parts(marc: Marc, many: str = "952") -> Iterator[bytes]:
    """The record; one too long is written several times, each with a part of its copies. Text that no part can hold is
    cut at the end of its field.
    """
    try:
        yield write(marc)
    except ValueError:
        rest = Marc(marc.leader, tuple(_shortened(one) for one in marc.fields if one.tag != many))
        copies = list(marc.each(many))
        step = 500
        for start in range(0, max(len(copies), 1), step):
            part = Marc(rest.leader, (*rest.fields, *copies[start : start + step]))
            try:
                yield write(part)
            except ValueError:
                yield write(Marc(rest.leader, tuple(rest.fields[:60]) + tuple(copies[start : start + step])))


def _shortened(field: Field) -> Field:
    if field.is_control or len(field.text().encode()) <= 8_000:
        return field
    left, kept = 7_000, list[tuple[str, str]]()
    for code, value in field.subfields:
        text = value.encode()[: max(left, 0)].decode("utf-8", "ignore")
        left -= len(text.encode())
        if text:
            kept.append((code, text))
    return field._replace(subfields=tuple(kept))
