"""Letters are made, once for each occasion, and sent. Nothing is sent inside a transaction.

What somebody must know of a place or a session is told by necessity; who only follows an activity is written to by
consent. A child's letters go to its guardian.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from densach.kernel.dates import today
from densach.people.models import Consent, Person
from densach.people.rules.purposes import is_child
from densach.services.activities.models import (
    Activity,
    ActivityState,
    Enrolment,
    EnrolmentState,
    Follow,
    Letter,
    LetterKind,
    LetterState,
    Session,
    SessionState,
)
from densach.services.activities.queries import letters as queries

DUMMY: Final = "django.core.mail.backends.dummy.EmailBackend"
ATTEMPTS: Final = 3
# What changed longer ago is no news.
NEWS: Final = timedelta(days=7)
HAVE_A_PLACE: Final = (EnrolmentState.CONFIRMED, EnrolmentState.OFFERED)


def addressee(person: Person, at: datetime) -> Person | None:
    """Who reads the letters: the person, for a child its guardian; None where no address is known."""
    child = is_child(person.birth_date, person.guardian_id is not None, today(at))
    reads = person.guardian if child and person.guardian is not None else person
    if reads.email:
        return reads
    return person if person.email and reads is not person else None


def letter_to(
    at: datetime, enrolment: Enrolment, kind: str, session: Session | None = None, occasion: str = ""
) -> bool:
    """A letter about an enrolment, if there is somebody to write to; whether it was made now. `occasion`: what is told
    once, where it is no step of the enrolment.
    """
    reads = addressee(enrolment.person, at)
    if reads is None or settings.EMAIL_BACKEND == DUMMY:
        return False
    key = f"{kind}:{enrolment.pk}:{occasion or enrolment.revision}"
    _letter, new = Letter.objects.get_or_create(
        key=key,
        defaults={
            "person": reads, "activity_id": enrolment.activity_id, "enrolment": enrolment, "session": session,
            "kind": kind, "made_at": at,
        },
    )  # fmt: skip
    return new


def note_changes(*, at: datetime) -> int:
    """Letters about sessions that were called off or moved lately, to who has a place and to who follows: one letter
    for all that one act changed. Of an activity that was called off or taken up again as a whole, one letter has told
    it (`activity_off`, `activity_on`).
    """
    told_as_a_whole = Letter.objects.filter(
        kind=LetterKind.ON, activity=OuterRef("activity"), made_at=OuterRef("changed_at")
    )
    changed = (
        Session.objects.filter(
            changed_at__gt=at - NEWS, changed_at__lte=at, starts__gt=at - NEWS, sequence__gt=0
        )
        .filter(Q(state=SessionState.CANCELLED) | Q(state=SessionState.PLANNED, starts__gt=at))
        .exclude(activity__state__in=(ActivityState.DRAFT, ActivityState.CANCELLED))
        .exclude(Exists(told_as_a_whole))
        .select_related("activity")
        .order_by("starts", "pk")
    )
    firsts: dict[tuple[object, ...], Session] = {}
    for one in changed:
        act = (one.activity_id, one.state, one.changed_at)
        firsts.setdefault((*act, one.pk) if one.activity.enrol_each else act, one)
    return sum(_note_change(at, one) for one in firsts.values())


@transaction.atomic
def _note_change(at: datetime, session: Session) -> int:
    """Who enrolled or followed since the change knows no other time."""
    kind = LetterKind.CANCELLED if session.state == SessionState.CANCELLED else LetterKind.MOVED
    rows = Enrolment.objects.filter(
        Q(session=session) | Q(session__isnull=True),
        activity=session.activity_id,
        state__in=HAVE_A_PLACE,
        made_at__lte=session.changed_at,
    )
    occasion = f"a{session.activity_id}:{session.changed_at:%Y%m%d%H%M%S%f}"
    if session.activity.enrol_each:
        occasion = f"{session.pk}:{session.sequence}"
    told: set[int] = set()
    number = 0
    for one in rows.select_related("person__guardian"):
        told.add(one.person_id)
        number += letter_to(at, one, kind, session, occasion)
    return number + _to_followers(at, session.activity, kind, told, occasion, session)


def _to_followers(
    at: datetime,
    activity: Activity,
    kind: str,
    told: Iterable[int],
    occasion: str,
    session: Session | None = None,
) -> int:
    if settings.EMAIL_BACKEND == DUMMY:
        return 0
    agreed = Consent.objects.filter(purpose="notices_email", withdrawn_at__isnull=True).values("person")
    follows = Follow.objects.filter(activity=activity)
    if session is not None:
        follows = follows.filter(since__lte=session.changed_at)
    users = follows.values("user")
    readers = (
        Person.objects.filter(user__in=users, pk__in=agreed).exclude(pk__in=list(told)).exclude(email="")
    )
    number = 0
    for person in readers:
        _letter, new = Letter.objects.get_or_create(
            key=f"{kind}:f{person.pk}:{occasion}",
            defaults={
                "person": person, "activity": activity, "session": session, "kind": kind, "made_at": at,
            },
        )  # fmt: skip
        number += new
    return number


def send_letters(*, at: datetime, limit: int = 500) -> dict[str, int]:
    """Sends what waits; each row by itself, so that one broken address holds nobody up."""
    numbers = {"letters_sent": 0, "letters_failed": 0}
    for one in queries.worded(queries.waiting(limit)):
        trouble = ""
        try:
            EmailMessage(one.subject, one.body, to=[one.letter.person.email]).send()
        except (SMTPException, OSError, ValueError) as error:
            trouble = str(error)[:200] or type(error).__name__
        numbers["letters_failed" if trouble else "letters_sent"] += 1
        _write_down(at, one.letter, trouble)
    return numbers


@transaction.atomic
def _write_down(at: datetime, letter: Letter, trouble: str) -> None:
    letter.attempts += 1
    letter.trouble = trouble
    if not trouble:
        letter.state, letter.done_at = LetterState.SENT, at
    elif letter.attempts >= ATTEMPTS:
        letter.state, letter.done_at = LetterState.FAILED, at
    letter.save(update_fields=["attempts", "trouble", "state", "done_at"])


def activity_off(at: datetime, activity: Activity) -> int:
    """Letters to all who have a place or wait for one in an activity that was just called off, and to who follows it;
    one for each, whatever the number of its sessions. Called off again later, it is told again.
    """
    return _to_all(at, activity, LetterKind.OFF)


def activity_on(at: datetime, activity: Activity) -> int:
    """The same of one that takes place after all; what was not yet sent of its being called off is not sent."""
    Letter.objects.filter(activity=activity, kind=LetterKind.OFF, state=LetterState.WAITING).delete()
    return _to_all(at, activity, LetterKind.ON)


def _to_all(at: datetime, activity: Activity, kind: str) -> int:
    rows = Enrolment.objects.filter(activity=activity, ended_at__isnull=True)
    occasion = f"a{activity.pk}:{activity.revision}"
    told: set[int] = set()
    number = 0
    for one in rows.select_related("person__guardian"):
        told.add(one.person_id)
        number += letter_to(at, one, kind, occasion=occasion)
    return number + _to_followers(at, activity, kind, told, occasion)
