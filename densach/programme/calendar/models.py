"""Days of the programme: occasions with a rule, the dates that a place sets for a year, and links to feeds."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from densach.organisations.models import Area, Organisation
from densach.people.models import User


class Rule(models.TextChoices):
    SOLAR = "solar", _("the same day each year")
    LUNAR = "lunar", _("a lunar day")
    SET = "set", _("dates set for each year")


class Occasion(models.Model):
    """Something that returns: a day of books, a week of learning, a temple's festival. `area` None is the nation's.

    A solar or lunar one has `day` and `month` and lasts `days` days; `leap` takes the leap month where a lunar year
    has one of that number, else the plain month. One of set dates has them in `OccasionDates`.
    """

    code = models.SlugField(max_length=80, unique=True)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", null=True, blank=True)
    rule = models.CharField(max_length=6, choices=Rule)
    day = models.PositiveSmallIntegerField(null=True, blank=True)
    month = models.PositiveSmallIntegerField(null=True, blank=True)
    leap = models.BooleanField(default=False)
    days = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=300, blank=True)
    year_from = models.PositiveSmallIntegerField(null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(null=True, blank=True)
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rule="set") | Q(day__gte=1, day__lte=31, month__gte=1, month__lte=12),
                name="occasion_has_its_day",
                violation_error_message=_("Give the day and the month."),
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1) & Q(days__lte=60),
                name="occasion_lasts",
                violation_error_message=_("An occasion lasts from one day to sixty."),
            ),
            models.CheckConstraint(
                condition=Q(year_from__isnull=True)
                | Q(year_to__isnull=True)
                | Q(year_from__lte=F("year_to")),
                name="occasion_years_in_order",
                violation_error_message=_("The first year cannot come after the last year."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        """Its name in the language of the page."""
        return self.name_en if (get_language() or "vi").startswith("en") else self.name_vi


class OccasionDates(models.Model):
    """The dates of an occasion in a year, for a place or for the whole nation; the nearest place's hold.

    Also for an occasion of a fixed day that is moved or cancelled once. The last line of a place and year holds; older
    ones stay.
    """

    occasion = models.ForeignKey(Occasion, models.PROTECT, related_name="dates")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", null=True, blank=True)
    year = models.PositiveSmallIntegerField()
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    cancelled = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    set_at = models.DateTimeField()
    set_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(cancelled=True)
                | Q(first_day__isnull=False, last_day__isnull=False, first_day__lte=F("last_day")),
                name="occasiondates_in_order",
                violation_error_message=_("The first day cannot come after the last day."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.occasion_id} {self.year}"


class FeedLink(models.Model):
    """A secret address under which a calendar program reads one unit's days as one person may see them."""

    sha256 = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=150)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.made_by_name}"
