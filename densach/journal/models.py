"""Who did what, when: actor and organisation are values, so that a line outlives both."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One act. `params` fill the sentence of `act` (see `rules.SENTENCES`); `subject` is `kind:code` of the thing."""

    at = models.DateTimeField(db_index=True)
    actor_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    actor_name = models.CharField(max_length=150)
    organisation_code = models.CharField(max_length=80, blank=True, db_index=True)
    act = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=120, blank=True, db_index=True)
    params = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["organisation_code", "-id"], name="entry_of_organisation")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.act}"
