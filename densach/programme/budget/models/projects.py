"""Investment projects: a building, a renewed display, and how far each has come."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.files.models import StoredFile
from densach.organisations.models import Organisation
from densach.programme.budget.models.estimates import Source
from densach.programme.plans.models import Plan, Target


class Stage(models.TextChoices):
    """The stages of a public investment (Law on Public Investment 58/2024/QH15), and how it can end early."""

    PROPOSED = "proposed", pgettext_lazy("project", "proposed")
    DECIDED = "decided", pgettext_lazy("project", "decided in principle")
    APPROVED = "approved", pgettext_lazy("project", "approved")
    FUNDED = "funded", pgettext_lazy("project", "money allotted")
    BUILDING = "building", pgettext_lazy("project", "being carried out")
    ACCEPTED = "accepted", pgettext_lazy("project", "accepted and in use")
    STOPPED = "stopped", pgettext_lazy("project", "stopped")


class Project(models.Model):
    """`organisation` is who will use what is built; `target` the one of a plan that it serves. `total` in đồng."""

    code = models.SlugField(max_length=80, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="projects", null=True, blank=True)
    target = models.ForeignKey(Target, models.PROTECT, related_name="projects", null=True, blank=True)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    total = models.BigIntegerField(null=True, blank=True)
    year_from = models.PositiveSmallIntegerField(null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(null=True, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.PROPOSED)
    revision = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(total__isnull=True) | Q(total__gt=0),
                name="project_total_positive",
                violation_error_message=_("The total is more than nought."),
            ),
            models.CheckConstraint(
                condition=Q(year_from__isnull=True)
                | Q(year_to__isnull=True)
                | Q(year_from__lte=models.F("year_to")),
                name="project_years_in_order",
                violation_error_message=_("The first year cannot come after the last year."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProjectStage(models.Model):
    """A stage reached, with its day and paper. One entered by mistake stays in sight, taken back by whom and when."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="stages")
    stage = models.CharField(max_length=10, choices=Stage)
    on = models.DateField()
    legal_basis = models.CharField(max_length=300, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=150)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by_name = models.CharField(max_length=150, blank=True)

    def __str__(self) -> str:
        return f"{self.project_id} {self.stage}"


class ProjectMoney(models.Model):
    """What a project was allotted and has paid out in a year from a source, in đồng."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="money")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=10, choices=Source)
    allotted = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "year", "source"],
                name="projectmoney_once",
                violation_error_message=_("This year and source already have a line: change that one."),
            ),
            models.CheckConstraint(
                condition=Q(allotted__gte=0) & Q(paid__gte=0),
                name="projectmoney_not_negative",
                violation_error_message=_("An amount cannot be below nought."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.year} {self.source}"
