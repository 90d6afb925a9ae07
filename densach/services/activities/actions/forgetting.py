"""What enrolment forgets of a person who asks to be erased: lists end, names go, what was counted stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from densach.kernel.dates import today
from densach.people.models import Person
from densach.people.privacy import Outcome
from densach.services.activities.actions.seating import lock, pass_on, step
from densach.services.activities.models import ActivityRole, Enrolment, EnrolmentStep, FeedKey, Follow, Letter
from densach.services.activities.rules.enrolling import ENDED

_ERASED = "–"


@transaction.atomic
def erase_learner(person: Person, at: datetime) -> list[Outcome]:
    """Enrolments end and their places go on; words, codes and letters go; only numbers are left."""
    outcomes = []
    rows = Enrolment.objects.filter(person=person)
    if rows.exists():
        for one in list(rows.filter(ended_at__isnull=True).select_related("session")):
            _end(one, at)
        EnrolmentStep.objects.filter(enrolment__person=person).update(why="", by_name=_ERASED)
        rows.update(agreed_by="", note="", code="", key=None, ended_why="", made_by_name=_ERASED, free="")
        outcomes.append(Outcome(gettext_noop("Enrolments for activities: ended, without names"), erased=True))
    Letter.objects.filter(person=person).delete()
    Letter.objects.filter(enrolment__person=person).delete()
    FeedKey.objects.filter(person=person).delete()
    if person.user_id is not None:
        Follow.objects.filter(user=person.user_id).delete()
    # Whoever spoke for a child is no longer named; that somebody did stays.
    Enrolment.objects.filter(person__guardian=person).exclude(agreed_by="").update(agreed_by=_ERASED)
    if ActivityRole.objects.filter(person=person).update(name="", about="", ended_on=today(at)):
        outcomes.append(Outcome(gettext_noop("Parts in activities: ended, without names"), erased=True))
    return outcomes


def _end(one: Enrolment, at: datetime) -> None:
    one.activity = lock(one.activity_id)
    act = "leave" if one.state in {"pending", "waiting", "offered", "confirmed"} else "refuse"
    step(at, _ERASED, one, act)
    if one.state in ENDED:
        pass_on(at, one.activity, [one.session])
