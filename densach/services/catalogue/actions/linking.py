"""Which records use which headings: kept in step with their fields, many records at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Final

from django.db import connection, transaction

from densach.formats.marc import Marc, from_json
from densach.kernel.collation import sort_key
from densach.kernel.vietnamese import fold
from densach.services.catalogue.models import Authority, AuthorityLink, Record, RecordState
from densach.services.catalogue.rules.headings import Heading, headings_of

CHUNK: Final = 500
_Named = tuple[str, str]
_TABLE: Final = AuthorityLink._meta.db_table
_INSERT: Final = f'INSERT INTO "{_TABLE}" (record_id, authority_id, tag, role) VALUES (%s, %s, %s, %s)'  # noqa: S608
_HEADINGS: Final = (
    f'SELECT id, key, merged_into_id FROM "{Authority._meta.db_table}" '  # noqa: S608  # nothing but placeholders
    "WHERE kind = %s AND key IN ({marks}) ORDER BY id"
)
_USED: Final = f'UPDATE "{Authority._meta.db_table}" SET uses = uses + %s WHERE id = %s'  # noqa: S608
_NEW_HEADING: Final = (
    f'INSERT INTO "{Authority._meta.db_table}" (kind, heading, key, sort_key, folded, dates, updated_at, '  # noqa: S608
    "variants, note, marc, source, uses, revision) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, '[]', '', '', '', 0, 1) ON CONFLICT DO NOTHING"
)


@transaction.atomic
def link(
    records: Sequence[Record], *, at: datetime, marcs: Sequence[Marc] | None = None, new: bool = False
) -> None:
    """Writes anew which headings the records use; headings that lack are made. `marcs`, where the caller has them read
    already, stand in the order of `records`; `new` says that none of the records has a link yet. A handful of queries
    for each 500 records. Merged and withdrawn records use nothing.
    """
    for start in range(0, len(records), CHUNK):
        part = records[start : start + CHUNK]
        read = marcs[start : start + CHUNK] if marcs is not None else [from_json(one.marc) for one in part]
        _link(part, read, at, new)


@transaction.atomic
def unlink(record_ids: Collection[int]) -> None:
    """These records use no heading any more: for those that go."""
    rows = AuthorityLink.objects.filter(record_id__in=list(record_ids))
    _count(set(), set(rows.values_list("record_id", "authority_id")))
    rows.delete()


def _link(records: Sequence[Record], marcs: Sequence[Marc], at: datetime, new: bool) -> None:
    uses = {
        record.pk: headings_of(marc) if record.state in (RecordState.PUBLISHED, RecordState.DRAFT) else []
        for record, marc in zip(records, marcs, strict=True)
    }
    numbers = _numbered({heading[:2]: heading for told in uses.values() for heading in told}, at)
    wanted = {
        (key, numbers[one[:2]], one.tag, one.role)
        for key, told in uses.items()
        for one in told
    }  # fmt: skip
    there: dict[tuple[int, int, str, str], int] = {}
    if not new:
        rows = AuthorityLink.objects.filter(record__in=list(uses))
        there = {
            (record, authority, tag, role): pk
            for pk, record, authority, tag, role in rows.values_list(
                "pk", "record_id", "authority_id", "tag", "role"
            )
        }
    if gone := [pk for use, pk in there.items() if use not in wanted]:
        AuthorityLink.objects.filter(pk__in=gone).delete()
    if come := sorted(wanted - there.keys()):
        with connection.cursor() as cursor:
            cursor.executemany(_INSERT, come)
    _count(_pairs(wanted), _pairs(there))


def _pairs(uses: Iterable[tuple[int, int, str, str]]) -> set[tuple[int, int]]:
    return {(record, authority) for record, authority, _tag, _role in uses}


def _count(after: set[tuple[int, int]], before: set[tuple[int, int]]) -> None:
    """A record counts once for a heading, in however many fields it stands. Headings are taken in one order, so that
    two who count the same ones do not wait for each other.
    """
    change = Counter(authority for _record, authority in after - before)
    change.subtract(authority for _record, authority in before - after)
    if moved := sorted((authority, number) for authority, number in change.items() if number):
        with connection.cursor() as cursor:
            cursor.executemany(_USED, [(number, authority) for authority, number in moved])


def _numbered(wanted: dict[_Named, Heading], at: datetime) -> dict[_Named, int]:
    """Kind and key → the heading's number; one merged away gives the number of what it was merged into."""
    found = _known(wanted)
    lacking = [heading for named, heading in wanted.items() if named not in found]
    if lacking:
        # Django's way of making them costs more than the rest of an import. Somebody else may be making the same
        # heading: theirs is taken then.
        moment = connection.ops.adapt_datetimefield_value(at)
        with connection.cursor() as cursor:
            cursor.executemany(
                _NEW_HEADING,
                [
                    (one.kind, one.text, one.key, sort_key(one.text), fold(one.text), one.dates, moment)
                    for one in sorted(lacking)
                ],
            )
        found |= _known([one[:2] for one in lacking])
    return found


def _known(wanted: Iterable[_Named]) -> dict[_Named, int]:
    keys: dict[str, list[str]] = defaultdict(list)
    for kind, key in wanted:
        keys[kind].append(key)
    found: dict[_Named, int] = {}
    merged: dict[_Named, int] = {}
    with connection.cursor() as cursor:
        for kind, some in keys.items():
            cursor.execute(_HEADINGS.format(marks=", ".join(["%s"] * len(some))), [str(kind), *some])
            for pk, key, into in cursor.fetchall():
                (merged if into else found)[kind, key] = into or pk
    return {**merged, **found}
