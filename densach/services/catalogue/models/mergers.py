"""Mergers of two records or two headings into one, kept so that they can be taken back."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from densach.services.catalogue.models.authorities import Authority
from densach.services.catalogue.models.records import Record


class RecordMerger(models.Model):
    """Record `other` went into `kept`. `before` and `after` are the revisions of `kept` around it, `items` the numbers
    of the copies that moved; `followed` what other rooms moved along, by room.
    """

    kept = models.ForeignKey(Record, models.PROTECT, related_name="mergers")
    other = models.ForeignKey(Record, models.PROTECT, related_name="+")
    before = models.PositiveIntegerField()
    after = models.PositiveIntegerField()
    other_state = models.CharField(max_length=10)
    items = models.JSONField(default=list, blank=True)
    followed = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=150)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kept=F("other")),
                name="recordmerger_of_two",
                violation_error_message=_("A record cannot be merged into itself."),
            ),
            models.UniqueConstraint(
                fields=["other"],
                condition=Q(undone_at__isnull=True),
                name="recordmerger_once",
                violation_error_message=_("This record is merged into another already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.other_id} → {self.kept_id}"


class AuthorityMerger(models.Model):
    """Heading `other` went into `kept`. `records` lists those rewritten: number, and their revision after it;
    `told` holds what else changed: forms that `kept` gained, headings that stood under `other`.
    """

    kept = models.ForeignKey(Authority, models.PROTECT, related_name="mergers")
    other = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    records = models.JSONField(default=list, blank=True)
    told = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=150)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kept=F("other")),
                name="authoritymerger_of_two",
                violation_error_message=_("A heading cannot be merged into itself."),
            ),
            models.UniqueConstraint(
                fields=["other"],
                condition=Q(undone_at__isnull=True),
                name="authoritymerger_once",
                violation_error_message=_("This heading is merged into another already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.other_id} → {self.kept_id}"
