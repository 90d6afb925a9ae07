"""The counting book: facts that are only ever added, and the totals kept beside them.

A fact is one revision of one record's quantity in one slice. `Count` is the record behind a number that a unit
entered by hand; services bring their own records and name them in `source`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from densach.facts.origin import Origin
from densach.files.models import StoredFile
from densach.organisations.models import Organisation


class Fact(models.Model):
    """`sign` × `quantity` of `measure` at `organisation`. The fact belongs to the window that holds its day `on`.

    `slice` is canonical text, `age=child;channel=onsite`, empty for none. A correction appends the reversal of the
    last revision (`sign` -1) and the next revision (`sign` +1). STOCK readings are facts too: the latest wins.
    """

    id = models.BigAutoField(primary_key=True)
    # The first column of an index below: one of its own would only cost each writer time.
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    measure = models.CharField(max_length=40)
    on = models.DateField()
    since = models.DateField()
    slice = models.CharField(max_length=200, blank=True)
    quantity = models.BigIntegerField()
    sign = models.SmallIntegerField(default=1)
    source = models.CharField(max_length=60)
    revision = models.PositiveIntegerField(default=1)
    origin = models.CharField(max_length=10, choices=Origin)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "source", "slice", "revision", "sign"],
                name="fact_written_once",
                violation_error_message=_("This record is already counted."),
            ),
            models.CheckConstraint(
                condition=Q(sign__in=[1, -1]),
                name="fact_sign",
                violation_error_message=_("A fact adds or reverses."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=0),
                name="fact_not_negative",
                violation_error_message=_("A count cannot be negative."),
            ),
            models.CheckConstraint(
                condition=Q(since__lte=F("on")),
                name="fact_period_in_order",
                violation_error_message=_("The first day cannot come after the last day."),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "measure", "on"], name="fact_of_cell"),
            # A nought is an answer too: who gave one is asked beside every sum, and noughts are few.
            models.Index(
                fields=["organisation", "measure", "on"], condition=Q(quantity=0), name="fact_of_nought"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.organisation_id} {self.on} {self.sign * self.quantity}"


class Total(models.Model):
    """The kept sum of one unit, measure, period and slice.

    `unit_kind` is `a` (area, as it was on the day) or `o` (organisation). `period` is a half-month cell
    year*10000 + month*100 + half (half 1 = days 1-14, 2 = the rest: calendar months and the administrative year
    15/12-14/12 are both exact sums), or year*10000 for the calendar year. Only FLOW measures have totals.
    """

    pk = models.CompositePrimaryKey("unit_kind", "unit_id", "measure", "slice", "period")
    unit_kind = models.CharField(max_length=1)
    unit_id = models.BigIntegerField()
    measure = models.CharField(max_length=40)
    slice = models.CharField(max_length=200, blank=True)
    period = models.PositiveIntegerField()
    quantity = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.unit_kind}{self.unit_id} {self.measure} {self.slice} {self.period}: {self.quantity}"


class CountImport(models.Model):
    """Many counts taken in at once, from a file or from another program."""

    name = models.CharField(max_length=200, blank=True)
    read = models.PositiveIntegerField()
    created = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True, blank=True)
    made_by_name = models.CharField(max_length=150)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(read=F("created") + F("changed") + F("unchanged")),
                name="countimport_adds_up",
                violation_error_message=_("Each count is either new, changed or the same."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.made_at}"


class Count(models.Model):
    """A number that a unit entered for a day or a period: the record behind its facts. One per cell.

    `source_key` is the name that another program gave it, when it came from there: sent again, it is the same count.
    """

    # The first column of an index below: one of its own would only cost each writer time.
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    measure = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField()
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.RETURN)
    revision = models.PositiveIntegerField(default=1)
    reversed = models.BooleanField(default=False)
    source_key = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source_key"],
                condition=Q(reversed=False) & ~Q(source_key=""),
                name="count_one_a_source_key",
                violation_error_message=_("This record of the other program is already counted."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "measure", "since", "until"],
                condition=Q(reversed=False),
                name="count_one_source_a_cell",
                violation_error_message=_("This period is already counted: correct that count instead."),
            ),
            models.CheckConstraint(
                condition=Q(since__lte=F("until")),
                name="count_period_in_order",
                violation_error_message=_("The first day cannot come after the last day."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "measure", "until"], name="count_of_cell")]

    def __str__(self) -> str:
        return f"{self.measure} {self.since}–{self.until}"


class CountRevision(models.Model):
    """What was entered, by whom, with which paper. `quantities` maps a slice to its number; null when reversed."""

    count = models.ForeignKey(Count, models.PROTECT, related_name="revisions", db_index=False)
    number = models.PositiveIntegerField()
    quantities = models.JSONField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    entered_by_id = models.BigIntegerField(null=True, blank=True)
    entered_by_name = models.CharField(max_length=150)
    entered_at = models.DateTimeField()
    batch = models.ForeignKey(CountImport, models.PROTECT, related_name="revisions", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["count", "number"],
                name="countrevision_once",
                violation_error_message=_("Someone else has just corrected this count: look at it again."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.count_id}#{self.number}"


class OddityState(models.TextChoices):
    ASKED = "asked", _("waits for an answer")
    CONFIRMED = "confirmed", _("confirmed")
    CORRECTED = "corrected", _("corrected")


class Oddity(models.Model):
    """A question about a month's number that stands far from the same months of earlier years: never more than that.

    `earlier` holds (year, number) of those months. A number that was confirmed and then changes is asked about anew.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    measure = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    quantity = models.BigIntegerField()
    median = models.DecimalField(max_digits=20, decimal_places=1)
    score = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    earlier = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=OddityState, default=OddityState.ASKED)
    note = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    answered_by_name = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "measure", "year", "month"],
                name="oddity_once_a_month",
                violation_error_message=_("This month was already asked about."),
            ),
            models.CheckConstraint(
                condition=Q(state="asked") | Q(answered_at__isnull=False),
                name="oddity_answered_has_day",
                violation_error_message=_("An answered question has a day."),
            ),
        ]
        indexes = [models.Index(fields=["state", "-year", "-month"], name="oddity_by_state")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.measure} {self.year}-{self.month:02d}"
