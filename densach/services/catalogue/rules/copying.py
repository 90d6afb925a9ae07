"""Other libraries' catalogues: where they are, how they are asked (SRU 1.1), what they answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from lxml import etree

from densach.formats.marc import Marc
from densach.formats.marc.marcxml import of_element
from densach.kernel.errors import Invalid, NotFound, Unavailable
from densach.services.catalogue.rules.keys import isbn13

MOST: Final = 20
SECONDS: Final = 8.0
LARGEST_ANSWER: Final = 8 * 2**20
_QUOTES: Final = re.compile(r'["\\]')


class NoSuchTarget(NotFound):
    """No catalogue of that code is asked here."""

    message_id = "copying.no_target"


class NothingAsked(Invalid):
    """Neither ISBN nor title nor author."""

    message_id = "copying.nothing_asked"


class Unreachable(Unavailable):
    """Parameter: `target`."""

    message_id = "copying.unreachable"


class TooSlow(Unavailable):
    """Parameters: `target`, `seconds`."""

    message_id = "copying.too_slow"


class TargetRefused(Unavailable):
    """The other side refused the question. Parameters: `target`, `why` (its own words)."""

    message_id = "copying.refused"


class UnreadableAnswer(Unavailable):
    """Parameter: `target`."""

    message_id = "copying.unreadable"


class TooLargeAnswer(Unavailable):
    """Parameter: `target`."""

    message_id = "copying.too_large"


class NeedsYaz(Unavailable):
    """Z39.50 is spoken by yaz, which is not here."""

    message_id = "copying.needs_yaz"


@dataclass(frozen=True)
class Target:
    """A catalogue that answers SRU with MARC 21. `indexes`: ours → theirs; `schema` names the form of records."""

    code: str
    name: str
    address: str
    schema: str
    indexes: Mapping[str, str]
    version: str = "1.1"


# Public catalogues that answer without a key, as their own pages describe them.
TARGETS: Final = (
    Target(
        "loc", "Library of Congress", "http://lx2.loc.gov:210/lcdb", "marcxml",
        {"isbn": "bath.isbn", "title": "dc.title", "author": "dc.creator"},
    ),
    Target(
        "dnb", "Deutsche Nationalbibliothek", "https://services.dnb.de/sru/dnb", "MARC21-xml",
        {"isbn": "ISBN", "title": "TIT", "author": "PER"},
    ),
    Target(
        "slsp", "Swiss Library Service Platform", "https://swisscovery.slsp.ch/view/sru/41SLSP_NETWORK", "marcxml",
        {"isbn": "alma.isbn", "title": "alma.title", "author": "alma.creator"}, "1.2",
    ),
    Target(
        "kul", "KU Leuven", "https://eu.alma.exlibrisgroup.com/view/sru/32KUL_LIBIS_NETWORK", "marcxml",
        {"isbn": "alma.isbn", "title": "alma.title", "author": "alma.creator"}, "1.2",
    ),
    Target(
        "k10plus", "K10plus (GBV, BSZ)", "https://sru.k10plus.de/opac-de-627", "marcxml",
        {"isbn": "pica.isb", "title": "pica.tit", "author": "pica.per"},
    ),
)  # fmt: skip


# Public catalogues that answer Z39.50 without a key: code, name, where.
Z3950: Final = (("loc-z", "Library of Congress (Z39.50)", "lx2.loc.gov:210/LCDB"),)


@dataclass(frozen=True)
class Question:
    isbn: str = ""
    title: str = ""
    author: str = ""


def address_of(target: Target, question: Question) -> str:
    """The whole address of the question. Raises NothingAsked."""
    terms = {
        "isbn": isbn13(question.isbn) or question.isbn,
        "title": question.title,
        "author": question.author,
    }
    clauses = [
        f'{target.indexes[name]}="{_QUOTES.sub(" ", text).strip()}"'
        for name, text in terms.items()
        if text.strip()
    ]
    if not clauses:
        raise NothingAsked
    asked = {
        "version": target.version,
        "operation": "searchRetrieve",
        "query": " and ".join(clauses),
        "recordSchema": target.schema,
        "maximumRecords": str(MOST),
        "startRecord": "1",
    }
    return f"{target.address}?{urlencode(asked)}"


@dataclass(frozen=True)
class Answer:
    """How many the other side has, and the first of them."""

    total: int
    records: tuple[Marc, ...]


def read_answer(target: Target, data: bytes) -> Answer:
    """Raises TargetRefused, UnreadableAnswer."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableAnswer(target=target.name) from error
    number = root.findtext(".//{*}numberOfRecords", "")
    found = tuple(
        marc
        for element in root.iterfind(".//{*}recordData//{*}record")
        if element.find("{*}leader") is not None and (marc := of_element(element)).fields
    )
    if not found and (why := _diagnosis(root)):
        raise TargetRefused(target=target.name, why=why[:200])
    if not number.strip().isdecimal() and not found:
        raise UnreadableAnswer(target=target.name)
    return Answer(int(number) if number.strip().isdecimal() else len(found), found)


def _diagnosis(root: etree._Element) -> str:
    told = [root.findtext(f".//{{*}}diagnostic/{{*}}{name}", "").strip() for name in ("message", "details")]
    return ": ".join(text for text in told if text)


# What belongs to the other library and not to the book.
_THEIRS: Final = frozenset({
    "001", "003", "005", "015", "016", "035", "049", "090", "852", "876", "952", "996", "997", "998", "999",
})  # fmt: skip


def ours(marc: Marc, target: str) -> Marc:
    """The record as we take it over: without the other side's numbers and holdings; 040 says where it is from."""
    fields = tuple(one for one in marc.fields if one.tag not in _THEIRS and one.tag.isdigit())
    return Marc(marc.leader, fields) if target else marc
