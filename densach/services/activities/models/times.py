"""Rooms, terms and holidays, series and sessions. Sessions are rows: what a calendar shows is what the table holds."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.files.models import StoredFile
from densach.organisations.models import Organisation
from densach.services.activities.models.activities import Activity, Channel


class Venue(models.Model):
    """A room, hall, yard or pitch of a unit. `seats` None: not told. An ended one keeps its past."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="venues")
    name = models.CharField(max_length=120)
    folded_name = models.CharField(max_length=120, editable=False)
    seats = models.PositiveIntegerField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "folded_name"],
                condition=Q(ended_on__isnull=True),
                name="venue_name_once",
                violation_error_message=_("This unit already has a room of that name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class VenueEquipment(models.Model):
    """What stands in a room: a projector, thirty chairs, two computers."""

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="equipment")
    name = models.CharField(max_length=120)
    quantity = models.PositiveIntegerField(default=1)
    broken = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gte=1) & Q(broken__lte=F("quantity")),
                name="venueequipment_of_something",
                violation_error_message=_("No more can be broken than there are."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """A term of classes, of a unit or (None) of everyone."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="terms", null=True, blank=True
    )
    name = models.CharField(max_length=120)
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day")),
                name="term_in_order",
                violation_error_message=_("The last day cannot come before the first day."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="term_once",
                violation_error_message=_("There is already a term of that name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Holiday(models.Model):
    """Days on which series skip: of a unit or (None) of everyone. Closures of the register are asked beside them."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField(max_length=120)
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day")),
                name="holiday_in_order",
                violation_error_message=_("The last day cannot come before the first day."),
            )
        ]
        indexes = [models.Index(fields=["first_day", "last_day"], name="holiday_by_day")]

    def __str__(self) -> str:
        return self.name


class SeriesRule(models.TextChoices):
    WEEKLY = "weekly", _("every week, or every few weeks")
    LUNAR_MONTHLY = "lunar_monthly", _("lunar days of each month")
    LUNAR_YEARLY = "lunar_yearly", _("a lunar day of the year")
    DATES = "dates", _("single dates")


class LeapRule(models.TextChoices):
    """What a lunar date does in a year with a leap month of its number."""

    PLAIN = "plain", _("in the plain month only")
    LEAP = "leap", _("in the leap month when there is one")
    BOTH = "both", _("in both months")


class Series(models.Model):
    """A rule that sessions were made by. Editing it makes and moves sessions; the sessions are the truth.

    `weekdays`: 1 Monday … 7 Sunday; `every`: weeks between. `lunar_days`: days of the lunar month; `lunar_month` for a
    yearly one. `days`: how many days in a row each occurrence lasts (a festival). `dates`: ISO days of a `dates` rule.
    `minutes`: length of a session; `first_day` to `last_day` inclusive, or a term. `key`: of a form sent twice.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="series")
    rule = models.CharField(max_length=13, choices=SeriesRule)
    weekdays = models.JSONField(default=list, blank=True)
    every = models.PositiveSmallIntegerField(default=1)
    lunar_days = models.JSONField(default=list, blank=True)
    lunar_month = models.PositiveSmallIntegerField(null=True, blank=True)
    leap = models.CharField(max_length=5, choices=LeapRule, default=LeapRule.PLAIN)
    days = models.PositiveSmallIntegerField(default=1)
    dates = models.JSONField(default=list, blank=True)
    start_time = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    first_day = models.DateField()
    last_day = models.DateField()
    term = models.ForeignKey(Term, models.PROTECT, related_name="+", null=True, blank=True)
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="+", null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    skips_holidays = models.BooleanField(default=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    key = models.CharField(max_length=64, null=True, blank=True, unique=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day")),
                name="series_in_order",
                violation_error_message=_("The last day cannot come before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1) & Q(minutes__lte=1440) & Q(every__gte=1) & Q(days__gte=1),
                name="series_lasts",
                violation_error_message=_("A session lasts at least a minute and at most a day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.rule}"


class CalendarFile(models.Model):
    """A .ics file that was taken in: what became of each of its events, and the way back."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    kept = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_index=False)
    report = models.JSONField(default=list)
    taken = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField()
    sent_by_name = models.CharField(max_length=150)
    taken_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class SessionState(models.TextChoices):
    """`held` is said by closing: a session counts only then."""

    PLANNED = "planned", pgettext_lazy("session", "planned")
    HELD = "held", pgettext_lazy("session", "held")
    CANCELLED = "cancelled", pgettext_lazy("session", "called off")


class Session(models.Model):
    """One occurrence, from an instant to an instant; `on` is its first day in Viet Nam.

    `slot`: the day of the rule that it stands for, also after it was moved. `edited`: it departs from its series.
    `uid` and `sequence` are those of the feeds (RFC 5545). `topic`: what this one is about. `closed_at`: since when it
    counts. `door`: the secret part of the address by which people mark themselves present. `source_uid`: its UID in the
    file it was taken from.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="sessions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    series = models.ForeignKey(Series, models.PROTECT, related_name="sessions", null=True, blank=True)
    slot = models.DateField(null=True, blank=True)
    uid = models.CharField(max_length=255, unique=True)
    sequence = models.PositiveIntegerField(default=0)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    on = models.DateField()
    all_day = models.BooleanField(default=False)
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="sessions", null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=6, choices=Channel, default=Channel.ONSITE)
    topic = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=9, choices=SessionState, default=SessionState.PLANNED)
    cancelled_why = models.CharField(max_length=300, blank=True)
    edited = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    door = models.CharField(max_length=40, null=True, blank=True, unique=True)
    file = models.ForeignKey(CalendarFile, models.PROTECT, related_name="sessions", null=True, blank=True)
    source_uid = models.CharField(max_length=255, blank=True)
    changed_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="session_ends_after_it_starts",
                violation_error_message=_("A session ends after it starts."),
            ),
            models.UniqueConstraint(
                fields=["series", "slot"],
                name="session_once_a_slot",
                violation_error_message=_("The series already has a session on this day."),
            ),
            models.CheckConstraint(
                condition=Q(state="held", closed_at__isnull=False)
                | (~Q(state="held") & Q(closed_at__isnull=True)),
                name="session_held_when_closed",
                violation_error_message=_("A session was held once it is closed."),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "starts"], name="session_of_organisation"),
            models.Index(fields=["on", "organisation"], name="session_of_day"),
            models.Index(
                fields=["venue", "starts"], condition=~Q(state="cancelled"), name="session_in_venue"
            ),
            models.Index(
                fields=["organisation", "ends"], condition=Q(state="planned"), name="session_to_close"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.starts:%Y-%m-%d %H:%M}"
