"""Visits and use in the room, each counted by one rule; the closing of a day; since when a desk counts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from densach.organisations.models import Organisation
from densach.services.catalogue.models import Item
from densach.services.circulation.models.patrons import Patron


class VisitWay(models.TextChoices):
    """How a library counts visits: one way a day, so that nobody is counted twice."""

    GATE = "gate", _("by the number of the gate")
    TAP = "tap", _("by taps")
    CARD = "card", _("by cards")


class DeskOpening(models.Model):
    """From `since` on the desk counts the measure here, and counts by hand are refused; `way` for visits only.

    Made when a library first uses the desk, never before the last day that was counted by hand.
    """

    library = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    measure = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    way = models.CharField(max_length=4, choices=VisitWay, blank=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["library", "measure"],
                condition=Q(until__isnull=True),
                name="deskopening_one_open",
                violation_error_message=_("The desk already counts this here."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.library_id} {self.measure} {self.since}"


class Visit(models.Model):
    """Somebody, or several, came in. `slice` as counted; a card's visit counts once a day and library."""

    library = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    at = models.DateTimeField()
    way = models.CharField(max_length=4, choices=VisitWay)
    quantity = models.PositiveIntegerField(default=1)
    slice = models.CharField(max_length=200, blank=True)
    patron = models.ForeignKey(Patron, models.PROTECT, related_name="visits", null=True, blank=True)
    key = models.CharField(max_length=64, null=True, blank=True, unique=True)
    counted = models.BooleanField(default=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["library", "on", "patron"],
                condition=Q(way="card", cancelled_at__isnull=True),
                name="visit_once_a_day",
                violation_error_message=_("This reader's visit of today is already counted."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="visit_of_somebody",
                violation_error_message=_("A visit is of at least one person."),
            ),
        ]
        indexes = [models.Index(fields=["library", "on"], name="visit_of_day")]

    def __str__(self) -> str:
        return f"{self.library_id} {self.on} {self.quantity}"


class GateReading(models.Model):
    """The number that the gate showed: the difference of two readings is visits. Smaller: it was reset."""

    library = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    at = models.DateTimeField()
    number = models.PositiveIntegerField()
    reset = models.BooleanField(default=False)
    both_ways = models.BooleanField(default=False)
    visit = models.OneToOneField(Visit, models.PROTECT, related_name="reading", null=True, blank=True)
    by_name = models.CharField(max_length=150)

    class Meta:
        indexes = [models.Index(fields=["library", "-at"], name="gatereading_of_library")]

    def __str__(self) -> str:
        return f"{self.library_id} {self.at} {self.number}"


class Reading(models.TextChoices):
    SCANNED = "scanned", _("scanned when put back")
    TAPPED = "tapped", _("tapped")


class InRoomUse(models.Model):
    """Items used in the room, not lent: scanned one by one when they are put back, or tapped as a number."""

    library = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    at = models.DateTimeField()
    way = models.CharField(max_length=8, choices=Reading)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    quantity = models.PositiveIntegerField(default=1)
    key = models.CharField(max_length=64, null=True, blank=True, unique=True)
    counted = models.BooleanField(default=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="inroomuse_of_something",
                violation_error_message=_("Use in the room is of at least one item."),
            )
        ]
        indexes = [models.Index(fields=["library", "on"], name="inroomuse_of_day")]

    def __str__(self) -> str:
        return f"{self.library_id} {self.on} {self.quantity}"


class DayClosing(models.Model):
    """The day was looked at and closed: what it came to, so that a later change is seen."""

    library = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    figures = models.JSONField(default=dict)
    note = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField()
    closed_by_name = models.CharField(max_length=150)
    reopened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["library", "on"],
                condition=Q(reopened_at__isnull=True),
                name="dayclosing_once",
                violation_error_message=_("This day is already closed."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.library_id} {self.on}"
