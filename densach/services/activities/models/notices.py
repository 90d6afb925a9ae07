"""What people are told by letter: a place is offered, a session was called off or moved. Sent by the day's run."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.people.models import Person
from densach.services.activities.models.activities import Activity
from densach.services.activities.models.enrolment import Enrolment
from densach.services.activities.models.times import Session


class LetterKind(models.TextChoices):
    OFFERED = "offered", pgettext_lazy("letter", "a place is offered")
    INVITED = "invited", pgettext_lazy("letter", "an invitation")
    APPROVED = "approved", pgettext_lazy("letter", "approved")
    DECLINED = "declined", pgettext_lazy("letter", "declined")
    LAPSED = "lapsed", pgettext_lazy("letter", "an offer has lapsed")
    CANCELLED = "cancelled", pgettext_lazy("letter", "a session was called off")
    MOVED = "moved", pgettext_lazy("letter", "a session was moved")
    OFF = "off", pgettext_lazy("letter", "the activity was called off")
    ON = "on", pgettext_lazy("letter", "the activity takes place after all")


class LetterState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("letter", "to be sent")
    SENT = "sent", pgettext_lazy("letter", "sent")
    FAILED = "failed", pgettext_lazy("letter", "could not be sent")


class Letter(models.Model):
    """One letter to one person, made once for its occasion, which `key` names. `person` is who reads it: for a child
    its guardian.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="+", db_index=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, related_name="letters", null=True, blank=True, db_index=False
    )
    session = models.ForeignKey(
        Session, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    kind = models.CharField(max_length=9, choices=LetterKind)
    key = models.CharField(max_length=100, unique=True)
    state = models.CharField(max_length=7, choices=LetterState, default=LetterState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(done_at__isnull=False),
                name="letter_done_when",
                violation_error_message=_("A letter that was sent has the time of it."),
            )
        ]
        indexes = [models.Index(fields=["made_at"], condition=Q(state="waiting"), name="letter_to_send")]

    def __str__(self) -> str:
        return self.key
