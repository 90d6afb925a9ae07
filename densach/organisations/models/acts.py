"""The acts that change the register: each with its day, its paper and what it wrote, so that it can be undone."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from densach.files.models import StoredFile
from densach.organisations.models.register import (
    Organisation,
    OrganisationLineage,
    OrganisationVersion,
)


class ActKind(models.TextChoices):
    FOUND = "found", _("founded")
    RENAME = "rename", _("renamed")
    MOVE = "move", _("moved under another body or to another place")
    RECLASS = "reclass", _("classed otherwise")
    MERGE = "merge", _("merged")
    SPLIT = "split", _("divided")
    ABOLISH = "abolish", _("ended")


class ActState(models.TextChoices):
    DONE = "done", _("done")
    UNDONE = "undone", _("undone")


class RegisterAct(models.Model):
    """Something that was decided about one or several organisations, in force from `on`.

    `told` keeps in words (names and codes of that day) what was done: it stays readable after an undoing.
    """

    kind = models.CharField(max_length=10, choices=ActKind)
    on = models.DateField()
    legal_basis = models.CharField(max_length=300, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    done_at = models.DateTimeField()
    done_by_id = models.BigIntegerField(null=True, blank=True)
    done_by_name = models.CharField(max_length=150)
    state = models.CharField(max_length=10, choices=ActState, default=ActState.DONE)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by_name = models.CharField(max_length=150, blank=True)
    undone_why = models.CharField(max_length=300, blank=True)
    told = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", undone_at__isnull=True)
                | Q(state="undone", undone_at__isnull=False),
                name="registeract_undone_when",
                violation_error_message=_("An undone act has the day of its undoing."),
            )
        ]
        indexes = [models.Index(fields=["on"], name="registeract_by_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class ActPart(models.Model):
    """What one act did to one organisation: which version it closed, which it opened, which lineage it wrote.

    An undoing removes what was opened and written, opens again what was closed, and leaves the part with the
    organisation alone (`organisation` is empty only where the act had founded it).
    """

    act = models.ForeignKey(RegisterAct, models.PROTECT, related_name="parts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="acts", null=True, blank=True)
    founded = models.BooleanField(default=False)
    closed = models.ForeignKey(
        OrganisationVersion, models.PROTECT, related_name="closed_by", null=True, blank=True
    )
    opened = models.ForeignKey(
        OrganisationVersion, models.PROTECT, related_name="opened_by", null=True, blank=True
    )
    lineage = models.ForeignKey(
        OrganisationLineage, models.PROTECT, related_name="written_by", null=True, blank=True
    )

    def __str__(self) -> str:
        return f"{self.act} {self.organisation_id}"
