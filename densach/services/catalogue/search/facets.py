"""What hits have in common, counted: kinds, languages, years, names, subjects, libraries, on the shelf now.

Counted over the first `LOOKED_AT` hits; where there are more, that is said beside the figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from django.db.models import Count

from densach.services.catalogue.models import (
    Authority,
    AuthorityLink,
    Finding,
    Item,
    ItemState,
)
from densach.services.catalogue.search import matching
from densach.services.catalogue.search.asking import Asked, understand
from densach.services.catalogue.search.finding import Statement, direct_hits, records_of
from densach.services.catalogue.search.matching import Tier
from densach.services.catalogue.search.narrowing import AUTHORS, GONE, SUBJECTS, Query, narrowing

LOOKED_AT: Final = 2000
SHOWN: Final = 12
T = TypeVar("T")


@dataclass(frozen=True)
class Heading:
    """A name or a subject that hits share."""

    pk: int
    text: str
    number: int


@dataclass(frozen=True)
class Facets:
    """Values with how many of the `looked_at` hits have them, the most frequent first; `libraries` by the number of the
    organisation; years by the first year of their decade.
    """

    looked_at: int
    capped: bool
    kinds: tuple[tuple[str, int], ...] = ()
    languages: tuple[tuple[str, int], ...] = ()
    decades: tuple[tuple[int, int], ...] = ()
    authors: tuple[Heading, ...] = ()
    subjects: tuple[Heading, ...] = ()
    libraries: tuple[tuple[int, int], ...] = ()
    available: int = 0
    children: int = 0


def facets(query: Query, asked: Asked | None = None) -> Facets:
    """Seven questions to the database, however many hits there are. `asked`: as `find` understood the question."""
    asked = asked or understand(query.text)
    if asked.is_empty and query.text.strip():
        return Facets(looked_at=0, capped=False)
    ids = direct_hits(query, asked)
    if not ids:
        words = matching.clause(asked, Tier(), hidden=query.staff)
        statement = Statement(words, narrowing(query, asked))
        ids = records_of(statement.places(LOOKED_AT + 1))
    looked_at = ids[:LOOKED_AT]
    rows = list(
        Finding.objects.filter(record__in=looked_at).values_list("kind", "language", "year", "children")
    )
    libraries, available = _places(looked_at)
    return Facets(
        looked_at=len(looked_at),
        capped=len(ids) > LOOKED_AT,
        kinds=_most(Counter(kind for kind, _language, _year, _children in rows)),
        languages=_most(Counter(language for _kind, language, _year, _children in rows if language)),
        decades=_decades(Counter(year // 10 * 10 for _kind, _language, year, _children in rows if year)),
        authors=_headings(looked_at, AUTHORS),
        subjects=_headings(looked_at, SUBJECTS),
        libraries=libraries,
        available=available,
        children=sum(children for _kind, _language, _year, children in rows),
    )


def _places(records: Sequence[int]) -> tuple[tuple[tuple[int, int], ...], int]:
    """Libraries with how many of the records they have, and how many records are on any shelf now."""
    rows = Item.objects.filter(record__in=records).exclude(state__in=GONE)
    there: dict[int, set[int]] = {}
    shelved = set()
    for record, place, state in rows.values_list("record", "place", "state"):
        there.setdefault(place, set()).add(record)
        if state == ItemState.AVAILABLE:
            shelved.add(record)
    return _most(Counter({place: len(some) for place, some in there.items()})), len(shelved)


def _most(counted: Counter[T]) -> tuple[tuple[T, int], ...]:
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], str(one[0])))[:SHOWN])


def _decades(counted: Counter[int]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(counted.items(), reverse=True))


def _headings(records: Sequence[int], tags: Sequence[str]) -> tuple[Heading, ...]:
    links = AuthorityLink.objects.filter(record__in=records, tag__in=tags)
    rows = (
        links.values_list("authority").annotate(n=Count("record", distinct=True)).order_by("-n", "authority")
    )
    most = dict(rows[:SHOWN])
    names = dict(Authority.objects.filter(pk__in=most).values_list("pk", "heading"))
    return tuple(Heading(pk, names[pk], number) for pk, number in most.items())
