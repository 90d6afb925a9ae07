"""What hits have in common, counted: kinds, languages, years, names, subjects, libraries, on the shelf now.

Counted over the first `LOOKED_AT` hits; where there are more, that is said beside the figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from densach.services.catalogue.search.asking import understand
from densach.services.catalogue.search.finding import Statement, direct_hits, records_of
from densach.services.catalogue.search.matching import Tier
from densach.services.catalogue.search.narrowing import AUTHORS, GONE, SUBJECTS, Query, narrowing

LOOKED_AT: Final = 3000
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


def facets(query: Query) -> Facets:
    """About nine questions to the database, however many hits there are."""
    asked = understand(query.text)
    ids = direct_hits(query, asked)
    if not ids:
        words = matching.clause(asked, Tier(), hidden=query.staff)
        statement = Statement(words, narrowing(query, asked))
        ids = records_of(statement.places(LOOKED_AT + 1))
    looked_at = ids[:LOOKED_AT]
    found = Finding.objects.filter(record__in=looked_at)
    shelved = Item.objects.filter(record__in=looked_at)
    return Facets(
        looked_at=len(looked_at),
        capped=len(ids) > LOOKED_AT,
        kinds=_most(found.values_list("kind").annotate(n=Count("pk"))),
        languages=_most(found.exclude(language="").values_list("language").annotate(n=Count("pk"))),
        decades=_decades(found.exclude(year=None).values_list("year").annotate(n=Count("pk"))),
        authors=_headings(looked_at, AUTHORS),
        subjects=_headings(looked_at, SUBJECTS),
        libraries=_most(
            shelved.exclude(state__in=GONE).values_list("place").annotate(n=Count("record", distinct=True))
        ),
        **shelved.filter(state=ItemState.AVAILABLE).aggregate(available=Count("record", distinct=True)),
        children=found.filter(children=True).count(),
    )


def _most(rows: Iterable[tuple[T, int]]) -> tuple[tuple[T, int], ...]:
    return tuple(sorted(rows, key=lambda row: (-row[1], str(row[0])))[:SHOWN])


def _decades(rows: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    found: dict[int, int] = {}
    for year, number in rows:
        found[year // 10 * 10] = found.get(year // 10 * 10, 0) + number
    return tuple(sorted(found.items(), reverse=True))


def _headings(records: Sequence[int], tags: Sequence[str]) -> tuple[Heading, ...]:
    links = AuthorityLink.objects.filter(record__in=records, tag__in=tags)
    rows = (
        links.values_list("authority").annotate(n=Count("record", distinct=True)).order_by("-n", "authority")
    )
    most = dict(rows[:SHOWN])
    names = dict(Authority.objects.filter(pk__in=most).values_list("pk", "heading"))
    return tuple(Heading(pk, names[pk], number) for pk, number in most.items())
