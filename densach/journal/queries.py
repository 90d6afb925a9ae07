"""Reading the journal: by place, person, act, thing and day, newest first, paged by key."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext

from densach.journal.models import Entry
from densach.journal.rules import sentences
from densach.kernel.vietnamese import fold
from densach.ui.figures import day_text, language, number_text

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Line:
    """One act in words. `organisation_code` is a code of the register; `subject` is `kind:code`."""

    id: int
    at: datetime
    actor_name: str
    organisation_code: str
    act: str
    subject: str
    words: str


@dataclass(frozen=True)
class Wanted:
    """The filter. Empty parts ask for all; `organisations` None asks for every place."""

    organisations: Collection[str] | None = None
    actor_id: int | None = None
    who: str = ""
    room: str = ""
    subject: str = ""
    first_day: date | None = None
    last_day: date | None = None


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def lines(wanted: Wanted, *, before_id: int | None = None, limit: int = 50) -> list[Line]:
    rows = Entry.objects.order_by("-id")
    if wanted.organisations is not None:
        mine = Q(organisation_code__in=list(wanted.organisations))
        rows = rows.filter(mine | Q(actor_id=wanted.actor_id) if wanted.actor_id is not None else mine)
    if wanted.room:
        rows = rows.filter(act__startswith=f"{wanted.room}.")
    if wanted.subject:
        rows = rows.filter(subject=wanted.subject)
    if wanted.first_day:
        rows = rows.filter(at__gte=_start_of(wanted.first_day))
    if wanted.last_day:
        rows = rows.filter(at__lt=_start_of(wanted.last_day + timedelta(days=1)))
    if wanted.who:
        rows = rows.filter(actor_name__in=_people_called(wanted.who))
    if before_id is not None:
        rows = rows.filter(pk__lt=before_id)
    return [_line(row) for row in rows[:limit]]


def mark() -> int:
    """The number of the last line. Every act writes one, so nothing has changed while this stays the same."""
    return Entry.objects.aggregate(last=Max("pk"))["last"] or 0


def state() -> str:
    """A word that is another one after every act: what was found out is kept under it.

    PostgreSQL gives a line its number before others see it, so an act may come to light after one with a later number:
    there the word names whoever is still writing too.
    """
    if connection.vendor != "postgresql":
        return str(mark())
    with connection.cursor() as cursor:
        cursor.execute("SELECT split_part(pg_current_snapshot()::text, ':', 3)")
        writing = cursor.fetchone()[0]
    return f"{mark()}.{writing}"


def number_before(act: str, at: datetime) -> int:
    """How many lines of one act are older than the instant."""
    return Entry.objects.filter(act=act, at__lt=at).count()


def _people_called(who: str) -> list[str]:
    """Names in the journal that contain the words, accents forgiven (there are few people, and many lines)."""
    names = Entry.objects.values_list("actor_name", flat=True).distinct()
    return [name for name in names if fold(who) in fold(name)]


def _line(row: Entry) -> Line:
    source = sentences().get(row.act, row.act)
    try:
        words = gettext(source) % {name: _worded(value) for name, value in row.params.items()}
    except (KeyError, TypeError, ValueError):
        words = f"{row.act} {row.params}"
    return Line(row.pk, row.at, row.actor_name, row.organisation_code, row.act, row.subject, words)


def _worded(value: object) -> object:
    """A day kept as 2026-02-05 and a figure, as people of this language read them; all else as it is."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        return day_text(date.fromisoformat(value), language())
    if isinstance(value, int) and not isinstance(value, bool):
        return number_text(value, language())
    return value
