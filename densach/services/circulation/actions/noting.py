"""Notices are made: once for each occasion, which their key names. Sending them is another matter (`noticing`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.conf import settings

from densach.services.circulation.models import Hold, Loan, Notice, NoticeKind, Patron, Way

DUMMY = "django.core.mail.backends.dummy.EmailBackend"


class Occasion(NamedTuple):
    """Something to tell a reader."""

    patron: Patron
    library_id: int
    kind: str
    key: str
    loan: Loan | None = None
    hold_id: int | None = None


def way_to(patron: Patron) -> str:
    """By what the reader asked for, if the house can do it; else on paper. "" for who wants no notices."""
    if patron.notify_by == Way.GATEWAY and patron.person.phone and gateway():
        return Way.GATEWAY
    if (
        patron.notify_by in {Way.EMAIL, Way.GATEWAY}
        and patron.person.email
        and settings.EMAIL_BACKEND != DUMMY
    ):
        return Way.EMAIL
    return Way.PRINT if patron.notify_by else ""


def gateway() -> str:
    """The address of the province's message service, if there is one."""
    return str(getattr(settings, "DENSACH_NOTICE_GATEWAY", "") or "")


def note(at: datetime, occasions: Iterable[Occasion]) -> int:
    """Makes the notices that are not there yet; gives how many."""
    wanted = {one.key: one for one in occasions if way_to(one.patron)}
    there = set(Notice.objects.filter(key__in=list(wanted)).values_list("key", flat=True))
    rows = [
        Notice(
            patron=one.patron,
            library_id=one.library_id,
            kind=one.kind,
            loan=one.loan,
            hold_id=one.hold_id,
            key=one.key,
            way=way_to(one.patron),
            made_at=at,
        )
        for key, one in wanted.items()
        if key not in there
    ]
    Notice.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return len(rows)


def note_ready(*, at: datetime, hold: Hold) -> None:
    """An item is kept for the reader: told as soon as it is."""
    if hold.patron_id is None or hold.item_id is None:
        return
    patron = Patron.objects.select_related("person").get(pk=hold.patron_id)
    key = f"ready:{hold.pk}:{hold.item_id}:{hold.kept_until}"
    note(at, [Occasion(patron, hold.pickup_id, NoticeKind.HOLD_READY, key, hold_id=hold.pk)])
