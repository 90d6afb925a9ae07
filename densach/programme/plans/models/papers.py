"""A plan: its paper, its clauses, and to whom it was sent."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from densach.files.models import StoredFile
from densach.organisations.models import Area, Organisation
from densach.programme.plans.models.documents import Document, Programme


class PlanState(models.TextChoices):
    REVIEW = "review", _("in review")
    RUNNING = "running", _("running")
    CLOSED = "closed", _("closed")


class Plan(models.Model):
    """`text` is what offsets of clauses and rows refer to; `reading` keeps the whole answer of the reader.

    A plan that was written here, from the targets of its `parent`, has no file and no text until its paper is loaded.
    A plan that has ended hands over to its `successor`; one plan may take over several (a merged province).
    """

    code = models.SlugField(max_length=80, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="plans")
    territory = models.ForeignKey(Area, models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, models.PROTECT, related_name="plan", null=True, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, related_name="children", null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, related_name="predecessors", null=True, blank=True)
    programmes = models.ManyToManyField(Programme, related_name="plans", blank=True)
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.REVIEW)
    title = models.CharField(max_length=500)
    document_type = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=100, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    year_from = models.PositiveSmallIntegerField()
    year_to = models.PositiveSmallIntegerField()
    source = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    text = models.TextField(blank=True)
    reading = models.JSONField(default=dict, blank=True)
    loaded_at = models.DateTimeField()
    loaded_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(year_from__lte=F("year_to")),
                name="plan_years_in_order",
                violation_error_message=_("The first year cannot come after the last year."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "sha256"],
                condition=~Q(sha256=""),
                name="plan_file_once",
                violation_error_message=_("This file was loaded for this organisation before."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="plan_not_its_own_parent",
                violation_error_message=_("A plan cannot come from itself."),
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("pk")),
                name="plan_not_its_own_successor",
                violation_error_message=_("A plan cannot replace itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Clause(models.Model):
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="clauses")
    path = models.CharField(max_length=60)
    heading = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "position"],
                name="clause_in_order",
                violation_error_message=_("Two clauses, one place."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.heading}"


class Addressee(models.Model):
    """A unit to which a plan was sent: whether it must issue a plan of its own, by when, and who there has read it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="addressees")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    must_issue = models.BooleanField(default=False)
    due = models.DateField(null=True, blank=True)
    sent_at = models.DateTimeField()
    sent_by_name = models.CharField(max_length=150)
    read_at = models.DateTimeField(null=True, blank=True)
    read_by_id = models.BigIntegerField(null=True, blank=True)
    read_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "organisation"],
                name="addressee_once",
                violation_error_message=_("This plan was already sent to this unit."),
            ),
            models.CheckConstraint(
                condition=Q(due__isnull=True) | Q(must_issue=True),
                name="addressee_due_means_duty",
                violation_error_message=_("Only a unit that must issue its own plan has a day for it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} → {self.organisation_id}"
