"""A file of authority records becomes headings: all of it or none. A second time it changes nothing.

A heading is known again by its number in the list it comes from, else by its kind and words. What the catalogue has is
filled and never replaced: other forms are added; a note and the heading above only where there were none.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, Final

from django.db import transaction

from densach.formats.marc import to_json
from densach.formats.marc.values import Read
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.collation import sort_key
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text, fold
from densach.services.catalogue.actions.importing.batches import Outcome, Progress, silent
from densach.services.catalogue.models import Authority, AuthorityRevision, RowAction
from densach.services.catalogue.rules.authorities import AuthorityRecord, Named, authority_of, is_authority
from densach.services.catalogue.search import index

KEEP: Final = "catalogue.authority"
_TOLD: Final = ("heading", "dates", "variants", "note", "broader_id")
_AT_ONCE: Final = 500


@dataclass(frozen=True)
class Answer:
    """What became of a record of the file: its heading in words and by number, the revision that it has now, and how a
    heading that was there before stood.
    """

    position: int
    text: str
    action: str
    heading: int
    revision: int
    before: dict[str, Any] | None


class _Trial(Exception):
    """Leaves the transaction of a trial."""


def holds_authorities(reads: Iterable[Read]) -> tuple[bool, Iterator[Read]]:
    """Whether the first record that can be read is an authority; gives the records back whole."""
    looked: list[Read] = []
    rest = iter(reads)
    for read in rest:
        looked.append(read)
        if read.marc is not None:
            return is_authority(read.marc), chain(looked, rest)
    return False, iter(looked)


def import_headings(
    *,
    at: datetime,
    actor: Actor,
    reads: Iterable[Read],
    name: str,
    dry_run: bool = False,
    progress: Progress = silent,
    answers: list[Answer] | None = None,
) -> Outcome:
    """Takes authority records in. `told` and `rejected` answer record by record, `answers` hears what became of each
    heading. Raises NotAllowed.
    """
    if not actor.may(KEEP, None):
        raise NotAllowed(verb=KEEP)
    began, outcome = time.perf_counter(), Outcome(None)
    try:
        with transaction.atomic():
            told = _take(at, actor, reads, outcome, progress)
            if answers is not None:
                answers.extend(told)
            journal.write(
                at=at, actor=actor, act="catalogue.headings_taken", subject="headings", name=name,
                created=outcome.created, updated=outcome.updated,
            )  # fmt: skip
            if dry_run:
                raise _Trial
    except _Trial:
        pass
    outcome.seconds = time.perf_counter() - began
    return outcome


def _take(
    at: datetime, actor: Actor, reads: Iterable[Read], outcome: Outcome, progress: Progress
) -> list[Answer]:
    taken: list[tuple[int, AuthorityRecord, Authority, bool]] = []
    changed: dict[int, Authority] = {}
    # One heading may be told by several records: all of them fill the same one.
    seen: dict[int, Authority] = {}
    before: dict[int, dict[str, Any]] = {}
    # Asked once: numbers of other lists have no index, as nothing but such a file asks for them.
    sources = dict(Authority.objects.exclude(source="").values_list("source", "pk"))
    for read in reads:
        outcome.read += 1
        found = _judged(read, outcome)
        if found is None:
            continue
        heading, is_new = _known(found, sources), False
        if heading is None:
            heading, is_new = _made(at, found, to_json(read.marc) if read.marc else ""), True
            sources.setdefault(found.source, heading.pk)
        heading = seen.setdefault(heading.pk, heading)
        if not is_new and heading.pk not in before:
            before[heading.pk] = _before(heading)
        if is_new or _filled(heading, found):
            changed[heading.pk] = heading
        taken.append((read.position, found, heading, is_new))
        if outcome.read % _AT_ONCE == 0:
            progress(outcome.read)
    fresh = {heading.pk for _position, _record, heading, is_new in taken if is_new}
    for position, record, heading, _is_new in taken:
        if _joined(position, record, heading, outcome):
            changed[heading.pk] = heading
    for pk, heading in changed.items():
        _saved(at, actor, heading, is_new=pk in fresh)
    index.put_headings(list(changed.values()))
    outcome.created, outcome.updated = len(fresh), len(changed.keys() - fresh)
    outcome.unchanged = outcome.read - len(outcome.rejected) - outcome.created - outcome.updated
    return [
        _answer(position, heading, is_new, heading.pk in changed.keys() - fresh, before)
        for position, _record, heading, is_new in taken
    ]


def _answer(
    position: int, heading: Authority, is_new: bool, is_filled: bool, before: dict[int, dict[str, Any]]
) -> Answer:
    action = RowAction.NEW if is_new else RowAction.UPDATE if is_filled else RowAction.SAME
    was = before[heading.pk] if is_filled else None
    return Answer(position, heading.heading, action, heading.pk, heading.revision, was)


_FILLED: Final = ("variants", "note", "source", "broader_id")


def _before(heading: Authority) -> dict[str, Any]:
    """What filling may change of a heading."""
    told = {name: getattr(heading, name) for name in _FILLED}
    related = heading.related.order_by("pk").values_list("pk", flat=True)
    return {**told, "variants": list(heading.variants), "related": list(related)}


def put_back(
    at: datetime, actor: Actor, heading: Authority, before: dict[str, Any], gone: Collection[int]
) -> None:
    """A heading that a file filled says again what it said before; what is `gone` meanwhile stays gone."""
    for name in _FILLED:
        setattr(heading, name, before[name] if name != "broader_id" or before[name] not in gone else None)
    heading.related.set([pk for pk in before["related"] if pk not in gone])
    _saved(at, actor, heading, is_new=False)
    index.put_headings([heading])


def _judged(read: Read, outcome: Outcome) -> AuthorityRecord | None:
    """The authority of a record; a record that is none is rejected with the reason."""
    if read.marc is None:
        outcome.rejected.append((read.position, read.told[-1] if read.told else ("marc.broken", {})))
    elif not is_authority(read.marc):
        outcome.rejected.append((read.position, ("importing.no_authority", {})))
    elif (found := authority_of(read.marc)) is None:
        outcome.rejected.append((read.position, ("importing.no_heading", {})))
    else:
        return found
    return None


def _known(record: AuthorityRecord, sources: dict[str, int]) -> Authority | None:
    if record.source in sources:
        found = Authority.objects.select_related("merged_into").filter(pk=sources[record.source]).first()
        if found is not None:
            return found.merged_into or found
    return _named(record.heading)


def _named(named: Named) -> Authority | None:
    """The heading that reads so, or what it was merged into."""
    rows = Authority.objects.select_related("merged_into").filter(kind=named.kind, key=named.key)
    found = rows.filter(merged_into=None).first() or rows.order_by("pk").first()
    return found.merged_into or found if found is not None else None


def _made(at: datetime, record: AuthorityRecord, marc: str) -> Authority:
    text = clean_text(record.heading.text)
    return Authority.objects.create(
        kind=record.heading.kind, heading=text, key=record.heading.key, sort_key=sort_key(text), folded=fold(text),
        dates=record.heading.dates, variants=list(record.variants), note=record.note, marc=marc,
        source=record.source, updated_at=at,
    )  # fmt: skip


def _filled(heading: Authority, record: AuthorityRecord) -> bool:
    """Adds what the heading lacks; says whether anything was lacking."""
    full = f"{heading.heading}, {heading.dates}" if heading.dates else heading.heading
    offered = [record.heading.full, *record.variants]
    lacking = [one for one in offered if one != full and one not in heading.variants]
    heading.variants = [*heading.variants, *dict.fromkeys(lacking)]
    noted = bool(record.note and not heading.note)
    heading.note = heading.note or record.note
    known = not record.source or bool(heading.source)
    heading.source = heading.source or record.source
    return bool(lacking) or noted or not known


def _joined(position: int, record: AuthorityRecord, heading: Authority, outcome: Outcome) -> bool:
    """Puts the heading under the one above it and beside its relations, as far as the catalogue has them."""
    changed = False
    if record.broader is not None and heading.broader_id is None:
        above = _named(record.broader)
        if above is None:
            outcome.told.append((position, ("importing.no_broader", {"heading": record.broader.full})))
        elif not _is_below(above, heading):
            heading.broader, changed = above, True
    beside = {one.pk for named in record.related if (one := _named(named)) is not None} - {heading.pk}
    if beside:
        heading.related.add(*beside)
    if changed:
        heading.save(update_fields=["broader"])
    return changed


def _is_below(above: Authority, heading: Authority) -> bool:
    """Whether what should stand above stands below already: no ring."""
    one: Authority | None = above
    while one is not None:
        if one.pk == heading.pk:
            return True
        one = one.broader
    return False


def _saved(at: datetime, actor: Actor, heading: Authority, *, is_new: bool) -> None:
    if not is_new:
        heading.revision, heading.updated_at = heading.revision + 1, at
    # A new one too: a later record of the file may have filled it.
    heading.save()
    AuthorityRevision.objects.create(
        authority=heading, number=heading.revision, made_at=at, made_by_name=actor.name,
        told={name: getattr(heading, name) for name in _TOLD},
    )  # fmt: skip
