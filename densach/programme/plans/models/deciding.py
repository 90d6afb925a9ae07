"""What became of a target: its values through time, changes that wait for approval, decisions after a merger."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from densach.files.models import StoredFile
from densach.organisations.models import Area, Organisation
from densach.programme.plans.models.rows import Target


class TargetRevision(models.Model):
    """The values of a target from one change on: who changed what, when, why, by which paper. Append-only."""

    target = models.ForeignKey(Target, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    values = models.JSONField()
    reason = models.CharField(max_length=500, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    by_id = models.BigIntegerField(null=True, blank=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target", "number"],
                name="targetrevision_once",
                violation_error_message=_("Someone else has just changed this target: look at it again."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.target_id}#{self.number}"


class ProposalState(models.TextChoices):
    WAITING = "waiting", _("waits for approval")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ChangeProposal(models.Model):
    """A change of a mandatory target (chỉ tiêu pháp lệnh): proposed by one person, decided by another."""

    target = models.ForeignKey(Target, models.PROTECT, related_name="proposals")
    act = models.CharField(max_length=10)
    values = models.JSONField(default=dict, blank=True)
    seen_revision = models.PositiveIntegerField()
    reason = models.CharField(max_length=500)
    paper = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.WAITING)
    proposed_by_id = models.BigIntegerField(null=True, blank=True)
    proposed_by_name = models.CharField(max_length=150)
    proposed_at = models.DateTimeField()
    decided_by_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target"],
                condition=Q(state="waiting"),
                name="changeproposal_one_waits",
                violation_error_message=_("A change of this target already waits for approval."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(decided_at__isnull=False),
                name="changeproposal_decided_has_day",
                violation_error_message=_("A decided change has a day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.state}"


class Fate(models.TextChoices):
    CARRY = "carry", _("carried on by the successors")
    REPLACE = "replace", _("replaced by another target")
    END = "end", _("ended")


class TargetDecision(models.Model):
    """What an officer decided on a target whose territory, or whose level of units, has gone.

    `area` is the place of today that decides. A decision that is taken back stays, with who took it back and why.
    """

    target = models.ForeignKey(Target, models.PROTECT, related_name="decisions")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    fate = models.CharField(max_length=10, choices=Fate)
    on = models.DateField()
    legal_basis = models.CharField(max_length=300)
    paper = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    replaced_by = models.ForeignKey(Target, models.PROTECT, related_name="replaces", null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    decided_by_name = models.CharField(max_length=150)
    decided_at = models.DateTimeField()
    undone_by_name = models.CharField(max_length=150, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target", "area"],
                condition=Q(undone_at__isnull=True),
                name="targetdecision_one_stands",
                violation_error_message=_(
                    "This target was already decided on: take that decision back first."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(fate="replace") & Q(replaced_by__isnull=False))
                | (~Q(fate="replace") & Q(replaced_by__isnull=True)),
                name="targetdecision_names_what_replaces",
                violation_error_message=_("Say which target replaces this one, and only then."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.fate}"


class CarriedTo(models.Model):
    """A unit of today that carries on a target of units that have ended."""

    decision = models.ForeignKey(TargetDecision, models.PROTECT, related_name="carried_to")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "organisation"],
                name="carriedto_once",
                violation_error_message=_("This unit is already named."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} → {self.organisation_id}"
