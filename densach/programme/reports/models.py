"""Who owes which report when, and the report itself from draft to signature.

A signed report is a copy of its figures, hashed; `book_mark` is the last fact of the counting book that it saw, so
that every figure opens onto exactly the records that made it, for ever.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.files.models import StoredFile
from densach.organisations.models import Organisation
from densach.programme.indicators.models import Indicator, IndicatorGroup
from densach.programme.plans.models import Plan, ReportDuty, Target


class Obligation(models.Model):
    """`organisation` owes `recipient` a report on the period, by `due`; figures to `cutoff`."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="obligations")
    duty = models.ForeignKey(ReportDuty, models.PROTECT, related_name="obligations", null=True, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True)
    period = models.CharField(max_length=25)
    period_from = models.DateField()
    period_to = models.DateField()
    cutoff = models.DateField()
    due = models.DateField()
    consolidates = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "organisation", "period", "consolidates"],
                name="obligation_once",
                violation_error_message=_("This unit already owes a report for this period."),
            ),
            models.CheckConstraint(
                condition=Q(period_from__lte=F("period_to")),
                name="obligation_period_in_order",
                violation_error_message=_("The first day cannot come after the last day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.period}"


class ReportState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("report", "draft")
    SUBMITTED = "submitted", pgettext_lazy("report", "submitted")
    RETURNED = "returned", pgettext_lazy("report", "returned for change")
    ACCEPTED = "accepted", pgettext_lazy("report", "accepted")
    CONSOLIDATED = "consolidated", pgettext_lazy("report", "consolidated")
    SIGNED = "signed", pgettext_lazy("report", "signed")


class Report(models.Model):
    obligation = models.OneToOneField(Obligation, models.PROTECT, related_name="report")
    state = models.CharField(max_length=15, choices=ReportState, default=ReportState.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    sections = models.JSONField(default=dict)
    book_mark = models.BigIntegerField(default=0)
    taken_at = models.DateTimeField(null=True, blank=True)
    missing = models.JSONField(default=list)
    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    signer_name = models.CharField(max_length=150, blank=True)
    signer_title = models.CharField(max_length=150, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    docx = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    pdf = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="signed") | (Q(signed_at__isnull=False) & ~Q(sha256="")),
                name="report_signed_is_sealed",
                violation_error_message=_("A signed report has a day and a seal."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.obligation} {self.state}"


class Shape(models.TextChoices):
    """How numerator and denominator are read: alone, as a percentage, as n/N, as growth on the year before, as units
    that reached what each of them owes, as acts that were to be done so many times.
    """

    NUMBER = "number", _("number")
    SHARE = "share", _("percentage")
    RATIO = "ratio", _("n of N")
    GROWTH = "growth", _("growth on the same days of the year before")
    ANSWER = "answer", _("reached or not")
    EACH = "each", _("units that reached it")
    ACTS = "acts", _("times it was done")


class ReportLine(models.Model):
    """One target's figure in one report. A ratio keeps numerator and denominator, never a percentage alone.

    `scope` (`kinds`, `levels`, `area_id`, `root_id`) and the days of the line are kept with it, so that its
    evidence stays the same however the target is changed afterwards. `planned_value` and `own` say what the
    unit itself is asked; where the target is the whole territory's the unit has no planned value. `total` is what
    the units counted together where the figure says how many reached their minimum. Where the year before is known
    only to a later day than the same one, `base_total` is what it counted to `base_to`, and there is no percentage.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="lines")
    target = models.ForeignKey(Target, models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", null=True, blank=True)
    group = models.CharField(max_length=10, choices=IndicatorGroup, default=IndicatorGroup.PROGRAMME)
    shape = models.CharField(max_length=10, choices=Shape, default=Shape.NUMBER)
    scope = models.JSONField(default=dict)
    period_from = models.DateField()
    period_to = models.DateField()
    own = models.BooleanField(default=True)
    planned_value = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    estimate = models.BigIntegerField(null=True, blank=True)
    position = models.PositiveIntegerField()
    label = models.TextField()
    unit = models.CharField(max_length=60, blank=True)
    planned = models.CharField(max_length=120, blank=True)
    numerator = models.BigIntegerField(null=True, blank=True)
    denominator = models.BigIntegerField(null=True, blank=True)
    unknown = models.PositiveIntegerField(default=0)
    total = models.BigIntegerField(null=True, blank=True)
    base_to = models.DateField(null=True, blank=True)
    base_total = models.BigIntegerField(null=True, blank=True)
    status = models.CharField(max_length=12, blank=True)
    provisional = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "position"],
                name="reportline_in_order",
                violation_error_message=_("Two lines, one place."),
            )
        ]

    def __str__(self) -> str:
        return self.label


class PartSource(models.TextChoices):
    REPORT = "report", _("the unit's accepted report")
    LIVE = "live", _("the counting book")


class LinePart(models.Model):
    """One summand of a consolidated line: a unit's accepted line, or what the book says where none was accepted."""

    line = models.ForeignKey(ReportLine, models.PROTECT, related_name="parts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=10, choices=PartSource)
    child_line = models.ForeignKey(ReportLine, models.PROTECT, related_name="+", null=True, blank=True)
    numerator = models.BigIntegerField(null=True, blank=True)
    denominator = models.BigIntegerField(null=True, blank=True)
    unknown = models.PositiveIntegerField(default=0)
    total = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line", "organisation"],
                name="linepart_once",
                violation_error_message=_("This unit is already in the sum."),
            ),
            models.CheckConstraint(
                condition=Q(source="live", child_line__isnull=True)
                | Q(source="report", child_line__isnull=False),
                name="linepart_names_its_source",
                violation_error_message=_("A summand from a report names the line it came from."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.numerator}"


class Remark(models.Model):
    report = models.ForeignKey(Report, models.PROTECT, related_name="remarks")
    act = models.CharField(max_length=15)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=150)

    def __str__(self) -> str:
        return self.text
