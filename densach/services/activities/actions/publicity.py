"""Evidence is added, put right, put in order, published and taken away with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext, gettext_noop

from densach.files.actions import Upload, keep
from densach.files.models import StoredFile
from densach.files.rules import content_type
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.services.activities.models import Activity, Evidence, EvidenceKind, Recognisable, Session
from densach.services.activities.queries.publicity import state_of
from densach.services.activities.rules.evidence import (
    LARGEST_PICTURE,
    NEEDS,
    PICTURES,
    ConsentAsked,
    EvidenceInFuture,
    EvidenceLacks,
    EvidenceThere,
    NoSuchEvidence,
    NotAPicture,
    PictureTooLarge,
    SeenAnOldEvidence,
    WhyRemoved,
    bare,
)
from densach.services.activities.rules.verbs import MANAGE

_WORDS: Final = {
    "file": gettext_noop("the file"),
    "alt": gettext_noop("what the picture shows, in words"),
    "text": gettext_noop("the text"),
    "url": gettext_noop("the address"),
    "source": gettext_noop("the newspaper or station"),
    "title": gettext_noop("the title"),
}


@dataclass(frozen=True)
class EvidenceData:
    """All that is told of a piece of evidence. `alt`: what a picture shows; `recognisable` of `Recognisable`."""

    kind: str
    title: str
    on: date
    text: str = ""
    url: str = ""
    source: str = ""
    alt: str = ""
    recognisable: str = Recognisable.UNASKED
    public: bool = False
    session: Session | None = None


@transaction.atomic
def add_evidence(
    *, at: datetime, actor: Actor, activity: Activity, data: EvidenceData, upload: Upload | None = None
) -> Evidence:
    """A picture, news, press, a film or a paper of the activity; a picture loses what the camera wrote into it.

    Raises NotAllowed, EvidenceLacks, NotAPicture, PictureTooLarge, BrokenPicture, ConsentAsked, EvidenceInFuture,
    EvidenceThere and what `files.keep` refuses.
    """
    _require(actor, activity)
    _checked(at, data, has_file=upload is not None)
    there = Evidence.objects.filter(activity=activity, removed_at__isnull=True)
    if data.url and (same := there.filter(url=data.url.strip()).first()):
        raise EvidenceThere(title=same.title)
    found = Evidence(activity=activity, added_at=at, added_by_name=actor.name)
    found.position = (there.aggregate(last=Max("position"))["last"] or 0) + 1
    found.file = _kept(at, actor, activity, data, upload)
    _write(found, data)
    _tell(at, actor, found, "activity.evidence_added")
    return found


def _require(actor: Actor, activity: Activity) -> None:
    if not actor.may(MANAGE, activity.organisation_id):
        raise NotAllowed(verb=MANAGE)


def _checked(at: datetime, data: EvidenceData, *, has_file: bool) -> None:
    told = {"file": has_file, "title": bool(clean_text(data.title))}
    told |= {name: bool(clean_text(getattr(data, name))) for name in ("alt", "text", "url", "source")}
    for name in ("title", *NEEDS[EvidenceKind(data.kind)]):
        if not told[name]:
            raise EvidenceLacks(what=gettext(_WORDS[name]))
    if data.on > today(at):
        raise EvidenceInFuture(on=data.on)
    if data.public and data.kind == EvidenceKind.PHOTO and data.recognisable == Recognisable.UNASKED:
        raise ConsentAsked


def _kept(
    at: datetime, actor: Actor, activity: Activity, data: EvidenceData, upload: Upload | None
) -> StoredFile | None:
    if upload is None:
        return None
    name, raw = upload.name, upload.data
    if data.kind == EvidenceKind.PHOTO:
        kind = content_type(name, raw)
        if kind not in PICTURES:
            raise NotAPicture(name=name)
        if len(raw) > LARGEST_PICTURE:
            raise PictureTooLarge(size=round(len(raw) / 2**20), limit=LARGEST_PICTURE // 2**20)
        raw = bare(raw, kind, name)
    return keep(at=at, actor=actor, name=name, data=raw, organisation=activity.organisation)


def _write(found: Evidence, data: EvidenceData) -> None:
    found.kind, found.on, found.public, found.session = data.kind, data.on, data.public, data.session
    found.title, found.text = clean_text(data.title)[:200], clean_text(data.text)[:4000]
    found.url, found.source = data.url.strip(), clean_text(data.source)[:150]
    found.alt, found.recognisable = clean_text(data.alt)[:300], data.recognisable
    found.full_clean(exclude=["activity", "session", "file"])
    found.save()


def _tell(at: datetime, actor: Actor, found: Evidence, act: str, **more: object) -> None:
    journal.write(
        at=at, actor=actor, act=act, organisation=found.activity.organisation, subject=f"activity:{found.activity_id}",
        title=found.activity.title, evidence=found.title, **more,
    )  # fmt: skip


def _held(actor: Actor, evidence: Evidence) -> Evidence:
    rows = Evidence.objects.select_for_update(of=("self",)).select_related("activity__organisation", "file")
    found = rows.filter(pk=evidence.pk, removed_at__isnull=True).first()
    if found is None:
        raise NoSuchEvidence
    _require(actor, found.activity)
    return found


@transaction.atomic
def change_evidence(
    *,
    at: datetime,
    actor: Actor,
    evidence: Evidence,
    data: EvidenceData,
    upload: Upload | None = None,
    seen: str = "",
) -> Evidence:
    """What was told is put right; a new file takes the place of the old one. `seen`: the `publicity.state_of` that the
    page showed. Raises as `add_evidence`, and SeenAnOldEvidence.
    """
    found = _held(actor, evidence)
    if seen and seen != state_of(found):
        raise SeenAnOldEvidence
    _checked(at, data, has_file=upload is not None or found.file_id is not None)
    found.file = _kept(at, actor, found.activity, data, upload) or found.file
    _write(found, data)
    _tell(at, actor, found, "activity.evidence_changed")
    return found


@transaction.atomic
def remove_evidence(*, at: datetime, actor: Actor, evidence: Evidence, why: str) -> None:
    """Leaves every page at once; that it was there, and why it went, stays. Raises WhyRemoved."""
    found = _held(actor, evidence)
    if not clean_text(why):
        raise WhyRemoved
    found.removed_at, found.removed_why, found.public = at, clean_text(why)[:200], False
    found.save(update_fields=["removed_at", "removed_why", "public"])
    _tell(at, actor, found, "activity.evidence_removed", why=found.removed_why)


@transaction.atomic
def restore_evidence(*, at: datetime, actor: Actor, evidence: Evidence) -> None:
    """Taken away by mistake: it is there again, and not public."""
    found = Evidence.objects.select_related("activity__organisation").filter(pk=evidence.pk).first()
    if found is None or found.removed_at is None:
        raise NoSuchEvidence
    _require(actor, found.activity)
    found.removed_at, found.removed_why = None, ""
    found.save(update_fields=["removed_at", "removed_why"])
    _tell(at, actor, found, "activity.evidence_restored")


@transaction.atomic
def order_evidence(*, at: datetime, actor: Actor, activity: Activity, ids: Sequence[int]) -> None:
    """In this order from now on; what is not named follows behind."""
    _require(actor, activity)
    rows = {one.pk: one for one in Evidence.objects.filter(activity=activity, removed_at__isnull=True)}
    named = [pk for pk in dict.fromkeys(ids) if pk in rows]
    rest = sorted(
        (one for pk, one in rows.items() if pk not in named), key=lambda one: (one.position, one.pk)
    )
    for place, pk in enumerate([*named, *(one.pk for one in rest)], 1):
        Evidence.objects.filter(pk=pk).update(position=place)
    journal.write(
        at=at, actor=actor, act="activity.evidence_ordered", organisation=activity.organisation,
        subject=f"activity:{activity.pk}", title=activity.title, number=len(rows),
    )  # fmt: skip
