"""A session is closed to be counted, corrected with a word why, or opened again. Each is a closing with a number."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from densach.facts import actions as book
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.services.activities.actions.counting import (
    book_once,
    book_session,
    lines_of,
    require_there,
    who_came,
)
from densach.services.activities.models import ActivityState, Closing, Session, SessionState
from densach.services.activities.rules.activity import clock_text
from densach.services.activities.rules.attending import (
    CalledOffNotMarked,
    ClosedBefore,
    ClosedMeanwhile,
    NobodyCame,
    NotClosed,
    NotYetAnnounced,
    NotYetBegun,
    WhyAfterClosing,
)
from densach.services.activities.rules.verbs import ATTEND


def held(actor: Actor | None, session: Session) -> Session:
    """The session as it is now, held for this act: marks and taps ask for no more. Raises NotAllowed."""
    _require(actor, session)
    return Session.objects.select_for_update().get(pk=session.pk)


def _require(actor: Actor | None, session: Session) -> None:
    if actor is not None and not actor.may(ATTEND, session.organisation_id):
        raise NotAllowed(verb=ATTEND)


def locked(actor: Actor | None, session: Session) -> Session:
    """The same with its activity, kind and unit. Raises NotAllowed."""
    _require(actor, session)
    rows = Session.objects.select_for_update(of=("self",)).select_related("activity__kind", "organisation")
    return rows.get(pk=session.pk)


def last_closing(session: Session) -> Closing | None:
    return Closing.objects.filter(session=session).order_by("-number").first()


@transaction.atomic
def close_session(*, at: datetime, actor: Actor, session: Session, seen: int, why: str = "") -> Closing:
    """The session counts from now on: 1 held, and whoever is marked present or late and tapped.

    `seen`: the number of the last closing that the person saw, 0 for none. Raises NotAllowed, CalledOffNotMarked,
    ClosedMeanwhile, ClosedBefore, NotYetAnnounced, NotYetBegun, NobodyCame, NotYetFounded, EndedBefore.
    """
    fresh = locked(actor, session)
    last = last_closing(fresh)
    if last is not None and last.number != seen:
        raise ClosedMeanwhile(who=last.by_name, when=clock_text(last.at))
    if fresh.state == SessionState.CANCELLED:
        raise CalledOffNotMarked()
    if last is not None and fresh.closed_at is not None:
        raise ClosedBefore(who=last.by_name, when=clock_text(last.at))
    if fresh.activity.state == ActivityState.DRAFT:
        raise NotYetAnnounced(title=fresh.activity.title)
    if fresh.starts > at:
        raise NotYetBegun(starts=clock_text(fresh.starts))
    fresh.state, fresh.closed_at = SessionState.HELD, at
    fresh.revision += 1
    fresh.save(update_fields=["state", "closed_at", "revision"])
    closing = _close(at, actor, fresh, last, why)
    _journal("session.closed", at, actor, fresh, closing)
    return closing


def recount(at: datetime, actor: Actor, session: Session, why: str) -> Closing:
    """The next closing of a session whose marks or taps were changed after it was closed. Raises WhyAfterClosing."""
    if not clean_text(why):
        raise WhyAfterClosing()
    closing = _close(at, actor, session, last_closing(session), why)
    _journal("session.corrected", at, actor, session, closing, why=closing.why)
    return closing


@transaction.atomic
def reopen_session(*, at: datetime, actor: Actor, session: Session, why: str) -> Closing:
    """The session counts no longer until it is closed anew: its marks stay, the book is emptied of it.

    Raises NotAllowed, NotClosed, WhyAfterClosing.
    """
    fresh = locked(actor, session)
    last = last_closing(fresh)
    if last is None or fresh.closed_at is None:
        raise NotClosed()
    if not clean_text(why):
        raise WhyAfterClosing()
    fresh.state, fresh.closed_at = SessionState.PLANNED, None
    fresh.revision += 1
    fresh.save(update_fields=["state", "closed_at", "revision"])
    closing = Closing.objects.create(
        session=fresh,
        number=last.number + 1,
        present=last.present,
        taps=last.taps,
        reopened=True,
        why=clean_text(why)[:200],
        at=at,
        by_name=actor.name,
    )
    places = book.Places()
    book_session(at, fresh, {}, last.lines, places)
    book_once(at, actor, fresh, places)
    _journal("session.reopened", at, actor, fresh, closing, why=closing.why)
    return closing


def _close(at: datetime, actor: Actor, session: Session, last: Closing | None, why: str) -> Closing:
    places = book.Places()
    require_there(places, session)
    named, tapped = who_came(session)
    present, taps = sum(number for _slice, number in named), sum(number for _slice, number in tapped)
    why = clean_text(why)[:200]
    if not present + taps and not why:
        raise NobodyCame()
    lines = lines_of(at, actor, session, [*named, *tapped], places)
    closing = Closing.objects.create(
        session=session,
        number=last.number + 1 if last else 1,
        present=present,
        taps=taps,
        lines=lines,
        why=why,
        at=at,
        by_name=actor.name,
    )
    book_session(at, session, lines, last.lines if last else (), places)
    book_once(at, actor, session, places)
    return closing


def _journal(
    act: str, at: datetime, actor: Actor, session: Session, closing: Closing, **params: object
) -> None:
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=session.organisation,
        subject=f"session:{session.pk}",
        title=session.activity.title,
        on=session.on,
        quantity=closing.present + closing.taps,
        **params,
    )
