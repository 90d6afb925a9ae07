"""Headings of names and subjects: entered, changed, merged and parted again.

A heading that changes is written into every record that uses it, each with a revision of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction

from densach.formats.marc import Marc, from_json
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.collation import sort_key
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text, fold
from densach.services.catalogue.actions import records
from densach.services.catalogue.models import (
    Authority,
    AuthorityLink,
    AuthorityMerger,
    AuthorityRevision,
    Record,
)
from densach.services.catalogue.rules.headings import KIND_OF_TAG, key_of, said_anew
from densach.services.catalogue.rules.refusals import (
    HeadingsDiffer,
    HeadingTaken,
    NoHeading,
    NoSuchHeading,
    NotBroader,
    NothingToUndo,
    SeenAnOldHeading,
)
from densach.services.catalogue.search import index

KEEP: Final = "catalogue.authority"
_TOLD: Final = ("heading", "dates", "variants", "note", "broader_id")


@dataclass(frozen=True)
class HeadingText:
    """A heading as somebody writes it; `variants` are the forms under which people look for it."""

    heading: str
    dates: str = ""
    variants: tuple[str, ...] = ()
    note: str = ""
    broader: Authority | None = None
    related: tuple[int, ...] = ()


@transaction.atomic
def add_heading(*, at: datetime, actor: Actor, kind: str, text: HeadingText) -> Authority:
    """A heading that no record uses yet. Raises NotAllowed, NoHeading, HeadingTaken."""
    _require(actor)
    made = Authority(kind=kind, updated_at=at)
    _fill(made, text)
    _refuse_taken(made)
    made.save()
    made.related.set(text.related)
    index.put_headings([made])
    _keep(at, actor, made)
    journal.write(
        at=at, actor=actor, act="catalogue.heading_added", subject=f"heading:{made.pk}", heading=made.heading
    )
    return made


@transaction.atomic
def change_heading(
    *, at: datetime, actor: Actor, heading: Authority, seen: int, text: HeadingText
) -> Authority:
    """Writes the heading anew, in the records that use it too. Raises SeenAnOldHeading, HeadingTaken, NotBroader."""
    _require(actor, heading)
    found = _locked(heading.pk)
    if found.revision != seen:
        last = AuthorityRevision.objects.filter(authority=found).order_by("-number").first()
        raise SeenAnOldHeading(name=last.made_by_name if last else "")
    if not found.revisions.exists():
        _keep(at, actor, found, made_by="")
    before = (found.heading, found.dates)
    _require_no_ring(found, text.broader)
    _fill(found, text)
    _refuse_taken(found)
    found.revision, found.updated_at = found.revision + 1, at
    found.save()
    found.related.set(text.related)
    _keep(at, actor, found)
    if (found.heading, found.dates) != before:
        _rewrite(at, actor, found, found)
    index.put_headings([found])
    journal.write(
        at=at,
        actor=actor,
        act="catalogue.heading_changed",
        subject=f"heading:{found.pk}",
        heading=found.heading,
    )
    return found


@transaction.atomic
def merge_headings(*, at: datetime, actor: Actor, kept: Authority, other: Authority) -> AuthorityMerger:
    """`other` goes into `kept`: its records are rewritten, its forms become forms of `kept`. Raises HeadingsDiffer."""
    _require(actor, other)
    if kept.pk == other.pk:
        raise HeadingsDiffer
    first, second = (_locked(pk) for pk in sorted((kept.pk, other.pk)))
    kept, other = (first, second) if first.pk == kept.pk else (second, first)
    if kept.kind != other.kind:
        raise HeadingsDiffer
    told = {
        "variants": kept.variants,
        "narrower": list(other.narrower.order_by("pk").values_list("pk", flat=True)),
        "merged": list(other.merged.order_by("pk").values_list("pk", flat=True)),
        "broader": kept.broader_id,
    }
    kept.variants = list(dict.fromkeys([*kept.variants, _full(other), *other.variants]))
    kept.broader_id = None if kept.broader_id == other.pk else kept.broader_id
    kept.revision, kept.updated_at = kept.revision + 1, at
    kept.save()
    _keep(at, actor, kept)
    other.merged_into, other.revision, other.updated_at = kept, other.revision + 1, at
    other.save()
    Authority.objects.filter(pk__in=told["narrower"]).exclude(pk=kept.pk).update(broader=kept)
    # Whatever went into the other one before goes on to this one.
    Authority.objects.filter(pk__in=told["merged"]).update(merged_into=kept)
    rewrites = _rewrite(at, actor, other, kept)
    index.put_headings([kept, other])
    merger = AuthorityMerger.objects.create(
        kept=kept, other=other, records=rewrites, told=told, made_at=at, made_by_name=actor.name
    )
    journal.write(
        at=at, actor=actor, act="catalogue.headings_merged", subject=f"heading:{kept.pk}", heading=kept.heading,
        other=other.heading,
    )  # fmt: skip
    return merger


@transaction.atomic
def part_headings(*, at: datetime, actor: Actor, merger: AuthorityMerger) -> Authority:
    """Takes a merger back: records that nobody changed since say again what they said. Others keep the new heading.
    Raises NothingToUndo.
    """
    found = AuthorityMerger.objects.select_for_update().select_related("kept", "other").get(pk=merger.pk)
    _require(actor, found.kept)
    if found.undone_at is not None or found.other.merged_into_id != found.kept_id:
        raise NothingToUndo(title=found.other.heading)
    other, kept = found.other, found.kept
    other.merged_into, other.revision, other.updated_at = None, other.revision + 1, at
    other.save()
    added = {_full(other), *other.variants} - set(found.told["variants"])
    kept.variants = [one for one in kept.variants if one not in added]
    kept.broader_id = found.told["broader"]
    kept.revision, kept.updated_at = kept.revision + 1, at
    kept.save()
    _keep(at, actor, kept)
    Authority.objects.filter(pk__in=found.told["narrower"], broader=kept).update(broader=other)
    Authority.objects.filter(pk__in=found.told["merged"], merged_into=kept).update(merged_into=other)
    for pk, before, after in found.records:
        record = records.locked(pk)
        if record.revision == after:
            then = record.revisions.get(number=before)
            records.write(at=at, actor=actor, found=record, marc=from_json(then.marc), note=f"← {before}")
    index.put_headings([kept, other])
    found.undone_at = at
    found.save(update_fields=["undone_at"])
    journal.write(
        at=at, actor=actor, act="catalogue.headings_parted", subject=f"heading:{kept.pk}", heading=kept.heading,
        other=other.heading,
    )  # fmt: skip
    return other


def _rewrite(at: datetime, actor: Actor, used: Authority, new: Authority) -> list[list[int]]:
    """Records that use `used` say `new`: number, revision before, revision after of each."""
    found = []
    rows = AuthorityLink.objects.filter(authority=used).order_by("record_id")
    for pk in list(rows.values_list("record_id", flat=True).distinct()):
        record = records.locked(pk)
        tags = set(rows.filter(record_id=pk).values_list("tag", flat=True))
        before = record.revision
        marc = _said_anew(from_json(record.marc), tags, used, new)
        if records.write(at=at, actor=actor, found=record, marc=marc, note=new.heading[:180]):
            found.append([pk, before, record.revision])
    return found


def _said_anew(marc: Marc, tags: set[str], used: Authority, new: Authority) -> Marc:
    """The record with the heading written anew in those fields that say the old one."""
    keys = {used.key, *(_key_then(one.told) for one in used.revisions.all())}
    keys |= set(used.merged.values_list("key", flat=True))
    told = []
    for field in marc.fields:
        named = field.tag in tags and field.tag in KIND_OF_TAG
        told.append(said_anew(field, used.kind, keys, new.heading, new.dates) if named else field)
    return Marc(marc.leader, tuple(told))


def _key_then(told: dict[str, Any]) -> str:
    return key_of(told["heading"], told["dates"])


def _require(actor: Actor, heading: Authority | None = None) -> None:
    """Headings are one for all libraries. Whoever keeps headings in a library may change those that records of the
    library use, and those that nobody uses. Raises NotAllowed.
    """
    used = Record.objects.filter(links__authority=heading) if heading else Record.objects.none()
    libraries = list(used.order_by("library_id").values_list("library_id", flat=True).distinct())
    allowed = any(actor.may(KEEP, one) for one in libraries) if libraries else actor.may(KEEP, None)
    if not allowed:
        raise NotAllowed(verb=KEEP)


def _locked(pk: int) -> Authority:
    found = Authority.objects.select_for_update().filter(pk=pk, merged_into__isnull=True).first()
    if found is None:
        raise NoSuchHeading
    return found


def _fill(heading: Authority, text: HeadingText) -> None:
    heading.heading, heading.dates = clean_text(text.heading), clean_text(text.dates)[:60]
    heading.key = key_of(heading.heading, heading.dates)
    if not heading.key:
        raise NoHeading
    heading.sort_key, heading.folded = sort_key(heading.heading), fold(heading.heading)
    heading.variants = [one for one in dict.fromkeys(map(clean_text, text.variants)) if one]
    heading.note, heading.broader = clean_text(text.note), text.broader


def _refuse_taken(heading: Authority) -> None:
    taken = Authority.objects.filter(kind=heading.kind, key=heading.key, merged_into__isnull=True)
    if taken.exclude(pk=heading.pk).exists():
        raise HeadingTaken(heading=heading.heading)


def _require_no_ring(heading: Authority, broader: Authority | None) -> None:
    above = broader
    while above is not None:
        if above.pk == heading.pk:
            raise NotBroader(heading=broader.heading if broader else "")
        above = above.broader


def _full(heading: Authority) -> str:
    return f"{heading.heading}, {heading.dates}" if heading.dates else heading.heading


def _keep(at: datetime, actor: Actor, heading: Authority, *, made_by: str | None = None) -> None:
    """The first revision of a heading made by linking is kept when somebody first changes it."""
    told = {name: getattr(heading, name) for name in _TOLD}
    try:
        with transaction.atomic():
            AuthorityRevision.objects.create(
                authority=heading, number=heading.revision, told=told, made_at=at,
                made_by_name=actor.name if made_by is None else made_by,
            )  # fmt: skip
    except IntegrityError as error:
        raise SeenAnOldHeading(name="") from error
