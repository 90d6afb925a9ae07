"""Who came: by name with an anonymous snapshot, by taps, and the closing that makes it count."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.organisations.models import Organisation
from densach.people.models import Person
from densach.services.activities.models.activities import Activity
from densach.services.activities.models.enrolment import Enrolment
from densach.services.activities.models.times import Session


class Presence(models.TextChoices):
    PRESENT = "present", pgettext_lazy("attendance", "present")
    LATE = "late", pgettext_lazy("attendance", "late")
    EXCUSED = "excused", pgettext_lazy("attendance", "excused")
    ABSENT = "absent", pgettext_lazy("attendance", "absent")


class MarkWay(models.TextChoices):
    MARKED = "marked", _("marked by staff")
    DOOR = "door", _("marked by themselves at the door")
    WALK_IN = "walk_in", _("came without enrolling")


class Attendance(models.Model):
    """A named person's mark in a session. `slice` is the snapshot as counted: it stays when the person is erased."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances")
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    status = models.CharField(max_length=7, choices=Presence)
    slice = models.CharField(max_length=200, blank=True)
    way = models.CharField(max_length=7, choices=MarkWay, default=MarkWay.MARKED)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                name="attendance_once",
                violation_error_message=_("This person is already marked in this session."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.person_id} {self.status}"


class AttendanceChange(models.Model):
    """A mark was changed after the session was closed, or a walk-in taken out: the trace."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="mark_changes")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    before = models.CharField(max_length=7, blank=True)
    after = models.CharField(max_length=7, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=150)
    why = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.session_id} {self.before} {self.after}"


class Tally(models.Model):
    """People who came without a name, tapped by who they are. `key`: of a tap that may be sent twice."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="tallies")
    slice = models.CharField(max_length=200, blank=True)
    quantity = models.PositiveIntegerField(default=1)
    key = models.CharField(max_length=64, null=True, blank=True, unique=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=150)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="tally_of_somebody",
                violation_error_message=_("A tap is of at least one person."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.slice} {self.quantity}"


class SyncedBatch(models.Model):
    """A batch of marks that a phone sent, perhaps twice: the second time answers as the first."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="+")
    key = models.CharField(max_length=64, unique=True)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=150)

    def __str__(self) -> str:
        return self.key


class Closing(models.Model):
    """The session was looked at and closed: what it came to. A correction is the next number; the last one counts.

    `present` named people there, `taps` people without names; the total is their sum, never the number enrolled.
    `lines`: measure → slice → number, exactly what the counting book holds of it; empty when the session was opened
    again (`reopened`).
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="closings", db_index=False)
    number = models.PositiveIntegerField()
    present = models.PositiveIntegerField(default=0)
    taps = models.PositiveIntegerField(default=0)
    lines = models.JSONField(default=dict)
    reopened = models.BooleanField(default=False)
    why = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"],
                name="closing_once",
                violation_error_message=_("Somebody else closed this session meanwhile."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.number}"


class CountedOnce(models.Model):
    """What an activity counts once, whatever its sessions: a class opened, a festival held, a display.

    Made by its first closed session; taken back when no session of it is closed any more.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="counted_once")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    measure = models.CharField(max_length=60)
    slice = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    quantity = models.PositiveIntegerField(default=1)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "measure"],
                condition=Q(cancelled_at__isnull=True),
                name="countedonce_once",
                violation_error_message=_("This activity is already counted."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.measure}"


class Stated(models.Model):
    """A reading of a unit on a day: different people in twelve months, classes that run, clubs, teams."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    measure = models.CharField(max_length=60)
    on = models.DateField()
    quantity = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "measure", "on"],
                name="stated_once",
                violation_error_message=_("This was already stated for the day."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.measure} {self.on}"


class ServiceOpening(models.Model):
    """From `since` on activities count the measure here, and counts by hand are refused."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    measure = models.CharField(max_length=60)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "measure"],
                condition=Q(until__isnull=True),
                name="serviceopening_one_open",
                violation_error_message=_("This is already counted here."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.measure} {self.since}"
