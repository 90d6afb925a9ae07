"""A task at work: its times, its phases, its place in the tree, and the parts that units have in it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from densach.files.models import StoredFile
from densach.organisations.models import Organisation
from densach.programme.plans.models import Document, Plan, Task, TaskRole


class Stage(models.TextChoices):
    NOT_BEGUN = "not_begun", _("not begun")
    DOING = "doing", _("in progress")
    WAITING = "waiting", _("held up")
    DONE = "done", _("done, to be confirmed")
    CONFIRMED = "confirmed", _("confirmed")
    STOPPED = "stopped", _("stopped")


class WorkKind(models.TextChoices):
    DEED = "deed", _("an activity")
    PAPER = "paper", _("a paper to issue")


class TimeKind(models.TextChoices):
    CONTINUOUS = "continuous", _("all the time")
    YEARLY = "yearly", _("every year")
    FIXED = "fixed", _("by a day")
    SPAN = "span", _("between two days")
    EVERY_N_YEARS = "every_n_years", _("once in some years")
    CONDITIONAL = "conditional", _("when something has happened")


class Phase(models.TextChoices):
    PILOT = "pilot", _("pilot")
    ROLLOUT = "rollout", _("roll-out")


class Work(models.Model):
    """The running counterpart of an accepted task of a plan, or a piece that a unit cut from its own part.

    `task` stands at the root only. `owner` handed it out: who confirms and returns. `stage` is kept from the parts and
    pieces, `due_on` from the times; both are written by the room's actions alone and never typed. `round_year` is the
    year that a returning work is in. `whole` is what can be counted of it ("03 trường"), where something can.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="works")
    task = models.OneToOneField(Task, models.PROTECT, related_name="work", null=True, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, related_name="pieces", null=True, blank=True)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)
    title = models.TextField()
    content = models.TextField(blank=True)
    group = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=10, choices=WorkKind, default=WorkKind.DEED)
    leader_name = models.CharField(max_length=150, blank=True)
    leader_title = models.CharField(max_length=150, blank=True)
    time_kind = models.CharField(max_length=15, choices=TimeKind, default=TimeKind.CONTINUOUS)
    time_text = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    due_day = models.PositiveSmallIntegerField(null=True, blank=True)
    due_month = models.PositiveSmallIntegerField(null=True, blank=True)
    every_years = models.PositiveSmallIntegerField(null=True, blank=True)
    round_year = models.PositiveSmallIntegerField(null=True, blank=True)
    condition = models.CharField(max_length=300, blank=True)
    months_after = models.PositiveSmallIntegerField(null=True, blank=True)
    declared_on = models.DateField(null=True, blank=True)
    declared_paper = models.CharField(max_length=200, blank=True)
    declared_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    phase = models.CharField(max_length=10, choices=Phase, blank=True)
    places = models.CharField(max_length=300, blank=True)
    pilot = models.ForeignKey("self", models.PROTECT, related_name="rollouts", null=True, blank=True)
    result = models.TextField(blank=True)
    whole = models.PositiveIntegerField(null=True, blank=True)
    whole_unit = models.CharField(max_length=60, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", null=True, blank=True)
    paper_text = models.CharField(max_length=300, blank=True)
    paper_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.NOT_BEGUN)
    due_on = models.DateField(null=True, blank=True, db_index=True)
    revision = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    opened_by_name = models.CharField(max_length=150)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(starts_on__lte=F("ends_on")),
                name="work_days_in_order",
                violation_error_message=_("The last day cannot come before the first."),
            ),
            models.CheckConstraint(
                condition=Q(task__isnull=True) | Q(parent__isnull=True),
                name="work_of_plan_at_root",
                violation_error_message=_("A task of the plan stands at the root of the tree."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="work_not_under_itself",
                violation_error_message=_("A work cannot stand under itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Part(models.Model):
    """A unit in a role of a work: as the paper names it, and the organisation it is once somebody has tied it.

    A part `reports` when the unit carries out: executing units do, the leading one where nobody else executes.
    """

    work = models.ForeignKey(Work, models.PROTECT, related_name="parts")
    role = models.CharField(max_length=15, choices=TaskRole)
    name = models.CharField(max_length=300)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True)
    reports = models.BooleanField(default=False)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.NOT_BEGUN)
    counted = models.PositiveIntegerField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    said_at = models.DateTimeField(null=True, blank=True)
    said_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["work", "role", "name"],
                name="part_once",
                violation_error_message=_("This unit is already named."),
            )
        ]
        indexes = [models.Index(fields=["organisation", "stage"], name="part_of_unit")]

    def __str__(self) -> str:
        return self.name
