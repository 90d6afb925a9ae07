"""What narrows a search beside its words: the facets that were chosen, years, call numbers, where copies are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from densach.services.catalogue.models import ItemState, RecordState
from densach.services.catalogue.rules.keys import call_sort
from densach.services.catalogue.search.asking import Asked
from densach.services.catalogue.search.matching import Clause, Value, excluded

# In these states a copy is on no shelf and comes back to none by itself.
GONE: Final = (ItemState.WITHDRAWN, ItemState.LOST, ItemState.MISSING)
# Fields whose headings are names of those who made the work, and what it is about.
AUTHORS: Final = ("100", "110", "111", "700", "710", "711")
SUBJECTS: Final = ("600", "610", "611", "630", "650", "651", "653", "655")


@dataclass(frozen=True)
class Query:
    """What is looked for. `text` as typed; the rest narrows it: `subject`, `author` (headings) and `library` by number,
    `years` from and to, `work` by a record's `work_key`. `staff`: drafts and withdrawn records too, `states` only
    these, `unheld` those without copies, `drafts` only those of these libraries (None: of all). `sort`: "", title,
    newest, year.
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    years: tuple[int | None, int | None] | None = None
    subject: int | None = None
    author: int | None = None
    library: int | None = None
    available: bool = False
    children: bool = False
    work: str = ""
    staff: bool = False
    states: tuple[str, ...] = ()
    unheld: bool = False
    drafts: tuple[int, ...] | None = None
    sort: str = ""
    offset: int = 0
    limit: int = 20


def narrowing(query: Query, asked: Asked) -> list[Clause]:
    """Each a condition on the row `f` of a record. Where words are asked, they see to what is hidden themselves."""
    found = [one for one in (excluded(asked),) if one is not None]
    if not query.staff and not asked.wanted:
        found.append(Clause("NOT f.hidden"))
    found += _columns(query)
    found += _years(query.years)
    found += _years(asked.years)
    found += _call(asked.call)
    found += _headings(query)
    found += _copies(query)
    found += _record(query)
    return found


def among(values: tuple[Value, ...]) -> str:
    return f"({', '.join(['%s'] * len(values))})"


def _columns(query: Query) -> Iterator[Clause]:
    if query.kinds:
        yield Clause(f"f.kind IN {among(query.kinds)}", query.kinds)
    if query.languages:
        yield Clause(f"f.language IN {among(query.languages)}", query.languages)
    if query.children:
        yield Clause("f.children")


def _years(years: tuple[int | None, int | None] | None) -> Iterator[Clause]:
    first, last = years or (None, None)
    if first is not None:
        yield Clause("f.year >= %s", (first,))
    if last is not None:
        yield Clause("f.year <= %s", (last,))


def _call(call: str) -> Iterator[Clause]:
    """A class, or a call number on a copy, that begins so."""
    if not call:
        return
    key = call_sort(call)
    yield Clause(
        "substr(f.ddc, 1, %s) = %s OR f.record_id IN "
        "(SELECT record_id FROM catalogue_item WHERE substr(call_sort, 1, %s) = %s)",
        (len(call), call, len(key), key),
    )


def _headings(query: Query) -> Iterator[Clause]:
    for tags, heading in ((AUTHORS, query.author), (SUBJECTS, query.subject)):
        if heading is not None:
            yield Clause(
                "f.record_id IN (SELECT record_id FROM catalogue_authoritylink "  # noqa: S608
                f"WHERE authority_id = %s AND tag IN {among(tags)})",
                (heading, *tags),
            )


def _copies(query: Query) -> Iterator[Clause]:
    """Live: where the copies are now and whether one stands on the shelf."""
    if query.library is None and not query.available:
        return
    states = (ItemState.AVAILABLE,) if query.available else GONE
    wanted = f"i.state {'IN' if query.available else 'NOT IN'} {among(states)}"
    values: tuple[Value, ...] = tuple(str(state) for state in states)
    if query.library is not None:
        wanted += " AND i.place_id = %s"
        values += (query.library,)
    yield Clause(
        f"EXISTS (SELECT 1 FROM catalogue_item i WHERE i.record_id = f.record_id AND {wanted})",  # noqa: S608
        values,
    )


def _record(query: Query) -> Iterator[Clause]:
    if query.drafts is not None:
        others = f"AND r.library_id NOT IN {among(query.drafts)}" if query.drafts else ""
        yield Clause(
            "NOT (f.hidden AND EXISTS (SELECT 1 FROM catalogue_record r "  # noqa: S608
            f"WHERE r.id = f.record_id AND r.state = %s {others}))",
            (str(RecordState.DRAFT), *query.drafts),
        )
    wanted: list[str] = []
    values: list[Value] = []
    if query.states:
        wanted.append(f"r.state IN {among(query.states)}")
        values.extend(query.states)
    if query.unheld:
        wanted.append("r.holdings = 0")
    if query.work:
        wanted.append("r.work_key = %s")
        values.append(query.work)
    if wanted:
        inner = f"SELECT r.id FROM catalogue_record r WHERE {' AND '.join(wanted)}"  # noqa: S608
        yield Clause(f"f.record_id IN ({inner})", tuple(values))
