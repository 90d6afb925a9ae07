"""What people want to know of an institution besides its place in the register: contacts, opening times, posts."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from densach.organisations.models.register import Organisation


class Profile(models.Model):
    """Contacts, map point and building. Not dated: it says how things are; who changed it is in the journal.

    Latitude and longitude are WGS 84 degrees, areas square metres, `seats` places to sit in the hall or reading room.
    """

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="profile")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    website = models.URLField(max_length=300, blank=True)
    about = models.TextField(max_length=4000, blank=True)
    latitude = models.DecimalField(
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    floor_area = models.PositiveIntegerField(null=True, blank=True)
    land_area = models.PositiveIntegerField(null=True, blank=True)
    seats = models.PositiveIntegerField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="profile_point_whole_or_none",
                violation_error_message=_("A point on the map needs latitude and longitude."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}"


class OpeningTime(models.Model):
    """From `opens` to `closes` on a weekday (1 Monday … 7 Sunday, ISO 8601), for as long as the timetable holds."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="opening_times")
    weekday = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(7)])
    opens = models.TimeField()
    closes = models.TimeField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="openingtime_closes_after_it_opens",
                violation_error_message=_("The closing time must come after the opening time."),
            ),
            models.CheckConstraint(
                condition=Q(weekday__gte=1, weekday__lte=7),
                name="openingtime_weekday",
                violation_error_message=_("A week has seven days."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="openingtime_ends_after_it_begins",
                violation_error_message=_("The last day cannot come before the first day."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "weekday", "opens", "valid_from"],
                name="openingtime_once",
                violation_error_message=_("This opening time is already written down."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.weekday} {self.opens}"


class Closure(models.Model):
    """Days on which an institution does not open, with the reason that visitors read."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="closures")
    first_day = models.DateField()
    last_day = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="closure_ends_after_it_begins",
                violation_error_message=_("The last day cannot come before the first day."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "first_day"],
                name="closure_once",
                violation_error_message=_("Another closure begins on the same day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.first_day}"


class Post(models.Model):
    """A staff post of the institution: what it is, how many, and what whoever holds it must have learnt (duty F9)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=150)
    number = models.PositiveSmallIntegerField(default=1)
    requirement = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="post_at_least_one",
                violation_error_message=_("A post is there at least once."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="post_ends_after_it_begins",
                violation_error_message=_("The last day cannot come before the first day."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "title", "valid_from"],
                name="post_once",
                violation_error_message=_("This post is already written down."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
