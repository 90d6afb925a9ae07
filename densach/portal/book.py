"""The page of one record: where it can be had, what it is, what is near it, how it is cited."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import segno
from django.utils.safestring import SafeString, mark_safe

from densach.formats.marc import citing, from_json
from densach.kernel.dates import today
from densach.organisations import queries as organisations
from densach.portal.institutions import Card, cards_of
from densach.portal.linked import escaped
from densach.portal.searching import Asked, Hit, hits_of, kind_name, language_name
from densach.services.catalogue.queries import finding
from densach.services.catalogue.queries.finding import Held, Link, Material, Record

_TYPES: Final = {
    Material.MUSIC: "SheetMusic",
    Material.MAP: "Map",
    Material.SERIAL: "Periodical",
    Material.ARTICLE: "Article",
    Material.SOUND: "AudioObject",
    Material.VIDEO: "VideoObject",
    Material.PICTURE: "ImageObject",
}
# Two letters that the web uses for a language, by its code of MARC.
_TONGUES: Final = {
    "vie": "vi", "eng": "en", "fre": "fr", "rus": "ru", "chi": "zh", "jpn": "ja", "kor": "ko", "ger": "de", "khm": "km",
    "lao": "lo", "tha": "th", "spa": "es", "ita": "it",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A library that has the book, as its own card shows it, with its copies."""

    card: Card
    held: Held
    address: str


@dataclass(frozen=True)
class Book:
    """All that the page shows."""

    record: Record
    kind: str
    language: str
    places: list[Place]
    authors: list[tuple[str, str]]
    subjects: list[tuple[str, str]]
    editions: list[Hit]
    related: list[Hit]
    citations: list[tuple[str, str]]
    code: SafeString
    linked: SafeString

    @property
    def available(self) -> int:
        return sum(place.held.available for place in self.places)


def book(pk: int, at: datetime, url: str) -> Book:
    """Raises NoSuchRecord for what citizens do not see."""
    on = today(at)
    record = finding.public_record(pk)
    places = _places(record, at)
    links = finding.links_of(record)
    others = finding.editions(record)
    near = finding.related(record)
    shown = {hit.record.pk: hit for hit in hits_of([*others, *near], on)}
    return Book(
        record=record,
        kind=kind_name(record.material),
        language=language_name(record.language) if record.language else "",
        places=places,
        authors=_linked(links, record.author, names=True),
        subjects=_linked(links, record.subjects, names=False),
        editions=[shown[one.pk] for one in others],
        related=[shown[one.pk] for one in near],
        citations=citations(record, url, on),
        code=_code(url),
        linked=_linked_data(record, places, url),
    )


def _places(record: Record, at: datetime) -> list[Place]:
    on = today(at)
    held = finding.held([record.pk]).get(record.pk, [])
    named = organisations.all_named([one.library for one in held], on)
    cards = {card.one.id: card for card in cards_of(named.values(), at)}
    seats = {key: organisations.on_day(organisations.timeline(key), on).seat for key in named}
    return [Place(cards[one.library], one, seats[one.library]) for one in held if one.library in cards]


def _linked(links: Sequence[Link], told: str, *, names: bool) -> list[tuple[str, str]]:
    """Each with the address of what else it leads to; without headings, the words themselves are searched."""
    found = [
        (f"{one.text} ({one.role})" if one.role else one.text, _narrowed(one))
        for one in links
        if one.is_name == names
    ]
    if found:
        return found
    field = "tác giả" if names else "chủ đề"
    return [(one, Asked(text=f'{field}:"{one}"').address()) for one in told.split("; ") if one]


def _narrowed(one: Link) -> str:
    return (Asked(author=one.pk) if one.is_name else Asked(subject=one.pk)).address()


def citations(record: Record, url: str, on: date) -> list[tuple[str, str]]:
    """The forms that teachers and programs for references ask for: name of the form, text."""
    marc = [from_json(record.marc)]
    people = [one for one in (record.author, *record.contributors.split("; ")) if one]
    place = ": ".join(part for part in (record.place, record.publisher) if part)
    year = str(record.year or record.year_text or "")
    iso = [
        "; ".join(people).upper() if people else "",
        f"{record.title}",
        record.edition,
        ", ".join(part for part in (place, year) if part),
        f"ISBN {record.isbn}" if record.isbn else "",
    ]
    apa = (
        f"{', '.join(people)} ({year or 'n.d.'}). {record.title}. {record.publisher or record.place}".strip()
    )
    return [
        ("ISO 690", ". ".join(part for part in iso if part) + "."),
        ("APA", apa.rstrip(".") + f". {url}"),
        ("BibTeX", b"".join(citing.bibtex(marc)).decode().strip()),
        ("RIS", b"".join(citing.ris(marc)).decode().strip()),
    ]


def _code(url: str) -> SafeString:
    """The page's own address to point a telephone at."""
    drawn = segno.make(url, error="m").svg_inline(
        scale=3, border=2, svgclass="qr", lineclass=None, omitsize=True
    )
    return mark_safe(drawn)


def _linked_data(record: Record, places: Sequence[Place], url: str) -> SafeString:
    """schema.org, so that search engines know the book and where it lies."""
    told: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(Material(record.material), "Book"),
        "@id": url,
        "url": url,
        "name": record.title,
        "author": [{"@type": "Person", "name": record.author}] if record.author else None,
        "contributor": [
            {"@type": "Person", "name": name} for name in record.contributors.split("; ") if name
        ],
        "publisher": {"@type": "Organization", "name": record.publisher} if record.publisher else None,
        "datePublished": str(record.year) if record.year else None,
        "inLanguage": _TONGUES.get(record.language, record.language),
        "isbn": record.isbn,
        "bookEdition": record.edition,
        "about": [one for one in record.subjects.split("; ") if one],
        "abstract": record.summary,
        "image": f"{url}/bia",
        "offers": [_offer(place) for place in places],
    }
    kept = {name: value for name, value in told.items() if value}
    return mark_safe(escaped(json.dumps(kept, ensure_ascii=False)))


def _offer(place: Place) -> dict[str, object]:
    state = "InStock" if place.held.for_loan else "InStoreOnly" if place.held.available else "OutOfStock"
    return {
        "@type": "Offer",
        "availability": f"https://schema.org/{state}",
        "businessFunction": "http://purl.org/goodrelations/v1#LeaseOut",
        "price": 0,
        "priceCurrency": "VND",
        "offeredBy": {"@type": "Library", "name": place.card.one.name},
    }
