"""The yearly self-assessment of a library (Circular 05/2020/TT-BVHTTDL); all other statistics are read, not kept."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from densach.files.models import StoredFile
from densach.organisations.models import Organisation


class AssessmentState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    ACCEPTED = "accepted", _("accepted")


class SelfAssessment(models.Model):
    """A library looks at a year from 01/12 to 30/11 (schools may use the school year); due by 30/12."""

    library = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField()
    state = models.CharField(max_length=10, choices=AssessmentState, default=AssessmentState.DRAFT)
    summary = models.TextField(blank=True)
    proposals = models.TextField(blank=True)
    number = models.CharField(max_length=60, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    began_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_name = models.CharField(max_length=150, blank=True)
    returned_why = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["library", "year"],
                name="selfassessment_once_a_year",
                violation_error_message=_("The library has already begun the self-assessment of this year."),
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("since")),
                name="selfassessment_in_order",
                violation_error_message=_("The last day cannot come before the first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.library_id} {self.year}"


class CriterionLine(models.Model):
    """A criterion of the table: `criterion` is a code of `rules.criteria`. `figure` is what the system counted, as text
    with its unit, frozen on submission; `given` what the library says; `met` its own verdict.
    """

    assessment = models.ForeignKey(SelfAssessment, models.PROTECT, related_name="lines", db_index=False)
    criterion = models.CharField(max_length=40)
    figure = models.CharField(max_length=60, blank=True)
    given = models.CharField(max_length=60, blank=True)
    met = models.BooleanField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion"],
                name="criterionline_once",
                violation_error_message=_("This criterion already stands in the table."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.criterion}"
