"""Checklists of what a law asks of an institution, and the assessments by which institutions answer them.

Legal profiles are data with validity dates: criteria change (a rank's figures, the conditions of a level), and an
assessment keeps the list that held on its day.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from densach.files.models import StoredFile
from densach.organisations.models import Organisation
from densach.programme.capabilities.models.claims import Capability, ClaimState


def _in_language(vi: str, en: str) -> str:
    return en if (get_language() or "vi").startswith("en") else vi


class Checklist(models.Model):
    """A list of criteria for institutions of some kinds and levels, in force from a day to a day.

    `capability`: what an institution proves when a verified assessment meets every required criterion; may be none.
    `regions`: codes and names of the columns in which figures differ (plain, mountain …); empty where they do not.
    `ended_at`: when its end was written down here; whoever looks at an earlier moment does not see the end.
    """

    code = models.CharField(max_length=60)
    name_vi = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    kinds = models.JSONField(default=list)
    levels = models.JSONField(default=list)
    rank = models.CharField(max_length=10, blank=True)
    regions = models.JSONField(default=dict)
    capability = models.ForeignKey(
        Capability, models.PROTECT, related_name="checklists", null=True, blank=True
    )
    legal_basis = models.CharField(max_length=300, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    made_by_name = models.CharField(max_length=150, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="checklist_once_a_day",
                violation_error_message=_("Another list of this name begins on the same day."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="checklist_ends_after_it_begins",
                violation_error_message=_("The last day cannot come before the first day."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        """Its name in the language of the page."""
        return _in_language(self.name_vi, self.name_en)


class CriterionKind(models.TextChoices):
    YES_NO = "yes_no", _("yes or no")
    AT_LEAST = "at_least", _("at least a number")


class Criterion(models.Model):
    """One thing asked. `thresholds`: region code ("" where regions do not differ) → least number, as text."""

    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="criteria")
    code = models.CharField(max_length=60)
    name_vi = models.CharField(max_length=500)
    name_en = models.CharField(max_length=500)
    kind = models.CharField(max_length=10, choices=CriterionKind, default=CriterionKind.YES_NO)
    unit_vi = models.CharField(max_length=40, blank=True)
    unit_en = models.CharField(max_length=40, blank=True)
    thresholds = models.JSONField(default=dict)
    required = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["checklist", "code"],
                name="criterion_once",
                violation_error_message=_("This criterion is already on the list."),
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        """What is asked, in the language of the page."""
        return _in_language(self.name_vi, self.name_en)

    @property
    def unit(self) -> str:
        """The unit of its number, in the language of the page."""
        return _in_language(self.unit_vi, self.unit_en)


class Assessment(models.Model):
    """An institution's answers to a whole checklist, sent at once, then verified or returned one level up.

    Append-only but for its state, as a claim is. `meets`: every required criterion was met when it was sent; the
    list of an assessment never changes, so this stays true.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="assessments")
    region = models.CharField(max_length=20, blank=True)
    since = models.DateField()
    meets = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=ClaimState, default=ClaimState.CLAIMED)
    claimed_at = models.DateTimeField()
    claimed_by_id = models.BigIntegerField(null=True, blank=True)
    claimed_by_name = models.CharField(max_length=150)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_name = models.CharField(max_length=150, blank=True)
    remark = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="claimed", decided_at__isnull=True) | Q(decided_at__isnull=False),
                name="assessment_decided_when",
                violation_error_message=_("A decision has a day."),
            )
        ]
        indexes = [
            models.Index(fields=["checklist", "organisation", "since"], name="assessment_of_checklist")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.checklist_id}"


class AssessmentLine(models.Model):
    """The answer to one criterion: yes, no, or a number; left out means "not answered"."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="lines")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    answer = models.BooleanField(null=True, blank=True)
    value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion"],
                name="assessmentline_once",
                violation_error_message=_("This criterion is already answered."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.criterion_id}"


class ProofRule(models.Model):
    """By which counted acts an institution proves a capability by itself, from a day on.

    Proven on a day when, in the `window` whole months before it, at least `months` months have a total of `measure`
    of at least `at_least`. With a `dimension` the rule asks for variety instead: over the whole window, at least
    `values` different values of that dimension (age bands, interests, kinds) with `at_least` each. A rule proves by
    itself, or, `together`, only when all rules of the capability so marked are met. Editing ends one rule and begins
    another, so that former figures keep their rule; `made_at` and `ended_at` say when that was written down here.
    """

    capability = models.ForeignKey(Capability, models.PROTECT, related_name="proof_rules")
    measure = models.CharField(max_length=60)
    at_least = models.PositiveIntegerField(default=1)
    months = models.PositiveSmallIntegerField()
    window = models.PositiveSmallIntegerField()
    dimension = models.CharField(max_length=20, blank=True, default="")
    values = models.PositiveSmallIntegerField(default=0)
    together = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=150)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(months__gte=1) & Q(months__lte=F("window")) & Q(at_least__gte=1),
                name="proofrule_possible",
                violation_error_message=_("No more months can be asked for than the window has."),
            ),
            models.CheckConstraint(
                condition=Q(dimension="", values=0) | (~Q(dimension="") & Q(values__gte=1)),
                name="proofrule_counts_values",
                violation_error_message=_("A rule of variety says how many different values it asks for."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="proofrule_ends_after_it_begins",
                violation_error_message=_("The last day cannot come before the first day."),
            ),
            models.UniqueConstraint(
                fields=["capability", "measure", "dimension"],
                condition=Q(valid_to__isnull=True),
                name="proofrule_one_open",
                violation_error_message=_("The present rule must end before another one begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capability} {self.measure}"
