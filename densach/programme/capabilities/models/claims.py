"""What each institution can do: yes, no or not answered, with its paper.

A claim is only ever added; the present answer of an institution is its last claim that was not returned.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from densach.files.models import StoredFile
from densach.organisations.models import Organisation


class Capability(models.Model):
    """Something that plans ask institutions to have: `library.lifelong_service`, `library.digital` …

    `kinds` are the kinds of institutions that are asked. A `staged` one is a work that takes years: a unit that
    has not finished says how far it is (see `Stage`).
    """

    code = models.CharField(max_length=60, unique=True)
    name_vi = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    kinds = models.JSONField(default=list)
    staged = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        """Its name in the language of the page."""
        return self.name_en if (get_language() or "vi").startswith("en") else self.name_vi


class ClaimState(models.TextChoices):
    CLAIMED = "claimed", _("waits to be verified")
    VERIFIED = "verified", _("verified")
    RETURNED = "returned", _("returned")


class Stage(models.IntegerChoices):
    """How far a work has come, in quarters: decided, approved with money, under way, handed over."""

    NOT_BEGUN = 0, _("not begun")
    DECIDED = 1, _("decided in principle")
    APPROVED = 2, _("approved, with money")
    UNDER_WAY = 3, _("under way")
    DONE = 4, _("finished and handed over")


class Claim(models.Model):
    """`organisation` answered `answer` for the days from `since` on. Append-only but for its state."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    capability = models.ForeignKey(Capability, models.PROTECT, related_name="claims")
    answer = models.BooleanField()
    stage = models.PositiveSmallIntegerField(choices=Stage, default=Stage.NOT_BEGUN)
    since = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
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
                name="claim_decided_when",
                violation_error_message=_("A decision has a day."),
            ),
            models.CheckConstraint(
                condition=Q(answer=True, stage=4) | Q(answer=False, stage__lt=4),
                name="claim_yes_is_the_last_stage",
                violation_error_message=_("Yes means finished; no means that a stage is still missing."),
            ),
        ]
        indexes = [models.Index(fields=["capability", "organisation", "since"], name="claim_of_capability")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.capability_id} {self.answer}"
