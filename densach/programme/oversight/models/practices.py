"""Models and good practices (mô hình), and the units that took them up; external assessments by partners."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.files.models import StoredFile
from densach.organisations.models import Organisation
from densach.programme.oversight.models.entries import Entry, Told
from densach.programme.plans.models import Plan, Target


class PracticeState(models.TextChoices):
    OFFERED = "offered", pgettext_lazy("practice", "waits to be looked at")
    RETURNED = "returned", pgettext_lazy("practice", "returned")
    RECOGNISED = "recognised", pgettext_lazy("practice", "recognised")
    ENDED = "ended", pgettext_lazy("practice", "no longer recommended")
    WITHDRAWN = "withdrawn", pgettext_lazy("practice", "withdrawn")


class Practice(Entry):
    """Something a unit does well and others may take up; `keeper` looks at it and recognises it.

    `public` shows a recognised one to citizens.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    keeper = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=PracticeState, default=PracticeState.OFFERED)
    title = models.CharField(max_length=300)
    text = models.TextField()
    result = models.TextField(blank=True)
    since = models.DateField()
    photo = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    paper_number = models.CharField(max_length=80, blank=True)
    recognised_on = models.DateField(null=True, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    public = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "title"],
                condition=~Q(state="withdrawn"),
                name="practice_once",
                violation_error_message=_("This unit has already offered a model of this name."),
            ),
            models.CheckConstraint(
                condition=~Q(state="recognised") | Q(recognised_on__isnull=False),
                name="practice_recognised_has_day",
                violation_error_message=_("A recognised model has the day of its recognition."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PracticeStep(Told):
    of = models.ForeignKey(Practice, models.PROTECT, related_name="steps")


class PracticeUse(models.Model):
    """A unit that took the model up: since when, until when, with what result, with a photo."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="uses")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    result = models.TextField(blank=True)
    photo = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "organisation"],
                name="practiceuse_once",
                violation_error_message=_("This unit already applies the model."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__lte=F("until")),
                name="practiceuse_days_in_order",
                violation_error_message=_("The first day cannot come after the last day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id} {self.organisation_id}"


class AssessmentState(models.TextChoices):
    RECORDED = "recorded", pgettext_lazy("external assessment", "recorded, no answer yet")
    ANSWERED = "answered", pgettext_lazy("external assessment", "answered")
    WITHDRAWN = "withdrawn", pgettext_lazy("external assessment", "withdrawn")


class ExternalAssessment(Entry):
    """What a partner, of the register or not, found of the programme; kept by `organisation`."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=AssessmentState, default=AssessmentState.RECORDED)
    partner = models.CharField(max_length=200)
    partner_organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", null=True, blank=True
    )
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+", null=True, blank=True)
    title = models.CharField(max_length=300)
    on = models.DateField()
    method = models.TextField()
    judgement = models.TextField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class AssessmentStep(Told):
    of = models.ForeignKey(ExternalAssessment, models.PROTECT, related_name="steps")


class AssessedTarget(models.Model):
    """Their figure on a target beside our own of the same day, as it was known when it was entered."""

    assessment = models.ForeignKey(ExternalAssessment, models.PROTECT, related_name="targets")
    target = models.ForeignKey(Target, models.PROTECT, related_name="+")
    theirs = models.CharField(max_length=120)
    ours = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=12, blank=True)
    evidence_url = models.CharField(max_length=1000, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "target"],
                name="assessedtarget_once",
                violation_error_message=_("This target already stands in the assessment."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.target_id}: {self.theirs}"
