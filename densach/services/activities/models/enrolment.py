"""Who enrols, in which order, for which place. A place is a number that two people cannot have."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.organisations.models import Organisation
from densach.people.models import Person
from densach.services.activities.models.activities import Activity
from densach.services.activities.models.times import Session


class Group(models.Model):
    """People who come together: a class of a school, an association. `people` by number, with or without names."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="groups")
    session = models.ForeignKey(Session, models.PROTECT, related_name="groups", null=True, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField(max_length=150)
    school = models.BooleanField(default=False)
    people = models.PositiveIntegerField()
    adults = models.PositiveIntegerField(default=0)
    contact = models.CharField(max_length=200, blank=True)
    needs = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=9, default="pending")
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=150)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(people__gte=1) & Q(adults__lte=F("people")),
                name="group_of_somebody",
                violation_error_message=_("A group is of at least one person, adults among them."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=("pending", "confirmed", "left", "declined")),
                name="group_state_known",
                violation_error_message=_("The group's state is not known."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EnrolmentState(models.TextChoices):
    INVITED = "invited", pgettext_lazy("enrolment", "invited")
    PENDING = "pending", pgettext_lazy("enrolment", "waits for approval")
    WAITING = "waiting", pgettext_lazy("enrolment", "on the waiting list")
    OFFERED = "offered", pgettext_lazy("enrolment", "offered a place")
    CONFIRMED = "confirmed", pgettext_lazy("enrolment", "has a place")
    DECLINED = "declined", pgettext_lazy("enrolment", "declined")
    LAPSED = "lapsed", pgettext_lazy("enrolment", "offer lapsed")
    LEFT = "left", pgettext_lazy("enrolment", "left")


class Enrolment(models.Model):
    """A person enrols for an activity, or for one of its sessions. Leaving ends it; coming back is a new one.

    `seat`: the place taken by whoever is confirmed, offered a place or invited to one; None where there is no limit.
    `position`: the order of arrival, never given twice. `code`: what the person shows or types to say "I am here".
    `agreed_by`: whose word enrolled a child. `free`: why no fee is due (a code of `rules.fees`). `key`: of a request
    that may be sent twice.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="enrolments", db_index=False)
    session = models.ForeignKey(
        Session, models.PROTECT, related_name="enrolments", null=True, blank=True, db_index=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="enrolments")
    group = models.ForeignKey(Group, models.PROTECT, related_name="enrolments", null=True, blank=True)
    state = models.CharField(max_length=9, choices=EnrolmentState)
    position = models.PositiveIntegerField()
    seat = models.PositiveIntegerField(null=True, blank=True)
    offered_until = models.DateTimeField(null=True, blank=True)
    fee = models.PositiveIntegerField(default=0)
    free = models.CharField(max_length=20, blank=True)
    fee_settled = models.BooleanField(default=False)
    agreed_by = models.CharField(max_length=150, blank=True)
    code = models.CharField(max_length=12, blank=True)
    key = models.CharField(max_length=64, null=True, blank=True, unique=True)
    note = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=150)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "person"],
                condition=Q(session__isnull=True, ended_at__isnull=True),
                name="enrolment_once",
                violation_error_message=_("This person is already enrolled here."),
            ),
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(session__isnull=False, ended_at__isnull=True),
                name="enrolment_once_a_session",
                violation_error_message=_("This person is already enrolled for this session."),
            ),
            models.UniqueConstraint(
                fields=["activity", "seat"],
                condition=Q(session__isnull=True, seat__isnull=False),
                name="enrolment_seat_once",
                violation_error_message=_("This place is taken."),
            ),
            models.UniqueConstraint(
                fields=["session", "seat"],
                condition=Q(session__isnull=False, seat__isnull=False),
                name="enrolment_seat_once_a_session",
                violation_error_message=_("This place is taken."),
            ),
            models.UniqueConstraint(
                fields=["activity", "position"],
                name="enrolment_in_order",
                violation_error_message=_("This position is taken."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=("declined", "lapsed", "left"), ended_at__isnull=False, seat__isnull=True
                )
                | Q(
                    state__in=("invited", "pending", "waiting", "offered", "confirmed"), ended_at__isnull=True
                ),
                name="enrolment_ended_has_no_seat",
                violation_error_message=_("Whoever left holds no place."),
            ),
        ]
        indexes = [
            models.Index(fields=["activity", "state", "position"], name="enrolment_queue"),
            models.Index(fields=["offered_until"], condition=Q(state="offered"), name="enrolment_offer_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.person_id} {self.state}"


class EnrolmentStep(models.Model):
    """What became of an enrolment, step by step; only added."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="steps")
    before = models.CharField(max_length=9, blank=True)
    after = models.CharField(max_length=9)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=150)
    why = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.after}"
