"""Letters in words: which wait, and what stands in each, in the language of who reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext

from densach.organisations import queries as organisations
from densach.services.activities.models import Letter, LetterKind, LetterState, Session
from densach.services.activities.rules.activity import clock_text, when_text


@dataclass(frozen=True)
class Worded:
    """A letter with its subject and body."""

    letter: Letter
    subject: str
    body: str


def waiting(limit: int = 500) -> list[Letter]:
    """What is still to be sent, oldest first."""
    rows = Letter.objects.filter(state=LetterState.WAITING).exclude(person__email="")
    rows = rows.select_related(
        "person__user", "activity__organisation", "enrolment__person", "session__venue"
    )
    return list(rows.order_by("made_at", "pk")[:limit])


def worded(letters: Iterable[Letter]) -> Iterator[Worded]:
    """The words of each; two queries for the units and sessions of all."""
    rows = list(letters)
    names: dict[int, str] = {}
    if rows:
        on = max(one.made_at for one in rows).date()
        names = organisations.names_of({one.activity.organisation_id for one in rows}, on)
    together = _together(rows)
    for one in rows:
        user = one.person.user
        with translation.override(user.language if user is not None else "vi"):
            yield _worded(one, names.get(one.activity.organisation_id, ""), together)


def _act(session: Session) -> tuple[object, ...]:
    return session.activity_id, session.state, session.changed_at


def _together(letters: Iterable[Letter]) -> dict[tuple[object, ...], list[Session]]:
    """By activity, state and time of the change: the sessions that one act changed, in their order."""
    told = [one.session for one in letters if one.session is not None and not one.activity.enrol_each]
    rows = Session.objects.filter(
        activity__in={one.activity_id for one in told}, changed_at__in={one.changed_at for one in told}
    )
    found: dict[tuple[object, ...], list[Session]] = {}
    for one in rows.order_by("starts", "pk") if told else ():
        found.setdefault(_act(one), []).append(one)
    return found


def _when(session: Session | None, together: dict[tuple[object, ...], list[Session]]) -> str:
    if session is None:
        return ""
    return "; ".join(when_text(one.starts, one.ends) for one in together.get(_act(session), [session]))


def _worded(letter: Letter, place: str, together: dict[tuple[object, ...], list[Session]]) -> Worded:
    subject, text = _words(letter)
    told = {
        "title": letter.activity.title,
        "name": letter.enrolment.person.name if letter.enrolment else letter.person.name,
        "why": _why(letter),
        "until": _until(letter),
        "when": _when(letter.session, together),
        "place": _place(letter, place),
    }
    greeting = gettext("Dear %(name)s,") % {"name": letter.person.name}
    return Worded(letter, subject % told, f"{greeting}\n\n{text % told}\n\n{place}\n")


def _until(letter: Letter) -> str:
    told = letter.enrolment.offered_until if letter.enrolment else None
    return clock_text(told) if told else ""


def _why(letter: Letter) -> str:
    if letter.session is not None:
        return letter.session.cancelled_why or "–"
    if letter.kind == LetterKind.OFF:
        return letter.activity.ended_why or "–"
    return (letter.enrolment.ended_why if letter.enrolment else "") or "–"


def _place(letter: Letter, unit: str) -> str:
    if letter.session is None:
        return unit
    venue = letter.session.venue.name if letter.session.venue else ""
    return letter.session.place or ", ".join(filter(None, (venue, unit)))


def _words(letter: Letter) -> tuple[str, str]:
    match letter.kind:
        case LetterKind.OFFERED:
            return gettext("A place is free: %(title)s"), gettext(
                "A place in “%(title)s” is kept for %(name)s until %(until)s. Sign in and accept it on your page, "
                "or tell the unit. Unanswered, it goes to the next."
            )
        case LetterKind.INVITED:
            return gettext("Invitation: %(title)s"), gettext(
                "%(name)s is invited to “%(title)s”. Sign in and accept it on your page, or tell the unit."
            )
        case LetterKind.APPROVED:
            return gettext("You have a place: %(title)s"), gettext("%(name)s has a place in “%(title)s”.")
        case LetterKind.DECLINED:
            return gettext("Your enrolment: %(title)s"), gettext(
                "The unit cannot take %(name)s into “%(title)s”: %(why)s"
            )
        case LetterKind.LAPSED:
            return gettext("No longer kept: %(title)s"), gettext(
                "The place in “%(title)s” kept for %(name)s was not accepted in time and went to the next. "
                "You may enrol again."
            )
        case LetterKind.MOVED:
            return gettext("Changed: %(title)s"), gettext(
                "A session of “%(title)s” takes place at another time or place. It is now: %(when)s; %(place)s."
            )
        case LetterKind.CANCELLED:
            return gettext("Called off: %(title)s"), gettext(
                "The session of “%(title)s” of %(when)s does not take place: %(why)s"
            )
        case LetterKind.ON:
            return gettext("It takes place after all: %(title)s"), gettext(
                "“%(title)s” takes place after all: that it was called off no longer holds. The days stand on its page."
            )
        case _:
            return gettext("Called off: %(title)s"), gettext("“%(title)s” does not take place: %(why)s")
