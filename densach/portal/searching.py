"""The citizens' search page: what was asked by its address, what answers, and what it may be narrowed to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from densach.kernel.errors import NotFound
from densach.kernel.numbers import format_number
from densach.organisations import queries as organisations
from densach.organisations.rules import Named
from densach.services.catalogue.queries import finding
from densach.services.catalogue.queries.finding import Facets, Found, Held, Material, Query, Record
from densach.services.catalogue.rules.fixed import choices

PAGE: Final = 20
# Further pages help nobody: whoever came so far should say more.
PAGES: Final = 50
SORTS: Final = ("", "newest", "year", "title")


@dataclass(frozen=True)
class Asked:
    """What the address says. `library` is a code, `author` and `subject` numbers of headings, `work` of a record."""

    text: str = ""
    kind: str = ""
    language: str = ""
    since: int | None = None
    until: int | None = None
    author: int | None = None
    subject: int | None = None
    library: str = ""
    work: int | None = None
    available: bool = False
    children: bool = False
    sort: str = ""
    page: int = 1

    def address(self, **other: object) -> str:
        """The address of the same question with other words in it; the first page unless another is named."""
        told: dict[str, object] = {
            "q": self.text,
            "loai": self.kind,
            "tieng": self.language,
            "tu": self.since,
            "den": self.until,
            "tac-gia": self.author,
            "chu-de": self.subject,
            "thu-vien": self.library,
            "tac-pham": self.work,
            "con": self.available,
            "thieu-nhi": self.children,
            "sap": self.sort,
            **other,
        }
        kept = {
            name: "1" if value is True else value
            for name, value in told.items()
            if value not in ("", None, False)
        }
        return f"{reverse('portal:search')}?{urlencode(kept)}" if kept else reverse("portal:search")

    @cached_property
    def is_narrowed(self) -> bool:
        return any(
            (self.kind, self.language, self.since, self.until, self.author, self.subject, self.library, self.work,
             self.available, self.children)
        )  # fmt: skip

    @cached_property
    def is_empty(self) -> bool:
        return not (self.text or self.is_narrowed)


def asked_by(query: QueryDict) -> Asked:
    """Whatever stands in the address means something or nothing; it never fails."""
    sort = query.get("sap", "")
    since, until = _number(query.get("tu"), 4), _number(query.get("den"), 4)
    if since and until and since > until:
        since, until = until, since
    return Asked(
        text=query.get("q", "").strip()[:400],
        kind=kind if (kind := query.get("loai", "")) in Material.values else "",
        language=query.get("tieng", "")[:3],
        since=since,
        until=until,
        author=_number(query.get("tac-gia")),
        subject=_number(query.get("chu-de")),
        library=query.get("thu-vien", "")[:60],
        work=_number(query.get("tac-pham")),
        available=query.get("con") == "1",
        children=query.get("thieu-nhi") == "1",
        sort=sort if sort in SORTS else "",
        page=min(_number(query.get("trang"), 3) or 1, PAGES),
    )


def _number(text: str | None, digits: int = 9) -> int | None:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None


@dataclass(frozen=True)
class Choice:
    """A way to narrow or to widen; `number` of hits where it is known."""

    label: str
    url: str
    number: int | None = None
    chosen: bool = False


@dataclass(frozen=True)
class Group:
    """Ways to narrow of one sort."""

    title: str
    choices: list[Choice]

    def narrows(self, hits: int) -> bool:
        """Whether any choice leaves something out."""
        return any(one.number != hits for one in self.choices)


@dataclass(frozen=True)
class Hit:
    """A record as a list shows it: where it can be had now, and how many editions of its work there are."""

    record: Record
    places: list[tuple[str, str, Held]]
    editions: int

    @property
    def available(self) -> int:
        return sum(held.available for _name, _code, held in self.places)

    @property
    def copies(self) -> int:
        return sum(held.copies for _name, _code, held in self.places)


@dataclass(frozen=True)
class Answer:
    """A page of the search."""

    asked: Asked
    found: Found
    hits: list[Hit]
    facets: Facets
    groups: list[Group]
    chips: list[Choice]
    sorts: list[Choice]
    suggestion: tuple[str, str]
    see_also: list[tuple[str, str, str]]
    previous_url: str
    next_url: str

    @property
    def wide_url(self) -> str:
        """The same words in everything."""
        return Asked(text=self.asked.text).address()

    @property
    def first(self) -> int:
        return (self.asked.page - 1) * PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.hits) - 1


def answer(asked: Asked, on: date) -> Answer:
    """Raises nothing for what a person typed; an unknown library or heading narrows to nothing."""
    query = query_of(asked)
    found = finding.find(query)
    facets = finding.facets(query, found.asked)
    named = organisations.all_named([place for place, _number in facets.libraries], on)
    meant = finding.did_you_mean(query, found) if asked.text and asked.page == 1 else ""
    return Answer(
        asked=asked,
        found=found,
        hits=hits_of(found.records, on),
        facets=facets,
        groups=[group for group in _groups(asked, facets, named) if group.narrows(facets.looked_at)],
        chips=[*_chips(asked, on), *_understood(asked, found.asked)],
        sorts=list(_sorts(asked)),
        suggestion=(meant, replace(asked, text=meant).address()) if meant else ("", ""),
        see_also=[(one.text, one.typed, _heading_url(one.pk, one.is_name)) for one in _see_also(asked)],
        previous_url=asked.address(trang=asked.page - 1) if asked.page > 1 else "",
        next_url=asked.address(trang=asked.page + 1) if asked.page < PAGES and found.total > asked.page * PAGE else "",
    )  # fmt: skip


def query_of(asked: Asked) -> Query:
    """The question that the catalogue understands."""
    return Query(
        text=asked.text,
        kinds=(asked.kind,) if asked.kind else (),
        languages=(asked.language,) if asked.language else (),
        years=(asked.since, asked.until) if asked.since or asked.until else None,
        author=asked.author,
        subject=asked.subject,
        library=_library(asked.library),
        available=asked.available,
        children=asked.children,
        work=_work(asked.work),
        sort=asked.sort,
        offset=(asked.page - 1) * PAGE,
        limit=PAGE,
    )


def _library(code: str) -> int | None:
    if not code:
        return None
    try:
        return organisations.by_code(code).pk
    except NotFound:
        return 0


def _work(pk: int | None) -> str:
    if pk is None:
        return ""
    try:
        return finding.public_record(pk).work_key
    except NotFound:
        return "?"


def _see_also(asked: Asked) -> list[finding.SeeAlso]:
    return finding.see_also(asked.text) if asked.text and asked.page == 1 else []


def _heading_url(pk: int, is_name: bool) -> str:
    return Asked(author=pk).address() if is_name else Asked(subject=pk).address()


def hits_of(records: Iterable[Record], on: date) -> list[Hit]:
    """Records with where they stand now: three questions for any number."""
    listed = list(records)
    held = finding.held([one.pk for one in listed])
    names = organisations.all_named({one.library for rows in held.values() for one in rows}, on)
    editions = finding.editions_of(listed)
    return [
        Hit(
            record,
            [
                (names[one.library].name, names[one.library].code, one)
                for one in held.get(record.pk, ())
                if one.library in names
            ],
            editions.get(record.pk, 0),
        )
        for record in listed
    ]


def language_name(code: str) -> str:
    """The name of a language by its code of MARC, or the code."""
    found = next((one for one in choices("language") if one.value == code), None)
    if found is None:
        return code
    return found.en if get_language() == "en" else found.vi


def kind_name(kind: str) -> str:
    return str(Material(kind).label).capitalize()


def _groups(asked: Asked, facets: Facets, named: dict[int, Named]) -> Iterator[Group]:
    yield Group(_("In which library"), [
        Choice(named[key].name, asked.address(**{"thu-vien": named[key].code}), number)
        for key, number in facets.libraries if key in named and not asked.library
    ])  # fmt: skip
    yield Group(_("Kind"), [
        Choice(kind_name(kind), asked.address(loai=kind), number) for kind, number in facets.kinds if not asked.kind
    ])  # fmt: skip
    yield Group(_("Author"), [
        Choice(one.text, asked.address(**{"tac-gia": one.pk}), one.number)
        for one in facets.authors if asked.author is None
    ])  # fmt: skip
    yield Group(_("Subject"), [
        Choice(one.text, asked.address(**{"chu-de": one.pk}), one.number)
        for one in facets.subjects if asked.subject is None
    ])  # fmt: skip
    yield Group(_("Year"), [
        Choice(f"{decade}–{decade + 9}", asked.address(tu=decade, den=decade + 9), number)
        for decade, number in facets.decades if not asked.since and not asked.until
    ])  # fmt: skip
    yield Group(_("Language"), [
        Choice(language_name(code), asked.address(tieng=code), number)
        for code, number in facets.languages if not asked.language
    ])  # fmt: skip


def _chips(asked: Asked, on: date) -> Iterator[Choice]:
    """What narrows now, each with the address without it."""
    if asked.library:
        yield Choice(_library_name(asked.library, on), asked.address(**{"thu-vien": ""}), chosen=True)
    if asked.kind:
        yield Choice(kind_name(asked.kind), asked.address(loai=""), chosen=True)
    for name, pk in (("tac-gia", asked.author), ("chu-de", asked.subject)):
        if pk is not None:
            yield Choice(_heading_name(pk), asked.address(**{name: None}), chosen=True)
    if asked.since or asked.until:
        years = (
            str(asked.since) if asked.since == asked.until else f"{asked.since or '…'}–{asked.until or '…'}"
        )
        yield Choice(years, asked.address(tu=None, den=None), chosen=True)
    if asked.language:
        yield Choice(language_name(asked.language), asked.address(tieng=""), chosen=True)
    if asked.work is not None:
        yield Choice(_("Editions of one work"), asked.address(**{"tac-pham": None}), chosen=True)
    if asked.children:
        yield Choice(_("For children"), asked.address(**{"thieu-nhi": False}), chosen=True)


def _understood(asked: Asked, understood: finding.Asked) -> Iterator[Choice]:
    """What the words themselves narrow to, each with the address that takes them all for words."""
    url = asked.address(q=finding.as_words(asked.text))
    names = {
        "title": pgettext("book", "Title"),
        "names": _("Author"),
        "subjects": _("Subject"),
        "publisher": _("Publisher"),
        "year": _("Year"),
        "call": _("Call number"),
    }
    for where, text in finding.understood(understood):
        yield Choice(f"{names[where]}: {text}", url, chosen=True)


def _library_name(code: str, on: date) -> str:
    try:
        return organisations.named(organisations.by_code(code), on).name
    except NotFound:
        return _("a library that is not here")


def _heading_name(pk: int) -> str:
    try:
        return finding.heading(pk).heading
    except NotFound:
        return _("a heading that is not here")


def _sorts(asked: Asked) -> Iterator[Choice]:
    labels = {
        "": _("best first"),
        "newest": _("newest in the catalogue"),
        "year": _("year"),
        "title": _("title, A to Z"),
    }
    for key in SORTS:
        yield Choice(labels[key], asked.address(sap=key), chosen=key == asked.sort)


def page_title(asked: Asked, found: Found) -> str:
    """For the browser's tab and for search engines."""
    if not asked.text:
        return _("Find a book")
    number = format_number(found.total)
    return _("%(text)s: %(number)s found") % {"text": asked.text, "number": number}


def first_page(on: date) -> dict[str, Any]:
    """What stands on the page before anything is asked: new books and subjects that many books have."""
    return {
        "newest": hits_of(finding.newest(limit=12), on),
        "subjects": [Choice(one.text, Asked(subject=one.pk).address()) for one in finding.top_subjects()],
        "total": finding.find(Query(limit=1)),
    }
