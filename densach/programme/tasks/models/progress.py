"""What was said of a part, line after line and never rewritten, with what shows it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from densach.files.models import StoredFile
from densach.programme.indicators.models import Indicator
from densach.programme.tasks.models.works import Part, Stage


class Update(models.Model):
    """One act on a part. `number` is the revision that it made; `takes_back` the line whose effect it undid.

    `counted_before` is what had been counted, so that taking back can restore it. `period` is the code of the time
    that the words speak of ("2026", "2026-10").
    """

    part = models.ForeignKey(Part, models.PROTECT, related_name="updates")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=12)
    stage_before = models.CharField(max_length=10, choices=Stage)
    stage_after = models.CharField(max_length=10, choices=Stage)
    period = models.CharField(max_length=25, blank=True)
    words = models.TextField(blank=True)
    counted_before = models.PositiveIntegerField(null=True, blank=True)
    counted = models.PositiveIntegerField(null=True, blank=True)
    takes_back = models.OneToOneField(
        "self", models.PROTECT, related_name="taken_back_by", null=True, blank=True
    )
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True, blank=True)
    by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["part", "number"],
                name="update_in_order",
                violation_error_message=_("Somebody else said something meanwhile."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.part_id}.{self.number} {self.act}"


class EvidenceKind(models.TextChoices):
    PHOTO = "photo", _("photo")
    FILE = "file", _("file")
    LINK = "link", _("link")
    COUNTED = "counted", _("counted figure")


class Evidence(models.Model):
    """What shows that it is so: a photo or file, a link, or an indicator whose figure is read live when looked at."""

    update = models.ForeignKey(Update, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=10, choices=EvidenceKind)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    url = models.URLField(max_length=500, blank=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", null=True, blank=True)
    period = models.CharField(max_length=25, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.update_id}"
