"""Evidence of activities: what everyone sees, what staff see, how much of it there is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Count, Q

from densach.files import queries as files
from densach.services.activities.models import Activity, ActivityState, Evidence, EvidenceKind


@dataclass(frozen=True)
class PublicEvidence:
    """What an activity's page shows, each in its order. A picture's file is fetched by `picture`."""

    photos: list[Evidence]
    news: list[Evidence]
    press: list[Evidence]
    films: list[Evidence]
    papers: list[Evidence]

    def __bool__(self) -> bool:
        return any((self.photos, self.news, self.press, self.films, self.papers))


def public_evidence(activity: Activity) -> PublicEvidence:
    """What is public of an activity; one query."""
    rows = list(_ordered(Q(activity=activity, public=True)))

    def of(kind: str) -> list[Evidence]:
        return [one for one in rows if one.kind == kind]

    return PublicEvidence(
        of(EvidenceKind.PHOTO), of(EvidenceKind.NEWS), of(EvidenceKind.PRESS), of(EvidenceKind.VIDEO),
        of(EvidenceKind.PAPER),
    )  # fmt: skip


def _ordered(which: Q) -> Iterable[Evidence]:
    rows = Evidence.objects.filter(which, removed_at__isnull=True).select_related("file", "session")
    return rows.order_by("position", "pk")


def evidence_of(activity: Activity, kind: str = "") -> list[Evidence]:
    """All that is kept of an activity, in order."""
    which = Q(activity=activity)
    return list(_ordered(which & Q(kind=kind) if kind in EvidenceKind.values else which))


def removed_of(activity: Activity) -> list[Evidence]:
    """What was taken away, the last first."""
    return list(Evidence.objects.filter(activity=activity, removed_at__isnull=False).order_by("-removed_at"))


def evidence_by_id(pk: int) -> Evidence | None:
    rows = Evidence.objects.select_related("activity__organisation", "activity__kind", "file", "session")
    return rows.filter(pk=pk).first()


def is_public(evidence: Evidence) -> bool:
    """Whether everyone may see it: published, not taken away, of an announced and public activity."""
    activity = evidence.activity
    shown = activity.public and activity.state != ActivityState.DRAFT
    return evidence.public and evidence.removed_at is None and shown


def picture(evidence: Evidence) -> tuple[bytes, str]:
    """The bytes of its file and their type. Raises MissingBytes."""
    if evidence.file is None:
        return b"", "text/plain"
    return files.read(evidence.file), evidence.file.content_type


def counts(activities: Iterable[int]) -> dict[int, int]:
    """Activity → pieces of evidence; one query. Those without any are left out."""
    rows = Evidence.objects.filter(activity__in=list(activities), removed_at__isnull=True)
    return dict(rows.values_list("activity_id").annotate(Count("pk")).order_by())


def state_of(evidence: Evidence) -> str:
    """What is told of it, as a short word that changes with it: a form sends back the one that it showed."""
    told = (
        evidence.file_id, evidence.session_id, evidence.title, evidence.text, evidence.url, evidence.source,
        evidence.on, evidence.alt, evidence.recognisable, evidence.public,
    )  # fmt: skip
    return sha256("\0".join(map(str, told)).encode()).hexdigest()[:16]


def needs_consent(evidence: Evidence) -> bool:
    """A picture that is not for everyone shows people, perhaps children: for those who work with their names."""
    return evidence.kind == EvidenceKind.PHOTO and not is_public(evidence)
