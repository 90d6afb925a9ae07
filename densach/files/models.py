"""Stored files: the bytes once, by their SHA-256; each keeping of them as a file with a name."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A paper, a picture or a piece of evidence. `sha256` names the bytes in storage; never overwritten."""

    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    kept_at = models.DateTimeField()
    kept_by_id = models.BigIntegerField(null=True, blank=True)
    kept_by_name = models.CharField(max_length=150)
    organisation_code = models.CharField(max_length=80, blank=True, db_index=True)
    public = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0),
                name="storedfile_not_empty",
                violation_error_message=_("The file is empty."),
            )
        ]

    def __str__(self) -> str:
        return self.name
