"""What readers are to be told: whom the day concerns, and the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext

from densach.kernel.dates import format_date
from densach.organisations import queries as organisations
from densach.services.circulation.models import Hold, Loan, Notice, NoticeKind, NoticeState, Way


@dataclass(frozen=True)
class Letter:
    """A notice in words: to whom, about what. `language` is the reader's."""

    notice: Notice
    subject: str
    body: str
    language: str


def waiting(library_id: int | None = None, *, way: str = "", limit: int = 500) -> list[Notice]:
    """What is still to be sent or printed, oldest first."""
    rows = Notice.objects.filter(state=NoticeState.WAITING).select_related(
        "patron__person__user", "loan__item__record", "library"
    )
    if library_id is not None:
        rows = rows.filter(library_id=library_id)
    if way:
        rows = rows.filter(way=way)
    return list(rows.order_by("made_at", "pk")[:limit])


def to_print(library_id: int) -> list[Letter]:
    """The letters that a library prints: those without e-mail, and those that could not be sent."""
    rows = Notice.objects.filter(library_id=library_id).select_related(
        "patron__person__user", "loan__item__record", "library"
    )
    printable = rows.filter(way=Way.PRINT, state=NoticeState.WAITING) | rows.filter(state=NoticeState.FAILED)
    return list(letters(printable.order_by("patron__person__sort_key", "pk")[:500]))


def letters(notices: Iterable[Notice]) -> Iterator[Letter]:
    """The words of each, in the reader's language; three queries for any number."""
    rows = list(notices)
    wanted = [one.hold_id for one in rows if one.hold_id is not None]
    holds = {one.pk: one for one in Hold.objects.select_related("record", "pickup").filter(pk__in=wanted)}
    ids = {one.library_id for one in rows}
    on = max((one.made_at.date() for one in rows), default=date.max)
    names = organisations.names_of(ids, on)
    for one in rows:
        yield letter(one, holds.get(one.hold_id or 0), names)


def letter(notice: Notice, hold: Hold | None, names: Mapping[int, str]) -> Letter:
    user = notice.patron.person.user
    language = notice.patron.language or (user.language if user is not None else "vi")
    place = names.get(notice.library_id, "")
    with translation.override(language):
        subject, told = _words(notice, hold, place, language)
        greeting = gettext("Dear %(name)s,") % {"name": notice.patron.person.name}
        body = f"{greeting}\n\n{told}\n\n{place}\n"
    return Letter(notice, subject, body, language)


def _words(notice: Notice, hold: Hold | None, place: str, language: str) -> tuple[str, str]:
    if notice.loan is not None:
        return _of_loan(notice.kind, notice.loan, language)
    if hold is not None:
        return _of_hold(notice.kind, hold, place, language)
    day = format_date(notice.patron.valid_until, language)
    return gettext("Your library card ends soon"), gettext(
        "Your library card %(card)s holds until %(day)s. Renew it at the desk of any library."
    ) % {"card": notice.patron.card, "day": day}


def _of_loan(kind: str, loan: Loan, language: str) -> tuple[str, str]:
    told = {"title": loan.item.record.title, "day": format_date(loan.due_on, language)}
    if kind == NoticeKind.DUE_SOON:
        return gettext("Due soon: %(title)s") % told, gettext(
            "“%(title)s” is due on %(day)s. Bring it back by then, or renew it if nobody waits for it."
        ) % told
    return gettext("Overdue: %(title)s") % told, gettext(
        "“%(title)s” was due on %(day)s. Please bring it back: somebody may be waiting for it."
    ) % told


def _of_hold(kind: str, hold: Hold, place: str, language: str) -> tuple[str, str]:
    day = format_date(hold.kept_until, language) if hold.kept_until else ""
    told = {"title": hold.record.title, "place": place, "day": day}
    if kind == NoticeKind.HOLD_READY:
        return gettext("Kept for you: %(title)s") % told, gettext(
            "“%(title)s” is kept for you in %(place)s until %(day)s. Bring your card."
        ) % told
    return gettext("No longer kept: %(title)s") % told, gettext(
        "“%(title)s” was kept for you and not picked up, and went to the next reader. You may ask for it again."
    ) % told
