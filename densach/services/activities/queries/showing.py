"""What an announced activity shows of itself: its picture, pictures with consent, news, press; who pays no fee."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from densach.files.models import StoredFile
from densach.services.activities.models import Activity, Evidence, EvidenceKind, Recognisable
from densach.services.activities.queries.public import NoSuchActivity, of_public
from densach.services.activities.rules import fees


@dataclass
class Shown:
    """Public evidence by kind, in its order."""

    photos: list[Evidence] = field(default_factory=list)
    news: list[Evidence] = field(default_factory=list)
    press: list[Evidence] = field(default_factory=list)

    @property
    def any(self) -> bool:
        return bool(self.photos or self.news or self.press)


def shown_of(activity: Activity) -> Shown:
    """What may be shown to everyone: pictures only where nobody is recognised without having agreed. One query."""
    found = Shown()
    rows = Evidence.objects.filter(activity=activity, public=True, removed_at__isnull=True)
    for one in rows.order_by("position", "on", "pk"):
        if one.kind == EvidenceKind.PHOTO and one.file_id and one.recognisable != Recognisable.UNASKED:
            found.photos.append(one)
        elif one.kind == EvidenceKind.NEWS:
            found.news.append(one)
        elif one.kind in {EvidenceKind.PRESS, EvidenceKind.VIDEO} and one.url:
            found.press.append(one)
    return found


def public_photo(activity: int, pk: int) -> StoredFile:
    """The picture, if everyone may see it. Raises NoSuchActivity."""
    rows = Evidence.objects.filter(
        of_public("activity__"),
        activity=activity,
        pk=pk,
        kind=EvidenceKind.PHOTO,
        public=True,
        removed_at__isnull=True,
    ).exclude(recognisable=Recognisable.UNASKED)
    found = rows.select_related("file").first()
    if found is None or found.file is None:
        raise NoSuchActivity
    return found.file


def freed_of(activity: Activity) -> list[str]:
    """Who pays nothing, or less, in words; by law and by the unit's word. Empty where nothing is due anyhow."""
    if not activity.fee:
        return []
    return [
        _(one.name)
        for one in fees.FREE.values()
        if one.code != "other" and fees.frees(one.code, activity.fee_free)
    ]


def ways_to_be_free(activity: Activity) -> list[tuple[str, str, str]]:
    """Code, name, basis of each reason that frees from the fee of the activity."""
    if not activity.fee:
        return []
    return [
        (one.code, _(one.name), _(one.basis))
        for one in fees.FREE.values()
        if one.code != "other" and fees.frees(one.code, activity.fee_free)
    ]
