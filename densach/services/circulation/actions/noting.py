"""Notices are made: once for each occasion, which their key names. Sending them is another matter (`noticing`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from densach.services.circulation.models import Hold, Loan, Notice, NoticeKind, NoticeState, Patron, Way

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


def drop_stale(*, at: datetime, on: date) -> int:
    """Letters not sent or printed yet whose day is past, and all but the last one about a loan, are no longer needed.
    Gives how many.
    """
    rows = Notice.objects.filter(state__in=[NoticeState.WAITING, NoticeState.FAILED])
    later = rows.filter(loan=OuterRef("loan"), pk__gt=OuterRef("pk"))
    past = Hold.objects.filter(pk=OuterRef("hold_id"), kept_until__lt=on)
    stale = rows.filter(
        Q(Exists(later), loan__isnull=False)
        | Q(loan__returned_at__isnull=False)
        | Q(kind=NoticeKind.DUE_SOON, loan__due_on__lt=on)
        | Q(Exists(past), kind=NoticeKind.HOLD_READY)
        | Q(kind=NoticeKind.CARD_ENDS, patron__valid_until__lt=on)
    )
    ids = list(stale.values_list("pk", flat=True))
    return Notice.objects.filter(pk__in=ids).update(state=NoticeState.DROPPED, done_at=at)


def note_ready(*, at: datetime, hold: Hold) -> None:
    """An item is kept for the reader: told as soon as it is."""
    if hold.patron_id is None or hold.item_id is None:
        return
    patron = Patron.objects.select_related("person").get(pk=hold.patron_id)
    key = f"ready:{hold.pk}:{hold.item_id}:{hold.kept_until}"
    note(at, [Occasion(patron, hold.pickup_id, NoticeKind.HOLD_READY, key, hold_id=hold.pk)])
