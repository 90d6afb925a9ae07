"""Inspections: the year's plan, visits, what was found, what was recommended, and what the unit did then."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.files.models import StoredFile
from densach.organisations.models import Organisation
from densach.programme.oversight.models.entries import Entry, Told, title_of
from densach.programme.plans.models import Plan, Target


class InspectionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("inspection", "being prepared")
    RUNNING = "running", pgettext_lazy("inspection", "under way")
    CLOSED = "closed", pgettext_lazy("inspection", "closed")


class Inspection(Entry):
    """A plan of inspection: who inspects what in which year, by which paper; a line of `members` for each person."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+", null=True, blank=True)
    state = models.CharField(max_length=10, choices=InspectionState, default=InspectionState.DRAFT)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    subject = models.TextField(blank=True)
    members = models.TextField(blank=True)
    paper_number = models.CharField(max_length=80, blank=True)
    paper_on = models.DateField(null=True, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "title"],
                name="inspection_once",
                violation_error_message=_("There is an inspection of this title in this year already."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | ~Q(paper_number=""),
                name="inspection_runs_by_a_paper",
                violation_error_message=_("An inspection begins by a decision with a number."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class InspectionStep(Told):
    of = models.ForeignKey(Inspection, models.PROTECT, related_name="steps")


class VisitState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("visit", "planned")
    HELD = "held", pgettext_lazy("visit", "record being written")
    CONCLUDED = "concluded", pgettext_lazy("visit", "minutes signed")
    CANCELLED = "cancelled", pgettext_lazy("visit", "cancelled")


class Visit(Entry):
    """One unit visited in an inspection; the record grows until its minutes are signed by both sides."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="visits")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=VisitState, default=VisitState.PLANNED)
    planned_on = models.DateField()
    visited_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    received_by = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True)
    minutes = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "organisation", "planned_on"],
                name="visit_once",
                violation_error_message=_("This unit already stands in the inspection for this day."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "cancelled"]) | Q(visited_on__isnull=False),
                name="visit_held_has_day",
                violation_error_message=_("A visit that was held has a day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.planned_on}"


class VisitStep(Told):
    of = models.ForeignKey(Visit, models.PROTECT, related_name="steps")


class Severity(models.TextChoices):
    GOOD = "good", pgettext_lazy("finding", "done well")
    MINOR = "minor", pgettext_lazy("finding", "to be put right")
    SERIOUS = "serious", pgettext_lazy("finding", "serious")


class Finding(models.Model):
    """What the team found, under which clause or target, with a photo or paper."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="findings")
    target = models.ForeignKey(Target, models.PROTECT, related_name="+", null=True, blank=True)
    clause = models.CharField(max_length=120, blank=True)
    severity = models.CharField(max_length=10, choices=Severity)
    text = models.TextField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)

    def __str__(self) -> str:
        return title_of(self.text)


class RecommendationState(models.TextChoices):
    OPEN = "open", pgettext_lazy("recommendation", "to be carried out")
    ANSWERED = "answered", pgettext_lazy("recommendation", "answered, to be checked")
    CLOSED = "closed", pgettext_lazy("recommendation", "carried out")
    DROPPED = "dropped", pgettext_lazy("recommendation", "dropped")


class Recommendation(Entry):
    """What `organisation` has to do by `due`; it answers with evidence, and the inspector closes or returns it."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="recommendations")
    finding = models.ForeignKey(
        Finding, models.PROTECT, related_name="recommendations", null=True, blank=True
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=RecommendationState, default=RecommendationState.OPEN)
    text = models.TextField()
    due = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "state"], name="recommendation_of_unit")]

    def __str__(self) -> str:
        return title_of(self.text)


class RecommendationStep(Told):
    of = models.ForeignKey(Recommendation, models.PROTECT, related_name="steps")
