"""The rows a person accepted from a plan's paper: targets, tasks, report duties, event days."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from densach.organisations.models import Organisation
from densach.programme.indicators.models import Indicator
from densach.programme.plans.models.documents import Programme
from densach.programme.plans.models.papers import Plan


class RowState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("accepted")
    DROPPED = "dropped", _("dropped")


class Row(models.Model):
    """What every row read from a paper has. `revision` rises with each change, so two reviewers lose nothing."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="%(class)ss")
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=RowState, default=RowState.PROPOSED)
    revision = models.PositiveIntegerField(default=1)
    clause_path = models.CharField(max_length=60, blank=True)
    quote = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    confidence = models.FloatField(default=1.0)
    questions = models.JSONField(default=list, blank=True)
    decided_by_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Target(Row):
    """One thing the plan wants reached. Values as in `plan.schema.json`; `kind` is a kind of the judge.

    `denominator` is the whole that a person declared for a coverage; `trigger_on` the day on which the clock of a
    target that waits for an event has begun. `inherits` is the target of the parent plan, or of the plan before, that
    this one takes up for its own place; `programmes` are those it serves beside its plan's own.
    """

    subject = models.TextField()
    institution_types = models.JSONField(default=list, blank=True)
    levels = models.JSONField(default=list, blank=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", null=True, blank=True)
    kind = models.CharField(max_length=20)
    value_min = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    value_max = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    per = models.CharField(max_length=10, blank=True)
    every_years = models.PositiveSmallIntegerField(null=True, blank=True)
    year_from = models.PositiveSmallIntegerField(null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(null=True, blank=True)
    milestone = models.PositiveSmallIntegerField(null=True, blank=True)
    base_year = models.PositiveSmallIntegerField(null=True, blank=True)
    base_value = models.BigIntegerField(null=True, blank=True)
    inherits = models.ForeignKey("self", models.PROTECT, related_name="heirs", null=True, blank=True)
    programmes = models.ManyToManyField(Programme, related_name="targets", blank=True)
    denominator = models.PositiveBigIntegerField(null=True, blank=True)
    trigger_on = models.DateField(null=True, blank=True)
    mandatory = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(value_max__isnull=True)
                | Q(value_min__isnull=True)
                | Q(value_min__lte=F("value_max")),
                name="target_values_in_order",
                violation_error_message=_("The lower value cannot exceed the upper one."),
            ),
            models.CheckConstraint(
                condition=Q(year_to__isnull=True)
                | Q(year_from__isnull=True)
                | Q(year_from__lte=F("year_to")),
                name="target_years_in_order",
                violation_error_message=_("The first year cannot come after the last year."),
            ),
            models.CheckConstraint(
                condition=Q(value_min__isnull=True) | Q(value_min__gte=0),
                name="target_value_not_negative",
                violation_error_message=_("Nothing that a target counts lies below nought."),
            ),
            models.CheckConstraint(
                condition=Q(value_max__isnull=True) | Q(value_max__gte=0),
                name="target_upper_not_negative",
                violation_error_message=_("Nothing that a target counts lies below nought."),
            ),
            models.CheckConstraint(
                condition=Q(base_value__isnull=True) | Q(base_value__gte=0),
                name="target_base_not_negative",
                violation_error_message=_("Nothing that a target counts lies below nought."),
            ),
            models.UniqueConstraint(
                fields=["plan", "position"],
                name="target_in_order",
                violation_error_message=_("Two rows, one place."),
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Task(Row):
    title = models.TextField()
    content = models.TextField(blank=True)
    group = models.CharField(max_length=20, blank=True)
    time_kind = models.CharField(max_length=20, blank=True)
    time_text = models.CharField(max_length=300, blank=True)
    time_from = models.CharField(max_length=10, blank=True)
    time_to = models.CharField(max_length=10, blank=True)
    every_years = models.PositiveSmallIntegerField(null=True, blank=True)
    trigger = models.CharField(max_length=300, blank=True)
    programmes = models.ManyToManyField(Programme, related_name="tasks", blank=True)
    # The task of the plan before that this one carries on.
    carries = models.ForeignKey("self", models.PROTECT, related_name="carried_on", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "position"],
                name="task_in_order",
                violation_error_message=_("Two rows, one place."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class TaskRole(models.TextChoices):
    LEAD = "lead", _("in the lead")
    EXECUTING = "executing", _("carries out")
    COORDINATING = "coordinating", _("takes part")
    ADVISING = "advising", _("advises")


class TaskUnit(models.Model):
    """A unit named by a task, as written (`name`) and, once tied, as the organisation it is."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="units")
    role = models.CharField(max_length=15, choices=TaskRole)
    name = models.CharField(max_length=300)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "role", "name"],
                name="taskunit_once",
                violation_error_message=_("This unit is already named."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class ReportDuty(Row):
    """`due_month`/`due_day` for yearly returning days ("trước ngày 15/11"), `due_on` for one date."""

    cycle = models.CharField(max_length=10)
    due_day = models.PositiveSmallIntegerField(null=True, blank=True)
    due_month = models.PositiveSmallIntegerField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    reporters = models.JSONField(default=list, blank=True)
    recipients = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "position"],
                name="reportduty_in_order",
                violation_error_message=_("Two rows, one place."),
            )
        ]

    def __str__(self) -> str:
        return self.quote


class EventDay(Row):
    name = models.CharField(max_length=200)
    day = models.PositiveSmallIntegerField(null=True, blank=True)
    month = models.PositiveSmallIntegerField(null=True, blank=True)
    lunar = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "position"],
                name="eventday_in_order",
                violation_error_message=_("Two rows, one place."),
            )
        ]

    def __str__(self) -> str:
        return self.name
